//! What all records together say: which tasks are pending, which submits are unknown, what was spent. No IO.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::{Contradiction, Entry, Standing, Step, step};
use super::record::{Account, Event, Record, Ticket};

/// What was spent with one vendor at one address, over all its keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Credits of all submits that made a task or may have made one.
    pub credits: u64,
    /// How many submits there were whose price nobody knows.
    pub unpriced: u64,
}

impl Sum {
    /// What one submit adds.
    pub fn of(credits: Option<u64>) -> Self {
        Self { credits: credits.unwrap_or(0), unpriced: u64::from(credits.is_none()) }
    }

    /// The sum with another.
    pub fn plus(self, other: Self) -> Self {
        let credits = self.credits.saturating_add(other.credits);
        Self { credits, unpriced: self.unpriced.saturating_add(other.unpriced) }
    }

    /// The sum without another.
    pub fn minus(self, other: Self) -> Self {
        let credits = self.credits.saturating_sub(other.credits);
        Self { credits, unpriced: self.unpriced.saturating_sub(other.unpriced) }
    }
}

/// What a limit is about: credits of different vendors cannot be added.
pub(super) type Purse = (String, String);

pub(super) fn purse(account: &Account) -> Purse {
    (account.vendor.clone(), account.base_url.clone())
}

/// All entries, and what was spent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Book {
    entries: BTreeMap<Ticket, Entry>,
    /// Which entry a task belongs to: without it, reading a long journal would take the square of its length.
    tasks: BTreeMap<(Purse, String), Ticket>,
    sums: BTreeMap<Purse, Sum>,
}

impl Book {
    /// What a record would do, checked against all entries: one task belongs to one submit.
    pub(super) fn judge(&self, record: &Record) -> Result<Step, Contradiction> {
        let step = step(self.entries.get(&record.ticket), record)?;
        if let Event::Accepted { task, .. } = &record.event
            && let Some(other) = self.find(&record.account, task).filter(|other| other.ticket != record.ticket)
        {
            let why = format!("task {task} is that of submit {}, and not of submit {}", other.ticket, record.ticket);
            return Err(Contradiction { why });
        }
        Ok(step)
    }

    /// Does what [`judge`](Self::judge) said.
    pub(super) fn take(&mut self, record: &Record, step: Step) {
        let old = self.entries.get(&record.ticket).map_or_else(Sum::default, |entry| Sum::of(entry.credits));
        let sum = self.sums.entry(purse(&record.account)).or_default();
        match step {
            Step::Nothing => {}
            Step::Becomes(entry) => {
                *sum = sum.minus(old).plus(Sum::of(entry.credits));
                if let Some(task) = entry.standing.task() {
                    self.tasks.insert((purse(&entry.account), task.to_owned()), record.ticket);
                }
                self.entries.insert(record.ticket, *entry);
            }
            Step::Released => {
                *sum = sum.minus(old);
                self.remove(record.ticket);
            }
            Step::Closed => self.remove(record.ticket),
        }
    }

    /// Takes a record that was written before. Where that of the intent was lost, what is unknown is unknown all the same.
    pub(super) fn replay(&mut self, record: &Record) -> Result<(), Contradiction> {
        let step = match &record.event {
            Event::Unknown { why } if !self.entries.contains_key(&record.ticket) => {
                Step::Becomes(Box::new(Entry::after(None, record, Standing::Unknown { why: why.clone() })))
            }
            _ => self.judge(record)?,
        };
        self.take(record, step);
        Ok(())
    }

    /// Adds what was spent on submits whose records are gone.
    pub(super) fn carry(&mut self, purse: Purse, sum: Sum) {
        let held = self.sums.entry(purse).or_default();
        *held = held.plus(sum);
    }

    /// What was under way when the process ended is unknown now.
    pub(super) fn restart(&mut self) {
        for entry in self.entries.values_mut().filter(|entry| entry.standing == Standing::UnderWay) {
            entry.standing = Standing::Unknown { why: CRASHED.to_owned() };
        }
    }

