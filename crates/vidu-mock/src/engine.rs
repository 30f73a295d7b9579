//! The worlds behind one lock, and what happens in them when a request was judged.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value as Json, json};
use tokio::sync::Notify;
use tokio::time::Instant;
use vidu_types::Facts;
use vidu_types::answer;
use vidu_types::table::{Fault, Revision, Stage};

use crate::clock::{Clock, Moment};
use crate::exchange::{Answer, Request};
use crate::facts::Scene;
use crate::ids;
use crate::journal::{self, Asked, Entry, Journal, Record};
use crate::judge::{House, Judged, NewTask, Wish};
use crate::key::Key;
use crate::ledger::{self, Charge};
use crate::plan::Pass;
use crate::queue::{Due, Queue};
use crate::random::Random;
use crate::refusal::Refusal;
use crate::results;
use crate::script::Script;
use crate::world::{Rules, World};

/// A whole mock without a socket.
#[derive(Debug)]
pub struct Engine {
    /// What never changes.
    pub house: House,
    /// Told when a callback may be due earlier than before.
    pub wake: Notify,
    worlds: Mutex<Worlds>,
}

/// Everything that changes.
#[derive(Debug)]
pub struct Worlds {
    /// The time of all worlds.
    pub clock: Clock,
    /// The callbacks that are due.
    pub queue: Queue,
    /// Scheme, host and port under which the server is reached.
    pub base: String,
    /// What happens to the next tasks, whoever makes them.
    pub scripts: VecDeque<Script>,
    list: Vec<World>,
    by_key: HashMap<(usize, Key), usize>,
    /// Requests of nobody: without a vendor or a key.
    strangers: Journal,
    entries: u64,
}

/// How a request was served, for the journal.
struct Served {
    answer: Answer,
    task: Option<String>,
    refusal: Option<Refusal>,
}

impl Engine {
    /// A mock that begins with this clock.
    pub fn new(house: House, clock: Clock) -> Engine {
        let worlds = Worlds {
            clock,
            queue: Queue::default(),
            base: String::new(),
            scripts: VecDeque::new(),
            list: Vec::new(),
            by_key: HashMap::new(),
            strangers: Journal::new(house.settings.journal),
            entries: 0,
        };
        Engine { house, wake: Notify::new(), worlds: Mutex::new(worlds) }
    }

    /// Everything that changes. A panic elsewhere does not stop the server.
    pub fn worlds(&self) -> MutexGuard<'_, Worlds> {
        self.worlds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request to a vendor or for a result.
    pub fn answer(&self, request: &Request<'_>) -> Answer {
        if request.path.starts_with(results::PREFIX) {
            let worlds = self.worlds();
            let date = worlds.clock.date(worlds.clock.now(Instant::now()));
            drop(worlds);
            return results::answer(
                request,
                self.house.settings.seed,
                vidu_types::Timestamp::from(date).unix_seconds(),
            );
        }
        // Judged before the lock is taken: reading ten megabytes must not hold up the others.
        let judged = self.house.judge(request);
        let mut worlds = self.worlds();
        let before = worlds.queue.next_at();
        let answer = worlds.settle(&self.house, request, judged);
        if worlds.queue.next_at() != before {
            self.wake.notify_one();
        }
        answer
    }
}

impl Worlds {
    /// The time now.
    pub fn now(&self) -> Moment {
        self.clock.now(Instant::now())
    }

    /// All worlds, in the order in which they were first asked for.
    pub fn list(&self) -> &[World] {
        &self.list
    }

    /// A world by position.
    pub fn world(&mut self, position: usize) -> Option<&mut World> {
        self.list.get_mut(position)
    }

    /// The journals of all worlds, or of one, in order.
    pub fn journal(&self, world: Option<&str>) -> Vec<&Entry> {
        let wanted = |name: &str| world.is_none_or(|world| world == name);
        let worlds = self.list.iter().filter(|world| wanted(&world.name)).map(|world| &world.journal);
        let strangers = world.is_none().then_some(&self.strangers);
        let mut entries: Vec<&Entry> = worlds.chain(strangers).flat_map(Journal::entries).collect();
        entries.sort_by_key(|entry| entry.number);
        entries
    }

