//! Places, queues, cancelling, steps and what is paid for.

use super::*;
use crate::acme;
use crate::calls::key;
use crate::calls::results::Picture;
use crate::worlds::ledger;
use crate::worlds::order::{Amount, Manner};

struct Setting {
    revision: Revision,
    timing: Timing,
    world: World,
    motion: Motion,
}

impl Setting {
    /// A world in which tasks wait one second and run ten.
    fn new(places: Option<u64>) -> Setting {
        let mut revision = acme::acme();
        revision.task.concurrent = places;
        let exactly = |seconds| Duration::from_secs(seconds).into();
        let timing = Timing { queued: exactly(1), running: exactly(10), ..Timing::default() };
        let key = key::Key::of(key::read(&revision.authentication, Some(b"Acme k")).unwrap());
        let world = World::new(0, "acme", key, 1, Journal::new(0));
        Setting { revision, timing, world, motion: Motion::Clock(1.0) }
    }

    fn create(&mut self, second: u64, outcome: Outcome) -> usize {
        let rules = Rules { revision: &self.revision, timing: &self.timing };
        let picture = Picture { width: 16, height: 16, seconds: 1 };
        let price = Some(Amount { credits: 10, made_up: false });
        let manner = Manner { motion: self.motion, ..Manner::default() };
        let order = Order { operation: 0, outcome, manner, price, payload: None, picture, callback: None, request: 0 };
        let mut draws = self.world.task_draws();
        self.world.create(order, at(second), &rules, &mut draws)
    }

    fn cancel(&mut self, task: usize, second: u64) -> Vec<usize> {
        let rules = Rules { revision: &self.revision, timing: &self.timing };
        self.world.cancel(task, at(second), &rules)
    }

    /// When each task begins, in seconds.
    fn begins(&self) -> Vec<Option<u64>> {
        let second = |moment: Moment| (moment != Moment::NEVER).then(|| moment.since(Moment::START).as_secs());
        self.world.tasks().map(|task| second(task.plan.begins)).collect()
    }
}

fn at(second: u64) -> Moment {
    Moment::START.after(Duration::from_secs(second))
}

#[test]
fn tasks_beyond_the_limit_wait_for_a_place() {
    for (places, expected) in [
        (None, [1, 1, 1, 1, 1]),
        (Some(5), [1, 1, 1, 1, 1]),
        (Some(2), [1, 1, 11, 11, 21]),
        (Some(1), [1, 11, 21, 31, 41]),
    ] {
        let mut setting = Setting::new(places);
        for _ in 0..5 {
            setting.create(0, Outcome::Succeeded);
        }
        assert_eq!(setting.begins(), expected.map(Some), "{places:?}");
    }
}

#[test]
fn a_waiting_task_stays_in_the_last_word_for_it() {
    let mut setting = Setting::new(Some(1));
    for _ in 0..2 {
        setting.create(0, Outcome::Succeeded);
    }
    let plan = &setting.world.task(1).unwrap().plan;
    let word = |second| &*setting.revision.states[plan.at(at(second), &setting.revision.states).unwrap().state].word;
    assert_eq!([0, 1, 10, 11, 21].map(word), ["made", "waiting", "waiting", "drawing", "done"]);
    assert_eq!([0, 1, 12, 30].map(|second| setting.world.load(at(second))), [(0, 2), (1, 1), (1, 0), (0, 0)]);
}

#[test]
fn a_cancelled_task_leaves_its_place_to_the_next() {
    let mut setting = Setting::new(Some(1));
    for _ in 0..4 {
        setting.create(0, Outcome::Succeeded);
    }
    assert_eq!(setting.cancel(1, 5), [1, 2, 3]);
    assert_eq!(setting.begins(), [Some(1), Some(11), Some(11), Some(21)]);
    assert_eq!(setting.cancel(0, 5), [0, 2, 3]);
    assert_eq!(setting.begins(), [Some(1), Some(11), Some(5), Some(15)]);
}

