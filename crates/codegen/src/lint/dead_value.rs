//! Guards the values of derived columns: one that the field's own limits never allow is dead.

use super::{Subject, show};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::relation::values;
use crate::table::{Aspect, Column, Field, Relation, Scalar};

/// A count outside of the field's `count`, or "not given" for a required field, can never come.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(table) = subject.table() else { return Vec::new() };
    let dead = |(at, column): (usize, &Column)| dead_values(subject, table, at, *column);
    table.columns.iter().enumerate().flat_map(dead).collect()
}

fn dead_values(subject: &Subject<'_>, table: &Relation, at: usize, column: Column) -> Vec<Diagnostic> {
    let field = &subject.operation.fields[column.field];
    let dead = values(table, at).into_iter().filter(|value| !can_be(field, column.aspect, value));
    let finding = |value: Scalar| {
        let name = subject.column_name(table, at);
        let row =
            table.rows.iter().position(|row| crate::relation::admits(&row.cells[at], crate::relation::atom(&value)));
        let message = format!("{name} {} can never be: the line of `{}` excludes it", show(&value), field.name);
        Diagnostic::fault(
            Code::DeadValue,
            subject.row(row.unwrap_or(0)),
            message,
            "leave it out, or widen the field's own limit",
        )
    };
    dead.map(finding).collect()
}

fn can_be(field: &Field, aspect: Aspect, value: &Scalar) -> bool {
    match (aspect, value) {
        (Aspect::Given, Scalar::Boolean(false)) => !field.required,
        (Aspect::Count, Scalar::Integer(count)) => {
            let Some(span) = field.count else { return true };
            let absent = *count == 0 && !field.required;
            let inside = u64::try_from(*count).is_ok_and(|n| n >= span.from && span.to.is_none_or(|to| n <= to));
            absent || inside
        }
        _ => true,
    }
}
