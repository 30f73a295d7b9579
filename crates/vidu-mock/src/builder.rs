//! What a server is to be like before it starts, and why it cannot start.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::Instant;
use vidu_types::table::Spec;

use crate::admin::scope::Scope;
use crate::callback::callbacks::{self, Advance};
use crate::callback::tls;
use crate::calls::judge::House;
use crate::calls::offer::Offer;
use crate::edge::door::Token;
use crate::edge::healthcheck::reachable;
use crate::mock_server::MockServer;
use crate::server::{self, Shared};
use crate::settings::{Echo, Settings, Timing, Unlisted};
use crate::tasks::rule::Rule;
use crate::tasks::rules::Rules;
use crate::time::clock::{Clock, Pace};
use crate::time::drive::Drive;
use crate::worlds::engine::Engine;
use crate::worlds::state::Log;

/// What a server is to be like; see [`MockServer::builder`].
#[derive(Clone, Debug)]
pub struct Builder {
    host: IpAddr,
    port: u16,
    spec: Cow<'static, Spec>,
    source: Offer,
    pub(crate) settings: Settings,
}

/// Why a server cannot start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be had.
    Address(SocketAddr, io::Error),
    /// The speed is not a number above zero.
    Speed(f64),
    /// The folder for the state cannot be had, or what is in it cannot be read.
    State(PathBuf, io::Error),
    /// The spec has nothing to serve.
    Spec(String),
    /// A rule can never count.
    Rule(String),
    /// The authorities that callbacks are to trust cannot be read.
    Authorities(String),
}

impl Builder {
    pub(crate) fn new() -> Builder {
        Builder {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            spec: Cow::Borrowed(&vidu_types::SPEC),
            source: Offer::default(),
            settings: Settings::default(),
        }
    }

    /// The address to listen on.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// The port to listen on; 0 takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The spec to serve, compiled or read at run time.
    pub fn spec(mut self, spec: impl Into<SpecSource>) -> Self {
        self.spec = spec.into().0;
        self
    }

    /// The spec to serve, read from a folder when the server starts: an edited page or a new vendor without a compiler.
    ///
    /// [`start`](Builder::start) gives every fault of it at once as [`StartError::Spec`].
    #[cfg(feature = "spec-folder")]
    pub fn spec_folder(mut self, folder: impl Into<std::path::PathBuf>) -> Self {
        self.source.folder = Some(folder.into());
        self
    }

    /// Which of a vendor's revisions to serve, by month such as `2025-08`, instead of its current one.
    pub fn revision(mut self, vendor: impl Into<String>, month: impl Into<String>) -> Self {
        self.source.revisions.push((vendor.into(), month.into()));
        self
    }

    /// What drives the clock.
    pub fn pace(mut self, pace: Pace) -> Self {
        self.settings.pace = pace;
        self
    }

    /// Real time, so many times as fast.
    pub fn speed(self, speed: f64) -> Self {
        self.pace(Pace::Real { speed })
    }

    /// A clock that stands until [`advance`](Scope::advance) moves it; until then no callback is sent either.
    pub fn held(self) -> Self {
        self.pace(Pace::Held)
    }

    /// What drives tasks, unless it is set for a world, an operation or a task.
    pub fn drive(mut self, drive: Drive) -> Self {
        self.settings.pace = drive.pace().unwrap_or(self.settings.pace);
        self.settings.drive = Some(drive);
        self
    }

    /// Lets a rule stand from the start: without conditions, it is what happens by default.
    pub fn rule(mut self, rule: Rule) -> Self {
        self.settings.rules.push(rule);
        self
    }

    /// The date at which the clock begins; without it, now.
    pub fn begins(mut self, date: SystemTime) -> Self {
        self.settings.begins = Some(date);
        self
    }

    /// Decides every draw: ids, seeds, how long each task takes.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// How long things take at speed 1.
    pub fn timing(mut self, timing: Timing) -> Self {
        self.settings.timing = timing;
        self
    }

    /// What becomes of fields that the vendor's page does not list.
    pub fn unlisted(mut self, unlisted: Unlisted) -> Self {
        self.settings.unlisted = unlisted;
        self
    }

    /// How answers repeat pictures that came inside a request.
    pub fn echo(mut self, echo: Echo) -> Self {
        self.settings.echo = echo;
        self
    }

    /// How many credits every account has at the start.
    pub fn credits(mut self, credits: i64) -> Self {
        self.settings.credits = credits;
        self
    }

    /// How many requests and callbacks each world's journal keeps.
    pub fn journal(mut self, entries: usize) -> Self {
        self.settings.journal = entries;
        self
    }

