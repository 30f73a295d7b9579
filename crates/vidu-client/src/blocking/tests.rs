//! Calls that block, against a server on a thread of its own and within a runtime.

use super::*;
use crate::testing::{Acme, Answer, Clip, Received, Server, client};

fn clip() -> Clip {
    Clip { prompt: Some("a cat".to_owned()), label: None }
}

fn answer(received: &Received) -> Answer {
    let body = match received.line.as_str() {
        line if line.starts_with("POST /v1/clips") => r#"{"task": "7", "status": "waiting"}"#,
        line if line.contains("/v1/credits") => r#"{"balances": [{"left": 12.5}]}"#,
        _ if received.number.is_multiple_of(2) => r#"{"status": "making"}"#,
        _ => r#"{"status": "done"}"#,
    };
    Answer::new(200, body)
}

/// A server on a thread of its own, as a program without async would have it; it stops with the sender.
fn served() -> (Client<Acme>, tokio::sync::oneshot::Sender<()>) {
    let (made, taken) = std::sync::mpsc::channel();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let server = Server::start(answer).await;
            made.send(client(&server)).expect("a test that listens");
            let _ = stopped.await;
        });
    });
    (Client::of(taken.recv().expect("a client")).expect("a client"), stop)
}

#[test]
fn calls_return_when_they_are_done() {
    let (client, _server) = served();
    let soon = Wait::new().interval(std::time::Duration::from_millis(1), std::time::Duration::from_millis(1));
    assert!(client.submit(&clip()).is_ok_and(|task| task.id() == "7"));
    let task = client.task("7").expect("an id");
    assert!(task.wait_with(soon).is_ok_and(|task| task.state.succeeded()));
    assert_eq!(client.credits().expect("an answer").balances[0].remaining, 12.5);
    assert!(
        client.submit(&Clip::default()).is_err_and(|fault| matches!(fault, Error::Failed(SubmitError::Invalid(_))))
    );
    let answer = client.send(client.client().raw("GET", "/v1/credits")).expect("an answer");
    assert_eq!(answer.status(), 200);
    let last = task.updates().last().expect("an end").expect("an end");
    assert!(last.state.succeeded());
    // Clones share the runtime, from several threads at once.
    let threads: Vec<_> = (0..4)
        .map(|_| client.clone())
        .map(|client| std::thread::spawn(move || client.submit(&clip()).is_ok()))
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().expect("no panic")));
}

#[test]
fn within_a_runtime_calls_are_refused_without_a_panic() {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let server = Server::start(answer).await;
        let client = Client::of(client(&server)).expect("a client");
        let fault = client.submit(&clip()).expect_err("within a runtime");
        assert!(matches!(fault, Error::WithinRuntime) && fault.to_string().contains("use the async client"));
        let many: Vec<_> = client.run_all(vec![clip(), clip()]).collect();
        assert!(matches!(many[..], [(0, Err(Error::WithinRuntime))]));
        let task = client.task("7").expect("an id");
        assert!(task.wait().is_err() && task.updates().map(|update| update.is_err()).eq([true]));
        drop(client);
        drop(task);
        assert_eq!(server.received().len(), 0);
    });
}
