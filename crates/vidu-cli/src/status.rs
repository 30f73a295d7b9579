//! How a command ends: the exit statuses, and what is said when it fails.

use std::fmt::Display;
use std::process::ExitCode;

use serde_json::{Value, json};
use vidu_client::store::StoreError;
use vidu_client::{CallError, CallFault, DownloadError, ReconcileError, SubmitError, WaitError, WaitFault};

/// The exit statuses, as `--help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Done = 0,
    TaskFailed = 1,
    Usage = 2,
    Invalid = 3,
    Refused = 4,
    Unknown = 5,
    TimedOut = 6,
    NoAnswer = 7,
    Local = 8,
    OverBudget = 9,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command did not do what it should.
#[derive(Debug)]
pub struct Fault {
    pub status: Status,
    pub message: String,
    /// What a program wants to know beside the message, under keys of their own.
    pub details: Value,
}

impl Fault {
    pub fn new(status: Status, message: impl Display) -> Self {
        Self { status, message: message.to_string(), details: json!({}) }
    }

    fn with(self, details: Value) -> Self {
        Self { details, ..self }
    }
}

impl From<SubmitError> for Fault {
    fn from(fault: SubmitError) -> Self {
        let told = |status| Self::new(status, &fault);
        match &fault {
            SubmitError::Invalid(violations) => told(Status::Invalid).with(json!({ "violations": violations })),
            SubmitError::Refused { error, retry_after, .. } => told(Status::Refused)
                .with(json!({ "answer": error, "retry_after": retry_after.map(|pause| pause.as_secs_f64()) })),
            SubmitError::Unknown(unknown) => {
                let ticket = unknown.ticket.map(|ticket| ticket.to_string());
                let details = json!({ "answer": unknown.answer, "payload": unknown.payload, "ticket": ticket });
                told(Status::Unknown).with(details)
            }
            SubmitError::Unrecorded(unrecorded) => {
                told(Status::Unknown).with(json!({ "id": unrecorded.task.id, "ticket": unrecorded.ticket.to_string() }))
            }
            SubmitError::NotRecorded { .. } => told(Status::Local),
            SubmitError::OverBudget { price, spent, limit, .. } => {
                told(Status::OverBudget).with(json!({ "price": price, "spent": spent, "limit": limit }))
            }
            SubmitError::NoPrice { .. } => told(Status::OverBudget),
            _ => told(Status::NoAnswer),
        }
    }
}

impl From<WaitError> for Fault {
    fn from(fault: WaitError) -> Self {
        let status = match &fault.fault {
            WaitFault::DeadlinePassed { .. } => Status::TimedOut,
            WaitFault::TooManyFailures { .. } => Status::NoAnswer,
            _ => Status::Refused,
        };
        let last = fault.last.as_ref().map(|state| state.word().to_owned());
        Self::new(status, &fault).with(json!({ "id": fault.task, "last_state": last, "trace": fault.trace }))
    }
}

impl From<CallError> for Fault {
    fn from(fault: CallError) -> Self {
        let status = match &fault.fault {
            CallFault::NotOffered { .. } => Status::Usage,
            CallFault::Refused { .. } => Status::Refused,
            _ => Status::NoAnswer,
        };
        Self::new(status, &fault).with(json!({ "id": fault.task, "trace": fault.trace() }))
    }
}

impl From<StoreError> for Fault {
    fn from(fault: StoreError) -> Self {
        let status = match fault {
            StoreError::Contradiction { .. } | StoreError::NoStore => Status::Usage,
            _ => Status::Local,
        };
        Self::new(status, fault)
    }
}

impl From<ReconcileError> for Fault {
    fn from(fault: ReconcileError) -> Self {
        match fault {
            ReconcileError::Query(fault) => fault.into(),
            ReconcileError::Store(fault) => fault.into(),
            other => Self::new(Status::Usage, other),
        }
    }
}

impl From<DownloadError> for Fault {
    fn from(fault: DownloadError) -> Self {
        let status = if matches!(fault, DownloadError::Local(_)) { Status::Local } else { Status::NoAnswer };
        Self::new(status, fault)
    }
}
