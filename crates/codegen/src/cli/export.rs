//! `vidu-codegen export`: the contract for users of any language.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::Value;
use vidu_codegen::emit::{bundle, openapi, python, reference, typescript};
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
    /// An OpenAPI document to take in, such as the mock's own: curl http://127.0.0.1:8438/__admin/openapi.json
    #[arg(long, value_name = "FILE")]
    admin: Option<PathBuf>,
    /// The folder of the spec
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
}

/// What can be written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// An OpenAPI 3.1 document
    Openapi,
    /// One JSON Schema document, each request and answer in its $defs
    JsonSchema,
    /// TypeScript types in which an illegal combination does not compile
    Typescript,
    /// Pydantic models, one for each model of a vendor
    Python,
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
        if self.admin.is_some() && !matches!(self.form, Form::Openapi) {
            return Err("--admin goes with openapi only: the other forms have no calls".to_owned());
        }
        let choice = Choice { vendor: self.vendor.as_deref(), month: self.revision.as_deref() };
        let revisions = select::revisions(&loaded.spec, choice)?;
        let written = match self.form {
            Form::Markdown => output::pages(self.out.as_deref(), &pages(&revisions)),
            Form::Openapi => output::text(self.out.as_deref(), &json(&self.openapi(&revisions)?)),
            Form::Typescript => output::text(self.out.as_deref(), &typescript::emit(&revisions)),
            Form::Python => output::text(self.out.as_deref(), &python::emit(&revisions)),
            Form::JsonSchema => output::text(self.out.as_deref(), &json(&bundle::emit(&revisions))),
        };
        written.map_err(|why: NotWritten| why.to_string())
    }

    fn openapi(&self, revisions: &[&Revision]) -> Result<Value, String> {
        let shared = openapi::shared_calls(revisions);
        if !shared.is_empty() {
            let calls = shared.join(", ");
            return Err(format!("several vendors serve {calls}: one document cannot hold both; choose with --vendor"));
        }
        let mut document = openapi::emit(revisions);
        if let Some(file) = &self.admin {
            openapi::merge(&mut document, &read(file)?).map_err(|why| format!("{}: {why}", file.display()))?;
        }
        Ok(document)
    }
}

fn json(document: &Value) -> String {
    format!("{document:#}\n")
}

fn read(file: &Path) -> Result<Value, String> {
    let text = std::fs::read_to_string(file).map_err(|why| format!("{}: cannot be read: {why}", file.display()))?;
    serde_json::from_str(&text).map_err(|why| format!("{}: is no JSON: {why}", file.display()))
}

fn pages(revisions: &[&Revision]) -> Vec<(String, String)> {
    revisions.iter().flat_map(|revision| reference::emit(revision)).collect()
}
