//! The fewest changes after which a request fits a relation.

use super::choice::admits;
use super::space::members;
use super::{Atom, atom, default_of, keep, scalar};
use crate::table::{Cell, Choice, Relation, Scalar};

/// A change that leads to a request which passes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The column, by position.
    pub column: usize,
    /// The value that it should have.
    pub to: Scalar,
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
