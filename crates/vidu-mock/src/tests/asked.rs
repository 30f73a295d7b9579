//! What the admin surface takes and what it refuses, and that its document says the same of each.

use serde_json::{Value as Json, json};

use super::openapi::{assert_fits, schema};
use super::{ask, builder, start};
use crate::admin::endpoints;
use crate::{MockServer, Rule, Script};

/// Sends a body, and holds the verdict of the document on it against the server's.
async fn check(server: &MockServer, method: &str, path: &str, body: Json, expected: Result<u16, &str>) {
    let document = server.openapi();
    let row = endpoints::all().find(|endpoint| endpoint.method == method && endpoint.path == path);
    let name = row.and_then(|row| row.body).expect("a body");
    assert_eq!(schema(&document, name).is_valid(&body), expected.is_ok(), "{path}: the document on {body}");
    let got = ask(server, method, &format!("/__admin/{path}"), &[], &body).await;
    assert_verdict(&got.text(), got.status, &document, expected, &format!("{path} {body}"));
}

fn assert_verdict(told: &str, status: u16, document: &Json, expected: Result<u16, &str>, what: &str) {
    match expected {
        Ok(wanted) => assert_eq!(status, wanted, "{what}: {told}"),
        Err(part) => {
            assert_eq!(status, 400, "{what}: {told}");
            let refusal: Json = serde_json::from_str(told).expect("JSON");
            assert_fits(document, "Refusal", &refusal, what);
            assert!(refusal["error"]["message"].as_str().is_some_and(|said| said.contains(part)), "{what}: {told}");
        }
    }
}

#[tokio::test]
async fn scripts_are_taken_as_the_document_writes_them() {
    let server = start().await;
    for script in [
        "succeed",
        "fail",
        "fail=Policy",
        "stuck=drawing",
        "state=in limbo",
        "after=3s",
        "after=1.5h",
        "slow=2.5",
        "slow=500ms",
        "drive=held",
        "speed=0.25",
        "polls=2",
        "steps=0",
        "fail=Policy; after=3s; drive=query; polls=2",
        "fail;slow=2",
    ] {
        check(&server, "POST", "scripts", json!({ "script": script }), Ok(201)).await;
    }
    for (rule, part) in [
        (json!([null, null, null, null, null, null, null, null, "fail"]), "a list and no object"),
        (json!({ "script": "" }), "a rule without a script decides nothing"),
        (json!({ "script": "fial" }), "`fial` is no instruction; there are"),
        (json!({ "script": "stuck=done" }), "is no state of"),
        (json!({ "script": "speed=0" }), "a number above 0"),
        (json!({ "script": "drive=car" }), "there are real, held"),
        (json!({ "script": "fail", "nth": 0 }), "counts from 1"),
        (json!({ "script": "fail", "lasts": -1 }), "no number of seconds"),
        (json!({ "script": "fail", "lasts": 1e20 }), "no number of seconds"),
        (json!({ "script": "fail", "vendor": "amce" }), "there are acme, bolt"),
        (json!({ "script": "fail", "operation": "query" }), "there are draw, paint"),
        (json!({ "script": "fail", "vendor": "bolt", "operation": "paint" }), "there are draw"),
        (json!({ "script": "fail", "world": "acme" }), "VENDOR/KEY"),
        (json!({ "script": "fail", "world": "acme/ " }), "empty"),
        (json!({ "script": "fail", "world": "acme/a\u{7}b" }), "control characters"),
        (json!({ "script": "fail", "wrold": "acme/k" }), "unknown field `wrold`"),
    ] {
        check(&server, "POST", "scripts", rule, Err(part)).await;
    }
}

#[tokio::test]
async fn drives_are_taken_as_the_document_writes_them() {
    let server = start().await;
    for drive in
        ["real", "drive=real; speed=2", "speed=2", "held", "query", "query; polls=2", "polls=2", "step;steps=2", "once"]
    {
        check(&server, "PUT", "drive", json!({ "drive": drive }), Ok(200)).await;
    }
    for (wish, part) in [
        (json!({}), "missing field `drive`"),
        (json!(["once"]), "a list and no object"),
        (json!({ "drive": "query; polls=x" }), "polls=x is no number"),
        (json!({ "drive": "real; polls=2" }), "belongs to drive=query"),
        (json!({ "drive": "fail" }), "send {\"drive\": \"query; polls=2\"} or null"),
        (json!({ "drive": "once", "vendor": "acme" }), "a vendor and an operation"),
        (json!({ "drive": "once", "vendor": "bolt", "operation": "paint" }), "there are draw"),
        (json!({ "drive": "once", "vendor": "acme", "operation": "paint", "world": "acme/k" }), "a world, or"),
    ] {
        check(&server, "PUT", "drive", wish, Err(part)).await;
    }
}

