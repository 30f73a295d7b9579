//! A task at a vendor: ask for it, wait for its end, watch it, cancel it, fetch its videos.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use tokio::io::AsyncWrite;
use vidu_types::table::OperationKind;
use vidu_types::{Note, Task, Vendor, Video, Violation};

use crate::call::{self, CallError, CallFault};
use crate::client::Client;
use crate::download::{Download, DownloadError};
use crate::poll::{Wait, WaitError};
use crate::remarks::Remarks;
use crate::route::TaskId;
use crate::store::Ticket;
use crate::submit::Accepted;
use crate::watch::{Updates, Watch};

/// A task at a vendor.
///
/// It holds nothing that its [`id`](Self::id) could not bring back: keep the id, and
/// [`Client::task`](crate::Client::task) takes the task up again after a crash.
pub struct Handle<V> {
    client: Client<V>,
    id: TaskId,
    /// What the submit brought; nothing for a task that was taken up by its id.
    submitted: Option<Arc<Submitted>>,
    /// The submit in the client's store, where it is known.
    ticket: Option<Ticket>,
}

/// A task as the submit's answer told it, and what there was to say of the request.
struct Submitted {
    task: Task,
    remarks: Remarks,
}

impl<V: Vendor> Handle<V> {
    pub(crate) fn submitted(client: Client<V>, accepted: Accepted, remarks: Remarks, ticket: Option<Ticket>) -> Self {
        let submitted = Submitted { task: accepted.task, remarks };
        Self { client, id: accepted.id, submitted: Some(Arc::new(submitted)), ticket }
    }

    pub(crate) fn taken_up(client: Client<V>, id: TaskId, ticket: Option<Ticket>) -> Self {
        Self { client, id, submitted: None, ticket }
    }

