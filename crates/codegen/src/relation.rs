//! The walk over a relation: verdict, column at fault, reasons, what there is instead, and defaults, in one pass.
//!
//! Shared by a symbolic link like `table`: the lints of code generation prove their claims with the very walk that
//! validates requests later.

use crate::table::{Aspect, Cell, Choice, Column, Relation, Scalar};

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

/// A change that leads to a request which passes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The column, by position.
    pub column: usize,
    /// The value that it should have.
    pub to: Scalar,
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

/// As many rows as [`settles`] can tell apart; no page comes near.
pub const MOST_ROWS: usize = u64::BITS as usize;

/// The rows of which a relation has this many, a bit for each.
const fn all_rows(number: usize) -> u64 {
    if number >= MOST_ROWS { u64::MAX } else { (1 << number) - 1 }
}

/// What a request has in a column, as far as [`settles`] has to know.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading<'a> {
    /// This.
    Known(Atom<'a>),
    /// Nothing.
    Absent,
    /// Something of which only [`walk`] can say what it means.
    Undecided,
}

/// Whether every column fits, without a word about what does not and without an allocation: the rows that are left are the
/// bits of one number. `defaulted` is told each default that an absent value takes, by the position of its column.
///
/// True is what [`walk`] says too; false can also mean that only the walk can tell.
pub fn settles<'t, 'g>(
    relation: &'t Relation,
    read: impl Fn(Column) -> Reading<'g>,
    mut defaulted: impl FnMut(Column, &'t Scalar),
) -> bool {
    if relation.rows.len() > MOST_ROWS {
        return false;
    }
    let mut left = all_rows(relation.rows.len());
    for (at, column) in relation.columns.iter().enumerate() {
        let first = || relation.rows.get(left.trailing_zeros() as usize);
        let value = match read(*column) {
            Reading::Known(value) => value,
            Reading::Absent => {
                let Some(default) = first().and_then(|row| row.cells[at].default.as_ref()) else { continue };
                defaulted(*column, default);
                atom(default)
            }
            Reading::Undecided => return false,
        };
        left = rows_with(relation, left, at, value);
        if left == 0 {
            return false;
        }
    }
    true
}

/// Those of some rows that admit a value in a column, a bit for each.
#[inline(always)] // with what reads the value, so that its kind is asked once for both
pub fn rows_with(relation: &Relation, rows: u64, column: usize, value: Atom<'_>) -> u64 {
    match value {
        Atom::Text(text) => rows_where(relation, rows, column, |choice| has_text(choice, text)),
        Atom::Integer(n) => rows_where(relation, rows, column, |choice| has_integer(choice, n)),
        Atom::Number(n) => rows_where(relation, rows, column, |choice| has_number(choice, n)),
        Atom::Boolean(b) => rows_where(relation, rows, column, |choice| has_boolean(choice, b)),
    }
}

#[inline]
fn rows_where(relation: &Relation, rows: u64, column: usize, has: impl Fn(&Choice) -> bool) -> u64 {
    let mut left = rows;
    let mut found = 0;
    while left != 0 {
        let row = left.trailing_zeros();
        left &= left - 1;
        let choices = &relation.rows[row as usize].cells[column].choices;
        if choices.is_empty() || choices.iter().any(&has) {
            found |= 1 << row;
        }
    }
    found
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

/// The fewest edits after which the walk passes, the earliest columns kept and numbers moved least where there is a choice.
pub fn nearest(relation: &Relation, given: &[Option<Atom<'_>>]) -> Vec<Edit> {
    let towards = |row| edits_towards(relation, given, row);
    // Later columns weigh less: of two equally long ways, the one that keeps the model is the nearer.
    let cost = |edits: &Vec<Edit>| (edits.len(), std::cmp::Reverse(edits.iter().map(|e| e.column).collect::<Vec<_>>()));
    let moved = |edits: &Vec<Edit>| edits.iter().map(|edit| distance(given[edit.column], atom(&edit.to))).sum::<f64>();
    let nearer = |one: &Vec<Edit>, other: &Vec<Edit>| {
        cost(one).cmp(&cost(other)).then_with(|| moved(one).total_cmp(&moved(other)))
    };
    (0..relation.rows.len()).map(towards).min_by(nearer).unwrap_or_default()
}

/// How far a number is moved; between words there is no distance.
fn distance(from: Option<Atom<'_>>, to: Atom<'_>) -> f64 {
    match (from, to) {
        (Some(Atom::Integer(from)), Atom::Integer(to)) => from.abs_diff(to) as f64,
        (Some(Atom::Number(from)), Atom::Number(to)) if from.is_finite() => (from - to).abs(),
        _ => 0.0,
    }
}

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
fn has_text(choice: &Choice, text: &str) -> bool {
    matches!(choice, Choice::Exactly(Scalar::Text(word)) if is_word(word, text))
}

#[inline]
fn has_integer(choice: &Choice, n: i64) -> bool {
    match choice {
        Choice::Exactly(Scalar::Integer(only)) => *only == n,
        Choice::Integers(from, to) => (*from..=*to).contains(&n),
        _ => false,
    }
}

#[inline]
fn has_number(choice: &Choice, n: f64) -> bool {
    match choice {
        Choice::Exactly(Scalar::Number(only)) => *only == n,
        Choice::Numbers(from, to) => (*from..=*to).contains(&n),
        _ => false,
    }
}

#[inline]
fn has_boolean(choice: &Choice, b: bool) -> bool {
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

/// Every value that some row has in a column, once each, in row order; of a long run only the two ends.
pub fn values(relation: &Relation, column: usize) -> Vec<Scalar> {
    let mut found = Vec::new();
    for choice in relation.rows.iter().flat_map(|row| row.cells[column].choices.iter()) {
        for value in members(choice) {
            if !found.contains(&value) {
                found.push(value);
            }
        }
    }
    found
}

/// How many points [`space`] has.
pub fn space_size(relation: &Relation) -> usize {
    let axes = (0..relation.columns.len()).map(|column| axis(relation, column).len());
    axes.fold(1, |size: usize, axis| size.saturating_mul(axis))
}

/// Every point of the relation's finite space: each column absent or with a value that some row has.
///
/// A count or a presence is never absent.
pub fn space(relation: &Relation) -> impl Iterator<Item = Vec<Option<Scalar>>> {
    let axes: Vec<Vec<Option<Scalar>>> = (0..relation.columns.len()).map(|column| axis(relation, column)).collect();
    let size: usize = axes.iter().map(Vec::len).product();
    (0..size).map(move |mut index| {
        let mut pick = |axis: &Vec<Option<Scalar>>| {
            let value = axis[index % axis.len()].clone();
            index /= axis.len();
            value
        };
        axes.iter().map(&mut pick).collect()
    })
}

/// A point, borrowed, as [`walk`] takes it.
pub fn atoms(point: &[Option<Scalar>]) -> Vec<Option<Atom<'_>>> {
    point.iter().map(|value| value.as_ref().map(atom)).collect()
}

fn axis(relation: &Relation, column: usize) -> Vec<Option<Scalar>> {
    let absent = (relation.columns[column].aspect == Aspect::Value).then_some(None);
    absent.into_iter().chain(values(relation, column).into_iter().map(Some)).collect()
}

/// A run up to this long is enumerated whole.
const LONG_RUN: i64 = 64;

fn members(choice: &Choice) -> Vec<Scalar> {
    match choice {
        Choice::Exactly(scalar) => vec![scalar.clone()],
        Choice::Integers(from, to) if to.saturating_sub(*from) < LONG_RUN => {
            (*from..=*to).map(Scalar::Integer).collect()
        }
        Choice::Integers(from, to) => vec![Scalar::Integer(*from), Scalar::Integer(*to)],
        Choice::Numbers(from, to) => vec![Scalar::Number(*from), Scalar::Number(*to)],
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

fn edits_towards(relation: &Relation, given: &[Option<Atom<'_>>], target: usize) -> Vec<Edit> {
    let mut candidates: Vec<usize> = (0..relation.rows.len()).collect();
    let mut edits = Vec::new();
    for (column, given) in given.iter().copied().enumerate() {
        let cell = &relation.rows[target].cells[column];
        let Some(value) = given.or(default_of(relation, &candidates, column).map(atom)) else { continue };
        if admits(cell, value) {
            candidates = keep(relation, &candidates, column, value);
            continue;
        }
        let to = closest(cell, value);
        candidates = keep(relation, &candidates, column, atom(&to));
        edits.push(Edit { column, to });
    }
    edits
}

/// The value of a cell that is nearest to another: by distance for numbers, else the default or the first.
fn closest(cell: &Cell, value: Atom<'_>) -> Scalar {
    let number = match value {
        Atom::Integer(n) => Some(n as f64),
        Atom::Number(n) => Some(n),
        _ => None,
    };
    let by_distance = number.and_then(|n| cell.choices.iter().map(|c| clamp(c, n)).min_by(|a, b| a.0.total_cmp(&b.0)));
    let first = || cell.choices.iter().flat_map(members).next();
    by_distance.map(|(_, value)| value).or_else(|| cell.default.clone()).or_else(first).unwrap_or_else(|| scalar(value))
}

/// The value within a choice that is nearest to a number, and how far it is.
fn clamp(choice: &Choice, number: f64) -> (f64, Scalar) {
    let value = match choice {
        Choice::Exactly(scalar) => scalar.clone(),
        Choice::Integers(from, to) => Scalar::Integer((number as i64).clamp(*from, *to)),
        Choice::Numbers(from, to) => Scalar::Number(number.clamp(*from, *to)),
    };
    let at = match &value {
        Scalar::Integer(n) => *n as f64,
        Scalar::Number(n) => *n,
        Scalar::Text(_) | Scalar::Boolean(_) => f64::INFINITY,
    };
    ((at - number).abs(), value)
}
