//! A world is a vendor and an API key: its tasks, and which of them wait for others.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::time::Duration;

use vidu_types::table::{Revision, State};

use crate::calls::judge::House;
use crate::calls::key::Key;
use crate::settings::Timing;
use crate::tasks::ids;
use crate::tasks::plan::{Outcome, Pass, Plan};
use crate::tasks::random::Random;
use crate::time::clock::Moment;
use crate::time::drive::{Motion, Mover};
use crate::worlds::account::Account;
use crate::worlds::journal::{self, Journal};
use crate::worlds::order::{Order, Task};
use crate::worlds::places::Places;
use crate::worlds::text::Text;

/// A vendor and an API key.
#[derive(Debug)]
pub struct World {
    /// How journals and answers name it; it does not show the key.
    pub name: String,
    /// The vendor's revision, as a position in the spec's revisions.
    pub revision: usize,
    /// The key.
    pub key: Key,
    /// Scheme, host and port under which it was last reached, where that is not the server's own address.
    pub base: Option<Box<str>>,
    /// What was asked and called.
    pub journal: Journal,
    /// The tasks that were made or changed since this was last emptied.
    pub changed: Vec<usize>,
    /// The version of new tasks: another after each reset, so that what was scheduled before it does not count.
    epoch: u32,
    seed: u64,
    /// How many answers and callbacks were drawn for.
    pub answers: u64,
    tasks: Vec<Task>,
    by_id: HashMap<Text, usize>,
    account: Account,
    /// Tasks that had not ended when last looked at.
    open: Vec<usize>,
    /// Who runs, where the vendor runs only so many tasks at once.
    places: Places,
}

impl World {
    /// A world without tasks.
    pub fn new(revision: usize, vendor: &str, key: Key, seed: u64, journal: Journal) -> World {
        let name = format!("{vendor}/{}", key.name());
        let seed = Random::new(seed, format!("{vendor}/{}", key.secret()).as_bytes()).number();
        let (tasks, by_id, open, places) = Default::default();
        let changed = Vec::new();
        World {
            name,
            revision,
            key,
            base: None,
            journal,
            changed,
            epoch: 0,
            seed,
            answers: 0,
            tasks,
            by_id,
            account: Account::default(),
            open,
            places,
        }
    }

    /// Forgets its tasks and its journal; what it draws begins anew.
    pub fn reset(&mut self, journal: Journal) {
        let epoch = self.epoch.wrapping_add(EPOCH);
        (self.tasks, self.by_id, self.open, self.places, self.changed) = Default::default();
        self.account = Account::default();
        (self.journal, self.epoch, self.answers) = (journal, epoch, 0);
    }

    /// The version of new tasks.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Lets new tasks have this version.
    pub fn begin_at(&mut self, epoch: u32) {
        self.epoch = epoch;
    }

    /// Puts a task of an earlier process to its place.
    pub fn put_back(&mut self, position: usize, task: Task) {
        self.by_id.insert(task.id.clone(), position);
        match self.tasks.get_mut(position) {
            Some(place) => {
                self.account.change(position, &task);
                *place = task;
            }
            None => {
                self.account.open(position, &task);
                self.tasks.push(task);
            }
        }
    }

    /// Finds out again which tasks have not ended and who has a place.
    pub fn reopen(&mut self, now: Moment, rules: &Rules<'_>) {
        let is_open = |task: &Task| !task.plan.is_over(now);
        self.open = (0..self.tasks.len()).filter(|position| is_open(&self.tasks[*position])).collect();
        let Some(limit) = rules.places() else { return };
        let begun = self.tasks.iter().filter(|task| task.plan.begins != Moment::NEVER);
        self.places = Places::taken(limit, begun.map(|task| task.plan.ends));
    }

    /// The draws for the next answer or callback.
    pub fn draws(&mut self) -> Random {
        self.answers += 1;
        Random::new(self.seed, &self.answers.to_le_bytes())
    }

    /// The draws for the next task: how often somebody asked meanwhile makes no difference to them.
    pub fn task_draws(&self) -> Random {
        Random::new(!self.seed, &self.tasks.len().to_le_bytes())
    }

