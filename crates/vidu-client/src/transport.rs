//! Moves calls over whatever carries them: turns, time limits, the size of answers, and what certainly did not leave.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;
use url::Url;
use vidu_types::Timestamp;
use vidu_types::table::Authentication;

use crate::backoff::retry_after;
use crate::builder::Settings;
use crate::carrier::{Carrier, Content, Credentials, Incoming, NoAnswer, Outgoing, Text, Way};
use crate::config_error::ConfigError;
use crate::key::Key;
use crate::text::{printable, without_queries};

pub(crate) use crate::carrier::Sent;
pub(crate) use file::{File, Head};
use network::Network;

mod file;
mod network;
mod parts;

/// The most bytes of an API answer that are read: more than the largest request that a vendor may repeat in it.
const ANSWER_LIMIT: usize = 32 << 20;
/// The slowest upload that a submit's time-out allows for, in bytes per second.
const SLOWEST_UPLOAD: u64 = 64 << 10;
/// What is told of a call that took too long.
const LATE: &str = "no answer in time";

/// The way of one client to its vendor.
#[derive(Debug)]
pub(crate) struct Transport {
    settings: Settings,
    carrier: Arc<dyn Carrier>,
    credentials: Credentials,
    key: Key,
    writing: Turns,
    reading: Turns,
}

/// How many calls of a kind may be under way; the others wait in the order in which they came.
#[derive(Debug)]
struct Turns(Semaphore);

/// A call to the vendor's API.
pub(crate) struct Call {
    pub(crate) method: Text,
    /// Path and query, to stand behind the base URL.
    pub(crate) path: String,
    pub(crate) headers: Vec<(Text, Text)>,
    pub(crate) body: Option<Content>,
}

/// An answer of the vendor's API.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Vec<u8>,
}

/// No answer, or not all of it.
pub(crate) struct Lost {
    pub(crate) sent: Sent,
    pub(crate) why: String,
    /// What had arrived.
    pub(crate) answer: Option<Reply>,
}

impl Transport {
    /// The transport of a client over a carrier, or over the network.
    pub(crate) fn new(
        settings: Settings,
        carrier: Option<Arc<dyn Carrier>>,
        scheme: &'static Authentication,
        key: &Key,
    ) -> Result<Self, ConfigError> {
        let carrier = match carrier {
            Some(carrier) => carrier,
            None => Arc::new(Network::new(settings.clone())?),
        };
        let (writing, reading) = (Turns::new(settings.concurrent_writes), Turns::new(settings.concurrent_reads));
        let (credentials, key) = (credentials(scheme, key)?, key.clone());
        Ok(Self { carrier, credentials, key, writing, reading, settings })
    }

    /// Sends a call that changes something, over a connection of its own.
    pub(crate) async fn write(&self, call: Call) -> Result<Reply, Lost> {
        let upload = call.body.as_ref().map_or(0, Content::length) / SLOWEST_UPLOAD;
        let limit = self.settings.request_timeout + Duration::from_secs(upload);
        let _turn = self.writing.next().await;
        self.exchange(self.outgoing(Way::Write, call), limit).await
    }

    /// Sends a call that reads, over a connection that may be used again.
    pub(crate) async fn read(&self, call: Call) -> Result<Reply, Lost> {
        let _turn = self.reading.next().await;
        self.exchange(self.outgoing(Way::Read, call), self.settings.request_timeout).await
    }

    /// Asks for a file from a byte on, without credentials.
    pub(crate) async fn file(&self, url: &Url, from: u64, if_range: Option<&str>) -> Result<File, Lost> {
        let request = file::request(url, from, if_range);
        let limit = self.settings.request_timeout;
        match timeout(limit, self.carrier.carry(request)).await {
            Ok(Ok(incoming)) => Ok(File::new(incoming, limit, self.key.clone())),
            Ok(Err(fault)) => Err(lost(fault, &self.key)),
            Err(_) => Err(Lost { sent: Sent::Perhaps, why: LATE.to_owned(), answer: None }),
        }
    }

