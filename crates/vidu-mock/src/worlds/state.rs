//! State that outlives the process: a log that every answer is written to before it leaves, and its reading at the start.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::callback::queue::Due;
use crate::calls::exchange::Answer;
use crate::calls::judge::House;
use crate::calls::key::Key;
use crate::fault;
use crate::tasks::{rules, upcoming};
use crate::time::clock::{Clock, Moment, Pace};
use crate::time::drive;
use crate::time::timeline::Timeline;
use crate::worlds::engine::Worlds;
use crate::worlds::journal::Entry;
use crate::worlds::order::Task;
use crate::worlds::serve::Turn;
use crate::worlds::world::Rules;

/// A log that is open for writing.
#[derive(Debug)]
pub struct Log {
    disk: Box<dyn Disk>,
    pending: Vec<Item>,
    written: usize,
    /// How long the log may grow before it is written anew.
    most: usize,
    /// Whether a line may be there in part.
    is_broken: bool,
}

/// What changed. All that one answer changed is one line of the log, so that a line is there whole or not at all.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// The date at which the clock began.
    Begins(SystemTime),
    /// A world was entered.
    World {
        /// The vendor and the month of its pages.
        revision: (String, String),
        /// The key.
        key: String,
        /// The version of its new tasks.
        epoch: u32,
    },
    /// A task was made or changed.
    Task(usize, usize, Box<Task>),
    /// Something was noted, by the world, with how many answers it had had.
    Entry(Option<usize>, Box<Entry>, u64),
    /// A callback is to be tried again.
    Due(Due),
    /// It was.
    Done(Due),
    /// What a clock showed and what drives it.
    Clock(Option<usize>, Moment, Pace),
    /// All worlds or one were made empty.
    Reset(Option<usize>),
    /// A rule was added, counted or is gone.
    Rule(u64, Option<Box<rules::Kept>>),
    /// A fault was set, counted or is gone.
    Fault(u64, Option<Box<fault::Kept>>),
    /// The scripts that wait for the next tasks of anybody or in a world.
    Next(Option<Box<str>>, Vec<upcoming::Kept>),
    /// Everything that was set to drive tasks.
    Drives(Vec<drive::Kept>),
}

/// A log is written anew when it is longer than this and much longer than what is in it.
const LONG: usize = if cfg!(test) { 64 << 10 } else { 16 << 20 };
const LOG: &str = "state.jsonl";
const NEW: &str = "state.jsonl.new";
const LOCK: &str = "lock";

/// Where a log is written to.
pub trait Disk: fmt::Debug + Send {
    /// Writes a line behind the others, whole or, with a fault, in part or not at all.
    fn append(&mut self, line: &[u8]) -> io::Result<()>;

    /// Puts these lines into the place of all others, in one step.
    fn replace(&mut self, lines: &mut dyn Iterator<Item = io::Result<Vec<u8>>>) -> io::Result<()>;
}

/// A folder. One process has it at a time.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    file: File,
    /// Held as long as the process lives; the system lets it go when the process dies in whatever way.
    _lock: File,
}

impl Disk for Folder {
    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        self.file.write_all(line)
    }

    fn replace(&mut self, lines: &mut dyn Iterator<Item = io::Result<Vec<u8>>>) -> io::Result<()> {
        let (new, path) = (self.path.join(NEW), self.path.join(LOG));
        let mut file = options().truncate(true).open(&new)?;
        for line in lines {
            file.write_all(&line?)?;
        }
        fs::rename(&new, &path)?;
        self.file = options().append(true).open(&path)?;
        Ok(())
    }
}

impl Log {
    /// Opens a folder, which is made if it is not there, and gives what its log has.
    pub fn open(folder: &Path) -> io::Result<(Log, Vec<Item>)> {
        fs::create_dir_all(folder)?;
        let lock = options().truncate(false).open(folder.join(LOCK))?;
        lock.try_lock()
            .map_err(|_| io::Error::other("another process has it; each server needs a folder of its own"))?;
        let path = folder.join(LOG);
        let items = if path.exists() { read(&fs::read(&path)?)? } else { Vec::new() };
        let file = options().append(true).open(&path)?;
        Ok((Log::on(Box::new(Folder { path: folder.into(), file, _lock: lock })), items))
    }

