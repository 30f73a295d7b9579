//! What is refused, and how.

use serde_json::{Value as Json, json};

use super::{ACME, ask, builder, paint, start};
use crate::{MockServer, Record, Unlisted};

/// Asks and expects a status and a reason in acme's form.
async fn check(server: &MockServer, method: &str, path: &str, headers: &[&str], body: Json, expected: (u16, &str)) {
    let got = ask(server, method, path, headers, &body).await;
    let told = got.json();
    let found = (got.status, told["reason"].as_str().unwrap_or_default());
    assert_eq!(found, expected, "{method} {path} {headers:?}: {told}");
    assert_eq!(told["trace"].as_str().map(str::len), Some(32));
    assert_eq!(got.header("x-vidu-mock"), Some(env!("CARGO_PKG_VERSION")));
}

#[tokio::test]
async fn a_vendor_refuses_in_its_own_words() {
    let server = start().await;
    let good = || json!({ "model": "a1" });
    let cases = [
        ("POST", "/acme/paint", ACME, json!({}), (400, "Lacking")),
        ("POST", "/acme/paint", ACME, json!({ "model": "a1", "duration": 8 }), (400, "Invalid")),
        ("POST", "/acme/paint", ACME, json!("{"), (400, "Invalid")),
        ("POST", "/acme/paint", ACME, json!("[]"), (400, "Invalid")),
        ("POST", "/acme/paint", ACME, Json::Null, (400, "Invalid")),
        ("POST", "/acme/paint", "X: y", good(), (401, "Unauthorized")),
        ("POST", "/acme/paint", "Authorization: Bearer k", good(), (401, "Unauthorized")),
        ("POST", "/acme/paint", "Authorization: Acme ", good(), (401, "Unauthorized")),
        ("GET", "/acme/tasks/0/videos", ACME, Json::Null, (404, "NotFound")),
        ("GET", "/acme/tasks/0/videos", "X: y", Json::Null, (401, "Unauthorized")),
        ("GET", "/acme/tasks/zero/videos", "X: y", Json::Null, (400, "Codec")),
        ("GET", "/acme/tasks/..%2f/videos", ACME, Json::Null, (400, "Codec")),
        ("POST", "/acme/tasks/0/stop", ACME, Json::Null, (404, "NotFound")),
        ("GET", "/acme/paint", ACME, Json::Null, (405, "Method")),
        ("OPTIONS", "/acme/paint", ACME, Json::Null, (405, "Method")),
        ("GET", "/acme/else", ACME, Json::Null, (404, "Unknown")),
    ];
    for (method, path, header, body, expected) in cases {
        check(&server, method, path, &[header], body, expected).await;
    }
    let got = ask(&server, "PUT", "/acme/paint", &[ACME], &Json::Null).await;
    assert_eq!(got.header("allow"), Some("POST"));
}

#[tokio::test]
async fn placeholders_are_keys_as_printed() {
    let server = start().await;
    for key in ["{your_api_key}", "<YOUR_API_KEY>", "{{API Key}}", "{your api key}", "schlüssel"] {
        let header = format!("Authorization: Acme {key}");
        let got = ask(&server, "POST", "/acme/paint", &[&header], &json!({ "model": "a1" })).await;
        assert_eq!(got.status, 200, "{key}");
    }
    assert_eq!(server.ledger().iter().map(|charge| &charge.world).collect::<std::collections::HashSet<_>>().len(), 5);
}

#[tokio::test]
async fn a_task_belongs_to_its_key() {
    let server = start().await;
    let id = paint(&server, json!({ "model": "a1" })).await;
    let path = format!("/acme/tasks/{id}/videos");
    check(&server, "GET", &path, &["Authorization: Acme other"], Json::Null, (404, "NotFound")).await;
}

#[tokio::test]
async fn a_refusal_names_everything_and_takes_the_reason_of_the_first() {
    let server = start().await;
    let body = json!({ "duration": 5, "aspect_ratio": "2:1" });
    let got = ask(&server, "POST", "/acme/paint", &[ACME], &body).await;
    let message = got.json()["message"].as_str().unwrap_or_default().to_owned();
    assert_eq!(got.json()["reason"], "Lacking");
    assert!(["model", "duration", "aspect_ratio"].iter().all(|field| message.contains(field)), "{message}");
    let journal = server.journal();
    let Some(Record::Request(asked)) = journal.last().map(|entry| &entry.record) else { panic!("{journal:?}") };
    assert_eq!((asked.status, asked.violations.len()), (400, 3));
}

