//! `vidu-codegen drift`: what a vendor's page says now and the spec does not.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use vidu_codegen::drift::{self, Choice, Source, Verdict};

use super::{End, is_spec_folder};

/// The most bytes of a page.
const LARGEST: u64 = 20_000_000;

/// Say what a saved page of a vendor's documentation says and the spec does not.
///
/// Exits with 0 if nothing drifted, 1 if something did, 2 if a page was not understood.
#[derive(Debug, Args)]
pub struct Drift {
    /// Pages as saved: text, Markdown or HTML
    #[arg(required = true)]
    pages: Vec<PathBuf>,
    /// The spec's folder
    #[arg(long, default_value = "spec")]
    spec: PathBuf,
    /// The revision to hold the pages against, `vendor/2025-08`, or a vendor alone
    #[arg(long)]
    revision: Option<String>,
    /// The operation that the pages describe
    #[arg(long)]
    operation: Option<String>,
}

impl Drift {
    pub fn run(self) -> End {
        if !is_spec_folder(&self.spec) {
            return End::NotDone;
        }
        let source = match Source::read(&self.spec) {
            Ok(source) => source,
            Err(report) => {
                eprintln!("{report}");
                return End::NotDone;
            }
        };
        let choice = Choice { revision: self.revision.clone(), operation: self.operation.clone() };
        let mut worst = End::Fine;
        for path in &self.pages {
            let text = match read_page(path) {
                Ok(text) => text,
                Err(why) => {
                    eprintln!("{}: {why}", path.display());
                    worst = End::NotDone;
                    continue;
                }
            };
            let outcome = drift::examine(&source, &drift::page::read(&text), &choice);
            println!("{}: {:?}", path.display(), outcome.verdict());
            for call in &outcome.calls {
                println!(
                    "  {} {} {}: {} rows, {:?} as they were",
                    call.vendor, call.month, call.operation, call.rows, call.same
                );
                for f in &call.findings {
                    println!(
                        "   line {}: {} [{}; {}] {:?}",
                        f.line,
                        f.sentence(),
                        f.direction.word(),
                        f.breaks.words(),
                        f.rests
                    );
                }
            }
            outcome.not_understood.iter().for_each(|why| println!("  ? {why}"));
            worst = match (worst, outcome.verdict()) {
                (worst, Verdict::NoDrift) => worst,
                (End::NotDone, _) | (_, Verdict::NotUnderstood) => End::NotDone,
                _ => End::Found,
            };
        }
        worst
    }
}

/// Reads a saved page; what is no UTF-8 is read as far as it is.
pub fn read_page(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|why| why.to_string())?.len();
    if size > LARGEST {
        return Err(format!("{size} bytes are more than the {LARGEST} that a page may have"));
    }
    let bytes = fs::read(path).map_err(|why| why.to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
