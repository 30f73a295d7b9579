//! The truth table of a relation as Markdown: for every combination whether it is taken, and what is taken for what is absent.

use super::text;
use crate::relation::{Atom, Outcome, Step, atom, values, walk};
use crate::table::{Aspect, Operation, Relation, Scalar};

/// A line of the table: what stands in all columns but the last, and what comes of each value of the last.
struct Line {
    given: Vec<String>,
    outcomes: Vec<String>,
}

/// The table's lines, with a heading; nothing for a table of one column.
pub fn table(operation: &Operation, relation: &Relation) -> Vec<String> {
    let Some((last, others)) = relation.columns.split_last() else { return Vec::new() };
    let offered = values(relation, others.len());
    let mut found: Vec<Line> = Vec::new();
    lines(operation, relation, &offered, &mut Vec::new(), &mut found);
    let head = others.iter().map(|column| text::column(operation, *column));
    let name = text::column(operation, *last);
    let head = head.chain(offered.iter().map(text::scalar)).chain([format!("{name} absent")]);
    let head: Vec<String> = head.collect();
    let rule = format!("|{}", " --- |".repeat(head.len()));
    let told = merged(found).into_iter().map(|line| row(line.given.into_iter().chain(line.outcomes)));
    let title =
        format!("\n## Truth table\n\nWhat each value of {name} comes to, and what is taken where it is absent.\n");
    [title, row(head.into_iter()), rule].into_iter().chain(told).collect()
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// Every way through all columns but the last.
fn lines(
    operation: &Operation,
    relation: &Relation,
    offered: &[Scalar],
    given: &mut Vec<Option<Scalar>>,
    found: &mut Vec<Line>,
) {
    if given.len() + 1 == relation.columns.len() {
        found.push(line(relation, offered, given));
        return;
    }
    let column = relation.columns[given.len()];
    let can_be_absent = column.aspect == Aspect::Value && !operation.fields[column.field].required;
    let values = values(relation, given.len()).into_iter().map(Some);
    for value in values.chain(can_be_absent.then_some(None)) {
        given.push(value);
        if steps(relation, given, None).iter().take(given.len()).all(|step| step.outcome != Outcome::Refused) {
            lines(operation, relation, offered, given, found);
        }
        given.pop();
    }
}

/// The walk over the given columns, a value of the last one, and nothing between.
fn steps<'t>(relation: &'t Relation, given: &[Option<Scalar>], last: Option<Atom<'_>>) -> Vec<Step<'t>> {
    let mut point: Vec<Option<Atom<'_>>> = given.iter().map(|value| value.as_ref().map(atom)).collect();
    point.resize(relation.columns.len(), None);
    if let Some(place) = point.last_mut().filter(|_| last.is_some()) {
        *place = last;
    }
    walk(relation, &point).steps
}

fn line(relation: &Relation, offered: &[Scalar], given: &[Option<Scalar>]) -> Line {
    let outcome = |value: &Scalar| {
        let steps = steps(relation, given, Some(atom(value)));
        match steps.last() {
            Some(step) if step.outcome == Outcome::Refused => "no",
            Some(step) if step.choices.is_empty() => "not stated",
            _ => "yes",
        }
    };
    let absent = steps(relation, given, None);
    let default = absent.last().and_then(|step| step.default);
    let default = default.map_or_else(|| "not stated".to_owned(), text::scalar);
    let shown = given.iter().zip(&absent).map(|(value, step)| match (value, step.default) {
        (Some(value), _) => text::scalar(value),
        (None, Some(default)) => format!("absent: {}", text::scalar(default)),
        (None, None) => "absent".to_owned(),
    });
    let outcomes = offered.iter().map(|value| outcome(value).to_owned()).chain([default]);
    Line { given: shown.collect(), outcomes: outcomes.collect() }
}

/// Neighbours that differ in the last given column only, with the same outcomes, are one line.
fn merged(lines: Vec<Line>) -> Vec<Line> {
    let mut merged: Vec<Line> = Vec::new();
    for line in lines {
        let before = line.given.len().saturating_sub(1);
        match merged.last_mut() {
            Some(last) if last.given[..before] == line.given[..before] && last.outcomes == line.outcomes => {
                let (into, from) = (last.given.last_mut(), line.given.last());
                if let (Some(into), Some(from)) = (into, from) {
                    *into = format!("{into}, {from}");
                }
            }
            _ => merged.push(line),
        }
    }
    merged
}
