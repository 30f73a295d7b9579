//! Proposed edits of a spec: findings as text that can be pasted.

use crate::table::{Choice, Scalar};

/// A value as TOML.
pub fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => format!("{text:?}"),
        value => plain(value),
    }
}

/// A value as people read it.
pub fn plain(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => text.to_string(),
        Scalar::Integer(value) => value.to_string(),
        Scalar::Number(value) => format!("{value:?}"),
        Scalar::Boolean(value) => value.to_string(),
    }
}

/// A value or a run as TOML.
pub fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Exactly(value) => scalar(value),
        Choice::Integers(from, to) => format!("\"{from} to {to}\""),
        Choice::Numbers(from, to) => format!("\"{from:?} to {to:?}\""),
    }
}
