//! `vidu-codegen pin`: the digests of a page's rows, written into the spec.

use std::path::{Path, PathBuf};

use clap::Args;
use vidu_codegen::drift::{self, Choice, Pinned, Source};

use super::drift::read_page;
use super::{End, is_spec_folder, write};

/// Write the digests of a page's rows beside the spec of the page, so that `drift` can tell what changed.
///
/// Only the digests are written, nothing of the page's text. Exits with 0 if they are written, 2 if not.
#[derive(Debug, Args)]
pub struct Pin {
    /// Pages as saved: text, Markdown or HTML
    #[arg(required = true)]
    pages: Vec<PathBuf>,
    /// The spec's folder
    #[arg(long, default_value = "spec")]
    spec: PathBuf,
    /// The revision that a page belongs to, `vendor/2025-08`, or a vendor alone
    #[arg(long)]
    revision: Option<String>,
    /// The operation that a page describes
    #[arg(long)]
    operation: Option<String>,
}

impl Pin {
    pub fn run(self) -> End {
        if !is_spec_folder(&self.spec) {
            return End::NotDone;
        }
        let choice = Choice { revision: self.revision.clone(), operation: self.operation.clone() };
        let mut end = End::Fine;
        for page in &self.pages {
            if let Err(why) = self.pin(page, &choice) {
                eprintln!("{}: {why}", page.display());
                end = End::NotDone;
            }
        }
        end
    }

    fn pin(&self, page: &Path, choice: &Choice) -> Result<(), String> {
        pin(&self.spec, &read_page(page)?, choice)?.iter().for_each(|line| println!("{line}"));
        Ok(())
    }
}

/// Writes the digests of a page's text into a spec: a line for each file that was written.
pub fn pin(spec: &Path, text: &str, choice: &Choice) -> Result<Vec<String>, String> {
    let source = Source::read(spec).map_err(|report| report.to_string())?;
    let pinned = drift::pin(&source, &drift::page::read(text), choice).map_err(|faults| faults.join("\n"))?;
    let mut said = Vec::new();
    for Pinned { path, text, rows, changed } in pinned {
        write::file(&path, &text).map_err(|why| format!("{} was not written: {why}", path.display()))?;
        said.push(format!("{}: {rows} rows, {changed} changed", path.display()));
    }
    Ok(said)
}
