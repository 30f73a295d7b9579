//! Proofs about the tables, by enumerating the finite space of each: one lint a file.

mod ambiguous_default;
mod dead_value;
mod idle_row;
mod stated_only;
mod unused_word;

use crate::diagnostic::{Diagnostic, Place};
use crate::relation::space_size;
use crate::resolve::{PagePlaces, Resolved};
use crate::table::{Operation, Relation, Scalar};

/// A page with its tables and their places.
pub struct Subject<'a> {
    operation: &'a Operation,
    places: &'a PagePlaces,
}

type Lint = fn(&Subject<'_>) -> Vec<Diagnostic>;

/// Every lint of a page, in the order in which they run.
const LINTS: &[Lint] = &[dead_value::check, idle_row::check, ambiguous_default::check, stated_only::check];

/// Above this many points a space is not enumerated.
const LARGE_SPACE: usize = 1 << 20;

/// Runs all lints over all pages.
pub fn run(resolved: &Resolved) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (revision, places) in resolved.spec.revisions.iter().zip(&resolved.places) {
        for (operation, places) in revision.operations.iter().zip(places) {
            let subject = Subject { operation, places };
            findings.extend(LINTS.iter().flat_map(|lint| lint(&subject)));
        }
    }
    findings.extend(unused_word::check(resolved));
    findings
}

impl<'a> Subject<'a> {
    /// The page's table of what is accepted, if it has one and a proof can walk it.
    fn table(&self) -> Option<&'a Relation> {
        let table = self.operation.relations.first().filter(|_| !self.places.rows.is_empty())?;
        (space_size(table) <= LARGE_SPACE).then_some(table)
    }

    fn row(&self, at: usize) -> &Place {
        self.places.rows.get(at).unwrap_or(&self.places.page)
    }

    fn column_name(&self, table: &Relation, column: usize) -> String {
        use crate::table::Aspect;
        let column = table.columns[column];
        let name = &self.operation.fields[column.field].name;
        match column.aspect {
            Aspect::Value => name.to_string(),
            Aspect::Count => format!("{name}.count"),
            Aspect::Given => format!("{name}.given"),
        }
    }

    /// A point of the table's space as a request that proves something: `model viduq1, no duration, resolution 720p`.
    fn example(&self, table: &Relation, point: &[Option<Scalar>]) -> String {
        let part = |(column, value): (usize, &Option<Scalar>)| match value {
            Some(value) => format!("{} {}", self.column_name(table, column), show(value)),
            None => format!("no {}", self.column_name(table, column)),
        };
        point.iter().enumerate().map(part).collect::<Vec<_>>().join(", ")
    }
}

/// A scalar as a message shows it.
fn show(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => text.to_string(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
    }
}