    /// A log on any disk.
    pub fn on(disk: Box<dyn Disk>) -> Log {
        Log { disk, pending: Vec::new(), written: 0, most: LONG, is_broken: false }
    }

    /// Keeps something for the next line.
    pub fn add(&mut self, item: Item) {
        self.pending.push(item);
    }

    /// Writes everything that was kept as one line. What the system has taken outlives the process.
    fn commit(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let line = line(&std::mem::take(&mut self.pending))?;
        self.written += line.len();
        let written = self.disk.append(&line);
        self.is_broken |= written.is_err();
        written
    }

    /// Puts a log with these items into the place of the old one, in one step.
    fn renew(&mut self, items: &[Item]) -> io::Result<()> {
        let mut written = 0;
        let mut lines = items.iter().map(|item| {
            let line = line(std::slice::from_ref(item))?;
            written += line.len();
            Ok(line)
        });
        self.disk.replace(&mut lines)?;
        (self.written, self.most) = (written, LONG.max(written.saturating_mul(4)));
        self.pending.clear();
        self.is_broken = false;
        Ok(())
    }
}

fn line(items: &[Item]) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(items)?;
    line.push(b'\n');
    Ok(line)
}

/// Keys stand in the log, so nobody else may read it.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// The items of a log; a last line without an end was being written when the process died, and nobody was answered.
fn read(bytes: &[u8]) -> io::Result<Vec<Item>> {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(&[][..], |end| &bytes[..end]);
    let mut items = Vec::new();
    for (number, line) in whole.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let line: Vec<Item> = serde_json::from_slice(line)
            .map_err(|why| io::Error::new(io::ErrorKind::InvalidData, format!("{LOG}, line {}: {why}", number + 1)))?;
        items.extend(line);
    }
    Ok(items)
}

impl Worlds {
    /// Keeps something for the log, if there is one.
    pub fn keep(&mut self, item: impl FnOnce() -> Item) {
        if let Some(log) = &mut self.log {
            log.add(item());
        }
    }

    /// Writes down what changed in a world, or in all, and what the clocks show.
    pub fn commit(&mut self, house: &House, world: Option<usize>) -> io::Result<()> {
        let worlds = world.map_or(0..self.list.len(), |world| world..self.list.len().min(world + 1));
        let mut items = self.directed();
        for at in worlds {
            let Some(one) = self.list.get_mut(at) else { continue };
            if self.log.is_none() && self.watchers.is_empty() {
                one.changed.clear();
                continue;
            }
            let mut changed = std::mem::take(&mut one.changed);
            self.watchers.note(at, &changed);
            if self.log.is_none() {
                continue;
            }
            changed.sort_unstable();
            changed.dedup();
            let tasks = changed.into_iter().filter_map(|task| Some((task, one.task(task)?)));
            items.extend(tasks.map(|(task, found)| Item::Task(at, task, Box::new(found.clone()))));
        }
        if self.log.is_some() { self.write(house, world, items) } else { Ok(()) }
    }

    /// The answer where what was done could not be written: nobody may rely on it, and the journal says so too.
    pub fn unwritten(&mut self, world: Option<usize>, why: &io::Error) -> Answer {
        let message = format!("the state cannot be written, so what was asked for may be done or not: {why}");
        let journal = world.and_then(|world| self.list.get_mut(world)).map(|world| &mut world.journal);
        journal.unwrap_or(&mut self.strangers).amend(500, &message);
        Answer::json(500, serde_json::json!({ "error": { "message": message } }))
    }

