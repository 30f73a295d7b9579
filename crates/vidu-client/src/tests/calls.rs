//! Cancel, credits, and what a vendor does not have.

use crate::testing::{Acme, Answer, Bare, SECRET, Server, client};
use crate::{CallFault, Client, Key, Wait};

#[tokio::test]
async fn cancel() {
    let server = Server::script(vec![Answer::new(200, ""), Answer::new(409, r#"{"code": "late"}"#)]).await;
    let handle = client(&server).task("a/b").expect("an id");
    handle.cancel().await.expect("an answer");
    let fault = handle.cancel().await.expect_err("too late");
    assert_eq!(fault.to_string(), "acme, task a/b: HTTP 409 late");
    let received = server.received();
    assert_eq!(received[0].line, "POST /v1/tasks/a%2Fb/cancel HTTP/1.1");
    assert_eq!(received[0].body, br#"{"id":"a/b"}"#);
    assert_eq!(received[0].header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn credits() {
    let answers = vec![Answer::new(200, r#"{"balances": [{"left": 12.5}]}"#), Answer::new(200, "<html>")];
    let server = Server::script(answers).await;
    let client = client(&server);
    assert_eq!(client.credits().await.expect("an answer").balances[0].remaining, 12.5);
    let fault = client.credits().await.expect_err("a page");
    assert!(fault.is_transient() && fault.to_string().starts_with("acme: an answer that cannot be read"), "{fault}");
    assert_eq!(server.received()[0].line, "GET /v1/credits HTTP/1.1");
}

#[tokio::test]
async fn what_a_vendor_does_not_have() {
    let server = Server::script(vec![Answer::new(200, r#"{"status": "done"}"#)]).await;
    let builder = Client::<Bare>::builder().key(Key::new(SECRET).expect("a key")).base_url(server.url());
    let client = builder.wait(Wait::new()).build().expect("a client");
    let handle = client.task("a&b").expect("an id");
    let faults = [handle.cancel().await.err(), client.credits().await.err()];
    for fault in faults {
        assert!(matches!(fault.map(|fault| fault.fault), Some(CallFault::NotOffered { .. })));
    }
    assert!(client.verifier().is_err());
    assert!(handle.wait().await.is_ok_and(|task| task.state.succeeded()));
    assert_eq!(server.received()[0].line, "GET /status?task=a%26b HTTP/1.1");
}

#[test]
fn ids_that_cannot_stand_in_an_address() {
    let builder = Client::<Acme>::builder().key(Key::new(SECRET).expect("a key")).base_url("http://localhost:1");
    let client = builder.build().expect("a client");
    for id in ["", ".", "..", "a\nb"] {
        assert!(client.task(id).is_err(), "{id:?}");
    }
}

/// With a proxy the whole address goes to it; the environment's own is not asked then.
#[tokio::test]
async fn calls_go_through_the_proxy() {
    let proxy = Server::script(vec![Answer::new(200, r#"{"status": "done"}"#)]).await;
    let builder = Client::<Acme>::builder().key(Key::new(SECRET).expect("a key")).base_url("http://far.example/gate");
    let client = builder.allow_http("far.example").proxy(proxy.url()).build();
    // Whatever goes through a proxy could be https, and a machine without root certificates has none.
    let Ok(client) = client else { return eprintln!("skipped: no root certificates here") };
    let task = client.task("7").expect("an id").query().await.expect("an answer");
    assert!(task.state.succeeded());
    assert_eq!(proxy.received()[0].line, "GET http://far.example/gate/v1/tasks/7 HTTP/1.1");
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_in_time() {
    let server = Server::script(vec![Answer::Silence]).await;
    let client = crate::testing::builder(&server).request_timeout(std::time::Duration::from_secs(3)).build();
    let began = tokio::time::Instant::now();
    let fault = client.expect("a client").credits().await.expect_err("no answer");
    assert_eq!(began.elapsed().as_secs(), 3);
    assert!(fault.to_string().starts_with("acme: no answer: no answer in time"), "{fault}");
}

/// Deep JSON would overflow the stack of who reads it, and compressed bytes would grow without bound.
#[tokio::test]
async fn hostile_answers_are_unreadable_and_no_more() {
    let deep = |open: &str, close: &str| {
        format!(r#"{{"status": "done", "x": {}{}}}"#, open.repeat(200_000), close.repeat(200_000))
    };
    let packed = Answer::new(200, vec![0x1f, 0x8b, 8, 0]).with("content-encoding", "gzip");
    let answers = vec![
        Answer::new(200, deep("[", "]")),
        Answer::new(200, deep(r#"{"a":"#, "}")),
        packed,
        Answer::new(500, deep("[", "]")),
    ];
    let server = Server::script(answers).await;
    let handle = client(&server).task("7").expect("an id");
    for _ in 0..4 {
        let fault = handle.query().await.expect_err("unreadable");
        assert!(fault.is_transient(), "{fault}");
    }
}
