//! A limit on credits: submits stop before they pass it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::{Admission, Limit, Sum};

/// The most credits that submits may cost, in this process or over a store.
///
/// A submit counts from the moment in which it is about to be sent. It counts no more when the vendor refused it or nothing
/// was sent; an unknown one counts, because it may be charged. When the vendor tells what a task costs, that figure takes
/// the place of the page's.
///
/// The guard fails closed: a request whose price no page states is not sent. Prices that the spec marks as made up count as
/// not stated. [`assume`](Self::assume) gives a figure for such requests.
///
/// ```
/// use vidu_client::Budget;
///
/// let budget = Budget::new(1000).assume(100);
/// assert_eq!(budget.spent(), Some(0));
/// ```
#[derive(Clone, Debug)]
pub struct Budget {
    credits: u64,
    assumed: Option<u64>,
    reach: Reach,
}

/// How far a budget reaches.
#[derive(Clone, Debug)]
enum Reach {
    /// Over all clients that have this budget or a clone of it.
    Process(Arc<Mutex<Sum>>),
    /// Over everything in the client's store from this vendor at this address.
    Store,
}

impl Budget {
    /// At most so many credits in this process. Clones are one budget, so several clients can share it.
    pub fn new(credits: u64) -> Self {
        Self { credits, assumed: None, reach: Reach::Process(Arc::default()) }
    }

    /// At most so many credits in everything that the client's store has seen from its vendor, other processes and closed
    /// tasks included.
    pub fn over_store(credits: u64) -> Self {
        Self { credits, assumed: None, reach: Reach::Store }
    }

    /// What a request counts whose price is not known.
    pub fn assume(mut self, credits: u64) -> Self {
        self.assumed = Some(credits);
        self
    }

    /// The most credits.
    pub fn limit(&self) -> u64 {
        self.credits
    }

    /// What was spent in this process; nothing for a budget over a store, which asks the store at each submit.
    pub fn spent(&self) -> Option<u64> {
        match &self.reach {
            Reach::Process(spent) => Some(held(spent).credits),
            Reach::Store => None,
        }
    }

    pub(crate) fn is_over_store(&self) -> bool {
        matches!(self.reach, Reach::Store)
    }

    /// The price that counts: the page's, or the assumed one.
    pub(crate) fn counted(&self, price: Option<u64>) -> Option<u64> {
        price.or(self.assumed)
    }

    /// The limit that the store keeps, if it does.
    pub(crate) fn store_limit(&self) -> Option<Limit> {
        self.is_over_store().then(|| Limit::new(self.credits, self.assumed))
    }

    /// Sets credits aside in this process, or says why not. Judging and setting aside are one step.
    pub(crate) fn reserve(&self, price: Option<u64>) -> Result<Option<Reservation>, Admission> {
        let Reach::Process(spent) = &self.reach else { return Ok(None) };
        let mut held = held(spent);
        match Limit::new(self.credits, self.assumed).admits(*held, price) {
            Admission::Admitted => {}
            refused => return Err(refused),
        }
        let credits = self.counted(price).unwrap_or_default();
        *held = held.plus(Sum::of(Some(credits)));
        Ok(Some(Reservation { spent: Arc::clone(spent), credits }))
    }
}

/// Credits that are set aside for one submit, until it is known what it cost.
#[derive(Debug)]
pub(crate) struct Reservation {
    spent: Arc<Mutex<Sum>>,
    credits: u64,
}

impl Reservation {
    /// What it cost after all.
    pub(crate) fn becomes(self, credits: u64) {
        let mut held = held(&self.spent);
        *held = held.minus(Sum::of(Some(self.credits))).plus(Sum::of(Some(credits)));
    }
}

fn held(spent: &Mutex<Sum>) -> MutexGuard<'_, Sum> {
    spent.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_budget_admits() {
        let over = |spent| Err(Admission::OverLimit { spent });
        let unpriced = Err(Admission::Unpriced { earlier: 0 });
        let cases = [
            (
                Budget::new(100),
                vec![(Some(60), Ok(60)), (Some(41), over(60)), (Some(40), Ok(100)), (Some(1), over(100))],
            ),
            (Budget::new(100), vec![(None, unpriced), (Some(0), Ok(0)), (Some(100), Ok(100)), (Some(0), Ok(100))]),
            (Budget::new(100).assume(50), vec![(None, Ok(50)), (Some(10), Ok(60)), (None, over(60))]),
            (Budget::new(0), vec![(Some(0), Ok(0)), (Some(1), over(0)), (Some(u64::MAX), over(0))]),
            (Budget::new(u64::MAX), vec![(Some(u64::MAX), Ok(u64::MAX)), (Some(0), Ok(u64::MAX))]),
        ];
        for (budget, submits) in cases {
            for (price, expected) in submits {
                let outcome = budget.reserve(price).map(|_| budget.spent().unwrap_or_default());
                assert_eq!(outcome, expected, "{price:?} of {budget:?}");
            }
        }
    }

    #[test]
    fn a_reservation_becomes_what_it_cost() {
        let budget = Budget::new(100);
        let reserve = || budget.reserve(Some(60)).expect("room").expect("a reservation");
        reserve().becomes(0);
        assert_eq!(budget.spent(), Some(0));
        reserve().becomes(75);
        assert_eq!(budget.clone().spent(), Some(75));
    }
}
