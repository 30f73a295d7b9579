//! A task as every vendor's answer becomes it: id, state, videos, failure, and the answer itself.

use std::fmt;
use std::sync::LazyLock;

use serde::Serialize;

use crate::answer::tree::Tree;
use crate::answer::{self, Facts};
use crate::excerpt::excerpt;
use crate::table::{Operation, OperationKind, Revision, Slot};
use crate::time::Timestamp;
use crate::unreadable::{UnreadableAnswer, json_object};
use crate::verbatim::Verbatim;

mod failure;
mod page;
mod state;
#[cfg(test)]
mod tests;
mod video;

pub use failure::Failure;
pub use page::{TaskPage, UnreadablePage};
pub use state::State;
pub use video::Video;

/// An answer that should have been a task's.
pub type UnreadableTask = UnreadableAnswer;

/// A task, whoever makes it.
///
/// What a vendor does not say is absent; [`raw`](Self::raw) has the whole answer. `Debug` shows neither the raw answer nor
/// the query strings of addresses, because those of signed addresses are as good as a password; JSON has everything.
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Task {
    /// The vendor's id, by which it is asked for.
    pub id: String,
    /// Where it stands.
    pub state: State,
    /// The finished videos; none before the end, and a vendor may forget them even then.
    pub videos: Vec<Video>,
    /// Why there is no video; present as soon as the task has ended without one.
    pub failure: Option<Failure>,
    /// What it costs, in the vendor's credits.
    pub credits: Option<f64>,
    /// How far it is, in percent; vendors are known to leave 0 here to the end, so it says nothing about the end.
    pub progress: Option<f64>,
    /// How many seconds it should still take.
    pub eta: Option<f64>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When its state last changed.
    pub changed_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The text that the request passed through.
    pub payload: Option<String>,
    /// The seed that took effect.
    pub seed: Option<i64>,
    /// The vendor's number for this request, for questions to its support.
    pub request_id: Option<String>,
    /// The answer itself.
    pub raw: Verbatim,
}

impl Task {
    /// Reads the answer of an operation whose task is not known yet: a create, or a callback with the query's body.
    ///
    /// Id and status word are also looked for where the vendor's other answers have them: callbacks in the form of another
    /// answer are known, and a lost id is a lost task. Without an id the answer is unreadable; without a status word the
    /// task is in [`State::unstated`].
    pub fn read(revision: &Revision, operation: &Operation, body: &[u8]) -> Result<Self, UnreadableTask> {
        let json = json_object(operation, body)?;
        let mut facts = answer::read_tree(&operation.answer, &json);
        let id = told(revision, &mut facts, &json, Slot::TaskId);
        let id = id.ok_or_else(|| absent("task id", Slot::TaskId, operation, body))?;
        Ok(Self::of(revision, operation, id, facts, &json, Verbatim::of(body)))
    }

    /// Reads an answer about a task whose id is known: the id that was asked with stays the task's, whatever the answer
    /// calls it.
    ///
    /// A query's answer without the status word that its page lists is unreadable, because an error with a good HTTP
    /// status looks like that, and a task without a state would be waited for without end.
    pub fn read_known(
        revision: &Revision,
        operation: &Operation,
        id: &str,
        body: &[u8],
    ) -> Result<Self, UnreadableTask> {
        let json = json_object(operation, body)?;
        let mut facts = answer::read_tree(&operation.answer, &json);
        let word = told(revision, &mut facts, &json, Slot::TaskState);
        if operation.kind == OperationKind::Query && word.is_none() {
            return Err(absent("status word", Slot::TaskState, operation, body));
        }
        let known = (id.to_owned(), word);
        Ok(Self::in_state(revision, operation, known, facts, &json, Verbatim::of(body)))
    }

    fn of<T: Tree>(
        revision: &Revision,
        operation: &Operation,
        id: String,
        mut facts: Facts,
        json: &T,
        raw: Verbatim,
    ) -> Self {
        let word = told(revision, &mut facts, json, Slot::TaskState);
        Self::in_state(revision, operation, (id, word), facts, json, raw)
    }

