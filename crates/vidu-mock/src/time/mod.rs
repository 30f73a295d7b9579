//! Time as the mock sees it, what drives it, and how long things take.

pub mod clock;
pub mod drive;
pub mod durations;
pub mod patience;
pub mod span;
pub mod steps;
pub mod timeline;
