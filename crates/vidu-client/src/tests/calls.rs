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
