//! The worlds behind one lock, and what happens in them when a request was judged.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};
use tokio::time::Instant;
use vidu_types::Timestamp;
use vidu_types::table::Revision;

use crate::admin::seen::{self, Counts, Seen, as_json};
use crate::callback::queue::Queue;
use crate::calls::exchange::{Answer, Request};
use crate::calls::judge::{House, Judged, Wish};
use crate::calls::key::Key;
use crate::calls::refusal::Refusal;
use crate::calls::{results, secrets};
use crate::edge::door;
use crate::fault::{Faults, Hit};
use crate::tasks::ids;
use crate::tasks::random::Random;
use crate::tasks::upcoming::Upcoming;
use crate::time::clock::{Clock, Moment};
use crate::time::drive::Drives;
use crate::time::timeline::Timeline;
use crate::worlds::agenda::Watchers;
use crate::worlds::brief::{Brief, Sent};
use crate::worlds::facts::Scene;
use crate::worlds::journal::{self, Asked, Entry, Journal, Kept, Record};
use crate::worlds::ledger::{self, Charge};
use crate::worlds::serve::{Served, Turn};
use crate::worlds::state::{Item, Log};
use crate::worlds::text::Text;
use crate::worlds::world::{Rules, World};

/// A whole mock without a socket.
pub struct Engine {
    /// What never changes.
    pub house: House,
    /// Told when a callback may be due earlier than before.
    pub wake: Notify,
    /// Told when something was noted or a clock was moved.
    pub changed: Notify,
    /// Whether the server is to stop.
    pub ending: watch::Sender<bool>,
    worlds: Mutex<Worlds>,
}

/// Everything that changes.
#[derive(Debug)]
pub struct Worlds {
    /// The time of all worlds.
    pub clock: Clock,
    /// The callbacks that are due.
    pub queue: Queue,
    /// Whether a callback was put into a queue since somebody was woken for it.
    pub is_pushed: bool,
    /// Scheme, host and port under which the server is reached.
    pub base: String,
    /// What happens to the next tasks, whoever makes them.
    pub scripts: Upcoming,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// What happens to tasks that rules fit.
    pub rules: crate::tasks::rules::Rules,
    /// What moves whose tasks.
    pub drives: Drives,
    /// All worlds, in the order in which they were first asked for.
    pub list: Vec<World>,
    /// The clocks of worlds that have one of their own, by position of the world.
    pub own: BTreeMap<usize, Timeline>,
    by_key: HashMap<(usize, Key), usize>,
    /// The worlds by their names.
    pub by_name: HashMap<String, usize>,
    /// Requests of nobody: without a vendor or a key.
    pub strangers: Journal,
    /// How many entries all journals have had.
    pub entries: u64,
    /// How often what was answered and called.
    pub counts: Counts,
    /// Who is told what happens.
    pub watchers: Watchers,
    /// Where everything is written down, if it is to outlive the process.
    pub log: Option<Log>,
}

impl Engine {
    /// A mock that begins with this clock.
    pub fn new(house: House, clock: Clock) -> Engine {
        let rules = crate::tasks::rules::Rules::given(&house.settings.rules, Instant::now());
        let worlds = Worlds {
            clock,
            queue: Queue::default(),
            is_pushed: false,
            base: String::new(),
            scripts: Upcoming::default(),
            faults: Faults::default(),
            rules,
            drives: Drives::given(house.settings.drive),
            list: Vec::new(),
            own: BTreeMap::new(),
            by_key: HashMap::new(),
            by_name: HashMap::new(),
            strangers: Journal::new(house.settings.journal),
            entries: 0,
            counts: Counts::default(),
            watchers: Watchers::default(),
            log: None,
        };
        let (wake, changed, ending) = (Notify::new(), Notify::new(), watch::Sender::new(false));
        Engine { house, wake, changed, ending, worlds: Mutex::new(worlds) }
    }

    /// Everything that changes. A panic elsewhere does not stop the server.
    pub fn worlds(&self) -> MutexGuard<'_, Worlds> {
        self.worlds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request to a vendor or for a result, and says which fault hit it, if one did.
    pub fn answer(&self, request: &Request<'_>) -> (Answer, Option<Hit>) {
        if request.path.starts_with(results::PREFIX) {
            return self.download(request);
        }
        // Judged before the lock is taken: reading ten megabytes must not hold up the others.
        let mut judged = self.house.judge(request);
        if !Brief::suits(request, &judged) || self.house.settings.state_folder.is_some() {
            judged.seen = Some(Seen::of(&self.house, request, judged.endpoint, judged.fields.take()));
        }
        let mut worlds = self.worlds();
        worlds.strike(&self.house, request, &mut judged);
        let hit = judged.hit.clone();
        let answer = worlds.settle(&self.house, request, judged);
        if std::mem::take(&mut worlds.is_pushed) {
            self.wake.notify_one();
        }
        self.changed.notify_waiters();
        (answer, hit)
    }

