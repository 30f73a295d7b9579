//! The server as a value: started on the caller's runtime, driven by its methods, gone when it is dropped.

use std::net::SocketAddr;
use std::ops::Deref;

use tokio::task::JoinHandle;

use crate::admin::openapi;
use crate::admin::scope::{CommandError, Scope};
use crate::builder::Builder;
use crate::calls::exchange::{Reply, Request};
use crate::calls::incoming::Whole;
use crate::calls::judge::House;
use crate::edge::desk;
use crate::fault::{Hit, Wire};
use crate::server::Shared;
use crate::worlds::engine::Engine;

/// A running stand-in for all vendors at once, each at its real paths.
///
/// It runs as tasks of the runtime that it was started on, without a thread of its own, so a paused runtime pauses it
/// too. It stops when it is dropped, or in good order with [`stop`](MockServer::stop). What it has of all worlds together -
/// tasks, clock, journal, ledger - are the methods of [`Scope`].
#[derive(Debug)]
pub struct MockServer {
    pub(crate) url: String,
    pub(crate) address: SocketAddr,
    pub(crate) shared: Shared,
    pub(crate) all: Scope,
    pub(crate) serving: JoinHandle<()>,
    pub(crate) calling: JoinHandle<()>,
}

impl MockServer {
    /// A server on a free port of the loopback address, with the compiled spec and real time.
    ///
    /// # Panics
    ///
    /// If there is no free port on the loopback address. A test can do nothing about that;
    /// [`builder`](MockServer::builder) gives the error.
    pub async fn start() -> MockServer {
        match MockServer::builder().start().await {
            Ok(server) => server,
            Err(error) => panic!("the mock server cannot start: {error}"),
        }
    }

    /// A server that is set up before it starts: a free port of the loopback address unless told otherwise.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Scheme, host and port, such as `http://127.0.0.1:8438`: the base address for every vendor.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where it listens; with port 0, nowhere.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The world of a vendor and a key, with the same methods as the server has for all worlds.
    ///
    /// # Panics
    ///
    /// If the spec has no such vendor or the key is none; [`try_world`](MockServer::try_world) gives the error.
    #[track_caller]
    pub fn world(&self, vendor: &str, key: &str) -> Scope {
        match self.try_world(vendor, key) {
            Ok(scope) => scope,
            Err(error) => panic!("{error}"),
        }
    }

    /// The same as [`world`](MockServer::world) for a vendor that may not be there.
    pub fn try_world(&self, vendor: &str, key: &str) -> Result<Scope, CommandError> {
        let Shared { engine, wishes } = self.shared.clone();
        let world = engine.world(vendor, key)?;
        Ok(Scope::new(engine, wishes, Some(world)))
    }

    /// The administrative endpoints as an OpenAPI 3.1 document, as `/__admin/openapi.json` has it.
    pub fn openapi(&self) -> serde_json::Value {
        openapi::document(&self.shared.engine.house)
    }

    /// Its version, as every answer has it in `x-vidu-mock`.
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Whether it serves: not any more once it was told to stop.
    pub fn is_healthy(&self) -> bool {
        !self.serving.is_finished() && !*self.shared.engine.ending.borrow()
    }

    /// Waits until somebody tells it to stop.
    pub async fn stopped(&self) {
        // Its only failure is that nobody can say so any more.
        let _ = self.shared.engine.ending.subscribe().wait_for(|ending| *ending).await;
    }

    /// Answers a request to a vendor or for a result as it would over a socket, but without one: for tests that ask a
    /// great deal. `address` is path and query.
    ///
    /// Tasks are made and the journal has its entries. Of faults, those of the line (slow, reset, no answer) cannot show
    /// here: the whole answer is given at once. What stands under `/__admin/` is reached by [`ask`](MockServer::ask).
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// let server = vidu_mock::MockServer::start().await;
    /// assert_eq!(server.answer("GET", "/nowhere", &[], b"").status, 404);
    /// # });
    /// ```
    pub fn answer(&self, method: &str, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let given = Given::of(method, address, headers, body, &self.shared.engine.house);
        desk::answer(&self.shared, &given.request()).0.into()
    }

    /// The same as [`answer`](MockServer::answer) with what becomes of the answer on its way, faults of the line included:
    /// for whoever plays the line in the same process, under virtual time for instance.
    pub fn transmit(&self, method: &str, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Transmission {
        let given = Given::of(method, address, headers, body, &self.shared.engine.house);
        let (answer, hit) = desk::answer(&self.shared, &given.request());
        let (wire, injected) = (hit.as_ref().and_then(Hit::wire), hit.as_ref().map(Hit::name));
        Transmission { reply: answer.into(), wire, injected }
    }

    /// Answers any request as it would over a socket, what stands under `/__admin/` included, but without one. Only the
    /// stream of [`events`](Scope::events) is not to be had here, because it does not end.
    pub async fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let given = Given::of(method, address, headers, body, &self.shared.engine.house);
        desk::serve(&self.shared, &given.request()).await.0.into()
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.shared.engine
    }

    /// Stops: takes no connection any more, finishes the requests that have begun, sends no callback any more.
    pub async fn stop(mut self) {
        self.all.shutdown();
        // Its only failure is a panic, which was reported already.
        let _ = (&mut self.serving).await;
    }
}

/// An answer and what becomes of it on its way; see [`MockServer::transmit`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transmission {
    /// What the server answers. What was asked for is done, whatever arrives.
    pub reply: Reply,
    /// How it is sent, if not simply.
    pub wire: Option<Wire>,
    /// The name of the fault that was set and hit, as in the journal.
    pub injected: Option<String>,
}

/// A request as a caller in process gives it.
struct Given<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a str,
    headers: Vec<(&'a str, &'a [u8])>,
    body: Whole,
    oversized: bool,
}

impl<'a> Given<'a> {
    fn of(method: &'a str, address: &'a str, headers: &[(&'a str, &'a str)], body: &[u8], house: &House) -> Given<'a> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let headers = headers.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
        let oversized = body.len() > house.most_bytes(method, path);
        let body = Whole::of(if oversized { &[] } else { body }, house.settings.echo);
        Given { method, path, query, headers, body, oversized }
    }

    fn request(&self) -> Request<'_> {
        let Given { method, path, query, headers, body, oversized } = self;
        Request { method, path, query, headers, body, oversized: *oversized }
    }
}

impl Deref for MockServer {
    type Target = Scope;

    fn deref(&self) -> &Scope {
        &self.all
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.serving.abort();
        self.calling.abort();
    }
}
