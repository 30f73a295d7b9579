//! Guards the defaults: no request leaves it open which of two rows supplies one.

use super::{Subject, show};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::relation::{admits, atom, atoms, values, walk};
use crate::table::{Cell, Choice, Relation, Scalar};

/// Two rows may disagree on a default only if they are alike in every earlier column and exclude each other in this one,
/// as the 4-second and the 8-second row of one model do: then the first is the page's default. Any other disagreement
/// would make the order of rows decide in silence.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(table) = subject.table() else { return Vec::new() };
    let mut findings = Vec::new();
    for later in 1..table.rows.len() {
        for earlier in 0..later {
            findings.extend(disagreement(subject, table, earlier, later));
        }
    }
    findings
}

fn disagreement(subject: &Subject<'_>, table: &Relation, earlier: usize, later: usize) -> Option<Diagnostic> {
    let (a, b) = (&table.rows[earlier].cells, &table.rows[later].cells);
    for column in 0..table.columns.len() {
        let differ = a[column].default != b[column].default;
        let chosen_by_page = a[..column] == b[..column] && disjoint(&a[column], &b[column]);
        if differ && !chosen_by_page {
            return proof(subject, table, (earlier, later), column);
        }
        if disjoint(&a[column], &b[column]) {
            return None;
        }
    }
    None
}

/// A request that both rows fit up to a column in which they name different defaults.
fn proof(subject: &Subject<'_>, table: &Relation, rows: (usize, usize), column: usize) -> Option<Diagnostic> {
    let (a, b) = (&table.rows[rows.0].cells, &table.rows[rows.1].cells);
    let both = |at: usize, value: &Scalar| admits(&a[at], atom(value)) && admits(&b[at], atom(value));
    let common = |at: usize| values(table, at).into_iter().find(|value| both(at, value));
    let point: Vec<Option<Scalar>> =
        (0..table.columns.len()).map(|at| if at < column { common(at) } else { None }).collect();
    let name = subject.column_name(table, column);
    let default = |cell: &Cell| cell.default.as_ref().map_or("none".to_owned(), show);
    let message = format!(
        "the default of {name} is ambiguous: with {}, row {} says {}, row {} says {}",
        subject.example(table, &point[..column]),
        rows.0 + 1,
        default(&a[column]),
        rows.1 + 1,
        default(&b[column]),
    );
    let reachable = walk(table, &atoms(&point)).passes();
    let help = "let the rows name one default, or split them so that no request fits both";
    reachable.then(|| Diagnostic::fault(Code::AmbiguousDefault, subject.row(rows.1), message, help))
}

/// Whether no value is in both cells.
fn disjoint(a: &Cell, b: &Cell) -> bool {
    if a.choices.is_empty() || b.choices.is_empty() {
        return false;
    }
    let meet = |a: &Choice, b: &Choice| match (bounds(a), bounds(b)) {
        (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
        _ => a == b,
    };
    !a.choices.iter().any(|one| b.choices.iter().any(|other| meet(one, other)))
}

fn bounds(choice: &Choice) -> Option<(f64, f64)> {
    match choice {
        Choice::Exactly(Scalar::Integer(n)) => Some((*n as f64, *n as f64)),
        Choice::Exactly(Scalar::Number(n)) => Some((*n, *n)),
        Choice::Integers(from, to) => Some((*from as f64, *to as f64)),
        Choice::Numbers(from, to) => Some((*from, *to)),
        Choice::Exactly(_) => None,
    }
}
