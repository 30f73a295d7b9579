//! Edits of pages as data: what is replaced by what, and all that is said of it.

use std::fs;

use vidu_codegen::drift::{self, Finding, Kind};

use crate::pinned::{Pinned, examine, page};

/// A page, its edits, and all findings: `field kind direction breaks: was -> now scope`.
pub struct Case {
    page: &'static str,
    edits: &'static [(&'static str, &'static str)],
    pub findings: &'static [&'static str],
}

const fn case(
    page: &'static str,
    edits: &'static [(&'static str, &'static str)],
    findings: &'static [&'static str],
) -> Case {
    Case { page, edits, findings }
}

const BARS: &str = "bars.txt";
const TOGETHER: &str = "together.txt";
const TWO: &str = "two_calls.txt";
const BLOCKS: &str = "blocks.txt";
const SHORT: &str = "blocks_short.txt";

pub const CASES: &[Case] = &[
    // Limits.
    case(
        BARS,
        &[("At most 1500 characters", "At most 2000 characters")],
        &["prompt limit loosened harmless: at most 1500 characters -> at most 2000 characters"],
    ),
    case(
        TOGETHER,
        &[("At most 1500 characters", "At most 1000 characters")],
        &["prompt limit tightened caller: at most 1500 characters -> at most 1000 characters"],
    ),
    case(
        TWO,
        &[("not beyond 2000 characters", "not beyond 5,000 characters")],
        &["prompt limit loosened harmless: at most 2000 characters -> at most 5000 characters"],
    ),
    case(
        SHORT,
        &[("up to 1500 characters", "up to 2500 characters")],
        &["prompt limit loosened harmless: at most 1500 characters -> at most 2500 characters"],
    ),
    case(
        BLOCKS,
        &[("With is_rec it is", "With is_rec it is, beyond 800 characters,")],
        &["prompt limit tightened caller: ? -> at most 800 characters"],
    ),
    case(
        BARS,
        &[(". At most 1500 characters are read", ", as much as you like")],
        &["prompt limit loosened harmless: at most 1500 characters -> ?"],
    ),
    case(
        BARS,
        &[("up to 1048576 characters", "up to 4096 characters")],
        &["payload limit tightened caller: at most 1048576 characters -> at most 4096 characters"],
    ),
    case(
        TOGETHER,
        &[("Takes 1 to 7 images", "Takes 1 to 10 images")],
        &["images limit loosened harmless: 1 to 7 -> 1 to 10"],
    ),
    case(
        TOGETHER,
        &[("Takes 1 to 7 images", "Takes 1 to 3 images")],
        &["images limit tightened caller: 1 to 7 -> 1 to 3"],
    ),
    case(BARS, &[("Takes just 1 image", "Takes 1 to 2 images")], &["image limit loosened harmless: 1 -> 1 to 2"]),
    case(TOGETHER, &[("128x128 pixels", "300x300 pixels")], &["images limit tightened caller: 128x128 -> 300x300"]),
    case(TOGETHER, &[("128x128 pixels", "64 x 64 pixels")], &["images limit loosened harmless: 128x128 -> 64x64"]),
    case(BARS, &[("No picture above 50MB", "No picture above 20MB")], &["image limit tightened caller: 50MB -> 20MB"]),
    case(TWO, &[("may not exceed 50 MB", "may not exceed 100 MB")], &["image limit loosened harmless: 50MB -> 100MB"]),
    case(BLOCKS, &[("no more than 50 MB", "no more than 30 MB")], &["image limit tightened caller: 50MB -> 30MB"]),
    case(SHORT, &[("must be under 10MB", "must be under 20MB")], &["image limit loosened harmless: <10MB -> <20MB"]),
    case(
        BARS,
        &[("between 1:4 and 4:1", "between 1:2 and 2:1")],
        &["image limit tightened caller: 1:4 to 4:1 -> 1:2 to 2:1"],
    ),
    case(TWO, &[("from 1:4 to 4:1", "from 1:5 to 5:1")], &["image limit loosened harmless: 1:4 to 4:1 -> 1:5 to 5:1"]),
    // Formats and forms.
    case(BARS, &[("png, jpeg, jpg, webp", "png, jpeg, jpg, webp, gif")], &["image format loosened harmless: ? -> gif"]),
    case(TOGETHER, &[("PNG, JPEG, JPG, WebP", "PNG, JPEG, JPG")], &["images format tightened caller: webp -> ?"]),
    case(
        TWO,
        &[("an image URL or the picture in Base64", "an image URL")],
        &["image format tightened caller: base64 -> ?"],
    ),
    case(SHORT, &[("By public URL or as Base64", "By public URL")], &["image format tightened caller: base64 -> ?"]),
    // Models.
    case(
        BARS,
        &[("values: viduq1 vidu2.0 vidu1.5", "values: viduq2 viduq1 vidu2.0 vidu1.5")],
        &["model model loosened harmless: ? -> viduq2"],
    ),
    case(
        BARS,
        &[
            ("values: viduq1 vidu2.0 vidu1.5", "values: viduq2 viduq1 vidu2.0 vidu1.5"),
            (
                "- viduq1: default 5s, allowed: 5 -",
                "- viduq2: default 5s, allowed: 1-8 - viduq1: default 5s, allowed: 5 -",
            ),
            (
                "- viduq1 (5s): default 1080p,",
                "- viduq2 (1-8s): default 720p, allowed: 540p, 720p - viduq1 (5s): default 1080p,",
            ),
        ],
        &["model model loosened harmless: ? -> viduq2"],
    ),
    case(
        TOGETHER,
        &[
            ("values: viduq1 vidu2.0 vidu1.5", "values: viduq1 vidu2.0"),
            ("- vidu1.5: the default is 4 seconds, possible: 4, 8\n", ""),
            (
                "- vidu1.5 (4s): the default is 360p, possible: 360p, 720p, 1080p\n- vidu1.5 (8s): the default is 720p, possible: 720p\n",
                "",
            ),
        ],
        &["model model tightened caller: vidu1.5 -> ?"],
    ),
    case(
        TWO,
        &[("options: viduq2-pro, viduq2-turbo -", "options: viduq2-pro, viduq2-turbo, viduq3-pro -")],
        &["model model loosened harmless: ? -> viduq3-pro"],
    ),
    case(
        BLOCKS,
        &[("viduq1-classic, and vidu2.0", "viduq1-classic, vidu2.0, and viduq3-mix")],
        &["model model loosened harmless: ? -> viduq3-mix"],
    ),
    case(
        BLOCKS,
        &[("viduq1, viduq1-classic, and vidu2.0", "viduq1, and viduq1-classic")],
        &["model model tightened caller: vidu2.0 -> ?"],
    ),
    case(
        TWO,
        &[
            (
                "options: viduq2-pro, viduq2-turbo - viduq2-pro: takes care - viduq2-turbo: takes less time",
                "options: viduq2-pro, viduq2-lite - viduq2-pro: takes care - viduq2-lite: takes less time",
            ),
            ("viduq2-turbo default 5", "viduq2-lite default 5"),
        ],
        &["model model loosened harmless: ? -> viduq2-lite", "model model tightened caller: viduq2-turbo -> ?"],
    ),
    // Lengths.
    case(
        BARS,
        &[
            ("default 4s, allowed: 4, 8", "default 4s, allowed: 4"),
            (" - vidu2.0 and vidu1.5 (8s): default 720p, allowed: 720p", ""),
        ],
        &["duration value tightened caller: 8 -> ? for vidu2.0, vidu1.5"],
    ),
    case(
        BARS,
        &[("- viduq1: default 5s, allowed: 5 -", "- viduq1: default 5s, allowed: 5, 10 -")],
        &["duration value loosened harmless: ? -> 10 for viduq1"],
    ),
    case(
        TOGETHER,
        &[("vidu2.0: the default is 4 seconds, possible: 4", "vidu2.0: the default is 4 seconds, possible: 4, 6")],
        &["duration value loosened harmless: ? -> 6 for vidu2.0"],
    ),
    case(
        TWO,
        &[("6, 7, 8, 9, 10 viduq2-turbo", "6, 7, 8 viduq2-turbo"), ("6, 7, 8, 9, 10 |", "6, 7, 8 |")],
        &["duration value tightened caller: 9, 10 -> ? for viduq2-pro, viduq2-turbo"],
    ),
    case(
        BLOCKS,
        &[("any of 1-10 seconds", "any of 1-16 seconds")],
        &[
            "duration value loosened harmless: ? -> 11, 12, 13, 14, 15, 16 for viduq2-pro, viduq2-turbo, viduq2-pro-fast",
        ],
    ),
    case(
        SHORT,
        &[("options of 4 or 8 seconds", "options of 4 seconds"), ("  • 8s: default 720p, allowed: 720p\n", "")],
        &["duration value tightened caller: 8 -> ?"],
    ),
    // Defaults.
    case(
        BARS,
        &[("default 4s, allowed: 4, 8", "default 8s, allowed: 4, 8")],
        &["duration default changed caller: 4 -> 8 for vidu2.0, vidu1.5"],
    ),
    case(
        BARS,
        &[("(4s): default 360p", "(4s): default 720p")],
        &["resolution default changed caller: 360p -> 720p for vidu2.0, vidu1.5 with 4 s"],
    ),
    case(
        TOGETHER,
        &[("Defaults to auto", "Defaults to medium")],
        &["movement_amplitude default changed caller: auto -> medium"],
    ),
    case(TOGETHER, &[("Defaults to 16:9", "Defaults to 9:16")], &["aspect_ratio default changed caller: 16:9 -> 9:16"]),
    case(BARS, &[("Default: false.", "Default: true.")], &["bgm default changed caller: false -> true"]),
    case(TWO, &[("play, default false", "play, default true")], &["bgm default changed caller: false -> true"]),
    case(
        TWO,
        &[("large, default auto", "large, default small")],
        &["movement_amplitude default changed caller: auto -> small"],
    ),
    case(
        TWO,
        &[("its default changes with who does it", "default 720p")],
        &["parameters.resolution unread changed unknown"],
    ),
    case(
        BLOCKS,
        &[("default 720p, choices", "default 540p, choices")],
        &[
            "resolution default changed caller: 720p -> 540p for viduq2-pro, viduq2-turbo, viduq2-pro-fast with 1 to 10 s",
        ],
    ),
    case(
        BLOCKS,
        &[("default 5 seconds", "default 4 seconds")],
        &["duration default changed caller: 5 -> 4 for viduq2-pro, viduq2-turbo, viduq2-pro-fast"],
    ),
    case(SHORT, &[("Default: auto\n", "\n")], &["movement_amplitude default changed caller: auto -> ?"]),
    case(
        SHORT,
        &[("Default is 4 seconds, and", "Default is 8 seconds, and")],
        &["duration default changed caller: 4 -> 8"],
    ),
    // Words.
    case(
        BARS,
        &[("auto small medium large", "auto small medium huge")],
        &[
            "movement_amplitude value loosened harmless: ? -> huge",
            "movement_amplitude value tightened caller: large -> ?",
        ],
    ),
    case(TOGETHER, &[("16:9 9:16 1:1", "16:9 9:16 1:1 4:3")], &["aspect_ratio value loosened harmless: ? -> 4:3"]),
    case(
        SHORT,
        &[("auto, small, medium, large", "auto, small, large")],
        &["movement_amplitude value tightened caller: medium -> ?"],
    ),
    case(
        BLOCKS,
        &[("4: left below", "4: left below; 5: in the middle")],
        &["wm_position value loosened harmless: ? -> 5"],
    ),
    // Resolutions for one model.
    case(
        BARS,
        &[("(5s): default 1080p, allowed: 1080p", "(5s): default 1080p, allowed: 1080p, 720p")],
        &["resolution value loosened harmless: ? -> 720p for viduq1 with 5 s"],
    ),
    case(
        TOGETHER,
        &[(
            "vidu2.0 (4s): the default is 360p, possible: 360p, 720p",
            "vidu2.0 (4s): the default is 360p, possible: 360p, 540p, 720p",
        )],
        &["resolution value loosened harmless: ? -> 540p for vidu2.0 with 4 s"],
    ),
    case(
        TWO,
        &[("viduq2: 540p/720p/1080p", "viduq2: 540p/720p")],
        &["resolution value tightened caller: 1080p -> ? for viduq2-pro, viduq2-turbo with 1 to 10 s"],
    ),
    case(
        TWO,
        &[("viduq1: 1080p,", "viduq1: 720p/1080p,")],
        &["resolution value changed harmless: ? -> 720p, 1080p for viduq1, which the page does not offer"],
    ),
    case(
        SHORT,
        &[("8s: default 720p, allowed: 720p", "8s: default 720p, allowed: 720p, 1080p")],
        &["resolution value loosened harmless: ? -> 1080p for 8 s"],
    ),
    // Required and optional.
    case(
        BARS,
        &[("prompt | String | Optional", "prompt | String | Required")],
        &["prompt required tightened caller: optional -> required"],
    ),
    case(
        TOGETHER,
        &[("promptStringRequired", "promptStringOptional")],
        &["prompt required loosened harmless: required -> optional"],
    ),
    case(
        TWO,
        &[("input.prompt | string | No", "input.prompt | string | Yes")],
        &["prompt required tightened caller: optional -> required"],
    ),
    case(
        BLOCKS,
        &[("duration\ninteger\nSeconds", "duration\ninteger\nrequired\nSeconds")],
        &["duration required tightened caller: optional -> required"],
    ),
    case(SHORT, &[("string[]\nrequired\n", "string[]\n")], &["image required loosened harmless: required -> optional"]),
    // Fields.
    case(
        BARS,
        &[(
            "payload | String | Optional",
            "style | String | Optional | How it is drawn, up to 50 characters |\npayload | String | Optional",
        )],
        &["style field loosened harmless: ? -> style (String, optional)"],
    ),
    case(
        TOGETHER,
        &[("payloadStringOptional", "off_peakBoolOptionalMay it wait? Default: false.\npayloadStringOptional")],
        &["off_peak field loosened harmless: ? -> off_peak (Bool, optional)"],
    ),
    // The last part of its path is another field's name already.
    case(
        TWO,
        &[(
            "| parameters.bgm | bool | No | Shall music play, default false |",
            "| parameters.bgm | bool | No | Shall music play, default false |\n| usage.duration | string | No | How long others were |",
        )],
        &["usage.duration field loosened harmless: ? -> usage.duration (string, optional)"],
    ),
    case(
        TWO,
        &[("| parameters.bgm |", "| parameters.audio | bool | Yes | Shall people speak |\n| parameters.bgm |")],
        &["parameters.audio field tightened caller: ? -> parameters.audio (bool, required)"],
    ),
    case(
        BLOCKS,
        &[("payload\nstring\nHanded back untouched.\n", "")],
        &["payload field tightened caller: payload -> ?"],
    ),
    case(
        BARS,
        &[(
            "movement_amplitude | String | Optional | How wild things move. Defaults to auto, choices: auto small medium large |\n",
            "",
        )],
        &["movement_amplitude field tightened caller: movement_amplitude -> ?"],
    ),
    case(
        SHORT,
        &[("seed\ninteger\n", "dice\ninteger\n")],
        &["dice field loosened harmless: ? -> dice (integer, optional)", "seed field tightened caller: seed -> ?"],
    ),
    // Types.
    case(
        BARS,
        &[("seed | Int | Optional", "seed | String | Optional")],
        &["seed type changed caller: integer -> text"],
    ),
    case(
        BLOCKS,
        &[("created_at\ninteger", "created_at\nstring")],
        &["created_at type changed reader: integer -> text"],
    ),
    case(TWO, &[("output.urls | array", "output.urls | string")], &["output.urls type changed reader: list -> text"]),
    case(SHORT, &[("images\nstring[]", "images\nstring")], &["image type changed caller: list -> text"]),
    // Answers.
    case(
        BARS,
        &[(
            "created_at | String | When it was taken |",
            "credits | Int | What it costs |\ncreated_at | String | When it was taken |",
        )],
        &["credits member changed harmless: ? -> credits"],
    ),
    case(
        TOGETHER,
        &[("created_atStringWhen it was taken\n", "")],
        &["created_at member changed reader: created_at -> ?"],
    ),
    case(
        BLOCKS,
        &[("status\nstring\nWhere", "state\nstring\nWhere")],
        &["state member changed harmless: ? -> state", "status member changed reader: status -> ?"],
    ),
    // Status words.
    case(
        BARS,
        &[("- success it is done", "- success it is done - cancelled nobody wants it")],
        &["state state changed reader: ? -> cancelled"],
    ),
    case(
        TWO,
        &[("Pending, Running, Success, Failure", "Pending, Running, Success, Failure, Expired")],
        &["output.task_status state changed reader: ? -> Expired"],
    ),
    case(
        BLOCKS,
        &[("completed (now)", "succeeded (now)")],
        &["status state changed reader: ? -> succeeded", "status state changed harmless: completed -> ?"],
    ),
    case(
        BARS,
        &[(
            "the video is there (a lost call is repeated three times)",
            "the video is there (a lost call is repeated 5 times)",
        )],
        &["callback_url retries changed reader: 3 -> 5 on success"],
    ),
    // Errors.
    case(
        BARS,
        &[(
            "QuotaExceeded | 429 | Too many tasks at once |",
            "QuotaExceeded | 429 | Too many tasks at once |\nRegionBlocked | 403 | Not from where you are |",
        )],
        &["RegionBlocked error changed reader: ? -> RegionBlocked"],
    ),
    case(
        BARS,
        &[("CreditInsufficient | 400", "CreditInsufficient | 402")],
        &["CreditInsufficient error changed reader: 400 -> 402"],
    ),
    case(
        BARS,
        &[("QuotaExceeded | 429 | Too many tasks at once |\n", "")],
        &["QuotaExceeded error changed harmless: QuotaExceeded -> ?"],
    ),
    // Calls, headers and keys.
    case(
        BARS,
        &[("Authorization | Token {key}", "Authorization | Bearer {key}")],
        &["Authorization header changed caller: Token -> Bearer"],
    ),
    case(
        SHORT,
        &[("Bearer and a blank before the key: Bearer {{key}}.", "Basic and a blank before the key: Basic {{key}}.")],
        &["Authorization header changed caller: Bearer -> Basic"],
    ),
    case(
        BARS,
        &[(
            "Authorization | Token {key} | Put your own key here |",
            "Authorization | Token {key} | Put your own key here |\nX-Region | eu | Where it runs |",
        )],
        &["X-Region header tightened caller: ? -> X-Region"],
    ),
    case(
        TWO,
        &[
            ("options: viduq2-pro, viduq2-turbo -", "options: viduq2-pro, viduq2-turbo -"),
            ("always img2video", "always picture2video"),
        ],
        &["parameters.vidu_type value changed caller: img2video -> Which call this is, always picture2video"],
    ),
    case(
        BLOCKS,
        &[
            ("'Authorization: Bearer <key>'", "'Authorization: Token <key>'"),
            ("\"Authorization: Bearer KEY\"", "\"Authorization: Token KEY\""),
        ],
        &["Authorization header changed caller: Bearer -> Token", "example.request-2 example changed harmless"],
    ),
    // Examples and wording.
    case(
        BARS,
        &[(
            "\"prompt\": \"The boat leaves.\",\"duration\": \"5\"",
            "\"prompt\": \"The boat returns.\",\"duration\": \"5\"",
        )],
        &["example.request-1 example changed harmless"],
    ),
    case(
        TWO,
        &[("\"prompt\": \"the boat leaves.\"", "\"prompt\": \"the boat sinks.\"")],
        &["example.request-1 example changed harmless"],
    ),
    case(TOGETHER, &[("What you want to see", "What shall be seen")], &["prompt wording changed harmless"]),
    case(BLOCKS, &[("Handed back untouched.", "We give it back as it came.")], &["payload wording changed harmless"]),
    case(
        SHORT,
        &[("Music has no end of its own.", "Music ends with the film, and has no end of its own.")],
        &["bgm wording changed harmless"],
    ),
    case(
        BLOCKS,
        &[("  • viduq2-pro-fast: costs the least\n", "")],
        &["prose.line-6 unread changed unknown: a row -> ?"],
    ),
    // The same in other words.
    case(
        BARS,
        &[("allowed: 4, 8 |", "any whole number from 4 to 8 |")],
        &["duration value loosened harmless: ? -> 5, 6, 7 for vidu2.0, vidu1.5"],
    ),
    case(
        TOGETHER,
        &[("Takes 1 to 7 images", "Takes up to 5 images")],
        &["images limit tightened caller: 1 to 7 -> 1 to 5"],
    ),
    case(
        TOGETHER,
        &[("Number for the dice\n", "Number for the dice, in the range of 0 to 2147483647\n")],
        &["seed value tightened caller: ? -> 0 to 2147483647"],
    ),
    case(BARS, &[("At most 1500 characters", "At most 1,500 characters")], &["prompt wording changed harmless"]),
    case(
        BARS,
        &[(
            "the video is there (a lost call is repeated three times)",
            "the video is there (a lost call is repeated 3 times)",
        )],
        &["callback_url wording changed harmless"],
    ),
    case(
        BARS,
        &[("POST https://api.vidu.com/ent/v2/img2video\n", "POST https://api.vidu.com/ent/v3/img2video\n")],
        &["request call changed caller: POST /ent/v2/img2video -> POST /ent/v3/img2video"],
    ),
    case(SHORT, &[("between 1:4 and 4:1", "from a quarter to four in ratio")], &["images unread changed unknown"]),
    case(SHORT, &[("up to 1500 characters", "up to 1500 words")], &["prompt unread changed unknown"]),
    case(TOGETHER, &[("128x128 pixels", "128 by 128 pixels")], &["images unread changed unknown"]),
    // What cannot be read is listed.
    case(
        BLOCKS,
        &[("No effect with q3 models.", "No effect with q3 and q4 models.")],
        &["voice_id unread changed unknown"],
    ),
    case(
        TOGETHER,
        &[("Without it, they are rolled", "Without it, or with -1, they are rolled")],
        &["seed unread changed unknown"],
    ),
];