    /// The entries, the oldest first.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.entries.values().cloned().collect();
        entries.sort_by_key(|entry| (entry.begun, entry.ticket));
        entries
    }

    /// The entry of a task, whichever key it was made with.
    pub(super) fn find(&self, account: &Account, task: &str) -> Option<&Entry> {
        self.entries.get(self.tasks.get(&(purse(account), task.to_owned()))?)
    }

    fn remove(&mut self, ticket: Ticket) {
        let Some(entry) = self.entries.remove(&ticket) else { return };
        if let Some(task) = entry.standing.task() {
            self.tasks.remove(&(purse(&entry.account), task.to_owned()));
        }
    }

    pub(super) fn spent(&self, account: &Account) -> Sum {
        self.sums.get(&purse(account)).copied().unwrap_or_default()
    }

    /// The least that brings the same book back: what was spent on closed submits, and the records of the others.
    pub(super) fn condensed(&self) -> (Vec<(Purse, Sum)>, Vec<Record>) {
        let mut closed = self.sums.clone();
        for entry in self.entries.values() {
            let sum = closed.entry(purse(&entry.account)).or_default();
            *sum = sum.minus(Sum::of(entry.credits));
        }
        closed.retain(|_, sum| *sum != Sum::default());
        (closed.into_iter().collect(), self.entries().iter().flat_map(Entry::records).collect())
    }
}

/// Why a submit is unknown that was never recorded to be anything else.
pub(super) const CRASHED: &str = "the process ended before it recorded what became of the request";

#[cfg(test)]
mod tests {
    use super::super::fixture::{accepted, closed, ended, intended, not_sent, record, refused, unknown};
    use super::*;

    /// Takes records as a journal does: what contradicts is left out.
    fn book(events: &[Event]) -> Book {
        let mut book = Book::default();
        for event in events {
            let _ = book.replay(&record(1, event.clone()));
        }
        book
    }

    /// In short: where submit 1 stands, and what was spent.
    fn told(book: &Book) -> String {
        let standing = match book.entries().first().map(|entry| entry.standing.clone()) {
            None => "-".to_owned(),
            Some(Standing::UnderWay) => "under way".to_owned(),
            Some(Standing::Unknown { .. }) => "unknown".to_owned(),
            Some(Standing::Pending { task }) => format!("pending {task}"),
            Some(Standing::Ended { task, state }) => format!("ended {task} {state}"),
        };
        let sum = book.sums.values().next().copied().unwrap_or_default();
        format!("{standing}, {}+{}?", sum.credits, sum.unpriced)
    }

    #[test]
    fn what_records_say_together() {
        let cases: &[(&[Event], &str)] = &[
            (&[], "-, 0+0?"),
            (&[intended(Some(10))], "under way, 10+0?"),
            (&[intended(None)], "under way, 0+1?"),
            (&[intended(Some(10)), accepted("7", None)], "pending 7, 10+0?"),
            (&[intended(Some(10)), accepted("7", Some(4))], "pending 7, 4+0?"),
            (&[intended(None), accepted("7", Some(4))], "pending 7, 4+0?"),
            (&[intended(Some(10)), refused()], "-, 0+0?"),
            (&[intended(None), not_sent()], "-, 0+0?"),
            (&[intended(Some(10)), unknown()], "unknown, 10+0?"),
            (&[intended(Some(10)), unknown(), accepted("7", None)], "pending 7, 10+0?"),
            (&[intended(Some(10)), unknown(), refused()], "-, 0+0?"),
            (&[intended(Some(10)), unknown(), closed()], "-, 10+0?"),
            (&[intended(Some(10)), accepted("7", None), ended("7", Some(3))], "ended 7 done, 3+0?"),
            (&[intended(Some(10)), accepted("7", None), ended("7", None), closed()], "-, 10+0?"),
            // Twice the same, or late and saying less.
            (&[intended(Some(10)), accepted("7", None), accepted("7", None)], "pending 7, 10+0?"),
            (&[intended(Some(10)), accepted("7", None), unknown()], "pending 7, 10+0?"),
            (&[intended(Some(10)), accepted("7", None), closed(), ended("7", None), closed()], "-, 10+0?"),
            // What cannot be is left out.
            (&[intended(Some(10)), accepted("7", None), accepted("8", None)], "pending 7, 10+0?"),
            (&[intended(Some(10)), accepted("7", None), refused()], "pending 7, 10+0?"),
            (&[intended(Some(10)), closed()], "under way, 10+0?"),
            (&[intended(Some(10)), intended(Some(10))], "under way, 10+0?"),
            // Earlier records were damaged.
            (&[accepted("7", None)], "pending 7, 0+1?"),
            (&[unknown()], "unknown, 0+1?"),
        ];
        for (events, expected) in cases {
            assert_eq!(told(&book(events)), *expected, "{events:?}");
        }
    }

