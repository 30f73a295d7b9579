//! The store of one process: a file to which everything is appended, and which a crash at any moment leaves readable.

use std::collections::VecDeque;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

use super::fault::{Damage, StoreError};
use super::lock::Lock;
use super::record::{Account, Record};
use super::volume::{OnDisk, Volume};
use super::writer::Writer;
use super::{Admission, Entry, Limit, Snapshot, Stored, TaskStore};

/// A file that holds what was submitted, for one process at a time.
///
/// ```no_run
/// # fn example<V: vidu_client::Vendor>() -> Result<(), Box<dyn std::error::Error>> {
/// use vidu_client::{Client, store::Journal};
///
/// let client = Client::<V>::builder().environment()?.store(Journal::open("tasks.journal")?).build()?;
/// # Ok(())
/// # }
/// ```
///
/// It is readable by its owner only, and holds neither the key, nor pictures, prompts or addresses of results. A record is
/// on the disk before a submit goes on; submits at the same time share one write to the disk.
///
/// A line that a crash tore off is cut off. A line that is damaged otherwise stays, is reported by
/// [`damage`](Self::damage), and what stands behind it is read. A full disk makes submits fail before they are sent, and
/// leaves the journal good; after a failed sync nothing more is written, because nobody knows what the disk holds.
///
/// Clones are one journal. Beside the file stand `.lock`, by which a second process is refused, and for a moment `.new`,
/// when the file is written anew without what was [closed](crate::Handle::close).
#[derive(Clone)]
pub struct Journal {
    shared: Arc<Shared>,
}

struct Shared {
    name: String,
    /// Whether the disk is waited for on a thread of its own.
    waits: bool,
    /// In the order in which they were asked for.
    asked: Mutex<VecDeque<Asked>>,
    writer: Mutex<Writer>,
    damage: Vec<Damage>,
    _lock: Option<Lock>,
}

/// A record that waits for the disk.
struct Asked {
    record: Record,
    intent: Intent,
    answer: Arc<OnceLock<Result<Admission, StoreError>>>,
}

/// Whether a record begins a submit.
#[derive(Clone, Copy)]
enum Intent {
    Begins(Option<Limit>),
    Follows,
}

impl Journal {
    /// Opens a journal, or makes one. It reads and writes the file, so it blocks for a moment.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let named = path.as_ref();
        // The lock and the new file stand beside the file itself, not beside a link to it.
        let path = std::fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
        let name = path.display().to_string();
        if std::fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(StoreError::Foreign { path: name });
        }
        let lock = Lock::take(&path)?;
        let volume = OnDisk::open(&path);
        let volume = volume.map_err(|fault| StoreError::file(format!("cannot open journal {name}"), &fault))?;
        Self::lying(Box::new(volume), name, Some(lock))
    }

    /// Opens a journal that lies elsewhere than in a file, or makes one; the name is for messages.
    pub fn on(volume: impl Volume + 'static, name: impl Into<String>) -> Result<Self, StoreError> {
        Self::lying(Box::new(volume), name.into(), None)
    }

    fn lying(volume: Box<dyn Volume>, name: String, lock: Option<Lock>) -> Result<Self, StoreError> {
        let waits = volume.waits();
        let writer = Writer::open(volume, name.clone())?;
        let damage = writer.snapshot().damage;
        let (asked, writer) = (Mutex::default(), Mutex::new(writer));
        Ok(Self { shared: Arc::new(Shared { name, waits, asked, writer, damage, _lock: lock }) })
    }

    /// What could not be read when the journal was opened.
    pub fn damage(&self) -> &[Damage] {
        &self.shared.damage
    }

    /// Writes the file anew without what was closed. It happens by itself when a journal has grown much.
    pub async fn condense(&self) -> Result<(), StoreError> {
        let shared = Arc::clone(&self.shared);
        self.shared.run(move || shared.writer().condense()).await?
    }

    fn ask(&self, record: Record, intent: Intent) -> Arc<OnceLock<Result<Admission, StoreError>>> {
        let answer = Arc::new(OnceLock::new());
        let asked = Asked { record, intent, answer: Arc::clone(&answer) };
        self.shared.asked().push_back(asked);
        answer
    }

    fn answer(&self, record: Record, intent: Intent) -> Stored<'_, Admission> {
        // Asked for now and not when the future is first polled, so that the order is that of the calls.
        let (answer, shared) = (self.ask(record, intent), Arc::clone(&self.shared));
        let written = self.shared.run(move || shared.write());
        Box::pin(async move {
            written.await?;
            answer.get().cloned().unwrap_or(Err(StoreError::Stopped))
        })
    }
}

