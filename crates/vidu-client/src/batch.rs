//! Many tasks at once: so many under way, results as they come or in order, and none that stops the others.

use std::error::Error;
use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::FuturesUnordered;
use vidu_types::{Request, Task, Vendor};

use crate::client::Client;
use crate::handle::Handle;
use crate::poll::WaitError;
use crate::submit::SubmitError;
use crate::waits::Waits;
use crate::watch::Watch;

/// Many calls of one kind.
///
/// Awaited, it gives every result in the order of the input. As a [`Stream`], or by [`next`](Self::next), it gives each
/// result when it is there, with its position in the input. A failure is the result of its item and of no other. What is
/// handed in is taken one by one, so that it may be long, and no more is under way at once than
/// [`at_once`](Self::at_once) says.
///
/// Dropping it stops what is under way. For a wait that is harmless; a submit that is under way may have made a task, so
/// take what there is first: [`stop`](Self::stop) begins no further calls and lets the others end.
///
/// ```no_run
/// # async fn example<V: vidu_client::Vendor, R: vidu_client::Request<Vendor = V>>(
/// #     client: vidu_client::Client<V>, requests: Vec<R>,
/// # ) {
/// let mut tasks = client.run_all(requests).at_once(5);
/// while let Some((position, outcome)) = tasks.next().await {
///     match outcome {
///         Ok(task) => println!("{position}: {} is {}", task.id, task.state),
///         Err(fault) if fault.task_may_exist() => println!("{position}: look for it before you pay again: {fault}"),
///         Err(fault) => println!("{position}: {fault}"),
///     }
/// }
/// # }
/// ```
#[must_use = "nothing is sent before it is awaited"]
pub struct Batch<T> {
    work: Box<dyn Work<T> + Send>,
    at_once: usize,
    begun: usize,
}

type Job<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl<V: Vendor> Client<V> {
    /// Submits many requests, as many at once as the client's
    /// [`concurrent_submits`](crate::Builder::concurrent_submits).
    ///
    /// Each has an outcome of its own, as with [`submit`](Self::submit): one that is unknown says so, and none is sent
    /// a second time.
    pub fn submit_all<R, I>(&self, requests: I) -> Batch<Result<Handle<V>, SubmitError>>
    where
        R: Request<Vendor = V>,
        I: IntoIterator<Item = R, IntoIter: Send + 'static>,
    {
        let client = self.clone();
        let job = move |request| {
            let client = client.clone();
            async move { client.submit(&request).await }
        };
        Batch::new(requests.into_iter().map(job), self.transport().concurrent_submits())
    }

    /// Waits for the ends of many tasks, all at once; how many are looked at at the same moment is the client's
    /// [`concurrent_polls`](crate::Builder::concurrent_polls).
    pub fn wait_all<I>(&self, tasks: I) -> Batch<Result<Task, WaitError>>
    where
        I: IntoIterator<Item = Handle<V>, IntoIter: Send + 'static>,
    {
        Batch { work: Box::new(Waits::new(tasks.into_iter())), at_once: usize::MAX, begun: 0 }
    }

    /// Submits many requests and waits for each task's end, as many at once as the client's
    /// [`concurrent_submits`](crate::Builder::concurrent_submits): the next is submitted when one has ended.
    ///
    /// Set [`at_once`](Batch::at_once) to how many tasks the account may run.
    pub fn run_all<R, I>(&self, requests: I) -> Batch<Result<Task, RunError>>
    where
        R: Request<Vendor = V>,
        I: IntoIterator<Item = R, IntoIter: Send + 'static>,
    {
        let client = self.clone();
        let job = move |request| {
            let client = client.clone();
            async move { run(&client, request).await }
        };
        Batch::new(requests.into_iter().map(job), self.transport().concurrent_submits())
    }
}

/// The request and the answer that may repeat it, megabytes of pictures, go before the wait begins.
async fn run<V: Vendor, R: Request<Vendor = V>>(client: &Client<V>, request: R) -> Result<Task, RunError> {
    let task = Box::pin(client.submit(&request)).await.map_err(RunError::Submit)?;
    drop(request);
    let wait = Arc::clone(task.client().wait());
    Watch::new(task, wait).end().await.map_err(RunError::Wait)
}