    /// Every sequence of four events, condensed and taken again, says the same.
    #[test]
    fn condensing_changes_nothing() {
        let events = [intended(Some(9)), intended(None), accepted("7", Some(4)), accepted("8", None)];
        let events = [&events[..], &[refused(), not_sent(), unknown(), ended("7", Some(3)), closed()]].concat();
        for number in 0..events.len().pow(4) {
            let picks = (0..4).map(|place| events[number / events.len().pow(place) % events.len()].clone());
            let picks: Vec<Event> = picks.collect();
            let book = book(&picks);
            let (sums, records) = book.condensed();
            let mut again = Book::default();
            sums.into_iter().for_each(|(purse, sum)| again.carry(purse, sum));
            for record in &records {
                again.replay(record).expect("its own records fit");
            }
            assert_eq!(told(&again), told(&book), "{picks:?}");
        }
    }

    /// A process that was slow tells what another has closed long ago.
    #[test]
    fn what_is_closed_is_not_opened_again() {
        for event in [unknown(), ended("7", None), refused(), not_sent(), closed()] {
            assert_eq!(step(None, &record(1, event.clone())), Ok(Step::Nothing), "{event:?}");
        }
    }

    /// The key may have been changed meanwhile; where a task is does not change.
    #[test]
    fn a_submit_stays_where_it_was_begun() {
        let elsewhere = |account| Record { account, ..record(1, ended("7", None)) };
        for (account, is_taken) in [
            (Account::new("acme", "https://api.acme.example", "another key"), true),
            (Account::new("acme", "https://b.example", "sk-1"), false),
            (Account::new("other", "https://api.acme.example", "sk-1"), false),
        ] {
            let mut book = book(&[intended(None), accepted("7", None)]);
            let record = elsewhere(account);
            assert_eq!(book.replay(&record).is_ok(), is_taken, "{:?}", record.account);
            let second = Record { ticket: Ticket::new(2), ..self::record(2, accepted("7", None)) };
            let why = book.judge(&second).expect_err("it is taken").to_string();
            assert!(why.contains("task 7 is that of submit 00000000000000000000000000000001"), "{why}");
        }
    }

    #[test]
    fn one_task_belongs_to_one_submit() {
        let mut book = book(&[intended(None), accepted("7", None)]);
        let other = record(2, intended(None));
        book.take(&other, book.judge(&other).expect("another submit"));
        let why = book.judge(&record(2, accepted("7", None))).expect_err("it is taken").to_string();
        assert!(why.contains("task 7 is that of submit 00000000000000000000000000000001"), "{why}");
    }

    #[test]
    fn what_one_vendor_got_is_not_spent_with_another() {
        let book = book(&[intended(Some(10))]);
        let own = record(1, closed()).account;
        let spent = |vendor: &str, base_url: &str| book.spent(&Account::new(vendor, base_url, "another key")).credits;
        assert_eq!(spent(&own.vendor, &own.base_url), 10);
        assert_eq!((spent("other", &own.base_url), spent(&own.vendor, "https://other.example")), (0, 0));
    }

    #[test]
    fn a_crash_makes_unknown_what_was_under_way() {
        let mut book = book(&[intended(Some(10))]);
        book.restart();
        assert_eq!(told(&book), "unknown, 10+0?");
    }
}
