//! What a store gives back to a program without async.

use std::time::SystemTime;

use vidu_types::{Task, Vendor};

use super::{Client, Error, Handle};
use crate::ReconcileError;
use crate::store::{Damage, Entry, StoreError};

/// What a store holds for a client; see [`Recovery`](crate::Recovery).
#[derive(Debug)]
#[non_exhaustive]
pub struct Recovery<V: Vendor> {
    /// The tasks, the oldest first: each can be waited for again, also one whose end was seen.
    pub pending: Vec<Handle<V>>,
    /// Submits of which nobody knows whether they made a task, the oldest first. Each may have been paid for.
    pub unknown: Vec<Entry>,
    /// Submits that this process is sending now.
    pub under_way: Vec<Entry>,
    /// Entries of other vendors, addresses and keys.
    pub elsewhere: Vec<Entry>,
    /// What could not be read in the store, perhaps submits.
    pub damage: Vec<Damage>,
}

/// Which submit a task belongs to; see [`Reconciled`](crate::Reconciled).
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

impl<V: Vendor> Client<V> {
    /// Everything that the client's store holds open; see [`Client::recover`](crate::Client::recover). Nothing is sent.
    ///
    /// A store is given to the client that this one [is made of](Self::of).
    pub fn recover(&self) -> Result<Recovery<V>, Error<StoreError>> {
        self.recover_at(SystemTime::now())
    }

    /// The same at a time: in a store that several processes share, it decides which of them count as gone.
    pub fn recover_at(&self, now: SystemTime) -> Result<Recovery<V>, Error<StoreError>> {
        let crate::Recovery { pending, unknown, under_way, elsewhere, damage } =
            self.runtime.run(self.client.recover_at(now))?;
        let pending = pending.into_iter().map(|task| self.handle(task)).collect();
        Ok(Recovery { pending, unknown, under_way, elsewhere, damage })
    }

    /// Finds the unknown submit that a task belongs to; see [`Client::reconcile`](crate::Client::reconcile).
    pub fn reconcile(&self, id: impl Into<String>) -> Result<Reconciled<V>, Error<ReconcileError>> {
        Ok(match self.runtime.run(self.client.reconcile(id))? {
            crate::Reconciled::Found(task) => Reconciled::Found(self.handle(task)),
            crate::Reconciled::Known(task) => Reconciled::Known(self.handle(task)),
            crate::Reconciled::UnderWay => Reconciled::UnderWay,
            crate::Reconciled::Stranger(task) => Reconciled::Stranger(task),
            crate::Reconciled::Ambiguous { task, submits } => Reconciled::Ambiguous { task, submits },
        })
    }

    /// Records that a submit made this task; see [`Client::assign`](crate::Client::assign).
    pub fn assign(&self, entry: &Entry, id: impl Into<String>) -> Result<Handle<V>, Error<ReconcileError>> {
        let task = self.runtime.run(self.client.assign(entry, id))?;
        Ok(self.handle(task))
    }

    /// Gives a submit up whose outcome is unknown. What it may have cost stays counted.
    pub fn dismiss(&self, entry: &Entry) -> Result<(), Error<StoreError>> {
        self.runtime.run(self.client.dismiss(entry))
    }
}
