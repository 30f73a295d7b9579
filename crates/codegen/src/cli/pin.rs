//! `vidu-codegen pin`: the digests of a page's rows, written into the spec.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use vidu_codegen::drift::{self, Choice, Pinned, Source};

use super::drift::read_page;
use super::{End, is_spec_folder};

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
        let source = Source::read(&self.spec).map_err(|report| report.to_string())?;
        let text = read_page(page)?;
        let pinned = drift::pin(&source, &drift::page::read(&text), choice).map_err(|faults| faults.join("\n"))?;
        for Pinned { path, text, rows, changed } in pinned {
            write(&path, &text).map_err(|why| format!("{} was not written: {why}", path.display()))?;
            println!("{}: {rows} rows, {changed} changed", path.display());
        }
        Ok(())
    }
}

/// Writes beside the file and moves it there, so that nothing half-written stays.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension("toml.new");
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&beside, path));
    if moved.is_err() {
        let _ = fs::remove_file(&beside);
    }
    moved
}
