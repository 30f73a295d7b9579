//! A task that no clock moves: it takes one state after another, at a query, at a command, or as a hand moves its time.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use vidu_types::table::{Stage, State};

use crate::tasks::plan::{Outcome, Plan};
use crate::time::clock::Moment;
use crate::time::drive::Mover;

/// How far a task that is moved by steps has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// Who makes them.
    pub mover: Mover,
    /// When it took each of its states under way.
    pub taken: Vec<Moment>,
    /// After how many steps it is done; without it, one for each state.
    count: Option<u32>,
    /// How many there were.
    made: u32,
    /// How much of its own time has passed.
    elapsed: Duration,
    /// How many changes of state there are from its creation to its end.
    changes: usize,
}

impl Plan {
    /// Lets the task be moved by steps from its creation on. `free` tells whether it may begin, for the sake of others.
    pub fn walk(&mut self, mover: Mover, count: Option<u32>, states: &[State], free: bool) {
        let changes = self.words(states).count() + usize::from(!self.is_stuck());
        let changes = changes.saturating_sub(1);
        let steps = Steps { mover, taken: Vec::new(), count, made: 0, elapsed: Duration::ZERO, changes };
        self.steps = Some(Box::new(steps));
        (self.begins, self.ends) = (Moment::NEVER, Moment::NEVER);
        let now = self.created;
        let begins_at_once = self.next_stage(states) == Some(Stage::Running);
        if let Some(steps) = &mut self.steps {
            steps.taken.push(now);
        }
        if begins_at_once && free {
            self.begins = now;
        }
        self.catch_up(now, states, free);
    }

    /// Who makes its steps, if it is moved by steps.
    pub fn mover(&self) -> Option<Mover> {
        self.steps.as_ref().map(|steps| steps.mover)
    }

    /// Makes a step, if it is this mover that makes them, and tells whether the state changed.
    pub fn step(&mut self, mover: Mover, by: Duration, now: Moment, states: &[State], free: bool) -> bool {
        let Some(steps) = self.steps.as_deref_mut().filter(|steps| steps.mover == mover) else { return false };
        steps.made = steps.made.saturating_add(1);
        steps.elapsed = steps.elapsed.saturating_add(by);
        let changed = self.catch_up(now, states, free);
        // What could not be done for want of a place is not made up for by two states at once.
        if let Some(steps) = self.steps.as_deref_mut().filter(|steps| !changed && steps.count.is_none()) {
            steps.made -= 1;
        }
        changed
    }

    /// Whether this mover moves it.
    pub fn is_moved_by(&self, mover: Mover) -> bool {
        self.steps.as_deref().is_some_and(|steps| steps.mover == mover)
    }

    /// How far it has come by steps, in whole percent.
    pub fn progress_by_steps(&self) -> Option<u64> {
        let steps = self.steps.as_ref()?;
        let done = steps.taken.len().saturating_sub(1) as u64 * 100;
        Some((done / steps.changes.max(1) as u64).min(99))
    }

