//! Which clock a world goes by: the server's, until somebody moves the world's own.

use std::time::Duration;

use tokio::time::Instant;

use crate::callback::queue::{Due, Queue};
use crate::time::clock::{Clock, Moment, Pace};
use crate::worlds::engine::Worlds;

/// A clock and the callbacks that are due by it.
#[derive(Debug)]
pub struct Timeline {
    /// The time.
    pub clock: Clock,
    /// What is due.
    pub queue: Queue,
}

/// A way that a clock is moved.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The world whose own clock it is; nothing for the server's.
    pub world: Option<usize>,
    /// Where it begins.
    pub from: Moment,
    /// Where it ends.
    pub to: Moment,
}

impl Worlds {
    /// The clock that a world goes by.
    pub fn clock_of(&self, world: Option<usize>) -> &Clock {
        world.and_then(|world| self.own.get(&world)).map_or(&self.clock, |line| &line.clock)
    }

    /// The world with a clock of its own that a task is of.
    pub fn owner(&self, task: Option<&str>) -> Option<usize> {
        let has =
            |world: &usize| self.list.get(*world).is_some_and(|world| task.is_some_and(|id| world.find(id).is_some()));
        self.own.keys().copied().find(has)
    }

    /// The time in a world.
    pub fn now_of(&self, world: Option<usize>) -> Moment {
        self.clock_of(world).now(Instant::now())
    }

    /// Gives a world a clock of its own, which shows the server's time until it is moved.
    pub fn separate(&mut self, world: usize) {
        if self.own.contains_key(&world) {
            return;
        }
        let mut queue = Queue::default();
        self.queue.split(world).into_iter().for_each(|due| queue.push(due));
        self.own.insert(world, Timeline { clock: self.clock, queue });
    }

    /// Puts a callback into the queue of its world.
    pub fn push(&mut self, due: Due) {
        self.is_pushed = true;
        self.own.get_mut(&due.world).map_or(&mut self.queue, |line| &mut line.queue).push(due);
    }

    /// Takes out a callback that is due now by a clock that runs. While a clock is held only an advance sends, so that a
    /// test finds all that happened in what the advance tells.
    pub fn pop_now(&mut self) -> Option<Due> {
        let at = Instant::now();
        let pop = |clock: &Clock, queue: &mut Queue| (clock.pace() != Pace::Held).then(|| queue.pop(clock.now(at)))?;
        let shared = pop(&self.clock, &mut self.queue);
        shared.or_else(|| self.own.values_mut().find_map(|line| pop(&line.clock, &mut line.queue)))
    }

    /// When the next callback falls due by itself, if ever.
    pub fn next_instant(&self) -> Option<Instant> {
        let next = |clock: &Clock, queue: &Queue| {
            let moment = queue.next_at().filter(|_| clock.pace() != Pace::Held)?;
            clock.instant_of(moment)
        };
        let own = self.own.values().filter_map(|line| next(&line.clock, &line.queue));
        next(&self.clock, &self.queue).into_iter().chain(own).min()
    }

    /// The ways of all clocks, or of one world's, that are to be moved by a span of time.
    pub fn spans(&mut self, world: Option<usize>, by: Duration) -> Vec<Span> {
        let clocks: Vec<Option<usize>> = match world {
            Some(world) => {
                self.separate(world);
                vec![Some(world)]
            }
            None => std::iter::once(None).chain(self.own.keys().copied().map(Some)).collect(),
        };
        let span = |world| {
            let from = self.now_of(world);
            Span { world, from, to: from.after(by).min(Moment::LAST) }
        };
        clocks.into_iter().map(span).collect()
    }

    /// Takes out the callback that is due first on the way.
    pub fn pop_within(&mut self, spans: &[Span]) -> Option<Due> {
        let next = |span: &Span| {
            let at = self.queue_of(span.world)?.next_at().filter(|at| *at <= span.to)?;
            Some((at.since(span.from), span.world))
        };
        let (_, world) = spans.iter().filter_map(next).min_by_key(|(distance, _)| *distance)?;
        let queue = match world {
            Some(world) => &mut self.own.get_mut(&world)?.queue,
            None => &mut self.queue,
        };
        queue.pop(Moment::NEVER)
    }

    /// Moves the clock of a world on to a moment, unless it is past already.
    pub fn reach(&mut self, world: Option<usize>, moment: Moment) {
        let own = world.and_then(|world| self.own.get_mut(&world));
        own.map_or(&mut self.clock, |line| &mut line.clock).reach(moment, Instant::now());
    }

    /// Changes what drives all clocks, or one world's.
    pub fn set_pace(&mut self, world: Option<usize>, pace: Pace) {
        let at = Instant::now();
        match world {
            Some(world) => {
                self.separate(world);
                self.own.get_mut(&world).into_iter().for_each(|line| line.clock.set_pace(pace, at));
            }
            None => {
                self.clock.set_pace(pace, at);
                self.own.values_mut().for_each(|line| line.clock.set_pace(pace, at));
            }
        }
    }

    fn queue_of(&self, world: Option<usize>) -> Option<&Queue> {
        match world {
            Some(world) => self.own.get(&world).map(|line| &line.queue),
            None => Some(&self.queue),
        }
    }
}
