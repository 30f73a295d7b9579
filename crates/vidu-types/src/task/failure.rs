//! Why a task ended without a video.

use std::fmt;

use serde::Serialize;

use crate::excerpt::excerpt;
use crate::table::Stage;

use super::State;

/// Why a task ended without a video, as far as the vendor says.
///
/// `Display` and `Debug` show no query strings: a text may quote the signed address that it complains of.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Failure {
    /// The vendor's code.
    pub code: Option<String>,
    /// The vendor's text.
    pub message: Option<String>,
    cancelled: bool,
}

impl Failure {
    /// Whether somebody asked for it, told by the vendor's word or by its code.
    pub fn cancelled(&self) -> bool {
        self.cancelled
    }

    pub(super) fn of(state: &State, code: Option<String>, message: Option<String>) -> Self {
        Self { code, message, cancelled: state.stage() == Some(Stage::Cancelled) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.code, &self.message) {
            (Some(code), Some(message)) => write!(formatter, "{}: {}", excerpt(code), excerpt(message)),
            (Some(only), None) | (None, Some(only)) => write!(formatter, "{}", excerpt(only)),
            (None, None) => formatter.write_str("the vendor gives no reason"),
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cancelled = if self.cancelled { ", cancelled" } else { "" };
        write!(formatter, "Failure({self}{cancelled})")
    }
}
