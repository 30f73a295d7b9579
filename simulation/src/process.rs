//! One process of the client: its callers, its receiver of callbacks, and its end.

use std::collections::BTreeSet;
use std::future::pending;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::sleep;
use vidu_client::store::{Journal, StoreError};
use vidu_client::{
    Budget, Callbacks, Client, Download, Handle, Key, Patience, Reconciled, Recovery, SubmitError, Task, Wait,
    WaitError,
};
use vidu_mock::MockServer;
use vidu_types::{Draft, Vendor};

use crate::book::{Book, KEY};
use crate::disk::Disk;
use crate::flaw::{Flaw, Forgetful};
use crate::fuse::Fuse;
use crate::line::Line;
use crate::schedule::{DiskFault, Order, Setting};

/// How long a wait goes on before its caller takes it up anew.
const DEADLINE: Duration = Duration::from_secs(30 * 60);
/// How many failed looks in a row a wait survives.
const FAILURES: u32 = 20;
/// How long a caller whose wait ended too early leaves a task alone.
const REST: Duration = Duration::from_secs(30);

/// What all processes of a run have in common.
#[derive(Clone)]
pub struct Ground {
    /// The vendor.
    pub mock: Arc<MockServer>,
    /// The evidence.
    pub book: Book,
    /// What is wrong with the client.
    pub flaw: Flaw,
    /// How it is set up.
    pub setting: Setting,
    /// Whether the network is there.
    pub is_up: Arc<AtomicBool>,
    /// Decides its draws.
    pub seed: u64,
}

/// A callback as it was sent.
#[derive(Clone)]
pub struct Posted {
    /// Path and query.
    pub address: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// A process that runs.
pub struct Process<V> {
    /// Which one of the run, from 0.
    pub number: usize,
    /// What ends it.
    pub fuse: Fuse,
    /// Where its journal lies.
    pub disk: Disk,
    /// The callers, each with its life.
    pub lives: JoinSet<()>,
    servants: JoinSet<()>,
    desk: Desk<V>,
    called: mpsc::UnboundedSender<String>,
}

/// What a caller has in hand.
pub struct Desk<V> {
    ground: Ground,
    fuse: Fuse,
    client: Client<V>,
    callbacks: Option<Callbacks<V>>,
    /// The tasks that it knows, for whoever wants to cancel one.
    known: Arc<Mutex<Vec<Handle<V>>>>,
}

impl<V> Clone for Desk<V> {
    fn clone(&self) -> Self {
        let Self { ground, fuse, client, callbacks, known } = self;
        let (client, callbacks, known) = (client.clone(), callbacks.clone(), Arc::clone(known));
        Self { ground: ground.clone(), fuse: fuse.clone(), client, callbacks, known }
    }
}

impl<V: Vendor> Process<V> {
    /// Starts a process on what the disk holds.
    pub fn start(ground: &Ground, number: usize, bytes: Vec<u8>, fault: DiskFault) -> Result<Self, StoreError> {
        let fuse = Fuse::default();
        let disk = Disk::holding(bytes, fault, fuse.clone());
        let journal = Journal::on(disk.clone(), "the journal")?;
        let client = client::<V>(ground, number, &fuse, journal);
        ground.book.shown(&format!("{client:?}"));
        let callbacks = client.callbacks().ok();
        let client = callbacks.iter().fold(client, |client, callbacks| client.woken_by(callbacks));
        let client = if ground.setting.patient {
            client.patient(Patience::new().deadline(Duration::from_secs(120)))
        } else {
            client
        };
        let desk = Desk { ground: ground.clone(), fuse: fuse.clone(), client, callbacks, known: Arc::default() };
        let (called, hints) = mpsc::unbounded_channel();
        let mut servants = JoinSet::new();
        servants.spawn(reconcile_called(desk.clone(), hints));
        Ok(Self { number, fuse, disk, lives: JoinSet::new(), servants, desk, called })
    }

    /// Takes up what the store gives back.
    pub async fn recover(&mut self) -> Result<Recovery<V>, StoreError> {
        let recovery = self.desk.client.recover().await?;
        for handle in &recovery.pending {
            self.follow(handle.clone());
        }
        Ok(recovery)
    }

    /// A caller follows a task that was there before.
    pub fn follow(&mut self, handle: Handle<V>) {
        let order = Order { updates: self.lives.len().is_multiple_of(2), ..Order::default() };
        self.lives.spawn(follow(self.desk.clone(), handle, order, None));
    }

