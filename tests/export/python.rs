//! Pydantic, Python's jsonschema and openapi-spec-validator on the exports.

use std::path::Path;

use tempfile::TempDir;
use vidu_codegen::emit::{bundle, openapi, python};

use super::{cases, current, has_modules, here, made_up_spec, run, spec};

/// Runs a tool over all cases, and sees that it saw all of them.
fn check(tool: &str, file: &str, text: String) {
    if !has_modules(&[if tool == "pydantic" { "pydantic" } else { "jsonschema" }]) {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    write(folder.path(), file, text);
    let many = cases::write(folder.path());
    let said = run("python3", &[here().join("judge.py").as_ref(), tool.as_ref(), folder.path().as_ref()]);
    assert!(said.ends_with(&format!("{many} cases\n")), "{tool} saw {said}, there are {many}");
    println!("{tool}: {many} cases, no difference");
}

fn write(folder: &Path, file: &str, text: String) {
    std::fs::write(folder.join(file), text).expect("a file of the export");
}

#[test]
fn pydantic_models_and_validator_agree() {
    check("pydantic", "contract.py", python::emit(&current(&spec())));
}

#[test]
fn the_schema_document_and_the_validator_agree_in_python() {
    check("jsonschema", "schema.json", bundle::emit(&current(&spec())).to_string());
}

/// One document of all vendors, and one of each; of the made-up vendor too, whose pages differ wherever the language lets them.
#[test]
fn openapi_documents_are_valid() {
    if !has_modules(&["openapi_spec_validator"]) {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let mut files = vec![folder.path().join("all.json")];
    let real = spec();
    std::fs::write(&files[0], openapi::emit(&current(&real)).to_string()).expect("a document");
    for spec in [real, made_up_spec()] {
        for revision in current(&spec) {
            let file = folder.path().join(format!("{}.json", revision.vendor));
            std::fs::write(&file, openapi::emit(&[revision]).to_string()).expect("a document");
            files.push(file);
        }
    }
    let arguments = ["-m", "openapi_spec_validator"].iter().map(AsRef::as_ref).chain(files.iter().map(AsRef::as_ref));
    let said = run("python3", &arguments.collect::<Vec<_>>());
    assert_eq!(said.matches(": OK").count(), files.len(), "{said}");
}

/// Nested places, a model within an object, runs of numbers, lists of objects, and a choice between fields.
#[test]
fn models_of_the_made_up_vendor_judge_as_its_pages_say() {
    if !has_modules(&["pydantic"]) {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    write(folder.path(), "acme.py", python::emit(&current(&made_up_spec())));
    run("python3", &[here().join("acme.py").as_ref(), folder.path().as_ref()]);
}
