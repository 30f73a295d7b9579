//! What becomes of tasks as requests, texts and rules want it.

use serde_json::{Value as Json, json};

use super::wire::Got;
use super::{ACME, SECOND, ask, builder, look, start};
use crate::{Drive, MockServer, Rule, Script, StartError};

async fn paint_with(server: &MockServer, header: &str, body: Json) -> Got {
    let header = format!("X-Vidu-Mock: {header}");
    let headers = if header.ends_with(": ") { vec![ACME] } else { vec![ACME, &header] };
    ask(server, "POST", "/acme/paint", &headers, &body).await
}

/// What becomes of a task within a hundred seconds: its state and error code, or the refusal's status and reason.
async fn end(server: &MockServer, header: &str, body: Json) -> String {
    let got = paint_with(server, header, body).await;
    if got.status != 200 {
        return format!("{} {}", got.status, got.json()["reason"].as_str().unwrap_or("of the mock"));
    }
    let id = got.json()["id"].as_str().expect("an id").to_owned();
    server.advance(100 * SECOND).await;
    let told = look(server, &id).await;
    let text = |member: &str| told[member].as_str().unwrap_or_default().to_owned();
    format!("{} {}", text("state"), text("err_code")).trim().to_owned()
}

#[tokio::test]
async fn a_request_says_what_becomes_of_it() {
    for (directive, expected) in [
        ("succeed", "done"),
        ("fail", "broken Policy"),
        ("fail=Policy", "broken Policy"),
        ("fail=Broke", "broken Broke"),
        ("refuse=Broke", "402 Broke"),
        ("refuse=Policy", "400 Policy"),
        ("refuse=Nothing", "400 of the mock"),
        ("stuck=waiting", "waiting"),
        ("slow=1000; fail", "made"),
        ("slow=99s", "drawing"),
        ("fial", "400 of the mock"),
    ] {
        let server = || async { builder().start().await.expect("a server") };
        assert_eq!(end(&server().await, directive, json!({ "model": "a1" })).await, expected, "header {directive}");
        let prompt = json!({ "model": "a1", "prompt": format!("a cat [[mock: {directive}]]") });
        assert_eq!(end(&server().await, "", prompt).await, expected, "prompt {directive}");
        let payload = json!({ "model": "a1", "payload": format!("[[mock:{directive}") });
        assert_eq!(end(&server().await, "", payload).await, expected, "payload {directive}");
        let within = json!({ "model": "a1", "subjects": [{ "who": { "name": "a dog" } }, { "who": { "name": format!("a cat [[mock: {directive}]]") } }] });
        assert_eq!(end(&server().await, "", within).await, expected, "within a record {directive}");
        let stray = json!({ "model": "a1", "stray": { "deep": [1, format!("[[mock: {directive}]]")] } });
        assert_eq!(end(&server().await, "", stray).await, expected, "in what the page does not list {directive}");
    }
}

#[tokio::test]
async fn an_unknown_word_stands_for_the_running_state_and_the_task_ends() {
    let server = start().await;
    let got = paint_with(&server, "state=limbo; fail=Policy", json!({ "model": "a1" })).await.json();
    let id = got["id"].as_str().expect("an id");
    let mut states = vec![got["state"].clone()];
    let mut taken = Vec::new();
    for _ in 0..3 {
        taken.extend(server.advance(5 * SECOND).await.into_iter().map(|event| event.state));
        states.push(look(&server, id).await["state"].clone());
    }
    assert_eq!(states, ["made", "limbo", "limbo", "broken"]);
    assert_eq!(taken, ["waiting", "limbo", "broken"]);
}

#[tokio::test]
async fn a_task_takes_the_time_it_was_told() {
    let server = start().await;
    for (directive, seconds) in [("after=3s", 3), ("slow=2", 24), ("slow=5s", 17), ("drive=once", 0), ("speed=4", 3)] {
        let key = format!("Authorization: Acme {directive}");
        let header = format!("X-Vidu-Mock: {directive}");
        let got = ask(&server, "POST", "/acme/paint", &[&key, &header], &json!({ "model": "a1" })).await.json();
        let path = format!("/acme/tasks/{}/videos", got["id"].as_str().expect("an id"));
        let mut passed = 0;
        while ask(&server, "GET", &path, &[&key], &Json::Null).await.json()["state"] != "done" {
            server.advance(SECOND).await;
            passed += 1;
            assert!(passed < 100, "{directive}");
        }
        assert_eq!(passed, seconds, "{directive}");
    }
}

