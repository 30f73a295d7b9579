//! What happened while time was moved on, as small as a million tasks need it: events are made of it when somebody looks.

use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use vidu_types::Timestamp;

use crate::calls::judge::House;
use crate::tasks::plan::Pass;
use crate::time::clock::Moment;
use crate::time::timeline::Span;
use crate::worlds::engine::Worlds;
use crate::worlds::event::{Event, Happening};
use crate::worlds::text::Text;
use crate::worlds::world::World;

/// What happened while time was moved on, in order; see [`Scope::advance`](crate::Scope::advance).
///
/// It is read like a slice of [`Event`]s, which are made when it is first read so. Its length costs nothing, and going
/// through it by value makes one event after another.
#[derive(Clone, Default)]
pub struct History {
    /// When the clock began.
    begins: Timestamp,
    entered: Vec<Entered>,
    /// The ids of the tasks that took on states, those of one world side by side.
    tasks: Vec<Text>,
    worlds: Vec<Words>,
    /// Words that scripts have for states, by position in `tasks`.
    scripted: HashMap<u32, Text>,
    /// What was told of tasks, in order.
    called: Vec<Event>,
    events: OnceLock<Vec<Event>>,
}

/// A state that a task took on: of sixteen bytes, because there may be millions.
#[derive(Clone, Copy, Debug)]
struct Entered {
    at: Moment,
    /// The task, by position in the history's list.
    task: u32,
    /// The state, by position in the vendor's.
    state: u16,
}

/// The texts that all events of a world share.
#[derive(Clone, Debug)]
struct Words {
    /// The position of its first task in the history's list.
    first: usize,
    world: Text,
    states: Vec<Text>,
}

impl History {
    /// How many events there are.
    pub fn len(&self) -> usize {
        self.entered.len() + self.called.len()
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The events in order, made one by one.
    fn made(&self) -> impl Iterator<Item = Event> + '_ {
        let mut place = Place::default();
        std::iter::from_fn(move || place.step(self))
    }

    fn event(&self, entered: Entered) -> Option<Event> {
        let place = self.worlds.partition_point(|words| words.first <= entered.task as usize);
        let words = self.worlds.get(place.checked_sub(1)?)?;
        let scripted = self.scripted.get(&entered.task).filter(|_| entered.state & SCRIPTED != 0);
        Some(Event {
            at: self.begins.saturating_add(entered.at.since(Moment::START)),
            world: words.world.clone(),
            task: self.tasks.get(entered.task as usize)?.clone(),
            state: scripted.or_else(|| words.states.get(usize::from(entered.state & !SCRIPTED)))?.clone(),
            what: Happening::Entered,
        })
    }
}

/// How far somebody has gone through a history.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    entered: usize,
    called: usize,
}

impl Place {
    /// The next event; of several at one moment, states before what was told of them.
    fn step(&mut self, history: &History) -> Option<Event> {
        let entered = history.entered.get(self.entered).and_then(|entered| history.event(*entered));
        let called = history.called.get(self.called);
        if entered.as_ref().is_none_or(|entered| called.is_some_and(|called| called.at < entered.at)) {
            self.called += 1;
            return called.cloned();
        }
        self.entered += 1;
        entered
    }
}

/// The events of a history, made one after another.
#[derive(Debug)]
pub struct IntoIter {
    history: History,
    place: Place,
}

impl Iterator for IntoIter {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        self.place.step(&self.history)
    }
}

/// Marks a state for which a script has another word.
const SCRIPTED: u16 = 1 << 15;

impl Worlds {
    /// The states that tasks took on while clocks went their ways, the beginnings excluded, and what was told of them.
    pub fn history(&self, house: &House, spans: &[Span], mut called: Vec<Event>) -> History {
        called.sort_by_key(|event| event.at);
        let begins = Timestamp::from(self.clock.date(Moment::START));
        let mut history = History { begins, called, ..History::default() };
        for (position, world) in self.list.iter().enumerate() {
            let clock = self.own.contains_key(&position).then_some(position);
            let spans = spans.iter().filter(|span| span.world == clock);
            spans.for_each(|span| self.add_entered(&mut history, house, (position, world), *span));
        }
        history.entered.sort_by_key(|entered| entered.at);
        history
    }

    fn add_entered(&self, history: &mut History, house: &House, place: (usize, &World), span: Span) {
        let (position, world) = place;
        let Some(revision) = house.spec.revisions.get(world.revision) else { return };
        let states = revision.states.iter().map(|state| Text::from(&*state.word)).collect();
        history.worlds.push(Words { first: history.tasks.len(), world: world.name.as_str().into(), states });
        let scene = self.scene(house, revision, position);
        let mut last = None;
        for (task, pass) in world.passes(span.from, span.to, &revision.states) {
            let Some(told) = world.task(task) else { continue };
            if last.replace(task) != Some(task) {
                history.tasks.push(told.id.clone());
            }
            let number = (history.tasks.len() - 1) as u32;
            let mut state = pass.state as u16;
            if told.order.manner.state.is_some() && scene.is_scripted(told, pass) {
                history.scripted.insert(number, scene.word(told, pass).into());
                state |= SCRIPTED;
            }
            history.entered.push(Entered { at: pass.at, task: number, state });
        }
    }

    /// What there is to tell of a state that a task took on.
    pub fn told_of(&self, house: &House, place: (usize, usize), pass: Pass) -> Option<Event> {
        let world = self.list.get(place.0)?;
        let task = world.task(place.1)?;
        let scene = self.scene(house, house.spec.revisions.get(world.revision)?, place.0);
        Some(Event {
            at: scene.date(pass.at),
            world: world.name.as_str().into(),
            task: task.id.clone(),
            state: scene.word(task, pass).into(),
            what: Happening::Entered,
        })
    }
}

impl Deref for History {
    type Target = [Event];

    fn deref(&self) -> &[Event] {
        self.events.get_or_init(|| self.made().collect())
    }
}

impl IntoIterator for History {
    type Item = Event;
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter { history: self, place: Place::default() }
    }
}

impl<'h> IntoIterator for &'h History {
    type Item = &'h Event;
    type IntoIter = std::slice::Iter<'h, Event>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: AsRef<[Event]>> PartialEq<T> for History {
    fn eq(&self, other: &T) -> bool {
        **self == *other.as_ref()
    }
}

impl AsRef<[Event]> for History {
    fn as_ref(&self) -> &[Event] {
        self
    }
}

impl fmt::Debug for History {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.made()).finish()
    }
}

impl Serialize for History {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.made())
    }
}
