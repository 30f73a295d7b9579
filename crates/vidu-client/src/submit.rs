//! What a submit sends and what its answer means: steps without IO, because here a mistake costs money.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use vidu_types::check::{cost, is_fine};
use vidu_types::table::{Operation, Revision, Role, StatusSpan};
use vidu_types::{Given, Request, Task, UnreadableTask, Value, VendorError, Verdict, Violations, error_body, wire};

use crate::builder::Policy;
use crate::call::headers;
use crate::carrier::Text;
use crate::key::Key;
use crate::remarks::Remarks;
use crate::route::{self, TaskId};
use crate::store::{StoreError, Ticket};
use crate::text::printable;
use crate::transport::{Call, Lost, Reply, Sent};

/// A submit that brought no task, by what it may have cost.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SubmitError {
    /// The vendor's page does not allow the request. Nothing was sent.
    Invalid(Violations),
    /// Certainly nothing was sent: the name was not found, the connection did not stand. It may be tried again.
    NotSent {
        /// The vendor.
        vendor: &'static str,
        /// What happened on the way.
        why: String,
    },
    /// The vendor said no, by a status with which it makes no task. Nothing was bought.
    Refused {
        /// The vendor.
        vendor: &'static str,
        /// Its words.
        error: Box<VendorError>,
        /// How long it asks to wait before the next call.
        retry_after: Option<Duration>,
    },
    /// The request may have arrived, and no answer tells whether a task was made: one may run, and be paid for.
    ///
    /// This crate never sends such a request again. Whoever does may pay twice.
    Unknown(Box<Unknown>),
    /// The intent could not be recorded in the client's store, so nothing was sent. It may be tried again.
    NotRecorded {
        /// The vendor.
        vendor: &'static str,
        /// What is wrong with the store.
        fault: StoreError,
    },
    /// The vendor made a task, and its id could not be recorded in the client's store: only this error knows it.
    ///
    /// [`Client::task`](crate::Client::task) takes the task up, and [`Client::assign`](crate::Client::assign) records it
    /// later.
    Unrecorded(Box<Unrecorded>),
    /// The request would pass the client's [`Budget`](crate::Budget). Nothing was sent.
    OverBudget {
        /// The vendor.
        vendor: &'static str,
        /// What the request costs, in the vendor's credits.
        price: u64,
        /// What was spent before it.
        spent: u64,
        /// The most that may be spent.
        limit: u64,
    },
    /// The client has a [`Budget`](crate::Budget), and no page states what this costs. Nothing was sent.
    NoPrice {
        /// The vendor.
        vendor: &'static str,
        /// The operation, as the vocabulary names it.
        operation: &'static str,
        /// How many earlier submits in the store have no price either.
        earlier: u64,
    },
}

/// A task that was made and not recorded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unrecorded {
    /// The vendor.
    pub vendor: &'static str,
    /// The submit, which the store knows as unknown.
    pub ticket: Ticket,
    /// The task as the submit's answer told it.
    pub task: Task,
    /// What is wrong with the store.
    pub fault: StoreError,
}

/// What is known of a submit whose outcome is not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unknown {
    /// The vendor.
    pub vendor: &'static str,
    /// The operation, as the vocabulary names it.
    pub operation: &'static str,
    /// What happened.
    pub why: String,
    /// Status, trace and head of what was answered, as far as something was.
    pub answer: Option<Box<VendorError>>,
    /// The request's own text that the vendor repeats in answers and callbacks, by which the task can be found again.
    pub payload: Option<String>,
    /// The number of this submit in the client's store, if it has one.
    pub ticket: Option<Ticket>,
    /// What happened without a word of the answer, which may repeat the request: that is for a store.
    pub(crate) plainly: String,
}

/// Why an answer names no task.
struct Nameless {
    /// With the beginning of the answer.
    why: String,
    /// Without it.
    plainly: String,
}

impl SubmitError {
    /// Whether a task may exist although there is no handle to it.
    pub fn task_may_exist(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Unrecorded(_))
    }

    /// The same without the key, should the vendor repeat it.
    pub(crate) fn without(mut self, key: &Key) -> Self {
        match &mut self {
            Self::Refused { error, .. } => key.hide_in_error(error),
            Self::Unknown(unknown) => {
                key.hide_in(&mut unknown.why);
                unknown.answer.iter_mut().for_each(|answer| key.hide_in_error(answer));
            }
            _ => {}
        }
        self
    }
}