    /// The most bytes of a request body, whatever its page allows.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// Keeps tasks, clocks, journal and ledger in a folder, so that a server started on it later goes on where this one
    /// ended, in whatever way its process did. What was answered is in it. Time stands still while no server runs.
    ///
    /// Keys stand in the folder; only its owner may read it. One server has it at a time. Rules, scripts, faults and drives
    /// that were set are kept with how often they counted and when they end.
    pub fn state_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.state_folder = Some(folder.into());
        self
    }

    /// Starts the server on the runtime that this is called on.
    pub async fn start(self) -> Result<MockServer, StartError> {
        let mut this = self.prepared()?;
        if !this.host.is_loopback() {
            this.settings.admin_token.get_or_insert_with(Token::draw);
        }
        let wanted = SocketAddr::new(this.host, this.port);
        let listener = TcpListener::bind(wanted).await.map_err(|error| StartError::Address(wanted, error))?;
        let address = listener.local_addr().map_err(|error| StartError::Address(wanted, error))?;
        this.run(address, Some(listener))
    }

    /// Starts the server on the runtime that this is called on, without a socket: only callers in this process reach it, by
    /// [`answer`](MockServer::answer), [`ask`](MockServer::ask) and [`transmit`](MockServer::transmit).
    ///
    /// # Panics
    ///
    /// If it is called outside of a runtime.
    pub fn start_unconnected(self) -> Result<MockServer, StartError> {
        let address = SocketAddr::new(self.host, 0);
        self.prepared()?.run(address, None)
    }

    fn prepared(mut self) -> Result<Self, StartError> {
        self.spec = self.source.of(self.spec).map_err(StartError::Spec)?;
        self.check().map(|()| self)
    }

    fn run(self, address: SocketAddr, listener: Option<TcpListener>) -> Result<MockServer, StartError> {
        let begins = self.settings.begins.unwrap_or_else(SystemTime::now);
        let clock = Clock::new(self.settings.pace, begins, Instant::now());
        let house = House::new(self.spec, self.settings);
        let engine = Arc::new(Engine::new(house, clock));
        if let Some(folder) = &engine.house.settings.state_folder {
            let opened = Log::open(folder);
            let restored = opened.and_then(|(log, items)| engine.worlds().restore(&engine.house, log, items));
            restored.map_err(|error| StartError::State(folder.clone(), error))?;
        }
        let url = format!("http://{}", reachable(address));
        engine.worlds().base.clone_from(engine.house.settings.public_url.as_ref().unwrap_or(&url));
        let (wishes, wished) = mpsc::unbounded_channel::<Advance>();
        let stopped = engine.ending.subscribe();
        let shared = Shared { engine: Arc::clone(&engine), wishes };
        let all = Scope::new(Arc::clone(&engine), shared.wishes.clone(), None);
        let calling = tokio::spawn(callbacks::run(engine, wished));
        let serving = tokio::spawn(server::serve(listener, shared.clone(), stopped));
        Ok(MockServer { url, address, shared, all, serving, calling })
    }

    fn check(&self) -> Result<(), StartError> {
        if let Pace::Real { speed } = self.settings.pace
            && !(speed.is_finite() && speed > 0.0)
        {
            return Err(StartError::Speed(speed));
        }
        Rules::check(&self.settings.rules, &self.spec, Instant::now()).map_err(StartError::Rule)?;
        if !self.settings.callback_authorities.is_empty() {
            tls::check(&self.settings.callback_authorities).map_err(StartError::Authorities)?;
        }
        let current = || self.spec.revisions.iter().filter(|revision| revision.current);
        if current().next().is_none() {
            return Err(StartError::Spec("no revision is marked as current".into()));
        }
        match current().find(|revision| revision.states.is_empty()) {
            Some(revision) => Err(StartError::Spec(format!("{} has no states", revision.title))),
            None => Ok(()),
        }
    }
}

/// A spec to serve: a compiled one by reference, or one read at run time by value.
#[derive(Clone, Debug)]
pub struct SpecSource(Cow<'static, Spec>);

impl From<&'static Spec> for SpecSource {
    fn from(spec: &'static Spec) -> Self {
        SpecSource(Cow::Borrowed(spec))
    }
}

impl From<Spec> for SpecSource {
    fn from(spec: Spec) -> Self {
        SpecSource(Cow::Owned(spec))
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::Address(address, error) => write!(formatter, "cannot listen on {address}: {error}"),
            StartError::Speed(speed) => write!(formatter, "a speed of {speed} is not possible; give a number above 0"),
            StartError::State(folder, error) => write!(formatter, "the state in {}: {error}", folder.display()),
            StartError::Spec(why) => write!(formatter, "the spec cannot be served: {why}"),
            StartError::Rule(why) => write!(formatter, "a rule can never count: {why}"),
            StartError::Authorities(why) => write!(formatter, "the authorities for callbacks: {why}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StartError::Address(_, error) | StartError::State(_, error) => Some(error),
            StartError::Speed(_) | StartError::Spec(_) | StartError::Rule(_) | StartError::Authorities(_) => None,
        }
    }
}