#[tokio::test]
async fn what_could_never_be_is_refused() {
    let server = start().await;
    for (path, body, part) in [
        ("faults", json!({ "fault": "no_answer", "vendor": "amce" }), "there are acme, bolt"),
        ("faults", json!({ "fault": "no_answer", "operation": "pian" }), "there is no operation pian"),
        ("faults", json!({ "fault": "no_answer", "vendor": "bolt", "operation": "cancel" }), "there are draw"),
        ("faults", json!({ "fault": "no_answer", "seed": null }), "expected u64"),
        ("faults", json!({ "fault": "no_answer", "key": "k", "key_name": "5d8672eb" }), "the same key twice"),
        ("clock/advance", json!({ "seconds": 1, "minutes": 1 }), "unknown field `minutes`"),
        ("clock/advance", json!({ "seconds": 1e20 }), "less than 2^64"),
        ("clock/advance", json!({ "seconds": "1" }), "send {\"seconds\": 60}"),
        ("requests/find", json!({ "status": 42 }), "there are 100 to 999"),
        ("requests/find", json!({ "result": "lost" }), "there are delivered, refused, failed, undeliverable"),
        ("requests/find", json!({ "attempt": 0 }), "attempts from 1"),
        ("requests/find", json!({ "kind": "call" }), "`request` or `callback`"),
        ("requests/verify", json!({ "matcher": {}, "times": -1 }), "`at_least` and `at_most`"),
        ("requests/verify", json!({ "matcher": {}, "in_order": [] }), "or {\"in_order\""),
        // A list of an object's members is none.
        ("requests/find", json!([null, null]), "a list and no object; send {"),
        ("requests/verify", json!({ "in_order": [[null, null]] }), "invalid type: sequence, expected a map"),
        ("requests/verify", json!({ "matcher": [null] }), "invalid type: sequence, expected a map"),
        ("requests/verify", json!({ "matcher": {}, "times": [1, 2] }), "`at_least` and `at_most`"),
        ("clock/advance", json!([60]), "a list and no object; send {\"seconds\": 60}"),
        ("clock/speed", json!([2]), "a list and no object; send {\"speed\": 10}"),
    ] {
        check(&server, "POST", path, body, Err(part)).await;
    }
    for (path, body, status) in [
        ("faults", json!({ "fault": "no_answer", "vendor": "bolt", "operation": "draw", "nth": 9 }), 201),
        ("faults", json!({ "fault": "no_answer", "operation": "look", "nth": 9, "world": "acme/k k" }), 201),
        ("clock/advance", json!({ "seconds": 0 }), 200),
        ("clock/advance", json!({ "seconds": 1.8e19 }), 200),
        ("requests/find", json!({ "status": 999, "attempt": 1, "result": null, "task": null }), 200),
        ("requests/verify", json!({ "matcher": {}, "times": null, "in_order": null }), 200),
        ("requests/verify", json!({ "in_order": [], "matcher": null }), 200),
    ] {
        check(&server, "POST", path, body, Ok(status)).await;
    }
}

/// Asks with one parameter, and holds the verdict of the document on it against the server's.
async fn check_query(server: &MockServer, path: &str, (name, text): (&str, &str), expected: Result<u16, &str>) {
    let document = server.openapi();
    let listed = document["paths"][format!("/__admin/{path}")]["get"]["parameters"].clone();
    let named = |one: &Json| one["$ref"] == format!("#/components/parameters/{name}");
    let is_listed = listed.as_array().into_iter().flatten().any(named);
    let value = text.parse::<u64>().map_or(json!(text), |number| json!(number));
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/parameters/{name}/schema"),
        "components": document["components"],
    });
    let fits =
        || jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema").is_valid(&value);
    assert_eq!(is_listed && fits(), expected.is_ok(), "{path}: the document on {name}={text}");
    let got = ask(server, "GET", &format!("/__admin/{path}?{name}={text}"), &[], &Json::Null).await;
    assert_verdict(&got.text(), got.status, &document, expected, &format!("{path} {name}={text}"));
}

