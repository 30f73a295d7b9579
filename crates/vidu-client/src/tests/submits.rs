//! Every way in which a submit can end, and that each sends one request at most.

use std::error::Error;
use std::time::Duration;

use tokio::net::TcpListener;
use vidu_types::{Given, Image, Request, Unreadable, Value};

use crate::testing::{Acme, Answer, Clip, SECRET, Server, builder, client};
use crate::{Client, Handle, Key, Policy, SubmitError};

fn clip() -> Clip {
    Clip { prompt: Some("a cat".to_owned()), label: Some("mine".to_owned()) }
}

/// A request with a picture where a [`Clip`] has its text.
#[derive(Clone, Debug)]
struct Poster(Image);

impl Request for Poster {
    type Vendor = Acme;
    const POSITION: usize = 0;

    fn given(&self) -> Given<'_> {
        Given { fields: vec![Some(Value::Text(self.0.clone().into()))], ..Given::default() }
    }

    fn from_given(_: Given<'_>) -> Result<Self, Unreadable> {
        Ok(Self("".into()))
    }
}

/// In one line: what is known, and whether a task may exist.
fn told(outcome: &Result<Handle<Acme>, SubmitError>) -> String {
    match outcome {
        Ok(handle) => format!("accepted {}", handle.id()),
        Err(SubmitError::Invalid(violations)) => format!("invalid {violations}"),
        Err(SubmitError::NotSent { why, .. }) => format!("not sent {why}"),
        Err(SubmitError::Refused { error, .. }) => format!("refused {error}"),
        Err(SubmitError::Unknown(unknown)) => format!("unknown {unknown} payload={:?}", unknown.payload),
        Err(other) => format!("{other}"),
    }
}

async fn check(answer: Answer, expected: &[&str]) {
    let server = Server::script(vec![answer.clone()]).await;
    let outcome = client(&server).submit(&clip()).await;
    let told = told(&outcome);
    assert!(told.starts_with(expected[0]), "{answer:?}: {told}");
    for part in expected {
        assert!(told.contains(part), "{answer:?}: no {part:?} in {told}");
    }
    assert!(!format!("{told} {outcome:?}").contains(SECRET), "{told}");
    if let Err(fault) = &outcome {
        let found = (fault.task_may_exist(), fault.source().is_some());
        assert_eq!(found, (told.starts_with("unknown"), told.starts_with("refused")), "{told}");
    }
    assert_eq!(server.received().len(), 1, "{answer:?}");
}

