//! Typed requests, checks and answers of the Vidu video-generation API as its vendors offer it.
#![deny(missing_docs)]

pub mod check;
#[cfg(test)]
mod fixture;
pub mod held;
pub mod image;
pub mod relation;
pub mod request;
pub mod table;
pub mod value;
pub mod violation;
pub mod wire;
pub mod word;

pub use held::{Held, RecordForm, Unreadable};
pub use image::Image;
pub use request::{Request, Vendor};
pub use value::{Extra, Given, Stray, StrayKind, Value, Wrong};
pub use violation::{Change, Note, NoteKind, Reason, Verdict, Violation, Violations};
pub use word::{UnknownWord, Word};
