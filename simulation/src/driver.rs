//! Lets one schedule happen under virtual time, and brings every life to its end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};
use vidu_client::store::{Entry, StoreError};
use vidu_client::{ReconcileError, Reconciled, Recovery};
use vidu_mock::{Callback, Fault, MockServer};
use vidu_types::Vendor;

use crate::book::{Book, Told};
use crate::catalogue::Catalogue;
use crate::flaw::Flaw;
use crate::oracle;
use crate::process::{Ground, Posted, Process};
use crate::report::Report;
use crate::schedule::{Crash, DiskFault, Order, Schedule, Step};

/// When the mock's clock begins: a day in August 2025.
const BEGINS: Duration = Duration::from_secs(1_755_691_200);
/// After so much time without a fault the vendor has ended every task, and called everybody.
const QUIET: Duration = Duration::from_secs(20 * 60);
/// Within so much time after that everything has ended.
const BOUND: Duration = Duration::from_secs(2 * 3600);

/// Lets a schedule happen with the requests of its vendor.
///
/// # Panics
///
/// If there is no runtime to be had, or the mock does not start.
pub fn run<V: Vendor>(catalogue: &Catalogue<V>, schedule: &Schedule, flaw: Flaw) -> Report {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap_or_else(|fault| panic!("{fault}"));
    runtime.block_on(async {
        let mut world = World::new(catalogue, schedule, flaw).await;
        for step in &schedule.steps {
            world.step(step).await;
        }
        let last = world.settle().await;
        world.report(last.as_ref())
    })
}

/// Who is called back, and what was said to them so far.
#[derive(Default)]
struct Post {
    receiver: Option<Box<Receive>>,
    /// What a receiver answers that is not well; nothing if nobody is there.
    status: Option<u16>,
    sent: Vec<Posted>,
}

type Receive = dyn Fn(&Posted) -> (u16, bool) + Send + Sync;

struct World<'w, V> {
    catalogue: &'w Catalogue<V>,
    schedule: &'w Schedule,
    ground: Ground,
    post: Arc<Mutex<Post>>,
    process: Option<Process<V>>,
    /// What comes of the process should it die.
    crash: Crash,
    disk: DiskFault,
    crashes: u64,
    is_damaged: bool,
    began: Instant,
}

impl<'w, V: Vendor> World<'w, V> {
    async fn new(catalogue: &'w Catalogue<V>, schedule: &'w Schedule, flaw: Flaw) -> Self {
        let post = Arc::new(Mutex::new(Post { status: Some(200), ..Post::default() }));
        let (postman, book) = (Arc::clone(&post), Book::new(V::revision()));
        let mock = MockServer::builder().begins(SystemTime::UNIX_EPOCH + BEGINS).speed(1.0).seed(schedule.seed);
        let mock = mock.journal(100_000).receiver(move |callback| bring(&postman, callback)).start_unconnected();
        let mock = Arc::new(mock.unwrap_or_else(|fault| panic!("{fault}")));
        let (setting, seed, is_up) = (schedule.setting.clone(), schedule.seed, Arc::new(AtomicBool::new(true)));
        let ground = Ground { mock, book, flaw, setting, is_up, seed };
        let (process, crash, disk) = (None, Crash::default(), DiskFault::Mended);
        let (crashes, is_damaged, began) = (0, false, Instant::now());
        let mut world = Self { catalogue, schedule, ground, post, process, crash, disk, crashes, is_damaged, began };
        world.start(0, Vec::new()).await;
        world
    }

    async fn step(&mut self, step: &Step) {
        match step {
            Step::Submit(order) => self.submit(order.clone()),
            Step::Pass { ms } => self.pass(Duration::from_millis(*ms)).await,
            Step::Fault(form) => self.set(form),
            Step::Clear => self.ground.mock.clear_faults(),
            Step::Crash(crash) => self.arm(crash),
            Step::Cancel { nth } => self.process.iter_mut().for_each(|process| process.cancel(*nth)),
            Step::Receiver { status } => self.post().status = *status,
            Step::Replay { nth } => self.replay(*nth),
            Step::Forge { nth } => self.forge(*nth),
            Step::Network { up } => self.ground.is_up.store(*up, Ordering::Relaxed),
            Step::Disk(fault) => {
                self.disk = *fault;
                self.process.iter().for_each(|process| process.disk.suffer(*fault));
            }
        }
        // What was begun gets as far as it can without time.
        self.pass(Duration::ZERO).await;
    }

