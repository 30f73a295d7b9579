//! A wait that is left alone until its next look, in as few bytes as that takes: there may be a hundred thousand.

use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use vidu_types::table::{self, Revision};
use vidu_types::{State, Vendor};

use crate::client::Client;
use crate::handle::Handle;
use crate::poll::Progress;
use crate::route::TaskId;
use crate::store::Ticket;
use crate::watch::{Seen, Watch};

/// A wait between two looks that no callback may wake.
///
/// Its fields stand side by side and not in structs of their own, because those would be filled up to whole words.
pub(crate) struct Rest<V> {
    /// When it is looked at next, and when the wait began: nanoseconds since the batch began.
    until: u64,
    began: u64,
    position: usize,
    client: Client<V>,
    id: TaskId,
    ticket: Option<Ticket>,
    progress: Progress,
    /// The last state, if its word is one of those that the vendor's pages list: by its position there.
    listed: Option<u8>,
    /// What else looks have brought.
    seen: Option<Box<Seen>>,
}

impl<V: Vendor> Rest<V> {
    /// `origin` is when the batch began.
    pub(crate) fn new(position: usize, mut watch: Watch<V>, origin: Instant) -> Self {
        let until = nanoseconds(watch.due(), origin);
        let began = nanoseconds(watch.began.unwrap_or(origin), origin);
        let (listed, seen) = pack(V::revision(), watch.seen);
        let (client, id, ticket) = watch.handle.into_parts();
        Self { until, began, position, client, id, ticket, progress: watch.progress, listed, seen }
    }

    /// When the wait is to be looked at.
    pub(crate) fn until(&self, origin: Instant) -> Instant {
        origin + Duration::from_nanos(self.until)
    }

    /// The wait, ready for its look, and its position in the batch.
    pub(crate) fn end(self, origin: Instant) -> (usize, Watch<V>) {
        let wait = Arc::clone(self.client.wait());
        let mut watch = Watch::new(Handle::taken_up(self.client, self.id, self.ticket), wait);
        watch.began = Some(origin + Duration::from_nanos(self.began));
        watch.progress = self.progress;
        watch.seen = unpack(V::revision(), self.listed, self.seen);
        (self.position, watch)
    }
}

/// Five centuries are enough: a look is never further off than decades.
fn nanoseconds(moment: Instant, origin: Instant) -> u64 {
    u64::try_from(moment.saturating_duration_since(origin).as_nanos()).unwrap_or(u64::MAX)
}

fn pack(revision: &Revision, seen: Seen) -> (Option<u8>, Option<Box<Seen>>) {
    let Seen { last, trace } = seen;
    let position = |state: &State| {
        let is_same = |listed: &table::State| listed.word == state.word() && Some(listed.stage) == state.stage();
        revision.states.iter().position(is_same)
    };
    let at = last.as_ref().and_then(position).and_then(|at| u8::try_from(at).ok());
    let rest = Seen { last: last.filter(|_| at.is_none()), trace };
    (at, (rest != Seen::default()).then(|| Box::new(rest)))
}

fn unpack(revision: &Revision, at: Option<u8>, seen: Option<Box<Seen>>) -> Seen {
    let Seen { last, trace } = seen.map_or_else(Seen::default, |seen| *seen);
    Seen { last: at.map(|at| listed(revision, at.into())).or(last), trace }
}

/// The state whose word the vendor's pages list at this position.
fn listed(revision: &Revision, at: usize) -> State {
    State::of(revision, Some(revision.states[at].word.to_string()))
}

/// By the moment; those of the same moment in the order of the input.
impl<V> Ord for Rest<V> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.until, self.position).cmp(&(other.until, other.position))
    }
}

impl<V> PartialOrd for Rest<V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<V> PartialEq for Rest<V> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<V> Eq for Rest<V> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Acme;

    /// With the id's text it is less than a hundred bytes.
    #[test]
    fn is_small() {
        assert!(size_of::<Rest<Acme>>() <= 88, "{} bytes", size_of::<Rest<Acme>>());
    }

    /// A wait that begins later than its batch has as much time as the others.
    #[tokio::test(start_paused = true)]
    async fn a_wait_is_the_same_after_its_rest() {
        let client = Client::<Acme>::builder().key(crate::Key::new("k").unwrap()).base_url("http://localhost:1");
        let client = client.build().unwrap();
        let (origin, late) = (Instant::now(), Duration::from_secs(3));
        tokio::time::advance(late).await;
        let rest = Rest::new(4, Watch::new(client.task("7").unwrap(), Arc::clone(client.wait())), origin);
        assert_eq!(rest.until(origin), origin + late);
        let (position, watch) = rest.end(origin);
        assert_eq!((position, watch.handle.id(), watch.began), (4, "7", Some(origin + late)));
        assert_eq!((watch.progress, watch.seen), (Progress::default(), Seen::default()));
    }

    #[test]
    fn nothing_seen_is_lost() {
        let revision = Acme::revision();
        let state = |word: &str| State::of(revision, Some(word.to_owned()));
        let trace = || Some("t-1".to_owned());
        let cases = [
            (Seen { last: None, trace: None }, false),
            (Seen { last: Some(state("making")), trace: None }, false),
            (Seen { last: Some(state("making")), trace: trace() }, true),
            (Seen { last: Some(state("MAKING")), trace: None }, true),
            (Seen { last: Some(state("dreaming")), trace: trace() }, true),
            (Seen { last: Some(State::unstated()), trace: None }, true),
        ];
        for (seen, is_boxed) in cases {
            let (at, rest) = pack(revision, seen.clone());
            assert_eq!(rest.is_some(), is_boxed, "{seen:?}");
            assert_eq!(unpack(revision, at, rest), seen);
        }
    }
}