#[tokio::test]
async fn rules_hold_for_what_fits_and_the_request_is_narrower() {
    let server = start().await;
    let post = |body: Json| ask_rules(&server, "POST", "scripts", body);
    let made =
        post(json!({ "vendor": "acme", "operation": "paint", "model": "a1", "text": "cat", "nth": 2, "times": 1,
        "script": "fail=Policy; slow=2" }))
        .await;
    assert_eq!((made.status, &made.json()["id"]), (201, &json!(1)));
    let cat = || json!({ "model": "a1", "prompt": "a cat" });
    let dog = || json!({ "model": "a1", "prompt": "a dog" });
    let mut ends = Vec::new();
    for (header, body) in [("", cat()), ("", dog()), ("", cat()), ("", cat())] {
        ends.push(end(&server, header, body).await);
    }
    assert_eq!(ends, ["done", "done", "broken Policy", "done"]);
    assert_eq!(post(json!({ "script": "fail=Broke; slow=30s" })).await.json()["id"], 2);
    assert_eq!(end(&server, "succeed", dog()).await, "done");
    assert_eq!(end(&server, "", dog()).await, "broken Broke");
    let listed = ask_rules(&server, "GET", "scripts", Json::Null).await.json();
    assert_eq!(
        listed["scripts"][1],
        json!({ "id": 2, "vendor": null, "world": null, "operation": null, "model": null,
        "text": null, "nth": null, "times": null, "lasts": null, "script": "fail=Broke; slow=30s", "fitted": 2, "used": 2,
        "seconds_left": null })
    );
    assert_eq!(ask_rules(&server, "DELETE", "scripts/2", Json::Null).await.json(), json!({ "deleted": 1 }));
    assert_eq!(ask_rules(&server, "DELETE", "scripts/2", Json::Null).await.status, 404);
    assert_eq!(end(&server, "", dog()).await, "done");
    assert_eq!(ask_rules(&server, "DELETE", "scripts", Json::Null).await.json(), json!({ "deleted": 1 }));
    for body in [
        json!({ "script": "fial" }),
        json!({ "script": "" }),
        json!({ "vendor": "acme" }),
        json!({ "vendor": "x" }),
        json!({ "modle": "a1", "script": "fail" }),
    ] {
        assert_eq!(post(body.clone()).await.status, 400, "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_rule_that_lasts_is_gone_after_its_time() {
    let server = start().await;
    let set = ask_rules(&server, "POST", "scripts", json!({ "script": "fail", "lasts": 60 })).await;
    assert_eq!((set.status, &set.json()["lasts"]), (201, &json!(60.0)));
    assert!(set.json()["seconds_left"].as_f64().is_some_and(|left| (59.0..=60.0).contains(&left)), "{}", set.text());
    assert_eq!(end(&server, "", json!({ "model": "a1" })).await, "broken Policy");
    tokio::time::sleep(61 * SECOND).await;
    assert_eq!(end(&server, "", json!({ "model": "a1" })).await, "done");
    assert_eq!(server.rules(), []);
    assert_eq!(ask_rules(&server, "POST", "scripts", json!({ "script": "fail", "lasts": -1 })).await.status, 400);
}

async fn ask_rules(server: &MockServer, method: &str, path: &str, body: Json) -> Got {
    ask(server, method, &format!("/__admin/{path}"), &[], &body).await
}

#[tokio::test]
async fn rules_are_added_in_process_and_from_the_start() {
    let server = builder().rule(Rule::new(Script::fail())).start().await.expect("a server");
    let body = || json!({ "model": "a1" });
    assert_eq!(end(&server, "", body()).await, "broken Policy");
    let rule = server.add_rule(Rule::new(Script::succeed()).vendor("acme")).expect("a rule");
    assert_eq!(end(&server, "", body()).await, "done");
    server.script_next(Script::fail_with("Broke"));
    assert_eq!(end(&server, "", body()).await, "broken Broke");
    assert!(server.remove_rule(rule) && !server.remove_rule(rule));
    assert_eq!(end(&server, "", body()).await, "broken Policy");
    server.clear_rules();
    assert_eq!((end(&server, "", body()).await, server.rules().len()), ("done".to_owned(), 0));
    assert!(server.add_rule(Rule::new(Script::refuse("Nothing"))).is_err());
    let refused = builder().rule(Rule::default().vendor("x")).start().await;
    assert!(matches!(refused, Err(StartError::Rule(_))));
}

#[tokio::test]
async fn a_refused_task_is_not_billed_and_not_there() {
    let server = start().await;
    assert_eq!(end(&server, "refuse=Broke", json!({ "model": "a1" })).await, "402 Broke");
    assert_eq!(server.ledger(), []);
    let credits = ask(&server, "GET", "/acme/credits", &[ACME], &Json::Null).await.json();
    assert_eq!(credits["balances"][0]["left"], 100_000);
}

#[tokio::test]
async fn all_parts_of_a_directive_work_together() {
    let server = start().await;
    let got = paint_with(&server, "fail=Policy; after=3s; polls=2; drive=query", json!({ "model": "a1" })).await.json();
    let id = got["id"].as_str().expect("an id");
    server.advance(100 * SECOND).await;
    assert_eq!(look(&server, id).await["state"], "waiting");
    let told = look(&server, id).await;
    assert_eq!((&told["state"], &told["err_code"]), (&json!("broken"), &json!("Policy")));
    assert_eq!("drive=query; polls=2".parse(), Ok(Script::default().drive(Drive::EachQuery { polls: Some(2) })));
}
