//! The faults that are set, and which of them hits what comes by; time is an argument.

use std::collections::{BTreeSet, VecDeque};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::{Fault, Rule, Trouble};
use crate::tasks::random::Random;
use crate::tasks::rules::by_calendar;
use crate::worlds::apart::Apart;

/// As many faults may be set at once for all worlds, and as many for each.
pub const MOST: usize = 1000;

/// All faults that are set.
#[derive(Debug, Default)]
pub struct Faults {
    lists: Apart<VecDeque<Standing>>,
    numbers: u64,
    /// Those that changed since this was last emptied.
    changed: BTreeSet<u64>,
}

/// A fault as a log keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    fault: Fault,
    /// When it ends, by the calendar: that goes on while no server runs.
    ends: Option<SystemTime>,
    fits: u64,
    hits: u64,
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
    /// The name of the world; empty if none is known.
    pub world: &'a str,
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
    /// Sets a fault and gives it with its number. When there are too many, the oldest is gone.
    pub fn add(&mut self, fault: Fault, now: Instant) -> StandingFault {
        self.expire(None, now);
        let list = self.lists.of(fault.rule.world.as_deref());
        if list.len() >= MOST {
            self.changed.extend(list.pop_front().map(|oldest| oldest.number));
        }
        self.numbers += 1;
        let ends = fault.rule.lasts.and_then(|lasts| now.checked_add(lasts));
        let standing = Standing { number: self.numbers, fault, ends, fits: 0, hits: 0 };
        let shown = standing.shown(now);
        list.push_back(standing);
        self.changed.insert(self.numbers);
        shown
    }

    /// Takes one away, of everybody's or of one world's; whether it was there.
    pub fn remove(&mut self, world: Option<&str>, number: u64) -> bool {
        self.retain(world, |standing| standing.number != number) > 0
    }

    /// Takes all away, or those of one world.
    pub fn clear(&mut self, world: Option<&str>) {
        self.retain(world, |_| false);
    }

    /// Whether nothing can hit.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty(VecDeque::is_empty)
    }

    /// All that are set, or those of one world alone, in the order in which they were.
    pub fn listed(&mut self, world: Option<&str>, now: Instant) -> Vec<StandingFault> {
        self.expire(world, now);
        let all = self.lists.within(world).flat_map(|(_, list)| list);
        let mut listed: Vec<StandingFault> = all.map(|standing| standing.shown(now)).collect();
        listed.sort_by_key(|standing| standing.number);
        listed
    }

    /// What hits a request or a callback that comes by now: of several the one that was set first.
    pub fn hit(&mut self, seen: &Seen<'_>, now: Instant) -> Option<Hit> {
        let mut first: Option<&mut Standing> = None;
        let all = self.lists.counting(seen.world).flatten();
        for standing in all.filter(|standing| !standing.is_over(now) && fits(&standing.fault, seen)) {
            standing.fits += 1;
            self.changed.insert(standing.number);
            if standing.is_due() && first.as_ref().is_none_or(|first| standing.number < first.number) {
                first = Some(standing);
            }
        }
        let first = first.map(|standing| {
            standing.hits += 1;
            let Fault { trouble, rule } = &standing.fault;
            Hit { trouble: trouble.clone(), is_served: rule.accepted.unwrap_or(trouble.is_served()) }
        });
        let is_spent = |standing: &Standing| standing.is_spent() || standing.is_over(now);
        let before = self.changed.len();
        for list in self.lists.counting(seen.world) {
            self.changed.extend(list.iter().filter(|standing| is_spent(standing)).map(|standing| standing.number));
            list.retain(|standing| !is_spent(standing));
        }
        if first.is_some() || self.changed.len() > before {
            self.lists.shed(VecDeque::is_empty);
        }
        first
    }

    /// What changed since this was last asked: faults as they stand, and numbers of those that stand no more.
    pub fn changes(&mut self, now: Instant) -> Vec<(u64, Option<Kept>)> {
        let changed = std::mem::take(&mut self.changed);
        let all = || self.lists.within(None).flat_map(|(_, list)| list);
        let find = |number: u64| all().find(|standing| standing.number == number).map(|standing| standing.kept(now));
        changed.into_iter().map(|number| (number, find(number))).collect()
    }

    /// Forgets what changed, where there is no log.
    pub fn forget_changes(&mut self) {
        self.changed.clear();
    }

    /// All of them.
    pub fn kept(&self, now: Instant) -> Vec<(u64, Kept)> {
        let all = self.lists.within(None).flat_map(|(_, list)| list);
        all.map(|standing| (standing.number, standing.kept(now))).collect()
    }

    /// Puts a fault of an earlier process to its place, or takes it away.
    pub fn put_back(&mut self, number: u64, kept: Option<Kept>, now: Instant) {
        self.numbers = self.numbers.max(number);
        self.retain(None, |standing| standing.number != number);
        let Some(Kept { fault, ends, fits, hits }) = kept else { return };
        let left = |ends: SystemTime| ends.duration_since(SystemTime::now()).unwrap_or(Duration::ZERO);
        let ends = ends.map(|ends| now.checked_add(left(ends)).unwrap_or(now));
        let list = self.lists.of(fault.rule.world.as_deref());
        list.push_back(Standing { number, fault, ends, fits, hits });
        list.make_contiguous().sort_by_key(|standing| standing.number);
    }

    fn expire(&mut self, world: Option<&str>, now: Instant) {
        self.retain(world, |standing| !standing.is_over(now));
    }

    /// Keeps only these and tells how many are gone.
    fn retain(&mut self, world: Option<&str>, is_wanted: impl Fn(&Standing) -> bool) -> usize {
        let mut gone = 0;
        for list in self.lists.within_mut(world) {
            self.changed.extend(list.iter().filter(|standing| !is_wanted(standing)).map(|standing| standing.number));
            let before = list.len();
            list.retain(&is_wanted);
            gone += before - list.len();
        }
        self.lists.shed(VecDeque::is_empty);
        gone
    }
}

