//! Where faults meet what comes by: requests, downloads and callbacks.

use std::time::Duration;

use tokio::time::Instant;
use vidu_types::table::{Revision, Stage};

use super::{Hit, Seen, Side, Trouble};
use crate::callback::post::Target;
use crate::callback::queue::Due;
use crate::calls::exchange::Request;
use crate::calls::judge::{House, Judged};
use crate::calls::key::Key;
use crate::calls::results;
use crate::tasks::plan::Pass;
use crate::time::clock::Moment;
use crate::worlds::engine::Worlds;
use crate::worlds::world::World;

impl Worlds {
    /// Looks for a fault that hits a request; one that is not to be served is refused.
    pub fn strike(&mut self, house: &House, request: &Request<'_>, judged: &mut Judged<'_>) {
        if self.faults.is_empty() {
            return;
        }
        let vendor = judged.revision.and_then(|position| house.spec.revisions.get(position));
        let operation = judged.endpoint.and_then(|endpoint| house.at(endpoint)).map(|(_, operation)| operation);
        let seen = Seen {
            side: Side::Call,
            vendor: vendor.map_or("", |revision| &revision.vendor),
            world: &self.name_of(judged.revision.zip(judged.key.as_ref())),
            operation: operation.map_or("", |operation| &operation.name),
            path: request.path,
            key_name: &judged.key.as_ref().map(Key::name).unwrap_or_default(),
            is_first: false,
            is_followed: false,
        };
        judged.hit = self.faults.hit(&seen, Instant::now());
        if let Some(refusal) = judged.hit.as_ref().and_then(Hit::refusal) {
            judged.wish = Err(refusal);
        }
    }

    /// The printed name of the world of a vendor and a key, if it was asked for already.
    fn name_of(&self, place: Option<(usize, &Key)>) -> String {
        let Some((revision, key)) = place else { return String::new() };
        let is_meant = |world: &&World| world.revision == revision && world.key == *key;
        // Nearly always it is the one with the name that such a key has; two keys of one name are rare.
        let usual = self
            .list
            .iter()
            .find_map(|world| Some(world.name.split_once('/')?.0).filter(|_| world.revision == revision));
        let usual = usual.and_then(|vendor| self.by_name.get(&format!("{vendor}/{}", key.name())));
        let usual = usual.and_then(|position| self.list.get(*position)).filter(is_meant);
        usual.or_else(|| self.list.iter().find(is_meant)).map_or_else(String::new, |world| world.name.clone())
    }

    /// The fault that hits a download, if one does.
    pub fn strike_result(&mut self, request: &Request<'_>) -> Option<Hit> {
        if self.faults.is_empty() {
            return None;
        }
        let rest = request.path.strip_prefix(results::PREFIX).unwrap_or_default();
        let vendor = rest.split('/').next().unwrap_or_default();
        let (operation, key_name) = ("", "");
        let task = results::task(request.path);
        let owner = self.list.iter().find(|world| task.is_some_and(|task| world.find(task).is_some()));
        let world = &owner.map_or_else(String::new, |world| world.name.clone());
        let seen = Seen {
            side: Side::Result,
            vendor,
            world,
            operation,
            path: request.path,
            key_name,
            is_first: false,
            is_followed: false,
        };
        self.faults.hit(&seen, Instant::now())
    }

    /// The fault that hits a callback, if one does, and the later moment to which it puts it off.
    pub fn strike_callback(&mut self, house: &House, due: &Due) -> (Option<Hit>, Option<Moment>) {
        let Some((revision, followed_at)) = self.following(house, due) else { return (None, None) };
        let is_first = due.attempt == 1 && due.at == due.pass.at;
        if self.faults.is_empty() && (is_first || due.attempt > 1) {
            return (None, None);
        }
        let Some(world) = self.list.get(due.world) else { return (None, None) };
        let Some(task) = world.task(due.task) else { return (None, None) };
        let operation = revision.operations.get(task.order.operation);
        let target = task.order.callback.as_deref().and_then(|url| Target::of(url).ok());
        let seen = Seen {
            side: Side::Callback,
            vendor: &revision.vendor,
            world: &world.name,
            operation: operation.map_or("", |operation| &operation.name),
            path: target.as_ref().map_or("", |target| &target.path),
            key_name: &world.key.name(),
            is_first,
            is_followed: followed_at.is_some(),
        };
        let hit = self.faults.hit(&seen, Instant::now());
        let after = followed_at.map(|at| at.after(Duration::from_nanos(1)));
        let moved = hit.as_ref().and_then(|hit| hit.moved(due, after));
        // What was put off before is known by its time.
        let was_moved = due.attempt == 1 && !is_first;
        let earlier = was_moved.then(|| match Some(due.at) == after {
            true => Trouble::CallbackOutOfOrder,
            false => Trouble::CallbackLate { seconds: due.at.since(due.pass.at) },
        });
        (hit.or_else(|| earlier.map(|trouble| Hit { trouble, is_served: true })), moved)
    }

