//! Hands verified callbacks to whoever waits for their tasks.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tokio::sync::Notify;
use vidu_types::{Task, Vendor};

use super::{CallbackError, Verified, Verifier};
use crate::text::printable;

/// Wakes waits by the vendor's callbacks.
///
/// Give it every callback that a server receives, and give [`Client::woken_by`](crate::Client::woken_by) a clone of it: each
/// wait of that client then looks at its task as soon as a callback names it. The callback's own words are not believed,
/// because its signature does not cover them; the task is read again. Looks at intervals go on as before, so that callbacks
/// that are lost, doubled, late or out of order change nothing but the moment.
///
/// A clone shares the table. Keep it for as long as the server runs: it knows which callbacks were taken already. What it
/// remembers is bounded: the waits that there are, and ten thousand ids that were called before anybody waited for them.
///
/// ```
/// # fn example<V: vidu_client::Vendor>(
/// #     client: vidu_client::Client<V>, uri: &str, headers: Vec<(String, String)>, body: &[u8],
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// let callbacks = client.callbacks()?;
/// let client = client.woken_by(&callbacks);
/// // In the server, for each POST to the callback URL:
/// let status = match callbacks.receive("POST", uri, headers, body, std::time::SystemTime::now()) {
///     Ok(_hint) => 200,
///     Err(fault) => fault.status(),
/// };
/// # Ok(())
/// # }
/// ```
pub struct Callbacks<V> {
    verifier: Arc<Verifier<V>>,
    table: Arc<Mutex<Table>>,
}

impl<V: Vendor> Callbacks<V> {
    /// Callbacks that this verifier believes.
    pub fn new(verifier: Verifier<V>) -> Self {
        Self { verifier: Arc::new(verifier), table: Arc::default() }
    }

    /// Verifies a callback and wakes whoever waits for its task. Answers the task as the callback tells it, a hint only.
    ///
    /// The arguments are those of [`Verifier::verify`] and the body.
    pub fn receive<N, T>(
        &self,
        method: &str,
        url: &str,
        headers: impl IntoIterator<Item = (N, T)>,
        body: &[u8],
        now: SystemTime,
    ) -> Result<Task, CallbackError>
    where
        N: AsRef<str>,
        T: AsRef<[u8]>,
    {
        let verified = self.verify(method, url, headers, now)?;
        self.take(&verified, body)
    }

    /// Verifies the head of a callback, so that a server need not read the body of a forgery.
    pub fn verify<N, T>(
        &self,
        method: &str,
        url: &str,
        headers: impl IntoIterator<Item = (N, T)>,
        now: SystemTime,
    ) -> Result<Verified<V>, CallbackError>
    where
        N: AsRef<str>,
        T: AsRef<[u8]>,
    {
        self.verifier.verify(method, url, headers, now)
    }

    /// Wakes whoever waits for the task that a verified callback names.
    pub fn take(&self, verified: &Verified<V>, body: &[u8]) -> Result<Task, CallbackError> {
        let unreadable = |fault: vidu_types::UnreadableTask| CallbackError::UnreadableBody { why: fault.to_string() };
        let hint = verified.hint(body).map_err(unreadable)?;
        lock(&self.table).call(&hint.id);
        Ok(hint)
    }

    /// How many waits could be woken now.
    pub fn waiting(&self) -> usize {
        lock(&self.table).waiting.values().map(Vec::len).sum()
    }

    pub(crate) fn seat(&self, id: &str) -> Seat {
        let (number, called) = lock(&self.table).sit(id);
        Seat { table: Arc::clone(&self.table), id: id.to_owned(), number, called }
    }
}

/// Not derived: that would ask for a vendor that can be cloned.
impl<V> Clone for Callbacks<V> {
    fn clone(&self) -> Self {
        Self { verifier: Arc::clone(&self.verifier), table: Arc::clone(&self.table) }
    }
}

impl<V: Vendor> fmt::Debug for Callbacks<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Callbacks").field("verifier", &self.verifier).field("waiting", &self.waiting()).finish()
    }
}

/// A wait's place in the table; it leaves the table when it is dropped.
pub(crate) struct Seat {
    table: Arc<Mutex<Table>>,
    id: String,
    number: u64,
    called: Arc<Notify>,
}

impl Seat {
    /// Ends when a callback has named the task since this was last asked.
    pub(crate) async fn called(&self) {
        self.called.notified().await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        lock(&self.table).leave(&self.id, self.number);
    }
}

/// How many ids are remembered that were called before anybody waited.
const EARLY: usize = 10_000;
/// No task has a longer id; a body that claims one is not worth the room.
const LONGEST_ID: usize = 256;

/// Who waits for which task, and which tasks were called before anybody waited for them.
#[derive(Default)]
struct Table {
    waiting: HashMap<String, Vec<(u64, Arc<Notify>)>>,
    early: HashSet<String>,
    order: VecDeque<String>,
    seats: u64,
}

impl Table {
    fn call(&mut self, id: &str) {
        match self.waiting.get(id) {
            Some(waits) => waits.iter().for_each(|(_, wait)| wait.notify_one()),
            None if id.len() <= LONGEST_ID => self.remember(id),
            None => {}
        }
    }

    fn remember(&mut self, id: &str) {
        if self.early.insert(id.to_owned()) {
            self.order.push_back(id.to_owned());
        }
        if self.order.len() > EARLY
            && let Some(oldest) = self.order.pop_front()
        {
            self.early.remove(&oldest);
        }
    }

    fn sit(&mut self, id: &str) -> (u64, Arc<Notify>) {
        self.seats += 1;
        let called = Arc::new(Notify::new());
        self.waiting.entry(id.to_owned()).or_default().push((self.seats, Arc::clone(&called)));
        // The id stays remembered: another wait for the same task may follow, and a look too many does no harm.
        if self.early.contains(id) {
            called.notify_one();
        }
        (self.seats, called)
    }

    fn leave(&mut self, id: &str, number: u64) {
        if let Some(waits) = self.waiting.get_mut(id) {
            waits.retain(|(seat, _)| *seat != number);
            if waits.is_empty() {
                self.waiting.remove(id);
            }
        }
    }
}

/// Nothing within the lock panics, so a poisoned table is a sound one.
fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Seat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Seat").field("id", &printable(&self.id, 80)).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_bounded_and_forgets_who_leaves() {
        let mut table = Table::default();
        for id in 0..(3 * EARLY) {
            table.call(&id.to_string());
        }
        table.call(&"x".repeat(LONGEST_ID + 1));
        assert_eq!((table.early.len(), table.order.len()), (EARLY, EARLY));
        assert!(!table.early.contains("0") && table.early.contains("29999"));
        for id in ["a", "a", "b"] {
            let (number, _) = table.sit(id);
            table.leave(id, number);
            table.leave(id, number);
        }
        assert!(table.waiting.is_empty());
    }
}
