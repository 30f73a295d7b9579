//! Spec files: every finding has a place within its file, and what has no fault becomes Rust, schemas and documents.

use std::cell::RefCell;
use std::fs;
use std::str::from_utf8;

use serde_json::Value;
use vidu_codegen::diagnostic::{Diagnostic, Severity};
use vidu_codegen::emit::{openapi, python, reference, schema, tables, types, typescript};
use vidu_codegen::examine;
use vidu_codegen::table::{OperationKind, Revision, Spec};

use crate::folder::{Copy, made_up};

thread_local! {
    static COPY: RefCell<Copy> = RefCell::new(Copy::of(&made_up()));
}

/// The first line names a file of the made-up vendor's spec, the rest is what stands in it.
pub fn holds(input: &[u8]) {
    let Some(end) = input.iter().position(|byte| *byte == b'\n') else { return };
    let (Ok(name), text) = (from_utf8(&input[..end]), &input[end + 1..]) else { return };
    if !FILES.contains(&name) {
        return;
    }
    COPY.with_borrow(|copy| {
        let path = copy.path().join(name);
        let before = fs::read(&path).expect("the file before");
        fs::write(&path, text).expect("the file");
        let examined = examine(copy.path());
        fs::write(&path, before).expect("the file as it was");
        examined.findings.iter().for_each(check_finding);
        let faults = examined.findings.iter().filter(|finding| finding.severity == Severity::Fault).count();
        assert_eq!(examined.spec.is_some(), faults == 0);
        examined.spec.iter().for_each(check_spec);
    });
}

const FILES: [&str; 8] = [
    "vocabulary.toml",
    "acme/2026-01/vendor.toml",
    "acme/2026-01/img2video.toml",
    "acme/2026-01/dub.toml",
    "acme/2026-01/query.toml",
    "acme/2026-01/query.rows.toml",
    "acme/2026-01/cancel.toml",
    "acme/2026-01/credits.toml",
];

fn check_finding(finding: &Diagnostic) {
    let told = finding.to_string();
    assert!(!told.replace('\n', "").chars().any(|c| c.is_control() && c != '\t'), "{told:?}");
    assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{told}");
    finding.to_json();
    let Some(place) = &finding.place else { return };
    let text = &place.file.text;
    assert!(place.span.start <= place.span.end && place.span.end <= text.len(), "{:?} of {}", place.span, text.len());
    let (line, column) = place.line_and_column();
    let lines: Vec<&str> = text.split('\n').collect();
    assert!(line <= lines.len() && column <= lines[line - 1].chars().count() + 1, "{line}:{column}\n{told}");
}

/// Every output, and the tables come back from their JSON.
fn check_spec(spec: &Spec) {
    for (name, tokens) in [("tables", tables::emit(spec)), ("types", types::emit(spec))] {
        if let Err(why) = syn::parse2::<syn::File>(tokens) {
            panic!("{name} is no Rust: {why}");
        }
    }
    let json = serde_json::to_value(spec).expect("tables are JSON");
    let again: Spec = serde_json::from_value(json.clone()).expect("and come back from it");
    assert_eq!(serde_json::to_value(again).expect("tables are JSON"), json);
    spec.revisions.iter().for_each(check_revision);
}

fn check_revision(revision: &Revision) {
    let creates = revision.operations.iter().filter(|operation| operation.kind == OperationKind::Create);
    for operation in creates {
        let schema = schema::emit(operation);
        assert!(schema.is_object());
        has_rows(&schema);
    }
    assert!(openapi::emit(&[revision])["paths"].is_object());
    assert!(!typescript::emit(&[revision]).is_empty() && !python::emit(&[revision]).is_empty());
    assert!(reference::emit(revision).iter().all(|(_, text)| !text.is_empty()));
}

/// An empty choice would refuse everything, or everything be taken for want of a rule.
fn has_rows(schema: &Value) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                let is_choice = matches!(&**key, "enum" | "anyOf" | "oneOf" | "allOf");
                assert!(!is_choice || value.as_array().is_none_or(|list| !list.is_empty()), "{key} is empty");
                has_rows(value);
            }
        }
        Value::Array(list) => list.iter().for_each(has_rows),
        _ => {}
    }
}