    fn submit(&mut self, order: Order) {
        let Some(process) = &mut self.process else { return };
        let life = self.ground.book.begin(order.clone(), process.number);
        process.live(life, order.clone(), self.catalogue.request(&order, life));
    }

    fn set(&mut self, form: &serde_json::Map<String, Value>) {
        let fault = Fault::try_from(form.clone()).unwrap_or_else(|why| panic!("{why}: {form:?}"));
        self.ground.mock.fault(fault);
    }

    fn arm(&mut self, crash: &Crash) {
        self.crash = crash.clone();
        self.process.iter().for_each(|process| process.fuse.arm(crash.at));
    }

    /// Time passes; should the process die meanwhile, another takes over.
    async fn pass(&mut self, time: Duration) {
        let until = Instant::now() + time;
        if time.is_zero() {
            tokio::task::yield_now().await;
        }
        loop {
            let Some(process) = &self.process else { return sleep_until(until).await };
            let fuse = process.fuse.clone();
            if !fuse.is_out() && timeout_at(until, fuse.burnt()).await.is_err() {
                return;
            }
            self.crashed().await;
        }
    }

    async fn crashed(&mut self) {
        self.crashes += 1;
        let Some(process) = self.process.take() else { return };
        self.post().receiver = None;
        self.ground.book.pages().died.insert(process.number);
        let (number, crash) = (process.number, std::mem::take(&mut self.crash));
        let disk = process.end().await;
        let mut bytes = disk.left_by_crash(crash.kept);
        if crash.flip {
            self.is_damaged |= flip(&mut bytes, self.schedule.seed);
        }
        sleep(Duration::from_millis(crash.down)).await;
        self.start(number + 1, bytes).await;
    }

    /// Starts a process and takes up what it finds. A disk that takes nothing is repaired first, as an operator would.
    async fn start(&mut self, number: usize, bytes: Vec<u8>) -> Option<Recovery<V>> {
        self.disk = DiskFault::Mended;
        let begun = Process::<V>::start(&self.ground, number, bytes, self.disk);
        let process = match begun {
            Ok(process) => process,
            Err(fault) => {
                self.ground.book.violation("a journal can be opened after a crash", fault.to_string());
                return None;
            }
        };
        self.post().receiver = Some(Box::new(process.receiver()));
        let process = self.process.insert(process);
        match process.recover().await {
            Ok(recovery) => {
                oracle::recovered(&self.ground.book, &recovery, self.is_damaged);
                Some(recovery)
            }
            Err(fault) => {
                self.ground.book.violation("a journal can be read after a crash", fault.to_string());
                None
            }
        }
    }

    /// After the last fault: every life ends, every unknown that a callback has told of is found, and a last process sees it.
    async fn settle(&mut self) -> Option<Recovery<V>> {
        self.ground.mock.clear_faults();
        self.ground.is_up.store(true, Ordering::Relaxed);
        self.post().status = Some(200);
        self.process.iter().for_each(|process| process.fuse.disarm());
        self.pass(QUIET).await;
        self.finish().await;
        let recovery = self.restart().await?;
        self.assign(&recovery).await;
        self.reconcile().await;
        self.finish().await;
        self.restart().await
    }

    /// Waits for the end of all lives, in bounded time.
    async fn finish(&mut self) {
        let Some(process) = &mut self.process else { return };
        let until = Instant::now() + BOUND;
        loop {
            match timeout_at(until, process.lives.join_next()).await {
                Ok(Some(Ok(()))) => {}
                Ok(Some(Err(fault))) => self.ground.book.violation("nothing panics", fault.to_string()),
                Ok(None) => return,
                Err(_) => {
                    let what = format!("{} lives go on after two hours", process.lives.len());
                    self.ground.book.violation("every life ends in bounded time", what);
                    return;
                }
            }
        }
    }

    /// Ends the process in good order and starts another.
    async fn restart(&mut self) -> Option<Recovery<V>> {
        let process = self.process.take()?;
        self.post().receiver = None;
        let number = process.number;
        let disk = process.end().await;
        let bytes = disk.written();
        self.ground.book.shown(&String::from_utf8_lossy(&bytes));
        oracle::journal(&self.ground.book, &bytes);
        self.start(number + 1, bytes).await
    }

