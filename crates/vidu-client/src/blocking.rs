//! The client for programs without async: the same calls, which return when they are done.

use std::error;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use tokio::runtime;
use vidu_types::{Credits, Draft, Image, Request, Task, Vendor, Video};

use crate::{
    CallError, Callbacks, ConfigError, Download, DownloadError, ImageFileError, Patience, Raw, RawAnswer, RawError,
    RunError, SubmitError, UnusableId, WaitError,
};

mod batch;
mod handle;
mod list;
mod recover;
mod writer;

pub use batch::Batch;
pub use handle::{Handle, Updates};
pub use list::{ListedTasks, Tasks};
pub use recover::{Reconciled, Recovery};

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
        Batch::of(self.client.run_all(requests), &self.runtime)
    }

    /// Submits many requests; see [`Client::submit_all`](crate::Client::submit_all).
    pub fn submit_all<R, I>(&self, requests: I) -> Batch<Result<Handle<V>, SubmitError>>
    where
        R: Request<Vendor = V>,
        I: IntoIterator<Item = R, IntoIter: Send + 'static>,
    {
        let own = self.clone();
        let job = move |request| {
            let own = own.clone();
            async move { own.client.submit(&request).await.map(|task| own.handle(task)) }
        };
        let many = self.client.transport().concurrent_submits();
        Batch::of(crate::Batch::new(requests.into_iter().map(job), many), &self.runtime)
    }

    /// Waits for the ends of many tasks, all at once; see [`Client::wait_all`](crate::Client::wait_all).
    pub fn wait_all<I>(&self, tasks: I) -> Batch<Result<Task, WaitError>>
    where
        I: IntoIterator<Item = Handle<V>, IntoIter: Send + 'static>,
    {
        Batch::of(self.client.wait_all(tasks.into_iter().map(Handle::into_async)), &self.runtime)
    }

    /// Takes a task up again, in this process or another. Nothing is sent.
    pub fn task(&self, id: impl Into<String>) -> Result<Handle<V>, UnusableId> {
        Ok(self.handle(self.client.task(id)?))
    }

    /// What the account has left.
    pub fn credits(&self) -> Result<Credits, Error<CallError>> {
        self.runtime.run(self.client.credits())
    }

    /// A call that this crate does not know, for [`send`](Self::send); see [`Raw`].
    pub fn raw(&self, method: impl Into<String>, path: impl Into<String>) -> Raw<V> {
        self.client.raw(method, path)
    }

    /// Sends a call that was made with [`raw`](Self::raw).
    pub fn send(&self, raw: Raw<V>) -> Result<RawAnswer, Error<RawError>> {
        self.runtime.run(raw.send())
    }

    /// Reads a picture file as a data URI; see [`Client::image_file`](crate::Client::image_file).
    pub fn image_file(&self, path: impl AsRef<Path>) -> Result<Image, Error<ImageFileError>> {
        self.runtime.run(crate::Client::<V>::image_file(path))
    }

    /// The same client, which submits again what was certainly not taken.
    #[must_use]
    pub fn patient(&self, patience: Patience) -> Self {
        Self { client: self.client.patient(patience), runtime: Arc::clone(&self.runtime) }
    }

    /// The same client, whose waits are woken by these callbacks beside looking at intervals.
    ///
    /// The callbacks may come in on any thread and in any runtime; [`Callbacks::receive`] takes them.
    #[must_use]
    pub fn woken_by(&self, callbacks: &Callbacks<V>) -> Self {
        Self { client: self.client.woken_by(callbacks), runtime: Arc::clone(&self.runtime) }
    }

    /// Fetches a video into a file; see [`Client::download`](crate::Client::download).
    ///
    /// [`Handle::download`] also renews an address that has expired.
    pub fn download(&self, video: &Video, path: impl AsRef<Path>) -> Result<u64, Error<DownloadError>> {
        self.download_with(video, path, Download::new())
    }

    /// Fetches a video into a file, with a limit or progress of its own.
    pub fn download_with(
        &self,
        video: &Video,
        path: impl AsRef<Path>,
        download: Download,
    ) -> Result<u64, Error<DownloadError>> {
        self.runtime.run(self.client.download_with(video, path, download))
    }

    /// Fetches a video into a writer, which has received a part of it if this fails.
    pub fn download_to<W: io::Write>(
        &self,
        video: &Video,
        writer: &mut W,
        download: Download,
    ) -> Result<u64, Error<DownloadError>> {
        self.runtime.run(self.client.download_to(video, &mut writer::Blocking(writer), download))
    }

    /// The client that this one runs.
    pub fn client(&self) -> &crate::Client<V> {
        &self.client
    }

    fn handle(&self, task: crate::Handle<V>) -> Handle<V> {
        Handle { task, runtime: Arc::clone(&self.runtime) }
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

#[cfg(test)]
mod tests;
