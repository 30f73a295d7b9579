//! Carries over HTTP: the only file that names reqwest.

use std::error::Error;
use std::pin::Pin;
use std::sync::OnceLock;

use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Method, redirect, retry};
use url::Url;

use super::is_near;
use super::parts::Sending;
use crate::builder::Settings;
use crate::carrier::{Arriving, Carried, Carrier, Incoming, NEEDED, NoAnswer, Outgoing, Sent, Way};
use crate::config_error::ConfigError;

/// How many redirects a download follows; API calls follow none.
const REDIRECTS: usize = 5;

/// The connections of one client.
///
/// Three kinds, because they fail differently: a submit must not meet a stale connection, a poll should not dial anew
/// each time, a file's host must never see the key.
#[derive(Debug)]
pub(super) struct Network {
    settings: Settings,
    writes: reqwest::Client,
    reads: reqwest::Client,
    files: Files,
}

/// Clients for files, made at the first download: reading the machine's root certificates takes milliseconds.
#[derive(Debug, Default)]
struct Files {
    near: OnceLock<reqwest::Client>,
    far: OnceLock<reqwest::Client>,
}

impl Network {
    pub(super) fn new(settings: Settings) -> Result<Self, ConfigError> {
        let api = || Ok::<_, ConfigError>(api(&settings)?.redirect(redirect::Policy::none()).retry(retry::never()));
        // An idle connection that the server is just closing turns a submit into an unknown one.
        let writes = api()?.pool_max_idle_per_host(0).build().map_err(unbuilt)?;
        let reads = api()?.build().map_err(unbuilt)?;
        Ok(Self { writes, reads, files: Files::default(), settings })
    }

    fn client(&self, request: &Outgoing) -> Result<&reqwest::Client, NoAnswer> {
        match request.way {
            Way::Write => Ok(&self.writes),
            Way::Read => Ok(&self.reads),
            Way::File => {
                let url = Url::parse(&request.url).map_err(|fault| unsent(fault.to_string()))?;
                self.files.client(&url, &self.settings).map_err(|fault| unsent(fault.to_string()))
            }
        }
    }

    fn request(&self, request: Outgoing) -> Result<reqwest::RequestBuilder, NoAnswer> {
        let client = self.client(&request)?;
        let method = Method::from_bytes(request.method.as_bytes()).map_err(|fault| unsent(fault.to_string()))?;
        let mut built = client.request(method, &request.url);
        if let Some(credentials) = &request.credentials {
            let value = HeaderValue::from_bytes(credentials.value().as_bytes());
            let mut value = value.map_err(|fault| unsent(fault.to_string()))?;
            value.set_sensitive(true);
            built = built.header(credentials.name(), value);
        }
        for (name, value) in request.headers {
            built = built.header(&*name, &*value);
        }
        Ok(match request.body.map(Sending::from) {
            Some(Sending::Whole(bytes)) => built.body(bytes),
            Some(Sending::InParts(parts)) => built.body(reqwest::Body::wrap(parts)),
            None => built,
        })
    }
}

impl Carrier for Network {
    fn carry(&self, request: Outgoing) -> Carried<'_> {
        let (way, request) = (request.way, self.request(request));
        Box::pin(async move {
            let response = request?.send().await.map_err(no_answer)?;
            let (status, headers) = (response.status().as_u16(), needed(way, response.headers()));
            Ok(Incoming::arriving(status, headers, Response(response)))
        })
    }
}

/// The bytes of an answer on their way over the network.
struct Response(reqwest::Response);

impl Arriving for Response {
    fn chunk(&mut self) -> Pin<Box<dyn Future<Output = Result<Option<Vec<u8>>, String>> + Send + '_>> {
        Box::pin(async {
            let chunk = self.0.chunk().await.map_err(|fault| explain(&fault))?;
            Ok(chunk.map(Vec::from))
        })
    }
}

/// Those that somebody will look at: most answers of the API have none.
fn needed(way: Way, headers: &HeaderMap) -> Vec<(String, String)> {
    if way != Way::File && !headers.contains_key(RETRY_AFTER) {
        return Vec::new();
    }
    let text = |name: &&str| Some(((*name).to_owned(), headers.get(*name)?.to_str().ok()?.to_owned()));
    NEEDED.iter().filter_map(text).collect()
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
        let built = common(settings, reach)?.redirect(redirect::Policy::custom(follow)).build().map_err(unbuilt)?;
        Ok(place.get_or_init(|| built))
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

/// Only what happened before a connection stood, or before there was a request at all, is certain.
fn no_answer(fault: reqwest::Error) -> NoAnswer {
    let sent = if fault.is_connect() || fault.is_builder() { Sent::No } else { Sent::Perhaps };
    NoAnswer { sent, why: explain(&fault) }
}

fn unsent(why: String) -> NoAnswer {
    NoAnswer { sent: Sent::No, why }
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
    told.join(": ")
}

fn kind(fault: &reqwest::Error) -> &'static str {
    match fault {
        _ if fault.is_builder() => "the request cannot be written",
        _ if fault.is_body() || fault.is_decode() => "the answer broke off",
        _ if fault.is_redirect() => "too many redirects",
        _ => "the request failed",
    }
}
