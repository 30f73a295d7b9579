//! What a vendor says once for all its pages: key, states, errors, callbacks.

use serde::{Deserialize, Serialize};

use super::{AnswerMember, List, Operation, Text};

/// One vendor's pages as they stood in one month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// The vendor's folder and module, in lower case.
    pub vendor: Text,
    /// The vendor's name as it writes it.
    pub title: Text,
    /// The month that the pages were read, `2025-08`.
    pub month: Text,
    /// Whether the vendor's own path stands for this revision.
    pub current: bool,
    /// Whether pages that the vendor had in that month are left out although another revision has them.
    pub partial: bool,
    /// The prefix of the environment variables `.._API_KEY` and `.._BASE_URL`.
    pub environment: Text,
    /// Scheme and host of every request.
    pub base_url: Text,
    /// Other hosts that serve the same.
    pub base_url_aliases: List<Text>,
    /// How a request carries the API key.
    pub authentication: Authentication,
    /// The vendor's status words, in the order in which a task passes them.
    pub states: List<State>,
    /// What is known of tasks and their results.
    pub task: TaskRules,
    /// Which HTTP statuses of a submit mean what.
    pub submit: SubmitStatuses,
    /// Error bodies and codes.
    pub errors: Errors,
    /// The calls that the vendor makes, if it makes any.
    pub callback: Option<Callback>,
    /// The kinds of value that the vendor takes as quoted text too, although its tables do not say so.
    pub quoted: List<QuotedKind>,
    /// The pages, one operation each.
    pub operations: List<Operation>,
    /// What was taken from another page or a later state of a page.
    pub borrowed: List<Borrowed>,
    /// What no page of this revision says.
    pub unsaid: List<Text>,
    /// What the pages say that a reader should know and no table holds.
    pub remarks: List<Text>,
}

/// How a request carries the API key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Authentication {
    /// The header's name.
    pub header: Text,
    /// What stands before the key when this software sends it.
    pub send: Text,
    /// What may stand before the key when the mock takes it; the first that fits counts.
    pub take: List<Text>,
    /// What may not stand before a bare key: other schemes.
    pub refuse: List<Text>,
}

/// A vendor's status word and what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The vendor's word.
    pub word: Text,
    /// What it means.
    pub stage: Stage,
}

/// What a status word means, whoever says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Accepted, not begun.
    Queued,
    /// Being made.
    Running,
    /// Done; the results are there.
    Succeeded,
    /// Ended without a result.
    Failed,
    /// Ended because somebody asked for it.
    Cancelled,
    /// Ended because it was too late.
    Expired,
}

/// What is known of tasks and their results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskRules {
    /// How task ids look.
    pub id: IdStyle,
    /// Whether an id of another form is refused before the key is looked at.
    pub id_before_key: bool,
    /// How long a result's address works, in seconds; nothing if no page says.
    pub url_lifetime: Option<u64>,
    /// How many tasks of one account run at once; the others wait.
    pub concurrent: Option<u64>,
    /// The stages in which a task can be cancelled.
    pub cancellable: List<Stage>,
    /// The error code of a task that was cancelled.
    pub cancelled_code: Option<Text>,
}

/// How task ids look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IdStyle {
    /// Decimal digits that fit into 63 bits.
    Digits,
    /// A version 4 UUID.
    Uuid,
    /// Thirty-two hexadecimal digits.
    Hex,
    /// Letters and digits behind a short prefix.
    Token,
}

/// Which HTTP statuses of a submit mean that a task exists, or that none does; any other leaves it open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubmitStatuses {
    /// The status of a created task, as the mock answers it.
    pub created: u16,
    /// A task was created.
    pub accepted: List<StatusSpan>,
    /// Certainly none was created.
    pub refused: List<StatusSpan>,
}

/// HTTP statuses from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusSpan {
    /// The first.
    pub from: u16,
    /// The last.
    pub to: u16,
}

