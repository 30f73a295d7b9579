//! The vendor's list of tasks, where its pages have one: asked for with filters, read page by page.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::SystemTime;

use futures_core::Stream;
use vidu_types::table::{Listing, Operation, OperationKind, Stage};
use vidu_types::{Task, TaskPage, Vendor};

use crate::call::{self, CallError, CallFault};
use crate::client::Client;
use crate::route;
use asked::{Asked, Next, Place};

pub(crate) mod asked;

/// Which of the account's tasks to list; see [`Client::list`](crate::Client::list).
///
/// A filter is sent where the vendor's page says how, and looked at in the answers in any case. A page may set bounds of
/// its own, such as the tasks of the last days where no beginning is given: the vendor's reference page says so.
///
/// ```no_run
/// # async fn example<V: vidu_client::Vendor>(client: vidu_client::Client<V>) -> Result<(), vidu_client::CallError> {
/// use vidu_client::table::Stage;
///
/// let mut tasks = client.list().stage(Stage::Running).at_most(50).tasks();
/// while let Some(task) = tasks.next().await {
///     let task = task?;
///     println!("{} {}", task.id, task.state);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is asked before a page is"]
pub struct List<V> {
    client: Client<V>,
    asked: Asked,
    most: usize,
}

impl<V: Vendor> List<V> {
    pub(crate) fn new(client: Client<V>) -> Self {
        Self { client, asked: Asked::default(), most: usize::MAX }
    }

    /// Only the task with this id, or with one of those that were named before.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.asked.ids.push(id.into());
        self
    }

    /// Only the tasks at this stage, or at one of those that were named before; whatever word the vendor has for it.
    pub fn stage(mut self, stage: Stage) -> Self {
        self.asked.stages.push(stage);
        self
    }

    /// Only the tasks that were made then or later, to the second.
    pub fn created_from(mut self, time: SystemTime) -> Self {
        self.asked.from = Some(time);
        self
    }

    /// Only the tasks that were made then or earlier, to the second.
    pub fn created_to(mut self, time: SystemTime) -> Self {
        self.asked.to = Some(time);
        self
    }

    /// How many tasks a page has; less where the vendor's page does not allow as many. Without it, as many as the vendor
    /// chooses.
    pub fn page_size(mut self, size: u64) -> Self {
        self.asked.page_size = Some(size);
        self
    }

    /// Ends after so many tasks.
    pub fn at_most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// The pages.
    pub fn pages(self) -> Pages<V> {
        Pages { client: self.client, asked: self.asked, left: self.most, state: State::At(Place::First) }
    }

    /// The tasks of all pages, one after another.
    pub fn tasks(self) -> Tasks<V> {
        Tasks { state: Waiting::Idle(Some(Box::new((self.pages(), VecDeque::new())))) }
    }
}

/// The pages of a list, read one after another.
///
/// A fault that may pass, such as a gateway's, leaves it where it was: asked again, it asks for the same page again. After
/// any other it is over. Where pages are numbered, a task that is made meanwhile moves the others, and one may be told twice.
#[must_use = "nothing is asked before a page is"]
pub struct Pages<V> {
    client: Client<V>,
    asked: Asked,
    left: usize,
    state: State,
}

/// How far a list was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It goes on.
    Open,
    /// To its end.
    Whole,
    /// Not to its end.
    Cut,
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    At(Place),
    Over(End),
}

impl<V: Vendor> Pages<V> {
    /// The next page, without the tasks that are not wanted; nothing after the last one. A page may be empty.
    pub async fn next(&mut self) -> Option<Result<TaskPage, CallError>> {
        let State::At(place) = self.state.clone() else { return None };
        let read = self.read(&place).await;
        if let Err(fault) = &read
            && !fault.is_transient()
        {
            self.state = State::Over(End::Cut);
        }
        Some(read)
    }

    /// How far it has come.
    pub(crate) fn end(&self) -> End {
        match self.state {
            State::At(_) => End::Open,
            State::Over(end) => end,
        }
    }