impl fmt::Display for SubmitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(formatter, "{violations}"),
            Self::NotSent { vendor, why } => write!(formatter, "{vendor}: the request was not sent: {why}"),
            Self::Refused { vendor, error, .. } => write!(formatter, "{vendor}: {error}"),
            Self::Unknown(unknown) => write!(formatter, "{unknown}"),
            Self::NotRecorded { vendor, fault } => {
                write!(formatter, "{vendor}: the request was not sent, because it could not be recorded: {fault}")
            }
            Self::Unrecorded(unrecorded) => write!(
                formatter,
                "{}: task {} was made, and its id could not be recorded, so keep it: {}",
                unrecorded.vendor, unrecorded.task.id, unrecorded.fault
            ),
            Self::OverBudget { vendor, price, spent, limit } => write!(
                formatter,
                "{vendor}: the request was not sent: it costs {price} credits, {spent} of {limit} are spent"
            ),
            Self::NoPrice { vendor, operation, earlier: 0 } => write!(
                formatter,
                "{vendor}: the request was not sent: no page states what this {operation} costs, and the budget assumes nothing"
            ),
            Self::NoPrice { vendor, earlier, .. } => write!(
                formatter,
                "{vendor}: the request was not sent: of {earlier} earlier submits no page states what they cost, and the budget assumes nothing"
            ),
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { vendor, operation, why, .. } = self;
        write!(
            formatter,
            "{vendor}, {operation}: {why}; a task may have been made and may be charged, so sending the"
        )?;
        formatter.write_str(" request again may pay twice")?;
        if let Some(answer) = &self.answer {
            write!(formatter, "; status {}", answer.status)?;
            if let Some(trace) = &answer.trace {
                write!(formatter, ", trace {}", printable(trace, 100))?;
            }
        }
        match &self.payload {
            Some(payload) => write!(formatter, "; payload {:?}", printable(payload, 100)),
            None => Ok(()),
        }
    }
}

impl Error for SubmitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Refused { error, .. } => Some(error.as_ref()),
            Self::NotRecorded { fault, .. } => Some(fault),
            Self::Unrecorded(unrecorded) => Some(&unrecorded.fault),
            Self::NotSent { .. } | Self::Unknown(_) | Self::OverBudget { .. } | Self::NoPrice { .. } => None,
        }
    }
}

/// A submit that is ready to be sent.
pub(crate) struct Prepared {
    pub(crate) call: Call,
    pub(crate) remarks: Remarks,
    pub(crate) payload: Option<String>,
    /// What it costs, where that is kept and a page leaves no doubt.
    pub(crate) price: Option<u64>,
}

/// That a submit is recorded or counted, and so has to know its price.
pub(crate) struct Keep {
    /// By which it is found again.
    pub(crate) mark: Option<String>,
}

/// A task that was made.
pub(crate) struct Accepted {
    pub(crate) id: TaskId,
    pub(crate) task: Task,
}

/// Checks a request as the policy says, and writes it once.
///
/// A mark goes where the vendor passes text through, if the request leaves that place free.
pub(crate) fn prepare<R: Request>(request: &R, policy: Policy, keep: Option<Keep>) -> Result<Prepared, SubmitError> {
    prepare_given(R::operation(), &request.given(), policy, keep)
}

/// The same of a request's values, whatever type held them.
pub(crate) fn prepare_given(
    operation: &'static Operation,
    given: &Given<'_>,
    policy: Policy,
    keep: Option<Keep>,
) -> Result<Prepared, SubmitError> {
    let verdict = check(operation, given, policy)?;
    let cost = keep.as_ref().and_then(|_| cost(operation, given)).filter(|cost| !cost.made_up);
    let price = cost.map(|cost| cost.credits);
    let marked = keep.and_then(|keep| keep.mark).and_then(|mark| marked(operation, given, mark));
    let sent = marked.as_ref().unwrap_or(given);
    let payload = payload(operation, sent);
    let body = wire::body(operation, sent).content();
    let later = if verdict.is_none() && marked.is_none() { Remarks::later(operation, &body) } else { None };
    let noted = || verdict.unwrap_or_else(|| vidu_types::check::check(operation, given)).into();
    let remarks = later.unwrap_or_else(noted);
    let call = Call {
        method: Text::Borrowed(&operation.method),
        path: route::path(operation, None),
        headers: headers(operation, true),
        body: Some(body),
    };
    Ok(Prepared { call, remarks, payload, price })
}