impl Standing {
    fn shown(&self, now: Instant) -> StandingFault {
        let left = |ends: Instant| ends.saturating_duration_since(now).as_secs_f64();
        let Standing { number, fault, ends, fits, hits } = self;
        StandingFault { number: *number, fault: fault.clone(), fits: *fits, hits: *hits, seconds_left: ends.map(left) }
    }

    /// Whether it hits what was just counted.
    fn is_due(&self) -> bool {
        let Rule { nth, rate, seed, .. } = &self.fault.rule;
        let share = |rate: f64| (rate.clamp(0.0, 1.0) * f64::from(u32::MAX)) as u64;
        let mut draws = Random::new(*seed, &self.fits.to_le_bytes());
        !self.is_spent()
            && self.fits >= nth.unwrap_or(1)
            && rate.is_none_or(|rate| draws.below(u64::from(u32::MAX)) < share(rate))
    }

    fn is_over(&self, now: Instant) -> bool {
        self.ends.is_some_and(|ends| ends <= now)
    }

    fn kept(&self, now: Instant) -> Kept {
        let (fault, fits, hits) = (self.fault.clone(), self.fits, self.hits);
        Kept { fault, ends: self.ends.and_then(|ends| by_calendar(ends, now)), fits, hits }
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
        world: "acme/1",
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
            (fault().times(0), vec![]),
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
        assert_eq!(faults.listed(None, now)[0].seconds_left, Some(5.0));
        assert!(faults.hit(&CALL, now + Duration::from_secs(4)).is_some());
        assert!(faults.hit(&CALL, now + Duration::from_secs(5)).is_none() && faults.is_empty());
    }

    #[test]
    fn a_world_s_own_hit_it_alone() {
        let (mut faults, now) = (Faults::default(), Instant::now());
        let of = |world: &str, fault: Fault| Fault { rule: Rule { world: Some(world.into()), ..fault.rule }, ..fault };
        faults.add(of("acme/1", Fault::no_answer().once()), now);
        faults.add(of("acme/2", Fault::reset_before_answer()), now);
        faults.add(Fault::hanging(Duration::ZERO).nth(2), now);
        let mut names = |world| faults.hit(&Seen { world, ..CALL }, now).map(|hit| hit.trouble.name());
        let some = |name: &str| Some(name.to_owned());
        // All that fits is counted, so the one for all is at its second with the second call of anybody.
        assert_eq!([names("acme/1"), names("acme/3"), names("acme/1")], [some("no_answer"), some("hanging"), None]);
        assert_eq!((faults.listed(Some("acme/1"), now).len(), faults.listed(Some("acme/2"), now).len()), (0, 1));
        assert!(!faults.remove(Some("acme/1"), 2));
        faults.clear(Some("acme/2"));
        assert!(faults.is_empty());
    }

    #[test]
    fn what_is_kept_hits_on() {
        let (mut first, now) = (Faults::default(), Instant::now());
        first.add(Fault::no_answer().times(2).lasts(Duration::from_secs(60)), now);
        first.add(Fault::reset_before_answer().lasts(Duration::ZERO), now);
        first.hit(&CALL, now);
        let mut second = Faults::default();
        let changes: Vec<_> = first.changes(now).into_iter().chain(first.changes(now)).collect();
        changes.into_iter().for_each(|(number, kept)| second.put_back(number, kept, now));
        let [standing] = second.listed(None, now).try_into().unwrap();
        assert_eq!((standing.number, standing.hits, standing.fits), (1, 1, 1));
        assert!(standing.seconds_left.is_some_and(|left| (59.0..=60.0).contains(&left)));
        assert!(second.hit(&CALL, now).is_some() && second.hit(&CALL, now).is_none());
        assert_eq!(second.add(Fault::no_answer(), now).number, 3);
    }

    #[test]
    fn the_table_is_bounded() {
        let (mut faults, now) = (Faults::default(), Instant::now());
        for _ in 0..MOST + 5 {
            faults.add(Fault::no_answer(), now);
        }
        assert_eq!((faults.listed(None, now).len(), faults.listed(None, now)[0].number), (MOST, 6));
        assert!(faults.remove(None, 6) && !faults.remove(None, 6));
        faults.clear(None);
        assert!(faults.is_empty());
    }
}
