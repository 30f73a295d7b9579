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
use crate::rest::Rest;
use crate::watch::{Look, Watch};

/// The waits of a batch.
pub(crate) struct Waits<V> {
    handles: Box<dyn Iterator<Item = Handle<V>> + Send>,
    /// When the first wait began.
    origin: Option<Instant>,
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

impl<V: Vendor> Waits<V> {
    pub(crate) fn new(handles: impl Iterator<Item = Handle<V>> + Send + 'static) -> Self {
        Self {
            handles: Box::new(handles),
            origin: None,
            resting: BinaryHeap::new(),
            looking: FuturesUnordered::new(),
            seated: FuturesUnordered::new(),
            at_once: 1,
            alarm: None,
        }
    }

    fn go_on(&mut self, position: usize, mut watch: Box<Watch<V>>) {
        if watch.is_seated() {
            self.seated.push(Box::pin(async move {
                let look = watch.look().await;
                (position, watch, look)
            }));
            return;
        }
        let origin = self.origin();
        self.make_room();
        self.resting.push(Reverse(Rest::new(position, *watch, origin)));
    }

    fn origin(&mut self) -> Instant {
        *self.origin.get_or_insert_with(Instant::now)
    }

    /// Doubles the room for who rests, but makes no more than is needed if all that are still to come rest at once.
    fn make_room(&mut self) {
        let length = self.resting.len();
        if length == self.resting.capacity() {
            let to_come = self.handles.size_hint().1.unwrap_or(usize::MAX);
            let most = to_come.saturating_add(self.looking.len() + 1);
            self.resting.reserve_exact(length.max(4).min(most));
        }
    }

    /// Begins the looks that are due.
    fn wake(&mut self) {
        let (now, origin) = (Instant::now(), self.origin());
        while self.looking.len() < self.at_once
            && self.resting.peek().is_some_and(|Reverse(rest)| rest.until(origin) <= now)
            && let Some(Reverse(rest)) = self.resting.pop()
        {
            let (position, watch) = rest.end(origin);
            let mut watch = Box::new(watch);
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
        let origin = self.origin();
        let Some(Reverse(next)) = self.resting.peek() else { return false };
        if self.looking.len() >= self.at_once {
            return false; // a look that ends asks again
        }
        let until = next.until(origin);
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep_until(until)));
        if alarm.deadline() != until {
            alarm.as_mut().reset(until);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Acme;
    use crate::{Client, Key};

    /// Room is made for as many as there are, and not for the next power of two.
    #[tokio::test(start_paused = true)]
    async fn no_more_room_is_made_than_is_needed() {
        let client = Client::<Acme>::builder().key(Key::new("k").unwrap()).base_url("http://localhost:1");
        let client = client.build().unwrap();
        for number in [1, 3, 5, 100, 1_000] {
            let handles: Vec<_> = (0..number).map(|id| client.task(id.to_string()).unwrap()).collect();
            let mut waits = Waits::new(handles.into_iter());
            (0..number).for_each(|position| assert!(waits.begin(position)));
            assert_eq!((waits.begin(number), waits.under_way(), waits.resting.capacity()), (false, number, number));
        }
    }
}
