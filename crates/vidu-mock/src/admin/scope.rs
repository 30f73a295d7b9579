//! All worlds of a server, or one of them: everything that a test and the admin endpoints look at and do there.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::Serialize;
use tokio::sync::{mpsc, oneshot};
use vidu_types::Timestamp;

use crate::admin::expect::Expect;
use crate::admin::metrics;
use crate::admin::verify::{self, Verification, Verify};
use crate::callback::callbacks::{self, Advance};
use crate::callback::queue::Due;
use crate::tasks::plan::Outcome;
use crate::tasks::task_view::TaskView;
use crate::time::clock::{Moment, Pace};
use crate::worlds::engine::{Engine, Worlds};
use crate::worlds::event::Event;
use crate::worlds::events::Events;
use crate::worlds::history::History;
use crate::worlds::journal::{Called, Entry, Journal, Record};
use crate::worlds::ledger::Charge;
use crate::worlds::serve::Turn;
use crate::worlds::state::Item;
use crate::worlds::world::Rules;

/// All worlds of a server, or one: a vendor and an API key, with tasks, clock, journal and ledger of its own.
///
/// [`MockServer`](crate::MockServer) derefs to the one that stands for all; [`MockServer::world`](crate::MockServer::world)
/// gives one for a key. It is a handle: cheap to clone, free to be moved to another task.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// use vidu_mock::{Expect, MockServer};
///
/// let server = MockServer::start().await;
/// server.answer("GET", "/nowhere", &[], b"");
/// server.verify(Expect::request().path("/nowhere").status(404)).times(1);
/// server.verify(Expect::callback()).never();
/// assert!(server.tasks().is_empty());
/// # });
/// ```
#[derive(Clone, Debug)]
pub struct Scope {
    engine: Arc<Engine>,
    wishes: mpsc::UnboundedSender<Advance>,
    world: Option<usize>,
}

/// What a clock shows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Time {
    /// The mock's time.
    pub now: Timestamp,
    /// How many seconds of it have passed since the server started.
    pub elapsed_seconds: f64,
    /// `real` or `held`.
    pub pace: &'static str,
    /// How many times as fast as real time it runs, if it runs.
    pub speed: Option<f64>,
}

/// Why something cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CommandError {
    /// What it is to be done with is not there.
    NotFound(String),
    /// It is there, but cannot be done with it now.
    NotPossible(String),
    /// It can never be done.
    Wrong(String),
    /// It was done, but the state folder does not take it: it may be undone by the end of the process.
    Unwritten(String),
}

impl Scope {
    pub(crate) fn new(engine: Arc<Engine>, wishes: mpsc::UnboundedSender<Advance>, world: Option<usize>) -> Scope {
        Scope { engine, wishes, world }
    }

    /// The printed name of the world, `vendor/5d8672eb`, by which admin endpoints take it; nothing for all of them.
    pub fn name(&self) -> Option<String> {
        self.engine.worlds().list.get(self.world?).map(|world| world.name.clone())
    }

    /// The printed names of all worlds, or of this one.
    pub fn names(&self) -> Vec<String> {
        let worlds = self.engine.worlds();
        let named = self.positions(&worlds).filter_map(|position| worlds.list.get(position));
        named.map(|world| world.name.clone()).collect()
    }

    /// Every task, in the order in which their worlds were first asked for and they were made.
    pub fn tasks(&self) -> Vec<TaskView> {
        let worlds = self.engine.worlds();
        let all = self.positions(&worlds).flat_map(|world| {
            let count = worlds.list.get(world).map_or(0, |world| world.tasks().count());
            (0..count).map(move |task| (world, task))
        });
        all.filter_map(|(world, task)| TaskView::of(&worlds, &self.engine.house, world, task)).collect()
    }

    /// The task with an id, if there is one.
    pub fn task(&self, id: &str) -> Option<TaskView> {
        let worlds = self.engine.worlds();
        let (world, task) = self.place(&worlds, id)?;
        TaskView::of(&worlds, &self.engine.house, world, task)
    }

    /// Stops a task now, whatever its vendor would say to that; its callbacks follow.
    pub fn cancel(&self, id: &str) -> Result<TaskView, CommandError> {
        self.end(id, Outcome::Cancelled)
    }

    /// Lets a task end now with a video, as if it had taken no longer; its callbacks follow.
    pub fn finish(&self, id: &str) -> Result<TaskView, CommandError> {
        self.end(id, Outcome::Succeeded)
    }

    /// The mock's time.
    pub fn now(&self) -> SystemTime {
        let worlds = self.engine.worlds();
        worlds.clock.date(worlds.now_of(self.world))
    }

    /// What the clock shows and what drives it.
    pub fn clock(&self) -> Time {
        let worlds = self.engine.worlds();
        let now = worlds.now_of(self.world);
        let (pace, speed) = match worlds.clock_of(self.world).pace() {
            Pace::Real { speed } => ("real", Some(speed)),
            Pace::Held => ("held", None),
        };
        let elapsed_seconds = now.since(Moment::START).as_secs_f64();
        Time { now: worlds.clock.date(now).into(), elapsed_seconds, pace, speed }
    }

