//! The client of one vendor revision: submits, takes tasks up again, asks for credits.

use std::fmt;
use std::future::ready;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tokio::io::AsyncWrite;
use vidu_types::table::{Operation, OperationKind};
use vidu_types::{Credits, Draft, Request, Vendor, Video};

use crate::backoff::Chance;
use crate::builder::{Builder, Marks, Policy, Settings};
use crate::call::{self, CallError, CallFault};
use crate::callback::{CallbackError, Callbacks, Seat, Verifier};
use crate::config_error::ConfigError;
use crate::download::{Download, DownloadError};
use crate::handle::Handle;
use crate::kept::{Hold, Keeping, mark};
use crate::key::Key;
use crate::list::List;
use crate::patience::{Patience, persist};
use crate::poll::Wait;
use crate::raw::Raw;
use crate::route::{TaskId, UnusableId};
use crate::store::{Account, Ticket};
use crate::submit::{self, Keep, Prepared, SubmitError};
use crate::transport::Transport;

/// A client of one vendor's API as its pages stood at one revision.
///
/// Cloning is cheap and shares the connections. The vendor modules of this crate name one for each vendor.
pub struct Client<V> {
    /// One pointer, because every handle has a client.
    ways: Arc<Ways<V>>,
}

/// What clients of the same account can differ in.
struct Ways<V> {
    inner: Arc<Inner>,
    callbacks: Option<Callbacks<V>>,
    patience: Option<Patience>,
}

struct Inner {
    transport: Transport,
    base_url: String,
    key: Key,
    wait: Arc<Wait>,
    policy: Policy,
    chance: Mutex<Chance>,
    keeping: Keeping,
    marks: Marks,
}

