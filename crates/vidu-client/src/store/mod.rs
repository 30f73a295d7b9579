//! Keeps what was paid for: stores that outlive a crash, and what they hold.
//!
//! A client with a [store](TaskStore) records each submit before it leaves and each task's id before the caller gets it.
//! Whatever ends the process, [`Client::recover`](crate::Client::recover) then gives the tasks back, and the submits of
//! which nobody knows whether they made one.
//!
//! [`Journal`] is a file for one process; `Postgres`, behind the feature `postgres`, serves several. A store of another kind
//! implements [`TaskStore`] with the help of [`step`], which holds the logic.

use std::fmt::Debug;
use std::pin::Pin;
use std::time::SystemTime;

mod book;
mod entry;
mod fault;
#[cfg(test)]
pub(crate) mod fixture;
mod journal;
mod line;
mod lock;
#[cfg(feature = "postgres")]
mod postgres;
mod record;
#[cfg(test)]
mod tests;
mod volume;
mod writer;

pub use book::Sum;
pub use entry::{Contradiction, Entry, Standing, Step, step};
pub use fault::{Damage, DamageFault, StoreError};
pub use journal::Journal;
#[cfg(feature = "postgres")]
pub use postgres::Postgres;
pub use record::{Account, Digest, Event, Intent, Payload, Record, Ticket, UnusableTicket};
pub use volume::{Replacing, Volume};

/// What a store answers, later.
pub type Stored<'s, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 's>>;

/// Where a client keeps what it has paid for.
///
/// When [`intend`](Self::intend) or [`note`](Self::note) answers, the record outlives a crash of process and machine.
/// Dropping their futures must not leave half a record; the record itself may be kept or not.
pub trait TaskStore: Debug + Send + Sync {
    /// Records that a request is about to be sent, if a limit allows it.
    ///
    /// Judging and recording are one step: two submits at once, in one process or many, cannot both pass a limit that has
    /// room for one.
    fn intend(&self, record: Record, limit: Option<Limit>) -> Stored<'_, Admission>;

    /// Records what became of a request. A record that says nothing new changes nothing and is no fault.
    fn note(&self, record: Record) -> Stored<'_, ()>;

    /// Records something as soon as may be, after everything that was asked for before, for a caller that has gone away.
    ///
    /// It may be lost, because a submit without an outcome counts as unknown anyway.
    fn leave(&self, record: Record);

    /// The entry of a task of this vendor at this address, whichever key it was made with.
    fn find<'s>(&'s self, account: &'s Account, task: &'s str) -> Stored<'s, Option<Entry>>;

    /// Everything that is this process's to look after: its own entries, and those of processes that are gone.
    ///
    /// `now` decides which processes count as gone, where several share a store.
    fn entries(&self, now: SystemTime) -> Stored<'_, Snapshot>;
}

/// A limit on what may be spent with one vendor at one address, over the whole store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limit {
    /// The most credits.
    pub credits: u64,
    /// What a submit counts whose price nobody knows; without it one such submit stops all others.
    pub assumed: Option<u64>,
}

/// Whether a submit may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Admission {
    /// It is recorded, and may be sent.
    Admitted,
    /// It would pass the limit. Nothing was recorded.
    OverLimit {
        /// What was spent before it.
        spent: u64,
    },
    /// Nobody knows what it, or an earlier one, costs. Nothing was recorded.
    Unpriced {
        /// How many earlier submits have no price.
        earlier: u64,
    },
}

impl Limit {
    /// At most so many credits; a submit without a price counts as assumed.
    pub fn new(credits: u64, assumed: Option<u64>) -> Self {
        Self { credits, assumed }
    }

    /// Whether a submit of this price may follow what was spent.
    pub fn admits(self, spent: Sum, price: Option<u64>) -> Admission {
        let earlier = spent.unpriced;
        let counted = |submits: u64| self.assumed.map(|assumed| assumed.saturating_mul(submits));
        let unpriced = if earlier == 0 { Some(0) } else { counted(earlier) };
        let (Some(unpriced), Some(price)) = (unpriced, price.or(self.assumed)) else {
            return Admission::Unpriced { earlier };
        };
        let spent = spent.credits.saturating_add(unpriced);
        match spent.saturating_add(price) <= self.credits {
            true => Admission::Admitted,
            false => Admission::OverLimit { spent },
        }
    }
}

/// What a store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snapshot {
    /// The submits that nobody has closed, the oldest first.
    pub entries: Vec<Entry>,
    /// What could not be read.
    pub damage: Vec<Damage>,
}

impl Snapshot {
    /// A snapshot of these entries.
    pub fn new(entries: Vec<Entry>, damage: Vec<Damage>) -> Self {
        Self { entries, damage }
    }
}