    /// What all worlds, or one, were billed for.
    pub fn charges(&self, house: &House, world: Option<&str>) -> Vec<Charge> {
        let wanted = self.list.iter().filter(|one| world.is_none_or(|world| world == one.name));
        let with_revision = wanted.filter_map(|world| Some((world, house.spec.revisions.get(world.revision)?)));
        with_revision.flat_map(|(world, revision)| ledger::charges(world, revision, self.now())).collect()
    }

    /// Adds an entry to the journal of a world, or to that of nobody.
    pub fn note(&mut self, world: Option<usize>, at: Moment, record: Record) {
        self.entries += 1;
        let (number, date) = (self.entries, vidu_types::Timestamp::from(self.clock.date(at)));
        let world = world.and_then(|position| self.list.get_mut(position));
        let name = world.as_ref().map(|world| world.name.clone());
        let journal = world.map_or(&mut self.strangers, |world| &mut world.journal);
        journal.add(Entry { number, at: date.to_string(), world: name, record });
    }

    /// What facts of a world's tasks are made with.
    pub fn scene<'a>(&'a self, house: &'a House, revision: &'a Revision) -> Scene<'a> {
        let rules = Rules { revision, timing: &house.settings.timing };
        Scene { rules, clock: &self.clock, base: &self.base, seed: house.settings.seed }
    }

    fn settle(&mut self, house: &House, request: &Request<'_>, mut judged: Judged) -> Answer {
        let now = self.now();
        let revision = judged.revision.and_then(|position| house.spec.revisions.get(position));
        let world = judged.key.take().zip(judged.revision).map(|(key, position)| self.enter(house, position, key));
        let mut draws = match world.and_then(|world| self.list.get_mut(world)) {
            Some(world) => world.draws(),
            None => Random::new(house.settings.seed, &self.entries.to_le_bytes()),
        };
        let wish = std::mem::replace(&mut judged.wish, Ok(Wish::Credits));
        let served = match (wish, revision, world) {
            (Ok(wish), Some(revision), Some(world)) => self.serve(
                Turn { house, revision, world, now, operation: judged.endpoint.map(|e| e.operation) },
                wish,
                &mut draws,
            ),
            (Ok(_), ..) => Err(Refusal::new(Fault::Internal, "the request has no world")),
            (Err(refusal), ..) => Err(refusal),
        };
        let served = served.unwrap_or_else(|refusal| {
            let answer = refusal.answer(revision, &ids::hex(&mut draws));
            Served { answer, task: None, refusal: Some(refusal) }
        });
        self.note(world, now, asked(house, request, judged, &served));
        served.answer
    }

    /// The position of a key's world, made at its first request.
    fn enter(&mut self, house: &House, revision: usize, key: Key) -> usize {
        let place = (revision, key);
        if let Some(position) = self.by_key.get(&place) {
            return *position;
        }
        let vendor = house.spec.revisions.get(revision).map_or("", |revision| &revision.vendor);
        let journal = Journal::new(house.settings.journal);
        self.list.push(World::new(revision, vendor, place.1.clone(), house.settings.seed, journal));
        self.by_key.insert(place, self.list.len() - 1);
        self.list.len() - 1
    }

    fn serve(&mut self, turn: Turn<'_>, wish: Wish, draws: &mut Random) -> Result<Served, Refusal> {
        match wish {
            Wish::Create(new) => self.create(turn, *new, draws),
            Wish::Query(id) => {
                let (position, pass) = self.standing(turn, &id)?;
                Ok(self.told(turn, position, pass, &[], draws, 200))
            }
            Wish::Cancel(id) => self.cancel(turn, &id, draws),
            Wish::Credits => {
                let world = &self.list[turn.world];
                let facts =
                    self.scene(turn.house, turn.revision).of_account(world, turn.now, turn.house.settings.credits);
                Ok(Served { answer: turn.answer(200, None, facts, &[], draws), task: None, refusal: None })
            }
        }
    }

    fn create(&mut self, turn: Turn<'_>, mut new: NewTask, draws: &mut Random) -> Result<Served, Refusal> {
        self.afford(turn, &new)?;
        if !new.scripted
            && let Some(script) = self.scripts.pop_front()
        {
            new.order.outcome = script.outcome(turn.revision).map_err(Refusal::of_the_mock)?;
        }
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
        Ok(self.told(turn, position, first, &new.echo, draws, turn.revision.submit.created))
    }

    fn cancel(&mut self, turn: Turn<'_>, id: &str, draws: &mut Random) -> Result<Served, Refusal> {
        let (position, pass) = self.standing(turn, id)?;
        let state = turn.revision.states.get(pass.state);
        if !state.is_some_and(|state| turn.revision.task.cancellable.contains(&state.stage)) {
            let word = state.map_or("", |state| &*state.word);
            return Err(Refusal::new(Fault::NotCancellable, format!("the task is {word} and can not be cancelled")));
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
        echo: &[Option<Json>],
        draws: &mut Random,
        status: u16,
    ) -> Served {
        let Some(task) = self.list[turn.world].task(position) else {
            return Served { answer: Answer::json(500, json!({})), task: None, refusal: None };
        };
        let scene = self.scene(turn.house, turn.revision);
        let stage = scene.state(pass).map(|state| state.stage);
        let facts = scene.of_task(task, pass, turn.now);
        let answer = turn.answer(status, stage, facts, echo, draws);
        Served { answer, task: Some(task.id.to_string()), refusal: None }
    }

    fn afford(&self, turn: Turn<'_>, new: &NewTask) -> Result<(), Refusal> {
        let Some(price) = new.order.price else { return Ok(()) };
        let left = turn.house.settings.credits.saturating_sub(ledger::spent(&self.list[turn.world], turn.now));
        if price.credits <= left {
            return Ok(());
        }
        let detail = format!("the task costs {} credits and the account has {left}", price.credits);
        Err(Refusal::new(Fault::CreditShort, detail))
    }

    /// Puts the callbacks of a task's plan into the queue, those aside that it has had.
    fn schedule(&mut self, turn: Turn<'_>, position: usize) {
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
        let passes = task.plan.passes(&turn.revision.states).filter_map(wanted).skip(task.called);
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
        passes.map(due).collect::<Vec<_>>().into_iter().for_each(|due| self.queue.push(due));
    }
}

