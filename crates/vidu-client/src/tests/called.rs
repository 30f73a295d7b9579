//! Waits that callbacks wake: lost, doubled, late, forged and replayed ones end in the same result.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::time::Instant;
use vidu_types::Timestamp;

use crate::testing::{Acme, Answer, SECRET, Server, builder, client};
use crate::{CallbackError, Callbacks, Client, Task, Wait, WaitError};

/// Looks an hour apart, so that only a callback can be the reason for an early end.
fn patient() -> Wait {
    let hour = Duration::from_secs(3600);
    Wait::new().deadline(24 * hour).interval(hour, hour).first_look(hour)
}

pub(crate) fn signed(nonce: &str) -> Vec<(&'static str, String)> {
    let date = Timestamp::from(SystemTime::now()).http_date();
    let text = format!("POST\n/hook\n\nvidu\n{date}\nDate:{date}\nx-request-nonce:{nonce}\n");
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
    mac.update(text.as_bytes());
    vec![
        ("Date", date),
        ("x-request-nonce", nonce.to_owned()),
        ("x-hmac-signed-headers", "Date;x-request-nonce".to_owned()),
        ("x-hmac-signature", STANDARD.encode(mac.finalize().into_bytes())),
        ("x-hmac-algorithm", "hmac-sha256".to_owned()),
        ("x-hmac-access-key", "vidu".to_owned()),
    ]
}

fn call(callbacks: &Callbacks<Acme>, nonce: &str, body: &str) -> Result<Task, CallbackError> {
    callbacks.receive("POST", "/hook", signed(nonce), body.as_bytes(), SystemTime::now())
}

