//! A page of a list of tasks, as every vendor's answer becomes it.

use serde::Serialize;

use crate::answer;
use crate::table::{Group, Operation, Revision, Slot};
use crate::unreadable::{UnreadableAnswer, object};

use super::{Task, told};

/// An answer that should have been a page of tasks.
pub type UnreadablePage = UnreadableAnswer;

/// A page of a list of tasks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TaskPage {
    /// The tasks, in the vendor's order; each keeps its own part of the answer as its raw one.
    pub tasks: Vec<Task>,
    /// The word by which the next page is asked for; nothing on the last page, and at vendors without such words.
    pub next: Option<String>,
    /// How many entries have no id that could be found, and so are no tasks here.
    pub nameless: usize,
    /// Whether each entry has the place of a payload, be it empty; where one has not, nobody knows which payload its task has.
    pub payloads: bool,
}

impl TaskPage {
    /// Reads an answer.
    ///
    /// One that has neither the list, be it empty, nor the place of the next page's word is unreadable, because an account
    /// without tasks and an answer that is not understood are not the same.
    pub fn read(revision: &Revision, operation: &Operation, body: &[u8]) -> Result<Self, UnreadablePage> {
        let raw = object(operation, body)?;
        let facts = answer::read(&operation.answer, &raw);
        let Some((members, entries)) = answer::entries(&operation.answer, &raw, Group::Task) else {
            let is_page = answer::has_place(&operation.answer, &raw, Slot::PageNext);
            let next = facts.text(Slot::PageNext);
            return match is_page {
                true => Ok(Self { tasks: Vec::new(), next, nameless: 0, payloads: true }),
                false => Err(UnreadablePage::new(operation, absent(operation), body)),
            };
        };
        let task = |entry: &serde_json::Value| {
            let mut facts = answer::read_one(Group::Task, members, entry);
            let id = told(revision, &mut facts, entry, Slot::TaskId)?;
            Some(Task::of(revision, operation, id, facts, entry, entry.clone().into()))
        };
        let tasks: Vec<Task> = entries.iter().filter_map(task).collect();
        let payloads = entries.iter().all(|entry| answer::has_place(members, entry, Slot::TaskPayload));
        Ok(Self { nameless: entries.len() - tasks.len(), tasks, next: facts.text(Slot::PageNext), payloads })
    }
}

fn absent(operation: &Operation) -> String {
    match answer::path(&operation.answer, Slot::TaskId) {
        Some(path) => format!("there is no list of tasks at {}", path.split("[]").next().unwrap_or(&path)),
        None => format!("there is no list of tasks, and {} lists no place for one", operation.page.title),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use crate::answer::fixture::{acme, named};
    use crate::answer::tests::any_json;
    use crate::table::Stage;
    use crate::{Facts, Timestamp};

    use super::*;

    fn read(body: &Value) -> Result<TaskPage, UnreadablePage> {
        let acme = acme();
        TaskPage::read(&acme, &named(&acme, "browse"), body.to_string().as_bytes())
    }

    #[test]
    fn tasks_and_the_next_page_are_read() {
        let jobs = json!([
            {"ref": 7, "status": "DONE", "born": 1_900_000_000, "note": "n", "cost": "4.5",
                "films": [{"href": "https://v/1"}], "new": {}},
            {"ref": "8", "status": "BROKE", "code": "STOPPED", "films": null},
            {"status": "WORK"},
            {"job": "9", "status": "NEW WORD"},
            "10",
        ]);
        let page = read(&json!({"shelf": {"jobs": jobs, "more": "p2"}, "request": 5})).unwrap();
        let ids: Vec<&str> = page.tasks.iter().map(|task| &*task.id).collect();
        assert_eq!((ids, page.next.as_deref(), page.nameless), (vec!["7", "8", "9", "10"], Some("p2"), 1));
        let [done, stopped, unknown, bare] = &page.tasks[..] else { panic!("{page:?}") };
        assert_eq!((done.payload.as_deref(), done.credits, done.videos.len()), (Some("n"), Some(4.5), 1));
        assert_eq!(done.created_at, Some(Timestamp::from_unix_seconds(1_900_000_000)));
        assert_eq!((done.raw.value(), done.state.stage()), (&jobs[0], Some(Stage::Succeeded)));
        assert_eq!((stopped.state.stage(), stopped.failure.is_some()), (Some(Stage::Cancelled), true));
        assert_eq!((unknown.state.word(), unknown.state.stage()), ("NEW WORD", None));
        assert_eq!(bare.state.word(), "");
    }

    #[test]
    fn an_empty_payload_is_told_apart_from_one_that_is_not_told() {
        let page = |entries: Value| read(&json!({"shelf": {"jobs": entries}})).unwrap().payloads;
        assert!(page(json!([{"ref": 1, "note": ""}, {"ref": 2, "note": null}])) && page(json!([])));
        assert!(!page(json!([{"ref": 1, "note": "n"}, {"ref": 2}])) && !page(json!(["3"])));
    }

    #[test]
    fn no_tasks_and_not_understood_are_told_apart() {
        for body in [
            json!({"shelf": {"jobs": []}}),
            json!({"shelf": {"more": ""}}),
            json!({"shelf": {"jobs": null, "more": null}}),
        ] {
            let page = read(&body).unwrap();
            assert_eq!((page.tasks.len(), page.next, page.nameless), (0, None, 0), "{body}");
        }
        for body in [json!({}), json!({"shelf": {}}), json!({"shelf": {"jobs": null}}), json!({"code": "BAD"})] {
            assert_eq!(read(&body).unwrap_err().why(), "there is no list of tasks at shelf.jobs", "{body}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (acme, operation) = (acme(), named(&acme(), "browse"));
        let mut facts = Facts::new();
        for (id, stage, word) in [("1", Stage::Succeeded, "DONE"), ("2", Stage::Failed, "BROKE")] {
            let mut task = Facts::new();
            task.set(Slot::TaskId, id).set(Slot::TaskState, word).set(Slot::FailureCode, "OVEN").at(stage);
            let mut video = Facts::new();
            video.set(Slot::VideoUrl, format!("https://v/{id}"));
            task.push(Group::Video, video);
            facts.push(Group::Task, task);
        }
        facts.set(Slot::PageNext, "p2");
        let body = answer::write_body(&operation.answer, None, &facts, &[None::<Value>; 0]);
        let written: Value = serde_json::from_slice(&body).unwrap();
        let expected = json!({"shelf": {"more": "p2", "jobs": [
            {"ref": "1", "status": "DONE", "note": null, "films": [{"href": "https://v/1"}]},
            {"ref": "2", "status": "BROKE", "note": null, "code": "OVEN", "films": [{"href": "https://v/2"}]},
        ]}});
        assert_eq!(written, expected, "a member of some stages is there in the tasks of these stages");
        let page = TaskPage::read(&acme, &operation, &body).unwrap();
        let [one, two] = &page.tasks[..] else { panic!("{page:?}") };
        assert_eq!((&*one.id, &*one.videos[0].url, &*two.id), ("1", "https://v/1", "2"));
        assert_eq!(two.failure.as_ref().and_then(|failure| failure.code.as_deref()), Some("OVEN"));
    }

    proptest! {
        #[test]
        fn any_json_is_read_or_says_why_not(body in any_json()) {
            let _ = format!("{:?}", read(&body));
            let _ = format!("{:?}", read(&json!({"shelf": {"jobs": body}})));
        }
    }
}
