//! What a check says about bodies of the made-up vendor.

mod pictures;
mod prices;
mod tables;
mod walks;
mod whole;

use super::*;
use crate::fixture::{Acme, animate, dub};
use crate::image::samples;
use crate::request::Vendor;
use crate::table::Fault;
use crate::wire::read;
use serde_json::{Value as Json, json};

fn verdict(operation: &Operation, body: &Json) -> Verdict {
    let bytes = body.to_string().into_bytes();
    let given = read(&bytes, operation, &Acme::revision().quoted).unwrap();
    check(operation, &given)
}

/// Compares one line for each violation, then one for each note.
#[track_caller]
fn says(operation: &Operation, body: Json, expected: &[&str]) {
    let verdict = verdict(operation, &body);
    let violations = verdict.violations.iter().map(|v| format!("{:?} {} {}", v.fault, v.wire, v.message));
    let notes = verdict.notes.iter().map(|n| format!("({:?}) {} {}", n.kind, n.wire, n.message));
    let lines: Vec<_> = violations.chain(notes).collect();
    assert_eq!(lines, expected, "{body}");
    quick_ones_agree(operation, &body, verdict.passes());
}

/// The quick check calls fine what passes; what the page does not list it leaves to the other.
#[track_caller]
fn quick_ones_agree(operation: &Operation, body: &Json, passes: bool) {
    let bytes = body.to_string().into_bytes();
    let given = read(&bytes, operation, &Acme::revision().quoted).unwrap();
    let is_fine = passes && given.extra.is_empty();
    assert_eq!(super::is_fine(operation, &given), is_fine, "{body}");
    let completed = check_and_complete(operation, given.clone()).1;
    assert_eq!(completed, effective(operation, given.clone()), "{body}");
    let expected = if is_fine { Ok(completed) } else { Err(given.clone()) };
    assert_eq!(complete_if_fine(operation, given), expected, "{body}");
}

/// A sound body of the first page with these members changed.
fn with(mut change: Json) -> Json {
    let mut body =
        json!({ "model": "a2", "images": [picture(100, 100)], "input": { "task": "animate" }, "version": 2 });
    for (key, value) in change.as_object_mut().unwrap() {
        body[key] = value.take();
    }
    body
}

fn picture(width: u32, height: u32) -> String {
    data_uri(&samples::png(width, height))
}

fn data_uri(bytes: &[u8]) -> String {
    format!("data:image/png;base64,{}", samples::base64(bytes))
}

#[test]
fn what_has_to_be_there() {
    let check = |body, expected: &[&str]| says(animate(), body, expected);
    check(with(json!({})), &[]);
    check(
        json!({}),
        &[
            "Missing model model: it is missing, and the page requires it",
            "Missing images[0] image: it is missing, and the page requires it",
            "Missing input.task input.task: it is missing; \"animate\" belongs here",
            "Missing version version: it is missing; 2 belongs here",
        ],
    );
    check(
        with(json!({ "model": "", "images": [] })),
        &[
            "Missing model model: it is empty, and the page requires it",
            "Missing images[0] image: it is missing, and the page requires it",
        ],
    );
    check(
        with(json!({ "model": null, "images": [null], "settings": { "resolution": "720p" } })),
        &[
            "Missing model model: it is missing, and the page requires it",
            "Missing images[0] image: it is missing, and the page requires it",
        ],
    );
    check(with(json!({ "input": { "prompt": "", "task": "animate" }, "voice": "" })), &[]);
    check(
        with(json!({ "images": "https://a/b?c=d", "input": 5, "version": "2" })),
        &[
            "WrongType images images: \"https://a/b?..\" is given, a list belongs here",
            "WrongType input input: 5 is given, an object belongs here",
            "NotOffered version version: \"2\" is given, 2 belongs here",
        ],
    );
    check(
        with(json!({ "images": ["https://a/b", "x", 5], "input": { "task": "other" } })),
        &[
            "WrongType images[2] images[2]: a number 5 is given, a string belongs here",
            "Count images image: 3 are given in images; exactly 1 is taken",
            "ImageUnreadable images[1] images[1]: it cannot be read: it has no scheme such as `https:`, and a vendor cannot read local files; give an http or https URL, a data URI such as `data:image/png;base64,...` or an upload reference such as `ssupload:?id=123`",
            "NotOffered input.task input.task: \"other\" is given, \"animate\" belongs here",
            "(CannotBeKnown) images[0] images[0]: the rules for format, bytes, width and height are not checked: what is behind an http or https URL cannot be known here",
        ],
    );
    let subjects = json!([{}, { "name": "", "kind": "being" }, 5, { "name": "x", "kind": 1, "look": [] }]);
    check(
        with(json!({ "subjects": subjects })),
        &[
            "Missing subjects[0].name subjects[0].name: it is missing, and the page requires it",
            "Missing subjects[1].name subjects[1].name: it is empty, and the page requires it",
            "WrongType subjects[2] subjects[2]: a number 5 is given, an object belongs here",
            "WrongType subjects[3].look subjects[3].look: [] is given, an object belongs here",
            "Missing subjects[0].kind subjects[0].kind: it is missing; \"being\" belongs here",
            "NotOffered subjects[3].kind subjects[3].kind: 1 is given, \"being\" belongs here",
        ],
    );
    let frames = json!(["", "https://a/b", "https://a/c", 4]);
    says(
        dub(),
        json!({ "model": "a2", "pictures": [], "text": "x", "frames": frames }),
        &[
            "Missing pictures pictures: it is empty, and the page requires it",
            "WrongType frames[3] frames[3]: a number 4 is given, a string belongs here",
            "Count frames last: 4 are given in frames; exactly 2 are taken",
        ],
    );
}

