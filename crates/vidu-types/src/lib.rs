//! Typed requests, checks and answers of the Vidu video-generation API as its vendors offer it.
//!
//! Each vendor has a module, and in it one for each month in which its pages were read: `vidu::Img2Video` is the request of the
//! current one. A request is checked against what the page states, with all violations at once; its JSON is the wire's JSON.
//! Whatever a vendor answers becomes one [`Task`]. Nothing here does IO.
//!
//! Types and tables are generated from a spec when this crate is built: its own, or the folder that `VIDU_SPEC` names.
#![deny(missing_docs)]

pub mod answer;
pub mod callback;
pub mod check;
pub mod credits;
pub mod draft;
pub mod error_body;
mod excerpt;
#[cfg(test)]
mod fixture;
mod form;
pub mod held;
pub mod image;
pub mod relation;
pub mod request;
mod schema;
#[doc(hidden)]
pub mod secret;
pub mod table;
pub mod task;
mod text;
pub mod time;
mod unreadable;
pub mod value;
mod verbatim;
pub mod violation;
pub mod wire;
pub mod word;

/// What code generation wrote from the spec.
mod generated {
    mod tables {
        include!(concat!(env!("OUT_DIR"), "/tables.rs"));
    }
    pub use tables::SPEC;
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

pub use answer::{Fact, Facts};
pub use check::Cost;
pub use credits::{Balance, Credits, Package, UnreadableCredits};
pub use draft::{Draft, DraftError, NoSuchName};
pub use error_body::VendorError;
pub use generated::*;
pub use held::{Held, RecordForm, Unreadable};
pub use image::Image;
pub use request::{Request, Vendor};
pub use task::{Failure, State, Task, TaskPage, UnreadablePage, UnreadableTask, Video};
pub use text::Text;
pub use time::Timestamp;
pub use unreadable::UnreadableAnswer;
pub use value::{Extra, Given, Stray, StrayKind, Value, Wrong};
pub use verbatim::Verbatim;
pub use violation::{Change, Note, NoteKind, Reason, Verdict, Violation, Violations};
pub use word::{UnknownWord, Word};