    fn in_state<T: Tree>(
        revision: &Revision,
        operation: &Operation,
        (id, word): (String, Option<String>),
        mut facts: Facts,
        json: &T,
        raw: Verbatim,
    ) -> Self {
        let code = facts.take_text(Slot::FailureCode);
        let state = State::of(revision, word).cancelled_by(revision, code.as_deref());
        let failure = state.failed().then(|| Failure::of(&state, code, facts.take_text(Slot::FailureMessage)));
        let echoed = |fact: &LazyLock<Echoed>| echoed(operation, json, fact);
        Self {
            id,
            videos: video::read(revision, &facts),
            failure,
            credits: facts.number(Slot::TaskCredits),
            progress: facts.number(Slot::TaskProgress),
            eta: facts.number(Slot::TaskEta),
            created_at: facts.time(Slot::TaskCreatedAt),
            changed_at: facts.time(Slot::TaskChangedAt),
            ended_at: facts.time(Slot::TaskEndedAt),
            payload: facts.take_text(Slot::TaskPayload).or_else(|| echoed(&PAYLOAD)?.text(Slot::TaskPayload)),
            seed: facts.integer(Slot::TaskSeed).or_else(|| echoed(&SEED)?.integer(Slot::TaskSeed)),
            request_id: facts.take_text(Slot::RequestId),
            state,
            raw,
        }
    }

    /// Whether it has ended, well or badly; a task in a state that nobody knows has not.
    pub fn is_terminal(&self) -> bool {
        self.state.is_terminal()
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let payload = self.payload.as_deref().map(|payload| excerpt(payload).to_string());
        let mut task = formatter.debug_struct("Task");
        task.field("id", &self.id).field("state", &self.state).field("videos", &self.videos);
        task.field("failure", &self.failure).field("credits", &self.credits).field("progress", &self.progress);
        task.field("eta", &self.eta).field("created_at", &self.created_at).field("changed_at", &self.changed_at);
        task.field("ended_at", &self.ended_at).field("payload", &payload).field("seed", &self.seed);
        task.field("request_id", &self.request_id);
        task.field("raw", &self.raw).finish()
    }
}

/// A fact from where this answer has it, or else from where another answer of the vendor would.
fn told(revision: &Revision, facts: &mut Facts, json: &impl Tree, slot: Slot) -> Option<String> {
    let elsewhere = |operation: &Operation| answer::read_tree(&operation.answer, json).take_text(slot);
    facts.take_text(slot).or_else(|| revision.operations.iter().find_map(elsewhere))
}

/// A fact that an answer may give as a repetition of the request's field of the same name.
struct Echoed {
    slot: Slot,
    /// The fact's name behind that of its group.
    field: String,
}

static PAYLOAD: LazyLock<Echoed> = LazyLock::new(|| Echoed::of(Slot::TaskPayload));
static SEED: LazyLock<Echoed> = LazyLock::new(|| Echoed::of(Slot::TaskSeed));

impl Echoed {
    fn of(slot: Slot) -> Self {
        let name = answer::name_of(slot);
        Self { slot, field: name.split_once('_').map_or("", |(_, field)| field).to_owned() }
    }
}

fn echoed(operation: &Operation, json: &impl Tree, fact: &Echoed) -> Option<Facts> {
    let field = operation.fields.iter().position(|field| field.name == fact.field)?;
    answer::stated(fact.slot, answer::echo_of(&operation.answer, json, field)?)
}

fn absent(what: &str, slot: Slot, operation: &Operation, body: &[u8]) -> UnreadableTask {
    let place = match answer::path(&operation.answer, slot) {
        Some(path) => format!("there is no {what} at {path}"),
        None => format!("there is no {what}, and {} lists no place for one", operation.page.title),
    };
    UnreadableTask::new(operation, place, body)
}