impl<V: Vendor> Client<V> {
    /// Makes a client from the vendor's environment variables, `.._API_KEY` and `.._BASE_URL`.
    ///
    /// The second is optional. The fault for a missing key names the variable.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::builder().environment()?.build()
    }

    /// Makes a client from an API key, for the vendor's own address.
    pub fn new(key: impl Into<Arc<str>>) -> Result<Self, ConfigError> {
        Self::builder().key(Key::new(key)?).build()
    }

    /// Begins a client that differs from the defaults.
    pub fn builder() -> Builder<V> {
        Builder::new()
    }

    /// Where the API is, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.inner().base_url
    }

    /// Checks a request as the client's [`Policy`] says, sends it once, and answers a handle to the task.
    ///
    /// The four kinds of [`SubmitError`] say what a failure may have cost. Dropping the future while it runs leaves the
    /// outcome unknown: a time limit around it is better set with
    /// [`request_timeout`](crate::Builder::request_timeout), which ends in an error that says so.
    ///
    /// With a [store](crate::Builder::store), the intent is recorded before the request leaves and the task's id before
    /// this answers; a dropped future is recorded too.
    pub async fn submit<R: Request<Vendor = V>>(&self, request: &R) -> Result<Handle<V>, SubmitError> {
        persist(self.ways.patience, self.chance(), || self.submit_as(request, self.inner().policy)).await
    }

    /// Sends a request without checking it, whatever the client's policy and [patience](Self::patient).
    pub async fn submit_unchecked<R: Request<Vendor = V>>(&self, request: &R) -> Result<Handle<V>, SubmitError> {
        self.submit_as(request, Policy::Off).await
    }

    /// Submits a request whose fields were named at run time, by the same rules as [`submit`](Self::submit).
    pub async fn submit_draft(&self, draft: &Draft<V>) -> Result<Handle<V>, SubmitError> {
        persist(self.ways.patience, self.chance(), || self.submit_draft_once(draft)).await
    }

    /// A call that this crate does not know, with the client's address, key and rules; see [`Raw`].
    ///
    /// The path stands behind the client's base URL and begins with a slash; a query may follow it.
    pub fn raw(&self, method: impl Into<String>, path: impl Into<String>) -> Raw<V> {
        Raw::new(self.clone(), method.into(), path.into())
    }

    /// Takes a task up again, in this process or another. Nothing is sent.
    pub fn task(&self, id: impl Into<String>) -> Result<Handle<V>, UnusableId> {
        Ok(Handle::taken_up(self.clone(), TaskId::new(id.into())?, None))
    }

    /// What the account has left.
    pub async fn credits(&self) -> Result<Credits, CallError> {
        let revision = V::revision();
        let fault =
            |fault: CallFault| CallError { vendor: &revision.vendor, task: None, fault: fault.without(self.key()) };
        let Some(operation) = call::find(revision, OperationKind::Credits) else {
            return Err(fault(CallFault::NotOffered { what: "ask for credits" }));
        };
        let answer = self.inner().transport.read(call::call(operation, None)).await;
        call::credits(revision, operation, answer).map_err(fault)
    }

    /// The account's tasks, where the vendor's pages have a list of them: filters first, then pages or tasks.
    ///
    /// Nothing is sent before a page is asked for. A vendor without a list is [not offering](CallFault::NotOffered) it.
    pub fn list(&self) -> List<V> {
        List::new(self.clone())
    }

    /// A verifier of the callbacks that tasks of this client's key cause.
    pub fn verifier(&self) -> Result<Verifier<V>, CallbackError> {
        Verifier::new(self.inner().key.clone())
    }

    /// A table of who waits for which task, to be fed with the callbacks that tasks of this client's key cause.
    pub fn callbacks(&self) -> Result<Callbacks<V>, CallbackError> {
        Ok(Callbacks::new(self.verifier()?))
    }

    /// The same client, which [submits](Self::submit) again what was certainly not taken.
    #[must_use]
    pub fn patient(&self, patience: Patience) -> Self {
        Self::of(Ways { patience: Some(patience), ..self.ways.same() })
    }

    /// The same client, whose waits are woken by these callbacks beside looking at intervals.
    #[must_use]
    pub fn woken_by(&self, callbacks: &Callbacks<V>) -> Self {
        Self::of(Ways { callbacks: Some(callbacks.clone()), ..self.ways.same() })
    }

    /// Fetches a video into a file. Answers how many bytes there were.
    ///
    /// The bytes go to a file beside `path` that takes its place when all of them are there; whatever fails, nothing
    /// half-written stays. A transfer that breaks off goes on where it stopped. The key is not sent to the file's host.
    /// [`Handle::download`] also renews an address that has expired.
    pub async fn download(&self, video: &Video, path: impl AsRef<Path>) -> Result<u64, DownloadError> {
        self.download_with(video, path, Download::new()).await
    }

    /// Fetches a video into a file, with a limit or progress of its own.
    pub async fn download_with(
        &self,
        video: &Video,
        path: impl AsRef<Path>,
        download: Download,
    ) -> Result<u64, DownloadError> {
        download.file(self, &video.url, path.as_ref(), ready(None)).await
    }

    /// Fetches a video into a writer, which has received a part of it if this fails.
    pub async fn download_to<W: AsyncWrite + Unpin>(
        &self,
        video: &Video,
        writer: &mut W,
        download: Download,
    ) -> Result<u64, DownloadError> {
        download.writer(self, &video.url, writer, ready(None)).await
    }

    pub(crate) fn assemble(builder: Builder<V>, settings: Settings, key: Key) -> Result<Self, ConfigError> {
        let base_url = settings.base_url.clone();
        let clock = settings.clock.clone();
        let transport = Transport::new(settings, builder.carrier, &V::revision().authentication, &key)?;
        let account = Account::new(&V::revision().vendor, &base_url, key.secret());
        let keeping = Keeping { store: builder.store, budget: builder.budget, account, clock };
        let (wait, policy, chance) = (Arc::new(builder.wait), builder.policy, Mutex::new(builder.chance));
        let inner = Inner { transport, base_url, key, wait, policy, chance, keeping, marks: builder.marks };
        Ok(Self::of(Ways { inner: Arc::new(inner), callbacks: None, patience: None }))
    }

    fn of(ways: Ways<V>) -> Self {
        Self { ways: Arc::new(ways) }
    }

    fn inner(&self) -> &Inner {
        &self.ways.inner
    }

    pub(crate) fn key(&self) -> &Key {
        &self.inner().key
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.inner().transport
    }

    /// A place among those that callbacks wake, if there are any.
    pub(crate) fn seat(&self, task: &str) -> Option<Seat> {
        self.ways.callbacks.as_ref().map(|callbacks| callbacks.seat(task))
    }

    pub(crate) fn wait(&self) -> &Arc<Wait> {
        &self.inner().wait
    }

    /// The date, by the clock that the client was built with.
    pub(crate) fn now(&self) -> SystemTime {
        self.keeping().clock.now()
    }

    pub(crate) fn keeping(&self) -> &Keeping {
        &self.inner().keeping
    }

    /// Chance of its own for each waiter.
    pub(crate) fn chance(&self) -> Chance {
        Chance::seeded(self.inner().chance.lock().unwrap_or_else(PoisonError::into_inner).bits())
    }

    async fn submit_as<R: Request<Vendor = V>>(&self, request: &R, policy: Policy) -> Result<Handle<V>, SubmitError> {
        let ticket = self.ticket();
        let prepared = submit::prepare(request, policy, self.keep(ticket))?;
        self.send(R::operation(), prepared, ticket).await
    }

    async fn submit_draft_once(&self, draft: &Draft<V>) -> Result<Handle<V>, SubmitError> {
        let (operation, policy, ticket) = (draft.operation(), self.inner().policy, self.ticket());
        let prepared = submit::prepare_given(operation, draft.given(), policy, self.keep(ticket))?;
        self.send(operation, prepared, ticket).await
    }

    async fn send(
        &self,
        operation: &'static Operation,
        prepared: Prepared,
        ticket: Option<Ticket>,
    ) -> Result<Handle<V>, SubmitError> {
        let revision = V::revision();
        let hold = match ticket {
            Some(ticket) => Some(self.keeping().begin(revision, &operation.name, &prepared, ticket).await?),
            None => None,
        };
        let hold = hold.map(Hold::leaving);
        let answer = self.inner().transport.write(prepared.call).await;
        let outcome = submit::outcome(revision, operation, prepared.payload, answer);
        let outcome = outcome.map_err(|fault| fault.without(self.key()));
        let accepted = match hold {
            Some(hold) => hold.end(revision, outcome).await?,
            None => outcome?,
        };
        Ok(Handle::submitted(self.clone(), accepted, prepared.remarks, ticket))
    }

    /// A number that no other submit has, if submits are recorded or counted.
    fn ticket(&self) -> Option<Ticket> {
        if !self.keeping().is_kept() {
            return None;
        }
        let mut chance = self.inner().chance.lock().unwrap_or_else(PoisonError::into_inner);
        Some(Ticket::new(u128::from(chance.bits()) << 64 | u128::from(chance.bits())))
    }

    fn keep(&self, ticket: Option<Ticket>) -> Option<Keep> {
        ticket.map(|ticket| Keep { mark: (self.inner().marks == Marks::Payload).then(|| mark(ticket)) })
    }
}

/// Not derived: that would ask for a vendor that can be cloned.
impl<V> Clone for Client<V> {
    fn clone(&self) -> Self {
        Self { ways: Arc::clone(&self.ways) }
    }
}

impl<V> Ways<V> {
    fn same(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), callbacks: self.callbacks.clone(), patience: self.patience }
    }
}

impl<V: Vendor> fmt::Debug for Client<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let revision = V::revision();
        formatter
            .debug_struct("Client")
            .field("vendor", &revision.vendor)
            .field("revision", &revision.month)
            .field("base_url", &self.inner().base_url)
            .field("key", &self.inner().key)
            .field("wait", &self.inner().wait)
            .field("policy", &self.inner().policy)
            .finish_non_exhaustive()
    }
}
