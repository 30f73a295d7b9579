//! State that outlives a server: what one has answered, the next one knows.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::{ACME, Receiver, SECOND, ask, builder, look, paint};
use crate::{Drive, Fault, MockServer, Rule, Script, StartError, Whose};

async fn server(folder: &Path) -> MockServer {
    builder().state_dir(folder).start().await.expect("a server")
}

/// Everything that a test can see of a server, its address aside.
fn seen(server: &MockServer) -> Json {
    let world = server.world("acme", "k");
    json!({
        "tasks": server.tasks(), "ledger": server.ledger(), "journal": server.journal(), "worlds": server.names(),
        "clock": server.clock(), "world": world.clock(), "of": world.tasks().len(),
    })
}

#[tokio::test]
async fn the_next_server_goes_on_where_the_last_one_died() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = server(folder.path()).await;
    let mut ids = Vec::new();
    for nth in 0..4 {
        ids.push(paint(&first, json!({ "model": "a1", "payload": format!("{nth}") })).await);
    }
    first.advance(SECOND * 3).await;
    first.world("acme", "k").advance(SECOND).await;
    ask(&first, "POST", &format!("/acme/tasks/{}/stop", ids[3]), &[ACME], &Json::Null).await;
    ask(&first, "POST", "/acme/paint", &["Authorization: Acme other"], &json!({ "model": "a2" })).await;
    ask(&first, "GET", "/nowhere", &[], &Json::Null).await;
    first.finish(&ids[0]).expect("a task");
    let before = seen(&first);
    drop(first); // as a killed process: nothing is written in the end
    tokio::task::yield_now().await;
    let second = server(folder.path()).await;
    assert_eq!(seen(&second), before);
    // Places, draws and numbers go on too: whoever waits gets the place, no id comes twice.
    second.advance(SECOND * 30).await;
    for (id, state) in ids.iter().zip(["done", "done", "done", "broken"]) {
        assert_eq!(look(&second, id).await["state"], state, "{id}");
    }
    let new = paint(&second, json!({ "model": "a1" })).await;
    assert!(!ids.contains(&new));
    let numbers: Vec<u64> = second.journal().iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<u64>>());
}

#[tokio::test]
async fn callbacks_and_their_retries_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let receiver = Receiver::start(&[200, 500, 500, 200]).await;
    let first = server(folder.path()).await;
    paint(&first, json!({ "model": "a1", "hook": receiver.url })).await;
    first.advance(SECOND * 5).await;
    assert_eq!(receiver.told("state"), ["drawing"]);
    drop(first);
    tokio::task::yield_now().await;
    let second = server(folder.path()).await;
    second.advance(SECOND * 8).await;
    assert_eq!(receiver.told("state"), ["drawing", "done"]);
    drop(second);
    tokio::task::yield_now().await;
    let third = server(folder.path()).await;
    third.advance(SECOND * 600).await;
    assert_eq!(receiver.told("state"), ["drawing", "done", "done", "done"]);
    let attempts: Vec<Json> = third.callbacks().iter().map(|entry| json!(entry)["attempt"].clone()).collect();
    assert_eq!(attempts, [json!(1), json!(1), json!(2), json!(3)]);
}

#[tokio::test]
async fn a_reset_and_a_pace_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = server(folder.path()).await;
    paint(&first, json!({ "model": "a1" })).await;
    first.reset();
    let id = paint(&first, json!({ "model": "a1" })).await;
    first.world("acme", "other").set_speed(5.0).expect("a speed");
    drop(first);
    tokio::task::yield_now().await;
    let second = server(folder.path()).await;
    assert_eq!(second.tasks().iter().map(|task| task.id.clone()).collect::<Vec<_>>(), [id]);
    assert_eq!((second.journal().len(), second.journal()[0].number), (1, 2));
    assert_eq!((second.world("acme", "other").clock().speed, second.clock().pace), (Some(5.0), "held"));
}

