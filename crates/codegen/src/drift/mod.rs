//! What a vendor's page says now, held against what the spec says it said.
//!
//! Two levels. Rows: the spec keeps digests of the rows that it rests on. Values: what a row says of models, numbers, words,
//! defaults and requiredness is read and compared. What changed and cannot be read is listed; a page of which too little
//! could be read is never called unchanged.

mod compare;
pub mod digest;
mod finding;
mod lint;
pub mod page;
mod pin;
mod propose;
pub mod report;
mod revise;
mod source;
mod values;

pub use finding::{Breaks, Direction, Finding, Kind};
pub use lint::Contradiction;
pub use pin::{Pinned, pin};
pub use propose::{Edit, Snippet, edited, snippets};
pub use revise::{Revised, revise};
pub use source::Source;

use crate::resolve::rows::Pin;
use crate::table::{Operation, Revision};
use page::{Page, Section};

/// Which revision and which operation a page is held against, where the page shall not decide.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// `vendor/2025-08`, or a vendor alone.
    pub revision: Option<String>,
    /// `img2video`.
    pub operation: Option<String>,
}

/// What came of a page.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The calls that were recognised.
    pub calls: Vec<Call>,
    /// What of the page could not be understood, a sentence each.
    pub not_understood: Vec<String>,
}

/// What came of a call's part of a page.
#[derive(Clone, Debug)]
pub struct Call {
    /// The vendor's folder.
    pub vendor: String,
    /// The revision.
    pub month: String,
    /// The operation.
    pub operation: String,
    /// How many rows were read.
    pub rows: usize,
    /// How many of them are as they were; nothing if the spec has no digests.
    pub same: Option<usize>,
    /// The differences.
    pub findings: Vec<Finding>,
    /// The edits that make the spec say what the page says.
    pub edits: Vec<Edit>,
    /// What the page says twice and not alike.
    pub contradictions: Vec<Contradiction>,
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is as it was, and every value that can be read is the spec's.
    NoDrift,
    /// Something differs.
    Drift,
    /// Nothing that could be read differs, but not everything could be read.
    NotUnderstood,
}

impl Outcome {
    /// The answer.
    pub fn verdict(&self) -> Verdict {
        match () {
            () if self.calls.iter().any(|call| !call.findings.is_empty()) => Verdict::Drift,
            () if self.calls.is_empty() || !self.not_understood.is_empty() => Verdict::NotUnderstood,
            () => Verdict::NoDrift,
        }
    }
}

/// A section and what it is held against.
struct Matched<'a> {
    section: &'a Section,
    revision: &'a Revision,
    operation: &'a Operation,
    pins: Vec<Pin>,
}

/// Holds a page against a spec.
pub fn examine(source: &Source, page: &Page, choice: &Choice) -> Outcome {
    let mut outcome = Outcome { calls: Vec::new(), not_understood: Vec::new() };
    let mut matched = Vec::new();
    for section in &page.sections {
        match recognise(source, section, choice) {
            Ok(found) => matched.push(found),
            Err(why) => outcome.not_understood.extend(why),
        }
    }
    if matched.is_empty() && outcome.not_understood.is_empty() {
        outcome.not_understood.push("the page has no request line, no row and no example".to_owned());
    }
    for found in &matched {
        outcome.not_understood.extend(doubts(found));
        outcome.calls.push(call(source, found));
    }
    outcome.not_understood.extend(missing_calls(source, &matched));
    outcome
}

fn call(source: &Source, found: &Matched<'_>) -> Call {
    let context = compare::Context::new(&source.spec, found.revision, found.operation, found.section);
    let digests = digest::section(found.section);
    let same = digests.iter().filter(|row| found.pins.iter().any(|pin| pin.text == row.digest.text)).count();
    let mut findings = compare::compare(&context, &found.pins);
    for finding in &mut findings {
        finding.spec = places(source, found, &finding.rests);
    }
    let edits = propose::edits(source, &context, &findings);
    Call {
        vendor: found.revision.vendor.to_string(),
        month: found.revision.month.to_string(),
        operation: found.operation.name.to_string(),
        rows: digests.len(),
        same: (!found.pins.is_empty()).then_some(same),
        findings,
        edits,
        contradictions: lint::lint(&context),
    }
}

/// Where keys of the spec stand; what is not there has no place.
fn places(source: &Source, found: &Matched<'_>, rests: &[String]) -> Vec<String> {
    let place = |rest: &String| {
        let place = source.place(found.revision, &found.operation.name, rest)?;
        Some(format!("{}:{} {rest}", place.file.path.display(), place.line_and_column().0))
    };
    rests.iter().filter_map(place).collect()
}

