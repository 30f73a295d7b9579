//! What a store gives back: tasks that are pending, submits that are unknown, and how an unknown one becomes a task.

use std::error::Error;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use vidu_types::{Task, Vendor};

use crate::call::CallError;
use crate::client::Client;
use crate::handle::Handle;
use crate::kept::credits;
use crate::route::{TaskId, UnusableId};
use crate::store::{Damage, Entry, Event, Record, Standing, StoreError, TaskStore, Ticket};
use crate::text::printable;

/// What a store holds for a client.
#[derive(Debug)]
#[non_exhaustive]
pub struct Recovery<V: Vendor> {
    /// The tasks, the oldest first: each can be waited for again, also one whose end was seen.
    pub pending: Vec<Handle<V>>,
    /// Submits of which nobody knows whether they made a task, the oldest first. Each may have been paid for.
    ///
    /// [`Client::reconcile_listed`] looks for them in the vendor's list, [`Client::reconcile`] finds the one that a task
    /// belongs to, [`Client::assign`] records what a person has found, [`Client::dismiss`] gives one up.
    pub unknown: Vec<Entry>,
    /// Submits that this process is sending now.
    pub under_way: Vec<Entry>,
    /// Entries of other vendors, addresses and keys. After a change of key, [`Client::assign`] takes a task over.
    pub elsewhere: Vec<Entry>,
    /// What could not be read in the store, perhaps submits.
    pub damage: Vec<Damage>,
}

/// Which submit a task belongs to.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reconciled<V: Vendor> {
    /// It was unknown until now, and is recorded as this task.
    Found(Handle<V>),
    /// The store knew the task already.
    Known(Handle<V>),
    /// A submit with this payload is being sent, and will tell by itself.
    UnderWay,
    /// No unknown submit has the payload that the vendor tells of this task, or the vendor tells none.
    Stranger(Box<Task>),
    /// Several unknown submits have this payload. A person has to choose, with [`Client::assign`].
    Ambiguous {
        /// The task.
        task: Box<Task>,
        /// The submits.
        submits: Vec<Entry>,
    },
}

/// Why nothing was reconciled. The store is as it was.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ReconcileError {
    /// The text cannot be a task's id.
    Id(UnusableId),
    /// The vendor did not tell of the task.
    Query(CallError),
    /// The store failed, or contradicts.
    Store(StoreError),
    /// The task carries another payload than the submit.
    OtherPayload {
        /// The submit.
        ticket: Ticket,
        /// The task's id.
        task: String,
        /// The task's payload, shortened.
        payload: String,
    },
}

impl fmt::Display for ReconcileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(fault) => write!(formatter, "{fault}"),
            Self::Query(fault) => write!(formatter, "{fault}"),
            Self::Store(fault) => write!(formatter, "{fault}"),
            Self::OtherPayload { ticket, task, payload } => {
                write!(formatter, "task {task} carries payload {payload:?}, which is not that of submit {ticket}")
            }
        }
    }
}

impl Error for ReconcileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Id(fault) => Some(fault),
            Self::Query(fault) => Some(fault),
            Self::Store(fault) => Some(fault),
            Self::OtherPayload { .. } => None,
        }
    }
}

impl<V: Vendor> Client<V> {
    /// Everything that the client's store holds open. Nothing is sent.
    ///
    /// A task stays in the store, and comes back with every call of this, until [`Handle::close`]: whoever has its videos
    /// closes it. Call this when the program starts; what a crash interrupted is in it.
    pub async fn recover(&self) -> Result<Recovery<V>, StoreError> {
        self.recover_at(self.now()).await
    }

    /// The same at a time: in a store that several processes share, it decides which of them count as gone.
    pub async fn recover_at(&self, now: SystemTime) -> Result<Recovery<V>, StoreError> {
        let snapshot = self.store()?.entries(now).await?;
        let mut recovery = Recovery {
            pending: Vec::new(),
            unknown: Vec::new(),
            under_way: Vec::new(),
            elsewhere: Vec::new(),
            damage: snapshot.damage,
        };
        for entry in snapshot.entries {
            self.sort(entry, &mut recovery);
        }
        Ok(recovery)
    }

