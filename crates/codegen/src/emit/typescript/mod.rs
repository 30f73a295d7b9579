//! TypeScript types of requests, in which an illegal combination does not compile, and of answers; limits for what types cannot say.

use super::{answer, bundle, name};
use crate::table::{Operation, OperationKind, Revision};

mod limits;
mod node;
mod request;

/// What the limits are held against by.
const RUNTIME: &str = include_str!("runtime.ts");

/// One module of all requests and answers.
pub fn emit(revisions: &[&Revision]) -> String {
    let mut out = String::from("// Written by vidu-codegen from the spec: do not edit.\n");
    for revision in revisions {
        out += &states(revision);
        for operation in revision.operations.iter() {
            out += &self::operation(revision, operation);
        }
    }
    out + "\n" + RUNTIME
}

/// The vendor's status words and what they mean; a vendor may add words, so nothing is typed as one of them.
fn states(revision: &Revision) -> String {
    let name = name::pascal(&revision.vendor);
    let state = |state: &crate::table::State| {
        format!("  {}: {},\n", quoted(&state.word), quoted(super::word::stage(state.stage)))
    };
    let states: String = revision.states.iter().map(state).collect();
    let about =
        comment(&format!("Status words of {} as of {}, and what they mean.", revision.title, revision.month), "");
    format!("\n{about}export const {name}States: Readonly<Record<string, string>> = {{\n{states}}};\n")
}

fn operation(revision: &Revision, operation: &Operation) -> String {
    let name = name::full_title(revision, operation);
    let mut out = String::new();
    if bundle::has_body(operation) {
        let about = [&*operation.about, &*format!("Source: {}", operation.page.url)].join("\n");
        out += &format!("\n{}export type {name}Request = {};\n", comment(&about, ""), request::emit(operation));
    }
    if operation.kind == OperationKind::Create {
        out += &limits::emit(&name, operation);
    }
    let about = comment(&format!("What {} {} answers.", operation.method, operation.path), "");
    out + &format!("\n{about}export type {name}Answer = {};\n", node::of_schema(&answer::emit(operation), 0))
}

/// A comment, of which nothing can get out.
fn comment(text: &str, indent: &str) -> String {
    let text = text.replace("*/", "*\\/");
    let lines: Vec<&str> = text.lines().collect();
    match lines[..] {
        [line] => format!("{indent}/** {line} */\n"),
        _ => {
            let lines: String = lines.iter().map(|line| format!("{indent} * {line}\n")).collect();
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}

/// A text as a literal.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
