//! Submits with a store: what is on the disk when, what comes back, and what happens when the store fails.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crate::store::{
    Account, Admission, Entry, Event, Journal, Limit, Record, Snapshot, Standing, StoreError, Stored, TaskStore,
};
use crate::testing::{Acme, Answer, Clip, SECRET, Server, builder};
use crate::{Budget, Client, ReconcileError, Reconciled, Recovery, SubmitError};

fn clip(label: &str) -> Clip {
    Clip { prompt: Some("a cat of secret plans".to_owned()), label: Some(label.to_owned()) }
}

/// A folder that goes away, and the journal's place in it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tasks.journal");
    (folder, path)
}

fn kept(server: &Server, path: &Path) -> Client<Acme> {
    builder(server).store(Journal::open(path).expect("a journal")).build().expect("a client")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the journal")
}

/// In short: pending tasks, then how many unknown, then how many under way.
fn told(recovery: &Recovery<Acme>) -> String {
    let ids: Vec<&str> = recovery.pending.iter().map(|handle| handle.id()).collect();
    format!("{} | {} | {}", ids.join(" "), recovery.unknown.len(), recovery.under_way.len())
}

async fn recovered(client: &Client<Acme>) -> String {
    told(&client.recover().await.expect("a snapshot"))
}

/// A vendor that makes a task for every post, numbered from 1, and tells its label when asked.
async fn vendor() -> Server {
    let labels = Mutex::new(Vec::<String>::new());
    Server::start(move |received| {
        let mut labels = labels.lock().expect("no test panics with it");
        if received.line.starts_with("POST") {
            let body: serde_json::Value = serde_json::from_slice(&received.body).expect("JSON");
            labels.push(body["options"]["label"].as_str().unwrap_or_default().to_owned());
            return Answer::new(200, format!(r#"{{"task": "{}"}}"#, labels.len()));
        }
        let number: usize = received.line.split(['/', ' ']).filter_map(|part| part.parse().ok()).next().unwrap_or(0);
        match labels.get(number.wrapping_sub(1)) {
            Some(label) => Answer::new(200, format!(r#"{{"status": "done", "label": "{label}"}}"#)),
            None => Answer::new(404, ""),
        }
    })
    .await
}

#[tokio::test]
async fn the_intent_is_on_the_disk_before_the_request_leaves_and_the_id_before_the_caller_has_it() {
    let (_folder, path) = place();
    let seen = Arc::new(Mutex::new(String::new()));
    let (looks, at) = (Arc::clone(&seen), path.clone());
    let server = Server::start(move |_| {
        *looks.lock().expect("no test panics with it") = read(&at);
        Answer::new(200, r#"{"task": "71"}"#)
    })
    .await;
    let client = kept(&server, &path);
    client.submit(&clip("mine")).await.expect("a task");
    let before = seen.lock().expect("no test panics with it").clone();
    assert!(before.contains("intended") && before.contains("mine") && !before.contains("accepted"), "{before}");
    assert!(read(&path).contains(r#"{"accepted":{"task":"71"}}"#), "{}", read(&path));
}

#[tokio::test]
async fn no_secret_is_in_the_journal() {
    let (_folder, path) = place();
    let server = vendor().await;
    let client = kept(&server, &path);
    let clip = clip("https://files.example/a.png?signature=abc");
    client.submit(&clip).await.expect("a task").wait().await.expect("an end");
    let text = read(&path);
    for secret in [SECRET, "secret", "signature", "cat of"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert!(text.contains("ended"), "{text}");
}

/// Many vendors repeat the request in the answer, and an answer that breaks off is told with its beginning.
#[tokio::test]
async fn an_answer_that_repeats_the_prompt_leaves_none_of_it_in_the_journal() {
    let (_folder, path) = place();
    let server = Server::start(|_| Answer::new(200, r#"{"prompt": "a cat of secret plans", "ta"#)).await;
    let fault = kept(&server, &path).submit(&clip("mine")).await.expect_err("no task is named");
    assert!(fault.to_string().contains("the body begins: {\"prompt\": \"a cat of"), "{fault}");
    let text = read(&path);
    assert!(text.contains(r#"{"unknown":{"why":"it is no JSON"#) && !text.contains("cat of"), "{text}");
}

#[tokio::test]
async fn a_task_comes_back_until_it_is_closed() {
    let (_folder, path) = place();
    let server = vendor().await;
    let first = kept(&server, &path);
    first.submit(&clip("a")).await.expect("a task");
    drop(first.submit(&clip("b")).await.expect("a task").wait().await.expect("an end"));
    drop(first);

    let second = kept(&server, &path);
    let recovery = second.recover().await.expect("a snapshot");
    assert_eq!(told(&recovery), "1 2 | 0 | 0");
    recovery.pending[0].wait().await.expect("an end");
    assert_eq!(recovered(&second).await, "1 2 | 0 | 0", "its videos may not be safe yet");
    recovery.pending[0].close().await.expect("a good disk");
    recovery.pending[0].close().await.expect("twice is no fault");
    // A handle that was made from an id finds its submit.
    second.task("2").expect("an id").close().await.expect("a good disk");
    second.task("99").expect("an id").close().await.expect("a task of others");
    assert_eq!(recovered(&second).await, " | 0 | 0");
    drop((second, recovery));
    assert_eq!(recovered(&kept(&server, &path)).await, " | 0 | 0");
    assert_eq!(server.received().iter().filter(|received| received.line.starts_with("POST")).count(), 2);
}

/// What each answer of a submit leaves in the store.
#[tokio::test(start_paused = true)]
async fn what_each_outcome_leaves() {
    let cases = [
        (Answer::new(200, r#"{"task": "7"}"#), "7 | 0 | 0"),
        (Answer::new(400, "{}"), " | 0 | 0"),
        (Answer::new(503, ""), " | 1 | 0"),
        (Answer::new(200, "<html>"), " | 1 | 0"),
        (Answer::Nothing, " | 1 | 0"),
        (Answer::Silence, " | 1 | 0"),
    ];
    for (answer, expected) in cases {
        let (_folder, path) = place();
        let server = Server::script(vec![answer.clone()]).await;
        let client = kept(&server, &path);
        let outcome = client.submit(&clip("mine")).await.map(drop);
        assert_eq!(recovered(&client).await, expected, "{answer:?}");
        drop(client);
        assert_eq!(recovered(&kept(&server, &path)).await, expected, "{answer:?}, reopened");
        if let Err(SubmitError::Unknown(unknown)) = outcome {
            let recovery = kept(&server, &path).recover().await.expect("a snapshot");
            assert_eq!(Some(recovery.unknown[0].ticket), unknown.ticket);
            let payload = recovery.unknown[0].intent.as_ref().and_then(|intent| intent.payload.as_ref());
            assert_eq!(payload.and_then(|payload| payload.text.as_deref()), Some("mine"));
        }
    }
    let (_folder, path) = place();
    let server = vendor().await;
    let nowhere = builder(&server).base_url("http://127.0.0.1:1").store(Journal::open(&path).expect("a journal"));
    let client = nowhere.build().expect("a client");
    assert!(matches!(client.submit(&clip("mine")).await, Err(SubmitError::NotSent { .. })));
    assert_eq!(recovered(&client).await, " | 0 | 0");
}

#[tokio::test]
async fn a_dropped_submit_is_unknown_and_one_that_lives_is_not() {
    let (_folder, path) = place();
    let server = Server::script(vec![Answer::Silence]).await;
    let client = kept(&server, &path);
    let submitting = tokio::spawn({
        let client = client.clone();
        async move { client.submit(&clip("mine")).await.map(|_| ()) }
    });
    while server.received().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(recovered(&client).await, " | 0 | 1");
    submitting.abort();
    assert!(submitting.await.is_err_and(|fault| fault.is_cancelled()));
    assert_eq!(recovered(&client).await, " | 1 | 0");
    assert!(read(&path).contains("dropped before its answer came"));
}

/// Dropped before anything left: there is nothing to look for.
#[tokio::test]
async fn a_submit_that_is_dropped_while_it_is_recorded_was_not_sent() {
    let (_folder, path) = place();
    let server = vendor().await;
    let client = kept(&server, &path);
    let clip = clip("mine");
    let mut submitting = Box::pin(client.submit(&clip));
    let polled = std::future::poll_fn(|context| {
        let pending = submitting.as_mut().poll(context).is_pending();
        std::task::Poll::Ready(pending)
    });
    assert!(polled.await, "the disk is not that fast");
    drop(submitting);
    assert_eq!(recovered(&client).await, " | 0 | 0");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn unknown_submits_are_found_by_their_payload() {
    let (_folder, path) = place();
    // Posts are taken and not answered: the task of each exists, and nobody heard of it.
    let server = Server::start(|received| match received.line.as_str() {
        line if line.starts_with("POST") => Answer::Nothing,
        line => {
            let label = line.split(['/', ' ']).nth_back(2).unwrap_or_default().to_owned();
            Answer::new(200, format!(r#"{{"status": "making", "label": "{}"}}"#, label.trim_end_matches('x')))
        }
    })
    .await;
    let client = kept(&server, &path);
    for label in ["a", "b", "twice", "twice"] {
        assert!(client.submit(&clip(label)).await.is_err());
    }
    assert_eq!(recovered(&client).await, " | 4 | 0");
    // The id of a task here is its label, with any number of x behind it.
    assert!(matches!(client.reconcile("nobody").await, Ok(Reconciled::Stranger(_))));
    assert!(matches!(client.reconcile("a").await, Ok(Reconciled::Found(handle)) if handle.id() == "a"));
    assert!(matches!(client.reconcile("a").await, Ok(Reconciled::Known(_))));
    assert!(matches!(client.reconcile("ax").await, Ok(Reconciled::Stranger(_))), "the submit has its task");
    let Ok(Reconciled::Ambiguous { submits, .. }) = client.reconcile("twice").await else { panic!("two fit") };
    assert_eq!(submits.len(), 2);
    assert_eq!(recovered(&client).await, "a | 3 | 0");
    // A person chooses, and may be wrong.
    let wrong = client.assign(&submits[0], "b").await.expect_err("another label");
    assert!(matches!(wrong, ReconcileError::OtherPayload { .. }), "{wrong}");
    client.assign(&submits[0], "twice").await.expect("the same label");
    let taken = client.assign(&submits[1], "twice").await.expect_err("it is the other's");
    assert!(matches!(taken, ReconcileError::Store(StoreError::Contradiction { .. })), "{taken}");
    client.dismiss(&submits[1]).await.expect("a good disk");
    assert_eq!(recovered(&client).await, "a twice | 1 | 0");
}

#[tokio::test]
async fn marks() {
    let (_folder, path) = place();
    let server = vendor().await;
    let client = builder(&server).store(Journal::open(&path).expect("a journal")).mark_payload().build();
    let client = client.expect("a client");
    client.submit(&Clip { label: None, ..clip("") }).await.expect("a task");
    client.submit(&clip("mine")).await.expect("a task");
    client.submit(&clip("")).await.expect("a task");
    let labels: Vec<String> = server
        .received()
        .iter()
        .map(|received| {
            let body: serde_json::Value = serde_json::from_slice(&received.body).expect("JSON");
            body["options"]["label"].as_str().unwrap_or_default().to_owned()
        })
        .collect();
    let ticket = client.recover().await.expect("a snapshot").pending[0].ticket().expect("a submit");
    assert_eq!(labels, [format!("vidu-client:{ticket}"), "mine".to_owned(), String::new()]);
}

#[tokio::test]
async fn tasks_of_others_are_told_apart() {
    let (_folder, path) = place();
    let server = vendor().await;
    let journal = Journal::open(&path).expect("a journal");
    let client = builder(&server).store(journal.clone()).build().expect("a client");
    client.submit(&clip("a")).await.expect("a task");
    let other = crate::Key::new("sk-other").expect("a key");
    let other = builder(&server).key(other).store(journal).build().expect("a client");
    let recovery = other.recover().await.expect("a snapshot");
    assert_eq!((told(&recovery).as_str(), recovery.elsewhere.len()), (" | 0 | 0", 1));
    // After a change of key the task is taken over.
    other.assign(&recovery.elsewhere[0], "1").await.expect("the same task");
}

/// A store of which each call fails that the test says, counted from 0.
#[derive(Debug)]
struct Failing {
    journal: Journal,
    calls: AtomicUsize,
    fails: fn(usize) -> bool,
}

impl Failing {
    fn guard(&self) -> Result<(), StoreError> {
        match (self.fails)(self.calls.fetch_add(1, Ordering::SeqCst)) {
            true => Err(StoreError::Unreachable { why: "a test says so".to_owned() }),
            false => Ok(()),
        }
    }
}

impl TaskStore for Failing {
    fn intend(&self, record: Record, limit: Option<Limit>) -> Stored<'_, Admission> {
        match self.guard() {
            Ok(()) => self.journal.intend(record, limit),
            Err(fault) => Box::pin(async { Err(fault) }),
        }
    }

    fn note(&self, record: Record) -> Stored<'_, ()> {
        match self.guard() {
            Ok(()) => self.journal.note(record),
            Err(fault) => Box::pin(async { Err(fault) }),
        }
    }

    fn leave(&self, record: Record) {
        self.journal.leave(record);
    }

    fn find<'s>(&'s self, account: &'s Account, task: &'s str) -> Stored<'s, Option<Entry>> {
        self.journal.find(account, task)
    }

    fn entries(&self, now: SystemTime) -> Stored<'_, Snapshot> {
        self.journal.entries(now)
    }
}

fn failing(server: &Server, path: &Path, fails: fn(usize) -> bool) -> Client<Acme> {
    let store = Failing { journal: Journal::open(path).expect("a journal"), calls: AtomicUsize::new(0), fails };
    builder(server).store(store).build().expect("a client")
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_sent() {
    let (_folder, path) = place();
    let server = vendor().await;
    let client = failing(&server, &path, |call| call == 0);
    let fault = client.submit(&clip("mine")).await.expect_err("nothing is sent");
    assert!(matches!(&fault, SubmitError::NotRecorded { vendor: "acme", .. }) && !fault.task_may_exist(), "{fault}");
    assert!(server.received().is_empty());
    assert_eq!(recovered(&client).await, " | 0 | 0");
    client.submit(&clip("mine")).await.expect("the next one goes through");
}

#[tokio::test]
async fn an_id_that_cannot_be_recorded_is_in_the_error() {
    let (_folder, path) = place();
    let server = vendor().await;
    let client = failing(&server, &path, |call| call == 1);
    let Err(SubmitError::Unrecorded(unrecorded)) = client.submit(&clip("mine")).await else { panic!("no id") };
    assert_eq!(unrecorded.task.id, "1");
    let recovery = client.recover().await.expect("a snapshot");
    assert_eq!((told(&recovery).as_str(), recovery.unknown[0].ticket), (" | 1 | 0", unrecorded.ticket));
    client.assign(&recovery.unknown[0], unrecorded.task.id).await.expect("a task").wait().await.expect("an end");
    assert_eq!(recovered(&client).await, "1 | 0 | 0");
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_is_no_journal() {
    let (folder, _) = place();
    for path in [Path::new("/dev/null"), folder.path()] {
        let fault = Journal::open(path).expect_err("no file");
        assert!(matches!(fault, StoreError::Foreign { .. }), "{fault}");
    }
    let fault = Journal::open(folder.path().join("no/such/folder")).expect_err("no folder");
    assert!(fault.to_string().contains("no/such/folder: "), "{fault}");
}

fn budgeted(server: &Server, path: &Path, budget: Budget) -> Client<Acme> {
    let journal = Journal::open(path).expect("a journal");
    builder(server).store(journal).budget(budget).build().expect("a client")
}

#[tokio::test]
async fn no_price_no_submit() {
    let (_folder, path) = place();
    let server = vendor().await;
    for budget in [Budget::new(1000), Budget::over_store(1000)] {
        let client = budgeted(&server, &path, budget);
        let fault = client.submit(&clip("mine")).await.expect_err("no page gives a price");
        assert!(matches!(fault, SubmitError::NoPrice { earlier: 0, .. }), "{fault}");
        assert_eq!(recovered(&client).await, " | 0 | 0");
    }
    assert!(server.received().is_empty());
    kept(&server, &path).submit(&clip("mine")).await.expect("without a budget it goes");
    let client = budgeted(&server, &path, Budget::over_store(1000));
    let fault = client.submit(&clip("mine")).await.expect_err("nobody knows what was spent");
    assert!(matches!(fault, SubmitError::NoPrice { earlier: 1, .. }), "{fault}");
}

#[tokio::test]
async fn a_budget_over_the_store_outlives_the_process() {
    let (_folder, path) = place();
    let server = vendor().await;
    for expected in [true, true, false] {
        let client = budgeted(&server, &path, Budget::over_store(25).assume(10));
        match client.submit(&clip("mine")).await {
            Ok(handle) => handle.close().await.expect("a good disk"),
            Err(fault) => assert!(
                matches!(fault, SubmitError::OverBudget { price: 10, spent: 20, limit: 25, .. }) && !expected,
                "{fault}"
            ),
        }
    }
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn what_was_not_bought_is_not_counted() {
    let answers = vec![Answer::new(400, ""), Answer::new(401, ""), Answer::new(200, r#"{"task": "7"}"#)];
    let server = Server::script(answers).await;
    for budget in [Budget::new(10), Budget::over_store(10)] {
        let (_folder, path) = place();
        let client = budgeted(&server, &path, budget.assume(10));
        for _ in 0..3 {
            let _ = client.submit(&clip("mine")).await;
        }
        if let Err(fault) = client.submit(&clip("mine")).await {
            assert!(matches!(fault, SubmitError::OverBudget { .. }), "{fault}");
        }
    }
    assert_eq!(server.received().len(), 4, "two were refused, and one task fits each budget");
}

/// However many submits race: what the budget has room for is sent, and no more.
#[tokio::test]
async fn budget_races() {
    for over_store in [false, true] {
        let (_folder, path) = place();
        let server = vendor().await;
        let budget = if over_store { Budget::over_store(105) } else { Budget::new(105) };
        let client = budgeted(&server, &path, budget.assume(10));
        let mut racing = tokio::task::JoinSet::new();
        for number in 0..64 {
            let client = client.clone();
            racing.spawn(async move { client.submit(&clip(&number.to_string())).await.is_ok() });
        }
        let sent = racing.join_all().await.into_iter().filter(|sent| *sent).count();
        assert_eq!((sent, server.received().len()), (10, 10), "over the store: {over_store}");
    }
}

#[tokio::test]
async fn two_processes() {
    let (_folder, path) = place();
    let first = Journal::open(&path).expect("a journal");
    let fault = Journal::open(&path).expect_err("it is in use");
    assert_eq!(fault, StoreError::Locked { path: first_path(&path), process: Some(std::process::id()) });
    assert!(fault.to_string().contains(&format!("in use by process {}", std::process::id())), "{fault}");
    first.condense().await.expect("a good disk");
    assert!(Journal::open(&path).is_err(), "also after the file was replaced");
    drop(first);
    Journal::open(&path).expect("the lock went with its journal");
}

fn first_path(path: &Path) -> String {
    path.canonicalize().expect("it is there").display().to_string()
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = place();
    std::fs::write(&path, "").expect("a file");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("open to all");
    let journal = Journal::open(&path).expect("a journal");
    journal.condense().await.expect("a good disk");
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&path, &link).expect("a link");
    assert!(matches!(Journal::open(&link), Err(StoreError::Locked { .. })), "a link is the same journal");
    for file in std::fs::read_dir(folder.path()).expect("a folder") {
        let file = file.expect("a file");
        if file.file_type().expect("a type").is_file() {
            let mode = file.metadata().expect("its mode").permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{:?}", file.path());
        }
    }
}

#[tokio::test]
async fn without_a_store() {
    let server = vendor().await;
    let client = builder(&server).build().expect("a client");
    let handle = client.submit(&clip("mine")).await.expect("a task");
    handle.close().await.expect("nothing to do");
    assert!(matches!(client.recover().await, Err(StoreError::NoStore)));
    assert!(builder(&server).budget(Budget::over_store(1)).build().is_err());
}

#[test]
fn what_a_store_is_told() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<Journal>();
    crosses::<Box<dyn TaskStore>>();
    let standing = Standing::Unknown { why: "no answer".to_owned() };
    let json = serde_json::to_string(&standing).expect("JSON");
    assert_eq!(serde_json::from_str::<Standing>(&json).expect("the same"), standing);
    assert_ne!(Event::Closed, Event::NotSent);
}
