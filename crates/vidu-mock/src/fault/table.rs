//! The faults that are set, and which of them hits what comes by; time is an argument.

use std::collections::VecDeque;
use std::time::Duration;

use serde::Serialize;
use tokio::time::Instant;

use super::{Fault, Rule, Trouble};
use crate::tasks::random::Random;

/// As many faults may be set at once.
pub const MOST: usize = 1000;

/// All faults that are set.
#[derive(Debug, Default)]
pub struct Faults {
    list: VecDeque<Standing>,
    numbers: u64,
}

#[derive(Debug)]
struct Standing {
    number: u64,
    fault: Fault,
    ends: Option<Instant>,
    fits: u64,
    hits: u64,
}

/// What comes by.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// What it is.
    pub side: Side,
    /// The vendor; empty if none is known.
    pub vendor: &'a str,
    /// The operation; empty if none is known.
    pub operation: &'a str,
    /// The path; of a callback, the receiver's.
    pub path: &'a str,
    /// The name of the API key; empty if none is known.
    pub key_name: &'a str,
    /// Of a callback: whether it is at its first attempt, at its own time.
    pub is_first: bool,
    /// Of a callback: whether another follows.
    pub is_followed: bool,
}

/// What a fault can hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A call of the API.
    Call,
    /// A download of a result.
    Result,
    /// A callback.
    Callback,
}

/// A fault that hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub(crate) trouble: Trouble,
    /// Whether the request is served nevertheless.
    pub is_served: bool,
}

/// A fault that is set, and what became of it so far.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StandingFault {
    /// What it is taken away by.
    pub number: u64,
    /// What was set.
    #[serde(flatten)]
    pub fault: Fault,
    /// How many requests or callbacks its rule fitted.
    pub fits: u64,
    /// How many of them it hit.
    pub hits: u64,
    /// How many more seconds it lasts, if it does not last for good.
    pub seconds_left: Option<f64>,
}

impl Faults {
    /// Sets a fault and gives its number. When there are too many, the oldest is gone.
    pub fn add(&mut self, fault: Fault, now: Instant) -> u64 {
        self.expire(now);
        if self.list.len() >= MOST {
            self.list.pop_front();
        }
        self.numbers += 1;
        let ends = fault.rule.lasts.and_then(|lasts| now.checked_add(lasts));
        self.list.push_back(Standing { number: self.numbers, fault, ends, fits: 0, hits: 0 });
        self.numbers
    }

    /// Takes one away; whether it was there.
    pub fn remove(&mut self, number: u64) -> bool {
        let before = self.list.len();
        self.list.retain(|standing| standing.number != number);
        self.list.len() != before
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// Whether nothing can hit.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All that are set, in the order in which they were.
    pub fn listed(&mut self, now: Instant) -> Vec<StandingFault> {
        self.expire(now);
        let left = |ends: Instant| ends.saturating_duration_since(now).as_secs_f64();
        let listed = self.list.iter().map(|standing| StandingFault {
            number: standing.number,
            fault: standing.fault.clone(),
            fits: standing.fits,
            hits: standing.hits,
            seconds_left: standing.ends.map(left),
        });
        listed.collect()
    }

    /// What hits a request or a callback that comes by now.
    pub fn hit(&mut self, seen: &Seen<'_>, now: Instant) -> Option<Hit> {
        self.expire(now);
        let mut first = None;
        for standing in self.list.iter_mut().filter(|standing| fits(&standing.fault, seen)) {
            standing.fits += 1;
            if first.is_none() && standing.is_due() {
                standing.hits += 1;
                let Fault { trouble, rule } = &standing.fault;
                let is_served = rule.accepted.unwrap_or(trouble.is_served());
                first = Some(Hit { trouble: trouble.clone(), is_served });
            }
        }
        self.list.retain(|standing| !standing.is_spent());
        first
    }

    fn expire(&mut self, now: Instant) {
        self.list.retain(|standing| standing.ends.is_none_or(|ends| now < ends));
    }
}

impl Standing {
    /// Whether it hits what was just counted.
    fn is_due(&self) -> bool {
        let Rule { nth, rate, seed, .. } = &self.fault.rule;
        let share = |rate: f64| (rate.clamp(0.0, 1.0) * f64::from(u32::MAX)) as u64;
        let mut draws = Random::new(*seed, &self.fits.to_le_bytes());
        self.fits >= nth.unwrap_or(1) && rate.is_none_or(|rate| draws.below(u64::from(u32::MAX)) < share(rate))
    }

