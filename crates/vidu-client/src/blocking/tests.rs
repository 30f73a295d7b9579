//! Calls that block, against a server on a thread of its own and within a runtime.

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::store::Journal;
use crate::testing::{Acme, Answer, Clip, Received, Server, builder, client};
use crate::{Budget, Wait};

fn clip() -> Clip {
    Clip { prompt: Some("a cat".to_owned()), label: None }
}

fn answer(received: &Received) -> Answer {
    let body = match received.line.as_str() {
        line if line.starts_with("POST /v1/clips") => r#"{"task": "7", "status": "waiting"}"#,
        line if line.starts_with("GET /v1/tasks ") => r#"{"tasks": [{"task": "7"}, {"task": "8"}]}"#,
        line if line.contains("/v1/credits") => r#"{"balances": [{"left": 12.5}]}"#,
        _ if received.number.is_multiple_of(2) => r#"{"status": "making"}"#,
        _ => r#"{"status": "done"}"#,
    };
    Answer::new(200, body)
}

/// A server on a thread of its own, as a program without async would have it; it stops with the sender.
fn served() -> (Client<Acme>, tokio::sync::oneshot::Sender<()>) {
    served_with(answer, client)
}

fn served_with(
    answer: impl Fn(&Received) -> Answer + Send + Sync + 'static,
    client: impl Fn(&Server) -> crate::Client<Acme> + Send + 'static,
) -> (Client<Acme>, tokio::sync::oneshot::Sender<()>) {
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
    let listed: Vec<String> = client.tasks(client.list()).map(|task| task.expect("a page").id).collect();
    assert_eq!(listed, ["7", "8"]);
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
        assert!(client.tasks(client.list()).map(|task| task.is_err()).eq([true]));
        drop(client);
        drop(task);
        assert_eq!(server.received().len(), 0);
    });
}