    /// Makes a task now and gives its position.
    pub fn create(&mut self, order: Order, now: Moment, rules: &Rules<'_>, random: &mut Random) -> usize {
        let states = &rules.revision.states;
        let mut plan = Plan::draw(now, order.outcome.clone(), states, rules.timing, random);
        let factor = if let Motion::Clock(factor) = order.manner.motion { factor } else { 1.0 };
        plan.stretch(order.manner.pace, factor, states);
        match (order.manner.motion, rules.places()) {
            (Motion::Steps(mover, count), limit) => {
                plan.walk(mover, count, states, self.places.has_room(limit, now));
                self.places.take(limit, Moment::NEVER, &plan);
            }
            (Motion::Clock(_), Some(limit)) => self.places.seat(limit, &mut plan, now, states),
            (Motion::Clock(_), None) => {}
        }
        let position = self.tasks.len();
        let id = self.new_id(position, rules, random);
        self.prune(now);
        self.open.push(position);
        let task = Task { id, order, plan, seed: None, version: self.epoch, called: 0 };
        self.account.open(position, &task);
        self.tasks.push(task);
        self.changed.push(position);
        position
    }

    /// Stops a task now, lets others take its place, and gives the positions of all whose plans changed.
    pub fn cancel(&mut self, position: usize, now: Moment, rules: &Rules<'_>) -> Vec<usize> {
        let Some(task) = self.tasks.get_mut(position) else { return Vec::new() };
        task.plan.cancel(now);
        self.rearrange(position, now, rules)
    }

    /// Ends a task now with this outcome, lets others take its place, and gives the positions of all whose plans changed.
    pub fn finish(&mut self, position: usize, outcome: Outcome, now: Moment, rules: &Rules<'_>) -> Vec<usize> {
        let Some(task) = self.tasks.get_mut(position) else { return Vec::new() };
        task.plan.finish(outcome, now);
        self.rearrange(position, now, rules)
    }

    fn rearrange(&mut self, position: usize, now: Moment, rules: &Rules<'_>) -> Vec<usize> {
        let Some(task) = self.tasks.get_mut(position) else { return Vec::new() };
        task.version = task.version.wrapping_add(1);
        let mut changed = vec![position];
        if let Some(limit) = rules.places() {
            changed.extend(self.reseat(limit, now, &rules.revision.states));
        }
        self.note_changed(&changed);
        changed
    }

    /// Makes a step with a task, if it is this mover that moves it, and gives the positions of all whose plans changed.
    pub fn step(&mut self, position: usize, mover: Mover, by: Duration, now: Moment, rules: &Rules<'_>) -> Vec<usize> {
        let (states, limit) = (&rules.revision.states, rules.places());
        let free = self.places.has_room(limit, now);
        let Some(task) = self.tasks.get_mut(position) else { return Vec::new() };
        let begun = task.plan.begins;
        if !task.plan.step(mover, by, now, states, free) {
            return Vec::new();
        }
        let plan = task.plan.clone();
        self.places.take(limit, begun, &plan);
        let mut changed = vec![position];
        if let Some(limit) = limit
            && plan.is_over(now)
        {
            changed.extend(self.reseat(limit, now, states));
        }
        self.note_changed(&changed);
        changed
    }

    fn note_changed(&mut self, positions: &[usize]) {
        self.changed.extend(positions);
        for position in positions {
            self.tasks.get(*position).into_iter().for_each(|task| self.account.change(*position, task));
        }
    }

    /// What all its tasks cost at a moment.
    pub fn spent(&self, now: Moment) -> i64 {
        self.account.spent(now)
    }

    /// The same, added up so that it costs no more next time.
    pub fn settled(&mut self, now: Moment) -> i64 {
        self.account.settle(now);
        self.spent(now)
    }

    /// How many tasks it has.
    pub fn count(&self) -> usize {
        self.tasks.len()
    }

    /// The position of the task with an id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The task at a position.
    pub fn task(&self, position: usize) -> Option<&Task> {
        self.tasks.get(position)
    }

    /// The position of the first task, in the order in which they were made, of which something is true that is true of
    /// all later ones too; the number of tasks if there is none.
    pub fn first(&self, is_late: impl Fn(&Task) -> bool) -> usize {
        self.tasks.partition_point(|task| !is_late(task))
    }

