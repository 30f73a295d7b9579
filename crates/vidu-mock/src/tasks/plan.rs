//! A task's whole future, drawn when it is created: its state is a function of this plan and the clock.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use vidu_types::table::{Stage, State};

use crate::settings::Timing;
use crate::tasks::random::Random;
use crate::tasks::script::Slowness;
use crate::time::clock::Moment;
use crate::time::steps::Steps;

/// What no task takes longer than.
const LONGEST: Duration = Duration::from_secs(1 << 32);

/// How a task goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It ends with a video.
    Succeeded,
    /// It ends without one, with this code if there is one.
    Failed(Option<Box<str>>),
    /// Somebody stopped it.
    Cancelled,
    /// It stays in the state at this position of the vendor's states.
    Stuck(usize),
}

/// When what happens to a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// When it was made.
    pub created: Moment,
    /// When it could begin, were there nothing else to do.
    pub ready: Moment,
    /// When it begins.
    pub begins: Moment,
    /// When it ends.
    pub ends: Moment,
    /// How it goes.
    pub outcome: Outcome,
    /// How far it has come, if no clock moves it.
    pub steps: Option<Box<Steps>>,
    /// How long it runs.
    pub run: Duration,
}

/// The beginning of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pass {
    /// When.
    pub at: Moment,
    /// The state, as a position in the vendor's states.
    pub state: usize,
}

impl Plan {
    /// Draws the plan of a task that is created now and has not to wait for others.
    pub fn draw(now: Moment, outcome: Outcome, states: &[State], timing: &Timing, random: &mut Random) -> Plan {
        let queued = timing.queued.draw(random);
        let run = timing.running.draw(random);
        let waits = states.iter().any(|state| state.stage == Stage::Queued);
        let ready = if waits { now.after(queued) } else { now };
        let mut plan = Plan { created: now, ready, begins: ready, ends: ready, outcome, steps: None, run };
        plan.begin(ready, states);
        plan
    }

    /// Lets it take longer or shorter than was drawn.
    pub fn stretch(&mut self, pace: Option<Slowness>, factor: f64, states: &[State]) {
        let times = |span: Duration, by: f64| Duration::try_from_secs_f64(span.as_secs_f64() * by).unwrap_or(LONGEST);
        let mut queued = self.ready.since(self.created);
        match pace {
            None => {}
            Some(Slowness::Times(by)) => (queued, self.run) = (times(queued, by), times(self.run, by)),
            Some(Slowness::Longer(by)) => self.run = self.run.saturating_add(by),
            Some(Slowness::After(whole)) => {
                let both = queued.saturating_add(self.run).as_secs_f64();
                queued = if both > 0.0 { times(whole, queued.as_secs_f64() / both) } else { Duration::ZERO };
                self.run = whole.saturating_sub(queued);
            }
        }
        if factor != 1.0 {
            (queued, self.run) = (times(queued, factor), times(self.run, factor));
        }
        self.ready = self.created.after(queued);
        self.begin(self.ready, states);
    }

    /// Lets it begin at a moment, and end as much later as it takes.
    pub fn begin(&mut self, at: Moment, states: &[State]) {
        let stuck_waiting = self.stuck_stage(states) == Some(Stage::Queued);
        self.begins = if stuck_waiting { Moment::NEVER } else { at.max(self.ready) };
        self.ends = if self.is_stuck() { Moment::NEVER } else { self.begins.after(self.run) };
    }

    /// Ends it now, because somebody asked for it.
    pub fn cancel(&mut self, now: Moment) {
        self.outcome = Outcome::Cancelled;
        self.ends = self.ends.min(now);
    }

    /// Ends it now with an outcome, as if it had taken no longer.
    pub fn finish(&mut self, outcome: Outcome, now: Moment) {
        self.outcome = outcome;
        (self.ready, self.begins, self.ends) = (self.ready.min(now), self.begins.min(now), now);
    }

    /// The state at a moment, and since when; before its creation, its first.
    pub fn at(&self, now: Moment, states: &[State]) -> Option<Pass> {
        let mut passes = self.passes(states);
        let first = passes.next()?;
        Some(passes.take_while(|pass| pass.at <= now).last().unwrap_or(first))
    }

    /// Every state that it passes, in order, the end included.
    pub fn passes<'a>(&'a self, states: &'a [State]) -> impl Iterator<Item = Pass> + 'a {
        let waits = at_stage(states, Stage::Queued).count();
        let queued = spread(states, Stage::Queued, self.created, self.ready);
        let starts = if waits == 0 { self.created } else { self.begins };
        let running = spread(states, Stage::Running, starts, self.begins.after(self.run));
        let words = self.steps.is_none().then(|| self.words(states));
        let happens = move |pass: &Pass| pass.at <= self.ends && pass.at != Moment::NEVER;
        // As many as there are words: those after the one in which it stays are cut off.
        let planned = queued.chain(running).take(words.map_or(0, Iterator::count));
        let stepped = self
            .steps
            .iter()
            .flat_map(|steps| self.words(states).zip(&steps.taken).map(|(state, at)| Pass { at: *at, state }));
        planned.chain(stepped).take_while(happens).chain(self.end(states))
    }

