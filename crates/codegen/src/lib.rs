//! Turns the declarative spec of Vidu video-generation APIs into Rust types, tables, JSON Schema and reference pages.
//!
//! ```text
//! files --syntax--> nodes --resolve--> tables --lint--> proven tables --emit--> Rust, JSON Schema, Markdown
//! ```
//!
//! Every step collects all faults; [`load`] returns them together, each with its place and what would be right.
#![deny(missing_docs)]

pub mod build;
pub mod code;
pub mod diagnostic;
#[cfg(feature = "maintenance")]
pub mod diff;
#[cfg(feature = "maintenance")]
pub mod drift;
pub mod emit;
mod lint;
mod reader;
pub mod relation;
mod resolve;
mod syntax;
pub mod table;

use std::cell::RefCell;
use std::path::Path;

use diagnostic::{Diagnostic, Report, Severity};
use table::Spec;

/// A spec without faults.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The tables.
    pub spec: Spec,
    /// What deserves a look and stops nothing.
    pub remarks: Vec<Diagnostic>,
}

/// What was found in a spec folder.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The tables; nothing if there are faults.
    pub spec: Option<Spec>,
    /// Faults and remarks, in order of file and line.
    pub findings: Vec<Diagnostic>,
}

/// Reads a spec folder, resolves it and proves it; all faults of all files are returned at once.
pub fn load(folder: &Path) -> Result<Loaded, Report> {
    let Examined { spec, findings } = examine(folder);
    let (faults, remarks): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| finding.severity == Severity::Fault);
    spec.map(|spec| Loaded { spec, remarks }).ok_or_else(|| Report::new(faults))
}

/// As [`load`], with the remarks of a spec that has faults too.
///
/// The lints run only on tables that could be made: a misspelt model would fail a dozen proofs.
pub fn examine(folder: &Path) -> Examined {
    let mut faults = Vec::new();
    let written = syntax::read(&syntax::Disk(folder), &mut faults);
    let faults = RefCell::new(faults);
    let resolved = resolve::resolve(&written, &faults);
    let mut findings = faults.into_inner();
    if findings.iter().all(|finding| finding.severity == Severity::Remark) {
        findings.extend(lint::run(&resolved));
    }
    diagnostic::sort(&mut findings);
    let sound = findings.iter().all(|finding| finding.severity == Severity::Remark);
    Examined { spec: sound.then_some(resolved.spec), findings }
}