/// The verdict that a policy wants; nothing of a request that is fine, on which there may be remarks.
fn check(operation: &Operation, given: &Given<'_>, policy: Policy) -> Result<Option<Verdict>, SubmitError> {
    if policy == Policy::Off {
        return Ok(Some(Verdict::default()));
    }
    if is_fine(operation, given) {
        return Ok(None);
    }
    let verdict = vidu_types::check::check(operation, given);
    match policy {
        Policy::Refuse => match verdict.into_result() {
            Ok(notes) => Ok(Some(Verdict { notes, ..Verdict::default() })),
            Err(violations) => Err(SubmitError::Invalid(violations)),
        },
        Policy::Warn | Policy::Off => Ok(Some(verdict)),
    }
}

/// Decides what became of a submit. Only a status that the pages list, or a request that never left, is certain.
pub(crate) fn outcome(
    revision: &'static Revision,
    operation: &'static Operation,
    payload: Option<String>,
    answer: Result<Reply, Lost>,
) -> Result<Accepted, SubmitError> {
    let unknown = |Nameless { why, plainly }: Nameless, reply: Option<&Reply>| {
        let read = |reply: &Reply| Box::new(error_body::read(&revision.errors, reply.status, &reply.body));
        let answer = reply.map(read);
        let (vendor, operation) = (&*revision.vendor, &*operation.name);
        let payload = payload.clone();
        SubmitError::Unknown(Box::new(Unknown { vendor, operation, why, answer, payload, ticket: None, plainly }))
    };
    match answer {
        Ok(reply) if holds(&revision.submit.accepted, reply.status) => {
            accepted(revision, operation, &reply).map_err(|why| unknown(why, Some(&reply)))
        }
        Ok(reply) if holds(&revision.submit.refused, reply.status) => Err(refused(revision, &reply)),
        Ok(reply) => {
            let why = format!("status {} means neither that a task was made nor that none was", reply.status);
            Err(unknown(Nameless::plain(why), Some(&reply)))
        }
        Err(Lost { sent: Sent::No, why, .. }) => Err(SubmitError::NotSent { vendor: &revision.vendor, why }),
        // The status came before the rest was lost, and it is enough to know that nothing was bought.
        Err(Lost { answer: Some(reply), .. }) if holds(&revision.submit.refused, reply.status) => {
            Err(refused(revision, &reply))
        }
        Err(Lost { why, answer, .. }) => Err(unknown(Nameless::plain(why), answer.as_ref())),
    }
}

/// The task, or why the answer names none.
fn accepted(revision: &Revision, operation: &Operation, reply: &Reply) -> Result<Accepted, Nameless> {
    let unreadable = |fault: UnreadableTask| Nameless { why: fault.to_string(), plainly: fault.why().to_owned() };
    let task = Task::read(revision, operation, &reply.body).map_err(unreadable)?;
    let id = TaskId::new(task.id.clone()).map_err(|fault| Nameless::plain(fault.to_string()))?;
    Ok(Accepted { id, task })
}

impl Nameless {
    fn plain(why: String) -> Self {
        Self { plainly: why.clone(), why }
    }
}

fn refused(revision: &'static Revision, reply: &Reply) -> SubmitError {
    let error = Box::new(error_body::read(&revision.errors, reply.status, &reply.body));
    SubmitError::Refused { vendor: &revision.vendor, error, retry_after: reply.retry_after }
}

fn holds(spans: &[StatusSpan], status: u16) -> bool {
    spans.iter().any(|span| (span.from..=span.to).contains(&status))
}

/// The text that the request passes through to the task's answers: by it a lost task can be found again.
fn payload(operation: &Operation, given: &Given<'_>) -> Option<String> {
    match given.value(passed_through(operation)?)? {
        Value::Text(text) if !text.is_empty() => Some(text.to_string()),
        _ => None,
    }
}

fn passed_through(operation: &Operation) -> Option<usize> {
    operation.fields.iter().position(|field| field.role == Some(Role::PassThrough))
}

/// The request with a mark where the vendor passes text through; nothing where the page has no such place, or the caller
/// has set it, even to nothing.
fn marked<'g>(operation: &Operation, given: &Given<'g>, mark: String) -> Option<Given<'g>> {
    let place = passed_through(operation).filter(|place| given.value(*place).is_none())?;
    let mut given = given.clone();
    given.fields.resize(given.fields.len().max(place + 1), None);
    given.fields[place] = Some(Value::Text(mark.into()));
    Some(given)
}

#[cfg(test)]
mod tests;
