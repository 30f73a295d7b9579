//! Bodies with the validator's verdicts, for tools that cannot call it: the finite space, and what lies just at and beyond a limit.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};
use vidu_types::table::{Field, FieldKind, Operation, Revision, Span};

use crate::agreement::{few_points, verdict};
use crate::space::{Space, put};
use crate::tables::pages;

/// A body and whether the validator lets it pass.
pub struct Case {
    pub body: Value,
    pub passes: bool,
}

/// The name that the exports have for a page's request.
pub fn name(revision: &Revision, operation: &Operation) -> String {
    let mut vendor = revision.vendor.to_string();
    vendor[..1].make_ascii_uppercase();
    format!("{vendor}{}Request", operation.type_name)
}

/// The finite space of a page, as far as [`few_points`] goes into it.
pub fn finite(revision: &Revision, operation: &Operation) -> Vec<Case> {
    let space = Space::of(operation);
    few_points(operation).into_iter().map(|point| judged(revision, operation, space.body(point))).collect()
}

/// Each text at its limit and one beyond, each list too, and each required field left out, of a body that passes otherwise.
pub fn edges(revision: &Revision, operation: &Operation) -> Vec<Case> {
    let fine = fine(revision, operation);
    let mut bodies = vec![fine.clone()];
    for field in operation.fields.iter() {
        for value in around(field) {
            let mut body = fine.clone();
            take(&mut body, &field.wire);
            put(&mut body, &field.wire, value);
            bodies.push(body);
        }
        if field.required {
            let mut body = fine.clone();
            take(&mut body, &field.wire);
            bodies.push(body);
        }
    }
    bodies.into_iter().map(|body| judged(revision, operation, body)).collect()
}

fn judged(revision: &Revision, operation: &Operation, body: Value) -> Case {
    Case { passes: verdict(revision, operation, &body).passes(), body }
}

/// A body that passes.
fn fine(revision: &Revision, operation: &Operation) -> Value {
    let space = Space::of(operation);
    let mut bodies = (0..space.size()).map(|point| space.body(point));
    bodies.find(|body| verdict(revision, operation, body).passes()).expect("some point passes")
}

fn around(field: &Field) -> Vec<Value> {
    let text = |many: u64| json!("ü".repeat(usize::try_from(many).expect("a length")));
    let list = |many: u64| json!(vec!["https://cdn.example.com/1.png"; usize::try_from(many).expect("a number")]);
    let ends = |span: Span| {
        let to = span.to.map(|to| [to, to + 1]);
        to.into_iter().flatten().chain([span.from, span.from.saturating_sub(1)]).collect::<Vec<u64>>()
    };
    match field.kind {
        FieldKind::Text => field.characters.map(ends).unwrap_or_default().into_iter().map(text).collect(),
        FieldKind::Images => field.count.map(ends).unwrap_or_default().into_iter().map(list).collect(),
        _ => Vec::new(),
    }
}

/// Takes a value out of a body; of a list the whole list.
fn take(body: &mut Value, wire: &str) {
    let path = wire.split('[').next().unwrap_or_default();
    let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
    let parent = if parent.is_empty() { String::new() } else { format!("/{}", parent.replace('.', "/")) };
    if let Some(object) = body.pointer_mut(&parent).and_then(Value::as_object_mut) {
        object.remove(key);
    }
}

/// Writes a file for each page: lines of `1` or `0` for the verdict, and the body.
pub fn write(folder: &Path) -> usize {
    let mut all = 0;
    for (revision, operation) in pages() {
        let cases: Vec<Case> = finite(revision, operation).into_iter().chain(edges(revision, operation)).collect();
        assert!(cases.iter().any(|case| case.passes) && cases.iter().any(|case| !case.passes));
        let mut text = String::new();
        for case in &cases {
            writeln!(text, "{}{}", u8::from(case.passes), case.body).expect("text grows");
        }
        std::fs::write(folder.join(name(revision, operation)).with_extension("cases"), text).expect("a file of cases");
        all += cases.len();
    }
    all
}