fn answer(word: &str) -> Answer {
    Answer::new(200, format!(r#"{{"status": "{word}"}}"#))
}

const DONE: &str = r#"{"task": "7", "status": "done"}"#;
const MAKING: &str = r#"{"task": "7", "status": "making"}"#;

async fn started(answers: &[&str]) -> (Server, Client<Acme>, Callbacks<Acme>) {
    let server = Server::script(answers.iter().map(|word| answer(word)).collect()).await;
    let client = client(&server);
    let callbacks = client.callbacks().expect("a vendor with callbacks");
    (server, client.woken_by(&callbacks), callbacks)
}

/// Waits for task 7 while `during` goes on, and tells the end and how many hours it took.
async fn wait(client: &Client<Acme>, during: impl Future<Output = ()>) -> (Result<Task, WaitError>, u64) {
    let began = Instant::now();
    let handle = client.task("7").expect("an id");
    let waiting = tokio::spawn(async move { handle.wait_with(patient()).await });
    // The first look is at once; it is over before anything else happens.
    tokio::time::sleep(Duration::from_secs(60)).await;
    during.await;
    let end = waiting.await.expect("no panic");
    (end, began.elapsed().as_secs() / 3600)
}

#[tokio::test(start_paused = true)]
async fn a_callback_wakes_the_wait_and_is_not_believed() {
    let (server, client, callbacks) = started(&["making", "done"]).await;
    let (end, hours) = wait(&client, async {
        assert_eq!(callbacks.waiting(), 1);
        // It says no more than that there is something to see; the end is what the vendor answers.
        call(&callbacks, "1", r#"{"task": "7", "status": "broken"}"#).expect("a callback");
    })
    .await;
    assert!(end.expect("an end").state.succeeded());
    assert_eq!((hours, server.received().len(), callbacks.waiting()), (0, 2, 0));
}

#[tokio::test(start_paused = true)]
async fn a_callback_wakes_one_of_many_waits() {
    let server = Server::script(["making", "making", "done"].map(answer).into()).await;
    let client = builder(&server).wait(patient()).build().expect("a client");
    let callbacks = client.callbacks().expect("a vendor with callbacks");
    let (client, began) = (client.woken_by(&callbacks), Instant::now());
    let tasks = ["7", "8"].map(|id| client.task(id).expect("an id"));
    let mut batch = client.wait_all(tasks.into_iter());
    let early = tokio::time::timeout(Duration::from_secs(30), batch.next()).await;
    assert!(early.is_err() && callbacks.waiting() == 2);
    call(&callbacks, "1", DONE).expect("a callback");
    let (position, end) = batch.next().await.expect("a wait");
    assert!(position == 0 && end.expect("an end").state.succeeded());
    assert!(began.elapsed() < Duration::from_secs(60) && server.received().len() == 3);
}

#[tokio::test(start_paused = true)]
async fn faults_of_callbacks_change_nothing_but_the_moment() {
    type Faults = fn(&Callbacks<Acme>);
    let lost: Faults = |_| {};
    let lie: Faults = |callbacks| drop(call(callbacks, "1", DONE));
    let doubled: Faults = |callbacks| {
        assert!(call(callbacks, "1", DONE).is_ok() && call(callbacks, "2", DONE).is_ok());
        assert_eq!(call(callbacks, "1", DONE).err(), Some(CallbackError::Replayed));
    };
    let late: Faults = |callbacks| {
        assert!(call(callbacks, "1", DONE).is_ok() && call(callbacks, "2", MAKING).is_ok());
    };
    let of_another: Faults = |callbacks| drop(call(callbacks, "1", r#"{"task": "8", "status": "done"}"#));
    let forged: Faults = |callbacks| {
        let mut headers = signed("1");
        headers[1].1 = "2".to_owned();
        let fault =
            callbacks.receive("POST", "/hook", headers, DONE.as_bytes(), SystemTime::now()).expect_err("forged");
        assert_eq!((fault.status(), fault), (401, CallbackError::WrongSignature));
    };
    let unreadable: Faults = |callbacks| {
        let fault = call(callbacks, "1", "<html>").expect_err("no task");
        assert_eq!(fault.status(), 400, "{fault}");
    };
    // The words that the vendor answers, what happens, and how many hours until the end is seen.
    let cases: [(&str, &[&str], Faults, u64); 8] = [
        ("lost", &["making", "done"], lost, 1),
        ("too early", &["making", "making", "done"], lie, 1),
        ("in time", &["making", "done"], lie, 0),
        ("doubled", &["making", "done"], doubled, 0),
        ("out of order", &["making", "done"], late, 0),
        ("of another task", &["making", "done"], of_another, 1),
        ("forged", &["making", "done"], forged, 1),
        ("unreadable", &["making", "done"], unreadable, 1),
    ];
    for (name, answers, faults, expected) in cases {
        let (server, client, callbacks) = started(answers).await;
        let (end, hours) = wait(&client, async { faults(&callbacks) }).await;
        assert!(end.is_ok_and(|task| task.state.succeeded()), "{name}");
        assert_eq!((hours, server.received().len()), (expected, answers.len()), "{name}");
    }
}

/// A callback can be faster than the answer to the submit.
#[tokio::test(start_paused = true)]
async fn a_callback_before_the_wait_is_kept() {
    let (server, client, callbacks) = started(&["making", "done"]).await;
    call(&callbacks, "1", DONE).expect("a callback");
    let began = Instant::now();
    let handle = client.task("7").expect("an id");
    // The look that the early callback asks for, and one that a callback asks for while that look goes on.
    let mut updates = handle.updates_with(patient());
    assert_eq!(updates.next().await.map(|update| update.expect("a state").state.to_string()), Some("making".into()));
    call(&callbacks, "2", DONE).expect("a callback");
    let end = updates.next().await.expect("an end").expect("an end");
    assert!(end.state.succeeded() && began.elapsed() < Duration::from_secs(60));
    assert_eq!(server.received().len(), 2);
}

/// Two waits for one task are both woken; one that is given up leaves the table.
#[tokio::test(start_paused = true)]
async fn every_wait_has_a_place_of_its_own() {
    let (_server, client, callbacks) = started(&["making", "making", "done"]).await;
    let handle = client.task("7").expect("an id");
    let one = {
        let handle = handle.clone();
        tokio::spawn(async move { handle.wait_with(patient()).await })
    };
    let other = tokio::spawn(async move { handle.wait_with(patient()).await });
    tokio::time::sleep(Duration::from_secs(60)).await;
    let given_up = client.task("7").expect("an id");
    assert!(tokio::time::timeout(Duration::ZERO, given_up.wait_with(patient())).await.is_err());
    assert_eq!(callbacks.waiting(), 2);
    let began = Instant::now();
    call(&callbacks, "1", DONE).expect("a callback");
    for waiting in [one, other] {
        assert!(waiting.await.expect("no panic").is_ok_and(|task| task.state.succeeded()));
    }
    assert!(began.elapsed() < Duration::from_secs(60));
    assert_eq!(callbacks.waiting(), 0);
}
