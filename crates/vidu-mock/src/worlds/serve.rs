//! What a request that was judged good does in its world, and what it is answered.

use serde_json::json;
use vidu_types::table::{Fault, Revision, Slot, Stage};
use vidu_types::wire::Echo;
use vidu_types::{Facts, Value, answer, wire};

use crate::callback::queue::Due;
use crate::calls::exchange::Answer;
use crate::calls::judge::{House, NewTask, Wish};
use crate::calls::meaning::Effective;
use crate::calls::refusal::Refusal;
use crate::tasks::ids;
use crate::tasks::plan::Pass;
use crate::tasks::random::Random;
use crate::time::clock::Moment;
use crate::worlds::engine::Worlds;
use crate::worlds::text::Text;
use crate::worlds::world::Rules;

/// How a request was served, for the journal.
pub struct Served {
    /// What is answered.
    pub answer: Answer,
    /// The task that it was about.
    pub task: Option<Text>,
    /// Why it was refused, if it was.
    pub refusal: Option<Refusal>,
}

/// Whose turn it is, and when.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// What never changes.
    pub house: &'a House,
    /// The vendor.
    pub revision: &'a Revision,
    /// The world, by position.
    pub world: usize,
    /// When.
    pub now: Moment,
    /// What is asked for, by position.
    pub operation: Option<usize>,
}

impl Worlds {
    /// Does what a request asks for, or says why not.
    pub fn serve(&mut self, turn: Turn<'_>, wish: Wish<'_>, draws: &mut Random) -> Result<Served, Refusal> {
        match wish {
            Wish::Create(new) => self.create(turn, *new, draws),
            Wish::Query(id) => {
                self.asked(turn, &id);
                let (position, pass) = self.standing(turn, &id)?;
                Ok(self.told(turn, position, pass, &[], draws, 200))
            }
            Wish::Cancel(id) => self.cancel(turn, &id, draws),
            Wish::List(wanted) => self.page(turn, &wanted, draws),
            Wish::Credits => {
                let world = &self.list[turn.world];
                let facts = self.scene(turn.house, turn.revision, turn.world).of_account(
                    world,
                    turn.now,
                    turn.house.settings.credits,
                );
                Ok(Served { answer: turn.answer(200, None, facts, &[], draws), task: None, refusal: None })
            }
        }
    }

    fn create(&mut self, turn: Turn<'_>, mut new: NewTask<'_>, draws: &mut Random) -> Result<Served, Refusal> {
        self.afford(turn, &new)?;
        self.has_room(turn)?;
        self.settle_fate(turn, &mut new)?;
        new.order.request = self.entries + 1;
        let rules = Rules { revision: turn.revision, timing: &turn.house.settings.timing };
        let world = &mut self.list[turn.world];
        let mut chance = world.task_draws();
        let seed = draw_seeds(&mut new, &mut chance);
        let position = world.create(new.order, turn.now, &rules, &mut chance);
        if let Some(seed) = seed {
            world.note_seed(position, seed);
        }
        let task = world.task(position);
        let first = task.and_then(|task| task.plan.passes(&turn.revision.states).next());
        self.schedule(turn, position);
        let first = first.ok_or_else(|| Refusal::new(Fault::Internal, "the vendor has no states"))?;
        let operation = turn.operation.and_then(|position| turn.revision.operations.get(position));
        let repeated = operation.map(|operation| {
            let given = Effective { operation, given: &new.given }.repeated(turn.house.settings.echo);
            (operation, given)
        });
        let echo = repeated.as_ref().map_or_else(Vec::new, |(operation, given)| wire::echoes(operation, given));
        Ok(self.told(turn, position, first, &echo, draws, turn.revision.submit.created))
    }

    fn cancel(&mut self, turn: Turn<'_>, id: &str, draws: &mut Random) -> Result<Served, Refusal> {
        let (position, pass) = self.standing(turn, id)?;
        let state = turn.revision.states.get(pass.state);
        if !state.is_some_and(|state| turn.revision.task.cancellable.contains(&state.stage)) {
            let word = state.map_or("", |state| &*state.word);
            return Err(Refusal::new(Fault::NotCancellable, format!("task state is {word}, can not cancel")));
        }
        let rules = Rules { revision: turn.revision, timing: &turn.house.settings.timing };
        for changed in self.list[turn.world].cancel(position, turn.now, &rules) {
            self.schedule(turn, changed);
        }
        let (position, pass) = self.standing(turn, id)?;
        Ok(self.told(turn, position, pass, &[], draws, 200))
    }

