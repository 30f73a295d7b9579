//! Every export says what the validator says, on every point, by the word of tools that others wrote.
//!
//! Tools that are not installed are named and their tests skipped: pydantic, jsonschema, openapi-spec-validator and
//! openapi-python-client from PyPI, and TypeScript in this folder (`npm install`).

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output};

use vidu_codegen::table::{Revision, Spec};

use crate::folder::{made_up, project, real};

mod cases;
mod client;
mod documents;
mod python;
mod typescript;

fn spec() -> Spec {
    vidu_codegen::load(&real()).unwrap_or_else(|report| panic!("{report}")).spec
}

fn made_up_spec() -> Spec {
    vidu_codegen::load(&made_up()).unwrap_or_else(|report| panic!("{report}")).spec
}

fn current(spec: &Spec) -> Vec<&Revision> {
    spec.revisions.iter().filter(|revision| revision.current).collect()
}

fn here() -> PathBuf {
    project().join("tests/export")
}

/// Whether Python has these modules; says so if not.
fn has_modules(modules: &[&str]) -> bool {
    let imports: Vec<String> = modules.iter().map(|module| format!("import {module}")).collect();
    let found = Command::new("python3").args(["-c", &imports.join("; ")]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        println!("skipped: python3 with {} is not installed", modules.join(", "));
    }
    found
}

/// Runs a program and fails with all it said if it fails.
fn run(program: impl AsRef<OsStr>, arguments: &[&OsStr]) -> String {
    let program = program.as_ref();
    let Output { status, stdout, stderr } = Command::new(program).args(arguments).output().expect("it can be run");
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{program:?} {arguments:?}: {status}\n{}", &said[..said.len().min(6000)]);
    said
}
