//! `vidu-codegen check`: every fault and remark of a spec, each with its place.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;
use vidu_codegen::Examined;
use vidu_codegen::diagnostic::{Diagnostic, Severity};

use super::{End, is_spec_folder, print};

/// Print every fault and remark of a spec with its place.
///
/// Exits with 0 if there is no fault, 1 if there are faults, 2 if the command could not be run.
#[derive(Debug, Args)]
pub struct Check {
    /// The folder with vocabulary.toml and a folder for each vendor
    #[arg(default_value = "spec")]
    folder: PathBuf,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// The line in question, underlined, with what would be right.
    Human,
    /// `{"faults", "remarks", "revisions", "pages", "findings": [{"code", "severity", "message", "file", "line", "column", "length", "help"}]}`.
    Json,
}

impl Check {
    pub fn run(self) -> End {
        if !is_spec_folder(&self.folder) {
            return End::NotDone;
        }
        let examined = vidu_codegen::examine(&self.folder);
        match self.format {
            Format::Human => print(&human(&self.folder, &examined)),
            Format::Json => print(&format!("{:#}", in_json(&examined))),
        }
        if examined.spec.is_some() { End::Fine } else { End::Found }
    }
}

fn human(folder: &Path, examined: &Examined) -> String {
    let findings: String = examined.findings.iter().map(|finding| format!("{finding}\n\n")).collect();
    let (faults, remarks) = (many(examined, Severity::Fault), many(examined, Severity::Remark));
    let folder = folder.display();
    match (&examined.spec, examined.findings.first()) {
        (Some(_), _) => {
            let (revisions, pages) = size(examined);
            format!("{findings}{folder}: {revisions} revisions, {pages} pages, {remarks} remarks, no fault")
        }
        (None, Some(Diagnostic { code, .. })) => {
            let s = if faults == 1 { "" } else { "s" };
            format!("{findings}{folder}: {faults} fault{s}; `vidu-codegen explain {code}` says more")
        }
        (None, None) => format!("{folder}: no spec"),
    }
}

fn in_json(examined: &Examined) -> serde_json::Value {
    let (revisions, pages) = size(examined);
    json!({
        "faults": many(examined, Severity::Fault),
        "remarks": many(examined, Severity::Remark),
        "revisions": revisions,
        "pages": pages,
        "findings": examined.findings.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
    })
}

fn many(examined: &Examined, severity: Severity) -> usize {
    examined.findings.iter().filter(|finding| finding.severity == severity).count()
}

/// How many revisions and pages there are; none of a spec with faults.
fn size(examined: &Examined) -> (usize, usize) {
    let revisions = examined.spec.as_ref().map(|spec| spec.revisions.as_ref()).unwrap_or_default();
    (revisions.len(), revisions.iter().map(|revision| revision.operations.len()).sum())
}
