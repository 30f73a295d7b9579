//! Answers as trees over the facts that they carry.

use serde::{Deserialize, Serialize};

use super::{List, Stage, Text};

/// A member of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerMember {
    /// The key.
    pub key: Text,
    /// The stages in which it is there; empty for all.
    pub stages: List<Stage>,
    /// What stands there.
    pub form: AnswerForm,
}

/// What stands at a place of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AnswerForm {
    /// A fact about the task, the error or the account.
    Slot(SlotForm),
    /// A field of the request, as it took effect.
    Echo(EchoForm),
    /// Always this, as JSON text.
    Constant(Text),
    /// An object.
    Object(List<AnswerMember>),
    /// A list of exactly these.
    Elements(List<AnswerForm>),
    /// A list with an object for each of a group.
    Each(Group, List<AnswerMember>),
    /// A list with a value for each of a group.
    EachValue(Group, SlotForm),
}

/// A fact and how it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SlotForm {
    /// The fact.
    pub slot: Slot,
    /// How it is written.
    pub format: Format,
    /// What stands there when there is no such fact, as JSON text; without it the member is left out.
    pub otherwise: Option<Text>,
}

/// A field of the request that an answer repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EchoForm {
    /// The field, as a position in the operation's fields.
    pub field: usize,
    /// What stands there when the request does not have the field, as JSON text; without it the member is left out.
    pub otherwise: Option<Text>,
}

/// How a fact is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// As text.
    Text,
    /// As a whole number.
    Integer,
    /// As a number.
    Number,
    /// A time as RFC 3339 in UTC.
    Rfc3339,
    /// A time as whole seconds since 1970.
    UnixSeconds,
    /// A time as whole milliseconds since 1970, in quotes.
    UnixMillisText,
}

/// What a list of an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Group {
    /// The tasks of a list.
    Task,
    /// The finished videos of a task.
    Video,
    /// The account's balances.
    Balance,
    /// The account's bought packages.
    Package,
}

/// A fact that answers carry: the union of what the vendors say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slot {
    /// The task's id.
    TaskId,
    /// The task's status word.
    TaskState,
    /// When the task was made.
    TaskCreatedAt,
    /// When the task last changed.
    TaskChangedAt,
    /// When the task ended.
    TaskEndedAt,
    /// How far it is, in percent.
    TaskProgress,
    /// How many seconds it should still take.
    TaskEta,
    /// What it cost.
    TaskCredits,
    /// The text that the request passed through.
    TaskPayload,
    /// The seed that was used.
    TaskSeed,
    /// The code of a failure.
    FailureCode,
    /// The text of a failure.
    FailureMessage,
    /// The vendor's number for this request.
    RequestId,
    /// The word by which the next page of a list is asked for.
    PageNext,
    /// A video's id.
    VideoId,
    /// A video's address.
    VideoUrl,
    /// The address of a video's cover picture.
    VideoCoverUrl,
    /// The address of the video with a watermark.
    VideoWatermarkedUrl,
    /// A video's length in seconds.
    VideoDuration,
    /// How many seconds a video's address works.
    VideoLifetime,
    /// A video's file type.
    VideoType,
    /// The HTTP status of an error, in its body.
    ErrorStatus,
    /// An error's code.
    ErrorCode,
    /// An error's class.
    ErrorClass,
    /// An error's text.
    ErrorMessage,
    /// The number under which the vendor finds the error again.
    ErrorTrace,
    /// The kind of a balance.
    BalanceKind,
    /// The credits that a balance has left.
    BalanceRemaining,
    /// How many tasks may run at once.
    BalanceConcurrency,
    /// How many run now.
    BalanceRunning,
    /// How many wait now.
    BalanceQueued,
    /// A package's id.
    PackageId,
    /// A package's name.
    PackageName,
    /// A package's kind.
    PackageKind,
    /// How many tasks a package allows at once.
    PackageConcurrency,
    /// The credits that were bought.
    PackageCredits,
    /// The credits that are left.
    PackageRemaining,
    /// When a package was made.
    PackageCreatedAt,
    /// When a package was bought.
    PackageBoughtAt,
    /// From when it is good.
    PackageValidFrom,
    /// Until when it is good.
    PackageValidTo,
}
