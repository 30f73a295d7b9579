//! What can go wrong with a store.

use std::error::Error;
use std::fmt;
use std::io;

/// Why a store did not do what it should. What was not stored is not half stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process, or another journal of this one, has the file.
    Locked {
        /// The journal.
        path: String,
        /// The number of the process that has it, where it says.
        process: Option<u32>,
    },
    /// The file is no journal; it is left as it is.
    Foreign {
        /// The file.
        path: String,
    },
    /// A journal of a form that this program does not know; it is left as it is.
    OtherVersion {
        /// The file.
        path: String,
        /// Its form.
        found: u32,
    },
    /// A file could not be read or written, for example because the disk is full.
    File {
        /// What was being done, and to which file.
        what: String,
        /// What kind of fault it is.
        kind: io::ErrorKind,
        /// What the system says.
        why: String,
    },
    /// Something failed earlier after which nobody knows what the disk holds: open the journal again.
    Broken {
        /// What failed.
        why: String,
    },
    /// The record cannot be true if the earlier ones are.
    Contradiction {
        /// What does not fit.
        why: String,
    },
    /// The record is too long for a line.
    TooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// A store outside of this process could not be asked.
    Unreachable {
        /// What it says.
        why: String,
    },
    /// The runtime is shutting down.
    Stopped,
    /// The client was built without a store.
    NoStore,
}

impl StoreError {
    pub(super) fn file(what: impl Into<String>, fault: &io::Error) -> Self {
        Self::File { what: what.into(), kind: fault.kind(), why: fault.to_string() }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked { path, process: Some(process) } => {
                write!(formatter, "journal {path} is in use by process {process}; a journal serves one process")
            }
            Self::Locked { path, process: None } => {
                write!(formatter, "journal {path} is in use by another process; a journal serves one process")
            }
            Self::Foreign { path } => write!(formatter, "{path} is no journal of this program; it is left as it is"),
            Self::OtherVersion { path, found } => write!(
                formatter,
                "journal {path} has form {found}, and this program knows form {}; a newer one wrote it",
                super::line::VERSION
            ),
            Self::File { what, why, .. } => write!(formatter, "{what}: {why}"),
            Self::Broken { why } => {
                write!(formatter, "nothing more is written until the journal is opened again: {why}")
            }
            Self::Contradiction { why } => write!(formatter, "the record does not fit the earlier ones: {why}"),
            Self::TooLong { bytes } => write!(formatter, "a record of {bytes} bytes is too long for a journal"),
            Self::Unreachable { why } => write!(formatter, "the store cannot be asked: {why}"),
            Self::NoStore => formatter.write_str("the client has no store; give it one with Builder::store"),
            Self::Stopped => formatter.write_str("the runtime is shutting down"),
        }
    }
}

impl Error for StoreError {}

impl From<super::Contradiction> for StoreError {
    fn from(fault: super::Contradiction) -> Self {
        Self::Contradiction { why: fault.why }
    }
}

/// A part of a journal that could not be read. What stands after it was read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Damage {
    /// The line, counted from 1.
    pub line: usize,
    /// The byte at which it begins, counted from 0.
    pub offset: usize,
    /// How many bytes it has.
    pub bytes: usize,
    /// What is wrong with it.
    pub fault: DamageFault,
}

/// What is wrong with a part of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DamageFault {
    /// Its sum does not fit: a record was lost, perhaps that of a submit.
    Unreadable,
    /// Only the line break is damaged; nothing was lost.
    LineBreak,
    /// Its sum fits, but this program does not know what it says; a newer one wrote it.
    NotUnderstood,
    /// It contradicts earlier lines.
    Contradiction {
        /// What does not fit.
        why: String,
    },
}

impl fmt::Display for Damage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {} (byte {}, {} bytes): ", self.line, self.offset, self.bytes)?;
        match &self.fault {
            DamageFault::Unreadable => formatter.write_str("damaged; a record was lost, perhaps that of a submit"),
            DamageFault::LineBreak => formatter.write_str("its line break is damaged; nothing was lost"),
            DamageFault::NotUnderstood => formatter.write_str("not understood; a newer program wrote it"),
            DamageFault::Contradiction { why } => write!(formatter, "it contradicts earlier lines: {why}"),
        }
    }
}
