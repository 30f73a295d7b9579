//! `vidu-codegen export`: the contract for users of any language.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use vidu_codegen::emit::{bundle, reference};
use vidu_codegen::table::Revision;

use super::output::{self, NotWritten};
use super::select::{self, Choice};
use super::{End, is_spec_folder};

/// Write the contract as OpenAPI, JSON Schema, Markdown, TypeScript or Python.
///
/// Without --vendor all vendors are written, without --revision the current revision of each.
/// Exits with 0 if it was written, 2 if not.
#[derive(Debug, Args)]
pub struct Export {
    /// What to write
    form: Form,
    /// Only this vendor, by the name of its folder
    #[arg(long)]
    vendor: Option<String>,
    /// The revision, a month such as 2026-01
    #[arg(long)]
    revision: Option<String>,
    /// The file to write, of markdown the folder; standard output without it
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// The folder of the spec
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
}

/// What can be written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// One JSON Schema document, each request and answer in its $defs
    JsonSchema,
    /// A reference page for each operation
    Markdown,
}

impl Export {
    pub fn run(self) -> End {
        match self.written() {
            Ok(()) => End::Fine,
            Err(why) => {
                eprintln!("{why}");
                End::NotDone
            }
        }
    }

    fn written(&self) -> Result<(), String> {
        if !is_spec_folder(&self.spec) {
            return Err("nothing was written".to_owned());
        }
        let loaded = vidu_codegen::load(&self.spec).map_err(|report| format!("{report}\nnothing was written"))?;
        let choice = Choice { vendor: self.vendor.as_deref(), month: self.revision.as_deref() };
        let revisions = select::revisions(&loaded.spec, choice)?;
        let written = match self.form {
            Form::Markdown => output::pages(self.out.as_deref(), &pages(&revisions)),
            Form::JsonSchema => output::text(self.out.as_deref(), &format!("{:#}\n", bundle::emit(&revisions))),
        };
        written.map_err(|why: NotWritten| why.to_string())
    }
}

fn pages(revisions: &[&Revision]) -> Vec<(String, String)> {
    revisions.iter().flat_map(|revision| reference::emit(revision)).collect()
}