    /// A life begins.
    pub fn live(&mut self, life: usize, order: Order, draft: Draft<V>) {
        self.lives.spawn(live(self.desk.clone(), life, order, draft));
    }

    /// Cancels one of the tasks that callers know.
    pub fn cancel(&mut self, nth: usize) {
        let known = self.desk.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(handle) = known.get(nth % known.len().max(1)).cloned() else { return };
        let book = self.desk.ground.book.clone();
        self.servants.spawn(async move {
            if let Err(fault) = handle.cancel().await {
                book.shown(&format!("{fault} {fault:?}"));
            }
        });
    }

    /// The client.
    pub fn client(&self) -> &Client<V> {
        &self.desk.client
    }

    /// What receives callbacks in this process: it answers the status, and whether the callback was believed.
    pub fn receiver(&self) -> impl Fn(&Posted) -> (u16, bool) + Send + Sync + use<V> {
        let (desk, called) = (self.desk.clone(), self.called.clone());
        move |callback| receive(&desk, &called, callback)
    }

    /// Ends it: its futures are gone, and nothing of it reaches anything any more.
    pub async fn end(mut self) -> Disk {
        self.servants.shutdown().await;
        self.lives.shutdown().await;
        self.fuse.put_out();
        self.disk
    }
}

fn client<V: Vendor>(ground: &Ground, number: usize, fuse: &Fuse, journal: Journal) -> Client<V> {
    let Ground { mock, book, flaw, setting, is_up, seed } = ground;
    let seed = seed.wrapping_add(number as u64);
    let line = Line::new(Arc::clone(mock), book.clone(), fuse.clone(), *flaw, seed, Arc::clone(is_up));
    let failures = if *flaw == Flaw::GivesUpAtOnce { 0 } else { FAILURES };
    let wait = Wait::new().deadline(DEADLINE).failures(failures);
    let minute = Duration::from_secs(60);
    let wait = if setting.rare_looks { wait.first_look(minute).interval(minute, 2 * minute) } else { wait };
    let clock = Arc::clone(mock);
    let mut builder = Client::<V>::builder().key(Key::new(KEY).unwrap_or_else(|fault| panic!("{fault}")));
    builder = builder.carrier(line).clock(move || clock.now()).seed(seed).wait(wait);
    builder = match flaw {
        Flaw::ForgetsIntents | Flaw::ForgetsIds => builder.store(Forgetful::new(journal, *flaw)),
        _ => builder.store(journal),
    };
    if let Some(credits) = setting.budget {
        let budget = if setting.over_store { Budget::over_store(credits) } else { Budget::new(credits) };
        builder = builder.budget(budget.assume(ASSUMED));
    }
    builder = if setting.marks { builder.mark_payload() } else { builder };
    builder.build().unwrap_or_else(|fault| panic!("{fault}"))
}

/// What a request counts whose price no page states: as much as the dearest at the mock.
const ASSUMED: u64 = 100;

async fn live<V: Vendor>(desk: Desk<V>, life: usize, order: Order, draft: Draft<V>) {
    let mut told = desk.client.submit_draft(&draft).await;
    if desk.ground.flaw == Flaw::ResubmitsUnknown && matches!(told, Err(SubmitError::Unknown(_))) {
        told = desk.client.submit_draft(&draft).await;
    }
    desk.alive().await;
    match told {
        Ok(handle) => {
            desk.ground.book.accepted(life, handle.id());
            follow(desk, handle, order, Some(life)).await;
        }
        Err(fault) => desk.ground.book.failed(life, &fault),
    }
}

async fn follow<V: Vendor>(desk: Desk<V>, handle: Handle<V>, order: Order, life: Option<usize>) {
    desk.known.lock().unwrap_or_else(PoisonError::into_inner).push(handle.clone());
    let task = loop {
        let end = match order.updates {
            true => updates(&desk, &handle).await,
            false => handle.wait().await,
        };
        desk.alive().await;
        match end {
            Ok(task) => break task,
            Err(fault) => desk.ground.book.gave_up(&fault, DEADLINE, FAILURES),
        }
        sleep(REST).await;
    };
    desk.ground.book.ended(&task, &desk.ground.mock);
    if order.download {
        download(&desk, &handle, &task).await;
    }
    if order.close && handle.close().await.is_ok() && !desk.fuse.is_out() {
        life.into_iter().for_each(|life| desk.ground.book.pages().lives[life].is_closed = true);
    }
}

/// Hears all updates, of which the last is the end, told once.
async fn updates<V: Vendor>(desk: &Desk<V>, handle: &Handle<V>) -> Result<Task, WaitError> {
    let (mut updates, mut items, mut states) = (handle.updates(), Vec::new(), Vec::new());
    while let Some(item) = updates.next().await {
        desk.alive().await;
        states.push(item.as_ref().map_or("given up".to_owned(), |task| task.state.word().to_owned()));
        items.push(item);
    }
    if desk.ground.flaw == Flaw::TellsTwice {
        states.extend(states.last().cloned());
        items.extend(items.last().cloned());
    }
    let is_end = |item: &Result<Task, WaitError>| item.as_ref().map_or(true, Task::is_terminal);
    let ends = items.iter().filter(|item| is_end(item)).count();
    let is_last = items.last().is_some_and(is_end);
    let repeats = states.windows(2).any(|pair| pair[0] == pair[1]);
    if ends != 1 || !is_last || repeats {
        desk.ground.book.violation("an end is told once", format!("task {}: {}", handle.id(), states.join(", ")));
    }
    match items.pop() {
        Some(item) => item,
        None => pending().await,
    }
}

/// Fetches the first video and compares it with what the mock has.
async fn download<V: Vendor>(desk: &Desk<V>, handle: &Handle<V>, task: &Task) {
    let Some(video) = task.videos.first() else { return };
    let mut bytes = Vec::new();
    let fetched = handle.download_to(video, &mut bytes, Download::new()).await;
    desk.alive().await;
    let book = &desk.ground.book;
    match fetched {
        Ok(_) => {
            let sound = bytes.get(4..8) == Some(b"ftyp".as_slice()) && bytes.len() as u64 == boxes(&bytes);
            if !sound {
                book.violation("a video is whole", format!("{} bytes of task {}", bytes.len(), handle.id()));
            }
            *book.pages().told.entry("downloaded").or_default() += 1;
        }
        Err(fault) => {
            book.shown(&format!("{fault} {fault:?}"));
            *book.pages().told.entry("not downloaded").or_default() += 1;
        }
    }
}

/// How long a video is by its own account: the sum of its boxes.
fn boxes(bytes: &[u8]) -> u64 {
    let mut at = 0u64;
    while let Some(head) = usize::try_from(at).ok().and_then(|at| bytes.get(at..at + 4)) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        at += u64::from(length.max(8));
    }
    at
}