    /// What was set for tasks and faults, or counted there, since this was last asked.
    fn directed(&mut self) -> Vec<Item> {
        if self.log.is_none() {
            self.rules.forget_changes();
            self.faults.forget_changes();
            self.scripts.forget_changes();
            return Vec::new();
        }
        let now = Instant::now();
        let rules = self.rules.changes(now).into_iter().map(|(id, kept)| Item::Rule(id, kept.map(Box::new)));
        let faults = self.faults.changes(now).into_iter().map(|(id, kept)| Item::Fault(id, kept.map(Box::new)));
        let next = self.scripts.changes().into_iter().map(|(world, list)| Item::Next(world, list));
        let drives = std::mem::take(&mut self.drives.is_changed).then(|| Item::Drives(self.drives.kept()));
        rules.chain(faults).chain(next).chain(drives).collect()
    }

    fn write(&mut self, house: &House, world: Option<usize>, mut items: Vec<Item>) -> io::Result<()> {
        let own = self.own.keys().copied().filter(|at| world.is_none_or(|world| world == *at)).map(Some);
        items.extend(std::iter::once(None).chain(own).map(|clock| self.clock_item(clock)));
        let Some(log) = &mut self.log else { return Ok(()) };
        if !log.is_broken {
            log.pending.extend(items);
            log.commit()?;
        }
        // After a line that could not be written nothing may follow it, but all can be written anew.
        if log.is_broken || log.written > log.most { self.renew(house) } else { Ok(()) }
    }

    /// Takes over what a log has, and goes on with it.
    pub fn restore(&mut self, house: &House, log: Log, items: Vec<Item>) -> io::Result<()> {
        let mut due = Vec::new();
        for item in items {
            self.redo(house, item, &mut due).map_err(io::Error::other)?;
        }
        for world in 0..self.list.len() {
            self.reopen(house, world);
        }
        due.into_iter().for_each(|due| self.push(due));
        self.log = Some(log);
        self.renew(house)
    }

    fn renew(&mut self, house: &House) -> io::Result<()> {
        let items = self.snapshot(house);
        self.log.as_mut().map_or(Ok(()), |log| log.renew(&items))
    }

    fn redo(&mut self, house: &House, item: Item, due: &mut Vec<Due>) -> Result<(), String> {
        match item {
            Item::Begins(date) => self.clock = Clock::new(self.clock.pace(), date, Instant::now()),
            Item::World { revision, key, epoch } => {
                let is = |one: &&vidu_types::table::Revision| one.vendor == revision.0 && one.month == revision.1;
                let position = house.spec.revisions.iter().position(|one| is(&one));
                let missing = || format!("it has tasks of {}/{}, which the spec has not", revision.0, revision.1);
                let world = self.enter(house, position.ok_or_else(missing)?, Key::new(&key)?);
                let world = world.ok_or_else(|| "it has more worlds than the server may hold".to_owned())?;
                self.list.get_mut(world).into_iter().for_each(|world| world.begin_at(epoch));
            }
            Item::Task(world, position, task) => {
                self.list.get_mut(world).into_iter().for_each(|world| world.put_back(position, (*task).clone()));
            }
            Item::Entry(world, entry, answers) => self.put_back(world, *entry, answers),
            Item::Due(one) => due.push(one),
            Item::Done(one) => due.retain(|other| !is_same(other, &one)),
            Item::Clock(world, moment, pace) => self.set_clock(world, moment, pace),
            Item::Rule(id, kept) => self.rules.put_back(id, kept.map(|kept| *kept), Instant::now()),
            Item::Fault(number, kept) => self.faults.put_back(number, kept.map(|kept| *kept), Instant::now()),
            Item::Next(world, list) => self.scripts.put_back(world.as_deref(), list),
            Item::Drives(kept) => self.drives.put_back(kept)?,
            Item::Reset(world) => {
                due.retain(|due| world.is_some_and(|world| due.world != world));
                self.reset(house, world);
            }
        }
        Ok(())
    }

