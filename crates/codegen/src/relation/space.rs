//! Every value and every combination of values that a relation can tell apart.

use super::{Atom, atom};
use crate::table::{Aspect, Choice, Relation, Scalar};

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

/// A point, borrowed, as [`walk`](super::walk) takes it.
pub fn atoms(point: &[Option<Scalar>]) -> Vec<Option<Atom<'_>>> {
    point.iter().map(|value| value.as_ref().map(atom)).collect()
}

fn axis(relation: &Relation, column: usize) -> Vec<Option<Scalar>> {
    let absent = (relation.columns[column].aspect == Aspect::Value).then_some(None);
    absent.into_iter().chain(values(relation, column).into_iter().map(Some)).collect()
}

/// A run up to this long is enumerated whole.
const LONG_RUN: i64 = 64;

pub(super) fn members(choice: &Choice) -> Vec<Scalar> {
    match choice {
        Choice::Exactly(scalar) => vec![scalar.clone()],
        Choice::Integers(from, to) if to.saturating_sub(*from) < LONG_RUN => {
            (*from..=*to).map(Scalar::Integer).collect()
        }
        Choice::Integers(from, to) => vec![Scalar::Integer(*from), Scalar::Integer(*to)],
        Choice::Numbers(from, to) => vec![Scalar::Number(*from), Scalar::Number(*to)],
    }
}
