//! Where one submit stands, and what a record does to that: the whole logic of a store. No IO.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::book::purse;
use super::record::{Account, Event, Intent, Record, Ticket};

/// A submit that nobody has closed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// Which submit.
    pub ticket: Ticket,
    /// When it began, in milliseconds since 1970.
    pub begun: u64,
    /// Whose task it is.
    pub account: Account,
    /// What was sent; nothing if that record was damaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// Where it stands.
    pub standing: Standing,
    /// What it costs, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<u64>,
}

/// Where a submit stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Standing {
    /// It is being sent, by a process that lives.
    UnderWay,
    /// Nobody knows whether it made a task.
    Unknown {
        /// What happened.
        why: String,
    },
    /// There is a task, and its end was not seen.
    Pending {
        /// The task's id.
        task: String,
    },
    /// The task's end was seen.
    Ended {
        /// The task's id.
        task: String,
        /// The vendor's word for how.
        state: String,
    },
}

/// What a record does to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Nothing: it says what is known already, or less.
    Nothing,
    /// The entry becomes this one.
    Becomes(Box<Entry>),
    /// The entry goes, and its credits were not spent.
    Released,
    /// The entry goes, and its credits stay spent.
    Closed,
}

/// A record that cannot be true if the earlier ones are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What does not fit.
    pub why: String,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.why)
    }
}

impl std::error::Error for Contradiction {}

impl Standing {
    /// The task's id, if there is a task.
    pub fn task(&self) -> Option<&str> {
        match self {
            Self::Pending { task } | Self::Ended { task, .. } => Some(task),
            Self::UnderWay | Self::Unknown { .. } => None,
        }
    }
}

/// What a record does to the entry of its ticket: the whole logic of a store, for whoever writes one.
pub fn step(entry: Option<&Entry>, record: &Record) -> Result<Step, Contradiction> {
    use Standing::{Ended, Pending, UnderWay, Unknown};
    let standing = entry.map(|entry| &entry.standing);
    let becomes = |standing| Ok(Step::Becomes(Box::new(Entry::after(entry, record, standing))));
    let task = entry.and_then(|entry| entry.standing.task());
    if entry.is_some_and(|entry| purse(&entry.account) != purse(&record.account)) {
        return contradiction(record, "was begun with another vendor or at another address");
    }
    match (&record.event, standing) {
        (Event::Intended(_), None) => becomes(UnderWay),
        (Event::Intended(_), Some(_)) => contradiction(record, "is begun twice"),
        (Event::Accepted { task: new, .. } | Event::Ended { task: new, .. }, _)
            if task.is_some_and(|old| old != new) =>
        {
            contradiction(record, &format!("has task {} and then task {new}", task.unwrap_or_default()))
        }
        (Event::Accepted { .. }, Some(Pending { .. } | Ended { .. })) => Ok(Step::Nothing),
        (Event::Accepted { task, .. }, _) => becomes(Pending { task: task.clone() }),
        (Event::Ended { .. }, None | Some(Ended { .. })) => Ok(Step::Nothing),
        (Event::Ended { task, state, .. }, _) => becomes(Ended { task: task.clone(), state: state.clone() }),
        (Event::Refused { .. } | Event::NotSent, None) => Ok(Step::Nothing),
        (Event::Refused { .. } | Event::NotSent, Some(UnderWay | Unknown { .. })) => Ok(Step::Released),
        (Event::Refused { .. } | Event::NotSent, Some(_)) => contradiction(record, "has a task and then made none"),
        (Event::Unknown { why }, Some(UnderWay)) => becomes(Unknown { why: why.clone() }),
        // What was closed has nothing more to tell.
        (Event::Unknown { .. }, _) => Ok(Step::Nothing),
        (Event::Closed, None) => Ok(Step::Nothing),
        (Event::Closed, Some(UnderWay)) => contradiction(record, "is closed while it is being sent"),
        (Event::Closed, Some(_)) => Ok(Step::Closed),
    }
}

fn contradiction(record: &Record, what: &str) -> Result<Step, Contradiction> {
    Err(Contradiction { why: format!("submit {} {what}", record.ticket) })
}

impl Entry {
    /// The entry after a record, where it stands now.
    pub(super) fn after(entry: Option<&Self>, record: &Record, standing: Standing) -> Self {
        let intent = match &record.event {
            Event::Intended(intent) => Some((**intent).clone()),
            _ => entry.and_then(|entry| entry.intent.clone()),
        };
        let told = match &record.event {
            Event::Accepted { credits, .. } | Event::Ended { credits, .. } => *credits,
            _ => None,
        };
        let credits = told.or_else(|| entry.map_or(intent.as_ref()?.credits, |entry| entry.credits));
        let begun = entry.map_or(record.at, |entry| entry.begun);
        Self { ticket: record.ticket, begun, account: record.account.clone(), intent, standing, credits }
    }

    /// The records that make it, again.
    pub(super) fn records(&self) -> Vec<Record> {
        let Self { ticket, begun, account, intent, standing, credits } = self.clone();
        let record = |event| Record { ticket, at: begun, account: account.clone(), event };
        let accepted = standing.task().map(|task| Event::Accepted { task: task.to_owned(), credits });
        let outcome = match standing {
            Standing::UnderWay | Standing::Pending { .. } => None,
            Standing::Unknown { why } => Some(Event::Unknown { why }),
            Standing::Ended { task, state } => Some(Event::Ended { task, state, credits }),
        };
        let intent = intent.map(|intent| Event::Intended(Box::new(intent)));
        [intent, accepted, outcome].into_iter().flatten().map(record).collect()
    }
}
