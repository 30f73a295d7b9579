//! What a request that was taken asks for, and the task that comes of it.

use serde::{Deserialize, Serialize};

use crate::calls::results::Picture;
use crate::tasks::plan::{Outcome, Plan};
use crate::tasks::script::Slowness;
use crate::time::drive::Motion;
use crate::worlds::text::Text;

/// What a request that was taken asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The operation, as a position in the revision's operations.
    pub operation: usize,
    /// How the task shall go.
    pub outcome: Outcome,
    /// How fast, moved by what, and under which word.
    pub manner: Manner,
    /// What it costs, where that is known.
    pub price: Option<Amount>,
    /// The text that is passed through.
    pub payload: Option<Box<str>>,
    /// The video that it makes.
    pub picture: Picture,
    /// The address to call.
    pub callback: Option<Box<str>>,
    /// The number of the request in the journal.
    pub request: u64,
}

/// How a task goes on its way to its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manner {
    /// How long it takes.
    pub pace: Option<Slowness>,
    /// What moves it.
    pub motion: Motion,
    /// The word for its state while it runs.
    pub state: Option<Box<str>>,
}

/// As drawn, by the clock, under the vendor's words.
impl Default for Manner {
    fn default() -> Self {
        Manner { pace: None, motion: Motion::Clock(1.0), state: None }
    }
}

/// A price in credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// How many.
    pub credits: i64,
    /// Whether no page gives it.
    pub made_up: bool,
}

/// A task.
#[derive(Debug, Serialize, Deserialize, Clone)]
pub struct Task {
    /// Its id, as its vendor writes ids.
    pub id: Text,
    /// What was asked for.
    pub order: Order,
    /// Its future.
    pub plan: Plan,
    /// The seed that the vendor drew or was given.
    pub seed: Option<i64>,
    /// How often the plan was changed: what was scheduled for an earlier one does not count any more.
    pub version: u32,
    /// How many of its states it has called back for: those are not told again when the plan changes.
    pub called: usize,
}