    async fn read(&mut self, place: &Place) -> Result<TaskPage, CallError> {
        let revision = V::revision();
        let key = self.client.key();
        let fault = |fault: CallFault| CallError { vendor: &revision.vendor, task: None, fault: fault.without(key) };
        let Some((operation, listing)) = offered::<V>() else {
            return Err(fault(CallFault::NotOffered { what: "list tasks" }));
        };
        let query = asked::parameters(revision, listing, &self.asked, place);
        let mut sent = call::call(operation, None);
        sent.path.push_str(&route::query(&query));
        let answer = self.client.transport().read(sent).await;
        let mut page = call::page(revision, operation, answer).map_err(fault)?;
        page.tasks.iter_mut().for_each(|task| key.hide_in_failure(task));
        self.state = match asked::next(listing, &self.asked, place, &page) {
            Next::Page(place) => State::At(place),
            Next::Over => State::Over(End::Whole),
            Next::Unsaid | Next::Circle => State::Over(End::Cut),
        };
        page.tasks.retain(|task| asked::fits(&self.asked, task));
        if page.tasks.len() >= self.left && (page.tasks.len() > self.left || self.state != State::Over(End::Whole)) {
            page.tasks.truncate(self.left);
            self.state = State::Over(End::Cut);
        }
        self.left -= page.tasks.len();
        Ok(page)
    }
}

/// The vendor's list, if its pages have one.
pub(crate) fn offered<V: Vendor>() -> Option<(&'static Operation, &'static Listing)> {
    let operation = call::find(V::revision(), OperationKind::List)?;
    Some((operation, operation.listing.as_ref()?))
}

/// A stream of the tasks of a list, page by page.
///
/// It is a [`Stream`]; [`next`](Self::next) serves where no crate with stream combinators is at hand. It fails at most
/// once, as its last item.
#[must_use = "a stream does nothing unless it is polled"]
pub struct Tasks<V> {
    state: Waiting<V>,
}

/// Pages and what was read of them.
type Reading<V> = Box<(Pages<V>, VecDeque<Task>)>;

/// The next page on its way, and what went wrong with it.
type Turning<V> = Pin<Box<dyn Future<Output = (Reading<V>, Option<CallError>)> + Send>>;

enum Waiting<V> {
    Idle(Option<Reading<V>>),
    /// The pages travel with the future of the next one, since both cannot stand in one struct.
    Reading(Turning<V>),
}

impl<V: Vendor> Tasks<V> {
    /// The next task, or nothing after the last.
    pub async fn next(&mut self) -> Option<Result<Task, CallError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<V: Vendor> Stream for Tasks<V> {
    type Item = Result<Task, CallError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut self.state {
                Waiting::Idle(None) => return Poll::Ready(None),
                Waiting::Idle(reading) => {
                    if let Some(task) = reading.as_mut().and_then(|reading| reading.1.pop_front()) {
                        return Poll::Ready(Some(Ok(task)));
                    }
                    let open = reading.take().filter(|reading| reading.0.end() == End::Open);
                    self.state = open.map_or(Waiting::Idle(None), |reading| Waiting::Reading(read(reading)));
                }
                Waiting::Reading(page) => {
                    let Poll::Ready((reading, fault)) = page.as_mut().poll(context) else { return Poll::Pending };
                    self.state = Waiting::Idle(fault.is_none().then_some(reading));
                    if let Some(fault) = fault {
                        return Poll::Ready(Some(Err(fault)));
                    }
                }
            }
        }
    }
}

fn read<V: Vendor>(mut reading: Reading<V>) -> Turning<V> {
    Box::pin(async move {
        let fault = match reading.0.next().await {
            Some(Ok(page)) => {
                reading.1.extend(page.tasks);
                None
            }
            Some(Err(fault)) => Some(fault),
            None => None,
        };
        (reading, fault)
    })
}

/// Not derived: that would ask for a vendor that can be cloned.
impl<V> Clone for List<V> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), asked: self.asked.clone(), most: self.most }
    }
}

impl<V: Vendor> fmt::Debug for List<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("List").field("vendor", &V::revision().vendor).field("asked", &self.asked).finish()
    }
}

impl<V: Vendor> fmt::Debug for Pages<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pages = formatter.debug_struct("Pages");
        pages.field("vendor", &V::revision().vendor).field("asked", &self.asked).field("end", &self.end()).finish()
    }
}

impl<V: Vendor> fmt::Debug for Tasks<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let over = matches!(self.state, Waiting::Idle(None));
        formatter.debug_struct("Tasks").field("vendor", &V::revision().vendor).field("over", &over).finish()
    }
}