/// What keeps a section from being called unchanged.
fn doubts(found: &Matched<'_>) -> Vec<String> {
    let name = format!("{} {} {}", found.revision.vendor, found.revision.month, found.operation.name);
    let has = |part| found.section.rows.iter().any(|row| row.part == part);
    let mut doubts = Vec::new();
    if found.pins.is_empty() {
        doubts.push(format!("{name}: the spec has no digests of this page's rows; `vidu-codegen pin` writes them"));
    }
    let asks = found.operation.listing.as_ref().is_some_and(|listing| !listing.parameters.is_empty());
    if (asks || !found.operation.fields.is_empty()) && !has(page::Part::Request) {
        doubts.push(format!("{name}: the page has no table or blocks of request parameters that could be read"));
    }
    doubts
}

/// Calls that the spec has from the same address, that were pinned, and that the page no longer has.
fn missing_calls(source: &Source, matched: &[Matched<'_>]) -> Vec<String> {
    let mut missing = Vec::new();
    for found in matched {
        for operation in found.revision.operations.iter() {
            let is_here = matched.iter().any(|other| other.operation.name == operation.name);
            let same_page = operation.page.url == found.operation.page.url;
            if same_page && !is_here && !source.pins(found.revision, &operation.name).is_empty() {
                let line = format!("{} {}", operation.method, operation.path);
                missing.push(format!("the page used to describe `{}` ({line}), and no longer does", operation.name));
            }
        }
    }
    missing
}

/// Finds the operation by its request line, and of several revisions the one whose digests fit best.
fn recognise<'a>(source: &'a Source, section: &'a Section, choice: &Choice) -> Result<Matched<'a>, Option<String>> {
    let nothing = section.request.is_none() && section.rows.is_empty();
    let mut candidates = Vec::new();
    for revision in source.spec.revisions.iter().filter(|revision| chosen(revision, choice)) {
        for operation in revision.operations.iter() {
            let named = choice.operation.as_deref().is_some_and(|name| operation.name == name);
            if named || choice.operation.is_none() && fits(operation, section) {
                let pins = source.pins(revision, &operation.name);
                candidates.push(Matched { section, revision, operation, pins });
            }
        }
    }
    let digests = digest::section(section);
    let score = |found: &Matched<'_>| {
        let same = digests.iter().filter(|row| found.pins.iter().any(|pin| pin.text == row.digest.text)).count();
        (same, host_fits(found), found.revision.current, found.revision.month.to_string())
    };
    if candidates.is_empty() && choice.operation.is_none() {
        candidates.extend(by_rows(source, section, &digests, choice));
    }
    let best = candidates.into_iter().max_by_key(score);
    best.ok_or_else(|| (!nothing).then(|| unknown(section)))
}

/// A call whose path moved is known by its rows, if half of them are as they were.
fn by_rows<'a>(
    source: &'a Source,
    section: &'a Section,
    digests: &[digest::Digested],
    choice: &Choice,
) -> Vec<Matched<'a>> {
    let revisions = source.spec.revisions.iter().filter(|revision| chosen(revision, choice));
    let calls = revisions.flat_map(|revision| revision.operations.iter().map(move |operation| (revision, operation)));
    let known = calls.map(|(revision, operation)| {
        let pins = source.pins(revision, &operation.name);
        Matched { section, revision, operation, pins }
    });
    let same = |found: &Matched<'_>| {
        digests.iter().filter(|row| found.pins.iter().any(|pin| pin.text == row.digest.text)).count()
    };
    known.filter(|found| same(found) >= 5 && same(found) * 2 >= digests.len().max(found.pins.len())).collect()
}

fn chosen(revision: &Revision, choice: &Choice) -> bool {
    choice.revision.as_deref().is_none_or(|name| {
        name == revision.vendor
            || name.split_once('/').is_some_and(|(v, m)| v == revision.vendor && m == revision.month)
    })
}

fn fits(operation: &Operation, section: &Section) -> bool {
    section.request.as_ref().is_some_and(|request| {
        compare::same_path(&operation.path, &request.path)
            && request.method.as_deref().is_none_or(|method| method == operation.method)
    })
}

fn host_fits(found: &Matched<'_>) -> bool {
    let host = found.section.request.as_ref().and_then(|request| request.host.as_deref());
    let mut known = found.revision.base_url_aliases.iter().chain([&found.revision.base_url]);
    host.is_some_and(|host| known.any(|base| base.starts_with(host)))
}

fn unknown(section: &Section) -> String {
    match &section.request {
        Some(request) => {
            let method = request.method.as_deref().unwrap_or("(no method)");
            format!(
                "line {}: no page of the spec has the request line {method} {}; name it with --revision and --operation",
                request.line, request.path
            )
        }
        None => "the page has no request line; name its call with --revision and --operation".to_owned(),
    }
}
