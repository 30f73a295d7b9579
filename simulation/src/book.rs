//! What callers were told and what passed over the line: the evidence, and what can be judged at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use vidu_client::carrier::{Outgoing, Way};
use vidu_client::store::Ticket;
use vidu_client::{SubmitError, Task, WaitError, WaitFault};
use vidu_mock::{MockServer, Transmission, Wire};
use vidu_types::table::{Revision, StatusSpan};

use crate::schedule::Order;

/// The key of every run; nobody may ever see it.
pub const KEY: &str = "vda_key-of-the-simulation";
/// How a prompt says whose it is.
pub const MARK: &str = "life number ";

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which rule it breaks.
    pub rule: &'static str,
    /// What happened.
    pub what: String,
}

/// The book of one run; clones are one.
#[derive(Clone)]
pub struct Book(Arc<Mutex<Pages>>, &'static Revision);

/// What the book holds.
#[derive(Default)]
pub struct Pages {
    /// The lives, by number.
    pub lives: Vec<Life>,
    /// Tasks in the order in which the mock made them: of which life.
    pub made: Vec<Option<usize>>,
    /// The processes that died.
    pub died: BTreeSet<usize>,
    /// The ids that callbacks told which were verified.
    pub heard: BTreeSet<String>,
    /// The ids of tasks whose end somebody was told.
    pub ended: BTreeSet<String>,
    /// Looks in a row at a task at which something went wrong.
    injured: HashMap<String, u32>,
    /// How often the network was away when something was asked.
    away: u32,
    /// How often each fault hit.
    pub faults: BTreeMap<String, u64>,
    /// How often each outcome was told.
    pub told: BTreeMap<&'static str, u64>,
    /// What must not be.
    pub violations: Vec<Violation>,
    /// Everything that happened, in short.
    pub trace: DefaultHasher,
}

/// One life: what a caller wanted, and what it was told.
pub struct Life {
    /// What it wanted.
    pub order: Order,
    /// In which process.
    pub process: usize,
    /// The body that left, if one did.
    pub body: Option<Vec<u8>>,
    /// Whether the answers so far were certain refusals.
    pub is_open: bool,
    /// What it was told of its submit.
    pub told: Option<Told>,
    /// Whether the caller closed the task.
    pub is_closed: bool,
}

/// What a caller was told of a submit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A task, by its id.
    Accepted(String),
    /// A task that the store does not know.
    Unrecorded(Ticket, String),
    /// That nobody knows.
    Unknown(Option<Ticket>),
    /// That nothing was bought.
    Nothing(&'static str),
}

impl Book {
    /// An empty book about a vendor.
    pub fn new(revision: &'static Revision) -> Self {
        Self(Arc::default(), revision)
    }

    /// What it holds.
    pub fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that something must not be.
    pub fn violation(&self, rule: &'static str, what: impl Into<String>) {
        self.pages().violation(rule, what);
    }

    /// A life begins; answers its number.
    pub fn begin(&self, order: Order, process: usize) -> usize {
        let mut pages = self.pages();
        pages.lives.push(Life { order, process, body: None, is_open: true, told: None, is_closed: false });
        pages.lives.len() - 1
    }

    /// The network was away when something was asked.
    pub fn unreachable(&self) {
        self.pages().away += 1;
    }

    /// Something passed over the line.
    pub fn carried(&self, request: &Outgoing, transmission: &Transmission, mock: &MockServer) {
        let mut pages = self.pages();
        if let Some(name) = &transmission.injected {
            *pages.faults.entry(name.clone()).or_default() += 1;
        }
        match (request.way, &request.body) {
            (Way::Write, Some(body)) => self.posted(&mut pages, body.clone().into_vec(), transmission, mock),
            (Way::Read, _) => pages.looked(&request.url, transmission),
            _ => {}
        }
    }

    /// A caller was told of its task.
    pub fn accepted(&self, life: usize, id: &str) {
        self.pages().tell(life, Told::Accepted(id.to_owned()), "accepted");
    }

    /// A caller was told of a failure.
    pub fn failed(&self, life: usize, fault: &SubmitError) {
        let mut pages = self.pages();
        pages.shown(&format!("{fault} {fault:?}"));
        let (told, word) = match fault {
            SubmitError::Unknown(unknown) => {
                let sent = pages.lives[life].order.payload.clone();
                let whole = !unknown.why.is_empty() && unknown.ticket.is_some() && unknown.vendor == self.1.vendor;
                // A mark of the client's own may stand where the caller wrote nothing.
                if !whole || (sent.is_some() && self.has_payload(life, &pages) && unknown.payload != sent) {
                    pages.violation("an unknown submit can be found again", format!("life {life}: {unknown:?}"));
                }
                (Told::Unknown(unknown.ticket), "unknown")
            }
            SubmitError::Unrecorded(unrecorded) => {
                (Told::Unrecorded(unrecorded.ticket, unrecorded.task.id.clone()), "unrecorded")
            }
            SubmitError::NotSent { .. } => (Told::Nothing("not sent"), "not sent"),
            SubmitError::Refused { .. } => (Told::Nothing("refused"), "refused"),
            SubmitError::NotRecorded { .. } => (Told::Nothing("not recorded"), "not recorded"),
            SubmitError::OverBudget { .. } => (Told::Nothing("over budget"), "over budget"),
            SubmitError::NoPrice { .. } => (Told::Nothing("no price"), "no price"),
            other => {
                pages.violation("a good request is sent", format!("life {life}: {other}"));
                (Told::Nothing("invalid"), "invalid")
            }
        };
        pages.tell(life, told, word);
    }

    /// Somebody was told of a task's end. It must be so.
    pub fn ended(&self, task: &Task, mock: &MockServer) {
        let mut pages = self.pages();
        let truth = mock.task(&task.id);
        let is_true = truth.as_ref().is_some_and(|truth| truth.ended && truth.state == task.state.word());
        if !is_true {
            let (id, state, truth) = (&task.id, task.state.word(), truth.map(|truth| truth.state));
            pages.violation(
                "an end that is told is true",
                format!("task {id} was told to be {state}, and is {truth:?}"),
            );
        }
        pages.ended.insert(task.id.clone());
        let word = if task.state.succeeded() { "done" } else { "failed" };
        *pages.told.entry(word).or_default() += 1;
        pages.note(&(&task.id, task.state.word()));
    }

    /// A wait ended before its task. Only for a reason that there was.
    pub fn gave_up(&self, fault: &WaitError, deadline: Duration, failures: u32) {
        let mut pages = self.pages();
        pages.shown(&format!("{fault} {fault:?}"));
        let injured = pages.injured.get(&fault.task).copied().unwrap_or(0) + pages.away;
        // The vendor may ask for a pause that reaches beyond the deadline.
        let is_late = fault.elapsed + Duration::from_secs(100) >= deadline;
        let is_due = match &fault.fault {
            WaitFault::DeadlinePassed { .. } => is_late,
            WaitFault::TooManyFailures { .. } => injured > failures,
            _ => false,
        };
        if !is_due {
            pages.violation("a paid task is not given up", format!("{fault}; {injured} looks went wrong"));
        }
        *pages.told.entry("gave up for now").or_default() += 1;
    }

    /// Looks whether a text shows the key.
    pub fn shown(&self, text: &str) {
        self.pages().shown(text);
    }

    fn has_payload(&self, life: usize, pages: &Pages) -> bool {
        let name = &pages.lives[life].order.operation;
        let operation = self.1.operations.iter().find(|operation| operation.name == *name);
        operation.is_some_and(|operation| {
            operation.fields.iter().any(|field| field.role == Some(vidu_types::table::Role::PassThrough))
        })
    }

    fn posted(&self, pages: &mut Pages, body: Vec<u8>, transmission: &Transmission, mock: &MockServer) {
        let Some(number) = life_of(&body).filter(|number| *number < pages.lives.len()) else { return };
        let status = transmission.reply.status;
        let head_arrives = !matches!(transmission.wire, Some(Wire::Never(_) | Wire::Hang(_)));
        let life = &mut pages.lives[number];
        let was_open = std::mem::replace(&mut life.is_open, head_arrives && holds(&self.1.submit.refused, status));
        life.body = Some(body);
        if !was_open {
            pages.violation("what may have arrived is not sent again", format!("life {number} was sent again"));
        }
        let made = mock.ledger().len();
        while pages.made.len() < made {
            pages.made.push(Some(number));
        }
        pages.note(&("post", number, status, made));
    }
}

impl Pages {
    /// Notes that something must not be.
    pub fn violation(&mut self, rule: &'static str, what: impl Into<String>) {
        self.violations.push(Violation { rule, what: what.into() });
    }

    /// Adds to what happened.
    pub fn note(&mut self, what: &impl Hash) {
        what.hash(&mut self.trace);
    }

    fn tell(&mut self, life: usize, told: Told, word: &'static str) {
        *self.told.entry(word).or_default() += 1;
        self.note(&(life, word));
        if let Some(before) = self.lives[life].told.replace(told) {
            self.violation("a submit ends once", format!("life {life} had ended before: {before:?}"));
        }
    }

    fn looked(&mut self, url: &str, transmission: &Transmission) {
        let parts = url.split(['/', '=', '?', '&']).filter(|part| part.len() > 5);
        let Some(id) = parts.max_by_key(|part| part.bytes().filter(u8::is_ascii_digit).count()) else { return };
        let count = self.injured.entry(id.to_owned()).or_default();
        *count = if transmission.injected.is_some() { *count + 1 } else { 0 };
    }

    fn shown(&mut self, text: &str) {
        if text.contains(KEY) {
            self.violation("the key is shown to nobody", text.replace(KEY, "KEY"));
        }
    }
}

/// The life that a body is of, by its prompt.
fn life_of(body: &[u8]) -> Option<usize> {
    let at = body.windows(MARK.len()).position(|window| window == MARK.as_bytes())? + MARK.len();
    let digits = body[at..].iter().take_while(|byte| byte.is_ascii_digit());
    digits.map(|byte| char::from(*byte)).collect::<String>().parse().ok()
}

fn holds(spans: &[StatusSpan], status: u16) -> bool {
    spans.iter().any(|span| (span.from..=span.to).contains(&status))
}
