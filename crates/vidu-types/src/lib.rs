//! Typed requests, checks and answers of the Vidu video-generation API as its vendors offer it.
#![deny(missing_docs)]

pub mod answer;
pub mod callback;
pub mod check;
pub mod credits;
pub mod error_body;
mod excerpt;
#[cfg(test)]
mod fixture;
pub mod held;
pub mod image;
pub mod relation;
pub mod request;
pub mod table;
pub mod task;
pub mod time;
mod unreadable;
pub mod value;
pub mod violation;
pub mod wire;
pub mod word;

pub use answer::{Fact, Facts};
pub use credits::{Balance, Credits, Package, UnreadableCredits};
pub use error_body::VendorError;
pub use held::{Held, RecordForm, Unreadable};
pub use image::Image;
pub use request::{Request, Vendor};
pub use task::{Failure, State, Task, UnreadableTask, Video};
pub use time::Timestamp;
pub use unreadable::UnreadableAnswer;
pub use value::{Extra, Given, Stray, StrayKind, Value, Wrong};
pub use violation::{Change, Note, NoteKind, Reason, Verdict, Violation, Violations};
pub use word::{UnknownWord, Word};