    /// The words of its states under way, in order, up to the one in which it stays.
    pub fn words<'a>(&self, states: &'a [State]) -> impl Iterator<Item = usize> + use<'a> {
        let stuck = match self.outcome {
            Outcome::Stuck(state) => Some(state),
            _ => None,
        };
        let of = |stage| {
            let numbered = states.iter().enumerate();
            numbered.filter(move |(_, state)| state.stage == stage).map(|(position, _)| position)
        };
        let mut over = false;
        of(Stage::Queued).chain(of(Stage::Running)).take_while(move |state| {
            let before = over;
            over |= Some(*state) == stuck;
            !before
        })
    }

    /// Takes states until it is where the steps lead, and tells whether there were any to take.
    fn catch_up(&mut self, now: Moment, states: &[State], free: bool) -> bool {
        let wanted = self.wanted(states);
        let mut changed = false;
        while self.ends == Moment::NEVER && self.changes_made() < wanted && self.take(now, states, free) {
            changed = true;
        }
        changed
    }

    /// How many changes of state the steps so far lead to.
    fn wanted(&self, states: &[State]) -> usize {
        let Some(steps) = &self.steps else { return 0 };
        if steps.mover == Mover::Hand {
            let mut planned = Plan { steps: None, ..self.clone() };
            planned.begin(planned.ready, states);
            let passed = planned.passes(states).filter(|pass| pass.at.since(self.created) <= steps.elapsed).count();
            return passed.saturating_sub(1);
        }
        match steps.count {
            None => steps.made as usize,
            Some(count) if steps.made >= count => steps.changes,
            Some(count) => steps.changes * steps.made as usize / count as usize,
        }
    }

    fn changes_made(&self) -> usize {
        self.steps.as_ref().map_or(0, |steps| steps.taken.len().saturating_sub(1))
    }

    /// Takes the next state, unless there is none or it would have to begin and may not.
    fn take(&mut self, now: Moment, states: &[State], free: bool) -> bool {
        let next = self.next_stage(states);
        if next.is_none() && self.is_stuck() {
            return false;
        }
        if self.begins == Moment::NEVER && next != Some(Stage::Queued) {
            if !free {
                return false;
            }
            self.begins = now;
        }
        match (next, &mut self.steps) {
            (Some(_), Some(steps)) => steps.taken.push(now),
            _ => self.ends = now,
        }
        true
    }

    /// The stage of the next state under way, if one is left.
    fn next_stage(&self, states: &[State]) -> Option<Stage> {
        let taken = self.steps.as_ref().map_or(0, |steps| steps.taken.len());
        self.words(states).nth(taken).and_then(|state| states.get(state)).map(|state| state.stage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Timing;
    use crate::tasks::random::Random;

    fn states() -> Vec<State> {
        let words = [
            ("made", Stage::Queued),
            ("waiting", Stage::Queued),
            ("drawing", Stage::Running),
            ("done", Stage::Succeeded),
            ("broken", Stage::Failed),
        ];
        words.map(|(word, stage)| State { word: word.into(), stage }).to_vec()
    }

    fn second(second: u64) -> Moment {
        Moment::START.after(Duration::from_secs(second))
    }

    /// Four seconds of waiting, ten of work.
    fn plan(outcome: Outcome, states: &[State]) -> Plan {
        let exactly = |seconds| Duration::from_secs(seconds).into();
        let timing = Timing { queued: exactly(4), running: exactly(10), ..Timing::default() };
        Plan::draw(Moment::START, outcome, states, &timing, &mut Random::new(0, b""))
    }

    /// The words after the creation and after each of six steps, a second and four of the task's own apart.
    fn check(mover: Mover, count: Option<u32>, outcome: Outcome, expected: &str) {
        let states = states();
        let mut plan = plan(outcome, &states);
        plan.walk(mover, count, &states, true);
        let word = |plan: &Plan, now| &*states[plan.at(now, &states).unwrap().state].word;
        let mut words = vec![word(&plan, second(0)).to_owned()];
        for now in 1..=6 {
            plan.step(mover, Duration::from_secs(4), second(now), &states, true);
            words.push(word(&plan, second(now)).to_owned());
            assert_eq!(word(&plan, second(now + 1000)), words[now as usize], "time moves nothing");
        }
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn progress_is_that_of_the_steps() {
        let states = states();
        for (outcome, expected) in
            [(Outcome::Succeeded, [0, 33, 66, 100, 100]), (Outcome::Stuck(1), [0, 99, 99, 99, 99])]
        {
            let mut plan = plan(outcome, &states);
            assert_eq!(plan.progress_by_steps(), None);
            plan.walk(Mover::Command, None, &states, true);
            let mut shown = vec![plan.progress(second(0))];
            for now in 1..=4 {
                plan.step(Mover::Command, Duration::ZERO, second(now), &states, true);
                shown.push(plan.progress(second(now)));
            }
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn a_task_is_moved_by_whom_it_was_told() {
        let states = states();
        let mut plan = plan(Outcome::Succeeded, &states);
        let moved = |plan: &Plan| [Mover::Query, Mover::Command, Mover::Hand].map(|mover| plan.is_moved_by(mover));
        assert_eq!(moved(&plan), [false; 3]);
        plan.walk(Mover::Command, None, &states, true);
        assert_eq!(moved(&plan), [false, true, false]);
    }

    #[test]
    fn a_task_without_a_queue_begins_at_once_if_it_may() {
        for (words, free, begins) in [(2.., true, second(0)), (2.., false, Moment::NEVER), (0.., true, Moment::NEVER)] {
            let states = &states()[words];
            let mut plan = plan(Outcome::Succeeded, states);
            plan.walk(Mover::Command, None, states, free);
            assert_eq!((plan.begins, plan.ends), (begins, Moment::NEVER), "{} {free}", states[0].word);
        }
    }

    #[test]
    fn steps_lead_to_the_end() {
        let failed = || Outcome::Failed(None);
        check(Mover::Query, None, Outcome::Succeeded, "made waiting drawing done done done done");
        check(Mover::Query, Some(1), Outcome::Succeeded, "made done done done done done done");
        check(Mover::Query, Some(2), failed(), "made waiting broken broken broken broken broken");
        check(Mover::Query, Some(6), Outcome::Succeeded, "made made waiting waiting drawing drawing done");
        check(Mover::Query, Some(0), Outcome::Succeeded, "done done done done done done done");
        check(Mover::Command, None, Outcome::Stuck(1), "made waiting waiting waiting waiting waiting waiting");
        check(Mover::Hand, None, Outcome::Succeeded, "made drawing drawing drawing done done done");
    }

    #[test]
    fn who_does_not_move_it_does_not_move_it() {
        let states = states();
        let mut plan =
            Plan::draw(Moment::START, Outcome::Succeeded, &states, &Timing::default(), &mut Random::new(0, b""));
        plan.walk(Mover::Command, None, &states, true);
        assert!(!plan.step(Mover::Query, Duration::ZERO, second(1), &states, true));
        assert!(plan.step(Mover::Command, Duration::ZERO, second(1), &states, true));
    }

    #[test]
    fn a_task_without_a_place_waits_at_its_last_word_for_that() {
        let states = states();
        let mut plan =
            Plan::draw(Moment::START, Outcome::Succeeded, &states, &Timing::default(), &mut Random::new(0, b""));
        plan.walk(Mover::Query, None, &states, false);
        for now in 1..5 {
            plan.step(Mover::Query, Duration::ZERO, second(now), &states, false);
        }
        assert_eq!(plan.at(second(5), &states).map(|pass| pass.state), Some(1));
        plan.step(Mover::Query, Duration::ZERO, second(6), &states, true);
        assert_eq!((plan.begins, plan.ends), (second(6), Moment::NEVER));
        plan.step(Mover::Query, Duration::ZERO, second(7), &states, true);
        assert_eq!(plan.ends, second(7));
    }
}
