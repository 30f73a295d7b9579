//! What a user can set: how long things take, how strict the server is, and what it repeats.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::callback::guard::CallbackAllow;
use crate::callback::receiver::Receiver;
use crate::calls::key::Key;
use crate::edge::door::Token;
use crate::tasks::rule::Rule;
use crate::time::clock::Pace;
use crate::time::drive::Drive;
use crate::time::durations::Durations;

/// How long things take at speed 1; each span is drawn from the seed, task by task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// How long a task waits, where its vendor has a word for that and no other task is in its way.
    pub queued: Durations,
    /// How long a task runs.
    pub running: Durations,
    /// Within which time of its first attempt a callback is tried for the last time.
    pub retries: Duration,
    /// How long a callback waits for its answer.
    pub callback_timeout: Duration,
    /// How long the address of a result works where the vendor's pages do not say; this number is made up.
    pub lifetime: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Timing {
            queued: (Duration::from_millis(500)..=Duration::from_secs(2)).into(),
            running: (Duration::from_secs(5)..=Duration::from_secs(15)).into(),
            retries: Duration::from_secs(60),
            callback_timeout: Duration::from_secs(5),
            lifetime: Duration::from_secs(86_400),
        }
    }
}

impl Timing {
    /// Every task is done as soon as it is made; retries follow at once.
    pub fn at_once() -> Self {
        let none = Duration::ZERO;
        Timing { queued: none.into(), running: none.into(), retries: none, ..Timing::default() }
    }
}

/// What becomes of fields that the vendor's page does not list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unlisted {
    /// They are taken and noted in the journal: real programs send fields of newer pages to every model.
    #[default]
    Take,
    /// They are refused.
    Refuse,
}

/// How an answer repeats pictures that came inside a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Echo {
    /// Data URIs of more than 256 characters by their beginning, all else as it is: there are programs that read no more
    /// than 8 kB of an answer and lose the task when a picture stands in it.
    #[default]
    Shortened,
    /// As they came.
    Verbatim,
}

/// Everything that a server is started with, beside the spec and the address.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What drives the clock.
    pub pace: Pace,
    /// What moves tasks, if it is not the clock.
    pub drive: Option<Drive>,
    /// The rules that stand from the start.
    pub rules: Vec<Rule>,
    /// The date at which the clock begins, and which callbacks then are signed with; without it the real date, also when
    /// the clock is far ahead of it, because receivers compare the date with their own.
    pub begins: Option<SystemTime>,
    /// Decides every draw.
    pub seed: u64,
    /// How long things take.
    pub timing: Timing,
    /// What becomes of fields that the page does not list.
    pub unlisted: Unlisted,
    /// How an answer repeats pictures.
    pub echo: Echo,
    /// What every account has at the start.
    pub credits: i64,
    /// How many requests and callbacks each world's journal keeps.
    pub journal: usize,
    /// The most bytes of a request body, whatever its page allows; what is more is read, thrown away and refused.
    pub max_body: usize,
    /// The keys that there are; with none, any well-formed one.
    pub keys: Vec<Key>,
    /// As many connections are served at once; others wait until one of these ends.
    pub max_connections: usize,
    /// How long a client may take to send its headers, and how long it may pause within its body or
    /// within reading an answer. Of a slow body a kilobyte has to come each second.
    pub client_timeout: Duration,
    /// How many worlds there may be.
    pub max_worlds: usize,
    /// How many tasks each world may have.
    pub max_tasks: usize,
    /// Scheme, host and port in the addresses of results; without it, as the request reached the server.
    pub public_url: Option<String>,
    /// What the administrative endpoints want to be shown.
    pub admin_token: Option<Token>,
    /// Where callbacks may go.
    pub callback_allow: CallbackAllow,
    /// Certificates in PEM of authorities that callbacks over TLS trust beside the usual ones.
    pub callback_authorities: Vec<u8>,
    /// Who is handed the callbacks in this process, in place of their addresses.
    pub receiver: Option<Receiver>,
    /// The folder in which everything is kept, if it is.
    pub state_folder: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            pace: Pace::Real { speed: 1.0 },
            drive: None,
            rules: Vec::new(),
            begins: None,
            seed: 0,
            timing: Timing::default(),
            unlisted: Unlisted::default(),
            echo: Echo::default(),
            credits: 100_000,
            journal: 1000,
            max_body: 128 << 20,
            keys: Vec::new(),
            max_connections: 4096,
            client_timeout: Duration::from_secs(30),
            max_worlds: 10_000,
            max_tasks: 2_000_000,
            public_url: None,
            admin_token: None,
            callback_allow: CallbackAllow::default(),
            callback_authorities: Vec::new(),
            receiver: None,
            state_folder: None,
        }
    }
}
