//! A call that the crate does not know: any method and path, with the client's key and rules.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use serde_json::Value;
use vidu_types::{Vendor, VendorError, error_body};

use crate::call::CONTENT_TYPE;
use crate::client::Client;
use crate::key::Key;
use crate::text::{printable, without_query};
use crate::transport::{Call, Lost, Reply, Sent};

/// A call to the vendor's API that this crate has no method for, made by [`Client::raw`](crate::Client::raw).
///
/// It goes to the client's host with the client's key, follows no redirect, is sent once, and its answer is bounded, as
/// with every call of the client. `GET` and `HEAD` use connections again; everything else gets one of its own, because
/// it may cost money.
///
/// ```no_run
/// # async fn example<V: vidu_types::Vendor>(client: &vidu_client::Client<V>) -> Result<(), Box<dyn std::error::Error>> {
/// let answer = client.raw("POST", "/v1/brand-new").json(&serde_json::json!({ "style": "paper" })).send().await?;
/// println!("{}: {}", answer.status(), answer.json()?["id"]);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent before `send`"]
pub struct Raw<V> {
    client: Client<V>,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl<V: Vendor> Raw<V> {
    pub(crate) fn new(client: Client<V>, method: String, path: String) -> Self {
        Self { client, method, path, headers: Vec::new(), body: None }
    }

    /// Adds a header. The key's and those of the connection itself are refused when the call is sent.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The body as JSON.
    pub fn json(self, body: &Value) -> Self {
        let has_type = self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE));
        let this = if has_type { self } else { self.header(CONTENT_TYPE, "application/json") };
        this.body(body.to_string())
    }

    /// The body as bytes.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends it, once. Any answer is `Ok`, whatever its status.
    pub async fn send(self) -> Result<RawAnswer, RawError> {
        let vendor: &'static str = &V::revision().vendor;
        let key_header = &V::revision().authentication.header;
        if let Some(why) = fault(&self.method, &self.path, &self.headers, key_header) {
            return Err(RawError::Invalid { vendor, why });
        }
        let Self { client, method, path, headers, body } = self;
        let reads = matches!(method.as_str(), "GET" | "HEAD");
        let headers = headers.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        let call = Call { method: method.into(), path, headers, body: body.map(Into::into) };
        let transport = client.transport();
        let answer = if reads { transport.read(call).await } else { transport.write(call).await };
        match answer {
            Ok(Reply { status, retry_after, body }) => {
                Ok(RawAnswer { status, retry_after, body, key: Asker(client.key().clone()) })
            }
            Err(Lost { sent: Sent::No, why, .. }) => Err(RawError::NotSent { vendor, why }),
            Err(Lost { why, answer, .. }) => {
                Err(RawError::Unknown { vendor, why, status: answer.map(|reply| reply.status) })
            }
        }
    }
}

/// Method and path as they go out; a query and a body may hold what logs must not.
impl<V: Vendor> fmt::Debug for Raw<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = printable(without_query(&self.path), 200);
        formatter.debug_struct("Raw").field("method", &self.method).field("path", &path).finish_non_exhaustive()
    }
}

/// What a vendor answered to a [`Raw`] call.
#[derive(Clone, PartialEq, Eq)]
pub struct RawAnswer {
    status: u16,
    retry_after: Option<Duration>,
    body: Vec<u8>,
    key: Asker,
}

/// Whose key was sent: no part of what was answered, so that answers compare without it.
#[derive(Clone)]
struct Asker(Key);

impl PartialEq for Asker {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Asker {}

impl RawAnswer {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// How long the vendor asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The body as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Result<Value> {
        serde_json::from_slice(&self.body)
    }

    /// The body as the vendor's error, in whichever of its forms; the status is always there, and the key never is.
    pub fn error<V: Vendor>(&self) -> VendorError {
        let mut error = error_body::read(&V::revision().errors, self.status, &self.body);
        self.key.0.hide_in_error(&mut error);
        error
    }
}

/// The bytes are not shown: an answer can hold signed addresses.
impl fmt::Debug for RawAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.body.len();
        formatter.debug_struct("RawAnswer").field("status", &self.status).field("bytes", &bytes).finish()
    }
}

/// A [`Raw`] call without an answer, by what it may have done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RawError {
    /// The call is not one that this client makes. Nothing was sent.
    Invalid {
        /// The vendor.
        vendor: &'static str,
        /// What is wrong with it, and what instead.
        why: String,
    },
    /// Certainly nothing was sent.
    NotSent {
        /// The vendor.
        vendor: &'static str,
        /// What happened on the way.
        why: String,
    },
    /// It may have arrived, and have done what it does.
    Unknown {
        /// The vendor.
        vendor: &'static str,
        /// What happened on the way.
        why: String,
        /// The status, if that much of an answer came.
        status: Option<u16>,
    },
}

impl fmt::Display for RawError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { vendor, why } => write!(formatter, "{vendor}: the call is not made: {why}"),
            Self::NotSent { vendor, why } => write!(formatter, "{vendor}: the request was not sent: {why}"),
            Self::Unknown { vendor, why, status: None } => {
                write!(formatter, "{vendor}: {why}; the request may have arrived")
            }
            Self::Unknown { vendor, why, status: Some(status) } => {
                write!(formatter, "{vendor}: {why}; the request arrived, status {status}")
            }
        }
    }
}

impl Error for RawError {}

/// Headers that belong to the connection, so that no caller can make two requests of one.
const OF_THE_CONNECTION: &[&str] =
    &["host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "proxy-authorization"];

fn fault(method: &str, path: &str, headers: &[(String, String)], key_header: &str) -> Option<String> {
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_uppercase()) || method == "CONNECT" {
        return Some(format!("the method {:?} is not one such as GET or POST", printable(method, 20)));
    }
    if let Some(why) = path_fault(path) {
        return Some(format!("the path {:?} {why}", printable(without_query(path), 100)));
    }
    let taken = |name: &str| {
        OF_THE_CONNECTION.iter().any(|own| name.eq_ignore_ascii_case(own)) || name.eq_ignore_ascii_case(key_header)
    };
    let own = headers.iter().map(|(name, _)| name).find(|name| taken(name))?;
    Some(format!("the header {} is the client's own", printable(own, 40)))
}

/// A path that could leave the base URL's host or folder, or be another address than what was written.
fn path_fault(path: &str) -> Option<&'static str> {
    let folders = without_query(path).split('/').skip(1);
    let is_dots = |folder: &str| matches!(folder.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    match path {
        _ if !path.starts_with('/') => Some("does not begin with a slash; the client's base URL stands before it"),
        _ if path.contains(|one: char| one.is_whitespace() || one.is_control() || matches!(one, '\\' | '#')) => {
            Some("has a blank, a control character, a backslash or a fragment; escape them, as in %20")
        }
        _ if folders.into_iter().any(is_dots) => Some("has a folder `.` or `..`, which would be another address"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
