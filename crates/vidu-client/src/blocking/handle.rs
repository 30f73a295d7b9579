//! A task whose calls block: asked for, waited for, watched, cancelled, its videos fetched.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use vidu_types::{Note, Task, Vendor, Video, Violation};

use super::{Error, Runtime, within_runtime, writer};
use crate::store::StoreError;
use crate::{CallError, Download, DownloadError, Wait, WaitError};

/// A task at a vendor, whose calls block the thread that makes them.
pub struct Handle<V> {
    pub(super) task: crate::Handle<V>,
    pub(super) runtime: Arc<Runtime>,
}

#[allow(clippy::result_large_err, reason = "these are the errors of the async calls")]
impl<V: Vendor> Handle<V> {
    /// The task's id, as the vendor gave it.
    pub fn id(&self) -> &str {
        self.task.id()
    }

    /// The vendor's name in this crate.
    pub fn vendor(&self) -> &'static str {
        self.task.vendor()
    }

    /// The task as the submit's answer told it; nothing for a task that was taken up by its id.
    pub fn created(&self) -> Option<&Task> {
        self.task.created()
    }

    /// What the check before the submit had to remark without refusing.
    pub fn notes(&self) -> &[Note] {
        self.task.notes()
    }

    /// What the vendor's page does not allow and [`Policy::Warn`](crate::Policy::Warn) let through.
    pub fn violations(&self) -> &[Violation] {
        self.task.violations()
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

    /// The task's states as they change, with limits of its own.
    pub fn updates_with(&self, wait: Wait) -> Updates<V> {
        Updates { updates: self.task.updates_with(wait), runtime: Arc::clone(&self.runtime), refused: false }
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

    /// Fetches a video of this task into a writer, which has received a part of it if this fails.
    pub fn download_to<W: io::Write>(
        &self,
        video: &Video,
        writer: &mut W,
        download: Download,
    ) -> Result<u64, Error<DownloadError>> {
        self.runtime.run(self.task.download_to(video, &mut writer::Blocking(writer), download))
    }

    /// Takes the task out of the client's store; see [`Handle::close`](crate::Handle::close).
    pub fn close(&self) -> Result<(), Error<StoreError>> {
        self.runtime.run(self.task.close())
    }

    pub(super) fn into_async(self) -> crate::Handle<V> {
        self.task
    }
}

/// Not derived: that would ask for a vendor that can be cloned.
impl<V> Clone for Handle<V> {
    fn clone(&self) -> Self {
        Self { task: self.task.clone(), runtime: Arc::clone(&self.runtime) }
    }
}

impl<V: Vendor> fmt::Debug for Handle<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.task.fmt(formatter)
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