    fn put_back(&mut self, world: Option<usize>, entry: Entry, answers: u64) {
        self.entries = self.entries.max(entry.number);
        self.counts.count(&entry.record);
        match world.and_then(|world| self.list.get_mut(world)) {
            Some(world) => {
                world.answers = answers;
                world.journal.add(entry.into());
            }
            None => self.strangers.add(entry.into()),
        }
    }

    fn set_clock(&mut self, world: Option<usize>, moment: Moment, pace: Pace) {
        let at = Instant::now();
        world.into_iter().for_each(|world| self.separate(world));
        let own: Option<&mut Timeline> = world.and_then(|world| self.own.get_mut(&world));
        let clock = own.map_or(&mut self.clock, |line| &mut line.clock);
        clock.set_pace(Pace::Held, at);
        clock.reach(moment, at);
        clock.set_pace(pace, at);
    }

    /// Finds out again which tasks of a world have not ended, who has a place, and what is due.
    fn reopen(&mut self, house: &House, world: usize) {
        let now = self.now_of(Some(world));
        let Some(one) = self.list.get_mut(world) else { return };
        let Some(revision) = house.spec.revisions.get(one.revision) else { return };
        one.reopen(now, &Rules { revision, timing: &house.settings.timing });
        let count = one.tasks().count();
        let turn = Turn { house, revision, world, now, operation: None };
        (0..count).for_each(|task| self.schedule(turn, task));
    }

    fn snapshot(&self, house: &House) -> Vec<Item> {
        let mut items = vec![Item::Begins(self.clock.date(Moment::START))];
        for world in &self.list {
            let revision = house.spec.revisions.get(world.revision);
            let revision = revision.map(|one| (one.vendor.to_string(), one.month.to_string())).unwrap_or_default();
            items.push(Item::World { revision, key: world.key.secret().to_owned(), epoch: world.epoch() });
        }
        for (at, world) in self.list.iter().enumerate() {
            let tasks = world.tasks().enumerate();
            items.extend(tasks.map(|(position, task)| Item::Task(at, position, Box::new(task.clone()))));
        }
        for (at, world) in self.list.iter().enumerate() {
            let entries = world.entries(house).map(|entry| Box::new(entry.into_owned()));
            items.extend(entries.map(|entry| Item::Entry(Some(at), entry, world.answers)));
        }
        items.extend(self.strangers.whole().map(|entry| Item::Entry(None, Box::new(entry.clone()), 0)));
        let queues = std::iter::once(&self.queue).chain(self.own.values().map(|line| &line.queue));
        let again = queues.flat_map(|queue| queue.all()).filter(|due| due.attempt > 1);
        items.extend(again.map(|due| Item::Due(due.clone())));
        let clocks = std::iter::once(None).chain(self.own.keys().copied().map(Some));
        items.extend(clocks.map(|clock| self.clock_item(clock)));
        items.extend(self.directions());
        items
    }

    /// What is set for tasks and faults.
    fn directions(&self) -> Vec<Item> {
        let now = Instant::now();
        let rules = self.rules.kept(now).into_iter().map(|(id, kept)| Item::Rule(id, Some(Box::new(kept))));
        let faults = self.faults.kept(now).into_iter().map(|(id, kept)| Item::Fault(id, Some(Box::new(kept))));
        let next = self.scripts.kept().into_iter().map(|(world, list)| Item::Next(world, list));
        let kept = self.drives.kept();
        let drives = (!kept.is_empty()).then_some(Item::Drives(kept));
        rules.chain(faults).chain(next).chain(drives).collect()
    }

    fn clock_item(&self, clock: Option<usize>) -> Item {
        Item::Clock(clock, self.now_of(clock), self.clock_of(clock).pace())
    }
}

/// Whether two are the same attempt to tell the same state of the same task.
fn is_same(one: &Due, other: &Due) -> bool {
    let place = |due: &Due| (due.world, due.task, due.version, due.pass, due.attempt);
    place(one) == place(other)
}
