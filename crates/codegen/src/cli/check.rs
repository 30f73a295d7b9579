//! `vidu-codegen check`: every fault and remark of a spec, each with its place.

use std::path::PathBuf;

use clap::Args;

use super::{End, is_spec_folder};

/// Print every fault and remark of a spec with its place.
///
/// Exits with 0 if there is no fault, 1 if there are faults, 2 if the command could not be run.
#[derive(Debug, Args)]
pub struct Check {
    /// The folder with vocabulary.toml and a folder for each vendor
    #[arg(default_value = "spec")]
    folder: PathBuf,
}

impl Check {
    pub fn run(self) -> End {
        if !is_spec_folder(&self.folder) {
            return End::NotDone;
        }
        match vidu_codegen::load(&self.folder) {
            Ok(loaded) => {
                loaded.remarks.iter().for_each(|remark| println!("{remark}\n"));
                let pages: usize = loaded.spec.revisions.iter().map(|revision| revision.operations.len()).sum();
                let revisions = loaded.spec.revisions.len();
                println!("{}: {revisions} revisions, {pages} pages, no fault", self.folder.display());
                End::Fine
            }
            Err(report) => {
                eprintln!("{report}");
                End::Found
            }
        }
    }
}