    /// Finds the unknown submit that a task belongs to, by the payload that the vendor tells of the task.
    ///
    /// The id may come from anywhere, such as a [callback](crate::Verified::hint) or the vendor's own pages: the task is
    /// read again before anything is believed. That works as well as payloads are unique; with
    /// [`mark_payload`](crate::Builder::mark_payload) they are. A task that was [closed](Handle::close) is forgotten: if its
    /// payload is also that of an unknown submit, it is taken for that one's. Where the vendor's pages have a list of tasks,
    /// [`reconcile_listed`](Self::reconcile_listed) looks for all of them there.
    pub async fn reconcile(&self, id: impl Into<String>) -> Result<Reconciled<V>, ReconcileError> {
        let id = TaskId::new(id.into()).map_err(ReconcileError::Id)?;
        let store = self.store().map_err(ReconcileError::Store)?;
        let known = store.find(&self.keeping().account, id.as_str()).await.map_err(ReconcileError::Store)?;
        if let Some(entry) = known {
            return Ok(Reconciled::Known(Handle::taken_up(self.clone(), id, Some(entry.ticket))));
        }
        let task = Handle::taken_up(self.clone(), id.clone(), None).query().await.map_err(ReconcileError::Query)?;
        let snapshot = store.entries(self.now()).await.map_err(ReconcileError::Store)?;
        let account = &self.keeping().account;
        match matching(snapshot.entries.into_iter().filter(|entry| entry.account == *account), &task) {
            Match::One(entry) => {
                let handle = self.accept(&entry, id, &task).await.map_err(ReconcileError::Store)?;
                Ok(Reconciled::Found(handle))
            }
            Match::UnderWay => Ok(Reconciled::UnderWay),
            Match::None => Ok(Reconciled::Stranger(Box::new(task))),
            Match::Several(submits) => Ok(Reconciled::Ambiguous { task: Box::new(task), submits }),
        }
    }

    /// Records that a submit made this task, because the caller says so: a person has found it at the vendor's, or an
    /// [error](crate::Unrecorded) brought its id.
    ///
    /// The task is read before, and its payload, where the vendor tells one, must be the submit's.
    pub async fn assign(&self, entry: &Entry, id: impl Into<String>) -> Result<Handle<V>, ReconcileError> {
        let id = TaskId::new(id.into()).map_err(ReconcileError::Id)?;
        let task = Handle::taken_up(self.clone(), id.clone(), None).query().await.map_err(ReconcileError::Query)?;
        let submitted = entry.intent.as_ref().and_then(|intent| intent.payload.as_ref());
        if let (Some(payload), Some(told)) = (submitted, told(&task))
            && !payload.is(told)
        {
            let payload = printable(told, 100);
            return Err(ReconcileError::OtherPayload { ticket: entry.ticket, task: task.id.clone(), payload });
        }
        self.accept(entry, id, &task).await.map_err(ReconcileError::Store)
    }

    /// Gives a submit up whose outcome is unknown. What it may have cost stays counted.
    pub async fn dismiss(&self, entry: &Entry) -> Result<(), StoreError> {
        let record = Record::new(entry.ticket, self.now(), entry.account.clone(), Event::Closed);
        self.store()?.note(record).await
    }

    pub(crate) fn store(&self) -> Result<&dyn TaskStore, StoreError> {
        self.keeping().store.as_deref().ok_or(StoreError::NoStore)
    }

