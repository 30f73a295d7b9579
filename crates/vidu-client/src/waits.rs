//! Many waits at once: one of which no look is under way is a record with a moment, not a future with a timer of its own.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::FuturesUnordered;
use tokio::time::{Instant, Sleep, sleep_until};
use vidu_types::{Task, Vendor};

use crate::batch::Work;
use crate::handle::Handle;
use crate::poll::WaitError;
use crate::watch::{Look, Watch};

/// The waits of a batch.
pub(crate) struct Waits<V> {
    handles: Box<dyn Iterator<Item = Handle<V>> + Send>,
    /// Who rests, the next that is due on top.
    resting: BinaryHeap<Reverse<Rest<V>>>,
    looking: FuturesUnordered<Looking<V>>,
    /// Waits that a callback may wake rest as futures.
    seated: FuturesUnordered<Looking<V>>,
    /// As many looks as their clients let be under way; the others that are due stay records.
    at_once: usize,
    alarm: Option<Pin<Box<Sleep>>>,
}

/// A wait on its way through a look.
type Looking<V> = Pin<Box<dyn Future<Output = (usize, Box<Watch<V>>, Look)> + Send>>;

/// A wait that is left alone until a moment.
struct Rest<V> {
    until: Instant,
    position: usize,
    watch: Box<Watch<V>>,
}

impl<V: Vendor> Waits<V> {
    pub(crate) fn new(handles: impl Iterator<Item = Handle<V>> + Send + 'static) -> Self {
        let (looking, seated) = (FuturesUnordered::new(), FuturesUnordered::new());
        Self { handles: Box::new(handles), resting: BinaryHeap::new(), looking, seated, at_once: 1, alarm: None }
    }

    fn go_on(&mut self, position: usize, mut watch: Box<Watch<V>>) {
        let until = watch.due();
        match watch.is_seated() {
            true => self.seated.push(Box::pin(async move {
                let look = watch.look().await;
                (position, watch, look)
            })),
            false => self.resting.push(Reverse(Rest { until, position, watch })),
        }
    }

    /// Begins the looks that are due.
    fn wake(&mut self) {
        let now = Instant::now();
        while self.looking.len() < self.at_once
            && self.resting.peek().is_some_and(|Reverse(rest)| rest.until <= now)
            && let Some(Reverse(Rest { position, mut watch, .. })) = self.resting.pop()
        {
            self.looking.push(Box::pin(async move {
                let look = watch.look_now().await;
                (position, watch, look)
            }));
        }
    }

    /// What a look brought, if one has ended.
    fn seen(&mut self, context: &mut Context<'_>) -> Option<(usize, Box<Watch<V>>, Look)> {
        for looks in [&mut self.looking, &mut self.seated] {
            if let Poll::Ready(Some(seen)) = Pin::new(looks).poll_next(context) {
                return Some(seen);
            }
        }
        None
    }

    /// Whether somebody is due now; if not, this is asked again when somebody is.
    fn is_due(&mut self, context: &mut Context<'_>) -> bool {
        let Some(Reverse(next)) = self.resting.peek() else { return false };
        if self.looking.len() >= self.at_once {
            return false; // a look that ends asks again
        }
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep_until(next.until)));
        if alarm.deadline() != next.until {
            alarm.as_mut().reset(next.until);
        }
        alarm.as_mut().poll(context).is_ready()
    }
}

impl<V: Vendor> Work<Result<Task, WaitError>> for Waits<V> {
    fn begin(&mut self, position: usize) -> bool {
        let Some(handle) = self.handles.next() else {
            self.stop(); // what the caller collected the tasks in need not wait with them
            return false;
        };
        self.at_once = self.at_once.max(handle.client().transport().concurrent_polls());
        let wait = Arc::clone(handle.client().wait());
        self.go_on(position, Box::new(Watch::new(handle, wait)));
        true
    }

    fn under_way(&self) -> usize {
        self.resting.len() + self.looking.len() + self.seated.len()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<(usize, Result<Task, WaitError>)>> {
        loop {
            self.wake();
            match self.seen(context) {
                Some((position, watch, Look::Open(_))) => self.go_on(position, watch),
                Some((position, _, Look::Ended(task))) => return Poll::Ready(Some((position, Ok(task)))),
                Some((position, _, Look::GivenUp(fault))) => return Poll::Ready(Some((position, Err(fault)))),
                None if self.under_way() == 0 => return Poll::Ready(None),
                None if self.is_due(context) => {}
                None => return Poll::Pending,
            }
        }
    }

    fn stop(&mut self) {
        self.handles = Box::new(std::iter::empty());
    }
}

/// By the moment; those of the same moment in the order of the input.
impl<V> Ord for Rest<V> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.until, self.position).cmp(&(other.until, other.position))
    }
}

impl<V> PartialOrd for Rest<V> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<V> PartialEq for Rest<V> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<V> Eq for Rest<V> {}
