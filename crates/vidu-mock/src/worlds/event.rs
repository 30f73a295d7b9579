//! What happened while time was moved on.

use serde::Serialize;
use vidu_types::Timestamp;

use crate::worlds::journal::Sent;
use crate::worlds::text::Text;

/// Something that happened to a task. Texts are shared, because a million tasks make millions of these.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// When, in the mock's time.
    pub at: Timestamp,
    /// The vendor and the name of the key, as in the journal.
    pub world: Text,
    /// The task's id.
    pub task: Text,
    /// The state that it is about, in the vendor's word.
    pub state: Text,
    /// What happened.
    #[serde(flatten)]
    pub what: Happening,
}

/// What can happen to a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "what")]
#[non_exhaustive]
pub enum Happening {
    /// It took on the state.
    Entered,
    /// Its owner was told so, or should have been.
    Called {
        /// The address.
        url: String,
        /// Which attempt this was, from 1.
        attempt: u32,
        /// How it went.
        #[serde(flatten)]
        result: Sent,
    },
}