#[test]
fn types() {
    let check = |change, expected: &[&str]| says(animate(), with(change), expected);
    let settings = json!({ "duration": "five", "resolution": "360p" });
    check(
        json!({ "settings": settings, "seed": 4.0, "music": "yes", "strength": "1" }),
        &[
            "WrongType settings.duration duration: a string \"five\" is given, a whole number belongs here",
            "WrongType seed seed: a number 4.0 is given, a whole number belongs here",
            "WrongType music music: a string \"yes\" is given, true or false belongs here",
            "WrongType strength strength: a string \"1\" is given, a number belongs here",
        ],
    );
    let settings = json!({ "duration": "4", "resolution": "360p" });
    check(json!({ "settings": settings, "seed": "-7", "music": "false", "strength": 1 }), &[]);
    check(
        json!({ "model": 5, "seed": 9_223_372_036_854_775_808_u64, "music": 1, "voice": ["x"], "tags": "x" }),
        &[
            "WrongType model model: a number 5 is given, a string belongs here",
            "WrongType seed seed: an oversized number 9223372036854775808 is given, a whole number belongs here",
            "WrongType music music: a number 1 is given, true or false belongs here",
            "WrongType voice voice: a list [\"x\"] is given, a string belongs here",
            "WrongType tags tags: a string \"x\" is given, a list of strings belongs here",
        ],
    );
    check(
        json!({ "seed": true, "tags": ["xy", 5, null], "subjects": [[]], "callback": {} }),
        &[
            "WrongType seed seed: true is given, a whole number belongs here",
            "WrongType tags[1] tags[1]: a number 5 is given, a string belongs here",
            "WrongType tags[2] tags[2]: null is given, a string belongs here",
            "WrongType subjects[0] subjects[0]: a list [] is given, an object belongs here",
            "WrongType callback callback: an object {} is given, a string belongs here",
        ],
    );
    check(
        json!({ "seed": "05", "music": "True", "strength": 1e300, "subjects": "x" }),
        &[
            "WrongType seed seed: a string \"05\" is given, a whole number belongs here",
            "WrongType music music: a string \"True\" is given, true or false belongs here",
            "NotOffered strength strength: 1e300 is not offered; there are 0 to 1.5",
            "WrongType subjects subjects: a string \"x\" is given, a list of objects belongs here",
        ],
    );
    check(json!({ "seed": "+5" }), &["WrongType seed seed: a string \"+5\" is given, a whole number belongs here"]);
    check(
        json!({ "seed": 1e30 }),
        &["WrongType seed seed: an oversized number 1e+30 is given, a whole number belongs here"],
    );
    check(
        json!({ "callback": { "url": "https://a/b?secret" } }),
        &["WrongType callback callback: an object {\"url\":\"https://a/b?..\"} is given, a string belongs here"],
    );
}

