//! Looks at a task until it ends: the thin shell around [`Progress`] that sleeps and asks.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::{Instant, sleep, timeout};
use vidu_types::{State, Task, Vendor};

use crate::call::CallError;
use crate::callback::Seat;
use crate::handle::Handle;
use crate::poll::{self, GiveUp, Progress, Step, Wait, WaitError};

/// A wait under way.
pub(crate) struct Watch<V> {
    pub(crate) handle: Handle<V>,
    wait: Arc<Wait>,
    pub(crate) progress: Progress,
    /// When the wait began; nothing before it is first polled.
    pub(crate) began: Option<Instant>,
    pause: Duration,
    pub(crate) seen: Seen,
    /// Whether the last state was yielded.
    is_told: bool,
    /// By which a callback cuts a pause short.
    seat: Option<Box<Seat>>,
}

/// What looks have brought so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    /// The state at the last good look.
    pub(crate) last: Option<State>,
    /// The vendor's number for the last look that had one.
    pub(crate) trace: Option<String>,
}

/// Beyond every deadline.
const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

/// What one look brought.
pub(crate) enum Look {
    /// The task goes on, or its state could not be read this time.
    Open(Option<Task>),
    Ended(Task),
    GivenUp(WaitError),
}

impl<V: Vendor> Watch<V> {
    pub(crate) fn new(handle: Handle<V>, wait: Arc<Wait>) -> Self {
        let pause = if handle.created().is_some() { wait.before_first_look() } else { Duration::ZERO };
        let seen = Seen { last: handle.created().map(|task| task.state.clone()), trace: None };
        let seat = handle.client().seat(handle.id()).map(Box::new);
        let handle = handle.bare();
        let progress = Progress::default();
        Self { handle, wait, progress, began: None, pause, seen, is_told: false, seat }
    }

    /// Whether a callback may cut a pause short.
    pub(crate) fn is_seated(&self) -> bool {
        self.seat.is_some()
    }

    /// When the next look is due, if the wait goes on now.
    pub(crate) fn due(&mut self) -> Instant {
        let now = Instant::now();
        self.began.get_or_insert(now);
        now.checked_add(self.pause).unwrap_or_else(|| now + FAR)
    }

    /// Waits for the task's end.
    pub(crate) async fn end(&mut self) -> Result<Task, WaitError> {
        loop {
            match self.look().await {
                Look::Open(_) => {}
                Look::Ended(task) => return Ok(task),
                Look::GivenUp(fault) => return Err(fault),
            }
        }
    }

    /// Waits for the next change of state.
    async fn change(&mut self) -> Change {
        loop {
            match self.look().await {
                Look::Open(Some(task)) if !self.is_told => {
                    self.is_told = true;
                    return Change::Goes(Box::new(task));
                }
                Look::Open(_) => {}
                Look::Ended(task) => return Change::Last(Box::new(Ok(task))),
                Look::GivenUp(fault) => return Change::Last(Box::new(Err(fault))),
            }
        }
    }

    /// One look, when it is due.
    pub(crate) async fn look(&mut self) -> Look {
        self.began.get_or_insert_with(Instant::now);
        self.rest().await;
        self.look_now().await
    }

    /// One look.
    pub(crate) async fn look_now(&mut self) -> Look {
        let began = *self.began.get_or_insert_with(Instant::now);
        // The future of a query is large and short-lived, a wait is long: it is boxed to keep the waiter small.
        let seen = Box::pin(self.handle.query_and_note()).await;
        self.remember(&seen);
        let chance = &mut self.handle.client().chance();
        match self.progress.after(&self.wait, chance, began.elapsed(), seen.as_ref()) {
            Step::Look(pause) => {
                self.pause = pause;
                Look::Open(seen.ok())
            }
            Step::GiveUp(limit) => Look::GivenUp(self.report(limit, seen.err(), began.elapsed())),
            Step::Ended => match seen {
                Ok(task) => Look::Ended(task),
                Err(fault) => Look::GivenUp(self.report(GiveUp::Refused, Some(fault), began.elapsed())),
            },
        }
    }

    /// Until the next look is due, or a callback says that there is something to see.
    async fn rest(&self) {
        match &self.seat {
            Some(seat) => drop(timeout(self.pause, seat.called()).await),
            None => sleep(self.pause).await,
        }
    }

    fn remember(&mut self, seen: &Result<Task, CallError>) {
        match seen {
            Ok(task) => {
                self.is_told &= self.seen.last.as_ref() == Some(&task.state);
                self.seen.last = Some(task.state.clone());
                self.seen.trace = task.request_id.clone().or(self.seen.trace.take());
            }
            Err(fault) => self.seen.trace = fault.trace().map(str::to_owned).or(self.seen.trace.take()),
        }
    }

    fn report(&self, limit: GiveUp, last: Option<CallError>, elapsed: Duration) -> WaitError {
        WaitError {
            vendor: self.handle.vendor(),
            task: self.handle.id().to_owned(),
            last: self.seen.last.clone(),
            attempts: self.progress.looks(),
            elapsed,
            trace: self.seen.trace.clone(),
            fault: poll::fault(limit, last),
        }
    }
}

/// What a stream of updates yields next.
enum Change {
    Goes(Box<Task>),
    Last(Box<Result<Task, WaitError>>),
}

/// A stream of a task's states: each change once, the end last, then nothing.
///
/// It is a [`Stream`]; [`next`](Self::next) serves where no crate with stream combinators is at hand. It fails at most
/// once, as its last item, and for the same reasons as a wait. Dropping it stops the looking, not the task.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Updates<V> {
    state: Stage<V>,
}

enum Stage<V> {
    Waiting(Changing<V>),
    Over,
}

/// The watch travels with its future, since both cannot stand in one struct.
type Changing<V> = Pin<Box<dyn Future<Output = (Watch<V>, Change)> + Send>>;

impl<V: Vendor> Updates<V> {
    pub(crate) fn new(watch: Watch<V>) -> Self {
        Self { state: Stage::Waiting(changing(watch)) }
    }

    /// The next change of state, or nothing after the end.
    pub async fn next(&mut self) -> Option<Result<Task, WaitError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<V: Vendor> Stream for Updates<V> {
    type Item = Result<Task, WaitError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Stage::Waiting(change) = &mut self.state else { return Poll::Ready(None) };
        let Poll::Ready((watch, change)) = change.as_mut().poll(context) else { return Poll::Pending };
        match change {
            Change::Goes(task) => {
                self.state = Stage::Waiting(changing(watch));
                Poll::Ready(Some(Ok(*task)))
            }
            Change::Last(item) => {
                self.state = Stage::Over;
                Poll::Ready(Some(*item))
            }
        }
    }
}

impl<V: Vendor> fmt::Debug for Updates<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let over = matches!(self.state, Stage::Over);
        formatter.debug_struct("Updates").field("vendor", &V::revision().vendor).field("over", &over).finish()
    }
}

fn changing<V: Vendor>(mut watch: Watch<V>) -> Changing<V> {
    Box::pin(async move {
        let change = watch.change().await;
        (watch, change)
    })
}
