//! The walk over a relation: verdict, column at fault, reasons, what there is instead, and defaults, in one pass.
//!
//! Shared by a symbolic link like `table`: the lints of code generation prove their claims with the very walk that
//! validates requests later.

mod choice;
mod nearest;
mod quick;
mod space;

use crate::table::{Choice, Relation, Scalar};

pub use choice::{admits, matches};
pub use nearest::{Edit, nearest};
pub use quick::{MOST_ROWS, Reading, rows_with, settles};
pub use space::{atoms, space, space_size, values};

/// A single value of a request, borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Atom<'a> {
    /// Characters.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

/// What the walk found, column by column.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk<'t> {
    /// One step for each column, in order.
    pub steps: Vec<Step<'t>>,
}

/// What the walk found at one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<'t> {
    /// The verdict.
    pub outcome: Outcome<'t>,
    /// The earlier columns, by position, that narrow this one.
    pub because: Vec<usize>,
    /// What there is, given the earlier columns; empty if the page does not say.
    pub choices: Vec<&'t Choice>,
    /// The default, given the earlier columns; nothing if the page does not say.
    pub default: Option<&'t Scalar>,
}

/// The verdict at one column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome<'t> {
    /// The given value is among the choices.
    Fits,
    /// No value was given; this is the default.
    Defaulted(&'t Scalar),
    /// No value was given, and the page states no default.
    Open,
    /// The given value is not among the choices.
    Refused,
}

impl Walk<'_> {
    /// Whether every column fits.
    pub fn passes(&self) -> bool {
        self.steps.iter().all(|step| step.outcome != Outcome::Refused)
    }
}

/// The verdict at one column without what explains it, and whether the page says what there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict<'t> {
    /// The verdict.
    pub outcome: Outcome<'t>,
    /// Whether the page says what there is, given the earlier columns.
    pub is_stated: bool,
}

/// The verdicts of [`walk`] alone, for the many requests of which nothing needs to be explained.
pub fn verdicts<'t, 'g>(relation: &'t Relation, given: impl IntoIterator<Item = Option<Atom<'g>>>) -> Vec<Verdict<'t>> {
    let mut candidates: Vec<usize> = (0..relation.rows.len()).collect();
    let mut verdicts = Vec::with_capacity(relation.columns.len());
    for (column, given) in given.into_iter().enumerate() {
        let default = default_of(relation, &candidates, column);
        let cell = |row: &usize| &relation.rows[*row].cells[column];
        let is_stated = candidates.iter().all(|row| !cell(row).choices.is_empty());
        let value = given.or(default.map(atom));
        let fits = value.is_some_and(|value| candidates.iter().any(|row| admits(cell(row), value)));
        if let Some(value) = value.filter(|_| fits) {
            candidates.retain(|row| admits(cell(row), value));
        }
        verdicts.push(Verdict { outcome: outcome(given, default, fits), is_stated });
    }
    verdicts
}

fn outcome<'t>(given: Option<Atom<'_>>, default: Option<&'t Scalar>, fits: bool) -> Outcome<'t> {
    match (given, default) {
        (Some(_), _) if fits => Outcome::Fits,
        (Some(_), _) => Outcome::Refused,
        (None, Some(default)) => Outcome::Defaulted(default),
        (None, None) => Outcome::Open,
    }
}

/// Walks the columns in order: a given value keeps the rows that have it, an absent one takes its default first.
///
/// `given` has one entry for each column. A refused value narrows nothing, so that later columns are still judged.
pub fn walk<'t>(relation: &'t Relation, given: &[Option<Atom<'_>>]) -> Walk<'t> {
    let mut candidates: Vec<usize> = (0..relation.rows.len()).collect();
    let mut steps: Vec<Step<'t>> = Vec::with_capacity(relation.columns.len());
    for (column, given) in given.iter().copied().enumerate() {
        let default = default_of(relation, &candidates, column);
        let because = reasons(relation, &steps, column);
        let choices = choices_of(relation, &candidates, column);
        let value = given.or(default.map(atom));
        let fitting = value.map(|value| keep(relation, &candidates, column, value));
        let outcome = outcome(given, default, fitting.as_ref().is_some_and(|rows| !rows.is_empty()));
        if let Some(rows) = fitting.filter(|rows| !rows.is_empty()) {
            candidates = rows;
        }
        steps.push(Step { outcome, because, choices, default });
    }
    Walk { steps }
}

/// A scalar, borrowed.
pub fn atom(scalar: &Scalar) -> Atom<'_> {
    match scalar {
        Scalar::Text(text) => Atom::Text(text),
        Scalar::Integer(n) => Atom::Integer(*n),
        Scalar::Number(n) => Atom::Number(*n),
        Scalar::Boolean(b) => Atom::Boolean(*b),
    }
}

/// An atom, owned.
pub fn scalar(atom: Atom<'_>) -> Scalar {
    match atom {
        Atom::Text(text) => Scalar::Text(text.to_owned().into()),
        Atom::Integer(n) => Scalar::Integer(n),
        Atom::Number(n) => Scalar::Number(n),
        Atom::Boolean(b) => Scalar::Boolean(b),
    }
}

fn default_of<'t>(relation: &'t Relation, candidates: &[usize], column: usize) -> Option<&'t Scalar> {
    candidates.first().and_then(|row| relation.rows[*row].cells[column].default.as_ref())
}

fn keep(relation: &Relation, candidates: &[usize], column: usize, value: Atom<'_>) -> Vec<usize> {
    candidates.iter().copied().filter(|row| admits(&relation.rows[*row].cells[column], value)).collect()
}

fn choices_of<'t>(relation: &'t Relation, candidates: &[usize], column: usize) -> Vec<&'t Choice> {
    let cells = || candidates.iter().map(|row| &relation.rows[*row].cells[column]);
    if cells().any(|cell| cell.choices.is_empty()) {
        return Vec::new();
    }
    let mut found: Vec<&Choice> = Vec::new();
    for choice in cells().flat_map(|cell| cell.choices.iter()) {
        if !found.contains(&choice) {
            found.push(choice);
        }
    }
    found
}

/// The earlier columns that are decided and tell rows apart.
fn reasons(relation: &Relation, steps: &[Step<'_>], column: usize) -> Vec<usize> {
    let decided = |earlier: &usize| matches!(steps[*earlier].outcome, Outcome::Fits | Outcome::Defaulted(_));
    let tells_apart = |earlier: &usize| {
        let first = &relation.rows[0].cells[*earlier].choices;
        relation.rows.iter().any(|row| row.cells[*earlier].choices != *first)
    };
    (0..column).filter(decided).filter(tells_apart).collect()
}
