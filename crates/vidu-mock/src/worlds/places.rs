//! The places of a vendor that runs only so many tasks at once: until when each is taken, and who has the next.

use vidu_types::table::{Stage, State};

use crate::tasks::plan::{Outcome, Plan};
use crate::time::clock::Moment;

/// Until when each place that was ever taken is taken.
#[derive(Debug, Default)]
pub struct Places(Vec<Moment>);

impl Places {
    /// Taken by tasks with these ends. Whoever takes a place takes the one that is free first, so of more tasks than
    /// places those with the latest ends have them.
    pub fn taken(limit: usize, ends: impl Iterator<Item = Moment>) -> Places {
        let mut ends: Vec<Moment> = ends.collect();
        ends.sort_unstable_by_key(|end| std::cmp::Reverse(*end));
        ends.truncate(limit);
        Places(ends)
    }

    /// Whether another task may begin now.
    pub fn has_room(&self, limit: Option<usize>, now: Moment) -> bool {
        limit.is_none_or(|limit| self.0.len() < limit || self.0.iter().any(|place| *place <= now))
    }

    /// Takes a place for a task that is moved by steps, if it began just now.
    pub fn take(&mut self, limit: Option<usize>, begun: Moment, plan: &Plan) {
        let Some(limit) = limit.filter(|_| begun == Moment::NEVER && plan.begins != Moment::NEVER) else { return };
        if self.0.len() < limit {
            self.0.push(plan.ends);
        } else if let Some(place) = self.0.iter_mut().min() {
            *place = plan.ends;
        }
    }

    /// Lets a plan begin as soon as a place is free, not before now, and takes the place until its end.
    pub fn seat(&mut self, limit: usize, plan: &mut Plan, now: Moment, states: &[State]) {
        if let Outcome::Stuck(state) = plan.outcome
            && states.get(state).is_some_and(|state| state.stage == Stage::Queued)
        {
            return; // It never begins, so it takes no place.
        }
        if self.0.len() < limit {
            plan.begin(now, states);
            self.0.push(plan.ends);
            return;
        }
        let Some(place) = self.0.iter_mut().min() else { return };
        plan.begin((*place).max(now), states);
        *place = plan.ends;
    }
}
