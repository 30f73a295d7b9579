//! The journal: what it keeps, what can be asked of it, and what expectations say.

use serde_json::{Value as Json, json};

use super::{ACME, Receiver, SECOND, ask, builder, paint, start};
use crate::{Expect, MockServer, Record};

async fn check(server: &MockServer, body: Json, expected: Json) {
    let got = ask(server, "POST", "/__admin/requests/verify", &[], &body).await;
    assert_eq!(got.status, 200, "{}", got.text());
    let found = got.json();
    assert_eq!(json!([found["ok"], found["count"]]), expected, "{body}: {found}");
    assert!(found["message"].is_string());
}

/// The message with which an expectation fails.
fn message(fails: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(fails).expect_err("a failure");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[tokio::test]
async fn requests_are_counted() {
    let server = start().await;
    let id = paint(&server, json!({ "model": "a1", "prompt": "a cat", "duration": "4" })).await;
    paint(&server, json!({ "model": "a2", "style": { "of": "newer" } })).await;
    ask(&server, "POST", "/acme/paint", &[ACME], &json!({ "model": "a1", "duration": 8 })).await;
    let paints = || Expect::request().operation("paint");
    server.verify(paints()).times(3);
    server.verify(paints().field("duration", 4)).once();
    server.verify(paints().field("model", "a1").status(400)).times(1..=2);
    server.verify(paints().field("style.of", "newer")).once();
    server.verify(paints().field("prompt", Json::Null)).times(2..);
    server.verify(Expect::request().task(&id)).once();
    server.verify(Expect::request().status(429)).never();
    assert_eq!(server.requests(&paints().since(1)).len(), 2);
    assert!(!server.verify(paints()).result(..=2).ok);
    check(&server, json!({ "matcher": { "operation": "acme/paint" }, "times": 3 }), json!([true, 3])).await;
    check(&server, json!({ "matcher": { "fields": { "duration": 4 } } }), json!([true, 1])).await;
    check(&server, json!({ "matcher": { "status": 200 }, "times": { "at_most": 1 } }), json!([false, 2])).await;
    for wrong in [json!({}), json!({ "matcher": { "operatoin": "a" } }), json!({ "matcher": {}, "times": "many" })] {
        assert_eq!(ask(&server, "POST", "/__admin/requests/verify", &[], &wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_failure_shows_the_nearest_field_by_field() {
    let server = start().await;
    paint(&server, json!({ "model": "a2", "duration": 8, "prompt": "a dog" })).await;
    paint(&server, json!({ "model": "a1", "duration": 4, "prompt": "a cat" })).await;
    ask(&server, "GET", "/acme/credits", &[ACME], &Json::Null).await;
    let expect = || Expect::request().operation("paint").field("duration", 5).field("prompt", "a cat").field("seed", 7);
    let result = server.verify(expect()).result(1);
    assert_eq!((result.ok, result.count, result.nearest[0].request.number), (false, 0, 2));
    let differences: Vec<&str> = result.nearest[0].differences.iter().map(|it| &*it.what).collect();
    assert_eq!(differences, ["field duration", "field seed"]);
    let said = message(std::panic::AssertUnwindSafe(|| server.verify(expect()).times(1)));
    for part in [
        "expected exactly 1 request with operation paint, field duration 5, field prompt \"a cat\", field seed 7; there were 0.",
        "The nearest is request 2: POST /acme/paint (acme/2026-01/paint) -> 200, task ",
        "\n  x field duration: 4, expected 5",
        "\n  x field seed: not there, expected 7",
        "\n    field prompt: \"a cat\"",
        "\n    field model: \"a1\"",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let body = json!({ "matcher": { "operation": "paint", "fields": { "duration": 5 } }, "times": 1 });
    let got = ask(&server, "POST", "/__admin/requests/verify", &[], &body).await.json();
    let nearest = &got["nearest"][0];
    assert_eq!(nearest["differences"][0], json!({ "what": "field duration", "expected": "5", "found": "4" }));
    assert_eq!((&nearest["request"]["number"], &nearest["request"]["status"]), (&json!(2), &json!(200)));
}

#[tokio::test]
async fn order_is_expected() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    let id = paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    server.advance(SECOND * 20).await;
    ask(&server, "GET", &format!("/acme/tasks/{id}/videos"), &[ACME], &Json::Null).await;
    let (made, looked) = (|| Expect::request().operation("paint"), || Expect::request().operation("look").task(&id));
    let done = || Expect::callback().state("done").result("delivered").attempt(1);
    server.verify_in_order([made(), done(), looked()]);
    let wrong = server.order(&[looked(), made()]);
    assert!(
        !wrong.ok
            && wrong.message.contains("as number 2 in order")
            && wrong.message.contains("only before it, as number 1"),
        "{}",
        wrong.message
    );
    check(
        &server,
        json!({ "in_order": [{ "operation": "paint" }, { "kind": "callback", "state": "done" }] }),
        json!([true, 2]),
    )
    .await;
    check(&server, json!({ "in_order": [{ "operation": "look" }, { "operation": "paint" }] }), json!([false, 1])).await;
}

#[tokio::test]
async fn the_journal_is_asked_over_the_wire() {
    let (server, receiver) = (start().await, Receiver::start(&[200, 500]).await);
    let id = paint(&server, json!({ "model": "a1", "duration": 4, "hook": receiver.url })).await;
    server.advance(SECOND * 14).await;
    ask(&server, "GET", &format!("/acme/tasks/{id}/videos"), &[ACME], &Json::Null).await;
    ask(&server, "GET", "/acme/tasks/77/videos", &[ACME], &Json::Null).await;
    let middle = vidu_types::Timestamp::from(server.now()).saturating_sub(SECOND);
    let cases = [
        ("requests".to_owned(), vec![1, 4, 5]),
        (format!("requests?task={id}"), vec![1, 4]),
        ("requests?operation=look".into(), vec![4, 5]),
        ("requests?operation=look&status=404".into(), vec![5]),
        ("requests?since=3&limit=1".into(), vec![5]),
        (format!("requests?to={middle}"), vec![1]),
        (format!("journal?from={middle}"), vec![4, 5]),
        ("requests?field.duration=4".into(), vec![1]),
        ("requests?field.model=a1".into(), vec![1]),
        ("callbacks?result=refused".into(), vec![3]),
        ("callbacks?state=drawing".into(), vec![2]),
        (format!("journal?world={}", server.names()[0]), vec![1, 2, 3, 4, 5]),
    ];
    for (query, expected) in cases {
        let got = ask(&server, "GET", &format!("/__admin/{query}"), &[], &Json::Null).await.json();
        let list = ["requests", "callbacks", "entries"].iter().find_map(|name| got[name].as_array()).expect("a list");
        let numbers: Vec<u64> = list.iter().filter_map(|entry| entry["number"].as_u64()).collect();
        assert_eq!(numbers, expected, "{query}");
    }
    for (query, part) in [("requests?taks=1", "task, "), ("requests?status=x", "number"), ("journal?limit=x", "limit")]
    {
        let got = ask(&server, "GET", &format!("/__admin/{query}"), &[], &Json::Null).await;
        assert!(got.status == 400 && got.text().contains(part), "{query}: {}", got.text());
    }
    assert_eq!(ask(&server, "GET", "/__admin/requests/5", &[], &Json::Null).await.json()["status"], 404);
    assert_eq!(ask(&server, "GET", "/__admin/requests/55", &[], &Json::Null).await.status, 404);
}

#[tokio::test]
async fn a_large_body_is_kept_as_length_digest_and_head() {
    let server = builder().journal(2).start().await.expect("a server");
    let picture = format!("data:image/png;base64,{}", "A".repeat(1_000_000));
    let body = json!({ "model": "a1", "images": [picture] });
    paint(&server, body.clone()).await;
    let entry = server.journal().pop().expect("an entry");
    assert!(serde_json::to_string(&entry).expect("JSON").len() < 4000);
    let Record::Request(asked) = entry.record else { panic!() };
    assert_eq!((asked.body_bytes, asked.body_head.len()), (body.to_string().len(), 512));
    let digest = xxhash_rust::xxh3::xxh3_128(body.to_string().as_bytes());
    assert_eq!(asked.body_digest, Some(format!("{digest:032x}")));
    server.verify(Expect::request().field("images", json!([picture]))).once();
    server.verify(Expect::request().field("images", json!([picture.replace("AAAA", "AAA")]))).never();
    for _ in 0..5 {
        ask(&server, "GET", "/acme/credits", &[ACME], &Json::Null).await;
    }
    assert_eq!(server.journal().iter().map(|entry| entry.number).collect::<Vec<_>>(), [5, 6]);
}

#[tokio::test]
async fn what_matches_nothing_has_the_closest_endpoint() {
    let server = start().await;
    for (method, path, closest, rule) in [
        ("POST", "/acme/pain", "POST /acme/paint", "no page has this path"),
        ("POST", "/v1/acme/paint", "POST /acme/paint", "no page has this path"),
        ("GET", "/acme/paint", "POST /acme/paint", "has the method POST for this path, not GET"),
        ("GET", "/acme/task/7/videos", "GET /acme/tasks/{id}/videos", "no page has this path"),
        ("POST", "/bolt/look", "GET /bolt/look", "the method GET"),
    ] {
        ask(&server, method, path, &[ACME], &json!({})).await;
        let entry = server.journal().pop().expect("an entry");
        let Record::Request(asked) = entry.record else { panic!() };
        let found = asked.closest.unwrap_or_else(|| panic!("{path}"));
        assert_eq!(format!("{} {}", found.method, found.path), closest, "{path}");
        assert!(found.rule.contains(rule) && found.page == "https://acme.example/docs", "{found:?}");
    }
    let said = server.verify(Expect::request().path("/acme/paint").method("POST")).result(1).message;
    assert!(said.contains("https://acme.example/docs"), "{said}");
}

#[tokio::test]
async fn a_key_is_nowhere() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    let secret = "sk-0123456789abcdef";
    let header = format!("Authorization: Acme {secret}");
    let hook = format!("{}/?token={secret}", receiver.url);
    let body = json!({ "model": "a1", "prompt": secret, "payload": secret, "hook": hook, secret: "x", "seed": secret });
    ask(&server, "POST", "/acme/paint", &[&header], &body).await;
    let body = json!({ "model": "a1", "prompt": secret, "payload": secret, "hook": hook });
    assert_eq!(ask(&server, "POST", "/acme/paint", &[&header], &body).await.status, 200);
    ask(&server, "GET", &format!("/acme/tasks/{secret}/videos"), &[&header], &Json::Null).await;
    ask(&server, "GET", "/acme/else", &["Authorization: Bearer sk-0123456789abcdef"], &Json::Null).await;
    let world = format!("X-Vidu-Mock-World: acme/{secret}");
    let events = ask(&server, "POST", "/__admin/clock/advance", &[], &json!({ "seconds": 60 })).await.text();
    let mut shown = vec![events, format!("{server:?}"), format!("{:?}", server.world("acme", secret))];
    for path in ["tasks", "journal", "requests", "callbacks", "ledger", "worlds", "metrics", "clock", "health", ""] {
        for header in [&*world, "X: y"] {
            let got = ask(&server, "GET", &format!("/__admin/{path}"), &[header], &Json::Null).await;
            assert_eq!(got.status, 200, "{path}");
            shown.push(got.text());
        }
    }
    shown.push(
        ask(&server, "GET", "/__admin/tasks", &[&format!("X-Vidu-Mock-World: nobody/{secret}")], &Json::Null)
            .await
            .text(),
    );
    for text in shown {
        let place = text.find(secret).map(|at| text[at.saturating_sub(200)..at].to_owned());
        assert_eq!(place, None);
    }
    assert_eq!(receiver.received().len(), 2);
}
