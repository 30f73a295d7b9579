//! What a build script calls: reads a spec folder and writes the generated files, or reports every fault.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;

use crate::diagnostic::Report;
#[cfg(feature = "maintenance")]
use crate::emit::reference;
use crate::emit::{schema, tables, types};
use crate::load;
use crate::table::{OperationKind, Spec};

/// A generated file: where it belongs, below the folder of the generated files, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The path, with `/` between its parts.
    pub path: String,
    /// The text.
    pub text: String,
}

/// Why nothing was generated.
#[derive(Debug)]
pub enum Failure {
    /// The spec has faults.
    Spec(Report),
    /// What was generated is no Rust: a fault of the emitters.
    NotRust(&'static str, syn::Error),
    /// A file could not be written.
    NotWritten(PathBuf, io::Error),
}

/// Generates from a spec folder into another folder.
pub fn generate(spec: &Path, into: &Path) -> Result<(), Failure> {
    let loaded = load(spec).map_err(Failure::Spec)?;
    for file in sources(&loaded.spec)?.into_iter().chain(schemas(&loaded.spec)) {
        write(&into.join(&file.path), &file.text)?;
    }
    Ok(())
}

/// The generated Rust.
pub fn sources(spec: &Spec) -> Result<Vec<Generated>, Failure> {
    Ok(vec![rust("tables.rs", tables::emit(spec))?, rust("types.rs", types::emit(spec))?])
}

/// The JSON Schema of every request.
pub fn schemas(spec: &Spec) -> Vec<Generated> {
    let creates = spec.revisions.iter().flat_map(|revision| {
        let creates = revision.operations.iter().filter(|operation| operation.kind == OperationKind::Create);
        creates.map(move |operation| (revision, operation))
    });
    let file = |(revision, operation)| {
        let text = format!("{:#}\n", schema::emit(operation));
        Generated { path: types::schema_file(revision, operation), text }
    };
    creates.map(file).collect()
}

/// The reference pages.
#[cfg(feature = "maintenance")]
pub fn reference(spec: &Spec) -> Vec<Generated> {
    let pages = spec.revisions.iter().flat_map(reference::emit);
    pages.map(|(path, text)| Generated { path: format!("reference/{path}"), text }).collect()
}

/// Parses and prints: what is no Rust never reaches a compiler with a puzzling message.
fn rust(path: &'static str, tokens: TokenStream) -> Result<Generated, Failure> {
    let file: syn::File = syn::parse2(tokens).map_err(|why| Failure::NotRust(path, why))?;
    let text = spaced(&prettyplease::unparse(&file));
    let text = format!("// Generated from the spec by vidu-codegen: do not edit.\n\n{text}");
    Ok(Generated { path: path.to_owned(), text })
}

/// A blank line before each item that follows another: the printer has none, and people read this.
fn spaced(text: &str) -> String {
    const BEGINNINGS: [&str; 9] =
        ["///", "#[", "pub fn ", "pub mod ", "pub enum ", "pub struct ", "impl ", "const ", "fn "];
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut previous = "";
    for line in text.lines() {
        let begins = BEGINNINGS.iter().any(|beginning| line.trim_start().starts_with(beginning));
        if begins && previous.ends_with(['}', ';']) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failure = |why| Failure::NotWritten(path.to_owned(), why);
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failure)?;
    fs::write(path, text).map_err(failure)
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(report) => report.fmt(out),
            Self::NotRust(path, why) => {
                write!(out, "{path}: the generated text is no Rust ({why}): a fault of vidu-codegen")
            }
            Self::NotWritten(path, why) => write!(out, "{}: {why}", path.display()),
        }
    }
}

impl std::error::Error for Failure {}
