//! Tasks from answers of a made-up vendor: whole, damaged, and arbitrary.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::answer::fixture::{acme, named};
use crate::answer::tests::any_json;
use crate::table::Stage;

use super::*;

fn read(name: &str, body: Value) -> Result<Task, UnreadableTask> {
    let acme = acme();
    Task::read(&acme, &named(&acme, name), body.to_string().as_bytes())
}

fn known(name: &str, body: Value) -> Result<Task, UnreadableTask> {
    let acme = acme();
    Task::read_known(&acme, &named(&acme, name), "t-1", body.to_string().as_bytes())
}

#[test]
fn a_finished_task_has_everything() {
    let body = json!({
        "job": {
            "ref": 77, "status": "DONE", "born": "1900000000", "over": 1_900_000_060_500_i64, "percent": "100%", "cost": "4.5"
        },
        "films": [
            {"href": "https://v/1?key=secret", "cover": "https://v/c?key=secret", "ttl": "60", "kind": "gif", "new": {}},
            {"href": "https://v/2", "cover": null},
            {"cover": "https://v/lost"},
        ],
        "usage": {"seconds": 5},
        "extra": {"note": "n"},
    });
    let task = read("look", body.clone()).unwrap();
    assert_eq!((task.id.as_str(), task.state.word(), task.state.stage()), ("77", "DONE", Some(Stage::Succeeded)));
    assert!(task.is_terminal() && task.state.succeeded() && !task.state.failed());
    assert_eq!((task.credits, task.progress), (Some(4.5), Some(100.0)));
    assert_eq!(task.created_at, Some(Timestamp::from_unix_seconds(1_900_000_000)));
    assert_eq!(task.ended_at, Some(Timestamp::from_unix_millis(1_900_000_060_500)));
    assert_eq!((task.payload.as_deref(), &task.failure, task.raw.value()), (Some("n"), &None, &body));
    let [first, second] = &task.videos[..] else { panic!("{task:?}") };
    assert_eq!((first.url.as_str(), first.lifetime, first.duration), ("https://v/1?key=secret", Some(60), Some(5.0)));
    assert_eq!(first.file_type.as_deref(), Some("gif"));
    assert_eq!((second.url.as_str(), second.lifetime, &second.cover_url), ("https://v/2", Some(600), &None));
}

#[test]
fn printing_hides_signatures_and_json_does_not() {
    let body = json!({"job": {"ref": "t", "status": "DONE"}, "films": [{"href": "https://v/1?key=secret"}]});
    let task = read("look", body).unwrap();
    let printed = format!("{task:?}");
    assert!(!printed.contains("secret"), "{printed}");
    assert!(printed.contains("https://v/1?.., id: None") && printed.contains("raw: 79 bytes"), "{printed}");
    let json = serde_json::to_value(&task).unwrap();
    assert_eq!(json["videos"][0]["url"], "https://v/1?key=secret");
    assert_eq!(json["state"], json!({"word": "DONE", "stage": "Succeeded"}));
}

#[test]
fn a_created_task_has_what_the_answer_repeats_and_perhaps_no_state() {
    let task = read("make", json!({"job": "t", "luck": 12, "note": "n", "born": "2030-03-17T17:46:40Z"})).unwrap();
    assert_eq!((task.state.clone(), task.seed, task.payload.as_deref()), (State::unstated(), Some(12), Some("n")));
    assert_eq!(task.created_at, Some(Timestamp::from_unix_seconds(1_900_000_000)));
    assert!(!task.is_terminal() && task.failure.is_none());
    assert_eq!((task.state.word(), task.state.to_string().as_str()), ("", "(no state)"));
}

#[test]
fn states_are_looked_up_and_open() {
    let cases = [
        ("WAIT", Some(Stage::Queued), false),
        ("WORK", Some(Stage::Running), false),
        ("DONE", Some(Stage::Succeeded), true),
        ("done", Some(Stage::Succeeded), true),
        ("BROKE", Some(Stage::Failed), true),
        ("LATE", Some(Stage::Expired), true),
        ("MOONING", None, false),
    ];
    for (word, stage, terminal) in cases {
        let task = known("peek", json!({"status": word})).unwrap();
        assert_eq!((task.state.word(), task.state.stage(), task.is_terminal()), (word, stage, terminal));
        assert_eq!(task.failure.is_some(), task.state.failed());
        assert_eq!(task.id, "t-1");
    }
}

