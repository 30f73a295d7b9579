//! The admin surface's document: true of every endpoint's real answer, and valid.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};

use super::{Receiver, SECOND, ask, builder, paint};
use crate::admin::endpoints;
use crate::{MockServer, Script};

/// A validator for what a place of the document says.
pub fn schema(document: &Json, name: &str) -> jsonschema::Validator {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/schemas/{name}"),
        "components": document["components"],
    });
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// Fails with all that a value has otherwise than a place of the document says.
pub fn assert_fits(document: &Json, name: &str, value: &Json, what: &str) {
    let faults: Vec<String> = schema(document, name).iter_errors(value).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{what} is no {name}: {faults:?}\n{value:#}");
}

/// A server that has something of everything: tasks of all kinds, callbacks that went well and badly, faults, rules.
async fn busy() -> (MockServer, Receiver, String) {
    let (server, receiver) = (builder().start().await.expect("a server"), Receiver::start(&[500, 200]).await);
    let stepped = paint(&server, json!({ "model": "a1", "prompt": "[[mock: drive=step]]", "payload": "x" })).await;
    for hook in [receiver.url.as_str(), "http://127.0.0.1:9/", "https://127.0.0.1:9/"] {
        paint(&server, json!({ "model": "a1", "hook": hook, "stray": [1] })).await;
    }
    for (method, path, body) in [
        ("GET", "/nowhere", Json::Null),
        ("POST", "/acme/paint", json!({ "duration": 99 })),
        ("POST", "/acme/paint", json!("x".repeat(600))),
    ] {
        ask(&server, method, path, &[super::ACME], &body).await;
    }
    server.script_next(Script::stuck("waiting"));
    paint(&server, json!({ "model": "a2" })).await;
    server.advance(SECOND * 600).await;
    (server, receiver, stepped)
}

/// What is sent to each endpoint; every row of the table must be here.
fn calls(stepped: &str, callback: u64) -> Vec<(&'static str, String, Json)> {
    let task = |what: &str| format!("tasks/{stepped}{what}");
    let scripts = [
        json!({ "script": "fail=Policy", "vendor": "acme", "operation": "paint", "text": "t", "nth": 5 }),
        json!({ "script": "polls=2", "model": "a9", "times": 1, "lasts": 60, "world": "acme/k" }),
        // Over before it can be told of.
        json!({ "script": "fail", "lasts": 0 }),
    ];
    let faults = [
        json!({ "fault": "too_many_requests", "retry_after": 3, "vendor": "acme", "path": "/x*", "key": "k" }),
        json!({ "fault": "server_error", "status": 503, "rate": 0.5, "seed": 3, "accepted": true, "nth": 99 }),
        json!({ "fault": "gateway_page", "nth": 99 }),
        json!({ "fault": "redirect", "to": "/x", "nth": 99 }),
        json!({ "fault": "slow_headers", "seconds": 0.5, "nth": 99 }),
        json!({ "fault": "hanging", "nth": 99 }),
        json!({ "fault": "reset_within", "bytes": 3, "nth": 99 }),
        json!({ "fault": "callback_lost", "nth": 99 }),
        json!({ "fault": "callback_lost", "lasts": 0 }),
        json!({ "fault": "callback_late", "seconds": 3, "nth": 99, "lasts": 5, "times": 2, "results": false }),
    ];
    let mut calls: Vec<(&'static str, String, Json)> = Vec::new();
    calls.extend(scripts.map(|script| ("POST", "scripts".to_owned(), script)));
    calls.extend(faults.map(|fault| ("POST", "faults".to_owned(), fault)));
    for path in [
        "",
        "openapi.json",
        "health",
        "version",
        "worlds",
        "tasks",
        "clock",
        "drive",
        "scripts",
        "faults",
        "journal",
        "requests?limit=2&status=200&field.model=a1",
        "callbacks?result=failed&attempt=1",
        "ledger",
        "metrics",
        "requests/1",
    ] {
        calls.push(("GET", path.to_owned(), Json::Null));
    }
    calls.push(("GET", format!("requests/{callback}"), Json::Null));
    calls.push(("GET", task(""), Json::Null));
    let posts = [
        (task("/step"), Json::Null),
        ("clock/hold".into(), Json::Null),
        ("clock/release".into(), Json::Null),
        ("clock/speed".into(), json!({ "speed": 0.001 })),
        ("clock/advance".into(), json!({ "seconds": 1.5 })),
        (format!("callbacks/{callback}/redeliver"), Json::Null),
        ("requests/find".into(), json!({ "operation": "paint", "fields": { "model": "a1" }, "since": 0 })),
        (
            "requests/verify".into(),
            json!({ "matcher": { "kind": "request", "status": 200 }, "times": { "at_least": 99 } }),
        ),
        ("requests/verify".into(), json!({ "in_order": [{ "kind": "request" }, { "kind": "callback" }] })),
    ];
    calls.extend(posts.map(|(path, body)| ("POST", path, body)));
    for wish in [
        json!({ "drive": "query; polls=2" }),
        json!({ "drive": "step", "vendor": "acme", "operation": "paint" }),
        json!({ "drive": "held", "world": "acme/k" }),
        json!({ "drive": null }),
    ] {
        calls.push(("PUT", "drive".to_owned(), wish));
    }
    calls
}

#[tokio::test]
async fn every_endpoint_answers_as_the_document_says() {
    let (server, _receiver, stepped) = busy().await;
    let document = server.openapi();
    let callback = server.callbacks()[0].number;
    let held = paint(&server, json!({ "model": "a1", "prompt": "[[mock: stuck=drawing]]" })).await;
    let mut calls = calls(&stepped, callback);
    // A task that alone is held, in a world whose clock runs, comes last: it needs that clock.
    calls.push(("POST", "clock/release".to_owned(), Json::Null));
    let mut seen = BTreeSet::new();
    for (method, path, body) in calls {
        check(&server, &document, &mut seen, method, &path, &body).await;
    }
    let alone = paint(&server, json!({ "model": "a1", "prompt": "[[mock: drive=held]]" })).await;
    let ends = [
        ("POST", format!("tasks/{alone}/advance"), json!({ "seconds": 3 })),
        ("POST", format!("tasks/{held}/cancel"), Json::Null),
        ("POST", format!("tasks/{alone}/finish"), Json::Null),
        ("DELETE", "scripts/1".to_owned(), Json::Null),
        ("DELETE", "scripts".to_owned(), Json::Null),
        ("DELETE", "faults/1".to_owned(), Json::Null),
        ("DELETE", "faults".to_owned(), Json::Null),
        ("POST", "reset".to_owned(), Json::Null),
        ("POST", "shutdown".to_owned(), Json::Null),
    ];
    for (method, path, body) in ends {
        check(&server, &document, &mut seen, method, &path, &body).await;
    }
    // Their answer does not end: its form is another test's.
    seen.insert(("GET", endpoints::EVENTS));
    let all: BTreeSet<_> = endpoints::all().map(|endpoint| (endpoint.method, endpoint.path)).collect();
    assert_eq!(all.difference(&seen).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "not asked for");
}

async fn check(
    server: &MockServer,
    document: &Json,
    seen: &mut BTreeSet<(&'static str, &'static str)>,
    method: &'static str,
    path: &str,
    body: &Json,
) {
    let bare = path.split('?').next().unwrap_or_default();
    let found = endpoints::fitting(bare).find(|(endpoint, _)| endpoint.method == method);
    let (endpoint, _) = found.unwrap_or_else(|| panic!("{method} {path} is no endpoint"));
    seen.insert((endpoint.method, endpoint.path));
    let what = format!("{method} {path}");
    match endpoint.body {
        Some(name) => assert_fits(document, name, body, &format!("the body of {what}")),
        None => assert!(body.is_null(), "{what} takes no body"),
    }
    let got = ask(server, method, &format!("/__admin/{path}"), &[], body).await;
    let (status, name) = endpoint.answer;
    assert_eq!(got.status, status, "{what}: {}", got.text());
    let told = if name == "Text" { json!(got.text()) } else { got.json() };
    assert_fits(document, name, &told, &format!("the answer of {what}"));
    let written = &document["paths"][format!("/__admin/{}", endpoint.path)][method.to_ascii_lowercase()];
    assert!(written["responses"][status.to_string()].is_object(), "{what}");
}

/// Refusals have one form and a status that the document lists; what it takes no schema for is refused.
#[tokio::test]
async fn refusals_are_as_the_document_says() {
    let server = super::start().await;
    let document = server.openapi();
    for (method, path, row, body, status) in [
        ("GET", "tasks/0", "tasks/{id}", Json::Null, 404),
        ("POST", "tasks/0/step", "tasks/{id}/step", Json::Null, 404),
        ("POST", "clock/speed", "clock/speed", json!({ "speed": 0 }), 400),
        ("POST", "clock/speed", "clock/speed", json!({ "speeed": 1 }), 400),
        ("POST", "clock/advance", "clock/advance", json!({ "seconds": -1 }), 400),
        ("POST", "scripts", "scripts", json!({ "script": "fail", "nth": -1 }), 400),
        ("POST", "scripts", "scripts", json!({ "scrip": "fail" }), 400),
        ("POST", "faults", "faults", json!({ "fault": "slow_body" }), 400),
        ("POST", "faults", "faults", json!({ "fault": "server_error", "status": 200 }), 400),
        ("POST", "faults", "faults", json!({ "fault": "no_answer", "bytes": 3 }), 400),
        ("POST", "requests/find", "requests/find", json!({ "stauts": 200 }), 400),
        ("PUT", "drive", "drive", json!({ "drive": 3 }), 400),
        ("DELETE", "scripts/9", "scripts/{id}", Json::Null, 404),
        ("DELETE", "faults/9", "faults/{id}", Json::Null, 404),
    ] {
        let got = ask(&server, method, &format!("/__admin/{path}"), &[], &body).await;
        assert_eq!(got.status, status, "{method} {path}: {}", got.text());
        assert_fits(&document, "Refusal", &got.json(), path);
        let row = endpoints::all().find(|endpoint| endpoint.method == method && endpoint.path == row).expect("a row");
        let written = &document["paths"][format!("/__admin/{}", row.path)][method.to_ascii_lowercase()];
        assert!(written["responses"][status.to_string()].is_object(), "{method} {path} {status}");
        if let Some(name) = row.body.filter(|_| status == 400) {
            assert!(!schema(&document, name).is_valid(&body), "{method} {path}: the document takes {body}");
        }
    }
}

/// What events carry is described too.
#[tokio::test]
async fn news_are_events_and_entries() {
    let (server, _receiver, _) = busy().await;
    let document = server.openapi();
    for entry in server.journal() {
        assert_fits(&document, "Entry", &json!(entry), "an entry");
    }
    paint(&server, json!({ "model": "a1" })).await;
    for event in server.advance(SECOND * 600).await {
        assert_fits(&document, "Event", &json!(event), "an event");
    }
}

/// Making it takes long, and everybody else would wait meanwhile.
#[tokio::test]
async fn the_document_is_written_once() {
    let server = super::start().await;
    let kept = || server.shared.engine.house.document.get().map(|bytes| bytes.as_ptr());
    assert_eq!(kept(), None);
    let asked = async || ask(&server, "GET", "/__admin/openapi.json", &[], &Json::Null).await;
    let first = asked().await;
    let place = kept();
    assert_eq!((first.status, first.json(), place.is_some()), (200, server.openapi(), true));
    assert_eq!((asked().await.body, kept()), (first.body, place));
}

#[tokio::test]
async fn the_document_is_valid() {
    let document = super::start().await.openapi();
    let mut identifiers = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let identifier = operation["operationId"].as_str().expect("an identifier");
            assert!(identifiers.insert(identifier.to_owned()), "{method} {path}: {identifier} twice");
            let parameters = operation["parameters"].to_string();
            let has_id = parameters.contains("parameters/id") || parameters.contains("parameters/number");
            assert_eq!(path.contains("{id}"), has_id, "{path}");
        }
    }
    // Every reference leads somewhere.
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document.pointer(reference).is_some(), "{reference} leads nowhere");
    }
    let mut validator = Command::new("openapi-spec-validator");
    let validator = validator.arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut validator) = validator else {
        return println!("skipped: openapi-spec-validator is not installed (pip install openapi-spec-validator)");
    };
    validator.stdin.take().expect("its input").write_all(text.as_bytes()).expect("a document that is taken");
    let said = validator.wait_with_output().expect("an end");
    let words = [said.stdout, said.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(said.status.success(), "{words}");
}
