//! Edits of the made-up vendor's spec and everything that is said of each: who breaks, which release, where, and how.

use vidu_codegen::diff::{Change, Side, compare};

use crate::claims::prove;
use crate::folder::{Copy, made_up};

const PAGE: &str = "acme/2026-01/img2video.toml";
const DUB: &str = "acme/2026-01/dub.toml";
const CREDITS: &str = "acme/2026-01/credits.toml";
const QUERY: &str = "acme/2026-01/query.toml";
const VENDOR: &str = "acme/2026-01/vendor.toml";
const WORDS: &str = "vocabulary.toml";

/// An edit: a file, what stands in it once, and what stands there instead.
type Edit<'a> = (&'a str, &'a str, &'a str);

fn line(change: &Change) -> String {
    let direction = format!("{:?}", change.direction).to_lowercase();
    let release = format!("{:?}", change.release).to_lowercase();
    let page = change.page.as_deref().unwrap_or("-");
    format!("{direction} {release} | {page} {} | {}", change.subject, change.says)
}

/// Everything that is said of these edits, in order, and that its claims are true.
fn said(edits: &[Edit<'_>]) -> Vec<String> {
    let copy = Copy::of(&made_up());
    for (file, from, to) in edits {
        copy.edit(file, from, to);
    }
    let side = |folder: &std::path::Path| {
        Side::read(&folder.display().to_string(), folder).unwrap_or_else(|why| panic!("{edits:?}: {why}"))
    };
    let (old, new) = (side(&made_up()), side(copy.path()));
    let found = compare(&old, &new);
    prove(&old, &new, &found);
    found.changes.iter().map(line).collect()
}

#[track_caller]
fn check(edits: &[Edit<'_>], expected: &[&str]) {
    let said = said(edits);
    assert_eq!(said, expected, "{edits:?}");
}

#[test]
fn what_is_accepted() {
    check(
        &[(
            PAGE,
            r#"duration = [3],           resolution = ["480p"]"#,
            r#"duration = [3],           resolution = ["480p", "2K"]"#,
        )],
        &["harmless minor | img2video accepts.0 | accepted now: model a1, duration 3, resolution 2K"],
    );
    check(
        &[(PAGE, r#"resolution = ["480p", "2K"] }"#, r#"resolution = ["480p"] }"#)],
        &["caller major | img2video accepts.1 | refused now: model a2.5, duration 3 to 9, resolution 2K"],
    );
    check(
        &[(
            PAGE,
            r#"{ model = ["a2.5"],    duration = [5, "3 to 9"]"#,
            r#"{ model = ["a2.5"],    duration = [5, "3 to 11"]"#,
        )],
        &["harmless minor | img2video accepts.1 | accepted now: model a2.5, duration 10 to 11, resolution 480p or 2K"],
    );
    check(
        &[(
            PAGE,
            r#"{ model = ["a3-lite"], duration = [5, "3 to 9"]"#,
            r#"{ model = ["a3-lite"], duration = [5, "4 to 6"]"#,
        )],
        &["caller major | img2video accepts.3 | refused now: model a3-lite, duration 3 or 7 to 9, resolution 480p"],
    );
    check(
        &[(
            PAGE,
            r#"duration = [12],          resolution = ["2K"]"#,
            r#"duration = [13],          resolution = ["2K"]"#,
        )],
        &[
            "caller major | img2video accepts.2 | refused now: model a2.5, duration 12, resolution 2K",
            "harmless minor | img2video accepts.2 | accepted now: model a2.5, duration 13, resolution 2K",
        ],
    );
    check(
        &[(PAGE, "{ model = [\"a2.5\"],    duration = [12],          resolution = [\"2K\"] },\n  ", "")],
        &["caller major | img2video accepts.2 | refused now: model a2.5, duration 12, resolution 2K"],
    );
    check(
        &[
            (PAGE, "  { model = [\"a3-lite\"], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },\n", ""),
            (PAGE, r#"values = ["a1", "a2.5", "a3-lite"]"#, r#"values = ["a1", "a2.5"]"#),
        ],
        &["caller major | img2video accepts.3 | refused now: model a3-lite, duration 3 to 9, resolution 480p"],
    );
    check(
        &[
            (WORDS, r#""a3-lite" = "A3Lite""#, r#""a3-lite" = "A3Lite", "a4" = "A4""#),
            (
                PAGE,
                r#"{ model = ["a3-lite"], duration = [5, "3 to 9"]"#,
                r#"{ model = ["a3-lite", "a4"], duration = [5, "3 to 9"]"#,
            ),
            (PAGE, r#"values = ["a1", "a2.5", "a3-lite"]"#, r#"values = ["a1", "a2.5", "a3-lite", "a4"]"#),
        ],
        &[
            "harmless minor | - words.model.words.a4 | `a4` is a new word of `model`",
            "harmless minor | img2video accepts.3 | accepted now: model a4, duration 3 to 9, resolution 480p",
        ],
    );
    check(
        &[(PAGE, "duration = [3],           resolution", r#"duration = ["?"],           resolution"#)],
        &[
            "caller major | img2video accepts.0 | default of duration with model a1 is not said instead of 3",
            "harmless minor | img2video accepts.0 | accepted now: model a1, duration 2 or less or 4 or more, resolution 480p",
        ],
    );
    check(
        &[(PAGE, r#"values = [1.0, "0.5 to 2"]"#, r#"values = [1.0, "0.5 to 1.5"]"#)],
        &["caller major | img2video fields.guidance.values | refused now: guidance above 1.5 to 2"],
    );
    check(
        &[(PAGE, r#"values = [1.0, "0.5 to 2"]"#, r#"values = "?""#)],
        &[
            "caller major | img2video fields.guidance.values | default of guidance is not said instead of 1",
            "harmless minor | img2video fields.guidance.values | accepted now: guidance below 0.5 or above 2",
        ],
    );
    check(
        &[(PAGE, "values = [false, true]", "values = [false]")],
        &["caller major | img2video fields.loop_video.values | refused now: loop_video true"],
    );
    check(
        &[(PAGE, r#"seed = { values = "?""#, r#"seed = { values = [0, "0 to 9"]"#)],
        &[
            "caller major | img2video fields.seed.values | refused now: seed -1 or less or 10 or more",
            "harmless minor | img2video fields.seed.values | default of seed is 0 instead of not said",
        ],
    );
    check(
        &[
            (
                PAGE,
                r#"{ model = ["a1"],      duration = [3], "#,
                r#"{ model = ["a1"], "tags.count" = [0, 1],      duration = [3], "#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [5, "#,
                r#"{ model = ["a2.5"], "tags.count" = ["0 to 3"],    duration = [5, "#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [12],"#,
                r#"{ model = ["a2.5"], "tags.count" = ["0 to 3"],    duration = [12],"#,
            ),
            (
                PAGE,
                r#"{ model = ["a3-lite"], duration"#,
                r#"{ model = ["a3-lite"], "tags.count" = ["0 to 3"], duration"#,
            ),
        ],
        &["caller major | img2video accepts.0 | refused now: model a1, tags.count 2 to 3, duration 3, resolution 480p"],
    );
    check(
        &[
            (
                PAGE,
                r#"{ model = ["a1"],      duration = [3], "#,
                r#"{ model = ["a1"], "subjects.given" = [false],      duration = [3], "#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [5, "#,
                r#"{ model = ["a2.5"], "subjects.given" = [true, false],    duration = [5, "#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [12],"#,
                r#"{ model = ["a2.5"], "subjects.given" = [true, false],    duration = [12],"#,
            ),
            (
                PAGE,
                r#"{ model = ["a3-lite"], duration"#,
                r#"{ model = ["a3-lite"], "subjects.given" = [true, false], duration"#,
            ),
        ],
        &[
            "caller major | img2video accepts.0 | refused now: model a1, subjects.given true, duration 3, resolution 480p",
        ],
    );
}

#[test]
fn defaults() {
    check(
        &[(PAGE, r#"resolution = ["480p", "2K"] }"#, r#"resolution = ["2K", "480p"] }"#)],
        &[
            "caller major | img2video accepts.1 | default of resolution with model a2.5, duration 3 to 9 is 2K instead of 480p",
        ],
    );
    check(
        &[(
            PAGE,
            r#"{ model = ["a3-lite"], duration = [5, "3 to 9"]"#,
            r#"{ model = ["a3-lite"], duration = [6, "3 to 9"]"#,
        )],
        &["caller major | img2video accepts.3 | default of duration with model a3-lite is 6 instead of 5"],
    );
    check(
        &[(PAGE, r#"resolution = ["480p", "2K"] }"#, r#"resolution = ["?", "480p", "2K"] }"#)],
        &[
            "caller major | img2video accepts.1 | default of resolution with model a2.5, duration 3 to 9 is not said instead of 480p",
        ],
    );
    check(
        &[(PAGE, "values = [false, true]", "values = [true, false]")],
        &["caller major | img2video fields.loop_video.values | default of loop_video is true instead of false"],
    );
    check(
        &[(PAGE, r#"values = [1.0, "0.5 to 2"]"#, r#"values = [1.5, "0.5 to 2"]"#)],
        &["caller major | img2video fields.guidance.values | default of guidance is 1.5 instead of 1"],
    );
    check(
        &[(PAGE, r#"random = ["absent"]"#, r#"random = ["absent", 0]"#)],
        &["caller major | img2video fields.seed.random | `seed` is drawn by chance when absent or 0 instead of absent"],
    );
}

#[test]
fn what_is_written_in_another_way() {
    check(
        &[(
            PAGE,
            r#"{ model = ["a2.5"],    duration = [5, "3 to 9"], resolution = ["480p", "2K"] },"#,
            r#"{ model = ["a2.5"],    duration = [5, "3 to 6", "7 to 9"], resolution = ["480p", "2K"] },"#,
        )],
        &["harmless patch | img2video accepts | `accepts` is written in another way or order"],
    );
    check(
        &[(
            PAGE,
            "{ model = [\"a1\"],      duration = [3],           resolution = [\"480p\"] },\n",
            "# a remark\n  { model = [\"a1\"], duration = [3], resolution = [\"480p\"] },\n",
        )],
        &[],
    );
    check(
        &[(
            PAGE,
            "loop_video = { wire = \"job.tuning.loop\", values = [false, true] }\ntags = { count = \"1 to 3\", max_chars = 10 }",
            "tags = { count = \"1 to 3\", max_chars = 10 }\nloop_video = { wire = \"job.tuning.loop\", values = [false, true] }",
        )],
        &["harmless patch | img2video fields | `fields` is written in another way or order"],
    );
}

#[test]
fn fields() {
    check(
        &[(PAGE, "notify = {", "mood = { type = \"text\", about = \"The mood.\", max_chars = 9 }\nnotify = {")],
        &["harmless minor | img2video fields.mood | field `mood` is new: text, at `mood`"],
    );
    check(
        &[(
            PAGE,
            "notify = {",
            "mood = { required = true, type = \"text\", about = \"The mood.\", max_chars = 9 }\nnotify = {",
        )],
        &["caller major | img2video fields.mood | field `mood` is new: text, required, at `mood`"],
    );
    check(
        &[(PAGE, "loop_video = { wire = \"job.tuning.loop\", values = [false, true] }\n", "")],
        &["caller major | img2video fields.loop_video | field `loop_video` is gone"],
    );
    check(
        &[(PAGE, r#"wire = "job.tuning.loop""#, r#"wire = "job.loop""#)],
        &[
            "caller major | img2video fields.loop_video.wire | field `loop_video` stands at `job.loop` instead of `job.tuning.loop`",
        ],
    );
    check(
        &[(PAGE, "prompt = { wire", "prompt = { required = true, wire")],
        &["caller major | img2video fields.prompt.required | field `prompt` is required now"],
    );
    check(
        &[(PAGE, r#"last = { wire = "job.frames[1]", required = true,"#, r#"last = { wire = "job.frames[1]","#)],
        &["harmless major | img2video fields.last.required | field `last` is required no more"],
    );
    check(
        &[(WORDS, r#"seed = { type = "integer""#, r#"seed = { type = "number""#)],
        &["caller major | img2video fields.seed | field `seed` is number instead of integer"],
    );
    check(
        &[(WORDS, r#"about = "What happens.""#, r#"about = "What is seen.""#)],
        &["harmless patch | img2video fields.prompt.about | `prompt` is described in other words"],
    );
    check(
        &[(PAGE, "prompt = { wire", r#"prompt = { note = "In English.", wire"#)],
        &["harmless patch | img2video fields.prompt.note | the note on `prompt` says: In English."],
    );
    check(
        &[(PAGE, "name = { required = true, max_chars = 8 }", "name = { max_chars = 8 }")],
        &["harmless major | img2video fields.subjects.fields.name.required | field `name` is required no more"],
    );
    check(
        &[
            (
                PAGE,
                r#"  { model = ["a1"],      duration = [3],           resolution = ["480p"] },"#,
                r#"  { model = ["a1"],      duration = [3],           resolution = ["480p"], mute = [true, false] },"#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [5, "3 to 9"], resolution = ["480p", "2K"] },"#,
                "{ model = [\"a2.5\"],    duration = [5, \"3 to 9\"], resolution = [\"480p\"], mute = [true] },\n  { model = [\"a2.5\"],    duration = [5, \"3 to 9\"], resolution = [\"2K\"], mute = [true] },",
            ),
            (
                PAGE,
                r#"duration = [12],          resolution = ["2K"]"#,
                r#"duration = [12],          resolution = ["2K"], mute = [true]"#,
            ),
            (PAGE, "resolution = [\"480p\"] },\n]", "resolution = [\"480p\"], mute = [true] },\n]"),
            (PAGE, "tags = {", "mute = { type = \"boolean\", about = \"Without sound.\" }\ntags = {"),
        ],
        &["harmless minor | img2video fields.mute | field `mute` is new: boolean, at `mute`"],
    );
    check(
        &[
            (
                PAGE,
                r#"  { model = ["a1"],      duration = [3],           resolution = ["480p"] },"#,
                r#"  { model = ["a1"],      mute = [true], duration = [3],           resolution = ["480p"] },"#,
            ),
            (
                PAGE,
                r#"{ model = ["a2.5"],    duration = [5, "3 to 9"], resolution = ["480p", "2K"] },"#,
                "{ model = [\"a2.5\"],    mute = [true], duration = [5, \"3 to 9\"], resolution = [\"480p\"] },\n  { model = [\"a2.5\"],    mute = [false], duration = [5, \"3 to 9\"], resolution = [\"2K\"] },",
            ),
            (
                PAGE,
                r#"duration = [12],          resolution = ["2K"]"#,
                r#"mute = [true], duration = [12],          resolution = ["2K"]"#,
            ),
            (PAGE, r#"{ model = ["a3-lite"], duration"#, r#"{ model = ["a3-lite"], mute = [true], duration"#),
            (PAGE, "tags = {", "mute = { type = \"boolean\", about = \"Without sound.\" }\ntags = {"),
        ],
        &[
            "caller major | img2video accepts.1 | refused now: model a2.5, duration 3 to 9, resolution 2K",
            "harmless minor | img2video fields.mute | field `mute` is new: boolean, at `mute`",
        ],
    );
}

#[test]
fn limits() {
    check(
        &[(PAGE, r#"wire = "job.text", max_chars = 20"#, r#"wire = "job.text", max_chars = 30"#)],
        &[
            "harmless minor | img2video fields.prompt.max_chars | `prompt` takes at most 30 characters instead of at most 20 characters",
        ],
    );
    check(
        &[(PAGE, r#"wire = "job.text", max_chars = 20"#, r#"wire = "job.text", max_chars = 10"#)],
        &[
            "caller major | img2video fields.prompt.max_chars | `prompt` takes at most 10 characters instead of at most 20 characters",
        ],
    );
    check(
        &[(PAGE, r#"wire = "job.text", max_chars = 20"#, r#"wire = "job.text", max_chars = "?""#)],
        &[
            "harmless minor | img2video fields.prompt.max_chars | `prompt` takes any number of characters instead of at most 20 characters",
        ],
    );
    check(
        &[(DUB, "min_chars = 4", "min_chars = 2")],
        &[
            "harmless minor | dub fields.speech.max_chars | `speech` takes 2 to 2000 characters instead of 4 to 2000 characters",
        ],
    );
    check(
        &[(PAGE, r#"tags = { count = "1 to 3""#, r#"tags = { count = "2 to 4""#)],
        &["caller major | img2video fields.tags.count | `tags` takes 2 to 4 elements instead of 1 to 3 elements"],
    );
    check(
        &[(PAGE, r#"max_body = "20MB""#, r#"max_body = "<20MB""#)],
        &["caller major | img2video max_body | `max_body` is <20MB instead of 20MB"],
    );
    check(
        &[(
            PAGE,
            "formats = [\"png\", \"gif\"], ratio = \"1:2 to 2:1\", least = \"16x16\", alike = \"4:5 to 5:4\", max_bytes = \"5MB\", max_decoded = \"?\" }\nlast",
            "formats = [\"png\", \"webp\"], ratio = \"1:3 to 2:1\", least = \"32x8\", alike = \"4:5 to 6:5\", max_bytes = \"6MB\", max_decoded = \"1MB\" }\nlast",
        )],
        &[
            "caller major | img2video fields.first.formats | `first.formats` has `gif` no more",
            "caller major | img2video fields.first.least | `first.least` is 32x8 instead of 16x16",
            "caller major | img2video fields.first.max_decoded | `first.max_decoded` is 1MB instead of not said",
            "caller major | img2video fields.first.alike | `first.alike` is 4:5 to 6:5 instead of 4:5 to 5:4",
            "harmless minor | img2video fields.first.formats | `first.formats` has `webp` too",
            "harmless minor | img2video fields.first.ratio | `first.ratio` is 1:3 to 2:1 instead of 1:2 to 2:1",
            "harmless minor | img2video fields.first.max_bytes | `first.max_bytes` is 6MB instead of 5MB",
        ],
    );
    check(
        &[(
            PAGE,
            r#"first = { wire = "job.frames[0]", required = true, forms = ["url", "base64"]"#,
            r#"first = { wire = "job.frames[0]", required = true, forms = ["url", "upload"]"#,
        )],
        &[
            "caller major | img2video fields.first.forms | `first.forms` has base64 no more",
            "harmless minor | img2video fields.first.forms | `first.forms` has upload too",
        ],
    );
    check(
        &[(PAGE, "max_chars = 8", "max_chars = 7")],
        &[
            "caller major | img2video fields.subjects.fields.name.max_chars | `subjects.fields.name` takes at most 7 characters instead of at most 8 characters",
        ],
    );
}

#[test]
fn requests() {
    check(
        &[(PAGE, "POST /jobs/video", "POST /v2/jobs/video")],
        &["caller major | img2video request | `request` is `POST /v2/jobs/video` instead of `POST /jobs/video`"],
    );
    check(
        &[(QUERY, "GET /jobs?ref={id}", "GET /jobs/{id}")],
        &["caller major | query request | `request` is `GET /jobs/{id}` instead of `GET /jobs?ref={id}`"],
    );
    check(
        &[(PAGE, r#"Content-Type = "application/json" }"#, r#"Content-Type = "application/json", X-Region = "eu" }"#)],
        &["caller major | img2video headers.X-Region | header `X-Region` is new: `eu`"],
    );
    check(
        &[(PAGE, "headers = { Content-Type = \"application/json\" }\n", "")],
        &["harmless minor | img2video headers | header `Content-Type` is asked for no more"],
    );
    check(
        &[(PAGE, r#""job.kind" = "video""#, r#""job.kind" = "film""#)],
        &["caller major | img2video constants.job.kind | `job.kind` in the body is `film` instead of `video`"],
    );
    check(
        &[(DUB, r#"one_of = ["audio_url", "speech"]"#, r#"any_of = ["audio_url", "speech"]"#)],
        &["harmless minor | dub one_of | accepted now: audio_url and speech given together"],
    );
    check(
        &[(DUB, r#"one_of = ["audio_url", "speech"]"#, r#"at_most_one_of = ["audio_url", "speech"]"#)],
        &["harmless minor | dub one_of | accepted now: none of audio_url, speech"],
    );
    check(
        &[(
            PAGE,
            r#"ignored = [{ field = "guidance", when = { model = ["a1"] }"#,
            r#"ignored = [{ field = "guidance", when = { model = ["a1", "a2.5"] }"#,
        )],
        &["caller minor | img2video ignored | `guidance` with model a2.5 is taken without effect now"],
    );
    check(
        &[(PAGE, r#"{ model = ["a1"], credits = 7,"#, r#"{ model = ["a1"], credits = 8,"#)],
        &["harmless patch | img2video prices | model a1 costs 8 credits instead of 7 credits"],
    );
    check(
        &[(PAGE, "also_stated = [{ model = [\"a1\"], resolution = [\"2K\"], why = \"an older table has it\" }]\n", "")],
        &[
            "harmless patch | img2video also_stated | `also_stated` has model a1 and resolution 2K: an older table has it no more",
        ],
    );
    check(
        &[(PAGE, r#"title = "Pictures to Video""#, r#"title = "Pictures to Film""#)],
        &["harmless patch | img2video page.title | `page.title` is `Pictures to Film` instead of `Pictures to Video`"],
    );
    check(
        &[(PAGE, r#"unsaid = ["the range of seed"]"#, "unsaid = []")],
        &["harmless patch | img2video unsaid | `unsaid` has `the range of seed` no more"],
    );
    check(
        &[(PAGE, r#"{ credits = 1, per_second = 2, from = "price page" },"#, "")],
        &[
            "harmless patch | img2video prices | model a2.5 or a3-lite costs nothing that is known instead of 1 credits and 2 a second",
            "harmless patch | img2video prices | `prices` has `price page` no more",
        ],
    );
    check(
        &[(DUB, r#"max_body = "?""#, "max_body = \"?\"\nconstants = { \"job.kind\" = \"dub\" }")],
        &["caller major | dub constants.job.kind | `job.kind` in the body is always `dub` now"],
    );
    check(
        &[(WORDS, r#"kind = "credits""#, r#"kind = "query""#), (CREDITS, "GET /purse", "GET /purse/{id}")],
        &[
            "caller major | credits request | `request` is `GET /purse/{id}` instead of `GET /purse`",
            "caller major | credits kind | `kind` is query instead of credits",
        ],
    );
}

#[test]
fn answers() {
    check(
        &[(
            QUERY,
            r#""job.cost" = { is = "task.credits", format = "integer", else = 0 }"#,
            r#""job.price" = { is = "task.credits", format = "integer", else = 0 }"#,
        )],
        &[
            "reader major | query answer.job.cost | `job.cost` is in the answer no more: the task credits as integer",
            "harmless minor | query answer.job.price | `job.price` is new in the answer: the task credits as integer",
        ],
    );
    check(
        &[(QUERY, r#"format = "integer", else = 0"#, r#"format = "number", else = 0"#)],
        &[
            "reader major | query answer.job.cost | `job.cost` is the task credits as number instead of the task credits as integer",
        ],
    );
    check(
        &[(QUERY, r#"format = "integer", else = 0"#, r#"format = "integer""#)],
        &["reader major | query answer.job.cost | `job.cost` without such a fact is left out instead of `0`"],
    );
    check(
        &[(QUERY, r#"in = ["failed", "cancelled"]"#, r#"in = ["failed"]"#)],
        &[
            "reader major | query answer.job.trouble | `job.trouble` is there when failed instead of when failed, cancelled",
        ],
    );
    check(
        &[(QUERY, r#"in = ["succeeded"]"#, r#"in = ["succeeded", "expired"]"#)],
        &[
            "harmless minor | query answer.job.films | `job.films` is there when succeeded, expired instead of when succeeded",
        ],
    );
    check(
        &[(
            PAGE,
            r#""job.since" = { is = "task.created_at", format = "unix seconds" }"#,
            r#""job.since" = { is = "task.created_at", format = "rfc3339" }"#,
        )],
        &[
            "reader major | img2video answer.job.since | `job.since` is the task created at as rfc3339 instead of the task created at as unix seconds",
        ],
    );
    check(
        &[(PAGE, "\"job.seconds\" = { echo = \"duration\" }\n", "")],
        &[
            "reader major | img2video answer.job.seconds | `job.seconds` is in the answer no more: the request's `duration`",
        ],
    );
    check(
        &[(
            QUERY,
            "\"job.phase\" = \"task.state\"\n",
            "\"job.phase\" = \"task.state\"\n\"job.who\" = \"request.id\"\n",
        )],
        &["harmless minor | query answer.job.who | `job.who` is new in the answer: the request id as text"],
    );
}

#[test]
fn what_a_vendor_says_once() {
    check(
        &[(VENDOR, "DONE = \"succeeded\"\nBROKEN", "DONE = \"succeeded\"\nLATE = \"expired\"\nBROKEN")],
        &["reader minor | - states.LATE | the word `LATE` is new and means expired"],
    );
    check(
        &[(VENDOR, r#"WITHDRAWN = "cancelled""#, r#"WITHDRAWN = "failed""#)],
        &["reader major | - states.WITHDRAWN | the word `WITHDRAWN` means failed instead of cancelled"],
    );
    check(
        &[(VENDOR, "WITHDRAWN = \"cancelled\"\n", "")],
        &["reader major | - states.WITHDRAWN | the word `WITHDRAWN` is said no more; it meant cancelled"],
    );
    check(
        &[
            (VENDOR, r#"send = "Acme ""#, r#"send = "Bearer ""#),
            (VENDOR, r#"take = ["Acme "]"#, r#"take = ["Bearer "]"#),
        ],
        &[
            "caller major | - key.send | `key.send` is `Bearer ` instead of `Acme `",
            "caller major | - key.take | `key.take` has `Acme ` no more",
            "harmless minor | - key.take | `key.take` has `Bearer ` too",
        ],
    );
    check(
        &[(VENDOR, r#"base_url = "https://api.acme.example""#, r#"base_url = "https://eu.acme.example""#)],
        &["caller major | - base_url | `base_url` is `https://eu.acme.example` instead of `https://api.acme.example`"],
    );
    check(
        &[(VENDOR, "aliases = []", r#"aliases = ["https://eu.acme.example"]"#)],
        &["harmless minor | - aliases | `aliases` has `https://eu.acme.example` too"],
    );
    check(
        &[(VENDOR, "takes_quoted = []", r#"takes_quoted = ["integer"]"#)],
        &["harmless minor | - takes_quoted | `takes_quoted` has integer too"],
    );
    check(
        &[(VENDOR, r#"environment = "ACME""#, r#"environment = "ACME2""#)],
        &["harmless major | - environment | `environment` is `ACME2` instead of `ACME`"],
    );
    check(
        &[(VENDOR, "url_lifetime = 600", "url_lifetime = 300")],
        &["reader major | - task.url_lifetime | `task.url_lifetime` is 300 instead of 600"],
    );
    check(
        &[(VENDOR, r#"id = "token""#, r#"id = "uuid""#)],
        &["reader major | - task.id | `task.id` is uuid instead of token"],
    );
    check(
        &[(VENDOR, r#"cancellable = ["queued", "running"]"#, r#"cancellable = ["queued"]"#)],
        &["caller major | - task.cancellable | `task.cancellable` has running no more"],
    );
    check(
        &[(VENDOR, r#"refused = ["400 to 499"]"#, r#"refused = ["400 to 407", "409 to 499"]"#)],
        &["reader major | - submit | status 408 of a submit: whether a task exists is open; before: no task exists"],
    );
    check(
        &[(VENDOR, "E_LATE = { status = 409", "E_LATE = { status = 410")],
        &["reader major | - errors.codes.E_LATE.status | `errors.codes.E_LATE.status` is 410 instead of 409"],
    );
    check(
        &[(VENDOR, r#"message = "too late""#, r#"message = "much too late""#)],
        &[
            "harmless patch | - errors.codes.E_LATE.message | `errors.codes.E_LATE.message` is `much too late` instead of `too late`",
        ],
    );
    check(
        &[
            (VENDOR, "E_OURS = {", "E_FULL = { status = 429, message = \"full\" }\nE_OURS = {"),
            (VENDOR, r#"not_cancellable = "E_LATE""#, "not_cancellable = \"E_LATE\"\ntoo_many_requests = \"E_FULL\""),
        ],
        &[
            "reader minor | - errors.codes.E_FULL | the error `E_FULL` (429) is new",
            "harmless minor | - errors.when.too_many_requests | the fault `too_many_requests` is answered with `E_FULL` (429)",
        ],
    );
    check(
        &[(VENDOR, r#"unknown_task = "E_TASK""#, r#"unknown_task = "E_PATH""#)],
        &[
            "reader major | - errors.when.unknown_task | the fault `unknown_task` is answered with `E_PATH` (404) instead of `E_TASK` (410)",
        ],
    );
    check(
        &[(VENDOR, "ref = \"error.trace\"\n", "")],
        &["reader major | - errors.envelopes.fault.ref | `ref` is in the answer no more: the error trace as text"],
    );
    check(
        &[(VENDOR, "WORKING = 1, DONE = 2", "DONE = 1, BROKEN = 1")],
        &[
            "reader major | - callback.states | there is no call on `WORKING` any more",
            "reader major | - callback.states.DONE | retries of a failed call on `DONE`: 1 instead of 2",
            "reader minor | - callback.states.BROKEN | there is a call on `BROKEN` too",
        ],
    );
    check(
        &[(VENDOR, "\n[callback]\nfield = \"notify\"\nstates = { WORKING = 1, DONE = 2 }\nbody = \"query\"\n", "")],
        &["reader major | - callback | the vendor calls back no more"],
    );
}

#[test]
fn words() {
    check(
        &[(WORDS, r#""2K" = "K2""#, r#""2K" = "P2000""#)],
        &["harmless major | - words.resolution.words.2K | `2K` is `P2000` in Rust instead of `K2`"],
    );
    check(
        &[(WORDS, r#""2K" = "K2""#, r#""2K" = "K2", "4K" = "K4""#)],
        &["harmless minor | - words.resolution.words.4K | `4K` is a new word of `resolution`"],
    );
    check(
        &[(WORDS, r#"type = "Dub""#, r#"type = "Dubbing""#)],
        &["harmless major | dub type | `type` is `Dubbing` instead of `Dub`"],
    );
    check(
        &[(WORDS, r#"record = "Subject""#, r#"record = "Person""#)],
        &["harmless major | img2video fields.subjects.record | `subjects.record` is `Person` instead of `Subject`"],
    );
}
