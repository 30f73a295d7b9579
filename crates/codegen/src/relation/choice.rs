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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_choice_has() {
        let text = |word: &str| Choice::Exactly(Scalar::Text(word.to_owned().into()));
        let (five, half) = (Choice::Exactly(Scalar::Integer(5)), Choice::Exactly(Scalar::Number(0.5)));
        let (run, span) = (Choice::Integers(1, 8), Choice::Numbers(0.0, 1.0));
        let yes = Choice::Exactly(Scalar::Boolean(true));
        let cases = [
            (
                text("auto"),
                vec![Atom::Text("auto")],
                vec![Atom::Text("aut0"), Atom::Text("auto "), Atom::Boolean(true)],
            ),
            (text("a"), vec![Atom::Text("a")], vec![Atom::Text("b"), Atom::Text("")]),
            (text("medium-large"), vec![Atom::Text("medium-large")], vec![Atom::Text("mediuM-large")]),
            (five, vec![Atom::Integer(5)], vec![Atom::Integer(6), Atom::Number(5.0), Atom::Text("5")]),
            (half, vec![Atom::Number(0.5)], vec![Atom::Number(0.6), Atom::Integer(0), Atom::Number(f64::NAN)]),
            (
                run,
                vec![Atom::Integer(1), Atom::Integer(8)],
                vec![Atom::Integer(0), Atom::Integer(9), Atom::Number(2.0)],
            ),
            (span, vec![Atom::Number(0.0), Atom::Number(1.0)], vec![Atom::Number(1.1), Atom::Integer(1)]),
            (yes, vec![Atom::Boolean(true)], vec![Atom::Boolean(false), Atom::Integer(1)]),
        ];
        for (choice, within, beyond) in cases {
            assert!(within.iter().all(|value| matches(&choice, *value)), "{choice:?}: {within:?}");
            assert!(!beyond.iter().any(|value| matches(&choice, *value)), "{choice:?}: {beyond:?}");
        }
    }
}
