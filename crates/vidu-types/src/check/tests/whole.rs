//! The data of verdicts, the defaults, and requests that come from no bytes.

use super::*;
use crate::Image;
use crate::fixture::{Animate, Model, Resolution, Subject};
use crate::request::Request;
use crate::table::Fault;

fn sound() -> Animate {
    Animate::new(Model::A2, picture(100, 100))
}

#[test]
fn a_violation_as_data() {
    let body = with(json!({ "model": "a1", "settings": { "resolution": "720p" } }));
    let violations = serde_json::to_value(verdict(animate(), &body).violations).unwrap();
    let expected = json!([{
        "fault": "NotOffered",
        "field": "resolution",
        "wire": "settings.resolution",
        "given": "720p",
        "because": [{ "field": "model", "value": "a1" }, { "field": "duration", "value": "5" }],
        "allowed": ["1080p"],
        "default": "1080p",
        "nearest": [{ "field": "resolution", "wire": "settings.resolution", "to": "1080p" }],
        "page": "https://acme.example/docs",
        "message": "resolution: 720p is not offered with model a1 and duration 5; there is 1080p (duration 5 is the default)",
    }]);
    assert_eq!(violations, expected);
}

#[test]
fn the_nearest_request_passes() {
    let cases = [
        (json!({ "model": "a1", "settings": { "duration": 4, "resolution": "360p" } }), json!([["model", "a2"]])),
        (json!({ "model": "a9", "settings": { "duration": 9 } }), json!([["model", "a2"], ["settings.duration", "8"]])),
        (json!({ "settings": { "duration": 8, "resolution": "360p" } }), json!([["settings.resolution", "720p"]])),
        (json!({ "strength": -3 }), json!([["strength", "0"]])),
    ];
    for (change, expected) in cases {
        let verdict = verdict(animate(), &with(change));
        for violation in &verdict.violations {
            let changes: Vec<_> = violation.nearest.iter().map(|change| [&change.wire, &change.to]).collect();
            assert_eq!(json!(changes), expected, "{violation}");
        }
        assert!(!verdict.passes());
    }
    let body = json!({ "model": "a3", "pictures": [picture(9, 9)], "length": 8, "audio": "x" });
    let changes = verdict(dub(), &body).violations[0].nearest.iter().map(|c| c.to.clone()).collect::<Vec<_>>();
    assert_eq!(changes, ["absent"]);
}

#[test]
fn unlisted_members_can_be_refused() {
    let body = with(json!({ "style": "x", "settings": { "fps": 24 } }));
    let refused = verdict(animate(), &body).refusing_unlisted();
    let faults: Vec<_> = refused.violations.iter().map(|v| (v.fault, v.wire.as_str())).collect();
    assert_eq!(faults, [(Fault::Unwanted, "settings.fps"), (Fault::Unwanted, "style")]);
    assert_eq!(refused.notes, []);
    let error = refused.into_result().unwrap_err();
    assert_eq!(error.to_string(), "settings.fps: the page does not list it\nstyle: the page does not list it");
    assert_eq!((error.as_slice().len(), error.into_vec().len()), (2, 2));
    assert_eq!(verdict(animate(), &body).into_result().unwrap().len(), 2);
}

#[test]
fn defaults_follow_from_what_is_there() {
    let cases = [
        (json!({}), json!({ "duration": 4, "resolution": "360p" })),
        (json!({ "settings": { "duration": 8 } }), json!({ "duration": 8, "resolution": "720p" })),
        (json!({ "settings": { "resolution": "720p" } }), json!({ "duration": 4, "resolution": "720p" })),
        (json!({ "model": "a1" }), json!({ "duration": 5, "resolution": "1080p" })),
        (json!({ "settings": { "duration": 6 } }), json!({ "duration": 6 })),
        (json!({ "model": "a9" }), Json::Null),
        (json!({ "model": null }), Json::Null),
    ];
    for (change, expected) in cases {
        let bytes = with(change.clone()).to_string();
        let given = read(bytes.as_bytes(), animate(), &[]).unwrap();
        let effective = serde_json::to_value(crate::wire::body(animate(), &effective(animate(), given))).unwrap();
        let settings = effective.get("settings").cloned().unwrap_or_default();
        assert_eq!(settings, expected, "{change}");
        assert_eq!((&effective["music"], effective.get("strength")), (&json!(false), None), "{change}");
    }
    let effective = sound().effective();
    assert_eq!((effective.duration, effective.resolution), (Some(4), Some(Resolution::P360)));
    assert_eq!((effective.music, effective.strength, effective.voice), (Some(false), None, None));
}