    /// Whether it has ended at a moment.
    pub fn is_over(&self, now: Moment) -> bool {
        self.ends <= now
    }

    /// Whether it has begun and not ended at a moment.
    pub fn is_running(&self, now: Moment) -> bool {
        self.begins <= now && !self.is_over(now)
    }

    /// When what was charged for it is given back, if ever: only a video costs.
    pub fn refunded(&self) -> Option<Moment> {
        matches!(self.outcome, Outcome::Failed(_) | Outcome::Cancelled).then_some(self.ends)
    }

    /// How far it is at a moment, in whole percent.
    pub fn progress(&self, now: Moment) -> u64 {
        if self.is_over(now) && self.outcome == Outcome::Succeeded {
            return 100;
        }
        if let Some(percent) = self.progress_by_steps() {
            return percent;
        }
        let done = now.min(self.ends).since(self.begins).as_millis() * 100 / self.run.as_millis().max(1);
        u64::try_from(done).unwrap_or(99).min(99)
    }

    /// Whether it never ends by itself.
    pub fn is_stuck(&self) -> bool {
        matches!(self.outcome, Outcome::Stuck(_))
    }

    fn stuck_stage(&self, states: &[State]) -> Option<Stage> {
        match self.outcome {
            Outcome::Stuck(state) => states.get(state).map(|state| state.stage),
            _ => None,
        }
    }

    fn end(&self, states: &[State]) -> Option<Pass> {
        let stages: &[Stage] = match self.outcome {
            Outcome::Succeeded => &[Stage::Succeeded],
            Outcome::Failed(_) => &[Stage::Failed],
            Outcome::Cancelled => &[Stage::Cancelled, Stage::Failed],
            Outcome::Stuck(_) => &[],
        };
        let state = stages.iter().find_map(|stage| at_stage(states, *stage).next())?;
        (self.ends != Moment::NEVER).then_some(Pass { at: self.ends, state })
    }
}

/// The words of one stage, at even distances from one moment to another.
fn spread(states: &[State], stage: Stage, from: Moment, to: Moment) -> impl Iterator<Item = Pass> {
    let words = at_stage(states, stage).count();
    at_stage(states, stage).enumerate().map(move |(nth, state)| Pass { at: from.towards(to, nth, words), state })
}