#[test]
fn a_stuck_task_keeps_its_place_unless_it_never_began() {
    let mut setting = Setting::new(Some(1));
    setting.create(0, Outcome::Stuck(1));
    setting.create(0, Outcome::Succeeded);
    setting.create(0, Outcome::Stuck(2));
    setting.create(0, Outcome::Succeeded);
    assert_eq!(setting.begins(), [None, Some(1), Some(11), None]);
}

#[test]
fn tasks_that_are_stepped_share_the_places_with_those_of_the_clock() {
    let mut setting = Setting::new(Some(1));
    setting.motion = Motion::Steps(Mover::Command, None);
    let first = setting.create(0, Outcome::Succeeded);
    let second = setting.create(0, Outcome::Succeeded);
    let step = |setting: &mut Setting, task, second| {
        let rules = Rules { revision: &setting.revision, timing: &setting.timing };
        setting.world.step(task, Mover::Command, Duration::ZERO, at(second), &rules)
    };
    for now in 1..=3 {
        step(&mut setting, first, now);
        step(&mut setting, second, now);
    }
    setting.motion = Motion::Clock(1.0);
    let third = setting.create(4, Outcome::Succeeded);
    assert_eq!(setting.begins(), [Some(2), Some(3), None]);
    assert_eq!(step(&mut setting, second, 9), [second, third]);
    assert_eq!(setting.begins(), [Some(2), Some(3), Some(9)]);
}

#[test]
fn only_videos_are_paid_for() {
    let mut setting = Setting::new(None);
    let stopped = setting.create(0, Outcome::Succeeded);
    setting.create(0, Outcome::Succeeded);
    setting.create(0, Outcome::Failed(None));
    setting.cancel(stopped, 1);
    assert_eq!([0, 1, 10, 11].map(|second| setting.world.spent(at(second))), [30, 20, 20, 10]);
    let refunded: Vec<bool> =
        ledger::charges(&setting.world, &setting.revision, at(11)).map(|charge| charge.refunded).collect();
    assert_eq!(refunded, [true, false, true]);
}

#[test]
fn what_is_kept_as_the_sum_is_the_sum() {
    let mut setting = Setting::new(Some(3));
    let mut draws = Random::new(1, b"sum");
    for second in 0..400 {
        let outcome = if draws.below(3) == 0 { Outcome::Failed(None) } else { Outcome::Succeeded };
        let newest = setting.create(second, outcome);
        let one = draws.below(newest as u64 + 1) as usize;
        let rules = Rules { revision: &setting.revision, timing: &setting.timing };
        match draws.below(4) {
            0 => drop(setting.world.cancel(one, at(second), &rules)),
            1 => drop(setting.world.finish(one, Outcome::Failed(None), at(second), &rules)),
            2 => drop(setting.world.finish(one, Outcome::Succeeded, at(second), &rules)),
            _ => drop(setting.world.settled(at(second))),
        }
        for now in [second, second + 7, second + 10_000] {
            let sum: i64 = setting.world.tasks().filter_map(|task| ledger::credits(task, at(now))).sum();
            assert_eq!(setting.world.spent(at(now)), sum, "second {second}, asked for {now}");
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_tasks() {
    let made = || {
        let mut setting = Setting::new(Some(2));
        setting.timing = Timing::default();
        for second in 0..50 {
            setting.create(second, Outcome::Succeeded);
        }
        setting.world.tasks().map(|task| (task.id.clone(), task.plan.clone())).collect::<Vec<_>>()
    };
    assert_eq!(made(), made());
}

#[test]
fn ended_tasks_are_forgotten_but_found() {
    let mut setting = Setting::new(Some(1));
    let first = setting.create(0, Outcome::Succeeded);
    for nth in 1..1000 {
        setting.create(nth * 20, Outcome::Succeeded);
    }
    assert!(setting.world.open.len() < 100);
    let id = setting.world.task(first).unwrap().id.clone();
    assert_eq!(setting.world.find(&id), Some(first));
}

#[test]
fn passes_between_two_moments() {
    let mut setting = Setting::new(None);
    setting.create(0, Outcome::Succeeded);
    let count = |from, to| setting.world.passes(at(from), at(to), &setting.revision.states).count();
    assert_eq!([count(0, 1), count(0, 11), count(1, 10), count(11, 99)], [2, 3, 0, 0]);
}
