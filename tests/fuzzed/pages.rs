//! Page texts for drift: none makes a panic, and none is called unchanged that does not have every row that was pinned.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use vidu_codegen::diagnostic::Severity;
use vidu_codegen::drift::page::{self, Page};
use vidu_codegen::drift::report::{self, Examined};
use vidu_codegen::drift::{self, Call, Choice, Outcome, Source, Verdict};

use crate::folder::{Copy, project, real};

/// A spec that is pinned to the pages by which drift is tested.
struct Pinned {
    copy: Copy,
    source: Source,
    pages: Vec<Page>,
}

thread_local! {
    static PINNED: Pinned = Pinned::new();
}

impl Pinned {
    fn new() -> Self {
        let copy = Copy::of(&real());
        let read = |name: &&str| fs::read_to_string(pages_folder().join(name)).expect("a page");
        let texts: Vec<String> = PAGES.iter().map(read).collect();
        for revision in ["vidu/2025-08", "umodelverse/2025-11", "octopusx/2026-03", "novita/2026-02"] {
            for entry in
                fs::read_dir(copy.path().join(revision)).expect("a folder").map(|entry| entry.expect("an entry"))
            {
                if entry.file_name().to_string_lossy().ends_with(".rows.toml") {
                    fs::remove_file(entry.path()).expect("the digests of the vendors' own pages go");
                }
            }
        }
        for text in &texts {
            let source = Source::read(copy.path()).unwrap_or_else(|report| panic!("{report}"));
            let pinned = drift::pin(&source, &page::read(text), &Choice::default());
            for file in pinned.unwrap_or_else(|faults| panic!("{faults:?}")) {
                fs::write(file.path, file.text).expect("the digests are written");
            }
        }
        let source = Source::read(copy.path()).unwrap_or_else(|report| panic!("{report}"));
        Self { copy, source, pages: texts.iter().map(|text| page::read(text)).collect() }
    }
}

const PAGES: [&str; 5] = ["bars.txt", "together.txt", "two_calls.txt", "blocks.txt", "blocks_short.txt"];

fn pages_folder() -> PathBuf {
    project().join("crates/codegen/tests/drift/pages")
}

/// A page as somebody saved it.
pub fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    PINNED.with(|pinned| {
        let page = page::read(&text);
        let outcome = drift::examine(&pinned.source, &page, &Choice::default());
        if outcome.verdict() == Verdict::NoDrift {
            outcome.calls.iter().for_each(|call| has_every_row(pinned, call, &page, &text));
        }
        check_findings(&outcome, text.lines().count());
        check_proposals(pinned, &outcome);
        let _ = drift::pin(&pinned.source, &page, &Choice::default());
        let examined = [Examined { page: "page.txt".to_owned(), outcome }];
        let told = [report::text(&examined), report::markdown(&examined), report::json(&examined).to_string()];
        assert!(told.iter().all(|text| !text.is_empty()));
    });
}

/// Each row of the page that was pinned is in this one, letter by letter.
fn has_every_row(pinned: &Pinned, call: &Call, page: &Page, text: &str) {
    let mut revisions = pinned.source.spec.revisions.iter();
    let revision = revisions.find(|revision| revision.vendor == call.vendor && revision.month == call.month);
    let pins = pinned.source.pins(revision.expect("the call's revision"), &call.operation);
    assert_eq!(call.same.map(|same| same >= pins.len()), Some(true), "{call:?} of {} pins", pins.len());
    let found: BTreeSet<String> = rows(page).collect();
    let missing = |original: &&Page| rows(original).find(|row| !found.contains(row));
    assert!(pinned.pages.iter().any(|original| missing(&original).is_none()), "no pinned page is in it: {text}");
}

/// Name and prose of each row, without blanks and marks.
fn rows(page: &Page) -> impl Iterator<Item = String> + '_ {
    let rows = page.sections.iter().flat_map(|section| &section.rows);
    let squeezed = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    rows.map(move |row| format!("{}|{}", squeezed(&row.name), squeezed(&row.prose)))
}

fn check_findings(outcome: &Outcome, lines: usize) {
    for finding in outcome.calls.iter().flat_map(|call| &call.findings) {
        assert!(finding.line <= lines.max(1), "{finding:?} of {lines} lines");
        assert!(!finding.row.is_empty(), "{finding:?}");
    }
}

/// What is proposed is TOML: whoever pastes it may get another fault, and not one of syntax.
fn check_proposals(pinned: &Pinned, outcome: &Outcome) {
    for call in &outcome.calls {
        drift::snippets(&call.edits);
    }
    let Ok(revised) = drift::revise(&pinned.source, &outcome.calls, "2027-01") else { return };
    if outcome.calls.iter().all(|call| call.edits.is_empty()) {
        return;
    }
    let copy = Copy::of(pinned.copy.path());
    let moved = |path: &PathBuf| copy.path().join(path.strip_prefix(pinned.copy.path()).expect("a path of the spec"));
    let folder = moved(&revised.folder);
    fs::create_dir_all(&folder).expect("the new revision's folder");
    for (name, text) in &revised.files {
        fs::write(folder.join(name), text).expect("a file of it");
    }
    for (path, text) in &revised.others {
        fs::write(moved(path), text).expect("a file beside it");
    }
    let findings = vidu_codegen::examine(copy.path()).findings;
    let is_syntax = |code: String| matches!(&*code, "syntax" | "unreadable");
    let broken = findings.iter().find(|found| found.severity == Severity::Fault && is_syntax(found.code.to_string()));
    assert!(broken.is_none(), "{}", broken.map(ToString::to_string).unwrap_or_default());
}