fn at_stage(states: &[State], stage: Stage) -> impl Iterator<Item = usize> {
    let wanted = move |(position, state): (usize, &State)| (state.stage == stage).then_some(position);
    states.iter().enumerate().filter_map(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [(&str, Stage); 7] = [
        ("made", Stage::Queued),
        ("waiting", Stage::Queued),
        ("drawing", Stage::Running),
        ("packing", Stage::Running),
        ("done", Stage::Succeeded),
        ("broken", Stage::Failed),
        ("stopped", Stage::Cancelled),
    ];

    fn states(words: &[usize]) -> Vec<State> {
        words.iter().map(|word| State { word: WORDS[*word].0.into(), stage: WORDS[*word].1 }).collect()
    }

    /// Four seconds of waiting, ten of work.
    fn plan(outcome: Outcome, states: &[State]) -> Plan {
        let exactly = |seconds| Duration::from_secs(seconds).into();
        let timing = Timing { queued: exactly(4), running: exactly(10), ..Timing::default() };
        Plan::draw(Moment::START, outcome, states, &timing, &mut Random::new(0, b""))
    }

    fn second(second: u64) -> Moment {
        Moment::START.after(Duration::from_secs(second))
    }

    /// What it passes, as `second word`.
    fn check(words: &[usize], outcome: Outcome, expected: &str) {
        let states = states(words);
        let plan = plan(outcome, &states);
        let passes: Vec<Pass> = plan.passes(&states).collect();
        let shown =
            passes.iter().map(|pass| format!("{} {}", pass.at.since(Moment::START).as_secs(), states[pass.state].word));
        assert_eq!(shown.collect::<Vec<_>>().join(", "), expected);
        for now in 0..=20 {
            let last = passes.iter().rfind(|pass| pass.at <= second(now)).copied();
            assert_eq!(plan.at(second(now), &states), last, "second {now}");
        }
    }

    #[test]
    fn a_task_passes_the_words_of_its_vendor() {
        let failed = || Outcome::Failed(None);
        check(&[0, 1, 2, 3, 4, 5], Outcome::Succeeded, "0 made, 2 waiting, 4 drawing, 9 packing, 14 done");
        check(&[0, 1, 2, 3, 4, 5], failed(), "0 made, 2 waiting, 4 drawing, 9 packing, 14 broken");
        check(&[0, 2, 4, 5], Outcome::Succeeded, "0 made, 4 drawing, 14 done");
        check(&[2, 4, 5], Outcome::Succeeded, "0 drawing, 10 done");
        check(&[2, 4, 5], failed(), "0 drawing, 10 broken");
        check(&[0, 4, 5], Outcome::Succeeded, "0 made, 14 done");
    }

    #[test]
    fn a_stuck_task_passes_no_further() {
        let all = [0, 1, 2, 3, 4, 5];
        check(&all, Outcome::Stuck(0), "0 made");
        check(&all, Outcome::Stuck(1), "0 made, 2 waiting");
        check(&all, Outcome::Stuck(2), "0 made, 2 waiting, 4 drawing");
        check(&all, Outcome::Stuck(3), "0 made, 2 waiting, 4 drawing, 9 packing");
    }

    #[test]
    fn a_stuck_task_never_ends() {
        let states = states(&[0, 1, 2, 3, 4, 5]);
        for (stays, begins) in [(1, Moment::NEVER), (3, second(4))] {
            let plan = plan(Outcome::Stuck(stays), &states);
            assert_eq!((plan.begins, plan.ends), (begins, Moment::NEVER), "in {}", states[stays].word);
            assert!(!plan.is_over(Moment::LAST));
        }
    }

    #[test]
    fn a_task_that_is_ended_early_took_no_longer() {
        let states = states(&[0, 1, 2, 3, 4, 5]);
        for (at, ready, begins) in [(1, 1, 1), (5, 4, 4), (20, 4, 4)] {
            let mut plan = plan(Outcome::Succeeded, &states);
            plan.finish(Outcome::Failed(None), second(at));
            assert_eq!((plan.ready, plan.begins, plan.ends), (second(ready), second(begins), second(at)));
            assert_eq!((plan.is_over(second(at)), plan.refunded()), (true, Some(second(at))));
        }
    }

    #[test]
    fn a_cancelled_task_keeps_its_past() {
        for (words, at, expected) in [
            (&[0, 1, 2, 3, 4, 5, 6][..], 1, "made stopped"),
            (&[0, 1, 2, 3, 4, 5], 3, "made waiting broken"),
            (&[0, 1, 2, 3, 4, 5], 6, "made waiting drawing broken"),
            (&[2, 4, 5], 0, "drawing broken"),
        ] {
            let states = states(words);
            let mut plan = plan(Outcome::Succeeded, &states);
            plan.cancel(second(at));
            let passed: Vec<&str> = plan.passes(&states).map(|pass| &*states[pass.state].word).collect();
            assert_eq!(passed.join(" "), expected);
            assert_eq!((plan.is_over(second(at)), plan.refunded()), (true, Some(second(at))));
        }
    }

    #[test]
    fn progress_grows_and_is_full_at_the_end_only() {
        let states = states(&[0, 2, 4, 5]);
        let shown = |outcome| {
            let plan = plan(outcome, &states);
            [0, 4, 5, 9, 13, 14, 99].map(|now| plan.progress(second(now)))
        };
        assert_eq!(shown(Outcome::Succeeded), [0, 0, 10, 50, 90, 100, 100]);
        assert_eq!(shown(Outcome::Stuck(1)), [0, 0, 10, 50, 90, 99, 99]);
    }

    #[test]
    fn a_task_takes_as_long_as_it_was_told() {
        let states = states(&[0, 2, 4, 5]);
        let after = |seconds| Some(Slowness::After(Duration::from_secs(seconds)));
        for (pace, factor, begins, ends) in [
            (None, 1.0, 4, 14),
            (None, 0.5, 2, 7),
            (None, 0.0, 0, 0),
            (Some(Slowness::Times(3.0)), 1.0, 12, 42),
            (Some(Slowness::Longer(Duration::from_secs(6))), 1.0, 4, 20),
            (after(28), 1.0, 8, 28),
            (after(28), 0.5, 4, 14),
            (after(0), 1.0, 0, 0),
            (Some(Slowness::Times(1e300)), 1.0, 1 << 32, 1 << 33),
        ] {
            let mut plan = plan(Outcome::Succeeded, &states);
            plan.stretch(pace, factor, &states);
            assert_eq!((plan.begins, plan.ends), (second(begins), second(ends)), "{pace:?} {factor}");
        }
        let mut plan = plan(Outcome::Succeeded, &states);
        plan.stretch(None, 0.0, &states);
        plan.stretch(after(28), 1.0, &states);
        assert_eq!(
            (plan.begins, plan.ends),
            (second(0), second(28)),
            "what took no time has no share in what it takes"
        );
    }

    #[test]
    fn nothing_takes_longer_than_promised() {
        let states = states(&[0, 2, 4, 5]);
        for seed in 0..500 {
            let mut random = Random::new(seed, b"plan");
            let plan = Plan::draw(second(1), Outcome::Succeeded, &states, &Timing::default(), &mut random);
            assert!(plan.begins.since(second(1)) <= Duration::from_secs(2));
            let run = plan.ends.since(plan.begins);
            assert!((Duration::from_secs(5)..=Duration::from_secs(15)).contains(&run));
        }
    }
}
