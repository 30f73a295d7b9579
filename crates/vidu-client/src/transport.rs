//! Moves bytes over HTTP, and tells what certainly did not leave from what may have: the only file that names reqwest.

use std::error::Error;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Method, redirect, retry};
use tokio::sync::{Semaphore, SemaphorePermit};
use url::Url;
use vidu_types::Timestamp;
use vidu_types::table::Authentication;

use crate::backoff::retry_after;
use crate::builder::Settings;
use crate::config_error::ConfigError;
use crate::key::Key;
use crate::text::{printable, without_queries};

pub(crate) use file::{File, Head};

mod file;

/// The most bytes of an API answer that are read: more than the largest request that a vendor may repeat in it.
const ANSWER_LIMIT: usize = 32 << 20;
/// How many redirects a download follows; API calls follow none.
const REDIRECTS: usize = 5;
/// The slowest upload that a submit's time-out allows for, in bytes per second.
const SLOWEST_UPLOAD: u64 = 64 << 10;

/// The connections of one client.
///
/// Three kinds, because they fail differently: a submit must not meet a stale connection, a poll should not dial anew
/// each time, a file's host must never see the key.
#[derive(Debug)]
pub(crate) struct Transport {
    settings: Settings,
    writes: reqwest::Client,
    reads: reqwest::Client,
    files: Files,
    key: (HeaderName, HeaderValue),
    writing: Turns,
    reading: Turns,
}

/// How many calls of a kind may be under way; the others wait in the order in which they came.
#[derive(Debug)]
struct Turns(Semaphore);

/// Clients for files, made at the first download: reading the machine's root certificates takes milliseconds.
#[derive(Debug, Default)]
struct Files {
    near: OnceLock<reqwest::Client>,
    far: OnceLock<reqwest::Client>,
}

/// A call to the vendor's API.
pub(crate) struct Call {
    pub(crate) method: String,
    /// Path and query, to stand behind the base URL.
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Vec<u8>>,
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

/// Whether a request left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// Certainly not.
    No,
    /// Perhaps: nobody but the vendor knows.
    Perhaps,
}

impl Transport {
    pub(crate) fn new(settings: Settings, scheme: &Authentication, key: &Key) -> Result<Self, ConfigError> {
        let api = || Ok::<_, ConfigError>(api(&settings)?.redirect(redirect::Policy::none()).retry(retry::never()));
        // An idle connection that the server is just closing turns a submit into an unknown one.
        let writes = api()?.pool_max_idle_per_host(0).build().map_err(unbuilt)?;
        let reads = api()?.build().map_err(unbuilt)?;
        let (writing, reading) = (Turns::new(settings.concurrent_writes), Turns::new(settings.concurrent_reads));
        let key = key_header(scheme, key)?;
        Ok(Self { writes, reads, files: Files::default(), key, writing, reading, settings })
    }

    /// Sends a call that changes something, over a connection of its own.
    pub(crate) async fn write(&self, call: Call) -> Result<Reply, Lost> {
        let upload = call.body.as_ref().map_or(0, |body| body.len() as u64) / SLOWEST_UPLOAD;
        let timeout = self.settings.request_timeout + Duration::from_secs(upload);
        let _turn = self.writing.next().await;
        exchange(self.request(&self.writes, call)?.timeout(timeout)).await
    }

    /// Sends a call that reads, over a connection that may be used again.
    pub(crate) async fn read(&self, call: Call) -> Result<Reply, Lost> {
        let _turn = self.reading.next().await;
        exchange(self.request(&self.reads, call)?.timeout(self.settings.request_timeout)).await
    }

    /// Asks for a file from a byte on, without credentials.
    pub(crate) async fn file(&self, url: &Url, from: u64, if_range: Option<&str>) -> Result<File, Lost> {
        let client = self.files.client(url, &self.settings).map_err(|fault| unsent(fault.to_string()))?;
        File::open(client.get(url.clone()), from, if_range).await
    }

    pub(crate) fn concurrent_submits(&self) -> usize {
        self.settings.concurrent_writes
    }

    pub(crate) fn concurrent_polls(&self) -> usize {
        self.settings.concurrent_reads
    }

