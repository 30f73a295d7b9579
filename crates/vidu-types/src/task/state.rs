//! Where a task stands: the vendor's word and what it means.

use std::fmt;

use serde::Serialize;

use crate::table::{Revision, Stage};

/// Where a task stands: the word as the vendor writes it, and what it means if anybody knows.
///
/// A word that no page lists is kept and means nothing: a task in such a state goes on, because giving it up would lose
/// what was paid for.
///
/// In JSON it is `{"word": "success", "stage": "Succeeded"}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct State {
    word: String,
    stage: Option<Stage>,
}

impl State {
    /// A vendor's word, looked up in what its pages list; upper and lower case are told apart only where the list does.
    pub fn of(revision: &Revision, word: Option<String>) -> Self {
        let Some(word) = word else { return Self::unstated() };
        let exact = |state: &&crate::table::State| state.word == word;
        let similar = |state: &&crate::table::State| state.word.eq_ignore_ascii_case(word.trim());
        let states = &revision.states;
        let stage = states.iter().find(exact).or_else(|| states.iter().find(similar)).map(|state| state.stage);
        Self { word, stage }
    }

    /// The state of a task whose answer has no status word, as some vendors' answers to a create: made, not ended.
    pub const fn unstated() -> Self {
        Self { word: String::new(), stage: None }
    }

    /// As the vendor writes it; empty if it wrote nothing.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// What it means; nothing for a word that no page lists.
    ///
    /// A task that ended with the code of a cancellation is [`Stage::Cancelled`], even where the vendor's word is the one
    /// for failed tasks.
    pub fn stage(&self) -> Option<Stage> {
        self.stage
    }

    /// Whether the task has ended.
    pub fn is_terminal(&self) -> bool {
        self.succeeded() || self.failed()
    }

    /// Whether the videos are there.
    pub fn succeeded(&self) -> bool {
        self.stage == Some(Stage::Succeeded)
    }

    /// Whether the task has ended without a video: failed, cancelled or expired.
    pub fn failed(&self) -> bool {
        matches!(self.stage, Some(Stage::Failed | Stage::Cancelled | Stage::Expired))
    }

    /// A vendor without a word for cancelled tasks calls them failed and says so by the code.
    pub(super) fn cancelled_by(mut self, revision: &Revision, code: Option<&str>) -> Self {
        let cancelled = code.is_some() && code == revision.task.cancelled_code.as_deref();
        if cancelled && self.failed() {
            self.stage = Some(Stage::Cancelled);
        }
        self
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.word.is_empty() { "(no state)" } else { &self.word })
    }
}