    pub(crate) fn concurrent_submits(&self) -> usize {
        self.settings.concurrent_writes
    }

    pub(crate) fn concurrent_polls(&self) -> usize {
        self.settings.concurrent_reads
    }

    fn outgoing(&self, way: Way, call: Call) -> Outgoing {
        let Call { method, path, headers, body } = call;
        let url = [&*self.settings.base_url, &*path].concat();
        Outgoing { way, method, url, credentials: Some(self.credentials.clone()), headers, body }
    }

    /// One request and its whole answer within a limit; what had arrived by then is kept.
    async fn exchange(&self, request: Outgoing, limit: Duration) -> Result<Reply, Lost> {
        let mut arrived = None;
        let why = match timeout(limit, self.gather(request, &mut arrived)).await {
            Ok(Ok(())) => None,
            Ok(Err(fault)) if arrived.is_none() => return Err(lost(fault, &self.key)),
            Ok(Err(fault)) => Some(shown(&fault.why, &self.key)),
            Err(_) => Some(LATE.to_owned()),
        };
        match (why, arrived) {
            (None, Some(reply)) => Ok(reply),
            (why, answer) => Err(Lost { sent: Sent::Perhaps, why: why.unwrap_or_default(), answer }),
        }
    }

    async fn gather(&self, request: Outgoing, arrived: &mut Option<Reply>) -> Result<(), NoAnswer> {
        let broken = |why| NoAnswer { sent: Sent::Perhaps, why };
        let mut incoming = self.carrier.carry(request).await?;
        let head = Reply { status: incoming.status, retry_after: self.asked_pause(&incoming), body: Vec::new() };
        let reply = arrived.insert(head);
        while let Some(chunk) = incoming.body.chunk().await.map_err(broken)? {
            if reply.body.len() + chunk.len() > ANSWER_LIMIT {
                return Err(broken(format!("the answer has more than {ANSWER_LIMIT} bytes")));
            }
            match reply.body.is_empty() {
                true => reply.body = chunk,
                false => reply.body.extend_from_slice(&chunk),
            }
        }
        Ok(())
    }

    fn asked_pause(&self, answer: &Incoming) -> Option<Duration> {
        let asked = answer.header("retry-after")?;
        let date = answer.header("date").and_then(Timestamp::from_http_date);
        retry_after(asked, date.unwrap_or_else(|| self.settings.clock.now().into()))
    }
}

impl Turns {
    fn new(many: usize) -> Self {
        Self(Semaphore::new(many.min(Semaphore::MAX_PERMITS)))
    }

    /// Nobody closes the semaphore, so there is always a turn.
    async fn next(&self) -> Option<SemaphorePermit<'_>> {
        self.0.acquire().await.ok()
    }
}

/// Reads a file's address.
pub(crate) fn file_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|fault| fault.to_string())?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        other => Err(format!("its scheme is {}, neither https nor http", printable(other, 20))),
    }
}

/// Whether a URL leads to this machine, so that no proxy and no https are needed.
pub(crate) fn is_near(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The header with the key, if the key can stand in one.
fn credentials(scheme: &'static Authentication, key: &Key) -> Result<Credentials, ConfigError> {
    let value = format!("{}{}", scheme.send, key.secret());
    match value.bytes().all(|byte| byte >= b' ' && byte != 0x7f) {
        true => Ok(Credentials::new(Text::Borrowed(&scheme.header), value)),
        false => Err(ConfigError::KeyHeader),
    }
}

fn lost(fault: NoAnswer, key: &Key) -> Lost {
    Lost { sent: fault.sent, why: shown(&fault.why, key), answer: None }
}

/// What happened, without the queries of addresses, which hold signatures, and without the key, which a redirect may have
/// put into one.
fn shown(why: &str, key: &Key) -> String {
    let mut why = without_queries(why);
    key.hide_in(&mut why);
    printable(&why, 300)
}
