//! Verifies a vendor's callbacks, whatever web framework received them.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use vidu_types::callback::{Signed, path_and_query, signed_names};
use vidu_types::table::{Operation, Revision, Signature};
use vidu_types::{Task, Timestamp, UnreadableTask, Vendor};

use crate::key::Key;
use crate::sha256::is_signed;
use crate::text::printable;

use nonces::Nonces;

pub use registry::Callbacks;
pub(crate) use registry::Seat;

mod nonces;
mod registry;
#[cfg(test)]
mod tests;

/// Verifies that a callback comes from the vendor, recently, and for the first time.
///
/// The signature does not cover the body: whoever can see one callback could send its head again with other words. So a
/// verified callback is a hint to ask for the task, and no more; see [`Verified::hint`].
///
/// Keep one verifier for as long as the server runs, because it remembers which callbacks it has seen.
///
/// ```
/// # fn example<V: vidu_types::Vendor>(
/// #     key: vidu_client::Key, uri: &str, headers: Vec<(String, String)>, body: &[u8],
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// let verifier = vidu_client::Verifier::<V>::new(key)?;
/// let verified = verifier.verify("POST", uri, headers, std::time::SystemTime::now())?;
/// let hint = verified.hint(body)?;
/// println!("task {} seems to be {}", hint.id, hint.state.word());
/// # Ok(())
/// # }
/// ```
pub struct Verifier<V> {
    key: Key,
    scheme: &'static Signature,
    body: &'static Operation,
    tolerance: Duration,
    nonces: Mutex<Nonces>,
    vendor: PhantomData<fn() -> V>,
}

/// A callback that the vendor signed. Its body is still anybody's word.
pub struct Verified<V> {
    nonce: String,
    sent: SystemTime,
    body: &'static Operation,
    vendor: PhantomData<fn() -> V>,
}

impl<V: Vendor> Verifier<V> {
    /// Makes a verifier for the tasks that were submitted with this key.
    ///
    /// A vendor whose pages describe no callbacks, or none that are signed, has no verifier.
    pub fn new(key: Key) -> Result<Self, CallbackError> {
        let (scheme, body) = tables(V::revision())?;
        let nonces = Mutex::new(Nonces::new(REMEMBERED));
        Ok(Self { key, scheme, body, tolerance: TOLERANCE, nonces, vendor: PhantomData })
    }

    /// How far a callback's date may be from now, in either direction: five minutes.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Verifies the head of a callback.
    ///
    /// `url` is what the vendor was given as callback URL, or its path and query as the server received them; a proxy in
    /// between that rewrites either makes every signature wrong. Header names count in any case. A retry of the vendor's
    /// own that repeats a number is [`CallbackError::Replayed`]: answer it with success, for it was taken before.
    pub fn verify<N, T>(
        &self,
        method: &str,
        url: &str,
        headers: impl IntoIterator<Item = (N, T)>,
        now: SystemTime,
    ) -> Result<Verified<V>, CallbackError>
    where
        N: AsRef<str>,
        T: AsRef<[u8]>,
    {
        self.verify_head(method, url, &Headers::read(headers), now).map_err(|fault| fault.without(&self.key))
    }

    fn verify_head(
        &self,
        method: &str,
        url: &str,
        headers: &Headers,
        now: SystemTime,
    ) -> Result<Verified<V>, CallbackError> {
        check_constants(self.scheme, headers)?;
        let date = headers.one(DATE)?;
        let nonce = headers.one(&self.scheme.nonce_header)?;
        let (path, query) = path_and_query(url);
        let (access_key, headers_signed) = (&*self.scheme.access_key, signed_headers(self.scheme, headers)?);
        let text = Signed { method, path, query, access_key, date, headers: headers_signed }.string_to_sign();
        self.check_signature(&text, headers.one(&self.scheme.header)?)?;
        let sent = Timestamp::from_http_date(date).and_then(Timestamp::system_time);
        let sent = sent.ok_or_else(|| CallbackError::BadDate { date: printable(date, 60) })?;
        self.check_age(sent, now)?;
        // Last, so that a forgery cannot spend the number of a callback that is still to come.
        let mut nonces = self.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        if !nonces.is_first(nonce, sent + self.tolerance, now) {
            return Err(CallbackError::Replayed);
        }
        Ok(Verified { nonce: nonce.to_owned(), sent, body: self.body, vendor: PhantomData })
    }