#[test]
fn a_typed_request_is_checked_like_its_body() {
    assert_eq!(sound().check(), Verdict::default());
    let subject = Subject { name: "x".repeat(9), pictures: Some(vec![Image::unchecked("")]), weight: Some(1) };
    let mut request = Animate { prompt: Some("x".repeat(11)), strength: Some(f64::NAN), ..sound() };
    request.subjects = Some(vec![subject]);
    request.voice = Some("x".repeat(2000));
    request.extra.insert("seed".into(), 5.into());
    let messages: Vec<_> = request.check().violations.into_iter().map(|violation| violation.message).collect();
    let expected = [
        "prompt: 11 characters are given; the page takes at most 10",
        "strength: the number NaN is given, a finite number belongs here",
        "subjects[0].name: 9 characters are given; the page takes 1 to 8",
        "subjects[0].pictures[0]: it cannot be read: it is empty; give an http or https URL, a data URI such as `data:image/png;base64,...` or an upload reference such as `ssupload:?id=123`",
        "body: the body has 2261 bytes; the page says 1KB, which is 1024 bytes at most",
        "seed: it stands among the unlisted members though the page lists it; give it as the field that it is",
    ];
    assert_eq!(messages, expected);
    assert_eq!(request.check().notes, []);
}

/// Under the name of the field that stands there, if it is the only one.
#[test]
fn what_stands_where_an_object_belongs_is_told_at_its_fields() {
    let body = with(json!({ "input": 5, "settings": [] }));
    let places: Vec<_> = verdict(animate(), &body).violations.into_iter().map(|one| (one.wire, one.field)).collect();
    let expected = [("input", "prompt"), ("settings", "settings")];
    assert_eq!(places, expected.map(|(wire, field)| (wire.to_owned(), field.to_owned())));
}

/// What was let go of a long text counts too.
#[test]
fn a_text_that_was_taken_in_has_all_its_characters() {
    let body = with(json!({ "input": { "task": "animate", "prompt": long_picture(300_000) } })).to_string();
    let taken = crate::wire::Taken::from(body.as_bytes());
    assert!(taken.len() < 200_000);
    let given = crate::wire::read_taken(&taken, animate(), &[]).unwrap();
    let messages: Vec<_> = check(animate(), &given).violations.into_iter().map(|violation| violation.message).collect();
    assert_eq!(messages[0], "prompt: 400022 characters are given; the page takes at most 10");
}

/// A list at the place of a field that holds no objects hides it like any other value.
#[test]
fn a_field_among_the_unlisted_members_is_found_as_a_list_too() {
    let mut request = sound();
    request.extra.insert("tags".into(), json!(["x"]));
    request.extra.insert("subjects".into(), json!([{ "age": 1 }]));
    let faults: Vec<_> = request.check().violations.into_iter().map(|one| (one.fault, one.wire)).collect();
    assert_eq!(faults, [(Fault::Unwanted, "tags".to_owned())]);
}

#[test]
fn ten_megabytes_are_ordinary() {
    let body = with(json!({ "images": [long_picture(10_000_000)] })).to_string();
    let given = read(body.as_bytes(), animate(), &[]).unwrap();
    let Some(crate::Value::Text(text @ crate::Text::Borrowed(_))) = given.value(1) else { panic!("copied") };
    assert!(text.len() > 13_000_000);
    let verdict = check(animate(), &given);
    let messages: Vec<_> = verdict.violations.iter().map(|violation| violation.message.as_str()).collect();
    let expected = [
        "image: once decoded the picture has 10000000 bytes; the page says <0.2KB, which is 203 bytes at most",
        "body: the body has 13333425 bytes; the page says 1KB, which is 1024 bytes at most",
    ];
    assert_eq!(messages, expected);
    assert!(serde_json::to_string(&verdict).unwrap().len() < 2000);
}

fn long_picture(length: usize) -> String {
    let mut bytes = samples::png(100, 100);
    bytes.resize(length, 0);
    data_uri(&bytes)
}
