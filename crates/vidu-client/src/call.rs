//! What the answer to a query, a cancel or a question for credits means: steps without IO.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use vidu_types::table::{Operation, OperationKind, Revision};
use vidu_types::{Credits, Task, TaskPage, VendorError, error_body};

use crate::carrier::Text;
use crate::key::Key;
use crate::route::{self, TaskId};
use crate::transport::{Call, Lost, Reply};

/// A query, a cancel or a question for credits that brought nothing.
///
/// Nothing is bought by any of them: whatever the fault, they may be tried again.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CallError {
    /// The vendor.
    pub vendor: &'static str,
    /// The task that it was about.
    pub task: Option<String>,
    /// What went wrong.
    pub fault: CallFault,
}

/// What can go wrong with a call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CallFault {
    /// The vendor has no such call.
    NotOffered {
        /// What was wanted.
        what: &'static str,
    },
    /// No whole answer came.
    NoAnswer {
        /// What happened on the way.
        why: String,
    },
    /// The vendor answered with an error.
    Refused {
        /// Its words.
        error: Box<VendorError>,
        /// How long it asks to wait before the next call.
        retry_after: Option<Duration>,
    },
    /// An answer that cannot be understood, such as the page of a gateway.
    Unreadable {
        /// What is missing in it.
        why: String,
        /// Its status and its head, as far as they can be read as an error.
        error: Box<VendorError>,
    },
}

impl CallError {
    /// Whether the same call may well succeed later: no answer, an unreadable one, a server that is busy or broken.
    pub fn is_transient(&self) -> bool {
        match &self.fault {
            CallFault::NoAnswer { .. } | CallFault::Unreadable { .. } => true,
            CallFault::Refused { error, .. } => is_transient(error.status),
            CallFault::NotOffered { .. } => false,
        }
    }

    /// The HTTP status, where an answer came.
    pub fn status(&self) -> Option<u16> {
        self.error().map(|error| error.status)
    }

    /// How long the vendor asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.fault {
            CallFault::Refused { retry_after, .. } => retry_after,
            _ => None,
        }
    }

    /// The number under which the vendor finds this call again.
    pub fn trace(&self) -> Option<&str> {
        self.error()?.trace.as_deref()
    }

    fn error(&self) -> Option<&VendorError> {
        match &self.fault {
            CallFault::Refused { error, .. } | CallFault::Unreadable { error, .. } => Some(error),
            CallFault::NotOffered { .. } | CallFault::NoAnswer { .. } => None,
        }
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.vendor)?;
        if let Some(task) = &self.task {
            write!(formatter, ", task {task}")?;
        }
        write!(formatter, ": {}", self.fault)
    }
}

impl CallFault {
    /// The same without the key, should the vendor repeat it.
    pub(crate) fn without(mut self, key: &Key) -> Self {
        if let Self::Unreadable { why, .. } = &mut self {
            key.hide_in(why);
        }
        if let Self::Refused { error, .. } | Self::Unreadable { error, .. } = &mut self {
            key.hide_in_error(error);
        }
        self
    }
}

impl fmt::Display for CallFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOffered { what } => write!(formatter, "the vendor's pages list no call to {what}"),
            Self::NoAnswer { why } => write!(formatter, "no answer: {why}"),
            Self::Refused { error, .. } => write!(formatter, "{error}"),
            Self::Unreadable { why, error } => write!(formatter, "an answer that cannot be read: {why} ({error})"),
        }
    }
}

impl Error for CallError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.fault {
            CallFault::Refused { error, .. } => Some(error.as_ref()),
            _ => None,
        }
    }
}

/// The first operation of a kind, if the vendor's pages list one.
pub(crate) fn find(revision: &'static Revision, kind: OperationKind) -> Option<&'static Operation> {
    revision.operations.iter().find(|operation| operation.kind == kind)
}

/// The call that an operation without fields makes.
pub(crate) fn call(operation: &'static Operation, id: Option<&TaskId>) -> Call {
    let body = id.and_then(|id| route::body(operation, id));
    Call {
        method: Text::Borrowed(&operation.method),
        path: route::path(operation, id),
        headers: headers(operation, body.is_some()),
        body: body.map(Into::into),
    }
}

/// The headers that the page asks for; a body says that it is JSON even where the page forgets to.
pub(crate) fn headers(operation: &'static Operation, with_body: bool) -> Vec<(Text, Text)> {
    let listed = operation.headers.iter().map(|header| (Text::Borrowed(&*header.name), Text::Borrowed(&*header.value)));
    let mut headers: Vec<(Text, Text)> = listed.collect();
    if with_body && !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE)) {
        headers.push((CONTENT_TYPE.into(), "application/json".into()));
    }
    headers
}

pub(crate) const CONTENT_TYPE: &str = "Content-Type";

/// Reads the answer to a query.
pub(crate) fn task(revision: &Revision, operation: &Operation, id: &TaskId, answer: Answer) -> Result<Task, CallFault> {
    let reply = good(revision, answer)?;
    let read = Task::read_known(revision, operation, id.as_str(), &reply.body);
    read.map_err(|fault| unreadable(revision, &reply, fault.why()))
}

/// Reads the answer to a question for credits.
pub(crate) fn credits(revision: &Revision, operation: &Operation, answer: Answer) -> Result<Credits, CallFault> {
    let reply = good(revision, answer)?;
    Credits::read(operation, &reply.body).map_err(|fault| unreadable(revision, &reply, fault.why()))
}

/// Reads a page of a list of tasks.
pub(crate) fn page(revision: &Revision, operation: &Operation, answer: Answer) -> Result<TaskPage, CallFault> {
    let reply = good(revision, answer)?;
    TaskPage::read(revision, operation, &reply.body).map_err(|fault| unreadable(revision, &reply, fault.why()))
}

/// Reads an answer of which only the status counts.
pub(crate) fn done(revision: &Revision, answer: Answer) -> Result<(), CallFault> {
    good(revision, answer).map(|_| ())
}

type Answer = Result<Reply, Lost>;

fn good(revision: &Revision, answer: Answer) -> Result<Reply, CallFault> {
    let reply = answer.map_err(|lost| CallFault::NoAnswer { why: lost.why })?;
    if (200..300).contains(&reply.status) {
        return Ok(reply);
    }
    let error = Box::new(error_body::read(&revision.errors, reply.status, &reply.body));
    Err(CallFault::Refused { error, retry_after: reply.retry_after })
}

fn unreadable(revision: &Revision, reply: &Reply, why: &str) -> CallFault {
    let error = Box::new(error_body::read(&revision.errors, reply.status, &reply.body));
    CallFault::Unreadable { why: why.to_owned(), error }
}

/// Statuses that pass: too early, too many, a broken server or gateway, and redirects, which nobody follows with a key.
fn is_transient(status: u16) -> bool {
    matches!(status, 300..400 | 408 | 425 | 429 | 500..600)
}