    fn check_signature(&self, text: &str, signature: &str) -> Result<(), CallbackError> {
        let given = STANDARD.decode(signature).map_err(|_| CallbackError::WrongSignature)?;
        let is_true = is_signed(self.key.secret().as_bytes(), text.as_bytes(), &given);
        if is_true { Ok(()) } else { Err(CallbackError::WrongSignature) }
    }

    fn check_age(&self, sent: SystemTime, now: SystemTime) -> Result<(), CallbackError> {
        let apart = now.duration_since(sent).unwrap_or_else(|earlier| earlier.duration());
        if apart <= self.tolerance { Ok(()) } else { Err(CallbackError::Stale { apart, tolerance: self.tolerance }) }
    }
}

impl<V: Vendor> Verified<V> {
    /// The number by which the vendor tells this callback from others.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// When the vendor sent it, by its own clock.
    pub fn sent(&self) -> SystemTime {
        self.sent
    }

    /// Reads the task from a callback's body: what it says may be anybody's word, so ask
    /// [`Handle::query`](crate::Handle::query) before acting on it.
    pub fn hint(&self, body: &[u8]) -> Result<Task, UnreadableTask> {
        Task::read(V::revision(), self.body, body)
    }
}

/// How far a callback's date may be from now.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);
/// How many callbacks are remembered; a hundred a second within the tolerance, at less than 10 MB.
const REMEMBERED: usize = 60_000;
/// The header that HTTP itself names.
const DATE: &str = "Date";

impl<V: Vendor> fmt::Debug for Verifier<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Verifier")
            .field("vendor", &V::revision().vendor)
            .field("key", &self.key)
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

impl<V: Vendor> fmt::Debug for Verified<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vendor = &V::revision().vendor;
        let mut shown = formatter.debug_struct("Verified");
        shown.field("vendor", vendor).field("nonce", &self.nonce).field("sent", &self.sent).finish()
    }
}

/// Why a callback is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackError {
    /// The vendor's pages describe no callbacks, or none that are signed.
    NotOffered {
        /// The vendor.
        vendor: &'static str,
    },
    /// A header is not there.
    MissingHeader {
        /// Its name.
        name: String,
    },
    /// A header is there more than once, so that nobody knows which of them was meant.
    RepeatedHeader {
        /// Its name.
        name: String,
    },
    /// A header is not text.
    UnreadableHeader {
        /// Its name.
        name: String,
    },
    /// A header has another value than the vendor's pages say.
    OtherConstant {
        /// The header's name.
        name: String,
        /// Its value.
        found: String,
        /// The value that the pages give.
        expected: &'static str,
    },
    /// A header that must be signed is not.
    Unsigned {
        /// Its name.
        name: String,
    },
    /// The signature does not fit this method, address, date and key.
    WrongSignature,
    /// The date cannot be read.
    BadDate {
        /// The date.
        date: String,
    },
    /// The date is too far from now: an old callback, or a wrong clock.
    Stale {
        /// How far.
        apart: Duration,
        /// How far it may be.
        tolerance: Duration,
    },
    /// It was taken before.
    Replayed,
    /// The vendor signed the head, and the body names no task.
    UnreadableBody {
        /// What is missing in it.
        why: String,
    },
}

