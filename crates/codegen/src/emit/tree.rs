//! A relation as a tree: at each column the values lead to the rows that have them, absence to the default's.

use crate::relation::{admits, atom};
use crate::table::{Choice, Relation, Scalar};

/// Values of a column after which the same rows are left.
#[derive(Debug)]
pub struct Branch {
    /// The values.
    pub choices: Vec<Choice>,
    /// The rows, by position.
    pub rows: Vec<usize>,
}

/// The values that rows name at a column, those together that leave the same rows.
pub fn branches(relation: &Relation, rows: &[usize], column: usize) -> Vec<Branch> {
    let cells = rows.iter().flat_map(|row| relation.rows[*row].cells[column].choices.iter());
    let mut branches: Vec<Branch> = Vec::new();
    for choice in cells.flat_map(pieces) {
        if branches.iter().any(|branch| branch.choices.contains(&choice)) {
            continue;
        }
        let left = rows_with(relation, rows, column, &choice);
        match branches.iter_mut().find(|branch| branch.rows == left) {
            Some(branch) => branch.choices.push(choice),
            None => branches.push(Branch { choices: vec![choice], rows: left }),
        }
    }
    branches
}

/// The rows that are left when the column is absent.
pub fn rows_of_default(relation: &Relation, rows: &[usize], column: usize) -> Vec<usize> {
    match default(relation, rows, column) {
        Some(default) => rows_with(relation, rows, column, &Choice::Exactly(default.clone())),
        None => rows.to_vec(),
    }
}

/// What an absent value becomes, when these rows are left.
pub fn default<'a>(relation: &'a Relation, rows: &[usize], column: usize) -> Option<&'a Scalar> {
    rows.first().and_then(|row| relation.rows[*row].cells[column].default.as_ref())
}

/// Those of the rows that take any value in a column.
pub fn open_rows(relation: &Relation, rows: &[usize], column: usize) -> Vec<usize> {
    rows.iter().copied().filter(|row| relation.rows[*row].cells[column].choices.is_empty()).collect()
}

fn rows_with(relation: &Relation, rows: &[usize], column: usize, choice: &Choice) -> Vec<usize> {
    let has = |row: &&usize| {
        let cell = &relation.rows[**row].cells[column];
        match choice {
            Choice::Exactly(value) => admits(cell, atom(value)),
            run => cell.choices.is_empty() || cell.choices.contains(run),
        }
    };
    rows.iter().filter(has).copied().collect()
}

/// A run up to this long is taken apart.
const LONG_RUN: i64 = 64;

/// A short run of integers is taken apart, because rows may share a part of it.
pub fn pieces(choice: &Choice) -> Vec<Choice> {
    match choice {
        Choice::Integers(from, to) if to.saturating_sub(*from) < LONG_RUN => {
            (*from..=*to).map(|n| Choice::Exactly(Scalar::Integer(n))).collect()
        }
        other => vec![other.clone()],
    }
}