#[test]
fn offers() {
    let check = |change, expected: &[&str]| says(animate(), with(change), expected);
    check(
        json!({ "model": "a1", "settings": { "resolution": "720p" } }),
        &[
            "NotOffered settings.resolution resolution: 720p is not offered with model a1 and duration 5; there is 1080p (duration 5 is the default)",
        ],
    );
    check(
        json!({ "model": "a1", "settings": { "duration": 5, "resolution": "720p" } }),
        &[
            "NotOffered settings.resolution resolution: 720p is not offered with model a1 and duration 5; there is 1080p",
        ],
    );
    check(
        json!({ "model": "a1", "settings": { "duration": 4, "resolution": "4320p" } }),
        &[
            "NotOffered settings.duration duration: 4 is not offered with model a1; there is 5",
            "NotOffered settings.resolution resolution: 4320p is not offered with model a1; there is 1080p",
        ],
    );
    check(
        json!({ "settings": { "duration": 6 } }),
        &["NotOffered settings.duration duration: 6 is not offered with model a2; there are 4 and 8"],
    );
    check(
        json!({ "settings": { "resolution": "" } }),
        &[
            "NotOffered settings.resolution resolution: \"\" is not offered with model a2 and duration 4; there are 360p, 720p and 1080p (duration 4 is the default)",
        ],
    );
    check(
        json!({ "model": "a3", "settings": { "duration": 8, "resolution": "2K\n\u{202e}" } }),
        &[
            "UnknownModel model model: a3 is not offered; there are a1 and a2",
            "NotOffered settings.resolution resolution: \"2K\\n\\u{202e}\" is not offered with duration 8; there is 720p",
        ],
    );
    check(
        json!({ "model": "a3", "settings": { "resolution": "720p" } }),
        &["UnknownModel model model: a3 is not offered; there are a1 and a2"],
    );
    check(
        json!({ "strength": 1.75, "music": true }),
        &["NotOffered strength strength: 1.75 is not offered; there are 0 to 1.5"],
    );
    check(
        json!({ "strength": 1.5, "model": "a\u{0007}9" }),
        &["UnknownModel model model: \"a\\u{7}9\" is not offered; there are a1 and a2"],
    );
}

#[test]
fn counts_and_presences() {
    let check = |body, expected: &[&str]| says(dub(), body, expected);
    let pictures = |count: usize| vec![picture(100, 100); count];
    check(
        json!({ "model": "a1", "pictures": pictures(3), "length": 11, "text": "x" }),
        &[
            "Count pictures pictures: 3 are given; the page takes 1 to 2 with model a1",
            "NotOffered length length: 11 is not offered with model a1; there are 1 to 10",
            "Missing audio audio: it is missing, and the page requires it with model a1",
        ],
    );
    check(json!({ "model": "a1", "pictures": pictures(2), "audio": "x" }), &[]);
    check(
        json!({ "model": "a2", "pictures": pictures(1), "length": 99, "text": "x" }),
        &[
            "Count pictures pictures: 1 is given; the page takes 2 to 7 with model a2 and length 99",
            "(NotStated) length length: 99 is not checked, as the page does not say what there is with model a2",
        ],
    );
    check(
        json!({ "model": "a3", "pictures": pictures(1), "length": 7, "audio": "x" }),
        &[
            "NotOffered length length: 7 is not offered with model a3; there are 8 to 12",
            "NotOffered audio audio: it is given, and the page does not take it with model a3 and 1 picture",
        ],
    );
    check(
        json!({ "model": "a9", "pictures": pictures(1), "length": 99, "audio": "x" }),
        &[
            "UnknownModel model model: a9 is not offered; there are a1, a2 and a3",
            "Count pictures pictures: 1 is given; the page takes 2 to 7 with length 99",
        ],
    );
    check(
        json!({ "model": "a2", "pictures": pictures(2) }),
        &["Exclusive audio audio: it is missing; the page takes exactly one of audio and text"],
    );
    check(
        json!({ "model": "a2", "pictures": pictures(2), "audio": "x", "text": "y" }),
        &["Exclusive text text: it is given together with audio; the page takes exactly one of audio and text"],
    );
}