    fn request(&self, client: &reqwest::Client, call: Call) -> Result<reqwest::RequestBuilder, Lost> {
        let method = Method::from_bytes(call.method.as_bytes()).map_err(|fault| unsent(fault.to_string()))?;
        let address = format!("{}{}", self.settings.base_url, call.path);
        let (name, value) = &self.key;
        let mut request = client.request(method, address).header(name, value);
        for (name, value) in call.headers {
            request = request.header(name, value);
        }
        Ok(match call.body {
            Some(body) => request.body(body),
            None => request,
        })
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

impl Files {
    fn client(&self, url: &Url, settings: &Settings) -> Result<&reqwest::Client, ConfigError> {
        // A file over http may be moved to https, so over a network both are provided for.
        let (place, reach) = match Reach::of(url) {
            Reach::Machine => (&self.near, Reach::Machine),
            Reach::Plain | Reach::Secure => (&self.far, Reach::Secure),
        };
        if let Some(client) = place.get() {
            return Ok(client);
        }
        let built = common(settings, reach)?
            .redirect(redirect::Policy::custom(follow))
            .read_timeout(settings.request_timeout)
            .build()
            .map_err(unbuilt)?;
        Ok(place.get_or_init(|| built))
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

/// How far connections reach, and so what they need.
#[derive(Clone, Copy)]
enum Reach {
    /// Http to this machine: no proxy could reach it.
    Machine,
    /// Http over a network. Root certificates are neither needed nor, in a small container, always there.
    Plain,
    /// Https.
    Secure,
}

impl Reach {
    fn of(url: &Url) -> Self {
        match url.scheme() {
            "http" if is_near(url) => Self::Machine,
            "http" => Self::Plain,
            _ => Self::Secure,
        }
    }
}

fn api(settings: &Settings) -> Result<reqwest::ClientBuilder, ConfigError> {
    common(settings, Url::parse(&settings.base_url).map_or(Reach::Secure, |base| Reach::of(&base)))
}

fn common(settings: &Settings, reach: Reach) -> Result<reqwest::ClientBuilder, ConfigError> {
    let mut builder = reqwest::Client::builder()
        .user_agent(&settings.user_agent)
        .connect_timeout(settings.connect_timeout)
        .referer(false);
    if let Some(proxy) = &settings.proxy {
        // The address may hold a password, so the fault is told without it.
        builder = builder.proxy(reqwest::Proxy::all(proxy).map_err(|_| ConfigError::Proxy)?);
    }
    match reach {
        Reach::Machine => Ok(without_certificates(builder.no_proxy())),
        Reach::Plain if settings.proxy.is_none() => Ok(without_certificates(builder)),
        Reach::Plain | Reach::Secure => with_certificates(builder, &settings.roots),
    }
}

#[cfg(feature = "tls")]
fn with_certificates(
    mut builder: reqwest::ClientBuilder,
    roots: &[Vec<u8>],
) -> Result<reqwest::ClientBuilder, ConfigError> {
    for pem in roots {
        let found = reqwest::Certificate::from_pem_bundle(pem).map_err(|_| ConfigError::RootCertificate)?;
        if found.is_empty() {
            return Err(ConfigError::RootCertificate);
        }
        builder = builder.tls_certs_merge(found);
    }
    Ok(builder)
}

#[cfg(not(feature = "tls"))]
fn with_certificates(
    builder: reqwest::ClientBuilder,
    roots: &[Vec<u8>],
) -> Result<reqwest::ClientBuilder, ConfigError> {
    if roots.is_empty() { Ok(builder) } else { Err(ConfigError::WithoutTls) }
}

#[cfg(feature = "tls")]
fn without_certificates(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_certs_only([])
}

#[cfg(not(feature = "tls"))]
fn without_certificates(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

fn key_header(scheme: &Authentication, key: &Key) -> Result<(HeaderName, HeaderValue), ConfigError> {
    let name = HeaderName::from_bytes(scheme.header.as_bytes()).map_err(|_| ConfigError::KeyHeader)?;
    let text = format!("{}{}", scheme.send, key.secret());
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| ConfigError::KeyHeader)?;
    value.set_sensitive(true);
    Ok((name, value))
}

fn follow(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let downgraded = attempt.previous().last().is_some_and(|from| from.scheme() == "https")
        && attempt.url().scheme() == "http"
        && !is_near(attempt.url());
    if attempt.previous().len() > REDIRECTS {
        attempt.error(format!("more than {REDIRECTS} redirects"))
    } else if downgraded {
        attempt.error("a redirect from https to http")
    } else {
        attempt.follow()
    }
}

async fn exchange(request: reqwest::RequestBuilder) -> Result<Reply, Lost> {
    let mut response = request.send().await.map_err(lost)?;
    let mut reply =
        Reply { status: response.status().as_u16(), retry_after: asked_pause(response.headers()), body: Vec::new() };
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if reply.body.len() + chunk.len() > ANSWER_LIMIT => {
                return Err(half(format!("the answer has more than {ANSWER_LIMIT} bytes"), reply));
            }
            Ok(Some(chunk)) => reply.body.extend_from_slice(&chunk),
            Ok(None) => return Ok(reply),
            Err(fault) => return Err(half(explain(&fault), reply)),
        }
    }
}

fn asked_pause(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let asked = text(RETRY_AFTER)?;
    let now = text(DATE).and_then(Timestamp::from_http_date).unwrap_or_else(|| SystemTime::now().into());
    retry_after(asked, now)
}

/// Only what happened before a connection stood, or before there was a request at all, is certain.
fn lost(fault: reqwest::Error) -> Lost {
    let sent = if fault.is_connect() || fault.is_builder() { Sent::No } else { Sent::Perhaps };
    Lost { sent, why: explain(&fault), answer: None }
}

fn half(why: String, answer: Reply) -> Lost {
    Lost { sent: Sent::Perhaps, why, answer: Some(answer) }
}

fn unsent(why: String) -> Lost {
    Lost { sent: Sent::No, why, answer: None }
}

fn unbuilt(fault: reqwest::Error) -> ConfigError {
    ConfigError::Transport { why: explain(&fault) }
}

/// The whole chain of causes, without URLs: their queries hold signatures.
fn explain(fault: &reqwest::Error) -> String {
    let mut told: Vec<String> = Vec::new();
    if fault.is_timeout() {
        told.push("no answer in time".to_owned());
    }
    let mut cause = fault.source();
    while let Some(found) = cause {
        told.push(found.to_string());
        cause = found.source();
    }
    if told.is_empty() {
        told.push(kind(fault).to_owned());
    }
    told.dedup();
    printable(&without_queries(&told.join(": ")), 300)
}

fn kind(fault: &reqwest::Error) -> &'static str {
    match fault {
        _ if fault.is_builder() => "the request cannot be written",
        _ if fault.is_body() || fault.is_decode() => "the answer broke off",
        _ if fault.is_redirect() => "too many redirects",
        _ => "the request failed",
    }
}