#[tokio::test]
async fn queries_are_read_as_the_document_says() {
    let server = start().await;
    let number = "is no such number; send one from";
    for (path, parameter, expected) in [
        ("journal", ("limit", "0"), Ok(200)),
        ("journal", ("limit", "18446744073709551615"), Ok(200)),
        ("journal", ("limit", "18446744073709551616"), Err(number)),
        ("journal", ("limit", "ten"), Err(number)),
        ("journal", ("since", "-1"), Err(number)),
        ("journal", ("status", "999"), Ok(200)),
        ("journal", ("status", "99"), Err("from 100 to 999")),
        ("callbacks", ("attempt", "1"), Ok(200)),
        ("callbacks", ("attempt", "0"), Err("from 1 to 4294967295")),
        ("callbacks", ("result", "undeliverable"), Ok(200)),
        ("callbacks", ("result", "lost"), Err("there are delivered, refused, failed, undeliverable")),
        ("journal", ("kind", "callback"), Ok(200)),
        ("journal", ("kind", "call"), Err("there are request, callback")),
        // What is asked for by the path is not asked for again.
        ("requests", ("kind", "callback"), Err("there is no parameter `kind` here; there are operation, ")),
        ("requests", ("attempt", "1"), Err("no parameter `attempt`")),
        ("journal", ("from", "2026-01-01T00:00:00Z"), Ok(200)),
        ("journal", ("to", "noon"), Err("no time in RFC 3339")),
        ("journal", ("limt", "1"), Err("limit, field.NAME, world")),
        ("journal", ("field.", "1"), Err("no parameter `field.`")),
        ("tasks", ("wrold", "acme/k"), Err("there is no parameter `wrold` here; there are world")),
        ("tasks", ("world", "acme/k"), Ok(200)),
        ("tasks", ("world", "acme"), Err("VENDOR/KEY")),
    ] {
        check_query(&server, path, parameter, expected).await;
    }
    // A typing error makes no world and does nothing to all of them.
    assert_eq!(server.names().len(), 1);
    server.add_rule(Rule::new(Script::fail())).expect("a rule");
    let ask = async |method: &str, path: &str| ask(&server, method, path, &[], &Json::Null).await;
    assert_eq!((ask("POST", "/__admin/reset?wrold=acme/k").await.status, server.rules().len()), (400, 1));
    assert_eq!(ask("GET", "/__admin/journal?limit=1&limit=2").await.status, 400);
    assert_eq!(ask("GET", "/__admin/journal?field.model=a1&field.seed=null&").await.status, 200);
    assert_eq!(ask("GET", "/__admin/events?wrold=acme/k").await.status, 400);
    // Those who watch others add what they like.
    assert_eq!(ask("GET", "/__admin/health?cache=17").await.status, 200);
    for (method, path) in [("DELETE", "scripts/x"), ("DELETE", "faults/x"), ("GET", "requests/x")] {
        let got = ask(method, &format!("/__admin/{path}")).await;
        assert!(got.status == 400 && got.text().contains("a number belongs here, such as 17, and not `x`"), "{path}");
    }
}

#[tokio::test]
async fn a_world_is_named_once() {
    let server = start().await;
    for (header, parameter, status) in
        [("acme/k", "acme/k", 200), ("acme/k", "acme/other", 400), ("acme/k", "", 400), ("acme", "acme/k", 400)]
    {
        let header = format!("X-Vidu-Mock-World: {header}");
        let got = ask(&server, "GET", &format!("/__admin/tasks?world={parameter}"), &[&header], &Json::Null).await;
        assert_eq!(got.status, status, "{header} {parameter}: {}", got.text());
    }
}

#[tokio::test]
async fn the_document_says_whether_a_token_is_needed() {
    let (open, closed) = (start().await, builder().admin_token("t1").start().await.expect("a server"));
    assert_eq!(open.openapi()["security"], json!([]));
    assert_eq!(closed.openapi()["security"], json!([{ "token": [] }, { "bearer": [] }]));
}