    /// The task's id, as the vendor gave it.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The vendor's name in this crate.
    pub fn vendor(&self) -> &'static str {
        &V::revision().vendor
    }

    /// The task as the submit's answer told it; nothing for a task that was taken up by its id.
    pub fn created(&self) -> Option<&Task> {
        self.submitted.as_deref().map(|submitted| &submitted.task)
    }

    /// What the check before the submit had to remark without refusing.
    pub fn notes(&self) -> &[Note] {
        self.submitted.as_deref().map_or(&[][..], |submitted| &submitted.remarks.verdict().notes[..])
    }

    /// What the vendor's page does not allow and [`Policy::Warn`](crate::Policy::Warn) let through.
    pub fn violations(&self) -> &[Violation] {
        self.submitted.as_deref().map_or(&[][..], |submitted| &submitted.remarks.verdict().violations[..])
    }

    /// Asks for the task once.
    pub async fn query(&self) -> Result<Task, CallError> {
        let revision = V::revision();
        let Some(operation) = call::find(revision, OperationKind::Query) else {
            return Err(self.fault(CallFault::NotOffered { what: "read a task" }));
        };
        let answer = self.client.transport().read(call::call(operation, Some(&self.id))).await;
        let mut task = call::task(revision, operation, &self.id, answer).map_err(|fault| self.fault(fault))?;
        self.client.key().hide_in_failure(&mut task);
        Ok(task)
    }

    /// Asks the vendor to stop the task, where its pages list a call for that.
    ///
    /// A vendor stops only tasks that it has not begun, or as its page says; the task's state tells what came of it.
    pub async fn cancel(&self) -> Result<(), CallError> {
        let revision = V::revision();
        let Some(operation) = call::find(revision, OperationKind::Cancel) else {
            return Err(self.fault(CallFault::NotOffered { what: "cancel a task" }));
        };
        let answer = self.client.transport().write(call::call(operation, Some(&self.id))).await;
        call::done(revision, answer).map_err(|fault| self.fault(fault))
    }

    /// Waits for the task's end, as the client's [`Wait`] says.
    ///
    /// Whatever the end, it is `Ok`: the task's state tells a success from a failure, whose reason the task holds. An
    /// error means that the end was not seen. Dropping the future stops the waiting, not the task.
    pub async fn wait(&self) -> Result<Task, WaitError> {
        Watch::new(self.clone(), Arc::clone(self.client.wait())).end().await
    }

    /// Waits for the task's end with limits of its own.
    pub async fn wait_with(&self, wait: Wait) -> Result<Task, WaitError> {
        Watch::new(self.clone(), Arc::new(wait)).end().await
    }

    /// The task's states as they change, the end last, as the client's [`Wait`] says.
    pub fn updates(&self) -> Updates<V> {
        Updates::new(Watch::new(self.clone(), Arc::clone(self.client.wait())))
    }

    /// The task's states as they change, with limits of its own.
    pub fn updates_with(&self, wait: Wait) -> Updates<V> {
        Updates::new(Watch::new(self.clone(), Arc::new(wait)))
    }

    /// Fetches a video of this task into a file; asks for the task once more if the video's address has expired.
    ///
    /// See [`Client::download`](crate::Client::download) for what it promises. Answers how many bytes there were.
    pub async fn download(&self, video: &Video, path: impl AsRef<Path>) -> Result<u64, DownloadError> {
        self.download_with(video, path, Download::new()).await
    }

    /// Fetches a video of this task into a file, with a limit or progress of its own.
    pub async fn download_with(
        &self,
        video: &Video,
        path: impl AsRef<Path>,
        download: Download,
    ) -> Result<u64, DownloadError> {
        download.file(&self.client, &video.url, path.as_ref(), self.renewed(video)).await
    }

    /// Fetches a video of this task into a writer; asks for the task once more if the video's address has expired.
    pub async fn download_to<W: AsyncWrite + Unpin>(
        &self,
        video: &Video,
        writer: &mut W,
        download: Download,
    ) -> Result<u64, DownloadError> {
        download.writer(&self.client, &video.url, writer, self.renewed(video)).await
    }

    pub(crate) fn ticket(&self) -> Option<Ticket> {
        self.ticket
    }

    /// The same without what the submit brought, whose answer may repeat the request's pictures: for many that wait long.
    pub(crate) fn bare(self) -> Self {
        Self { submitted: None, ..self }
    }

    /// All that [`taken_up`](Self::taken_up) asks for.
    pub(crate) fn into_parts(self) -> (Client<V>, TaskId, Option<Ticket>) {
        (self.client, self.id, self.ticket)
    }

    pub(crate) fn client(&self) -> &Client<V> {
        &self.client
    }

    /// The address that the vendor gives for a video now.
    async fn renewed(&self, video: &Video) -> Option<String> {
        let task = self.query().await.ok()?;
        same(&task.videos, video).map(|found| found.url.clone())
    }

    fn fault(&self, fault: CallFault) -> CallError {
        let fault = fault.without(self.client.key());
        CallError { vendor: self.vendor(), task: Some(self.id().to_owned()), fault }
    }
}

/// The same video in a newer answer: by its id, else by its address without the signature, else the only one.
fn same<'t>(videos: &'t [Video], wanted: &Video) -> Option<&'t Video> {
    let by_id = || videos.iter().find(|video| video.id.is_some() && video.id == wanted.id);
    let path = |video: &Video| crate::text::without_query(&video.url).to_owned();
    let by_path = || videos.iter().find(|video| path(video) == path(wanted));
    by_id().or_else(by_path).or(match videos {
        [only] => Some(only),
        _ => None,
    })
}

/// Not derived: that would ask for a vendor that can be cloned.
impl<V> Clone for Handle<V> {
    fn clone(&self) -> Self {
        let Self { client, id, submitted, ticket } = self;
        Self { client: client.clone(), id: id.clone(), submitted: submitted.clone(), ticket: *ticket }
    }
}

impl<V: Vendor> fmt::Debug for Handle<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Handle").field("vendor", &self.vendor()).field("id", &self.id()).finish_non_exhaustive()
    }
}