    /// Whoever was told of a task that could not be recorded records it now.
    async fn assign(&mut self, recovery: &Recovery<V>) {
        let Some(process) = &mut self.process else { return };
        let told: Vec<Told> = self.ground.book.pages().lives.iter().filter_map(|life| life.told.clone()).collect();
        for told in told {
            let Told::Unrecorded(ticket, id) = told else { continue };
            let Some(entry) = recovery.unknown.iter().find(|entry| entry.ticket == ticket) else { continue };
            match process.client().assign(entry, id).await {
                Ok(handle) => process.follow(handle),
                // A callback was faster.
                Err(ReconcileError::Store(StoreError::Contradiction { .. })) => {}
                Err(fault) => self.ground.book.violation("what was told can be recorded later", fault.to_string()),
            }
        }
    }

    async fn reconcile(&mut self) {
        let Some(process) = &mut self.process else { return };
        let heard: Vec<String> = self.ground.book.pages().heard.iter().cloned().collect();
        if self.ground.flaw == Flaw::NeverReconciles {
            return;
        }
        for id in heard {
            match process.client().reconcile(id.clone()).await {
                Ok(Reconciled::Found(handle)) => {
                    *self.ground.book.pages().told.entry("reconciled").or_default() += 1;
                    process.follow(handle);
                }
                Ok(_) => {}
                Err(fault) => self.ground.book.violation("a task that was told of can be looked up", fault.to_string()),
            }
        }
    }

    fn replay(&self, nth: usize) {
        let post = self.post();
        let sent = post.sent.get(nth % post.sent.len().max(1));
        if let (Some(sent), Some(receiver)) = (sent, &post.receiver) {
            receiver(sent);
        }
    }

    /// The same with another address or signature than the vendor's; nobody may believe it.
    fn forge(&self, nth: usize) {
        let post = self.post();
        let sent = post.sent.get(nth % post.sent.len().max(1)).cloned();
        let mut sent = sent.unwrap_or_else(|| Posted {
            address: "/hook?of=simulation".to_owned(),
            headers: vec![("Date".to_owned(), vidu_types::Timestamp::from(self.ground.mock.now()).http_date())],
            body: br#"{"id": "1234567890", "state": "success"}"#.to_vec(),
        });
        match nth % 2 {
            0 => sent.address.push_str("&more"),
            _ => sent.headers.iter_mut().for_each(|(_, value)| value.insert(0, 'x')),
        }
        let believed = post.receiver.as_ref().is_some_and(|receiver| receiver(&sent).1);
        drop(post);
        if believed {
            self.ground.book.violation("a forged callback is not believed", sent.address);
        }
    }

    fn post(&self) -> std::sync::MutexGuard<'_, Post> {
        self.post.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn report(&self, last: Option<&Recovery<V>>) -> Report {
        let unknown: &[Entry] = last.map_or(&[], |recovery| &recovery.unknown);
        let known: Vec<&str> = last.into_iter().flat_map(|last| &last.pending).map(|handle| handle.id()).collect();
        if last.is_some() {
            oracle::judge(&self.ground, &known, unknown, self.is_damaged);
        }
        Report::of(&self.ground, self.crashes, self.began.elapsed(), self.callback_faults())
    }

    /// Which faults hit callbacks; only the mock knows.
    fn callback_faults(&self) -> Vec<String> {
        let is_of_callbacks = |step: &Step| matches!(step, Step::Fault(form) if form["fault"].as_str().is_some_and(|name| name.starts_with("callback")));
        if !self.schedule.steps.iter().any(is_of_callbacks) {
            return Vec::new();
        }
        let injected = |entry: vidu_mock::Entry| match entry.record {
            vidu_mock::Record::Callback(called) => called.injected,
            vidu_mock::Record::Request(_) => None,
        };
        self.ground.mock.callbacks().into_iter().filter_map(injected).collect()
    }
}

/// Brings a callback of the mock to whoever is there.
fn bring(post: &Mutex<Post>, callback: &Callback<'_>) -> Option<u16> {
    let mut post = post.lock().unwrap_or_else(PoisonError::into_inner);
    let (address, headers, body) = (callback.address.to_owned(), callback.headers.to_vec(), callback.body.to_vec());
    let posted = Posted { address, headers, body };
    post.sent.push(posted.clone());
    match (post.status, &post.receiver) {
        (Some(200), Some(receiver)) => Some(receiver(&posted).0),
        (Some(status), Some(_)) => Some(status),
        _ => None,
    }
}

/// Flips a bit somewhere behind the first line; whether there was one.
fn flip(bytes: &mut [u8], seed: u64) -> bool {
    let Some(first) = bytes.iter().position(|byte| *byte == b'\n') else { return false };
    let behind = &mut bytes[first + 1..];
    if behind.is_empty() {
        return false;
    }
    let at = (seed >> 8) as usize % behind.len();
    behind[at] ^= 1 << (seed % 7);
    true
}