#[test]
fn failures_say_why_and_whether_somebody_wanted_it() {
    let cases = [
        ("BROKE", json!("OVEN"), json!("too hot"), Some((Some(Stage::Failed), "OVEN: too hot"))),
        ("BROKE", json!(17), json!(null), Some((Some(Stage::Failed), "17"))),
        ("BROKE", json!(""), json!("too hot"), Some((Some(Stage::Failed), "too hot"))),
        ("BROKE", json!(""), json!(""), Some((Some(Stage::Failed), "the vendor gives no reason"))),
        ("BROKE", json!("STOPPED"), json!(""), Some((Some(Stage::Cancelled), "STOPPED"))),
        ("LATE", json!(null), json!(null), Some((Some(Stage::Expired), "the vendor gives no reason"))),
        ("WORK", json!("STOPPED"), json!(""), None),
        ("DONE", json!("STOPPED"), json!(""), None),
    ];
    for (word, code, why, expected) in cases {
        let task = read("look", json!({"job": {"ref": "t", "status": word, "code": code, "why": why}})).unwrap();
        let found = task.failure.as_ref().map(|failure| (task.state.stage(), failure.to_string()));
        assert_eq!(found, expected.map(|(stage, text)| (stage, text.to_owned())));
        let cancelled = task.failure.as_ref().is_some_and(Failure::cancelled);
        assert_eq!(cancelled, task.state.stage() == Some(Stage::Cancelled));
        assert_eq!(task.state.word(), word);
    }
}

#[test]
fn a_video_without_its_list_counts() {
    let cases = [
        (json!({"status": "DONE", "address": "https://a"}), vec!["https://a"]),
        (
            json!({"status": "DONE", "address": "https://a", "addresses": ["https://a", "https://b"]}),
            vec!["https://a", "https://b"],
        ),
        (json!({"status": "DONE", "addresses": {"url": "https://a"}}), vec!["https://a"]),
        (json!({"status": "DONE", "address": "", "addresses": []}), vec![]),
        (json!({"status": "DONE"}), vec![]),
    ];
    for (body, expected) in cases {
        let task = known("peek", body).unwrap();
        assert_eq!(task.videos.iter().map(|video| video.url.as_str()).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn the_id_is_found_where_any_answer_has_it_and_the_known_one_stays() {
    assert_eq!(read("make", json!({"job": {"ref": "t", "status": "WAIT"}})).unwrap().id, "t");
    assert_eq!(read("peek", json!({"job": 5})).unwrap().id, "5");
    assert_eq!(known("look", json!({"job": {"ref": "other", "status": "WAIT"}})).unwrap().id, "t-1");
    assert_eq!(known("look", json!({"status": "DONE"})).unwrap().state.word(), "DONE");
    assert_eq!(known("stop", json!({})).unwrap().state, State::unstated());
}

#[test]
fn unreadable_answers_say_what_is_missing_and_keep_the_body() {
    let acme = acme();
    let no_id = "there is no task id at job; the body begins: ";
    let cases: [(&str, &[u8], String); 9] = [
        ("make", b"{}", format!("{no_id}{{}}")),
        ("make", b"{\"job\": {}}", format!("{no_id}{{\"job\": {{}}}}")),
        ("make", b"{\"job\": \" \"}", format!("{no_id}{{\"job\": \" \"}}")),
        (
            "look",
            b"{\"films\": \"https://v?key=secret\"}",
            "there is no task id at job.ref; the body begins: {\"films\": \"https://v?..\"}".into(),
        ),
        ("peek", b"{}", "there is no task id, and Acme's page lists no place for one; the body begins: {}".into()),
        ("make", b"", "it is no JSON (EOF while parsing a value at line 1 column 0); the body is empty".into()),
        ("make", b"<p>", "it is no JSON (expected value at line 1 column 1); the body begins: <p>".into()),
        ("make", b"[1]", "it is a list where an object belongs; the body begins: [1]".into()),
        ("make", b"null", "it is null where an object belongs; the body begins: null".into()),
    ];
    for (name, body, message) in cases {
        let error = Task::read(&acme, &named(&acme, name), body).unwrap_err();
        assert_eq!(error.to_string(), format!("the answer to {name} cannot be read: {message}"));
        assert_eq!((error.operation(), error.body().as_bytes()), (name, body));
        assert!(!format!("{error:?}").contains("secret"));
    }
    let error = known("look", json!({"code": 500, "text": "sorry"})).unwrap_err();
    assert_eq!(error.why(), "there is no status word at job.status");
}

#[test]
fn tasks_go_between_threads() {
    fn sent<T: Send + Sync + 'static>() {}
    sent::<(Task, UnreadableTask, crate::Credits, crate::VendorError, crate::Facts, Timestamp)>();
}

proptest! {
    #[test]
    fn any_json_is_a_task_or_says_why_not(body in any_json()) {
        for operation in acme().operations.iter() {
            let _ = format!("{:?}", read(&operation.name, body.clone()));
            let _ = format!("{:?}", known(&operation.name, body.clone()));
        }
    }

    #[test]
    fn any_bytes_are_a_task_or_say_why_not(body: Vec<u8>) {
        let acme = acme();
        for operation in acme.operations.iter() {
            let error = Task::read(&acme, operation, &body).unwrap_err();
            prop_assert!(error.body().len() <= 2048);
        }
    }
}
