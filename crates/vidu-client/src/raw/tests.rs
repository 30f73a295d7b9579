//! Raw calls against a server that follows a script, and those that are never sent.

use super::*;
use crate::testing::{Acme, Answer, SECRET, Server, client};

#[tokio::test]
async fn a_call_has_the_clients_key_and_host() {
    let redirect = Answer::new(307, "").with("location", "http://127.0.0.1:1/elsewhere");
    let busy = Answer::new(429, r#"{"code": "busy"}"#).with("retry-after", "7");
    let server = Server::script(vec![Answer::new(200, r#"{"id": 5}"#), redirect, busy]).await;
    let client = client(&server);
    let body = serde_json::json!({ "style": "paper" });
    let made = client.raw("POST", "/v1/new?x=secret").header("X-More", "1").json(&body);
    assert!(!format!("{made:?}").contains("secret"), "{made:?}");
    let answer = made.send().await.expect("an answer");
    assert_eq!((answer.status(), answer.json().expect("JSON")["id"].clone()), (200, 5.into()));
    assert_eq!(client.raw("PUT", "/v1/new").send().await.expect("an answer").status(), 307);
    let busy = client.raw("GET", "/v1/new").send().await.expect("an answer");
    assert_eq!(busy.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(busy.error::<Acme>().to_string(), "HTTP 429 busy");
    let received = server.received();
    let first = &received[0];
    assert_eq!((first.line.as_str(), received.len()), ("POST /v1/new?x=secret HTTP/1.1", 3));
    assert_eq!(first.header("x-key"), Some(format!("Clip {SECRET}").as_str()));
    assert_eq!((first.header("x-more"), first.header("content-type")), (Some("1"), Some("application/json")));
    assert_eq!(first.body, body.to_string().into_bytes());
}

#[tokio::test(start_paused = true)]
async fn what_may_have_arrived_is_told() {
    let cut = Answer::new(200, "0123456789").cut(3);
    let cases = [(Answer::Nothing, "may have arrived"), (Answer::Silence, "in time"), (cut, "arrived, status 200")];
    for (answer, part) in cases {
        let server = Server::script(vec![answer]).await;
        let fault = client(&server).raw("POST", "/v1/new").send().await.expect_err("no answer");
        assert!(matches!(fault, RawError::Unknown { .. }) && fault.to_string().contains(part), "{fault}");
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn what_could_carry_the_key_elsewhere_is_not_sent() {
    let server = Server::script(vec![Answer::new(200, "")]).await;
    let client = client(&server);
    let cases = [
        ("GET", "@evil.example/", "does not begin with a slash"),
        ("GET", ":80@evil.example/", "does not begin with a slash"),
        ("GET", "https://evil.example/", "does not begin with a slash"),
        ("GET", "", "does not begin with a slash"),
        ("GET", "/a\r\nX-Other: 1", "a control character"),
        ("GET", "/a b", "a blank"),
        ("GET", "/a\\b", "a backslash"),
        ("GET", "/a#b", "a fragment"),
        ("GET", "/a/../b", "another address"),
        ("GET", "/a/%2E%2e", "another address"),
        ("get", "/a", "the method \"get\" is not one"),
        ("", "/a", "the method \"\" is not one"),
        ("CONNECT", "/a", "is not one"),
    ];
    for (method, path, part) in cases {
        let fault = client.raw(method, path).send().await.expect_err("it is not sent").to_string();
        assert!(fault.contains(part), "{method} {path}: {fault}");
    }
    for name in ["x-key", "Host", "Content-Length", "transfer-encoding"] {
        let fault = client.raw("GET", "/a").header(name, "x").send().await.expect_err(name).to_string();
        assert!(fault.ends_with("is the client's own"), "{fault}");
    }
    let fault = client.raw("GET", "/a").header("X-A", "b\nc").send().await.expect_err("no header");
    assert!(matches!(fault, RawError::NotSent { .. }), "{fault}");
    assert_eq!(server.received().len(), 0);
}
