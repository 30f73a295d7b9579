//! Answers: none makes a panic, none that is not understood claims success, and what was understood is written and read the same.

use serde_json::Value;
use vidu_types::answer::{self, Facts};
use vidu_types::table::{OperationKind, Revision, Slot, Stage};
use vidu_types::{Credits, State, Task, Timestamp, error_body};

use super::call::{Call, named};

/// The first line names the call and perhaps a status, `vidu/query 200`; the rest is the body.
pub fn holds(input: &[u8]) {
    let Some((call, status, body)) = named(input) else { return };
    let status = status.trim().parse().unwrap_or(200);
    let Call { revision, operation } = call;
    for task in [Task::read(revision, operation, body), Task::read_known(revision, operation, "77", body)] {
        match task {
            Ok(task) => check_task(call, &task),
            Err(unreadable) => assert!(unreadable.to_string().len() < 4000 && unreadable.body().len() <= 6 << 10),
        }
    }
    if let Ok(credits) = Credits::read(operation, body) {
        let entries = credits.balances.len() + credits.packages.len();
        assert!(entries <= body.len(), "{entries} entries of {} bytes", body.len());
    }
    let error = error_body::read(&revision.errors, status, body);
    assert!(format!("{error} {error:?}").len() < 8000);
    assert_eq!(error.status, status);
    if let Ok(json) = serde_json::from_slice::<Value>(body) {
        same_when_written(call, &json);
    }
}

fn check_task(call: Call, task: &Task) {
    let Call { revision, operation } = call;
    check_state(revision, &task.state);
    assert_eq!(task.failure.is_some(), task.state.failed());
    assert_eq!(task.is_terminal(), task.state.succeeded() || task.state.failed());
    if operation.kind == OperationKind::Query && !task.state.word().is_empty() {
        assert!(says(&task.raw, task.state.word()), "nothing in the answer says {:?}", task.state.word());
    }
    for video in &task.videos {
        assert!(says(&task.raw, &video.url), "nothing in the answer says {:?}", video.url);
    }
    assert!(!format!("{task:?}").contains("sig=CANARY") || !has_canary_in_a_query(&task.raw));
    serde_json::to_string(task).expect("a task is JSON");
}

/// A word means what the vendor's list says that it means, and nothing if it is not there.
pub fn check_state(revision: &Revision, state: &State) {
    let means = |stage: Stage| {
        let mut listed = revision.states.iter().filter(|listed| listed.stage == stage);
        listed.any(|listed| listed.word.eq_ignore_ascii_case(state.word().trim()))
    };
    match state.stage() {
        None => assert!(revision.states.iter().all(|listed| listed.word != state.word()), "{state:?}"),
        // The code of a cancellation makes a failed task a cancelled one.
        Some(Stage::Cancelled) => assert!(means(Stage::Cancelled) || means(Stage::Failed) || means(Stage::Expired)),
        Some(stage) => assert!(means(stage), "{state:?}"),
    }
}

/// Whether a text, or a number that prints as it, stands anywhere in an answer.
fn says(json: &Value, text: &str) -> bool {
    match json {
        Value::Null => false,
        Value::Bool(flag) => flag.to_string() == text,
        Value::Number(number) => number.to_string() == text || number.as_f64().is_some_and(|n| n.to_string() == text),
        Value::String(own) => own == text || own.trim() == text.trim(),
        Value::Array(list) => list.iter().any(|element| says(element, text)),
        Value::Object(object) => object.values().any(|member| says(member, text)),
    }
}

/// Whether every text with the mark has it behind a question mark, where addresses have their secrets.
fn has_canary_in_a_query(json: &Value) -> bool {
    match json {
        Value::String(text) if text.contains("sig=CANARY") => {
            text.starts_with("https://")
                && !text.contains(char::is_whitespace)
                && text.matches("://").count() == 1
                && text.find('?').is_some_and(|query| text.find("sig=CANARY").is_some_and(|mark| query < mark))
        }
        Value::Array(list) => list.iter().all(has_canary_in_a_query),
        Value::Object(object) => object.values().all(has_canary_in_a_query),
        _ => true,
    }
}

/// Writing the facts of an answer and reading them back gives the same facts, whatever the stage.
fn same_when_written(call: Call, json: &Value) {
    let members = &call.operation.answer;
    let facts = answer::read(members, json);
    (0..call.operation.fields.len()).for_each(|field| drop(answer::echoed(members, json, field).cloned()));
    for stage in [None, Some(Stage::Queued), Some(Stage::Succeeded), Some(Stage::Failed), Some(Stage::Cancelled)] {
        let body = answer::write_body(members, stage, &facts, &[None::<Value>; 0]);
        let once: Value = serde_json::from_slice(&body).expect("what is written is JSON");
        assert_eq!(once, answer::write(members, stage, &facts, &[]));
        let understood = answer::read(members, &once);
        let twice = answer::write(members, stage, &understood, &[]);
        assert_eq!(twice, answer::write(members, stage, &answer::read(members, &twice), &[]), "{stage:?}");
        within_time(&understood);
    }
}

/// Times that were understood can be written in every form.
fn within_time(facts: &Facts) {
    for slot in [Slot::TaskCreatedAt, Slot::TaskChangedAt, Slot::TaskEndedAt] {
        if let Some(time) = facts.time(slot) {
            let second = Timestamp::from_unix_seconds(time.unix_seconds());
            assert_eq!(Timestamp::from_rfc3339(&time.to_string()).map(|time| time.to_string()), Some(time.to_string()));
            assert_eq!(Timestamp::from_http_date(&second.http_date()).map(|t| t.http_date()), Some(second.http_date()));
        }
    }
}