    fn sort(&self, entry: Entry, recovery: &mut Recovery<V>) {
        if entry.account != self.keeping().account {
            recovery.elsewhere.push(entry);
            return;
        }
        match &entry.standing {
            Standing::UnderWay => recovery.under_way.push(entry),
            Standing::Unknown { .. } => recovery.unknown.push(entry),
            Standing::Pending { task } | Standing::Ended { task, .. } => match TaskId::new(task.clone()) {
                Ok(id) => recovery.pending.push(Handle::taken_up(self.clone(), id, Some(entry.ticket))),
                Err(_) => recovery.elsewhere.push(entry),
            },
        }
    }

    pub(crate) async fn accept(&self, entry: &Entry, id: TaskId, task: &Task) -> Result<Handle<V>, StoreError> {
        let event = Event::Accepted { task: id.as_str().to_owned(), credits: credits(task) };
        let record = Record::new(entry.ticket, self.now(), self.keeping().account.clone(), event);
        self.store()?.note(record).await?;
        Ok(Handle::taken_up(self.clone(), id, Some(entry.ticket)))
    }
}

impl<V: Vendor> Handle<V> {
    /// Takes the task out of the client's store, because nobody needs it any more: its videos are safe, or unwanted.
    ///
    /// Until then [`Client::recover`] gives it back. Without a store there is nothing to do.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.note(Event::Closed).await
    }

    /// Asks for the task once, and records its end if that is what it sees.
    pub(crate) async fn query_and_note(&self) -> Result<Task, CallError> {
        let seen = self.query().await;
        if let Ok(task) = &seen
            && task.is_terminal()
            && self.client().keeping().store.is_some()
        {
            self.note_end(task).await;
        }
        seen
    }

    /// A failure costs nothing: the task stays pending, and its end is seen again.
    async fn note_end(&self, task: &Task) {
        let (id, state) = (self.id().to_owned(), printable(task.state.word(), 100));
        let _ = self.note(Event::Ended { task: id, state, credits: credits(task) }).await;
    }

    async fn note(&self, event: Event) -> Result<(), StoreError> {
        let keeping = self.client().keeping();
        let Some(store) = keeping.store.as_deref() else { return Ok(()) };
        let ticket = match self.ticket() {
            Some(ticket) => Some(ticket),
            None => store.find(&keeping.account, self.id()).await?.map(|entry| entry.ticket),
        };
        match ticket {
            Some(ticket) => store.note(Record::new(ticket, keeping.clock.now(), keeping.account.clone(), event)).await,
            // A task that was not submitted with this store.
            None => Ok(()),
        }
    }
}

/// The submit that a task belongs to.
#[derive(Debug, PartialEq)]
pub(crate) enum Match {
    One(Box<Entry>),
    UnderWay,
    None,
    Several(Vec<Entry>),
}

/// A task that the vendor dates further before the submit than clocks differ is not of that submit.
pub(crate) const CLOCKS_DIFFER: Duration = Duration::from_secs(600);

pub(crate) fn matching(entries: impl Iterator<Item = Entry>, task: &Task) -> Match {
    let Some(payload) = told(task) else { return Match::None };
    let made = task.created_at.and_then(vidu_types::Timestamp::system_time);
    let fits = |entry: &Entry| {
        let same = entry.intent.as_ref().and_then(|intent| intent.payload.as_ref()).is_some_and(|own| own.is(payload));
        let begun = UNIX_EPOCH + Duration::from_millis(entry.begun);
        same && entry.standing.task().is_none() && made.is_none_or(|made| made + CLOCKS_DIFFER >= begun)
    };
    let mut fitting: Vec<Entry> = entries.filter(fits).collect();
    match fitting.len() {
        0 => Match::None,
        _ if fitting.iter().any(|entry| entry.standing == Standing::UnderWay) => Match::UnderWay,
        1 => fitting.pop().map_or(Match::None, |entry| Match::One(Box::new(entry))),
        _ => Match::Several(fitting),
    }
}

/// The payload that the vendor tells of a task; many tell an empty one of a task that has none.
pub(crate) fn told(task: &Task) -> Option<&str> {
    task.payload.as_deref().filter(|payload| !payload.is_empty())
}