    /// Moves time on, runs everything that falls due in order, callbacks and their retries included, and tells what
    /// happened once all of it is done. Works with every pace. A world has a clock of its own from then on.
    pub async fn advance(&self, by: Duration) -> History {
        let (reply, answer) = oneshot::channel();
        let wish = Advance { by, world: self.world, reply };
        // Both fail only when the server stops; then nothing happens any more.
        let events = match self.wishes.send(wish) {
            Ok(()) => answer.await.unwrap_or_default(),
            Err(_) => History::default(),
        };
        self.engine.changed.notify_waiters();
        events
    }

    /// Stops the clock: from now on only [`advance`](Scope::advance) moves it, and callbacks are sent with it. A world has
    /// a clock of its own from then on.
    pub fn hold(&self) {
        self.set_pace(Pace::Held);
    }

    /// Lets the clock run again, as fast as the server was started, or in real time if it was started held.
    pub fn release(&self) {
        let pace = match self.engine.house.settings.pace {
            Pace::Held => Pace::Real { speed: 1.0 },
            running => running,
        };
        self.set_pace(pace);
    }

    /// Lets the clock run so many times as fast as real time.
    pub fn set_speed(&self, speed: f64) -> Result<(), CommandError> {
        if !(speed.is_finite() && speed > 0.0) {
            let why = format!("a speed of {speed} is not possible; give a number above 0");
            return Err(CommandError::Wrong(why));
        }
        self.set_pace(Pace::Real { speed });
        Ok(())
    }

    /// What was asked and what was called, oldest first.
    pub fn journal(&self) -> Vec<Entry> {
        let worlds = self.engine.worlds();
        let strangers = self.world.is_none().then_some(&worlds.strangers).into_iter().flat_map(Journal::whole).cloned();
        let of_worlds = worlds.list[self.positions(&worlds)].iter().flat_map(|world| world.entries(&self.engine.house));
        let mut entries: Vec<Entry> = of_worlds.map(Cow::into_owned).chain(strangers).collect();
        entries.sort_by_key(|entry| entry.number);
        entries
    }

    /// The entry of the journal with a number, if it is still there.
    pub fn entry(&self, number: u64) -> Option<Entry> {
        self.journal().into_iter().find(|entry| entry.number == number)
    }

    /// What of the journal is as described, oldest first.
    pub fn requests(&self, expect: &Expect) -> Vec<Entry> {
        self.journal().into_iter().filter(|entry| expect.fits(entry)).collect()
    }

    /// Every attempt to send a callback, oldest first.
    pub fn callbacks(&self) -> Vec<Entry> {
        self.requests(&Expect::callback())
    }

