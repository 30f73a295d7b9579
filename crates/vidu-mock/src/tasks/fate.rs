//! What becomes of a task that is asked for: what its request, its turn, the rules and the settings say, the narrowest
//! first; and how it is moved by steps afterwards.

use std::time::Duration;

use tokio::time::Instant;
use vidu_types::Timestamp;
use vidu_types::table::{Operation, OperationKind};

use crate::calls::judge::{House, NewTask};
use crate::calls::meaning::Effective;
use crate::calls::refusal::Refusal;
use crate::tasks::rule::Asking;
use crate::tasks::script::{Fate, HEADER, Script};
use crate::time::clock::Moment;
use crate::time::drive::Mover;
use crate::worlds::engine::Worlds;
use crate::worlds::event::{Event, Happening};
use crate::worlds::order::Manner;
use crate::worlds::serve::Turn;
use crate::worlds::world::Rules;

impl Worlds {
    /// Decides how a task goes, or refuses it.
    pub fn settle_fate(&mut self, turn: Turn<'_>, new: &mut NewTask<'_>) -> Result<(), Refusal> {
        let script = self.script(turn, new);
        let fate = script.fate(turn.revision).map_err(|why| Refusal::of_the_mock(format!("{HEADER}: {why}")))?;
        match fate {
            Fate::Refused(code) => return Err(Refusal::scripted(code)),
            Fate::Goes(outcome) => new.order.outcome = outcome,
        }
        let name = operation(turn).map_or("", |operation| &operation.name);
        let world = &self.list[turn.world].name;
        let motion = self.drives.motion(
            script.drive,
            world,
            (&turn.revision.vendor, name),
            self.clock_of(Some(turn.world)).pace(),
        );
        new.order.manner = Manner { pace: script.pace, motion, state: script.state.map(Into::into) };
        Ok(())
    }

    /// All scripts for a task in one. Those for the next task are used up only by tasks whose requests say nothing of
    /// their end.
    fn script(&mut self, turn: Turn<'_>, new: &NewTask<'_>) -> Script {
        let rule = self.ruled(turn, new);
        let world = &self.list[turn.world].name;
        let next = if new.script.ending.is_none() { self.scripts.take(world) } else { None };
        new.script.clone().over(next.unwrap_or_default()).over(rule)
    }

    /// What the rules say of a task.
    fn ruled(&mut self, turn: Turn<'_>, new: &NewTask<'_>) -> Script {
        let Some(operation) = operation(turn).filter(|_| !self.rules.is_empty()) else { return Script::default() };
        let asked = Effective { operation, given: &new.given };
        let asking = Asking {
            vendor: &turn.revision.vendor,
            world: &self.list[turn.world].name,
            operation: &operation.name,
            model: asked.model(),
            text: &asked.texts().join("\n"),
        };
        self.rules.choose(asking, Instant::now())
    }

    /// Makes the step that a query is, if the task is moved by queries.
    pub fn asked(&mut self, turn: Turn<'_>, id: &str) {
        if let Some(position) = self.list[turn.world].find(id) {
            self.step_task(turn, position, Mover::Query, Duration::ZERO);
        }
    }

    /// Makes a step with a task and tells which states were taken.
    pub fn step_task(&mut self, turn: Turn<'_>, position: usize, mover: Mover, by: Duration) -> Vec<Event> {
        if !self.list[turn.world].task(position).is_some_and(|task| task.plan.is_moved_by(mover)) {
            return Vec::new();
        }
        let told = self.wanted_calls(turn, position);
        let passed = self.list[turn.world].task(position).map_or(0, |task| task.plan.passes(states(turn)).count());
        let rules = Rules { revision: turn.revision, timing: &turn.house.settings.timing };
        let changed = self.list[turn.world].step(position, mover, by, turn.now, &rules);
        let mut events = Vec::new();
        for place in changed {
            // What others do later is told when it happens.
            let is_own = place == position;
            self.schedule_after(turn, place, if is_own { told } else { 0 });
            events.extend(self.taken(turn, place, if is_own { passed } else { 0 }));
        }
        events
    }

    /// The states that a task takes now, but the first so many.
    fn taken(&self, turn: Turn<'_>, position: usize, passed: usize) -> Vec<Event> {
        let world = &self.list[turn.world];
        let Some(task) = world.task(position) else { return Vec::new() };
        let scene = self.scene(turn.house, turn.revision, turn.world);
        let now = task.plan.passes(states(turn)).skip(passed).filter(|pass| pass.at == turn.now);
        let event = |pass| Event {
            at: Timestamp::from(self.clock.date(turn.now)),
            world: world.name.as_str().into(),
            task: task.id.clone(),
            state: scene.word(task, pass).into(),
            what: Happening::Entered,
        };
        now.map(event).collect()
    }

    /// How many callbacks of a task are, or were, in the queue.
    fn wanted_calls(&self, turn: Turn<'_>, position: usize) -> usize {
        let Some((task, callback)) = self.list[turn.world].task(position).zip(turn.revision.callback.as_ref()) else {
            return 0;
        };
        let is_wanted = |state: usize| {
            states(turn).get(state).is_some_and(|state| callback.states.iter().any(|wanted| wanted.word == state.word))
        };
        task.plan.passes(states(turn)).filter(|pass| is_wanted(pass.state)).count()
    }

    /// The turn of the owner of the task with an id, and its position; of a world, if one is named.
    pub fn turn_of<'h>(&self, house: &'h House, world: Option<&str>, id: &str) -> Option<(Turn<'h>, usize)> {
        let worlds = self.list.iter().enumerate().filter(|(_, one)| world.is_none_or(|name| one.name == name));
        let (place, world, position) =
            worlds.filter_map(|(place, world)| Some((place, world, world.find(id)?))).next()?;
        let revision = house.spec.revisions.get(world.revision)?;
        let operation = revision.operations.iter().position(|operation| operation.kind == OperationKind::Query);
        let now: Moment = self.now_of(Some(place));
        Some((Turn { house, revision, world: place, now, operation }, position))
    }
}

fn operation(turn: Turn<'_>) -> Option<&Operation> {
    turn.revision.operations.get(turn.operation?)
}

fn states(turn: Turn<'_>) -> &[vidu_types::table::State] {
    &turn.revision.states
}