    /// Whether it can never hit again.
    fn is_spent(&self) -> bool {
        let Rule { nth, times, .. } = &self.fault.rule;
        times.or(nth.map(|_| 1)).is_some_and(|times| self.hits >= times)
    }
}

fn fits(fault: &Fault, seen: &Seen<'_>) -> bool {
    let Rule { vendor, operation, path, key_name, .. } = &fault.rule;
    let is = |wanted: &Option<String>, given: &str| wanted.as_deref().is_none_or(|wanted| wanted == given);
    let path_fits = path.as_deref().is_none_or(|wanted| match wanted.strip_suffix('*') {
        Some(beginning) => seen.path.starts_with(beginning),
        None => seen.path == wanted,
    });
    side_fits(fault, seen)
        && is(vendor, seen.vendor)
        && is(operation, seen.operation)
        && is(key_name, seen.key_name)
        && path_fits
}

fn side_fits(fault: &Fault, seen: &Seen<'_>) -> bool {
    let trouble = &fault.trouble;
    match seen.side {
        // What reaches no vendor is hit only by those who name its path.
        Side::Call => {
            let is_of_calls = !trouble.is_of_callbacks() && *trouble != Trouble::ExpiredUrl && !fault.rule.results;
            is_of_calls && (!seen.vendor.is_empty() || fault.rule.path.is_some())
        }
        Side::Result => *trouble == Trouble::ExpiredUrl || (fault.rule.results && !trouble.is_of_callbacks()),
        Side::Callback => match trouble {
            // A callback that was put off already is not put off for ever.
            Trouble::CallbackLate { .. } => seen.is_first,
            Trouble::CallbackOutOfOrder => seen.is_first && seen.is_followed,
            other => other.is_of_callbacks(),
        },
    }
}

/// How long something lasts, for those who set it over the wire and may be gone before they take it away.
pub const WIRE_LASTS: Duration = Duration::from_secs(600);

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: Seen<'static> = Seen {
        side: Side::Call,
        vendor: "acme",
        operation: "paint",
        path: "/acme/paint",
        key_name: "k",
        is_first: false,
        is_followed: false,
    };

    /// Which of ten calls are hit.
    fn hits(fault: Fault) -> Vec<usize> {
        let (mut faults, now) = (Faults::default(), Instant::now());
        faults.add(fault, now);
        (1..=10).filter(|_| faults.hit(&CALL, now).is_some()).collect()
    }

    #[test]
    fn a_rule_says_how_often() {
        let fault = || Fault::server_error(503);
        for (fault, expected) in [
            (fault(), vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            (fault().once(), vec![1]),
            (fault().times(3), vec![1, 2, 3]),
            (fault().nth(4), vec![4]),
            (fault().nth(4).times(2), vec![4, 5]),
            (fault().rate(0.0, 1), vec![]),
            (fault().rate(1.0, 1).nth(9).times(9), vec![9, 10]),
            (fault().lasts(Duration::ZERO), vec![]),
            (fault().lasts(Duration::MAX).once(), vec![1]),
        ] {
            assert_eq!(hits(fault.clone()), expected, "{fault:?}");
        }
        let some = hits(fault().rate(0.5, 1));
        assert!(
            (1..10).contains(&some.len()) && some == hits(fault().rate(0.5, 1)) && some != hits(fault().rate(0.5, 2))
        );
    }

    #[test]
    fn a_rule_says_whom() {
        let key = Fault { rule: Rule { key_name: Some("k".into()), ..Rule::default() }, ..Fault::no_answer() };
        let other = Fault { rule: Rule { key_name: Some("l".into()), ..Rule::default() }, ..Fault::no_answer() };
        for (fault, expected) in [
            (Fault::no_answer().vendor("acme").operation("paint").path("/acme/paint"), true),
            (Fault::no_answer().vendor("bolt"), false),
            (Fault::no_answer().operation("look"), false),
            (Fault::no_answer().path("/acme/*"), true),
            (Fault::no_answer().path("/acme/"), false),
            (Fault::no_answer().results(), false),
            (Fault::expired_url(), false),
            (Fault::callback_lost(), false),
            (key, true),
            (other, false),
        ] {
            assert_eq!(!hits(fault.clone()).is_empty(), expected, "{fault:?}");
        }
    }

    #[test]
    fn the_first_that_is_set_hits_and_all_count() {
        let (mut faults, now) = (Faults::default(), Instant::now());
        faults.add(Fault::no_answer().nth(2), now);
        faults.add(Fault::reset_before_answer().times(2), now);
        let names: Vec<_> = (0..4).map(|_| faults.hit(&CALL, now).map(|hit| hit.trouble.name())).collect();
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(names, [some("reset_before"), some("no_answer"), some("reset_before"), None]);
    }

    #[test]
    fn time_ends_a_fault() {
        let (mut faults, now) = (Faults::default(), Instant::now());
        faults.add(Fault::no_answer().lasts(Duration::from_secs(5)), now);
        assert_eq!(faults.listed(now)[0].seconds_left, Some(5.0));
        assert!(faults.hit(&CALL, now + Duration::from_secs(4)).is_some());
        assert!(faults.hit(&CALL, now + Duration::from_secs(5)).is_none() && faults.is_empty());
    }

    #[test]
    fn the_table_is_bounded() {
        let (mut faults, now) = (Faults::default(), Instant::now());
        for _ in 0..MOST + 5 {
            faults.add(Fault::no_answer(), now);
        }
        assert_eq!((faults.listed(now).len(), faults.listed(now)[0].number), (MOST, 6));
        assert!(faults.remove(6) && !faults.remove(6));
        faults.clear();
        assert!(faults.is_empty());
    }
}
