//! Rows against their digests: what changed and no value explains.

use super::Context;
use super::values::rows_naming;
use crate::drift::digest::{self, Digested};
use crate::drift::finding::{Breaks, Direction, Finding, Kind};
use crate::resolve::rows::Pin;

/// The rows that came, went or changed, apart from those that findings already explain.
pub fn compare(context: &Context<'_>, pins: &[Pin], explained: &[Finding]) -> Vec<Finding> {
    if pins.is_empty() {
        return Vec::new();
    }
    let page = digest::section(context.section);
    let explained = explained_rows(context, explained);
    let (numbered, named): (Vec<_>, Vec<_>) = page.iter().partition(|row| is_numbered(&row.key));
    let (numbered_pins, named_pins): (Vec<_>, Vec<_>) = pins.iter().partition(|pin| is_numbered(&pin.key));
    let mut findings = Vec::new();
    for row in named {
        match named_pins.iter().find(|pin| pin.key == row.key) {
            Some(pin) if pin.text == row.digest.text => {}
            Some(pin) => findings.extend(changed(pin, row)),
            None => findings.push(came(row)),
        }
    }
    let gone = named_pins.into_iter().filter(|pin| !page.iter().any(|row| row.key == pin.key));
    findings.extend(gone.map(went));
    findings.extend(compare_numbered(&numbered_pins, &numbered));
    findings.retain(|finding| !explained.contains(&finding.row));
    findings
}

/// Examples and sentences have no names of their own.
fn is_numbered(key: &str) -> bool {
    key.starts_with("example.") || key.starts_with("prose.")
}

fn explained_rows(context: &Context<'_>, findings: &[Finding]) -> Vec<String> {
    let mut rows: Vec<String> = findings.iter().map(|finding| finding.row.clone()).collect();
    for finding in findings.iter().filter(|finding| matches!(finding.kind, Kind::Model)) {
        // A model that came or went changes the rows that speak of it.
        rows.extend(finding.now.iter().flat_map(|model| rows_naming(context, model)));
        if finding.was.is_some() {
            let columns = context.operation.relations.iter().filter(|relation| relation.columns.len() > 1);
            let fields = columns.flat_map(|relation| relation.columns.iter()).map(|column| column.field);
            rows.extend(fields.map(|at| format!("request.{}", super::plain(&context.operation.fields[at].wire))));
        }
    }
    // Rules for pictures may stand outside of rows.
    let is_picture = |finding: &&Finding| {
        context.operation.fields.iter().any(|field| field.name == finding.field && field.image.is_some())
    };
    if findings.iter().any(|finding| is_picture(&finding)) {
        let about = |row: &&Digested| row.key.starts_with("prose.") && super::picture::is_about(&row.prose);
        rows.extend(digest::section(context.section).iter().filter(about).map(|row| row.key.clone()));
    }
    // A length that came or went changes the rows that depend on it.
    let lengths = context.field_of(crate::table::Role::Length);
    if let Some(length) = lengths
        && findings.iter().any(|finding| finding.field == length.name && finding.kind == Kind::Value)
    {
        let relation = context.relation(length).filter(|(relation, _)| relation.columns.len() > 1);
        let fields = relation.iter().flat_map(|(relation, _)| relation.columns.iter()).map(|column| column.field);
        rows.extend(fields.map(|at| format!("request.{}", super::plain(&context.operation.fields[at].wire))));
    }
    rows
}

fn changed(pin: &Pin, row: &Digested) -> Option<Finding> {
    let same_facts = pin.facts == row.digest.facts;
    let is_example = row.key.starts_with("example.");
    let (kind, breaks) = match (is_example, same_facts) {
        (true, _) => (Kind::Example, Breaks::Harmless),
        (false, true) => (Kind::Wording, Breaks::Harmless),
        (false, false) => (Kind::Unread, Breaks::Unknown),
    };
    let name = name(&row.key);
    let mut finding = Finding::new(name, kind, Direction::Changed, &row.key, row.line).breaking(breaks);
    finding.rests.clone_from(&pin.rests);
    Some(finding)
}

fn came(row: &Digested) -> Finding {
    let kind = if row.key.starts_with("example.") { Kind::Example } else { Kind::Unread };
    let breaks = if kind == Kind::Example { Breaks::Harmless } else { Breaks::Unknown };
    let finding = Finding::new(name(&row.key), kind, Direction::Changed, &row.key, row.line).breaking(breaks);
    finding.from_to(None, Some("a row".to_owned()))
}

fn went(pin: &Pin) -> Finding {
    let (kind, breaks) = match pin.key.split('.').next() {
        Some("example") => (Kind::Example, Breaks::Harmless),
        Some("error") => (Kind::Error, Breaks::Harmless),
        _ => (Kind::Unread, Breaks::Unknown),
    };
    let mut finding = Finding::new(name(&pin.key), kind, Direction::Changed, &pin.key, 0).breaking(breaks);
    finding.rests.clone_from(&pin.rests);
    let was = if kind == Kind::Error { name(&pin.key) } else { "a row" };
    finding.from_to(Some(was.to_owned()), None)
}

/// The name of a row without its part; of an example or a sentence, all of it.
fn name(key: &str) -> &str {
    if is_numbered(key) { key } else { key.split_once('.').map_or(key, |(_, name)| name) }
}

/// What has no name is matched by its digest; what is left over is matched in order, each kind for itself.
fn compare_numbered(pins: &[&Pin], rows: &[&Digested]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for kind in ["example.request", "example.answer", "example.", "prose."] {
        let of_kind = |key: &str| match kind {
            "example." => {
                key.starts_with(kind) && !key.starts_with("example.request") && !key.starts_with("example.answer")
            }
            kind => key.starts_with(kind),
        };
        let mut new: Vec<&Digested> = rows.iter().copied().filter(|row| of_kind(&row.key)).collect();
        let mut old: Vec<&Pin> = Vec::new();
        for pin in pins.iter().copied().filter(|pin| of_kind(&pin.key)) {
            match new.iter().position(|row| row.digest.text == pin.text) {
                Some(at) => drop(new.remove(at)),
                None => old.push(pin),
            }
        }
        let pairs = old.len().min(new.len());
        findings.extend(old.iter().zip(&new).filter_map(|(pin, row)| changed(pin, row)));
        findings.extend(old[pairs..].iter().map(|pin| went(pin)));
        findings.extend(new[pairs..].iter().map(|row| came(row)));
    }
    findings
}
