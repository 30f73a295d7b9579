//! What carries calls to a vendor: the seam between the client's logic and a network, with plain values on both sides.
//!
//! A client has a carrier of its own, which speaks HTTP. [`Builder::carrier`](crate::Builder::carrier) puts another in its
//! place: a stand-in server in the same process, so that a test needs no socket and virtual time can be the only time.
//! Whatever carries, the client keeps the limits: how long a call takes, how many are under way, how large an answer may be.
//!
//! ```
//! use vidu_client::carrier::{Carried, Carrier, Incoming, Outgoing};
//!
//! /// A vendor of whom one hears nothing but this.
//! #[derive(Debug)]
//! struct Busy;
//!
//! impl Carrier for Busy {
//!     fn carry(&self, request: Outgoing) -> Carried<'_> {
//!         assert!(request.url.starts_with("https://"));
//!         Box::pin(async { Ok(Incoming::new(503, vec![("Retry-After".to_owned(), "3".to_owned())], b"busy")) })
//!     }
//! }
//! ```

use std::borrow::Cow;
use std::fmt::{self, Debug};
use std::pin::Pin;
use std::sync::Arc;

use crate::text::{printable, without_query};

pub use vidu_types::wire::{Content, Part};

/// What an asynchronous method of these traits answers, later.
type Later<'c, T> = Pin<Box<dyn Future<Output = T> + Send + 'c>>;

/// The head of an answer, later; or why there is none.
pub type Carried<'c> = Later<'c, Result<Incoming, NoAnswer>>;

/// Carries requests out and answers in.
pub trait Carrier: Debug + Send + Sync {
    /// Sends a request once, and answers when the head of its answer is there.
    ///
    /// Nothing here may send a request twice: not over another connection, not after a redirect of a call of the API. The
    /// future is dropped when the client's time limit is over.
    fn carry(&self, request: Outgoing) -> Carried<'_>;
}

/// The bytes of an answer as they come.
pub trait Arriving: Send {
    /// The next bytes, nothing after the last, or what happened on the way.
    fn chunk(&mut self) -> Later<'_, Result<Option<Vec<u8>>, String>>;
}

/// Why a request goes out, and so how a connection may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Way {
    /// It changes something and may cost money: it needs a connection that no earlier request has used, because a stale one
    /// leaves the outcome unknown.
    Write,
    /// It reads.
    Read,
    /// It fetches a file, whose host is not the vendor's and gets no key. Redirects may be followed.
    File,
}

/// A text that mostly stands in the vendor's table.
pub type Text = Cow<'static, str>;

/// A request on its way out.
#[derive(Clone)]
#[non_exhaustive]
pub struct Outgoing {
    /// Why it goes out.
    pub way: Way,
    /// The method, such as `GET`.
    pub method: Text,
    /// The whole address.
    pub url: String,
    /// The header with the key; nothing for a file.
    pub credentials: Option<Credentials>,
    /// The other headers, in the order of the page.
    pub headers: Vec<(Text, Text)>,
    /// The body, whose long pictures are those of the request.
    pub body: Option<Content>,
}

/// A header that holds the API key. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    name: Text,
    value: Arc<str>,
}

/// The head of an answer, and its bytes to come.
#[non_exhaustive]
pub struct Incoming {
    /// The HTTP status.
    pub status: u16,
    /// Headers; of use are those that [`NEEDED`] lists, and of a call of the API only the first two.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Box<dyn Arriving>,
}

/// The headers of answers that the client reads, in lower case.
pub const NEEDED: &[&str] = &["retry-after", "date", "content-length", "content-range", "etag", "last-modified"];

/// No answer came, or not even its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAnswer {
    /// Whether the request left.
    pub sent: Sent,
    /// What happened, for people. Queries of addresses in it are not shown to anybody.
    pub why: String,
}

/// Whether a request left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Certainly not.
    No,
    /// Perhaps: nobody but the vendor knows.
    Perhaps,
}

impl Credentials {
    pub(crate) fn new(name: Text, value: String) -> Self {
        Self { name, value: value.into() }
    }

    /// The header's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The header's value, which is a secret.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl Incoming {
    /// An answer whose body is here already.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: impl Into<Vec<u8>>) -> Self {
        Self::arriving(status, headers, Whole(Some(body.into())))
    }

    /// An answer whose body is still to come.
    pub fn arriving(status: u16, headers: Vec<(String, String)>, body: impl Arriving + 'static) -> Self {
        Self { status, headers, body: Box::new(body) }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }
}

/// A body that is here already.
struct Whole(Option<Vec<u8>>);

impl Arriving for Whole {
    fn chunk(&mut self) -> Later<'_, Result<Option<Vec<u8>>, String>> {
        let bytes = self.0.take().filter(|bytes| !bytes.is_empty());
        Box::pin(std::future::ready(Ok(bytes)))
    }
}

impl Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credentials").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Queries, headers and bodies may hold what logs must not.
impl Debug for Outgoing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = printable(without_query(&self.url), 200);
        let mut shown = formatter.debug_struct("Outgoing");
        shown.field("way", &self.way).field("method", &self.method).field("url", &url).finish_non_exhaustive()
    }
}

/// The bytes are not shown: an answer can hold signed addresses.
impl Debug for Incoming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Incoming").field("status", &self.status).finish_non_exhaustive()
    }
}