#[tokio::test]
async fn what_was_set_for_tests_goes_on_with_its_counts_and_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let given = || builder().rule(Rule::new(Script::succeed())).state_dir(folder.path());
    let first = given().start().await.expect("a server");
    let world = first.world("acme", "k");
    let rule = world.add_rule(Rule::new(Script::fail()).times(2).lasts(SECOND * 600)).expect("a rule");
    let gone = first.add_rule(Rule::new(Script::fail_with("Broke"))).expect("a rule");
    assert!(first.remove_rule(gone));
    world.script_next(Script::default().state("limbo"));
    first.script_next(Script::stuck("waiting"));
    first
        .drive(Whose::Operation("acme".into(), "paint".into()), Some(Drive::EachQuery { polls: Some(1) }))
        .expect("set");
    let status =
        async |server: &MockServer| ask(server, "POST", "/acme/paint", &[ACME], &json!({ "model": "a1" })).await.status;
    let made = status(&first).await;
    let fault = first.fault(Fault::server_error(503).times(2).lasts(SECOND * 600));
    first.fault(Fault::no_answer().lasts(std::time::Duration::ZERO));
    assert_eq!((made, status(&first).await), (200, 503));
    drop((first, world));
    tokio::task::yield_now().await;
    let second = given().start().await.expect("a server");
    let rules: Vec<_> = second.rules().iter().map(|it| (it.id, it.used, it.seconds_left.is_some())).collect();
    assert_eq!(rules, [(1, 0, false), (rule, 1, true)]);
    let faults: Vec<_> = second.faults().iter().map(|it| (it.number, it.hits)).collect();
    assert_eq!((faults, second.drives().len()), (vec![(fault, 1)], 1));
    assert!(second.faults()[0].seconds_left.is_some_and(|left| (1.0..600.0).contains(&left)));
    // The world's own script is used up; that for all waits, and the fault is due once more.
    assert_eq!((status(&second).await, status(&second).await, status(&second).await), (503, 200, 200));
    let ids: Vec<String> = second.tasks().into_iter().map(|task| task.id).collect();
    let mut states = Vec::new();
    for id in &ids {
        states.push(look(&second, id).await["state"].clone());
    }
    assert_eq!(states, ["broken", "waiting", "done"], "the rule once more, the script, the rule that is spent");
    assert_eq!(second.faults().len(), 0);
}

#[tokio::test]
async fn a_torn_last_line_is_passed_over_and_another_fault_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.jsonl");
    let first = server(folder.path()).await;
    let id = paint(&first, json!({ "model": "a1" })).await;
    drop(first);
    tokio::task::yield_now().await;
    let whole = fs::read(&path).expect("a log");
    // Cut anywhere in the last line: what was answered before is there, and nothing of the line.
    let lines = whole.iter().rev().skip(1).position(|byte| *byte == b'\n').expect("two lines");
    for cut in [1, 2, lines / 2, lines] {
        fs::write(&path, &whole[..whole.len() - cut]).expect("a log");
        let server = server(folder.path()).await;
        assert_eq!((server.tasks().len(), server.journal().len()), (0, 0), "{cut}");
        drop(server);
        tokio::task::yield_now().await;
    }
    fs::write(&path, &whole).expect("a log");
    let mut file = fs::OpenOptions::new().append(true).open(&path).expect("a log");
    file.write_all(b"[{\"task\":[0,9,{\"id\"").expect("a torn line");
    let second = server(folder.path()).await;
    assert!(second.task(&id).is_some());
    drop(second);
    tokio::task::yield_now().await;
    fs::write(&path, b"what\n[]\n").expect("a log");
    let fault = builder().state_dir(folder.path()).start().await.expect_err("a fault");
    assert!(matches!(fault, StartError::State(..)) && fault.to_string().contains("line 1"), "{fault}");
}

#[tokio::test]
async fn a_folder_is_for_one_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = server(folder.path()).await;
    let fault = builder().state_dir(folder.path()).start().await.expect_err("a fault");
    assert!(fault.to_string().contains("another process has it"), "{fault}");
    drop(first);
    tokio::task::yield_now().await;
    server(folder.path()).await;
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_log() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let server = server(folder.path()).await;
    paint(&server, json!({ "model": "a1" })).await;
    for file in ["state.jsonl", "lock"] {
        let mode = fs::metadata(folder.path().join(file)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[tokio::test]
async fn a_long_log_is_written_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = || async { builder().journal(5).state_dir(folder.path()).start().await.expect("a server") };
    let first = start().await;
    let id = paint(&first, json!({ "model": "a1" })).await;
    let path = folder.path().join("state.jsonl");
    let mut longest = 0;
    for _ in 0..1000 {
        first.answer("GET", &format!("/acme/tasks/{id}/videos"), &[("Authorization", "Acme k")], b"");
        longest = longest.max(fs::metadata(&path).expect("a log").len());
    }
    assert!((64_000..80_000).contains(&longest), "{longest}");
    let before = seen(&first);
    drop(first);
    tokio::task::yield_now().await;
    assert_eq!(seen(&start().await), before);
}
