//! Whether a value is among the choices of a cell.

use super::Atom;
use crate::table::{Cell, Choice, Scalar};

/// Whether a cell admits a value; a cell without choices admits every one.
pub fn admits(cell: &Cell, value: Atom<'_>) -> bool {
    cell.choices.is_empty() || cell.choices.iter().any(|choice| matches(choice, value))
}

/// Whether a value is this choice or within it.
pub fn matches(choice: &Choice, value: Atom<'_>) -> bool {
    match value {
        Atom::Text(text) => has_text(choice, text),
        Atom::Integer(n) => has_integer(choice, n),
        Atom::Number(n) => has_number(choice, n),
        Atom::Boolean(b) => has_boolean(choice, b),
    }
}

#[inline]
pub(super) fn has_text(choice: &Choice, text: &str) -> bool {
    matches!(choice, Choice::Exactly(Scalar::Text(word)) if is_word(word, text))
}

#[inline]
pub(super) fn has_integer(choice: &Choice, n: i64) -> bool {
    match choice {
        Choice::Exactly(Scalar::Integer(only)) => *only == n,
        Choice::Integers(from, to) => (*from..=*to).contains(&n),
        _ => false,
    }
}

#[inline]
pub(super) fn has_number(choice: &Choice, n: f64) -> bool {
    match choice {
        Choice::Exactly(Scalar::Number(only)) => *only == n,
        Choice::Numbers(from, to) => (*from..=*to).contains(&n),
        _ => false,
    }
}

#[inline]
pub(super) fn has_boolean(choice: &Choice, b: bool) -> bool {
    matches!(choice, Choice::Exactly(Scalar::Boolean(only)) if *only == b)
}

/// Whether a text is this word. Words are short: both ends of most are all of them, and a call to compare them costs more.
fn is_word(word: &str, text: &str) -> bool {
    let (word, text) = (word.as_bytes(), text.as_bytes());
    word.len() == text.len()
        && word.first_chunk::<4>() == text.first_chunk::<4>()
        && word.last_chunk::<4>() == text.last_chunk::<4>()
        && ((4..=8).contains(&word.len()) || word == text)
}