/// A finding as the cases write it.
pub fn written(finding: &Finding) -> String {
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "?".to_owned());
    let Finding { field, kind, direction, breaks, was, now, scope, .. } = finding;
    let change =
        if was.is_none() && now.is_none() { String::new() } else { format!(": {} -> {}", side(was), side(now)) };
    let scope = if scope.is_empty() { String::new() } else { format!(" {scope}") };
    format!("{field} {} {} {}{change}{scope}", kind.word(), direction.word(), breaks.word())
}

/// The page after the edits.
pub fn edited(case: &Case) -> String {
    let mut text = page(case.page);
    for (from, to) in case.edits {
        assert_eq!(text.matches(from).count(), 1, "{} has {from:?} once", case.page);
        text = text.replace(from, to);
    }
    text
}

#[test]
fn every_edit_is_said_as_such_and_nothing_else() {
    let pinned = Pinned::new();
    let source = pinned.source();
    let mut wrong = Vec::new();
    for case in CASES {
        let outcome = examine(&source, &edited(case));
        let said: Vec<String> = outcome.calls.iter().flat_map(|call| &call.findings).map(written).collect();
        if said != case.findings {
            wrong
                .push(format!("{} {:?}\n    said   {said:#?}\n    wanted {:#?}", case.page, case.edits, case.findings));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

/// What a proposed edit leaves: rows that only a person can judge, and what no line of the spec can say.
fn is_left_over(finding: &Finding) -> bool {
    matches!(finding.kind, Kind::Wording | Kind::Unread | Kind::Example) || !finding.has_edit()
}

/// With the proposed edits the spec has no fault, and the page no longer differs from it.
#[test]
fn proposed_edits_make_the_spec_say_what_the_page_says() {
    let pinned = Pinned::new();
    let source = pinned.source();
    let mut wrong = Vec::new();
    for case in CASES {
        let text = edited(case);
        let outcome = examine(&source, &text);
        let edits: Vec<drift::Edit> = outcome.calls.iter().flat_map(|call| call.edits.clone()).collect();
        let copy = pinned.copy();
        for edit in &edits {
            let path = copy.path().join(edit.file.path.strip_prefix(pinned.path()).expect("a file of the spec"));
            fs::write(path, drift::edited(&edit.file, &edits)).expect("the edited file");
        }
        match drift::Source::read(copy.path()) {
            Err(report) => wrong.push(format!("{} {:?}\n{report}", case.page, case.edits)),
            Ok(source) => {
                let left = examine(&source, &text).calls.into_iter().flat_map(|call| call.findings);
                let left: Vec<String> = left.filter(|finding| !is_left_over(finding)).map(|f| written(&f)).collect();
                if !left.is_empty() {
                    wrong.push(format!(
                        "{} {:?}\n    left {left:#?}\n{:#?}",
                        case.page,
                        case.edits,
                        drift::snippets(&edits)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}
