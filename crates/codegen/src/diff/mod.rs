//! Compares two specs: what is accepted now that was not, and the reverse, and everything else that changed.
//!
//! Whatever the tables of two sides say differently gives at least one [`Change`]; a spec and itself give none.

mod accepts;
mod answer;
mod axis;
mod cells;
mod default;
mod errors;
mod example;
mod field;
mod git;
mod ignore;
mod joint;
mod limit;
mod listing;
mod markdown;
mod notes;
mod pair;
mod presence;
mod price;
mod request;
mod side;
mod text;
mod vendor;
mod words;

use serde_json::Value;

use crate::table::Scalar;

pub use axis::Piece;
pub use ignore::{Date, Ignored, Ignores};
pub use markdown::markdown;
pub use pair::compare;
pub use side::{Side, Unreadable};
pub use text::{json, text};

/// What somebody has to do about a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// A request that was fine is refused, or means something else.
    Caller,
    /// An answer, an error or a callback is no longer what its reader knows.
    Reader,
    /// Nothing.
    Harmless,
}

/// The release that a change asks for, when the crates follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// Only words change.
    Patch,
    /// Something is added.
    Minor,
    /// Code that was right has to change.
    Major,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Requests that were refused are accepted.
    Accepted,
    /// Requests that were accepted are refused.
    Refused,
    /// What an absent field becomes.
    Default,
    /// A field: new, gone, of another type or place, required or not.
    Field,
    /// A limit of a field or body.
    Limit,
    /// Method, path, headers, constants.
    Request,
    /// What stands in an answer.
    Answer,
    /// The vendor's status words.
    State,
    /// Error bodies, codes and when they are answered.
    Error,
    /// The calls that a vendor makes.
    Callback,
    /// Keys, and the hosts that they are sent to.
    Authentication,
    /// What is known of tasks and of submits.
    Task,
    /// What a task costs.
    Price,
    /// A page, a revision or a vendor: new or gone.
    Page,
    /// The shared words and their Rust names.
    Word,
    /// What is said in prose.
    Prose,
    /// The tables differ, and no rule above says how.
    Other,
}

/// One difference between two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Which revisions are compared, `acme/2026-01 to acme/2026-02`; empty for what all vendors share.
    pub revisions: String,
    /// The page; nothing for what a vendor says once.
    pub page: Option<String>,
    /// The key in the page's file that it is about, `fields.prompt.max_chars`.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
    /// Who breaks.
    pub direction: Direction,
    /// The release that it asks for.
    pub release: Release,
    /// What changed, as a sentence without its full stop.
    pub says: String,
    /// The combinations that it is about, column by column, where requests are what changed.
    pub cells: Vec<Values>,
    /// A request that shows it, where requests are what changed.
    pub example: Option<Example>,
    /// File and line where it stands: on the new side, or on the old one if it is gone.
    pub line: Option<(String, usize)>,
}

/// Values of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// The column, `duration`, `images.count`.
    pub column: String,
    /// The values in words, `3 to 9`, `any other value`.
    pub words: Vec<String>,
    /// The values.
    pub pieces: Vec<Piece>,
}

/// A request that one side takes and the other does not, or that means something else on each.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The columns that matter with their values, `duration`, `images.count`.
    pub given: Vec<(String, Scalar)>,
    /// The body.
    pub body: Value,
}

/// Everything that differs between two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What the sides are called.
    pub sides: [String; 2],
    /// The changes, those that break something first within each page.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// The release that all changes together ask for; nothing if there are none.
    pub fn release(&self) -> Option<Release> {
        self.changes.iter().map(|change| change.release).max()
    }

    /// How many changes have a direction.
    pub fn many(&self, direction: Direction) -> usize {
        self.changes.iter().filter(|change| change.direction == direction).count()
    }

    /// Whether a caller or a reader of answers breaks.
    pub fn breaks(&self) -> bool {
        self.changes.iter().any(|change| change.direction != Direction::Harmless)
    }
}