    /// Answers a request for a result.
    fn download(&self, request: &Request<'_>) -> (Answer, Option<Hit>) {
        let mut worlds = self.worlds();
        let now = worlds.now_of(worlds.owner(results::task(request.path)));
        let date = Timestamp::from(worlds.clock.date(now)).unix_seconds();
        let hit = worlds.strike_result(request);
        drop(worlds);
        // Made without the lock, because a video takes a few milliseconds.
        let seed = self.house.settings.seed;
        let Some(hit) = hit else { return (results::answer(request, seed, date), None) };
        let answer = results::answer(request, seed, if hit.is_expired() { i64::MAX } else { date });
        let answer = hit.dress(answer, None, "");
        let mut record = Asked { method: request.method.into(), status: answer.status, ..Asked::default() };
        (record.path, record.injected) = (journal::head(request.path.as_bytes()), Some(hit.name()));
        let mut worlds = self.worlds();
        let record = Record::Request(record).without(&secrets::of(&self.house, request));
        worlds.note(None, now, record);
        // Should that not be written, the next answer of a vendor says so.
        let _ = worlds.commit(&self.house, None);
        drop(worlds);
        (answer, Some(hit))
    }
}

/// Says how much there is, not what: texts of requests may have anything in them, even a key.
impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let worlds = self.worlds();
        let names: Vec<&str> = worlds.list.iter().map(|world| &*world.name).collect();
        formatter
            .debug_struct("Engine")
            .field("worlds", &names)
            .field("entries", &worlds.entries)
            .finish_non_exhaustive()
    }
}

impl Worlds {
    /// What all worlds, or one, were billed for.
    pub fn charges(&self, house: &House, world: Option<&str>) -> Vec<Charge> {
        let wanted = self.list.iter().filter(|one| world.is_none_or(|world| world == one.name));
        let with_revision = wanted.filter_map(|world| Some((world, house.spec.revisions.get(world.revision)?)));
        let now = |world: &World| self.now_of(self.by_name.get(&world.name).copied());
        with_revision.flat_map(|(world, revision)| ledger::charges(world, revision, now(world))).collect()
    }

    /// Adds an entry to the journal of a world, or to that of nobody.
    pub fn note(&mut self, world: Option<usize>, at: Moment, record: Record) {
        let (number, date) = self.next_entry(at);
        let place = world;
        let world = world.and_then(|position| self.list.get_mut(position));
        let answers = world.as_ref().map_or(0, |world| world.answers);
        let name = world.as_ref().map(|world| world.name.clone());
        let record = match &world {
            Some(world) => record.without(&world.key.hidden()),
            None => record,
        };
        self.counts.count(&record);
        let journal = world.map_or(&mut self.strangers, |world| &mut world.journal);
        let entry = Entry { number, at: date.to_string(), world: name, record };
        if let Some(log) = &mut self.log {
            log.add(Item::Entry(place, Box::new(entry.clone()), answers));
        }
        journal.add(entry.into());
    }

    fn next_entry(&mut self, at: Moment) -> (u64, Timestamp) {
        self.entries += 1;
        (self.entries, Timestamp::from(self.clock.date(at)))
    }

    /// Adds a request to the journal of its world, as short as it can be kept.
    fn note_request(
        &mut self,
        house: &House,
        request: &Request<'_>,
        judged: Judged<'_>,
        served: &Served,
        place: (Option<usize>, Moment),
    ) {
        let (world, at) = place;
        let is_plain = judged.seen.is_none() && judged.hit.is_none() && served.refusal.is_none();
        let brief = judged.endpoint.filter(|_| is_plain).zip(world);
        let Some((endpoint, world)) = brief else {
            return self.note(world, at, asked(house, request, judged, served));
        };
        self.counts.count_request(house.name(endpoint), served.answer.status);
        let (number, at) = self.next_entry(at);
        let (status, task) = (served.answer.status, served.task.clone());
        let (sent, digest) = (Sent::of(request), request.body.digest.clone());
        let brief = Brief { number, at, endpoint, status, task, sent, digest };
        if let Some(world) = self.list.get_mut(world) {
            world.journal.add(Kept::Brief(Box::new(brief)));
        }
    }