#[tokio::test]
async fn unlisted_fields_are_taken_or_refused() {
    let body = json!({ "model": "a1", "style": "newer" });
    let lenient = start().await;
    paint(&lenient, body.clone()).await;
    let Some(Record::Request(asked)) = lenient.journal().pop().map(|entry| entry.record) else { panic!() };
    assert!(asked.notes.iter().any(|note| note.to_string().contains("style")), "{:?}", asked.notes);
    let strict = builder().unlisted(Unlisted::Refuse).start().await.expect("a server");
    check(&strict, "POST", "/acme/paint", &[ACME], body, (400, "Invalid")).await;
}

#[tokio::test]
async fn an_account_without_credits_is_refused() {
    let server = builder().credits(30).start().await.expect("a server");
    paint(&server, json!({ "model": "a1" })).await;
    check(&server, "POST", "/acme/paint", &[ACME], json!({ "model": "a1" }), (402, "Broke")).await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_answered() {
    let server = builder().max_body(1000).start().await.expect("a server");
    for length in [1001, 1999] {
        let body = json!("x".repeat(length));
        check(&server, "POST", "/acme/paint", &[ACME], body, (413, "Large")).await;
    }
}

#[tokio::test]
async fn without_a_vendor_the_endpoints_are_listed() {
    let server = start().await;
    let got = ask(&server, "GET", "/", &[], &Json::Null).await;
    assert_eq!(got.status, 404);
    assert!(got.text().contains("POST /acme/paint"));
}

#[tokio::test]
async fn the_journal_has_no_keys() {
    let server = start().await;
    let secret = "Authorization: Acme very-secret";
    ask(&server, "POST", "/acme/paint", &[secret], &json!({ "model": "a1" })).await;
    ask(&server, "GET", "/acme/tasks/0/videos", &[secret], &Json::Null).await;
    let got = ask(&server, "GET", "/__admin/journal", &[], &Json::Null).await;
    assert_eq!(got.json()["entries"].as_array().map(Vec::len), Some(2));
    assert!(!got.text().contains("very-secret") && got.json()["entries"][0]["world"].as_str().is_some());
    let world = got.json()["entries"][0]["world"].as_str().expect("a world").to_owned();
    let ledger = ask(&server, "GET", &format!("/__admin/ledger?world={world}"), &[], &Json::Null).await.json();
    assert_eq!((&ledger["charges"][0]["credits"], &ledger["charges"][0]["request"]), (&json!(18), &json!(1)));
    let none = ask(&server, "GET", "/__admin/ledger?world=acme/nobody", &[], &Json::Null).await.json();
    assert_eq!(none, json!({ "charges": [] }));
    assert_eq!(ask(&server, "GET", "/__admin/ledger?world=none", &[], &Json::Null).await.status, 400);
}

#[tokio::test]
async fn the_clock_is_moved_over_the_wire() {
    let server = start().await;
    paint(&server, json!({ "model": "a1" })).await;
    let got = ask(&server, "POST", "/__admin/clock/advance", &[], &json!({ "seconds": 12.5 })).await.json();
    assert_eq!((&got["clock"]["elapsed_seconds"], &got["clock"]["pace"]), (&json!(12.5), &json!("held")));
    assert_eq!(got["events"].as_array().map(Vec::len), Some(3));
    for body in [json!({}), json!("{"), json!({ "seconds": -1 }), json!({ "seconds": "1" })] {
        assert_eq!(ask(&server, "POST", "/__admin/clock/advance", &[], &body).await.status, 400, "{body}");
    }
    for (method, path, status) in
        [("GET", "health", 200), ("GET", "clock", 200), ("PUT", "clock", 405), ("GET", "x", 404)]
    {
        let path = format!("/__admin/{path}");
        assert_eq!(ask(&server, method, &path, &[], &Json::Null).await.status, status, "{path}");
    }
}

/// A short request that is fine is judged without a look for notes; refused for another reason, its entry has them all the same.
#[tokio::test]
async fn notes_are_told_of_a_good_request_that_is_refused() {
    let server = crate::MockServer::builder().held().credits(0).start().await.expect("a server");
    let body = json!({ "model": "viduq1", "images": ["https://cdn.example.com/cat.png"] }).to_string();
    let headers = [("authorization", "Token any-key"), ("content-type", "application/json")];
    assert_eq!(server.ask("POST", "/ent/v2/img2video", &headers, body.as_bytes()).await.status, 400);
    let Some(Record::Request(asked)) = server.journal().pop().map(|entry| entry.record) else { panic!() };
    assert!(asked.notes.iter().any(|note| note.to_string().contains("cannot be known")), "{:?}", asked.notes);
}
