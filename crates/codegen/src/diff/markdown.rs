//! A comparison as Markdown, ready for a changelog or a pull request.

use std::fmt::Write;

use super::text::{direction, heading_of, release, summary};
use super::{Change, Direction, Ignored};
use crate::diagnostic::visible;
use crate::emit::text::{code, prose};

/// Markdown: a section for each page, in it what breaks callers, what breaks readers, and what is harmless.
pub fn markdown(found: &Ignored) -> String {
    let mut out = String::new();
    let comparison = &found.comparison;
    let [old, new] = comparison.sides.each_ref().map(|side| code(side));
    let _ = writeln!(out, "## {old} to {new}\n\n{}.", prose(&sentence(found)));
    let mut heading = None;
    for change in &comparison.changes {
        let own = (heading_of(change), None);
        if heading.as_ref().map(|(name, _)| name) != Some(&own.0) {
            let _ = writeln!(out, "\n### {}", prose(&own.0));
            heading = Some(own);
        }
        if heading.as_ref().and_then(|(_, direction)| *direction) != Some(change.direction) {
            let _ = writeln!(out, "\n{}\n", title(change.direction));
            heading = Some((heading_of(change), Some(change.direction)));
        }
        let _ = writeln!(out, "{}", item(change));
    }
    rest(&mut out, found);
    out
}

/// What the comparison comes to, without the names of its sides.
fn sentence(found: &Ignored) -> String {
    let summary = summary(&found.comparison);
    capital(summary.split_once(": ").map_or(summary.as_str(), |(_, said)| said))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn title(of: Direction) -> &'static str {
    match of {
        Direction::Caller => "**Breaks callers**",
        Direction::Reader => "**Breaks readers of answers**",
        Direction::Harmless => "**Harmless**",
    }
}

fn item(change: &Change) -> String {
    let mut item = format!("- {} ({})", prose(&capital(&change.says)), release(change.release));
    if let Some((file, line)) = &change.line {
        let _ = write!(item, ", {}", code(&format!("{file}:{line}")));
    }
    if let Some(example) = &change.example {
        let _ = write!(item, "\n  {}", code(&visible(&example.body.to_string())));
    }
    item
}

fn rest(out: &mut String, found: &Ignored) {
    if !found.ignored.is_empty() {
        let _ = writeln!(out, "\n### Ignored\n");
    }
    for (change, reason) in &found.ignored {
        let heading = prose(&heading_of(change));
        let _ = writeln!(
            out,
            "- {heading}: {} ({}), because {}",
            prose(&change.says),
            direction(change.direction),
            prose(reason)
        );
    }
    if !found.stale.is_empty() {
        let _ = writeln!(out, "\n### Entries of the ignore file that are stale\n");
    }
    for stale in &found.stale {
        let _ = writeln!(out, "- {}", prose(stale));
    }
}
