//! Requests by field names of the made-up vendor, against the typed request.

use super::*;
use crate::fixture::{Acme, Animate};
use crate::request::Request;
use serde_json::json;

fn draft(fields: &[(&str, Json)]) -> Draft<Acme> {
    let new = Draft::<Acme>::new("animate").expect("an operation");
    fields.iter().fold(new, |draft, (name, value)| draft.set(name, value.clone()).expect("a field"))
}

fn sound() -> Vec<(&'static str, Json)> {
    vec![("model", json!("a2")), ("image", json!("https://a/b.png")), ("subjects", json!([{ "name": "x", "mood": 1 }]))]
}

#[test]
fn a_draft_is_checked_and_written_like_the_typed_request() {
    let changes = [
        vec![],
        vec![("duration", json!(8)), ("resolution", json!("360p"))],
        vec![("prompt", json!("x".repeat(11)))],
        vec![("model", Json::Null)],
    ];
    for change in changes {
        let draft = draft(&[sound(), change.clone()].concat());
        let body = draft.to_json();
        let read = Draft::<Acme>::read("animate", body.to_string().as_bytes()).expect("a body");
        assert_eq!(read.to_json(), body, "{change:?}");
        if let Ok(typed) = serde_json::from_value::<Animate>(body.clone()) {
            assert_eq!((typed.check(), typed.to_json()), (draft.check(), body), "{change:?}");
            assert_eq!(typed.effective().to_json(), draft.effective().to_json());
        }
    }
}

#[test]
fn faults_of_values_are_for_the_check() {
    let messages = |draft: Draft<Acme>| -> Vec<String> {
        draft.check().violations.into_iter().map(|violation| violation.message).collect()
    };
    let wrong = draft(&[sound(), vec![("duration", json!("8 s")), ("music", json!(null))]].concat());
    assert_eq!(messages(wrong), ["duration: a string \"8 s\" is given, a whole number belongs here"]);
    let unlisted = draft(&sound()).extra("settings.fps", 24).extra("settings.duration", 99);
    let hidden = "it stands among the unlisted members though the page lists it; give it as the field that it is";
    assert_eq!(messages(unlisted.clone()), [format!("settings.duration: {hidden}")]);
    assert_eq!(unlisted.to_json()["settings"], json!({ "fps": 24, "duration": 99 }));
    let twice = unlisted.set("duration", 4).expect("a field");
    assert_eq!(twice.to_json()["settings"], json!({ "fps": 24, "duration": 4 }), "a field is not written over");
    assert_eq!(messages(twice), [format!("settings.duration: {hidden}")]);
}

#[test]
fn names_that_there_are_not() {
    let fault = Draft::<Acme>::new("query").expect_err("it makes no task").to_string();
    assert!(fault.starts_with("there is no operation \"query\"; there is animate"), "{fault}");
    let fault = draft(&[]).set("durations", 5).expect_err("no field").to_string();
    assert!(fault.starts_with("there is no field \"durations\"; there is model, image, prompt"), "{fault}");
    let fault = Draft::<Acme>::read("animate", b"[]").expect_err("no object").to_string();
    assert!(fault.contains("a list stands there, an object belongs there"), "{fault}");
    let shown = format!("{:?}", draft(&sound()));
    assert_eq!(shown, "Draft { operation: \"animate\", given: [\"model\", \"image\", \"subjects\"], .. }");
}
