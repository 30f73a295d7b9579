//! Violations as data: what a program needs to show or to mend them; and that mending them always works.

use serde_json::{Value, from_str, json, to_value};
use vidu_types::table::{Fault, FieldKind, Operation};
use vidu_types::{Request, Verdict, novita, octopusx, umodelverse, vidu};

use super::{verdict, with};
use crate::agreement::{self, points};
use crate::space::{Space, put};
use crate::tables::pages;

/// The only violation of a request, as JSON, without its sentence and its page.
#[track_caller]
fn check<R: Request + serde::de::DeserializeOwned>(change: Value, expected: Value) {
    let verdict = verdict::<R>(&with::<R>(change.clone()));
    let [violation] = verdict.violations.as_slice() else { panic!("{change}: {verdict:?}") };
    assert_eq!(violation.page, R::operation().page.url);
    let mut found = to_value(violation).expect("JSON");
    let members = found.as_object_mut().expect("an object");
    members.retain(|key, _| key != "page" && key != "message");
    assert_eq!(found, expected, "{change}");
}

#[test]
fn violations_as_data() {
    let nothing: [Value; 0] = [];
    check::<vidu::Img2Video>(
        json!({ "model": "viduq1", "resolution": "720p" }),
        json!({
            "fault": "NotOffered", "field": "resolution", "wire": "resolution", "given": "720p",
            "because": [{ "field": "model", "value": "viduq1" }, { "field": "duration", "value": "5" }],
            "allowed": ["1080p"], "default": "1080p",
            "nearest": [{ "field": "resolution", "wire": "resolution", "to": "1080p" }],
        }),
    );
    check::<vidu::Img2Video>(
        json!({ "duration": 7 }),
        json!({
            "fault": "NotOffered", "field": "duration", "wire": "duration", "given": "7",
            "because": [{ "field": "model", "value": "vidu2.0" }], "allowed": ["4", "8"], "default": "4",
            "nearest": [{ "field": "duration", "wire": "duration", "to": "8" }],
        }),
    );
    check::<vidu::Img2Video>(
        json!({ "model": "viduq2" }),
        json!({
            "fault": "UnknownModel", "field": "model", "wire": "model", "given": "viduq2", "because": nothing,
            "allowed": ["viduq1", "vidu2.0", "vidu1.5"], "default": null,
            "nearest": [{ "field": "model", "wire": "model", "to": "viduq1" }],
        }),
    );
    check::<vidu::Reference2Video>(
        json!({ "images": vec![super::PICTURE; 8] }),
        json!({
            "fault": "Count", "field": "images", "wire": "images", "given": "8", "because": nothing,
            "allowed": ["1 to 7"], "default": null, "nearest": nothing,
        }),
    );
    check::<vidu::Img2Video>(
        json!({ "prompt": "海".repeat(1501) }),
        json!({
            "fault": "TextLength", "field": "prompt", "wire": "prompt", "given": "1501 characters", "because": nothing,
            "allowed": ["at most 1500"], "default": null, "nearest": nothing,
        }),
    );
    check::<umodelverse::Img2Video>(
        json!({ "parameters": { "duration": 12 } }),
        json!({
            "fault": "NotOffered", "field": "duration", "wire": "parameters.duration", "given": "12", "because": nothing,
            "allowed": ["1 to 10"], "default": "5",
            "nearest": [{ "field": "duration", "wire": "parameters.duration", "to": "10" }],
        }),
    );
    check::<umodelverse::Img2Video>(
        json!({ "parameters": { "resolution": "360p" } }),
        json!({
            "fault": "NotOffered", "field": "resolution", "wire": "parameters.resolution", "given": "360p",
            "because": nothing, "allowed": ["540p", "720p", "1080p"], "default": null,
            "nearest": [{ "field": "resolution", "wire": "parameters.resolution", "to": "540p" }],
        }),
    );
    check::<octopusx::Img2Video>(
        json!({ "model": "vidu1.5" }),
        json!({
            "fault": "UnknownModel", "field": "model", "wire": "model", "given": "vidu1.5", "because": nothing,
            "allowed": ["viduq2-pro", "viduq2-turbo", "viduq2-pro-fast", "viduq3-pro", "viduq1", "viduq1-classic", "vidu2.0"],
            "default": null, "nearest": [{ "field": "model", "wire": "model", "to": "viduq2-pro" }],
        }),
    );
    check::<novita::Img2Video>(
        json!({ "duration": 8, "resolution": "1080p" }),
        json!({
            "fault": "NotOffered", "field": "resolution", "wire": "resolution", "given": "1080p",
            "because": [{ "field": "duration", "value": "8" }], "allowed": ["720p"], "default": "720p",
            "nearest": [{ "field": "resolution", "wire": "resolution", "to": "720p" }],
        }),
    );
}

/// A body with every change that its violations propose.
fn mended(operation: &Operation, body: &Value, verdict: &Verdict) -> Value {
    let mut body = body.clone();
    for change in verdict.violations.iter().flat_map(|violation| &violation.nearest) {
        let field = operation.fields.iter().find(|field| field.wire == *change.wire).expect("a field");
        let to = match field.kind {
            FieldKind::Integer | FieldKind::Boolean => from_str(&change.to).expect("a number or a flag"),
            _ => json!(change.to),
        };
        put(&mut body, &change.wire, to);
    }
    body
}

/// On every point of the finite space, the nearest request passes; what is not there at all is for the caller to give.
#[test]
fn what_is_proposed_passes_everywhere() {
    for (revision, operation) in pages() {
        let space = Space::of(operation);
        let mut refused = 0;
        for point in points(operation) {
            let body = space.body(point);
            let before = agreement::verdict(revision, operation, &body);
            let is_missing =
                |verdict: &Verdict| verdict.violations.iter().filter(|one| one.fault == Fault::Missing).count();
            let after = agreement::verdict(revision, operation, &mended(operation, &body, &before));
            assert_eq!(after.violations.len(), is_missing(&before), "{body}: {before:?}, then {after:?}");
            refused += usize::from(!before.passes());
        }
        assert!(refused > 100, "{} {}: {refused} points are refused", revision.vendor, operation.name);
    }
}

/// No fewer changes would do: no point that passes is nearer than the one that is proposed.
#[test]
fn nothing_nearer_passes() {
    let (revision, operation) = pages().find(|(revision, _)| revision.vendor == "vidu").expect("a page");
    let wires = ["model", "duration", "resolution"];
    let values = |wire: &str| match wire {
        "model" => vec![json!("viduq1"), json!("vidu2.0"), json!("vidu1.5")],
        "duration" => vec![json!(4), json!(5), json!(8)],
        _ => ["360p", "720p", "1080p"].map(Value::from).to_vec(),
    };
    let picture = json!([super::PICTURE]);
    for model in values("model") {
        for duration in values("duration") {
            for resolution in values("resolution") {
                let body = json!({ "model": model, "duration": duration, "resolution": resolution, "images": picture });
                let verdict = agreement::verdict(revision, operation, &body);
                let Some(first) = verdict.violations.first() else { continue };
                let one_change = wires.iter().flat_map(|wire| values(wire).into_iter().map(move |value| (wire, value)));
                let one_is_enough = one_change.into_iter().any(|(wire, value)| {
                    let mut body = body.clone();
                    body[*wire] = value;
                    agreement::verdict(revision, operation, &body).passes()
                });
                assert_eq!(first.nearest.len() == 1, one_is_enough, "{body}: {:?}", first.nearest);
            }
        }
    }
}
