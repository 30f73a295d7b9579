//! Guards the rows: each must change something, otherwise it is a duplicate or nothing reaches it.

use super::Subject;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::relation::{Outcome, atoms, space, walk};
use crate::table::{Relation, Scalar};

/// Leaves out one row after the other: if every request is judged and completed as before, the row does nothing.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(table) = subject.table() else { return Vec::new() };
    let points: Vec<Vec<Option<Scalar>>> = space(table).collect();
    (1..table.rows.len()).rev().filter_map(|row| finding(subject, table, row, &points)).collect()
}

fn finding(subject: &Subject<'_>, table: &Relation, row: usize, points: &[Vec<Option<Scalar>>]) -> Option<Diagnostic> {
    let twin = (0..row).find(|earlier| table.rows[*earlier] == table.rows[row]);
    if let Some(twin) = twin {
        let message = format!("row {} says the same as row {}", row + 1, twin + 1);
        return Some(Diagnostic::fault(Code::DuplicateRow, subject.row(row), message, "leave one of them out"));
    }
    if table.rows[row + 1..].contains(&table.rows[row]) {
        return None; // the later of the two is the one to leave out
    }
    let mut without = table.clone();
    without.rows.to_mut().remove(row);
    let same = points.iter().all(|point| outcome(table, point) == outcome(&without, point));
    let message = format!("row {} changes nothing: every request that fits it fits earlier rows too", row + 1);
    same.then(|| {
        Diagnostic::fault(
            Code::UnreachableRow,
            subject.row(row),
            message,
            "leave it out, or take its values out of the earlier rows",
        )
    })
}

/// The verdict and the completed values.
fn outcome<'t>(table: &'t Relation, point: &[Option<Scalar>]) -> (bool, Vec<Option<&'t Scalar>>) {
    let walk = walk(table, &atoms(point));
    let default = |outcome| if let Outcome::Defaulted(value) = outcome { Some(value) } else { None };
    (walk.passes(), walk.steps.iter().map(|step| default(step.outcome)).collect())
}
