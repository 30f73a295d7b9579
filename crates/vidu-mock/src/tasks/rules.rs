//! The rules that stand, for all worlds and for each apart, and which of several counts.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use vidu_types::table::Spec;

use crate::tasks::rule::{Asking, Rule, Standing};
use crate::tasks::script::Script;
use crate::worlds::apart::Apart;

/// As many rules stand at once for all worlds, and as many for each, because each request is held against all of them.
pub const MOST: usize = 1000;

/// All rules.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    lists: Apart<Vec<Held>>,
    numbers: u64,
    /// Those that changed since this was last emptied.
    changed: BTreeSet<u64>,
}

#[derive(Clone, Debug)]
struct Held {
    id: u64,
    rule: Rule,
    ends: Option<Instant>,
    fitted: u64,
    used: u64,
    /// Whether the server was started with it: then it stands again when the server is started so again.
    is_given: bool,
}

/// A rule as a log keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    rule: Rule,
    /// When it ends, by the calendar: that goes on while no server runs.
    ends: Option<SystemTime>,
    fitted: u64,
    used: u64,
}

impl Rules {
    /// The rules that a server is started with, as many of them as there may be.
    pub fn given(rules: &[Rule], now: Instant) -> Rules {
        let mut given = Rules::default();
        rules.iter().for_each(|rule| drop(given.add(rule.clone(), now)));
        given.lists.within_mut(None).flatten().for_each(|held| held.is_given = true);
        given.changed.clear();
        given
    }

    /// Leaves no other rules than those that the server was started with, in new numbers.
    pub fn begin_anew(&mut self, rules: &[Rule], now: Instant) {
        self.remove(None, None);
        let numbers = self.numbers;
        let begun = Rules::given(rules, now);
        let changed = std::mem::take(&mut self.changed);
        *self = Rules { numbers: numbers.max(begun.numbers), changed, ..begun };
    }

    /// Whether these can be given, or why one cannot.
    pub fn check(rules: &[Rule], spec: &Spec, now: Instant) -> Result<(), String> {
        let mut all = Rules::default();
        rules.iter().try_for_each(|rule| rule.check(spec).and_then(|()| all.add(rule.clone(), now).map(drop)))
    }

    /// Adds a rule and gives it with its number, unless there are too many already that can still count.
    pub fn add(&mut self, rule: Rule, now: Instant) -> Result<Standing, String> {
        let list = self.lists.of(rule.world.as_deref());
        if list.len() >= MOST {
            list.retain(|held| held.is_open(now));
        }
        if list.len() >= MOST {
            return Err(format!("there are {MOST} rules already; delete some before you add more"));
        }
        self.numbers += 1;
        let ends = rule.lasts.and_then(|lasts| now.checked_add(lasts));
        let held = Held { id: self.numbers, rule, ends, fitted: 0, used: 0, is_given: false };
        let standing = held.shown(now);
        list.push(held);
        self.changed.insert(self.numbers);
        Ok(standing)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty(Vec::is_empty)
    }

    /// All that stand, or those of one world alone, in the order in which they were added.
    pub fn listed(&mut self, world: Option<&str>, now: Instant) -> Vec<Standing> {
        self.expire(world, now);
        let mut all: Vec<Standing> =
            self.lists.within(world).flat_map(|(_, list)| list).map(|held| held.shown(now)).collect();
        all.sort_by_key(|standing| standing.id);
        all
    }

    /// Deletes the one with a number, or all, of everybody's or of one world's, and tells how many that were.
    pub fn remove(&mut self, world: Option<&str>, id: Option<u64>) -> usize {
        let mut removed = 0;
        for list in self.lists.within_mut(world) {
            let is_meant = |held: &Held| id.is_none_or(|id| held.id == id);
            self.changed.extend(list.iter().filter(|held| is_meant(held)).map(|held| held.id));
            let before = list.len();
            list.retain(|held| !is_meant(held));
            removed += before - list.len();
        }
        self.lists.shed(Vec::is_empty);
        removed
    }

    /// The script for a request, and counts it. Of several that fit, the one that was added last counts.
    pub fn choose(&mut self, asking: Asking<'_>, now: Instant) -> Script {
        let mut chosen: Option<&mut Held> = None;
        for held in self.lists.counting(asking.world).flatten().filter(|held| held.is_about(asking, now)) {
            held.fitted += 1;
            self.changed.insert(held.id);
            if held.is_due() && chosen.as_ref().is_none_or(|other| other.id < held.id) {
                chosen = Some(held);
            }
        }
        let Some(held) = chosen else { return Script::default() };
        held.used += 1;
        held.rule.script.clone()
    }