    /// A task of this world and the state that it is in.
    fn standing(&self, turn: Turn<'_>, id: &str) -> Result<(usize, Pass), Refusal> {
        let world = &self.list[turn.world];
        let position = world.find(id);
        let task = position.and_then(|position| world.task(position));
        let pass = task.and_then(|task| task.plan.at(turn.now, &turn.revision.states));
        let unknown = || Refusal::new(Fault::UnknownTask, format!("there is no task {id} of this key"));
        position.zip(pass).ok_or_else(unknown)
    }

    /// The answer about a task.
    fn told(
        &self,
        turn: Turn<'_>,
        position: usize,
        pass: Pass,
        echo: &[Option<Echo<'_>>],
        draws: &mut Random,
        status: u16,
    ) -> Served {
        let Some(task) = self.list[turn.world].task(position) else {
            return Served { answer: Answer::json(500, json!({})), task: None, refusal: None };
        };
        let scene = self.scene(turn.house, turn.revision, turn.world);
        let stage = scene.state(pass).map(|state| state.stage);
        let facts = scene.of_task(task, pass, turn.now);
        let answer = turn.answer(status, stage, facts, echo, draws);
        Served { answer, task: Some(task.id.clone()), refusal: None }
    }

    fn has_room(&self, turn: Turn<'_>) -> Result<(), Refusal> {
        let most = turn.house.settings.max_tasks;
        if self.list[turn.world].count() < most {
            return Ok(());
        }
        let detail =
            format!("the mock holds {most} tasks of this key, as many as it may; start it anew or with a higher");
        Err(Refusal::of_the_mock(format!("{detail} --max-tasks")))
    }

    fn afford(&mut self, turn: Turn<'_>, new: &NewTask<'_>) -> Result<(), Refusal> {
        let Some(price) = new.order.price else { return Ok(()) };
        let left = turn.house.settings.credits.saturating_sub(self.list[turn.world].settled(turn.now));
        if price.credits <= left {
            return Ok(());
        }
        let detail = format!("the task costs {} credits and the account has {left}", price.credits);
        Err(Refusal::new(Fault::CreditShort, detail))
    }

    /// Puts the callbacks of a task's plan into the queue, those aside that it has had.
    pub fn schedule(&mut self, turn: Turn<'_>, position: usize) {
        self.schedule_after(turn, position, 0);
    }

    /// The same without the first so many, which are in the queue already.
    pub fn schedule_after(&mut self, turn: Turn<'_>, position: usize, told: usize) {
        let world = &self.list[turn.world];
        let Some((task, callback)) = world.task(position).zip(turn.revision.callback.as_ref()) else { return };
        if task.order.callback.is_none() {
            return;
        }
        let wanted = |pass: Pass| {
            let word = &turn.revision.states.get(pass.state)?.word;
            let state = callback.states.iter().find(|state| state.word == *word)?;
            Some((pass, state.retries))
        };
        let passes = task.plan.passes(&turn.revision.states).filter_map(wanted).skip(task.called.max(told));
        let due = |(pass, retries): (Pass, u32)| Due {
            at: pass.at,
            number: 0,
            world: turn.world,
            task: position,
            version: task.version,
            pass,
            attempt: 1,
            retries,
        };
        passes.map(due).collect::<Vec<_>>().into_iter().for_each(|due| self.push(due));
    }
}

impl Turn<'_> {
    /// The vendor's good answer with these facts.
    pub fn answer(
        &self,
        status: u16,
        stage: Option<Stage>,
        mut facts: Facts,
        echo: &[Option<Echo<'_>>],
        draws: &mut Random,
    ) -> Answer {
        let operation = self.operation.and_then(|position| self.revision.operations.get(position));
        let members = operation.map_or(&[][..], |operation| &operation.answer);
        if answer::states(members, Slot::RequestId) {
            facts.set(Slot::RequestId, ids::uuid(draws));
        }
        Answer::written(status, answer::write_body(members, stage, &facts, echo))
    }
}

/// Draws the seeds that the vendor would, puts them in their places, and gives the task's.
fn draw_seeds(new: &mut NewTask<'_>, draws: &mut Random) -> Option<i64> {
    let mut seed = new.seed;
    for place in &new.drawn {
        let drawn = draws.below(i32::MAX as u64) as i64 + 1;
        seed = seed.or(Some(drawn));
        if let Some(value) = new.given.fields.get_mut(*place) {
            *value = Some(Value::Integer(drawn));
        }
    }
    seed
}