#[test]
fn limits() {
    let check = |change, expected: &[&str]| says(animate(), with(change), expected);
    check(json!({ "input": { "task": "animate", "prompt": "äöüäöüäöüä" } }), &[]);
    check(
        json!({ "input": { "task": "animate", "prompt": "äöüäöüäöüä!" } }),
        &["TextLength input.prompt prompt: 11 characters are given; the page takes at most 10"],
    );
    check(
        json!({ "tags": ["a", "abcdef", "ab", "ab"] }),
        &[
            "TextLength tags[0] tags[0]: 1 character is given; the page takes 2 to 5",
            "TextLength tags[1] tags[1]: 6 characters are given; the page takes 2 to 5",
            "Count tags tags: 4 are given; the page takes 1 to 3",
        ],
    );
    let look = json!({ "pictures": ["https://a/b", "https://a/b", "ssupload:"] });
    check(
        json!({ "tags": [], "subjects": [{ "kind": "being", "name": "123456789", "look": look }] }),
        &[
            "Count tags tags: 0 are given; the page takes 1 to 3",
            "TextLength subjects[0].name subjects[0].name: 9 characters are given; the page takes 1 to 8",
            "Count subjects[0].look.pictures subjects[0].pictures: 3 are given; the page takes 1 to 2",
            "ImageUnreadable subjects[0].look.pictures[2] subjects[0].pictures[2]: it cannot be read: it has no id; give what the upload answered, such as `ssupload:?id=123`",
        ],
    );
    check(
        json!({ "voice": "x", "sound": "y" }),
        &["Exclusive sound sound: it is given together with voice; the page takes at most one of voice and sound"],
    );
    check(json!({ "voice": "x", "sound": "" }), &[]);
    check(json!({ "voice": "x".repeat(856) }), &[]);
    check(
        json!({ "voice": "x".repeat(857) }),
        &[
            "(BothReadings) body body: the body has 1001 bytes; the page says 1KB, which is 1000 bytes at most in one reading and 1024 in another",
        ],
    );
    check(
        json!({ "voice": "x".repeat(881) }),
        &["BodyTooLarge body body: the body has 1025 bytes; the page says 1KB, which is 1024 bytes at most"],
    );
}

#[test]
fn addresses() {
    let check = |text: &str, expected: &[&str]| says(animate(), with(json!({ "callback": text })), expected);
    for sound in ["", "http://127.0.0.1:9/", "HTTPS://a.example?b=c#d", "https://me:secret@a.example/hook"] {
        check(sound, &[]);
    }
    for (unsound, shown) in [
        ("hook", "hook"),
        ("ftp://a.example/b?c", "ftp://a.example/b?.."),
        ("https://", "https://"),
        ("http://a b", "http://a b"),
    ] {
        let sentence =
            format!("NotOffered callback callback: `{shown}` is given, an http or https URL with a host belongs here");
        check(unsound, &[&sentence]);
    }
}

#[test]
fn remarks() {
    let check = |change, expected: &[&str]| says(animate(), with(change), expected);
    check(json!({ "voice": "x", "music": true }), &["(Ignored) voice voice: it has no effect: music drowns the voice"]);
    check(json!({ "voice": "", "music": true }), &[]);
    check(
        json!({ "model": "a1", "sound": "x" }),
        &["(Ignored) sound sound: it has no effect: five seconds have no sound"],
    );
    check(json!({ "sound": "x" }), &[]);
    check(
        json!({ "style": "x", "nothing": null, "settings": { "fps": 24, "more": { "a": 1 } } }),
        &[
            "(Unlisted) settings.fps settings.fps: the page does not list it",
            "(Unlisted) settings.more settings.more: the page does not list it",
            "(Unlisted) style style: the page does not list it",
        ],
    );
    let subject = |look| json!({ "name": "x", "kind": "being", "look": look });
    check(
        json!({ "subjects": [subject(json!({})), subject(json!({ "age": 5 }))] }),
        &["(Unlisted) subjects[1].look.age subjects[1].look.age: the page does not list it"],
    );
}

/// A body with a million mistakes is not worth a million sentences.
#[test]
fn many_findings_of_a_kind_are_told_shortly() {
    for (mistakes, told, rest) in [(99, 99, None), (100, 100, None), (101, 100, Some(1)), (250, 100, Some(150))] {
        let end = rest.map_or(String::new(), |more| format!(" (and {more} more of this kind)"));
        let body = with(json!({ "seed": "x", "tags": vec![5; mistakes - 1] }));
        let tags = verdict(animate(), &body).violations;
        let types: Vec<_> = tags.iter().filter(|violation| violation.fault == Fault::WrongType).collect();
        assert_eq!(types.len(), told);
        let tail = "a number 5 is given, a string belongs here";
        let ends = types.iter().map(|violation| violation.message.split(tail).nth(1).unwrap_or_default());
        assert_eq!(ends.filter(|end| !end.is_empty()).collect::<Vec<_>>(), Vec::from_iter(rest.map(|_| &*end)));

        let styles = (0..mistakes).map(|nth| (format!("style{nth}"), json!(1))).collect();
        let notes = verdict(animate(), &with(Json::Object(styles))).notes;
        let said = "the page does not list it";
        assert_eq!(
            (notes.len(), notes.iter().filter(|note| note.message.ends_with(said)).count()),
            (told, told - usize::from(rest.is_some()))
        );
        assert!(rest.is_none() || notes.iter().any(|note| note.message.ends_with(&format!("{said}{end}"))));
    }
}