impl<T: 'static> Batch<T> {
    pub(crate) fn new<F>(jobs: impl Iterator<Item = F> + Send + 'static, at_once: usize) -> Self
    where
        F: Future<Output = T> + Send + 'static,
    {
        let waiting = Box::new(jobs.map(|job| Box::pin(job) as Job<T>));
        Self { work: Box::new(Jobs { waiting, running: FuturesUnordered::new() }), at_once, begun: 0 }
    }

    /// How many may be under way at once; none is read as one.
    pub fn at_once(mut self, many: usize) -> Self {
        self.at_once = many.max(1);
        self
    }

    /// The next result, with its position in the input, or nothing after the last.
    pub async fn next(&mut self) -> Option<(usize, T)> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Begins no further calls; those under way go on, and [`next`](Self::next) still gives their results.
    pub fn stop(&mut self) {
        self.work.stop();
    }

    /// How many calls have begun.
    pub fn begun(&self) -> usize {
        self.begun
    }

    fn fill(&mut self) {
        while self.work.under_way() < self.at_once && self.work.begin(self.begun) {
            self.begun += 1;
        }
    }
}

impl<T: 'static> Stream for Batch<T> {
    type Item = (usize, T);

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<(usize, T)>> {
        self.fill();
        self.work.poll(context)
    }
}

/// Every result, in the order of the input.
impl<T: Send + 'static> IntoFuture for Batch<T> {
    type Output = Vec<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Vec<T>> + Send>>;

    fn into_future(mut self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut all = Vec::new();
            while let Some(result) = self.next().await {
                all.push(result);
            }
            all.sort_by_key(|(position, _)| *position);
            all.into_iter().map(|(_, result)| result).collect()
        })
    }
}

impl<T> fmt::Debug for Batch<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Batch");
        shown.field("begun", &self.begun).field("running", &self.work.under_way()).field("at_once", &self.at_once);
        shown.finish_non_exhaustive()
    }
}

/// What a batch does: calls as futures, or waits.
pub(crate) trait Work<T> {
    /// Begins the next, which has this position; tells whether there was one.
    fn begin(&mut self, position: usize) -> bool;
    /// How many have begun and have not ended.
    fn under_way(&self) -> usize;
    /// The next result; nothing when none is under way.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<(usize, T)>>;
    /// Begins no further ones.
    fn stop(&mut self);
}

/// Calls, each of them a future.
struct Jobs<T> {
    waiting: Box<dyn Iterator<Item = Job<T>> + Send>,
    running: FuturesUnordered<Numbered<T>>,
}

impl<T: 'static> Work<T> for Jobs<T> {
    fn begin(&mut self, position: usize) -> bool {
        let Some(job) = self.waiting.next() else {
            self.stop(); // what the caller collected the calls in need not wait with them
            return false;
        };
        self.running.push(Numbered { position, job });
        true
    }

    fn under_way(&self) -> usize {
        self.running.len()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<(usize, T)>> {
        Pin::new(&mut self.running).poll_next(context)
    }

    fn stop(&mut self) {
        self.waiting = Box::new(std::iter::empty());
    }
}

/// A call that knows its place.
struct Numbered<T> {
    position: usize,
    job: Job<T>,
}

impl<T> Future for Numbered<T> {
    type Output = (usize, T);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<(usize, T)> {
        let position = self.position;
        self.job.as_mut().poll(context).map(|result| (position, result))
    }
}

/// A request of which no end was seen.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RunError {
    /// The submit brought no task.
    Submit(SubmitError),
    /// The task was made, and its end was not seen; the error has its id.
    Wait(WaitError),
}

impl RunError {
    /// Whether a task may exist: certainly after a wait, perhaps after a submit of unknown outcome.
    pub fn task_may_exist(&self) -> bool {
        match self {
            Self::Submit(fault) => fault.task_may_exist(),
            Self::Wait(_) => true,
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Submit(fault) => fault.fmt(formatter),
            Self::Wait(fault) => fault.fmt(formatter),
        }
    }
}

impl Error for RunError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Submit(fault) => Some(fault),
            Self::Wait(fault) => Some(fault),
        }
    }
}
