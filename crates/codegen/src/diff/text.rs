//! A comparison as text for a terminal, and as JSON for programs.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Change, Comparison, Direction, Ignored, Release};
use crate::diagnostic::visible;

/// Text: what breaks first, each change with its line and an example.
pub fn text(found: &Ignored) -> String {
    let mut out = String::new();
    let mut heading = None;
    for change in &found.comparison.changes {
        let own = heading_of(change);
        if heading.as_ref() != Some(&own) {
            let _ = writeln!(out, "{}{own}", if heading.is_some() { "\n" } else { "" });
            heading = Some(own);
        }
        write_change(&mut out, change);
    }
    for (change, reason) in &found.ignored {
        let _ = writeln!(out, "\nignored in {}: {}\n    because {reason}", heading_of(change), change.says);
    }
    for stale in &found.stale {
        let _ = writeln!(out, "\n{stale}");
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&summary(&found.comparison));
    out
}

/// The revisions and the page of a change.
pub fn heading_of(change: &Change) -> String {
    let revisions = if change.revisions.is_empty() { "all vendors" } else { &change.revisions };
    change.page.as_ref().map_or(revisions.to_owned(), |page| format!("{revisions} {page}"))
}

fn write_change(out: &mut String, change: &Change) {
    let _ = writeln!(out, "  {}, {}: {}", direction(change.direction), release(change.release), change.says);
    if let Some((file, line)) = &change.line {
        let _ = writeln!(out, "    {file}:{line}");
    }
    if let Some(example) = &change.example {
        let _ = writeln!(out, "    {}", visible(&example.body.to_string()));
    }
}

/// One line that says how many changes of which direction there are, and which release they ask for.
pub fn summary(comparison: &Comparison) -> String {
    let Some(all) = comparison.release() else {
        return format!("{} and {}: no difference", comparison.sides[0], comparison.sides[1]);
    };
    let many = |direction| comparison.many(direction);
    format!(
        "{} and {}: {} for callers, {} for readers of answers, {} harmless; this asks for a {} release",
        comparison.sides[0],
        comparison.sides[1],
        breaks(many(Direction::Caller)),
        breaks(many(Direction::Reader)),
        many(Direction::Harmless),
        release(all)
    )
}

fn breaks(many: usize) -> String {
    match many {
        0 => "nothing breaks".to_owned(),
        1 => "1 break".to_owned(),
        many => format!("{many} breaks"),
    }
}

/// A direction in words.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Caller => "breaks callers",
        Direction::Reader => "breaks readers",
        Direction::Harmless => "harmless",
    }
}

/// A release in a word.
pub fn release(release: Release) -> &'static str {
    match release {
        Release::Major => "major",
        Release::Minor => "minor",
        Release::Patch => "patch",
    }
}

/// JSON: `{"sides", "release", "breaks", "changes": [..], "ignored": [..], "stale": [..]}`.
///
/// A change is `{"revisions", "page", "subject", "kind", "direction", "release", "says", "cells", "file", "line",
/// "example"}`; cells are `{column: [words]}`, an example is `{"given": {column: value}, "body": {..}}`.
/// What there is not is null.
pub fn json(found: &Ignored) -> Value {
    let comparison = &found.comparison;
    let ignored =
        found.ignored.iter().map(|(change, reason)| json!({ "change": change_json(change), "reason": reason }));
    json!({
        "sides": comparison.sides,
        "release": comparison.release().map(release),
        "breaks": comparison.breaks(),
        "changes": comparison.changes.iter().map(change_json).collect::<Vec<_>>(),
        "ignored": ignored.collect::<Vec<_>>(),
        "stale": found.stale,
    })
}

fn change_json(change: &Change) -> Value {
    let direction = match change.direction {
        Direction::Caller => "caller",
        Direction::Reader => "reader",
        Direction::Harmless => "harmless",
    };
    let example = change.example.as_ref().map(|example| {
        let given = example.given.iter().map(|(name, value)| (name.clone(), super::example::scalar(value)));
        json!({ "given": given.collect::<serde_json::Map<_, _>>(), "body": example.body })
    });
    json!({
        "revisions": change.revisions,
        "page": change.page,
        "subject": change.subject,
        "kind": format!("{:?}", change.kind).to_lowercase(),
        "direction": direction,
        "release": release(change.release),
        "says": change.says,
        "cells": change.cells.iter().map(|one| (one.column.clone(), json!(one.words))).collect::<serde_json::Map<_, _>>(),
        "file": change.line.as_ref().map(|(file, _)| file),
        "line": change.line.as_ref().map(|(_, line)| line),
        "example": example,
    })
}
