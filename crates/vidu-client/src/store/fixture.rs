//! Records for the tests of stores.

use std::time::UNIX_EPOCH;

use super::record::{Account, Digest, Event, Intent, Payload, Record, Ticket};

pub(crate) fn account() -> Account {
    Account::new("acme", "https://api.acme.example", "sk-secret")
}

pub(crate) fn record(ticket: u128, event: Event) -> Record {
    Record::new(Ticket::new(ticket), UNIX_EPOCH, account(), event)
}

pub(crate) fn intended(credits: Option<u64>) -> Event {
    Event::Intended(Box::new(intent(credits, None)))
}

pub(crate) fn intent(credits: Option<u64>, payload: Option<&str>) -> Intent {
    Intent {
        revision: "2025-01".to_owned(),
        operation: "make_clip".to_owned(),
        request: Digest::of(b"{}"),
        payload: payload.map(Payload::of),
        credits,
    }
}

pub(crate) fn accepted(task: &str, credits: Option<u64>) -> Event {
    Event::Accepted { task: task.to_owned(), credits }
}

pub(crate) fn refused() -> Event {
    Event::Refused { status: 400 }
}

pub(crate) fn not_sent() -> Event {
    Event::NotSent
}

pub(crate) fn unknown() -> Event {
    Event::Unknown { why: "no answer".to_owned() }
}

pub(crate) fn ended(task: &str, credits: Option<u64>) -> Event {
    Event::Ended { task: task.to_owned(), state: "done".to_owned(), credits }
}

pub(crate) fn closed() -> Event {
    Event::Closed
}
