//! A submit with a store or a budget: what is recorded before it, after it, and when its future is dropped between.

use std::sync::Arc;

use vidu_types::Task;
use vidu_types::table::Revision;
use vidu_types::wire::Content;

use crate::budget::{Budget, Reservation};
use crate::clock::Clock;
use crate::store::{Account, Admission, Digest, Event, Intent, Payload, Record, StoreError, TaskStore, Ticket};
use crate::submit::{Accepted, Prepared, SubmitError, Unrecorded};

/// What a client keeps of its submits.
#[derive(Clone, Debug)]
pub(crate) struct Keeping {
    pub(crate) store: Option<Arc<dyn TaskStore>>,
    pub(crate) budget: Option<Budget>,
    pub(crate) account: Account,
    pub(crate) clock: Clock,
}

/// One submit that is about to be sent, or under way.
///
/// Dropped early, it leaves its last words in the store.
pub(crate) struct Hold {
    store: Option<Arc<dyn TaskStore>>,
    account: Account,
    clock: Clock,
    ticket: Ticket,
    reserved: Option<Reservation>,
    /// What is to be recorded should the submit end here.
    last_words: Option<Event>,
}

impl Keeping {
    /// Whether submits are recorded or counted.
    pub(crate) fn is_kept(&self) -> bool {
        self.store.is_some() || self.budget.is_some()
    }

    /// Sets the price aside and makes the intent durable: when this answers a hold, the request may leave.
    pub(crate) async fn begin(
        &self,
        revision: &'static Revision,
        operation: &'static str,
        prepared: &Prepared,
        ticket: Ticket,
    ) -> Result<Hold, SubmitError> {
        let price = prepared.price;
        let refused = |admission| self.refused(revision, operation, price, admission);
        let reserved = match &self.budget {
            Some(budget) => budget.reserve(price).map_err(refused)?,
            None => None,
        };
        let (store, account, clock) = (self.store.clone(), self.account.clone(), self.clock.clone());
        let mut hold = Hold { store, account, clock, ticket, reserved, last_words: Some(Event::NotSent) };
        let limit = self.budget.as_ref().and_then(Budget::store_limit);
        let Some(store) = &self.store else { return Ok(hold) };
        let record = hold.record(Event::Intended(Box::new(self.intent(revision, operation, prepared))));
        let admission = store.intend(record, limit).await;
        match admission {
            Ok(Admission::Admitted) => Ok(hold),
            Ok(other) => {
                hold.settle(Event::NotSent);
                Err(refused(other))
            }
            // It may have been recorded all the same, so the hold leaves behind that nothing was sent.
            Err(fault) => Err(SubmitError::NotRecorded { vendor: &revision.vendor, fault }),
        }
    }

    fn intent(&self, revision: &Revision, operation: &str, prepared: &Prepared) -> Intent {
        let counted = |budget: &Budget| budget.counted(prepared.price);
        Intent {
            revision: revision.month.to_string(),
            operation: operation.to_owned(),
            request: Digest::of_parts(prepared.call.body.iter().flat_map(Content::parts)),
            payload: prepared.payload.as_deref().map(Payload::of),
            credits: self.budget.as_ref().map_or(prepared.price, counted),
        }
    }

    fn refused(
        &self,
        revision: &'static Revision,
        operation: &'static str,
        price: Option<u64>,
        admission: Admission,
    ) -> SubmitError {
        let (vendor, limit) = (&*revision.vendor, self.budget.as_ref().map_or(0, Budget::limit));
        match admission {
            Admission::Unpriced { earlier } => SubmitError::NoPrice { vendor, operation, earlier },
            Admission::OverLimit { spent } => {
                let price = self.budget.as_ref().and_then(|budget| budget.counted(price)).unwrap_or_default();
                SubmitError::OverBudget { vendor, price, spent, limit }
            }
            Admission::Admitted => SubmitError::NotRecorded { vendor, fault: StoreError::Stopped },
        }
    }
}

impl Hold {
    /// From here on the request may arrive.
    pub(crate) fn leaving(mut self) -> Self {
        self.last_words = Some(Event::Unknown { why: DROPPED.to_owned() });
        self
    }

    /// Records what became of the request.
    ///
    /// Only of an accepted one the record matters so much that the caller has to hear of its failure: all others become
    /// unknown without it, which is less than what is known and never wrong.
    pub(crate) async fn end(
        mut self,
        revision: &'static Revision,
        outcome: Result<Accepted, SubmitError>,
    ) -> Result<Accepted, SubmitError> {
        let event = event(&outcome);
        // Should the future be dropped while it is being recorded, it is recorded all the same.
        self.last_words = Some(event.clone());
        let noted = match &self.store {
            Some(store) => store.note(self.record(event.clone())).await,
            None => Ok(()),
        };
        let ticket = self.ticket;
        if noted.is_err() && outcome.is_ok() {
            self.last_words = Some(Event::Unknown { why: UNRECORDED.to_owned() });
        } else {
            self.settle(event);
        }
        match (noted, outcome) {
            (Err(fault), Ok(accepted)) => {
                let (vendor, task) = (&*revision.vendor, accepted.task);
                Err(SubmitError::Unrecorded(Box::new(Unrecorded { vendor, ticket, task, fault })))
            }
            (_, Err(SubmitError::Unknown(mut unknown))) => {
                unknown.ticket = Some(ticket);
                Err(SubmitError::Unknown(unknown))
            }
            (_, outcome) => outcome,
        }
    }

    fn record(&self, event: Event) -> Record {
        Record::new(self.ticket, self.clock.now(), self.account.clone(), event)
    }

    /// Nothing more is to be recorded; what was set aside becomes what it cost.
    fn settle(&mut self, event: Event) {
        self.last_words = None;
        let cost = match event {
            Event::Refused { .. } | Event::NotSent => Some(0),
            Event::Accepted { credits, .. } => credits,
            _ => None,
        };
        if let (Some(reserved), Some(cost)) = (self.reserved.take(), cost) {
            reserved.becomes(cost);
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let Some(event) = self.last_words.take() else { return };
        if let Some(store) = &self.store {
            store.leave(self.record(event.clone()));
        }
        self.settle(event);
    }
}

/// The text by which a submit of this crate's own marking is found again.
pub(crate) fn mark(ticket: Ticket) -> String {
    format!("{}:{ticket}", env!("CARGO_PKG_NAME"))
}

const DROPPED: &str = "the submit was dropped before its answer came";
const UNRECORDED: &str = "a task was made, and its id could not be recorded";

fn event(outcome: &Result<Accepted, SubmitError>) -> Event {
    match outcome {
        Ok(accepted) => Event::Accepted { task: accepted.id.as_str().to_owned(), credits: credits(&accepted.task) },
        Err(SubmitError::Refused { error, .. }) => Event::Refused { status: error.status },
        Err(SubmitError::Unknown(unknown)) => Event::Unknown { why: unknown.plainly.clone() },
        Err(_) => Event::NotSent,
    }
}

/// What the vendor says that the task costs. A part of a credit counts as a whole one.
pub(crate) fn credits(task: &Task) -> Option<u64> {
    task.credits.filter(|credits| credits.is_finite() && *credits >= 0.0).map(|credits| credits.ceil() as u64)
}