    /// Holds an expectation against the journal: `server.verify(Expect::request().status(429)).times(1)`.
    pub fn verify(&self, expect: Expect) -> Verify<'_> {
        Verify::new(self, expect)
    }

    /// Expects all of these one after another in the journal; others may stand between.
    ///
    /// # Panics
    ///
    /// If they are not there in this order, with the nearest entry field by field.
    #[track_caller]
    pub fn verify_in_order(&self, expects: impl IntoIterator<Item = Expect>) {
        verify::assert_holds(self.order(&expects.into_iter().collect::<Vec<_>>()));
    }

    /// The same as [`verify_in_order`](Scope::verify_in_order) as a value.
    pub fn order(&self, expects: &[Expect]) -> Verification {
        verify::weigh_order(&self.journal(), expects)
    }

    /// Sends the callback of a journal entry again, now and once, and notes how it went.
    pub async fn redeliver(&self, number: u64) -> Result<Event, CommandError> {
        let delivery = {
            let mut worlds = self.engine.worlds();
            let due = self.again(&worlds, number)?;
            let gone = || CommandError::NotPossible(format!("the callback of entry {number} cannot be sent any more"));
            worlds.prepare(&self.engine.house, due).ok_or_else(gone)?
        };
        let result = callbacks::send(&self.engine, &delivery).await;
        let event = self.engine.worlds().record(&self.engine.house, delivery, result);
        self.engine.changed.notify_waiters();
        Ok(event)
    }

    /// What every key was billed for.
    pub fn ledger(&self) -> Vec<Charge> {
        let worlds = self.engine.worlds();
        let name = self.world.and_then(|world| worlds.list.get(world)).map(|world| &*world.name);
        worlds.charges(&self.engine.house, name)
    }

    /// Forgets tasks, callbacks, journal, ledger, rules, faults and drives that were set, and gives the clock back the pace that the server started with. Time
    /// does not go back, and numbers of entries go on.
    pub fn reset(&self) {
        let mut worlds = self.engine.worlds();
        worlds.keep(|| Item::Reset(self.world));
        worlds.reset(&self.engine.house, self.world);
        drop(worlds);
        self.touched();
    }

    /// What happens from now on, as it happens.
    pub fn events(&self) -> Events {
        Events::new(Arc::clone(&self.engine), self.world)
    }

    /// Counts of what was answered and called, and what there is, in Prometheus' text format; always of all worlds.
    pub fn metrics(&self) -> String {
        metrics::text(&self.engine.worlds(), &self.engine.house)
    }

    /// Tells the server to stop, as a signal would; [`MockServer::stopped`](crate::MockServer::stopped) waits for it.
    pub fn shutdown(&self) {
        self.engine.ending.send_replace(true);
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) fn position(&self) -> Option<usize> {
        self.world
    }

    /// The scope of the world at a position.
    pub(crate) fn of(&self, world: usize) -> Scope {
        Scope { world: Some(world), ..self.clone() }
    }

    /// The scope of the world that a text means: `VENDOR/KEY`, or its printed name.
    pub(crate) fn named(&self, text: &str) -> Result<Scope, CommandError> {
        Ok(self.of(self.engine.world_named(text.trim())?))
    }

    /// Writes down what was done, or says why that cannot be.
    pub(crate) fn written(&self) -> Result<(), CommandError> {
        let why = |why| CommandError::Unwritten(format!("what was done is not written: {why}"));
        self.engine.worlds().commit(&self.engine.house, self.world).map_err(why)
    }

    fn end(&self, id: &str, outcome: Outcome) -> Result<TaskView, CommandError> {
        let (mut worlds, house) = (self.engine.worlds(), &self.engine.house);
        let unknown = || CommandError::NotFound(format!("there is no task {}", id.escape_debug()));
        let (world, task) = self.place(&worlds, id).ok_or_else(unknown)?;
        let view = TaskView::of(&worlds, house, world, task).ok_or_else(unknown)?;
        if view.ended {
            return Err(CommandError::NotPossible(format!("the task has ended already: it is {}", view.state)));
        }
        let now = worlds.now_of(Some(world));
        let revision = worlds.list.get(world).and_then(|world| house.spec.revisions.get(world.revision));
        let revision = revision.ok_or_else(unknown)?;
        let rules = Rules { revision, timing: &house.settings.timing };
        let changed = worlds.list.get_mut(world).map(|world| world.finish(task, outcome, now, &rules));
        let turn = Turn { house, revision, world, now, operation: None };
        changed.unwrap_or_default().into_iter().for_each(|task| worlds.schedule(turn, task));
        let view = TaskView::of(&worlds, house, world, task).ok_or_else(unknown);
        drop(worlds);
        self.touched();
        view
    }

    fn set_pace(&self, pace: Pace) {
        self.engine.worlds().set_pace(self.world, pace);
        self.touched();
    }

    /// Writes down what was done, and tells those who wait for something.
    pub(crate) fn touched(&self) {
        // Should that not be written, the next answer to a request says so.
        let _ = self.engine.worlds().commit(&self.engine.house, self.world);
        self.engine.wake.notify_one();
        self.engine.changed.notify_waiters();
    }

    /// The attempt after the one that an entry of the journal tells of.
    fn again(&self, worlds: &Worlds, number: u64) -> Result<Due, CommandError> {
        let (world, called) = self.called(worlds, number)?;
        let gone = || {
            CommandError::NotPossible(format!("the task {} has not the state {} any more", called.task, called.state))
        };
        let of = worlds.list.get(world).ok_or_else(gone)?;
        let (position, revision) = (of.find(&called.task), self.engine.house.spec.revisions.get(of.revision));
        let (position, revision) = position.zip(revision).ok_or_else(gone)?;
        let task = of.task(position).ok_or_else(gone)?;
        let is_told = |state: usize| revision.states.get(state).is_some_and(|state| *state.word == called.state);
        let pass = task.plan.passes(&revision.states).find(|pass| is_told(pass.state)).ok_or_else(gone)?;
        let (at, attempt) = (worlds.now_of(Some(world)), called.attempt.saturating_add(1));
        Ok(Due { at, number: 0, world, task: position, version: task.version, pass, attempt, retries: 0 })
    }

    fn called<'w>(&self, worlds: &'w Worlds, number: u64) -> Result<(usize, &'w Called), CommandError> {
        let entries = self.positions(worlds).flat_map(|position| {
            let journal = worlds.list.get(position).map(|world| &world.journal);
            journal.into_iter().flat_map(Journal::whole).map(move |entry| (position, entry))
        });
        match entries.into_iter().find(|(_, entry)| entry.number == number) {
            Some((world, Entry { record: Record::Callback(called), .. })) => Ok((world, called)),
            Some(_) => Err(CommandError::NotFound(format!("entry {number} of the journal is a request, no callback"))),
            None => Err(CommandError::NotFound(format!("the journal has no entry {number}"))),
        }
    }

    fn positions(&self, worlds: &Worlds) -> std::ops::Range<usize> {
        self.world.map_or(0..worlds.list.len(), |world| world..world + 1)
    }

    /// The positions of a task's world and its own.
    fn place(&self, worlds: &Worlds, id: &str) -> Option<(usize, usize)> {
        self.positions(worlds).find_map(|world| Some((world, worlds.list.get(world)?.find(id)?)))
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (CommandError::NotFound(why)
        | CommandError::NotPossible(why)
        | CommandError::Wrong(why)
        | CommandError::Unwritten(why)) = self;
        formatter.write_str(why)
    }
}

impl std::error::Error for CommandError {}
