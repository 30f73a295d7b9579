//! The parameters of a list's query: which there are, and how long a page may be.

use super::Context;
use crate::drift::finding::{Breaks, Direction, Finding, Kind};
use crate::drift::page::{Part, Row};
use crate::table::{Listing, Parameter};

/// The parameter that a row is about.
pub fn of_row<'a>(context: &Context<'a>, row: &Row) -> Option<&'a Parameter> {
    parameters(context).iter().find(|parameter| parameter.name == row.name)
}

/// What a row says of a parameter otherwise than the spec.
pub fn compare(parameter: &Parameter, row: &Row) -> Option<Finding> {
    let was = parameter.most?;
    let numbers: Vec<u64> =
        row.prose.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let now = numbers.iter().copied().max().filter(|_| !numbers.contains(&was))?;
    let direction = if now > was { Direction::Loosened } else { Direction::Tightened };
    let finding = Finding::new(&parameter.name, Kind::Limit, direction, &key(&row.name), row.line);
    let words = |most: u64| Some(format!("at most {most}"));
    Some(finding.from_to(words(was), words(now)).resting(format!("parameters.{}", parameter.name)))
}

/// A row on a parameter that the spec does not have.
pub fn new(row: &Row) -> Finding {
    let direction = if row.required == Some(true) { Direction::Tightened } else { Direction::Loosened };
    let finding = Finding::new(&row.name, Kind::Field, direction, &key(&row.name), row.line);
    finding.from_to(None, Some(row.name.clone())).resting("parameters")
}

/// The parameters that the page has no row on.
pub fn gone(context: &Context<'_>) -> Vec<Finding> {
    let has = |name: &str| context.rows(Part::Request).any(|row| row.name == name);
    let borrowed = |name: &str| context.is_borrowed(&format!("parameters.{name}"));
    let gone = parameters(context).iter().filter(|parameter| !has(&parameter.name) && !borrowed(&parameter.name));
    gone.map(|parameter| {
        let name = &parameter.name;
        let finding = Finding::new(name, Kind::Field, Direction::Tightened, &key(name), 0).breaking(Breaks::Caller);
        finding.from_to(Some(name.to_string()), None).resting(format!("parameters.{name}"))
    })
    .collect()
}

fn parameters<'a>(context: &Context<'a>) -> &'a [Parameter] {
    context.operation.listing.as_ref().map_or(&[], |Listing { parameters, .. }| parameters)
}

fn key(name: &str) -> String {
    format!("request.{name}")
}