/// A vendor that makes a task for every post, does not tell of the second, and gives each a video.
fn forgetful(received: &Received) -> Answer {
    match received.line.as_str() {
        line if line.starts_with("POST") && received.number == 1 => Answer::Nothing,
        line if line.starts_with("POST") => Answer::new(200, format!(r#"{{"task": "{}"}}"#, received.number + 1)),
        line if line.contains("/file") => Answer::new(200, "the bytes of a video"),
        line if line.contains("/tasks/2 ") => Answer::new(200, r#"{"status": "done", "label": "second"}"#),
        _ => {
            let host = received.header("host").unwrap_or_default();
            Answer::new(200, format!(r#"{{"status": "done", "videos": [{{"url": "http://{host}/file"}}]}}"#))
        }
    }
}

fn labelled(label: &str) -> Clip {
    Clip { label: Some(label.to_owned()), ..clip() }
}

/// The program of a person without async: submit, lose one, come back, find it, fetch, close.
#[test]
fn what_was_paid_for_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tasks.journal");
    let kept = |path: &Path| {
        let path = path.to_owned();
        move |server: &Server| {
            let budget = Budget::over_store(100).assume(50);
            builder(server).store(Journal::open(&path).expect("a journal")).budget(budget).build().expect("a client")
        }
    };
    let (client, _server) = served_with(forgetful, kept(&path));
    assert!(client.submit(&labelled("first")).is_ok_and(|task| task.vendor() == "acme" && task.created().is_some()));
    let lost = client.submit(&labelled("second")).expect_err("no answer");
    assert!(matches!(lost, Error::Failed(SubmitError::Unknown(_))));
    let over = client.submit(&labelled("third")).expect_err("100 of 100 are counted");
    assert!(matches!(over, Error::Failed(SubmitError::OverBudget { spent: 100, .. })), "{over}");

    let found = client.recover().expect("a snapshot");
    assert_eq!((found.pending.len(), found.unknown.len(), found.under_way.len()), (1, 1, 0));
    assert!(found.elsewhere.is_empty() && found.damage.is_empty());
    assert!(matches!(client.reconcile("3"), Ok(Reconciled::Stranger(task)) if task.id == "3"));
    assert!(client.assign(&found.unknown[0], "..").is_err());
    assert!(matches!(client.reconcile("2"), Ok(Reconciled::Found(task)) if task.id() == "2"));
    assert!(matches!(client.reconcile("2"), Ok(Reconciled::Known(_))));
    assert!(client.dismiss(&found.unknown[0]).is_ok() && client.recover().is_ok_and(|now| now.pending.len() == 1));

    let done = found.pending[0].wait().expect("an end");
    let file = folder.path().join("cat.mp4");
    assert_eq!(found.pending[0].download(&done.videos[0], &file).expect("a file"), 20);
    assert_eq!(client.download(&done.videos[0], &file).expect("a file"), 20);
    let mut bytes = Vec::new();
    assert_eq!(found.pending[0].download_to(&done.videos[0], &mut bytes, Download::new()).expect("bytes"), 20);
    assert_eq!(
        (bytes.as_slice(), std::fs::read(&file).expect("a file")),
        (&b"the bytes of a video"[..], bytes.clone())
    );
    let mut small = [0; 7];
    let full = client.download_to(&done.videos[0], &mut &mut small[..], Download::new());
    assert!(matches!(full, Err(Error::Failed(DownloadError::Local(_)))), "{full:?}");
    found.pending[0].close().expect("a good disk");
    assert!(client.recover().is_ok_and(|now| now.pending.is_empty() && now.unknown.is_empty()));
}

#[test]
fn a_person_names_the_task() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tasks.journal");
    let (client, _server) = served_with(
        |received| if received.line.starts_with("POST") { Answer::Nothing } else { answer(received) },
        move |server| builder(server).store(Journal::open(&path).expect("a journal")).build().expect("a client"),
    );
    assert!(client.submit(&clip()).is_err() && client.submit(&clip()).is_err());
    let found = client.recover().expect("a snapshot");
    assert!(client.assign(&found.unknown[0], "9").is_ok_and(|task| task.id() == "9"));
    client.dismiss(&found.unknown[1]).expect("a good disk");
    let left = client.recover().expect("a snapshot");
    assert_eq!((left.pending.len(), left.unknown.len()), (1, 0));
}

#[test]
fn many_at_once() {
    let (client, _server) = served();
    let tasks: Vec<_> = client.submit_all(vec![clip(), Clip::default(), clip()]).at_once(2).all();
    assert!(tasks[0].is_ok() && matches!(tasks[1], Err(Error::Failed(SubmitError::Invalid(_)))) && tasks[2].is_ok());
    let soon = Duration::from_millis(1);
    let quick = Wait::new().first_look(soon).interval(soon, soon);
    let watched: Vec<String> = tasks[0].as_ref().expect("a task").updates_with(quick).map(told).collect();
    assert_eq!(watched.last().map(String::as_str), Some("done"));
    let ends = client.wait_all(vec![client.task("7").expect("an id"), client.task("8").expect("an id")]).all();
    assert!(ends.len() == 2 && ends.iter().all(|end| end.as_ref().is_ok_and(|task| task.state.succeeded())));
    let mut stopped = client.run_all(vec![clip(), clip(), clip()]).at_once(1);
    assert!(stopped.next().is_some());
    stopped.stop();
    assert_eq!((stopped.by_ref().count(), stopped.begun()), (0, 1));
}

fn told(update: Result<Task, Error<WaitError>>) -> String {
    update.expect("a state").state.to_string()
}

#[test]
fn what_was_not_taken_is_submitted_again() {
    let busy = |received: &Received| match received.number {
        0 => Answer::new(429, "").with("retry-after", "0"),
        _ => answer(received),
    };
    let (hasty, _server) = served_with(busy, client);
    assert!(hasty.submit(&clip()).is_err(), "one alone is not patient");
    let (client, _server) = served_with(busy, client);
    assert!(client.patient(Patience::new()).submit(&clip()).is_ok());
}
