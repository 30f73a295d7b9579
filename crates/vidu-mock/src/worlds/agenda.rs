//! What somebody who listens is to hear next of the tasks of a world, so that nobody looks through all of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use vidu_types::table::State;

use crate::tasks::plan::Pass;
use crate::time::clock::Moment;
use crate::worlds::world::World;

/// The tasks of a world that one listener hears of. It is made for who listens, so that others do not pay for it.
#[derive(Debug, Default)]
pub struct Agenda {
    epoch: u32,
    /// By position.
    tasks: Vec<Told>,
    /// Moments and tasks, the earliest first. Those of plans that were changed are passed over when their time comes.
    next: BinaryHeap<Reverse<(Moment, usize)>>,
}

/// How far a task was told.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    /// So many of its states.
    count: usize,
    /// When the next is taken on.
    next: Option<Moment>,
}

/// A task, by the positions of its world and its own, and the state that it took on.
pub type Passed = ((usize, usize), Pass);

impl Agenda {
    /// Of what happens after a moment in a world.
    pub fn of(world: &World, now: Moment, states: &[State]) -> Agenda {
        let mut agenda = Agenda { epoch: world.epoch(), ..Agenda::default() };
        let mut past = Vec::new();
        (0..world.count()).for_each(|task| agenda.tell(task, (0, world), now, states, &mut past));
        agenda
    }

    /// Begins anew if the world has: then all its tasks are new.
    pub fn begin(&mut self, world: &World) {
        if self.epoch != world.epoch() {
            *self = Agenda { epoch: world.epoch(), ..Agenda::default() };
        }
    }

    /// When something is to be told next, unless it is off by then.
    pub fn next_at(&self) -> Option<Moment> {
        self.next.peek().map(|Reverse((at, _))| *at)
    }

    /// Tells the states that tasks have taken on by a moment.
    pub fn reach(&mut self, world: (usize, &World), now: Moment, states: &[State], passed: &mut Vec<Passed>) {
        while let Some(Reverse((at, task))) = self.next.peek().copied().filter(|Reverse((at, _))| *at <= now) {
            self.next.pop();
            if self.tasks.get(task).is_some_and(|told| told.next == Some(at)) {
                self.tell(task, world, now, states, passed);
            }
        }
    }

    /// Tells the states that a task, which is new or was changed, has taken on by a moment and was not told yet.
    pub fn tell(
        &mut self,
        task: usize,
        (place, world): (usize, &World),
        now: Moment,
        states: &[State],
        passed: &mut Vec<Passed>,
    ) {
        let Some(plan) = world.task(task).map(|task| &task.plan) else { return };
        if self.tasks.len() <= task {
            self.tasks.resize(task + 1, Told::default());
        }
        let told = &mut self.tasks[task];
        let mut passes = plan.passes(states).skip(told.count).peekable();
        while let Some(pass) = passes.next_if(|pass| pass.at <= now) {
            told.count += 1;
            passed.push(((place, task), pass));
        }
        let next = passes.next().map(|pass| pass.at);
        if let Some(at) = next.filter(|_| next != told.next) {
            self.next.push(Reverse((at, task)));
        }
        told.next = next;
    }
}

/// Who listens, and which tasks of theirs changed since they looked.
#[derive(Debug, Default)]
pub struct Watchers {
    numbers: u64,
    list: BTreeMap<u64, Watcher>,
}

#[derive(Debug, Default)]
struct Watcher {
    world: Option<usize>,
    changed: BTreeMap<usize, Changed>,
}

#[derive(Debug, Default)]
struct Changed {
    tasks: Vec<usize>,
    /// As many there were when they were last looked through for those that are there twice.
    several: usize,
}

impl Watchers {
    /// One more, who listens to all worlds or to one; by the number it is known.
    pub fn add(&mut self, world: Option<usize>) -> u64 {
        self.numbers += 1;
        self.list.insert(self.numbers, Watcher { world, ..Watcher::default() });
        self.numbers
    }

    /// Whether nobody listens.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One less.
    pub fn remove(&mut self, number: u64) {
        self.list.remove(&number);
    }

    /// Notes that tasks of a world are new or were changed.
    pub fn note(&mut self, world: usize, tasks: &[usize]) {
        if tasks.is_empty() {
            return;
        }
        for watcher in self.list.values_mut().filter(|watcher| watcher.world.is_none_or(|meant| meant == world)) {
            watcher.changed.entry(world).or_default().add(tasks);
        }
    }

    /// What changed since this was last asked, by world.
    pub fn take(&mut self, number: u64) -> impl Iterator<Item = (usize, Vec<usize>)> + use<> {
        let changed = self.list.get_mut(&number).map(|watcher| std::mem::take(&mut watcher.changed));
        changed.unwrap_or_default().into_iter().map(|(world, changed)| (world, changed.tasks))
    }
}

impl Changed {
    /// Nobody may look for long, so a task stands here at most about twice.
    fn add(&mut self, tasks: &[usize]) {
        self.tasks.extend(tasks);
        if self.tasks.len() > 2 * self.several + 1024 {
            self.tasks.sort_unstable();
            self.tasks.dedup();
            self.several = self.tasks.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_is_kept_once_or_twice_for_those_whom_it_concerns() {
        let mut watchers = Watchers::default();
        let (all, other) = (watchers.add(None), watchers.add(Some(1)));
        (0..100_000).for_each(|turn| watchers.note(0, &[turn % 7]));
        let [(world, tasks)] = watchers.take(all).collect::<Vec<_>>().try_into().unwrap();
        assert!(world == 0 && (7..2000).contains(&tasks.len()), "{}", tasks.len());
        assert_eq!((watchers.take(all).count(), watchers.take(other).count()), (0, 0));
        watchers.remove(all);
        watchers.note(1, &[3]);
        assert_eq!(watchers.take(other).collect::<Vec<_>>(), [(1, vec![3])]);
    }
}