    /// The vendor of a callback, and when the next callback of the same task is due by its plan.
    fn following<'h>(&self, house: &'h House, due: &Due) -> Option<(&'h Revision, Option<Moment>)> {
        let world = self.list.get(due.world)?;
        let revision = house.spec.revisions.get(world.revision)?;
        let states = &revision.callback.as_ref()?.states;
        let is_told = |pass: &Pass| {
            let state = revision.states.get(pass.state);
            state.is_some_and(|state| states.iter().any(|told| told.word == state.word))
        };
        let passes = world.task(due.task)?.plan.passes(&revision.states);
        let next = passes.filter(is_told).find(|pass| pass.at > due.pass.at).map(|pass| pass.at);
        Some((revision, next.filter(|at| *at != Moment::NEVER)))
    }
}

impl Hit {
    /// Its name in the administrative form.
    pub fn name(&self) -> String {
        self.trouble.name()
    }

    /// Whether the address of a result counts as expired.
    pub fn is_expired(&self) -> bool {
        self.trouble == Trouble::ExpiredUrl
    }

    /// Whether a callback gets lost on its way.
    pub fn is_lost(&self) -> bool {
        self.trouble == Trouble::CallbackLost
    }

    /// Whether a callback is sent twice.
    pub fn is_doubled(&self) -> bool {
        self.trouble == Trouble::CallbackDoubled
    }

    /// Whether a callback is signed with another key.
    pub fn is_forged(&self) -> bool {
        self.trouble == Trouble::CallbackBadSignature
    }

    /// The state that a callback's body claims: an end that the task has not had, where it is to lie.
    pub fn claimed(&self, pass: Pass, revision: &Revision) -> Pass {
        let stage = |position: usize| revision.states.get(position).map(|state| state.stage);
        let lie = match stage(pass.state) {
            Some(Stage::Succeeded) => Stage::Failed,
            _ => Stage::Succeeded,
        };
        let position = (0..revision.states.len()).find(|position| stage(*position) == Some(lie));
        match (&self.trouble, position) {
            (Trouble::CallbackWrongBody, Some(state)) => Pass { state, ..pass },
            _ => pass,
        }
    }

    /// The moment to which a callback is put off, `after` being the one after the callback that follows it.
    fn moved(&self, due: &Due, after: Option<Moment>) -> Option<Moment> {
        let at = match self.trouble {
            Trouble::CallbackLate { seconds } => Some(due.at.after(seconds)),
            Trouble::CallbackOutOfOrder => after,
            _ => None,
        };
        // What is put off to its own moment would meet the same fault there, again and again.
        at.filter(|at| *at > due.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_put_off_to_its_own_moment() {
        let second = Duration::from_secs(1);
        let at = Moment::START.after(second);
        let pass = Pass { state: 0, at };
        let due = Due { at, number: 1, world: 0, task: 0, version: 0, pass, attempt: 1, retries: 0 };
        let moved = |trouble, after| Hit { trouble, is_served: true }.moved(&due, after);
        let late = |seconds| moved(Trouble::CallbackLate { seconds }, None);
        assert_eq!((late(Duration::ZERO), late(second)), (None, Some(at.after(second))));
        assert_eq!(moved(Trouble::CallbackOutOfOrder, Some(at)), None);
        assert!(late(Duration::MAX).is_some_and(|moved| moved > at));
    }
}
