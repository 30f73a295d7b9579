//! The callbacks that are due, of all worlds, ordered by time: the only thing that must happen at a moment.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::settings::Timing;
use crate::tasks::plan::Pass;
use crate::time::clock::Moment;

/// A callback that is due. The order of its members is the order of the queue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// When.
    pub at: Moment,
    /// Which one, of several at once: the one that was put in first.
    pub number: u64,
    /// The world, by position.
    pub world: usize,
    /// The task, by position.
    pub task: usize,
    /// The version of the task's plan: with another, this does not count any more.
    pub version: u32,
    /// The state whose beginning is told.
    pub pass: Pass,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// How many attempts may follow the first.
    pub retries: u32,
}

/// What is due, the earliest first.
#[derive(Debug, Default)]
pub struct Queue {
    heap: BinaryHeap<Reverse<Due>>,
    numbers: u64,
}

impl Queue {
    /// Puts one in; its number is given here.
    pub fn push(&mut self, due: Due) {
        self.numbers += 1;
        self.heap.push(Reverse(Due { number: self.numbers, ..due }));
    }

    /// Takes out the earliest, if it is due by a moment.
    pub fn pop(&mut self, until: Moment) -> Option<Due> {
        self.next_at().filter(|at| *at <= until)?;
        self.heap.pop().map(|Reverse(due)| due)
    }

    /// Takes out all of a world, the earliest first.
    pub fn split(&mut self, world: usize) -> Vec<Due> {
        let (mut taken, kept): (Vec<_>, Vec<_>) = self.heap.drain().partition(|Reverse(due)| due.world == world);
        self.heap.extend(kept);
        taken.sort_by(|one, other| one.0.cmp(&other.0));
        taken.into_iter().map(|Reverse(due)| due).collect()
    }

    /// All that is due, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Due> {
        self.heap.iter().map(|Reverse(due)| due)
    }

    /// When the earliest is due.
    pub fn next_at(&self) -> Option<Moment> {
        self.heap.peek().map(|Reverse(due)| due.at)
    }
}

/// The next attempt after one that failed, if one is left.
///
/// Each pause is twice as long as the one before, and the last attempt still has its answer within the time for retries.
pub fn again(failed: Due, now: Moment, timing: &Timing) -> Option<Due> {
    if failed.attempt > failed.retries {
        return None;
    }
    let window = timing.retries.saturating_sub(timing.callback_timeout);
    let way =
        |attempt: u32| (2f64.powi(attempt.min(1000) as i32) - 1.0) / (2f64.powi(failed.retries.min(1000) as i32) - 1.0);
    let at = failed.pass.at.after(window.mul_f64(way(failed.attempt).clamp(0.0, 1.0))).max(now);
    Some(Due { at, attempt: failed.attempt + 1, ..failed })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn due(second: u64, task: usize, retries: u32) -> Due {
        let at = Moment::START.after(Duration::from_secs(second));
        Due { at, number: 0, world: 0, task, version: 0, pass: Pass { at, state: 0 }, attempt: 1, retries }
    }

    #[test]
    fn the_earliest_comes_first_and_of_several_the_first_put_in() {
        let mut queue = Queue::default();
        [due(3, 0, 0), due(1, 1, 0), due(3, 2, 0), due(2, 3, 0)].into_iter().for_each(|due| queue.push(due));
        let until = Moment::START.after(Duration::from_secs(3));
        assert_eq!(queue.pop(Moment::START), None);
        let order: Vec<usize> = std::iter::from_fn(|| queue.pop(until)).map(|due| due.task).collect();
        assert_eq!(order, [1, 3, 0, 2]);
        assert_eq!(queue.next_at(), None);
    }

    /// The seconds after the first at which further attempts follow.
    fn attempts(retries: u32, timing: &Timing) -> Vec<u64> {
        let first = due(100, 0, retries);
        let next = |failed: &Due| again(failed.clone(), failed.at, timing);
        std::iter::successors(next(&first), next).map(|due| due.at.since(first.at).as_secs()).collect()
    }

    #[test]
    fn retries_are_spread_over_their_time() {
        let timing = Timing::default();
        assert_eq!(attempts(0, &timing), [0; 0]);
        assert_eq!(attempts(1, &timing), [55]);
        assert_eq!(attempts(3, &timing), [7, 23, 55]);
        assert_eq!(attempts(3, &Timing::at_once()), [0, 0, 0]);
        assert_eq!(attempts(1500, &timing).len(), 1500);
    }

    #[test]
    fn a_retry_is_never_due_in_the_past() {
        let failed = due(100, 0, 3);
        let now = failed.at.after(Duration::from_secs(30));
        assert_eq!(again(failed, now, &Timing::default()).map(|due| due.at), Some(now));
    }
}