/// Whose turn it is, and when.
#[derive(Clone, Copy)]
struct Turn<'a> {
    house: &'a House,
    revision: &'a Revision,
    world: usize,
    now: Moment,
    operation: Option<usize>,
}

impl Turn<'_> {
    /// The vendor's good answer with these facts.
    fn answer(
        &self,
        status: u16,
        stage: Option<Stage>,
        mut facts: Facts,
        echo: &[Option<Json>],
        draws: &mut Random,
    ) -> Answer {
        facts.set(vidu_types::table::Slot::RequestId, ids::uuid(draws));
        let operation = self.operation.and_then(|position| self.revision.operations.get(position));
        let members = operation.map_or(&[][..], |operation| &operation.answer);
        Answer::json(status, answer::write(members, stage, &facts, echo))
    }
}

/// Draws the seeds that the vendor would, writes them where the answer repeats them, and gives the task's.
fn draw_seeds(new: &mut NewTask, draws: &mut Random) -> Option<i64> {
    let mut seed = new.seed;
    for place in &new.drawn {
        let drawn = draws.below(i32::MAX as u64) as i64 + 1;
        seed = seed.or(Some(drawn));
        if let Some(echo) = new.echo.get_mut(*place) {
            *echo = Some(Json::from(drawn));
        }
    }
    seed
}

fn asked(house: &House, request: &Request<'_>, judged: Judged, served: &Served) -> Record {
    let name = judged
        .endpoint
        .and_then(|endpoint| house.at(endpoint))
        .map(|(revision, operation)| format!("{}/{}/{}", revision.vendor, revision.month, operation.name));
    Record::Request(Asked {
        method: request.method.to_owned(),
        path: request.path.to_owned(),
        operation: name,
        task: served.task.clone(),
        status: served.answer.status,
        fault: served.refusal.as_ref().and_then(|refusal| refusal.fault),
        refusals: served.refusal.as_ref().map_or_else(Vec::new, |refusal| refusal.details.clone()),
        violations: judged.violations,
        notes: judged.notes,
        body_bytes: request.body.len(),
        body_head: journal::head(request.body),
    })
}