    /// Whether a plan, by the version that it had once, was made since the last reset.
    pub fn is_of_now(&self, position: usize, version: u32) -> bool {
        self.task(position).is_some_and(|task| task.version / EPOCH == version / EPOCH)
    }

    /// Notes the seed that a task was made with.
    pub fn note_seed(&mut self, position: usize, seed: i64) {
        if let Some(task) = self.tasks.get_mut(position) {
            task.seed = Some(seed);
            self.changed.push(position);
        }
    }

    /// Notes that one more of a task's states was told to its owner.
    pub fn note_called(&mut self, position: usize) {
        if let Some(task) = self.tasks.get_mut(position) {
            task.called += 1;
        }
    }

    /// The entries of its journal, oldest first.
    pub fn entries<'w>(&'w self, house: &'w House) -> impl DoubleEndedIterator<Item = Cow<'w, journal::Entry>> {
        self.journal.kept().map(move |kept| kept.entry(house, self))
    }

    /// All tasks, in the order in which they were made.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter()
    }

    /// How many tasks run and how many wait at a moment.
    pub fn load(&self, now: Moment) -> (u64, u64) {
        let plans = || self.open.iter().map(|position| &self.tasks[*position].plan);
        let running = plans().filter(|plan| plan.is_running(now)).count();
        let open = plans().filter(|plan| !plan.is_over(now)).count();
        (running as u64, (open - running) as u64)
    }

    /// The states that tasks, by position, took on after one moment and no later than another.
    pub fn passes<'a>(
        &'a self,
        from: Moment,
        to: Moment,
        states: &'a [State],
    ) -> impl Iterator<Item = (usize, Pass)> + 'a {
        let passes = move |(position, task): (usize, &'a Task)| {
            let is_over = task.plan.ends <= from || task.plan.created > to;
            let passes = (!is_over).then(|| task.plan.passes(states)).into_iter().flatten();
            passes.map(move |pass| (position, pass))
        };
        self.tasks.iter().enumerate().flat_map(passes).filter(move |(_, pass)| from < pass.at && pass.at <= to)
    }

    /// Draws an id that no task has, and gives it to the one at a position.
    fn new_id(&mut self, position: usize, rules: &Rules<'_>, random: &mut Random) -> Text {
        loop {
            let id = Text::from(ids::draw(rules.revision.task.id, random));
            if let Entry::Vacant(place) = self.by_id.entry(id.clone()) {
                place.insert(position);
                return id;
            }
        }
    }

    /// Forgets ended tasks whenever the list has doubled, so that each costs the same however many there are.
    fn prune(&mut self, now: Moment) {
        if self.open.len() == self.open.capacity() {
            let tasks = &self.tasks;
            self.open.retain(|position| !tasks[*position].plan.is_over(now));
            self.open.reserve(self.open.len().max(16));
        }
    }

    /// Deals the places anew among those that have not begun, in order of their creation.
    fn reseat(&mut self, limit: usize, now: Moment, states: &[State]) -> Vec<usize> {
        let running = self.open.iter().map(|position| &self.tasks[*position].plan).filter(|plan| plan.is_running(now));
        self.places = Places::taken(usize::MAX, running.map(|plan| plan.ends));
        let mut changed = Vec::new();
        for position in self.open.iter().copied() {
            let task = &mut self.tasks[position];
            if task.plan.begins <= now || task.plan.is_over(now) || task.plan.steps.is_some() {
                continue;
            }
            let before = task.plan.begins;
            self.places.seat(limit, &mut task.plan, now, states);
            if task.plan.begins != before {
                task.version = task.version.wrapping_add(1);
                changed.push(position);
            }
        }
        changed
    }
}

/// As many versions of a plan as nobody makes.
const EPOCH: u32 = 1 << 16;

/// What a world needs to know of its vendor and of the server.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The vendor.
    pub revision: &'a Revision,
    /// How long things take.
    pub timing: &'a Timing,
}

impl Rules<'_> {
    /// How many tasks run at once, if there is a limit.
    fn places(&self) -> Option<usize> {
        self.revision.task.concurrent.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX).max(1))
    }
}

#[cfg(test)]
mod tests;
