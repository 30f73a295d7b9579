//! What came of pages, for people, for pull requests and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::finding::Finding;
use super::propose::{Snippet, snippets};
use super::{Call, Outcome, Verdict};

/// A page and what came of it.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The file or the address.
    pub page: String,
    /// What came of it.
    pub outcome: Outcome,
}

impl Verdict {
    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoDrift => "no drift",
            Self::Drift => "drift",
            Self::NotUnderstood => "not understood",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::NoDrift => "no-drift",
            Self::Drift => "drift",
            Self::NotUnderstood => "not-understood",
        }
    }
}

/// For people at a terminal.
pub fn text(pages: &[Examined]) -> String {
    let mut out = String::new();
    for page in pages {
        let _ = writeln!(out, "{}: {}", page.page, page.outcome.verdict().words());
        for call in &page.outcome.calls {
            let _ = writeln!(out, "\n  {}: {}", name(call), rows(call));
            call.findings.iter().for_each(|finding| out.push_str(&line(finding)));
            proposals(&mut out, call);
            if !call.contradictions.is_empty() {
                out.push_str("\n  The page against itself:\n");
            }
            for found in &call.contradictions {
                let _ = writeln!(out, "  line {}: {}", found.line, found.message);
            }
        }
        if !page.outcome.not_understood.is_empty() {
            out.push_str("\n  Not understood:\n");
        }
        for why in &page.outcome.not_understood {
            let _ = writeln!(out, "  {why}");
        }
        out.push('\n');
    }
    visible(&out)
}

fn name(call: &Call) -> String {
    format!("{} {} {}", call.vendor, call.month, call.operation)
}

fn rows(call: &Call) -> String {
    match call.same {
        Some(same) => format!("{} rows read, {same} as they were", call.rows),
        None => format!("{} rows read, none pinned", call.rows),
    }
}

fn line(finding: &Finding) -> String {
    let place = if finding.line == 0 { "gone".to_owned() } else { format!("line {}", finding.line) };
    let mut out =
        format!("  {place}: {} ({}, {})\n", finding.sentence(), finding.direction.word(), finding.breaks.words());
    for place in &finding.spec {
        let _ = writeln!(out, "      {place}");
    }
    out
}

fn proposals(out: &mut String, call: &Call) {
    let snippets = snippets(&call.edits);
    if !snippets.is_empty() {
        out.push_str("\n  Proposed, in a copy of the revision's folder:\n");
    }
    for snippet in snippets {
        let _ = writeln!(out, "\n  {}", heading(&snippet));
        for line in snippet.now.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
}

/// Where a snippet belongs.
fn heading(snippet: &Snippet) -> String {
    let (path, line) = (snippet.path.display(), snippet.line);
    match (snippet.was.lines().count(), snippet.now.is_empty()) {
        (0, _) => format!("{path}, new before line {line}:"),
        (many, true) => format!("{path}, without {}", span(line, many)),
        (many, false) => format!("{path}, instead of {}:", span(line, many)),
    }
}

fn span(line: usize, many: usize) -> String {
    if many == 1 { format!("line {line}") } else { format!("lines {line} to {}", line + many - 1) }
}

/// For a pull request.
pub fn markdown(pages: &[Examined]) -> String {
    let mut out = String::from("# Pages against the spec\n\n");
    for page in pages {
        let _ = writeln!(out, "## {}\n\n{}.\n", escaped(&page.page), capital(page.outcome.verdict().words()));
        for call in &page.outcome.calls {
            let _ = writeln!(out, "### {}\n\n{}.\n", name(call), rows(call));
            table(&mut out, &call.findings);
            for snippet in snippets(&call.edits) {
                let fence = fence(&snippet.now);
                let _ =
                    writeln!(out, "{}\n\n{fence}toml\n{}{fence}\n", escaped(&heading(&snippet)), ended(&snippet.now));
            }
            points(
                &mut out,
                "The page against itself",
                call.contradictions.iter().map(|found| format!("line {}: {}", found.line, found.message)),
            );
        }
        points(&mut out, "Not understood", page.outcome.not_understood.iter().cloned());
    }
    visible(&out)
}

fn table(out: &mut String, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    out.push_str("| breaks | what changed | direction | line | rests on it |\n| --- | --- | --- | --- | --- |\n");
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| finding.breaks);
    for finding in sorted {
        let line = if finding.line == 0 { String::new() } else { finding.line.to_string() };
        let spec = finding.spec.join(", ");
        let cells = [finding.breaks.words(), &finding.sentence(), finding.direction.word(), &line, &spec];
        let _ = writeln!(out, "| {} |", cells.map(escaped).join(" | "));
    }
    out.push('\n');
}

fn points(out: &mut String, title: &str, points: impl Iterator<Item = String>) {
    let points: Vec<String> = points.map(|point| format!("- {}\n", escaped(&point))).collect();
    if !points.is_empty() {
        let _ = writeln!(out, "{title}:\n\n{}", points.concat());
    }
}

/// What a page says is data: it neither ends a cell nor becomes markup.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '|' | '[' | ']' | '*' | '\\' | '!' => out.extend(['\\', c]),
            '@' => out.push_str("@\u{200B}"),
            c => out.push(c),
        }
    }
    out
}

fn fence(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    fence
}

fn ended(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// For programs.
pub fn json(pages: &[Examined]) -> Value {
    let page = |page: &Examined| {
        let outcome = &page.outcome;
        json!({
            "page": page.page,
            "verdict": outcome.verdict().word(),
            "calls": outcome.calls.iter().map(call).collect::<Vec<_>>(),
            "not_understood": outcome.not_understood,
        })
    };
    json!({ "pages": pages.iter().map(page).collect::<Vec<_>>() })
}

fn call(call: &Call) -> Value {
    let edits = snippets(&call.edits);
    let edit = |edit: &Snippet| json!({ "path": edit.path, "line": edit.line, "was": edit.was, "now": edit.now });
    let found = |found: &super::Contradiction| json!({ "line": found.line, "message": found.message });
    json!({
        "vendor": call.vendor,
        "revision": call.month,
        "operation": call.operation,
        "rows": call.rows,
        "same": call.same,
        "findings": call.findings.iter().map(finding).collect::<Vec<_>>(),
        "edits": edits.iter().map(edit).collect::<Vec<_>>(),
        "contradictions": call.contradictions.iter().map(found).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "field": finding.field,
        "kind": finding.kind.word(),
        "direction": finding.direction.word(),
        "breaks": finding.breaks.word(),
        "was": finding.was,
        "now": finding.now,
        "scope": finding.scope,
        "row": finding.row,
        "line": finding.line,
        "spec": finding.spec,
        "sentence": finding.sentence(),
    })
}

/// The text with everything that a terminal would act upon made visible.
fn visible(text: &str) -> String {
    let acts = |c: char| c.is_control() && c != '\n' || crate::diagnostic::is_direction_control(c);
    text.chars().map(|c| if acts(c) { '\u{FFFD}' } else { c }).collect()
}