    /// What facts of a world's tasks are made with.
    pub fn scene<'a>(&'a self, house: &'a House, revision: &'a Revision, world: usize) -> Scene<'a> {
        let rules = Rules { revision, timing: &house.settings.timing };
        let reached = self.list.get(world).and_then(|world| world.base.as_deref());
        Scene { rules, clock: &self.clock, base: reached.unwrap_or(&self.base), seed: house.settings.seed }
    }

    fn settle(&mut self, house: &House, request: &Request<'_>, mut judged: Judged<'_>) -> Answer {
        let revision = judged.revision.and_then(|position| house.spec.revisions.get(position));
        let world = judged.key.take().zip(judged.revision).and_then(|(key, position)| self.enter(house, position, key));
        let now = self.now_of(world);
        self.note_base(house, request, world);
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
            (Ok(_), ..) => Err(Refusal::of_the_mock(NO_WORLD)),
            (Err(refusal), ..) => Err(refusal),
        };
        let mut served = served.unwrap_or_else(|mut refusal| {
            // A refusal quotes what was asked, and answers are logged.
            refusal.hide(&secrets::of(house, request));
            let answer = refusal.answer(revision, &ids::hex(&mut draws));
            Served { answer, task: None, refusal: Some(refusal) }
        });
        if let Some(hit) = &judged.hit {
            served.answer = hit.dress(served.answer, revision, &ids::hex(&mut draws));
        }
        self.note_request(house, request, judged, &served, (world, now));
        match self.commit(house, world) {
            Ok(()) => served.answer,
            Err(why) => self.unwritten(world, &why),
        }
    }

    /// Notes under which address a world is reached, so that its results can be too.
    fn note_base(&mut self, house: &House, request: &Request<'_>, world: Option<usize>) {
        let Some(world) = world.and_then(|world| self.list.get_mut(world)) else { return };
        let host = request.header("host");
        let is_host = |base: &str| host.is_some() && base.strip_prefix("http://").map(str::as_bytes) == host;
        if world.base.as_deref().is_some_and(is_host) {
            return;
        }
        let is_own = house.settings.public_url.is_some() || is_host(&self.base);
        world.base = if is_own { None } else { door::base_of(request).map(String::into_boxed_str) };
    }

    /// The position of a key's world, made at its first request; nothing if there are too many.
    pub fn enter(&mut self, house: &House, revision: usize, key: Key) -> Option<usize> {
        let place = (revision, key);
        if let Some(position) = self.by_key.get(&place) {
            return Some(*position);
        }
        if self.list.len() >= house.settings.max_worlds {
            return None;
        }
        let vendor = house.spec.revisions.get(revision).map_or("", |revision| &revision.vendor);
        let journal = Journal::new(house.settings.journal);
        let mut world = World::new(revision, vendor, place.1.clone(), house.settings.seed, journal);
        if self.by_name.contains_key(&world.name) {
            // Two keys of one name: rare, but then nobody may see the other's.
            world.name = format!("{}-{}", world.name, self.list.len());
        }
        let month = house.spec.revisions.get(revision).map_or("", |revision| &revision.month);
        let (revision, key) = ((vendor.to_string(), month.to_string()), place.1.secret().to_owned());
        self.keep(|| Item::World { revision, key, epoch: 0 });
        self.by_name.insert(world.name.clone(), self.list.len());
        self.list.push(world);
        self.by_key.insert(place, self.list.len() - 1);
        Some(self.list.len() - 1)
    }
}

const NO_WORLD: &str = "the mock holds as many worlds as it may, which are vendors with keys; ask with a key that it has \
                        seen, start it anew, or start it with a higher --max-worlds";

fn asked(house: &House, request: &Request<'_>, judged: Judged<'_>, served: &Served) -> Record {
    let (endpoint, hit) = (judged.endpoint, judged.hit);
    let seen = judged.seen.unwrap_or_else(|| Seen::of(house, request, endpoint, judged.fields));
    let notes = match endpoint.filter(|_| judged.is_quick) {
        Some(endpoint) => seen::notes_of(house, endpoint, request.body),
        None => judged.verdict.notes.iter().map(as_json).collect(),
    };
    Record::Request(Asked {
        method: request.method.to_owned(),
        path: journal::head(request.path.as_bytes()),
        operation: endpoint.map(|endpoint| house.name(endpoint).to_owned()),
        task: served.task.as_ref().map(Text::to_string),
        status: served.answer.status,
        fault: served.refusal.as_ref().and_then(|refusal| refusal.fault),
        injected: hit.as_ref().map(Hit::name),
        refusals: served.refusal.as_ref().map_or_else(Vec::new, |refusal| refusal.details.clone()),
        violations: judged.verdict.violations.iter().map(as_json).collect(),
        notes,
        fields: seen.fields,
        closest: seen.closest,
        body_bytes: request.body.length(),
        body_head: journal::head(request.body),
        body_digest: seen.digest,
    })
    .without(&secrets::of(house, request))
}
