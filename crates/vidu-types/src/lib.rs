//! Typed requests, checks and answers of the Vidu video-generation API as its vendors offer it.
#![deny(missing_docs)]

pub mod answer;
pub mod callback;
pub mod credits;
pub mod error_body;
mod excerpt;
pub mod image;
pub mod relation;
pub mod table;
pub mod task;
pub mod time;
mod unreadable;

pub use answer::{Fact, Facts};
pub use credits::{Balance, Credits, Package, UnreadableCredits};
pub use error_body::VendorError;
pub use image::Image;
pub use task::{Failure, State, Task, UnreadableTask, Video};
pub use time::Timestamp;
pub use unreadable::UnreadableAnswer;
