//! A page of a world's tasks: which fit, in which order, and the word by which the next page is asked for.

use vidu_types::table::{Fault, Group, Slot};
use vidu_types::{Facts, Timestamp};

use crate::calls::refusal::Refusal;
use crate::calls::selection::Selection;
use crate::tasks::plan::Pass;
use crate::tasks::random::{Random, digest};
use crate::worlds::engine::Worlds;
use crate::worlds::facts::Scene;
use crate::worlds::order::Task;
use crate::worlds::serve::{Served, Turn};
use crate::worlds::world::World;

/// A task that fits: its position, and the state that it is in.
type Fitting<'w> = (usize, &'w Task, Pass);

impl Worlds {
    /// The answer to a request for a list.
    pub fn page(&self, turn: Turn<'_>, wanted: &Selection, draws: &mut Random) -> Result<Served, Refusal> {
        let world = &self.list[turn.world];
        let scene = self.scene(turn.house, turn.revision, turn.world);
        let search = Search { world, scene, turn, wanted };
        let mut fitting = search.fitting()?;
        let page: Vec<Fitting<'_>> = fitting.by_ref().take(wanted.size).collect();
        let mut facts = Facts::new();
        for (_, task, pass) in page {
            facts.push(Group::Task, search.told(task, pass));
        }
        if let Some((next, ..)) = fitting.next() {
            facts.set(Slot::PageNext, token(world, next));
        }
        Ok(Served { answer: turn.answer(200, None, facts, &[], draws), task: None, refusal: None })
    }
}

/// What is looked for, and where.
#[derive(Clone, Copy)]
struct Search<'w> {
    world: &'w World,
    scene: Scene<'w>,
    turn: Turn<'w>,
    wanted: &'w Selection,
}

impl<'w> Search<'w> {
    /// The tasks that fit, from the first of the page on.
    fn fitting(self) -> Result<impl Iterator<Item = Fitting<'w>>, Refusal> {
        let first = self.wanted.token.as_deref().map(|token| self.position(token)).transpose()?;
        let oldest_first = self.wanted.oldest_first;
        let is_ahead = move |position: &usize| {
            first.is_none_or(|first| if oldest_first { *position >= first } else { *position <= first })
        };
        let positions = self.positions().filter(is_ahead);
        let before = match first {
            Some(_) => 0,
            None => self.wanted.pages_before.saturating_mul(self.wanted.size as u64),
        };
        let fitting = positions.filter_map(move |position| self.standing(position));
        Ok(fitting.skip(usize::try_from(before).unwrap_or(usize::MAX)))
    }

    /// The positions that may fit, in the order of the list. No time is spent on tasks of other times.
    fn positions(self) -> Box<dyn Iterator<Item = usize> + 'w> {
        let order = |mut positions: Vec<usize>| {
            positions.sort_unstable();
            positions.dedup();
            if !self.wanted.oldest_first {
                positions.reverse();
            }
            positions
        };
        if let Some(ids) = &self.wanted.ids {
            return Box::new(order(ids.iter().filter_map(|id| self.world.find(id)).collect()).into_iter());
        }
        let made = |task: &Task| self.scene.date(task.plan.created);
        let from = self.since().map_or(0, |from| self.world.first(|task| made(task) >= from));
        let to = self.wanted.to.map_or(self.world.count(), |to| self.world.first(|task| is_after(made(task), to)));
        match self.wanted.oldest_first {
            true => Box::new(from..to),
            false => Box::new((from..to).rev()),
        }
    }

    fn since(self) -> Option<Timestamp> {
        let before_now =
            |seconds| self.scene.date(self.turn.now).saturating_sub(std::time::Duration::from_secs(seconds));
        self.wanted.from.or_else(|| self.wanted.since.map(before_now))
    }

    /// The task at a position with its state, if both fit.
    fn standing(self, position: usize) -> Option<Fitting<'w>> {
        let task = self.world.task(position)?;
        let pass = task.plan.at(self.turn.now, &self.turn.revision.states)?;
        let made = self.scene.date(task.plan.created);
        let in_time =
            self.since().is_none_or(|from| made >= from) && self.wanted.to.is_none_or(|to| !is_after(made, to));
        let word = self.scene.word(task, pass);
        let in_state = self.wanted.words.as_ref().is_none_or(|words| words.iter().any(|wanted| wanted == word));
        (in_time && in_state).then_some((position, task, pass))
    }

    fn told(self, task: &Task, pass: Pass) -> Facts {
        let mut facts = self.scene.of_task(task, pass, self.turn.now);
        if let Some(state) = self.scene.state(pass) {
            facts.at(state.stage);
        }
        facts
    }

    fn position(self, token: &str) -> Result<usize, Refusal> {
        let position = token.split('-').next().and_then(|digits| usize::from_str_radix(digits, 16).ok());
        let own = position.filter(|position| self::token(self.world, *position) == token);
        own.ok_or_else(|| Refusal::new(Fault::NotOffered, "the page token is none that this list has given"))
    }
}

/// Whether one time is later than another as they are told, in whole microseconds: a task is not after its own time.
fn is_after(one: Timestamp, other: Timestamp) -> bool {
    const MICRO: i128 = 1000;
    one.as_nanos().div_euclid(MICRO) > other.as_nanos().div_euclid(MICRO)
}

/// The word for the page that begins at a position: new tasks do not change it, another world or a reset does.
fn token(world: &World, position: usize) -> String {
    format!("{position:x}-{:016x}", digest(format!("{}/{}/{position}", world.name, world.epoch()).as_bytes()))
}
