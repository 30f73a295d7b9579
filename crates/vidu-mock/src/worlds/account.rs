//! What the tasks of a world cost in all, kept as they change, so that nobody adds them up at each request.

use std::collections::{BTreeMap, HashMap};

use crate::time::clock::Moment;
use crate::worlds::order::Task;

/// The sum of all prices, and what of it is given back when.
#[derive(Debug, Default)]
pub struct Account {
    prices: i64,
    /// What was given back up to when it was last settled.
    returned: i64,
    /// What is given back later, by moment and task.
    refunds: BTreeMap<(Moment, usize), i64>,
    /// When and how much each task is given back, if it is: a plan can change.
    booked: HashMap<usize, (Moment, i64)>,
    settled: Option<Moment>,
}

impl Account {
    /// Books a new task.
    pub fn open(&mut self, position: usize, task: &Task) {
        self.prices = self.prices.saturating_add(price(task));
        self.change(position, task);
    }

    /// Books what the changed plan of a task means.
    pub fn change(&mut self, position: usize, task: &Task) {
        let refund = task.plan.refunded().map(|at| (at, price(task))).filter(|(_, credits)| *credits != 0);
        if refund == self.booked.get(&position).copied() {
            return;
        }
        if let Some((at, credits)) = self.booked.remove(&position)
            && self.refunds.remove(&(at, position)).is_none()
        {
            self.returned = self.returned.saturating_sub(credits);
        }
        if let Some((at, credits)) = refund {
            self.booked.insert(position, (at, credits));
            match self.settled.is_some_and(|settled| at <= settled) {
                true => self.returned = self.returned.saturating_add(credits),
                false => drop(self.refunds.insert((at, position), credits)),
            }
        }
    }

    /// Adds up what was given back until now, so that nobody does it again.
    pub fn settle(&mut self, now: Moment) {
        while let Some(due) = self.refunds.first_entry().filter(|due| due.key().0 <= now) {
            self.returned = self.returned.saturating_add(due.remove());
        }
        self.settled = self.settled.max(Some(now));
    }

    /// What all tasks cost at a moment, which is no earlier than any that it was settled at.
    pub fn spent(&self, now: Moment) -> i64 {
        let due = self.refunds.range(..=(now, usize::MAX)).map(|(_, credits)| *credits).fold(0, i64::saturating_add);
        self.prices.saturating_sub(self.returned).saturating_sub(due)
    }
}

fn price(task: &Task) -> i64 {
    task.order.price.map_or(0, |price| price.credits)
}