fn receive<V: Vendor>(desk: &Desk<V>, called: &mpsc::UnboundedSender<String>, callback: &Posted) -> (u16, bool) {
    let ground = &desk.ground;
    let Some(callbacks) = &desk.callbacks else { return (404, false) };
    let headers = callback.headers.iter().map(|(name, value)| (&**name, value.as_bytes()));
    let hint = callbacks.receive("POST", &callback.address, headers, &callback.body, ground.mock.now());
    match hint {
        Ok(hint) => {
            if ground.flaw == Flaw::BelievesCallbacks && hint.is_terminal() {
                ground.book.ended(&hint, &ground.mock);
            }
            ground.book.pages().heard.insert(hint.id.clone());
            // The process may be ending.
            let _ = called.send(hint.id);
            (200, true)
        }
        Err(_) if ground.flaw == Flaw::SkipsSignatures => (200, true),
        Err(fault) => {
            ground.book.shown(&format!("{fault} {fault:?}"));
            (fault.status(), false)
        }
    }
}

/// Finds the submits of tasks of which only a callback has told.
async fn reconcile_called<V: Vendor>(desk: Desk<V>, mut hints: mpsc::UnboundedReceiver<String>) {
    let (mut following, mut asked) = (JoinSet::new(), BTreeSet::new());
    while let Some(id) = hints.recv().await {
        if desk.ground.flaw == Flaw::NeverReconciles || !asked.insert(id.clone()) {
            continue;
        }
        match desk.client.reconcile(id.clone()).await {
            Ok(Reconciled::Found(handle)) => {
                desk.alive().await;
                *desk.ground.book.pages().told.entry("reconciled").or_default() += 1;
                following.spawn(follow(desk.clone(), handle, Order::default(), None));
            }
            Ok(Reconciled::Known(_)) => {}
            Ok(_) => drop(asked.remove(&id)),
            Err(fault) => {
                asked.remove(&id);
                desk.ground.book.shown(&format!("{fault} {fault:?}"));
            }
        }
    }
    // Nobody calls any more; what was begun goes on.
    while following.join_next().await.is_some() {}
}

impl<V> Desk<V> {
    /// Ends only if the process lives: nobody hears what a dead one is told.
    async fn alive(&self) {
        if self.fuse.is_out() {
            pending::<()>().await;
        }
    }
}