impl CallbackError {
    /// The HTTP status that suits it: 200 for one that was taken before, so that the vendor stops sending it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Replayed => 200,
            Self::UnreadableBody { .. } => 400,
            _ => 401,
        }
    }

    /// The same without the key, should somebody have put it into a header.
    fn without(mut self, key: &Key) -> Self {
        if let Self::OtherConstant { found: text, .. } | Self::BadDate { date: text } = &mut self {
            key.hide_in(text);
        }
        self
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOffered { vendor } => {
                write!(formatter, "{vendor}: the vendor's pages describe no signed callbacks")
            }
            Self::MissingHeader { name } => write!(formatter, "the callback has no header {name}"),
            Self::RepeatedHeader { name } => write!(formatter, "the callback has header {name} more than once"),
            Self::UnreadableHeader { name } => write!(formatter, "the callback's header {name} is not text"),
            Self::OtherConstant { name, found, expected } => {
                write!(formatter, "the callback's header {name} is {found:?}, not {expected:?}")
            }
            Self::Unsigned { name } => write!(formatter, "the callback's header {name} is not among those signed"),
            Self::WrongSignature => {
                formatter.write_str("the callback's signature does not fit its method, address, date and the key")
            }
            Self::BadDate { date } => write!(formatter, "the callback's date {date:?} is no date of HTTP"),
            Self::Stale { apart, tolerance } => write!(
                formatter,
                "the callback's date is {} s from now; at most {} s are taken",
                apart.as_secs(),
                tolerance.as_secs()
            ),
            Self::Replayed => formatter.write_str("the callback was taken before"),
            Self::UnreadableBody { why } => write!(formatter, "the callback's body cannot be read: {why}"),
        }
    }
}

impl Error for CallbackError {}

fn tables(revision: &'static Revision) -> Result<(&'static Signature, &'static Operation), CallbackError> {
    let found = revision.callback.as_ref().and_then(|callback| {
        let body = revision.operations.iter().find(|operation| operation.name == callback.body)?;
        Some((callback.signature.as_ref()?, body))
    });
    found.ok_or(CallbackError::NotOffered { vendor: &revision.vendor })
}

fn check_constants(scheme: &'static Signature, headers: &Headers) -> Result<(), CallbackError> {
    let constants = [(&scheme.algorithm_header, &scheme.algorithm), (&scheme.access_key_header, &scheme.access_key)];
    for (name, expected) in constants {
        let found = headers.one(name)?;
        if found != *expected {
            let (name, found) = (name.to_string(), printable(found, 60));
            return Err(CallbackError::OtherConstant { name, found, expected });
        }
    }
    Ok(())
}

/// The signed headers in the order and spelling of the list; date and number must be among them.
fn signed_headers<'h>(scheme: &Signature, headers: &'h Headers) -> Result<Vec<(&'h str, &'h str)>, CallbackError> {
    let list = headers.one(&scheme.signed_headers_header)?;
    let names: Vec<&str> = signed_names(list).collect();
    for needed in [DATE, &scheme.nonce_header] {
        if !names.iter().any(|name| name.eq_ignore_ascii_case(needed)) {
            return Err(CallbackError::Unsigned { name: needed.to_owned() });
        }
    }
    names.into_iter().map(|name| Ok((name, headers.one(name)?))).collect()
}

/// The headers of a callback.
struct Headers(Vec<(String, Option<String>)>);

impl Headers {
    fn read<N: AsRef<str>, T: AsRef<[u8]>>(headers: impl IntoIterator<Item = (N, T)>) -> Self {
        let text = |value: T| std::str::from_utf8(value.as_ref()).ok().map(str::to_owned);
        Self(headers.into_iter().map(|(name, value)| (name.as_ref().to_owned(), text(value))).collect())
    }

    fn one(&self, name: &str) -> Result<&str, CallbackError> {
        let mut found = self.0.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let named = || printable(name, 60);
        match (found.next(), found.next()) {
            (None, _) => Err(CallbackError::MissingHeader { name: named() }),
            (Some(_), Some(_)) => Err(CallbackError::RepeatedHeader { name: named() }),
            (Some((_, None)), None) => Err(CallbackError::UnreadableHeader { name: named() }),
            (Some((_, Some(value))), None) => Ok(value),
        }
    }
}
