//! What happens on a server, as it happens.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde::Serialize;
use tokio::time::Instant;
use vidu_types::table::State;

use crate::tasks::plan::Pass;
use crate::time::clock::Pace;
use crate::worlds::agenda::Agenda;
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
    /// By which the worlds know it.
    number: u64,
    /// What tasks do next, by world.
    agendas: BTreeMap<usize, Agenda>,
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
        let mut worlds = engine.worlds();
        let number = worlds.watchers.add(world);
        let mut agendas = BTreeMap::new();
        for (position, of) in worlds.list.iter().enumerate().filter(|(position, _)| is_meant(world, *position)) {
            let states = states(&engine, of);
            agendas.insert(position, Agenda::of(of, worlds.now_of(Some(position)), states));
        }
        let since = worlds.entries;
        drop(worlds);
        Events { engine, world, since, number, agendas, ready: VecDeque::new() }
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
        let mut worlds = engine.worlds();
        let changed = worlds.watchers.take(self.number);
        let noted = self.noted(&worlds).into_iter();
        self.since = worlds.entries;
        let mut passed = Vec::new();
        for (world, tasks) in changed {
            let Some(of) = worlds.list.get(world) else { continue };
            let agenda = self.agendas.entry(world).or_default();
            agenda.begin(of);
            let now = worlds.now_of(Some(world));
            tasks.into_iter().for_each(|task| agenda.tell(task, (world, of), now, states(&engine, of), &mut passed));
        }
        for (world, agenda) in &mut self.agendas {
            let Some(of) = worlds.list.get(*world) else { continue };
            agenda.begin(of);
            agenda.reach((*world, of), worlds.now_of(Some(*world)), states(&engine, of), &mut passed);
        }
        passed.sort_by_key(|(_, pass): &((usize, usize), Pass)| pass.at);
        self.ready.extend(noted.map(|entry| News::Noted(Box::new(entry))));
        let told = |(place, pass)| worlds.told_of(&engine.house, place, pass).map(News::State);
        self.ready.extend(passed.into_iter().filter_map(told));
    }

    fn noted(&self, worlds: &Worlds) -> Vec<Entry> {
        let all = worlds.list.iter().enumerate().filter(|(position, _)| is_meant(self.world, *position));
        let house = &self.engine.house;
        let new = |kept: &&Kept| kept.number() > self.since;
        let of_world = |(_, world): (usize, &World)| -> Vec<Entry> {
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
        let next = |(world, agenda): (&usize, &Agenda)| {
            let clock = worlds.clock_of(Some(*world));
            let running = (clock.pace() != Pace::Held).then_some(clock)?;
            running.instant_of(agenda.next_at()?)
        };
        self.agendas.iter().filter_map(next).min()
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.engine.worlds().watchers.remove(self.number);
    }
}

fn is_meant(wanted: Option<usize>, world: usize) -> bool {
    wanted.is_none_or(|wanted| wanted == world)
}

fn states<'e>(engine: &'e Engine, world: &World) -> &'e [State] {
    engine.house.spec.revisions.get(world.revision).map_or(&[], |revision| &revision.states)
}

async fn sleep_until(instant: Option<Instant>) {
    match instant {
        Some(instant) => tokio::time::sleep_until(instant).await,
        None => std::future::pending().await,
    }
}