    /// What changed since this was last asked: rules as they stand, and numbers of those that stand no more.
    pub fn changes(&mut self, now: Instant) -> Vec<(u64, Option<Kept>)> {
        let changed = std::mem::take(&mut self.changed);
        let find = |id: u64| self.lists.within(None).flat_map(|(_, list)| list).find(|held| held.id == id);
        let all = changed.into_iter().map(|id| (id, find(id)));
        // What the server was started with is not kept: the next start says again what it wants.
        all.filter(|(_, held)| held.is_none_or(|held| !held.is_given))
            .map(|(id, held)| (id, held.map(|held| held.kept(now))))
            .collect()
    }

    /// Forgets what changed, where there is no log.
    pub fn forget_changes(&mut self) {
        self.changed.clear();
    }

    /// All of them that a log keeps.
    pub fn kept(&self, now: Instant) -> Vec<(u64, Kept)> {
        let all = self.lists.within(None).flat_map(|(_, list)| list).filter(|held| !held.is_given);
        all.map(|held| (held.id, held.kept(now))).collect()
    }

    /// Puts a rule of an earlier process to its place, or takes it away.
    pub fn put_back(&mut self, id: u64, kept: Option<Kept>, now: Instant) {
        self.numbers = self.numbers.max(id);
        for list in self.lists.within_mut(None) {
            list.retain(|held| held.id != id || held.is_given);
            // Numbers of rules that a server is started with were promised to nobody yet.
            for held in list.iter_mut().filter(|held| held.id == id) {
                self.numbers += 1;
                held.id = self.numbers;
            }
        }
        let Some(Kept { rule, ends, fitted, used }) = kept else { return };
        let left = |ends: SystemTime| ends.duration_since(SystemTime::now()).unwrap_or(Duration::ZERO);
        let ends = ends.map(|ends| now.checked_add(left(ends)).unwrap_or(now));
        let list = self.lists.of(rule.world.as_deref());
        list.push(Held { id, rule, ends, fitted, used, is_given: false });
        list.sort_by_key(|held| held.id);
    }

    fn expire(&mut self, world: Option<&str>, now: Instant) {
        for list in self.lists.within_mut(world) {
            self.changed.extend(list.iter().filter(|held| held.is_over(now)).map(|held| held.id));
            list.retain(|held| !held.is_over(now));
        }
        self.lists.shed(Vec::is_empty);
    }
}

impl Held {
    fn is_about(&self, asking: Asking<'_>, now: Instant) -> bool {
        !self.is_over(now) && self.rule.fits(asking)
    }

    /// Whether it counts for the request that was just counted.
    fn is_due(&self) -> bool {
        self.rule.nth.is_none_or(|nth| self.fitted == nth) && self.rule.times.is_none_or(|times| self.used < times)
    }

    /// Whether it can ever count again.
    fn is_open(&self, now: Instant) -> bool {
        let may = self.rule.nth.is_none_or(|nth| self.fitted < nth);
        may && self.rule.times.is_none_or(|times| self.used < times) && !self.is_over(now)
    }

    fn is_over(&self, now: Instant) -> bool {
        self.ends.is_some_and(|ends| ends <= now)
    }

    fn shown(&self, now: Instant) -> Standing {
        let left = |ends: Instant| ends.saturating_duration_since(now).as_secs_f64();
        let (fitted, used, seconds_left) = (self.fitted, self.used, self.ends.map(left));
        Standing { id: self.id, rule: self.rule.clone(), fitted, used, seconds_left }
    }

    fn kept(&self, now: Instant) -> Kept {
        let (rule, fitted, used) = (self.rule.clone(), self.fitted, self.used);
        Kept { rule, ends: self.ends.and_then(|ends| by_calendar(ends, now)), fitted, used }
    }
}

