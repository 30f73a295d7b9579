//! The client for programs without async: the same calls, which return when they are done.

use std::error;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use tokio::runtime;
use vidu_types::{Credits, Draft, Image, Request, Task, Vendor, Video};

use crate::{
    CallError, ConfigError, Download, DownloadError, ImageFileError, Raw, RawAnswer, RawError, RunError, SubmitError,
    UnusableId, Wait, WaitError,
};

/// A client whose calls block the thread that makes them.
///
/// It is made of a client that was built as always, and runs it on a runtime of its own. Clones share both. Within an async
/// program its calls are refused with [`Error::WithinRuntime`], because they would stop every task of that thread: use the
/// async [`Client`](crate::Client) there.
///
/// ```no_run
/// # fn example<V: vidu_client::Vendor, R: vidu_client::Request<Vendor = V>>(
/// #     request: R,
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// use vidu_client::{Client, blocking};
///
/// let client = blocking::Client::of(Client::<V>::from_env()?)?;
/// let task = client.submit(&request)?;
/// let done = task.wait()?;
/// for video in &done.videos {
///     task.download(video, "cat.mp4")?;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Client<V> {
    client: crate::Client<V>,
    runtime: Arc<Runtime>,
}

impl<V: Vendor> Client<V> {
    /// Makes a client from the vendor's environment variables, as [`Client::from_env`](crate::Client::from_env) does.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::of(crate::Client::from_env()?)
    }

    /// Makes a client from an API key, for the vendor's own address.
    pub fn new(key: impl Into<Arc<str>>) -> Result<Self, ConfigError> {
        Self::of(crate::Client::new(key)?)
    }

    /// Makes a client that blocks of one that was built with settings of its own.
    pub fn of(client: crate::Client<V>) -> Result<Self, ConfigError> {
        let runtime = Runtime::new().map_err(|fault| ConfigError::Transport { why: fault.to_string() })?;
        Ok(Self { client, runtime: Arc::new(runtime) })
    }

    /// Checks a request and sends it once, as [`Client::submit`](crate::Client::submit) does.
    pub fn submit<R: Request<Vendor = V>>(&self, request: &R) -> Result<Handle<V>, Error<SubmitError>> {
        let task = self.runtime.run(self.client.submit(request))?;
        Ok(self.handle(task))
    }

    /// Sends a request without checking it.
    pub fn submit_unchecked<R: Request<Vendor = V>>(&self, request: &R) -> Result<Handle<V>, Error<SubmitError>> {
        let task = self.runtime.run(self.client.submit_unchecked(request))?;
        Ok(self.handle(task))
    }

    /// Submits a request whose fields were named at run time.
    pub fn submit_draft(&self, draft: &Draft<V>) -> Result<Handle<V>, Error<SubmitError>> {
        let task = self.runtime.run(self.client.submit_draft(draft))?;
        Ok(self.handle(task))
    }

    /// Submits many requests and waits for each task's end; see [`Client::run_all`](crate::Client::run_all).
    ///
    /// It gives the results as they come, each with its position in the input.
    pub fn run_all<R, I>(&self, requests: I) -> Batch<Result<Task, RunError>>
    where
        R: Request<Vendor = V>,
        I: IntoIterator<Item = R, IntoIter: Send + 'static>,
    {
        Batch { batch: self.client.run_all(requests), runtime: Arc::clone(&self.runtime), refused: false }
    }

    /// Takes a task up again, in this process or another. Nothing is sent.
    pub fn task(&self, id: impl Into<String>) -> Result<Handle<V>, UnusableId> {
        Ok(self.handle(self.client.task(id)?))
    }

    /// What the account has left.
    pub fn credits(&self) -> Result<Credits, Error<CallError>> {
        self.runtime.run(self.client.credits())
    }

    /// Reads a list that was asked for with [`Client::list`](crate::Client::list) of the [client](Self::client) that this one
    /// runs: an iterator over its tasks.
    pub fn tasks(&self, list: crate::List<V>) -> Tasks<V> {
        Tasks { tasks: list.tasks(), runtime: Arc::clone(&self.runtime), refused: false }
    }

    /// Sends a call that was made with [`Client::raw`](crate::Client::raw).
    pub fn send(&self, raw: Raw<V>) -> Result<RawAnswer, Error<RawError>> {
        self.runtime.run(raw.send())
    }

    /// Reads a picture file as a data URI; see [`Client::image_file`](crate::Client::image_file).
    pub fn image_file(&self, path: impl AsRef<Path>) -> Result<Image, Error<ImageFileError>> {
        self.runtime.run(crate::Client::<V>::image_file(path))
    }

    /// The client that this one runs.
    pub fn client(&self) -> &crate::Client<V> {
        &self.client
    }

    fn handle(&self, task: crate::Handle<V>) -> Handle<V> {
        Handle { task, runtime: Arc::clone(&self.runtime) }
    }
}

/// A task at a vendor, whose calls block the thread that makes them.
pub struct Handle<V> {
    task: crate::Handle<V>,
    runtime: Arc<Runtime>,
}

#[allow(clippy::result_large_err, reason = "these are the errors of the async calls")]
impl<V: Vendor> Handle<V> {
    /// The task's id, as the vendor gave it.
    pub fn id(&self) -> &str {
        self.task.id()
    }

    /// Asks for the task once.
    pub fn query(&self) -> Result<Task, Error<CallError>> {
        self.runtime.run(self.task.query())
    }

    /// Asks the vendor to stop the task, where its pages list a call for that.
    pub fn cancel(&self) -> Result<(), Error<CallError>> {
        self.runtime.run(self.task.cancel())
    }

