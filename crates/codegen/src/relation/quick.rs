//! Whether every column of a relation fits, without a word about what does not and without an allocation.

use super::choice::{has_boolean, has_integer, has_number, has_text};
use super::{Atom, atom};
use crate::table::{Choice, Column, Relation, Scalar};

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
    /// Something of which only [`walk`](super::walk) can say what it means.
    Undecided,
}

/// Whether every column fits, without a word about what does not and without an allocation: the rows that are left are the
/// bits of one number. `defaulted` is told each default that an absent value takes, by the position of its column.
///
/// True is what [`walk`](super::walk) says too; false can also mean that only the walk can tell.
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