/// When an instant is, by the calendar; nothing if no calendar goes so far.
pub fn by_calendar(ends: Instant, now: Instant) -> Option<SystemTime> {
    SystemTime::now().checked_add(ends.saturating_duration_since(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKING: Asking<'static> =
        Asking { vendor: "acme", world: "acme/1", operation: "paint", model: Some("a1"), text: "a cat\nat noon" };

    /// Which of six equal requests get the script of the rule.
    fn check(rule: Rule, expected: [bool; 6]) {
        let (mut rules, now) = (Rules::default(), Instant::now());
        rules.add(Rule { script: Script::fail(), ..rule.clone() }, now).unwrap();
        assert_eq!([(); 6].map(|()| rules.choose(ASKING, now) == Script::fail()), expected, "{rule:?}");
    }

    #[test]
    fn a_rule_holds_for_what_fits() {
        let any = Rule::default;
        let (always, never) = ([true; 6], [false; 6]);
        check(any(), always);
        check(any().vendor("acme").world("acme/1").operation("paint").model("a1").text("cat"), always);
        check(any().vendor("bolt"), never);
        check(any().world("acme/2"), never);
        check(any().operation("etch"), never);
        check(any().model("a2"), never);
        check(any().text("dog"), never);
        check(any().nth(3), [false, false, true, false, false, false]);
        check(any().times(2), [true, true, false, false, false, false]);
        check(any().lasts(Duration::ZERO), never);
        check(any().lasts(Duration::MAX), always);
    }

    #[test]
    fn the_last_that_fits_counts_whosever_it_is() {
        let (mut rules, now) = (Rules::default(), Instant::now());
        rules.add(Rule::new(Script::succeed()).world("acme/1").times(1), now).unwrap();
        rules.add(Rule::new(Script::fail()), now).unwrap();
        let last = rules.add(Rule::new(Script::stuck("a")).world("acme/1").times(1), now).unwrap().id;
        let chosen = [(); 2].map(|()| rules.choose(ASKING, now));
        assert_eq!(chosen, [Script::stuck("a"), Script::fail()]);
        assert_eq!((rules.remove(Some("acme/2"), Some(last)), rules.remove(Some("acme/1"), Some(last))), (0, 1));
        assert_eq!((rules.listed(None, now).len(), rules.listed(None, now)[1].fitted), (2, 2));
        assert_eq!((rules.listed(Some("acme/1"), now).len(), rules.listed(Some("acme/2"), now).len()), (1, 0));
        assert_eq!((rules.remove(None, None), rules.choose(ASKING, now)), (2, Script::default()));
    }

    #[test]
    fn there_are_only_so_many_and_each_world_has_as_many_again() {
        let (mut rules, now) = (Rules::default(), Instant::now());
        let added = (0..MOST + 5).filter(|_| rules.add(Rule::default(), now).is_ok()).count();
        assert_eq!((added, rules.remove(None, Some(7))), (MOST, 1));
        assert_eq!(rules.add(Rule::default().times(0), now).map(|added| added.id), Ok(MOST as u64 + 1));
        assert!(rules.add(Rule::default().world("acme/1"), now).is_ok());
        // Those that cannot count any more make room.
        assert!(rules.add(Rule::default(), now).is_ok() && rules.add(Rule::default(), now).is_err());
    }

    #[test]
    fn what_is_kept_counts_on_and_what_was_given_is_given_again() {
        let now = Instant::now();
        let given = [Rule::new(Script::succeed())];
        let mut first = Rules::given(&given, now);
        let id = first.add(Rule::new(Script::fail()).times(2).lasts(Duration::from_secs(60)), now).unwrap().id;
        let gone = first.add(Rule::new(Script::fail()).times(9), now).unwrap().id;
        first.choose(ASKING, now);
        let mut log = first.changes(now);
        first.remove(None, Some(gone));
        log.extend(first.changes(now));
        assert_eq!(
            log.iter().map(|(id, kept)| (*id, kept.is_some())).collect::<Vec<_>>(),
            [(2, true), (3, true), (3, false)]
        );
        let mut second = Rules::given(&[], now);
        log.into_iter().for_each(|(id, kept)| second.put_back(id, kept, now));
        let [standing] = second.listed(None, now).try_into().unwrap();
        assert_eq!((standing.id, standing.fitted, standing.used), (id, 1, 0));
        assert!(standing.seconds_left.is_some_and(|left| (59.0..=60.0).contains(&left)));
        // A rule that was given has another number then, if its own is taken.
        let mut third = Rules::given(&[Rule::default(), Rule::default()], now);
        second.kept(now).into_iter().for_each(|(id, kept)| third.put_back(id, Some(kept), now));
        assert_eq!(third.listed(None, now).iter().map(|it| it.id).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(third.kept(now).len(), 1);
    }
}