/// Error bodies and codes of one vendor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Errors {
    /// The forms of error bodies, in the order in which a reader tries them.
    pub envelopes: List<Envelope>,
    /// The codes, as the vendor lists them.
    pub codes: List<ErrorCode>,
    /// Which code answers which fault.
    pub faults: List<FaultCode>,
}

/// One form of an error body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Its name in the spec.
    pub name: Text,
    /// Its members.
    pub members: List<AnswerMember>,
}

/// An error code of a vendor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorCode {
    /// The code.
    pub code: Text,
    /// The class that the vendor puts the code into, if its bodies have one.
    pub class: Option<Text>,
    /// The HTTP status, where a page says it.
    pub status: Option<u16>,
    /// The vendor's text; `{fields}` stands for what is wrong.
    pub message: Text,
    /// The envelope, as a position in [`Errors::envelopes`].
    pub envelope: usize,
    /// Whether a failed task can carry it.
    pub of_task: bool,
}

/// Which code answers which fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultCode {
    /// What is wrong.
    pub fault: Fault,
    /// The answer, as a position in [`Errors::codes`].
    pub code: usize,
}

/// What can be wrong with a request, whoever refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fault {
    /// A required field is absent or empty.
    Missing,
    /// A field that the page does not list.
    Unwanted,
    /// A value of another JSON type.
    WrongType,
    /// A value or combination that the page does not offer.
    NotOffered,
    /// A model that the page does not offer.
    UnknownModel,
    /// Too many or too few characters.
    TextLength,
    /// Too many or too few elements.
    Count,
    /// Fields that exclude each other, or none of several.
    Exclusive,
    /// A picture that cannot be read from its text.
    ImageUnreadable,
    /// A picture format that the page does not list.
    ImageFormat,
    /// A picture of too many bytes, too few pixels or a wrong shape.
    ImageSize,
    /// A body of too many bytes.
    BodyTooLarge,
    /// A body that is no JSON object.
    MalformedBody,
    /// No API key, or not in the vendor's scheme.
    NoKey,
    /// A key that the vendor does not know.
    UnknownKey,
    /// A task id of another form than the vendor's.
    MalformedId,
    /// A task that is not there.
    UnknownTask,
    /// A path that the vendor does not have.
    UnknownPath,
    /// A method that the path does not have.
    WrongMethod,
    /// A task that can be cancelled no more.
    NotCancellable,
    /// Too many requests at once.
    TooManyRequests,
    /// The account cannot pay.
    CreditShort,
    /// A fault of the vendor's own.
    Internal,
}

/// The calls that a vendor makes to a user's server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Callback {
    /// The request field that holds the address.
    pub field: Text,
    /// The states at whose beginning it is called, with the retries promised for each.
    pub states: List<CallbackState>,
    /// The operation whose answer is the body.
    pub body: Text,
    /// How a call proves whose it is, if it does.
    pub signature: Option<Signature>,
}

/// A state at whose beginning a callback is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallbackState {
    /// The vendor's status word.
    pub word: Text,
    /// How many times sending is tried again.
    pub retries: u32,
}

/// A signature over method, path, query, date and chosen headers: HMAC-SHA256 with the API key, in base64.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// The header with the signature.
    pub header: Text,
    /// The header that names the algorithm.
    pub algorithm_header: Text,
    /// The algorithm's name.
    pub algorithm: Text,
    /// The header with the access key.
    pub access_key_header: Text,
    /// The access key: a constant of the vendor's, not the user's secret.
    pub access_key: Text,
    /// The header that names the signed headers, separated by semicolons.
    pub signed_headers_header: Text,
    /// The signed headers, in order and spelling.
    pub signed_headers: List<Text>,
    /// The header with a number that is used once.
    pub nonce_header: Text,
}

/// A kind of value that a vendor takes as quoted text too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuotedKind {
    /// `"5"` for 5.
    Integer,
    /// `"false"` for false.
    Boolean,
}

/// A fact that another page, or a later state of this one, gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Borrowed {
    /// Which keys of the spec rest on it.
    pub of: Text,
    /// Where it is from.
    pub from: Text,
    /// Why it was taken.
    pub why: Text,
}