    /// Waits for the task's end; see [`Handle::wait`](crate::Handle::wait).
    pub fn wait(&self) -> Result<Task, Error<WaitError>> {
        self.runtime.run(self.task.wait())
    }

    /// Waits for the task's end with limits of its own.
    pub fn wait_with(&self, wait: Wait) -> Result<Task, Error<WaitError>> {
        self.runtime.run(self.task.wait_with(wait))
    }

    /// The task's states as they change, the end last.
    pub fn updates(&self) -> Updates<V> {
        Updates { updates: self.task.updates(), runtime: Arc::clone(&self.runtime), refused: false }
    }

    /// Fetches a video of this task into a file. Answers how many bytes there were.
    pub fn download(&self, video: &Video, path: impl AsRef<Path>) -> Result<u64, Error<DownloadError>> {
        self.download_with(video, path, Download::new())
    }

    /// Fetches a video of this task into a file, with a limit or progress of its own.
    pub fn download_with(
        &self,
        video: &Video,
        path: impl AsRef<Path>,
        download: Download,
    ) -> Result<u64, Error<DownloadError>> {
        self.runtime.run(self.task.download_with(video, path, download))
    }
}

/// A task's states as they change: an iterator that blocks until the next one.
#[must_use = "an iterator does nothing unless it is asked"]
pub struct Updates<V> {
    updates: crate::Updates<V>,
    runtime: Arc<Runtime>,
    refused: bool,
}

/// Within an async program it ends with the fault that says so.
impl<V: Vendor> Iterator for Updates<V> {
    type Item = Result<Task, Error<WaitError>>;

    fn next(&mut self) -> Option<Self::Item> {
        if within_runtime() {
            let refused = !std::mem::replace(&mut self.refused, true);
            return refused.then_some(Err(Error::WithinRuntime));
        }
        let next = async { self.updates.next().await.transpose() };
        self.runtime.run(next).transpose()
    }
}

/// The tasks of a list: an iterator that blocks while it reads the next page.
#[must_use = "nothing is sent before it is asked"]
pub struct Tasks<V> {
    tasks: crate::Tasks<V>,
    runtime: Arc<Runtime>,
    refused: bool,
}

/// Within an async program it ends with the fault that says so.
impl<V: Vendor> Iterator for Tasks<V> {
    type Item = Result<Task, Error<CallError>>;

    fn next(&mut self) -> Option<Self::Item> {
        if within_runtime() {
            let refused = !std::mem::replace(&mut self.refused, true);
            return refused.then_some(Err(Error::WithinRuntime));
        }
        let next = async { self.tasks.next().await.transpose() };
        self.runtime.run(next).transpose()
    }
}

/// The results of many calls as they come: an iterator that blocks until the next one.
#[must_use = "nothing is sent before it is asked"]
pub struct Batch<T> {
    batch: crate::Batch<T>,
    runtime: Arc<Runtime>,
    refused: bool,
}

impl<T: 'static> Batch<T> {
    /// How many may be under way at once; none is read as one.
    pub fn at_once(self, many: usize) -> Self {
        Self { batch: self.batch.at_once(many), ..self }
    }
}

/// Within an async program nothing more is begun: there is one fault that says so, at the next position.
impl<T: 'static, E: 'static> Iterator for Batch<Result<T, E>> {
    type Item = (usize, Result<T, Error<E>>);

    fn next(&mut self) -> Option<Self::Item> {
        if within_runtime() {
            let refused = !std::mem::replace(&mut self.refused, true);
            return refused.then(|| (self.batch.begun(), Err(Error::WithinRuntime)));
        }
        let next = async { Ok::<_, E>(self.batch.next().await) };
        let (position, result) = self.runtime.run(next).ok()??;
        Some((position, result.map_err(Error::Failed)))
    }
}

/// Why a call that blocks did not do what it should.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// It was made within an async program, whose thread it would have stopped. Nothing was sent.
    WithinRuntime,
    /// The call's own error.
    Failed(E),
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WithinRuntime => formatter.write_str(
                "a call that blocks was made within an async runtime, whose thread it would stop; use the async client \
                 there, or make the call on a thread of its own (spawn_blocking)",
            ),
            Self::Failed(fault) => fault.fmt(formatter),
        }
    }
}

impl<E: error::Error + 'static> error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::WithinRuntime => None,
            Self::Failed(fault) => Some(fault),
        }
    }
}

/// A runtime that can be dropped anywhere: tokio's own panics when it is dropped within another.
struct Runtime(Option<runtime::Runtime>);

impl Runtime {
    fn new() -> io::Result<Self> {
        Ok(Self(Some(runtime::Builder::new_current_thread().enable_all().build()?)))
    }

    fn run<T, E>(&self, call: impl Future<Output = Result<T, E>>) -> Result<T, Error<E>> {
        match &self.0 {
            Some(runtime) if !within_runtime() => runtime.block_on(call).map_err(Error::Failed),
            _ => Err(Error::WithinRuntime),
        }
    }
}

fn within_runtime() -> bool {
    runtime::Handle::try_current().is_ok()
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Not derived: that would ask for a vendor that can be cloned.
impl<V> Clone for Client<V> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), runtime: Arc::clone(&self.runtime) }
    }
}

impl<V: Vendor> fmt::Debug for Client<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(formatter)
    }
}

impl<V: Vendor> fmt::Debug for Handle<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.task.fmt(formatter)
    }
}

#[cfg(test)]
mod tests;
