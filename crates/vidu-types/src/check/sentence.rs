//! Words for messages: values, lists of them, and what there is.

use crate::relation::{Atom, atom};
use crate::table::{Choice, Span};

/// As many characters of a text as a message shows.
const SHOWN: usize = 60;

/// `16:9, 9:16 and 1:1`.
pub(super) fn list(items: &[String]) -> String {
    joined_by("and", items)
}

/// `a URL or a data URI`.
pub(super) fn either(items: &[String]) -> String {
    joined_by("or", items)
}

/// `1 byte`, `2 bytes`.
pub(super) fn number_of(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// A text as it is, if it reads as one word; else in quotes, escaped and shortened.
pub(super) fn text(text: &str) -> String {
    let is_word = |character: char| character.is_alphanumeric() || "._:/+-".contains(character);
    if !text.is_empty() && text.len() <= SHOWN && text.chars().all(is_word) {
        return text.to_owned();
    }
    let mut characters = text.chars();
    let head: String = characters.by_ref().take(SHOWN).flat_map(char::escape_debug).collect();
    let more = if characters.next().is_some() { ".." } else { "" };
    format!("\"{head}\"{more}")
}

pub(super) fn value(atom: Atom<'_>) -> String {
    match atom {
        Atom::Text(given) => text(given),
        Atom::Integer(number) => number.to_string(),
        Atom::Number(number) => self::number(number),
        Atom::Boolean(flag) => flag.to_string(),
    }
}

/// The choices of a column, runs of whole numbers joined.
pub(super) fn choices(choices: &[&Choice]) -> Vec<String> {
    let is_run = |choice: &&Choice| matches!(choice, Choice::Integers(..));
    if !choices.iter().any(is_run) {
        return choices.iter().map(|choice| one(choice)).collect();
    }
    let runs = joined(choices.iter().filter_map(|choice| integers(choice)).collect());
    let runs = runs.into_iter().map(|(from, to)| run(from, to));
    let others = choices.iter().filter(|choice| integers(choice).is_none());
    runs.chain(others.map(|choice| one(choice))).collect()
}

/// `there is 1080p`, `there are 1 to 10`.
pub(super) fn there_is(choices: &[&Choice]) -> String {
    let single = matches!(choices, [Choice::Exactly(_)]);
    let verb = if single { "is" } else { "are" };
    format!("there {verb} {}", list(&self::choices(choices)))
}

/// `at most 7`, `2 to 7`, `exactly 1`.
pub(super) fn span(span: Span) -> String {
    match (span.from, span.to) {
        (0, None) => "any number".to_owned(),
        (from, None) => format!("at least {from}"),
        (from, Some(to)) if from == to => format!("exactly {from}"),
        (0, Some(to)) => format!("at most {to}"),
        (from, Some(to)) => format!("{from} to {to}"),
    }
}

fn joined_by(word: &str, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} {word} {last}", before.join(", ")),
    }
}

fn one(choice: &Choice) -> String {
    match choice {
        Choice::Exactly(scalar) => value(atom(scalar)),
        Choice::Integers(from, to) => run(*from, *to),
        Choice::Numbers(from, to) => format!("{} to {}", number(*from), number(*to)),
    }
}

/// `1e300` rather than three hundred digits.
fn number(number: f64) -> String {
    if number.abs() < 1e15 { number.to_string() } else { format!("{number:e}") }
}

fn run(from: i64, to: i64) -> String {
    if from == to { from.to_string() } else { format!("{from} to {to}") }
}

fn integers(choice: &Choice) -> Option<(i64, i64)> {
    match choice {
        Choice::Exactly(scalar) => match atom(scalar) {
            Atom::Integer(number) => Some((number, number)),
            _ => None,
        },
        Choice::Integers(from, to) => Some((*from, *to)),
        Choice::Numbers(..) => None,
    }
}

fn joined(mut runs: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    runs.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (from, to) in runs {
        match joined.last_mut() {
            Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Scalar;

    #[test]
    fn runs_and_neighbours_are_joined() {
        let [one, two, five] = [1, 2, 5].map(|number| Choice::Exactly(Scalar::Integer(number)));
        let (run, word) = (Choice::Integers(3, 4), Choice::Exactly(Scalar::Text("auto".into())));
        let cases: [(&[&Choice], &[&str]); 5] = [
            (&[], &[]),
            (&[&five, &one, &two], &["5", "1", "2"]),
            (&[&run], &["3 to 4"]),
            (&[&five, &run, &word, &one], &["1", "3 to 5", "auto"]),
            (&[&Choice::Integers(7, 7), &two, &Choice::Numbers(0.5, 1.0)], &["2", "7", "0.5 to 1"]),
        ];
        for (given, expected) in cases {
            assert_eq!(choices(given), expected, "{given:?}");
        }
    }

    #[test]
    fn spans_in_words() {
        let said = |from, to| span(Span { from, to });
        let cases = [
            (0, None, "any number"),
            (2, None, "at least 2"),
            (0, Some(7), "at most 7"),
            (1, Some(1), "exactly 1"),
            (0, Some(0), "exactly 0"),
            (2, Some(7), "2 to 7"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(said(from, to), expected);
        }
    }

    #[test]
    fn numbers_of_many_digits_are_written_short() {
        let cases = [(0.5, "0.5"), (999_999_999_999_999.0, "999999999999999"), (1e15, "1e15"), (-1e300, "-1e300")];
        for (given, expected) in cases {
            assert_eq!(number(given), expected);
        }
    }
}
