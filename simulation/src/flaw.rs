//! Faults of a client that the simulator must find: each is a client that is broken on purpose.

use std::sync::Arc;
use std::time::SystemTime;

use vidu_client::store::{
    Account, Admission, Entry, Event, Journal, Limit, Record, Snapshot, StoreError, Stored, TaskStore,
};

/// What is wrong with the client under test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing.
    #[default]
    None,
    /// Something below the client sends a submit again that brought no answer.
    ResendsBelow,
    /// The caller submits again what is unknown.
    ResubmitsUnknown,
    /// A broken line counts as one over which nothing left.
    CallsItUnsent,
    /// The store forgets that a request is about to leave.
    ForgetsIntents,
    /// The store forgets the ids of tasks.
    ForgetsIds,
    /// What a callback says is taken for the task's state.
    BelievesCallbacks,
    /// Callbacks are believed whoever signed them.
    SkipsSignatures,
    /// One failed look ends a wait.
    GivesUpAtOnce,
    /// The end is told twice.
    TellsTwice,
    /// What carries a call logs a fault with the key.
    ShowsTheKey,
    /// Unknown submits are never reconciled.
    NeverReconciles,
}

impl Flaw {
    /// All that are some.
    pub const ALL: [Flaw; 11] = [
        Flaw::ResendsBelow,
        Flaw::ResubmitsUnknown,
        Flaw::CallsItUnsent,
        Flaw::ForgetsIntents,
        Flaw::ForgetsIds,
        Flaw::BelievesCallbacks,
        Flaw::SkipsSignatures,
        Flaw::GivesUpAtOnce,
        Flaw::TellsTwice,
        Flaw::ShowsTheKey,
        Flaw::NeverReconciles,
    ];
}

/// A journal that forgets.
#[derive(Debug)]
pub struct Forgetful {
    journal: Arc<Journal>,
    flaw: Flaw,
}

impl Forgetful {
    /// Forgets what the flaw says.
    pub fn new(journal: Journal, flaw: Flaw) -> Self {
        Self { journal: Arc::new(journal), flaw }
    }

    fn forgets(&self, record: &Record) -> bool {
        match record.event {
            Event::Intended(_) => self.flaw == Flaw::ForgetsIntents,
            Event::Accepted { .. } => self.flaw == Flaw::ForgetsIds,
            _ => false,
        }
    }
}

impl TaskStore for Forgetful {
    fn intend(&self, record: Record, limit: Option<Limit>) -> Stored<'_, Admission> {
        match self.forgets(&record) {
            true => Box::pin(async { Ok::<_, StoreError>(Admission::Admitted) }),
            false => self.journal.intend(record, limit),
        }
    }

    fn note(&self, record: Record) -> Stored<'_, ()> {
        match self.forgets(&record) {
            true => Box::pin(async { Ok::<_, StoreError>(()) }),
            false => self.journal.note(record),
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