#[tokio::test(start_paused = true)]
async fn outcomes() {
    let json = |text: &str| text.as_bytes().to_vec();
    let redirect = |status| Answer::new(status, "").with("location", "http://127.0.0.1:1/elsewhere");
    let unknown = ["unknown", "may pay twice", "payload=Some(\"mine\")"];
    let good = r#"{"task": "7", "status": "waiting"}"#;
    let no = r#"{"code": "no", "message": "not today", "trace": "t1"}"#;
    let shows = format!(r#"{{"code": "no", "message": "no such key: {SECRET}"}}"#);
    let cases: Vec<(Answer, Vec<&str>)> = vec![
        (Answer::new(201, json(good)), vec!["accepted 7"]),
        (Answer::new(200, json(r#"{"task": 7}"#)), vec!["accepted 7"]),
        (Answer::new(400, json(no)), vec!["refused HTTP 400 no: not today (trace t1)"]),
        (Answer::new(401, "<html>"), vec!["refused HTTP 401"]),
        (Answer::new(422, json(no)).cut(9), vec!["refused HTTP 422"]),
        // A vendor may repeat the key.
        (Answer::new(401, json(&shows)), vec!["refused HTTP 401 no: no such key: .."]),
        (Answer::new(500, json(&shows)), [&unknown[..], &["status 500"]].concat()),
        (Answer::new(200, shows.as_bytes().to_vec()), [&unknown[..], &["no task id"]].concat()),
        (
            Answer::new(200, json(r#"{"id": "7"}"#)),
            [&unknown[..], &["there is no task id at task", "status 200"]].concat(),
        ),
        (Answer::new(200, json(r#"{"task": ".."}"#)), [&unknown[..], &["\"..\" cannot stand"]].concat()),
        (Answer::new(200, json(good)).cut(9), [&unknown[..], &["status 200"]].concat()),
        (Answer::new(200, "<html>fine</html>"), [&unknown[..], &["no JSON"]].concat()),
        (Answer::new(202, json(good)), [&unknown[..], &["status 202 means neither"]].concat()),
        (Answer::new(503, "<html>busy</html>"), [&unknown[..], &["status 503 means neither"]].concat()),
        (Answer::new(500, json(no)), [&unknown[..], &["trace t1"]].concat()),
        (redirect(302), [&unknown[..], &["status 302"]].concat()),
        (redirect(307), [&unknown[..], &["status 307"]].concat()),
        (redirect(308), [&unknown[..], &["status 308"]].concat()),
        (Answer::Nothing, unknown.to_vec()),
        (Answer::Silence, [&unknown[..], &["no answer in time"]].concat()),
    ];
    for (answer, expected) in cases {
        check(answer, &expected).await;
    }
}

#[tokio::test]
async fn what_was_certainly_not_sent() {
    let closed = TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    for base_url in [format!("http://{closed}"), "http://no-such-name.localhost.invalid".to_owned()] {
        let builder = Client::<Acme>::builder().key(Key::new(SECRET).expect("a key")).base_url(&base_url);
        let builder = builder.allow_http("no-such-name.localhost.invalid").connect_timeout(Duration::from_secs(1));
        let outcome = builder.build().expect("a client").submit(&clip()).await;
        assert!(told(&outcome).starts_with("not sent"), "{base_url}: {}", told(&outcome));
        assert!(outcome.is_err_and(|fault| !fault.task_may_exist()));
    }
}

/// A handshake comes before the request, so a submit that fails there may be sent again.
#[cfg(feature = "tls")]
#[tokio::test]
async fn a_failed_handshake() {
    let server = Server::script(vec![Answer::new(200, "plain text")]).await;
    let base_url = server.url().replace("http:", "https:");
    let builder = Client::<Acme>::builder().key(Key::new(SECRET).expect("a key")).base_url(base_url);
    // A machine without root certificates has no https at all, and then nothing is sent either.
    let Ok(client) = builder.build() else { return };
    let outcome = client.submit(&clip()).await;
    assert!(told(&outcome).starts_with("not sent"), "{}", told(&outcome));
}

#[tokio::test]
async fn policies() {
    let cases = [(Policy::Refuse, "invalid", 0), (Policy::Warn, "accepted 7", 1), (Policy::Off, "accepted 7", 0)];
    for (policy, expected, violations) in cases {
        let server = Server::script(vec![Answer::new(200, r#"{"task": "7"}"#)]).await;
        let client = builder(&server).policy(policy).build().expect("a client");
        let outcome = client.submit(&Clip::default()).await;
        assert!(told(&outcome).starts_with(expected), "{policy:?}: {}", told(&outcome));
        assert_eq!(outcome.as_ref().map_or(0, |handle| handle.violations().len()), violations);
        assert_eq!(server.received().len(), usize::from(outcome.is_ok()));
        assert!(client.submit_unchecked(&Clip::default()).await.is_ok());
    }
}

#[tokio::test]
async fn what_is_sent() {
    let server = Server::script(vec![Answer::new(200, r#"{"task": "7"}"#)]).await;
    let client = builder(&server).user_agent("app/1").build().expect("a client");
    for _ in 0..3 {
        client.submit(&clip()).await.expect("a task");
    }
    let received = server.received();
    let first = &received[0];
    assert_eq!(first.line, "POST /v1/clips HTTP/1.1");
    assert_eq!(first.header("x-key"), Some("Clip sk-secret"));
    assert_eq!(first.header("x-page"), Some("yes"));
    assert_eq!(first.header("content-type"), Some("application/json"));
    assert_eq!(first.header("accept-encoding"), None);
    let agent = first.header("user-agent").unwrap_or_default();
    assert!(agent.starts_with("vidu-client/") && agent.ends_with(" app/1"), "{agent}");
    let connections: Vec<usize> = received.iter().map(|received| received.connection).collect();
    assert_eq!(connections, [0, 1, 2], "a submit must not meet a stale connection");
}

/// The largest body that a vendor repeats in its answer must not lose the task.
#[tokio::test]
async fn answers_that_repeat_a_large_picture() {
    let echo = format!(r#"{{"images": ["{}"], "task": "7"}}"#, "A".repeat(20 << 20));
    let server = Server::script(vec![Answer::new(200, echo)]).await;
    assert_eq!(told(&client(&server).submit(&clip()).await), "accepted 7");
    let server = Server::script(vec![Answer::new(200, vec![b' '; 33 << 20])]).await;
    assert!(told(&client(&server).submit(&clip()).await).contains("more than 33554432 bytes"));
}

#[tokio::test]
async fn no_debug_shows_the_key() {
    let server = Server::script(vec![Answer::new(200, r#"{"task": "7"}"#)]).await;
    let client = client(&server);
    let handle = client.submit(&clip()).await.expect("a task");
    let verifier = client.verifier().expect("callbacks");
    let shown = format!("{client:?} {handle:?} {:?} {verifier:?} {:?}", handle.updates(), client.transport());
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn clients_and_futures_cross_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    fn sent<T: Send>(_: &T) {}
    crosses::<Client<Acme>>();
    crosses::<Handle<Acme>>();
    let builder = Client::<Acme>::builder().key(Key::new(SECRET).expect("a key")).base_url("http://localhost:1");
    let client = builder.build().expect("a client");
    let handle = client.task("7").expect("an id");
    let clip = clip();
    sent(&client.submit(&clip));
    sent(&handle.wait());
    sent(&handle.updates());
    let waiting = std::mem::size_of_val(&handle.wait());
    assert!(waiting < 1024, "a waiter takes {waiting} bytes");
}

/// It goes out in parts, but as one body whose length stands before it: a server that knows no chunks has all of it.
#[tokio::test]
async fn a_long_picture_arrives_whole() {
    let server = Server::script(vec![Answer::new(200, r#"{"task": 7}"#)]).await;
    let picture = format!("data:image/png;base64,{}==", "A".repeat(3 << 20));
    client(&server).submit(&Poster(Image::unchecked(picture.as_str()))).await.expect("a task");
    let received = server.received();
    assert_eq!(received.len(), 1);
    let length = received[0].body.len().to_string();
    assert_eq!(received[0].header("content-length"), Some(&*length));
    assert_eq!(received[0].header("transfer-encoding"), None);
    assert!(received[0].body == format!("{{\"prompt\":\"{picture}\"}}").into_bytes(), "{length} bytes of another body");
}