impl TaskStore for Journal {
    fn intend(&self, record: Record, limit: Option<Limit>) -> Stored<'_, Admission> {
        self.answer(record, Intent::Begins(limit))
    }

    fn note(&self, record: Record) -> Stored<'_, ()> {
        let answer = self.answer(record, Intent::Follows);
        Box::pin(async move { answer.await.map(|_| ()) })
    }

    fn leave(&self, record: Record) {
        self.ask(record, Intent::Follows);
        let shared = Arc::clone(&self.shared);
        match tokio::runtime::Handle::try_current() {
            // Whoever drops a future does not wait for a disk.
            Ok(runtime) if shared.waits => drop(runtime.spawn_blocking(move || shared.write())),
            _ => shared.write(),
        }
    }

    fn find<'s>(&'s self, account: &'s Account, task: &'s str) -> Stored<'s, Option<Entry>> {
        let (shared, account, task) = (Arc::clone(&self.shared), account.clone(), task.to_owned());
        self.shared.run(move || shared.writer().find(&account, &task))
    }

    fn entries(&self, _: SystemTime) -> Stored<'_, Snapshot> {
        let shared = Arc::clone(&self.shared);
        self.shared.run(move || {
            shared.write();
            shared.writer().snapshot()
        })
    }
}

impl Shared {
    /// Runs what waits for a disk away from the runtime's own threads, beginning now.
    fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Stored<'static, T> {
        let running = match tokio::runtime::Handle::try_current() {
            _ if !self.waits => Running::Done(work()),
            Ok(runtime) => Running::Away(runtime.spawn_blocking(work)),
            Err(_) => Running::Nowhere,
        };
        Box::pin(async move {
            match running {
                Running::Done(done) => Ok(done),
                Running::Away(running) => running.await.map_err(|_| StoreError::Stopped),
                Running::Nowhere => Err(StoreError::Stopped),
            }
        })
    }

    /// Writes everything that was asked for, with one sync. Whoever waits for the writer finds its own record written.
    fn write(&self) {
        let mut writer = self.writer();
        let asked = std::mem::take(&mut *self.asked());
        if asked.is_empty() {
            return;
        }
        let written: Vec<_> = asked.iter().map(|asked| asked.write(&mut writer)).collect();
        let synced = if written.iter().any(Result::is_ok) { writer.sync() } else { Ok(()) };
        for (asked, written) in asked.iter().zip(written) {
            let answer = written.and_then(|admission| synced.clone().map(|()| admission));
            // Nobody else sets it.
            let _ = asked.answer.set(answer);
        }
        writer.condense_if_worth();
    }

    fn asked(&self) -> MutexGuard<'_, VecDeque<Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asked {
    fn write(&self, writer: &mut Writer) -> Result<Admission, StoreError> {
        match self.intent {
            Intent::Begins(limit) => writer.intend(&self.record, limit),
            Intent::Follows => writer.note(&self.record).map(|()| Admission::Admitted),
        }
    }
}

/// What is left when the runtime ends before it came to it.
impl Drop for Shared {
    fn drop(&mut self) {
        self.write();
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Journal").field("path", &self.shared.name).finish_non_exhaustive()
    }
}

/// Work for a disk.
enum Running<T> {
    Done(T),
    Away(tokio::task::JoinHandle<T>),
    Nowhere,
}
