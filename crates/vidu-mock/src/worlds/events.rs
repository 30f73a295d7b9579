//! What happens on a server, as it happens.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde::Serialize;
use tokio::time::Instant;

use crate::time::clock::{Moment, Pace};
use crate::time::timeline::Span;
use crate::worlds::engine::{Engine, Worlds};
use crate::worlds::event::Event;
use crate::worlds::journal::{Entry, Journal, Kept, Record};
use crate::worlds::world::World;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum News {
    /// A task took on a state.
    State(Event),
    /// A request was answered, or a callback was sent.
    Noted(Box<Entry>),
}

/// What happens from a moment on; see [`Scope::events`](crate::Scope::events).
///
/// Nothing is kept for it: who asks too seldom misses what the bounded journal has forgotten.
#[derive(Debug)]
pub struct Events {
    engine: Arc<Engine>,
    world: Option<usize>,
    since: u64,
    /// Up to where each clock was looked at; nothing stands for the server's.
    looked: BTreeMap<Option<usize>, Moment>,
    ready: VecDeque<News>,
}

impl News {
    /// `state`, `request` or `callback`.
    pub fn kind(&self) -> &'static str {
        match self {
            News::State(_) => "state",
            News::Noted(entry) => match entry.record {
                Record::Request(_) => "request",
                Record::Callback(_) => "callback",
            },
        }
    }
}

impl Events {
    pub(crate) fn new(engine: Arc<Engine>, world: Option<usize>) -> Events {
        let worlds = engine.worlds();
        let (since, looked) = (worlds.entries, clocks(&worlds).map(|clock| (clock, worlds.now_of(clock))).collect());
        drop(worlds);
        Events { engine, world, since, looked, ready: VecDeque::new() }
    }

    /// The next thing that happens; nothing when the server stops.
    pub async fn next(&mut self) -> Option<News> {
        let engine = Arc::clone(&self.engine);
        let mut ending = engine.ending.subscribe();
        loop {
            // Heard from here on, so that what happens between the look and the wait is not lost.
            let mut changed = std::pin::pin!(engine.changed.notified());
            changed.as_mut().enable();
            if self.ready.is_empty() {
                self.look();
            }
            if let Some(news) = self.ready.pop_front() {
                return Some(news);
            }
            let next = self.next_instant();
            tokio::select! {
                () = changed => {}
                () = sleep_until(next) => {}
                _ = ending.wait_for(|ending| *ending) => return None,
            }
        }
    }

    /// Makes everything ready that has happened since the last look.
    fn look(&mut self) {
        let engine = Arc::clone(&self.engine);
        let worlds = engine.worlds();
        let noted = self.noted(&worlds).into_iter();
        self.since = worlds.entries;
        let mut news: Vec<News> = noted.map(|entry| News::Noted(Box::new(entry))).collect();
        let first = self.looked.get(&None).copied().unwrap_or(Moment::START);
        for clock in clocks(&worlds) {
            let span =
                Span { world: clock, from: *self.looked.get(&clock).unwrap_or(&first), to: worlds.now_of(clock) };
            let name = self.world.and_then(|world| worlds.list.get(world)).map(|world| &world.name);
            let entered = worlds.entered(&engine.house, span).into_iter();
            news.extend(entered.filter(|event| name.is_none_or(|name| event.world == *name)).map(News::State));
            self.looked.insert(clock, span.to);
        }
        self.looked.retain(|clock, _| clock.is_none_or(|world| worlds.own.contains_key(&world)));
        self.ready.extend(news);
    }

    fn noted(&self, worlds: &Worlds) -> Vec<Entry> {
        let wanted = |position: &usize| self.world.is_none_or(|world| world == *position);
        let all = (0..worlds.list.len()).filter(wanted).filter_map(|position| worlds.list.get(position));
        let house = &self.engine.house;
        let new = |kept: &&Kept| kept.number() > self.since;
        let of_world = |world: &World| -> Vec<Entry> {
            let kept = world.journal.kept().rev().take_while(new);
            kept.map(|kept| kept.entry(house, world).into_owned()).collect()
        };
        let strangers = self.world.is_none().then_some(&worlds.strangers).into_iter().flat_map(Journal::whole);
        let strangers = strangers.rev().take_while(|entry| entry.number > self.since).cloned();
        let mut entries: Vec<Entry> = all.flat_map(of_world).chain(strangers).collect();
        entries.sort_by_key(|entry| entry.number);
        entries
    }

    /// When the next state is taken on by itself.
    fn next_instant(&self) -> Option<Instant> {
        let worlds = self.engine.worlds();
        let next = |(position, world): (usize, &crate::worlds::world::World)| {
            let clock = worlds.clock_of(Some(position));
            let running = (clock.pace() != Pace::Held).then_some(clock)?;
            let states = &self.engine.house.spec.revisions.get(world.revision)?.states;
            let after = worlds.own.contains_key(&position).then_some(position);
            running.instant_of(world.next_pass(*self.looked.get(&after)?, states)?)
        };
        worlds.list.iter().enumerate().filter_map(next).min()
    }
}

/// The clock of the server and those of worlds.
fn clocks(worlds: &Worlds) -> impl Iterator<Item = Option<usize>> {
    std::iter::once(None).chain(worlds.own.keys().copied().map(Some))
}

async fn sleep_until(instant: Option<Instant>) {
    match instant {
        Some(instant) => tokio::time::sleep_until(instant).await,
        None => std::future::pending().await,
    }
}
