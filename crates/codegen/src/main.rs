//! The command line for those who maintain a spec: `vidu-codegen check [FOLDER]`.

use std::path::Path;
use std::process::ExitCode;

/// No faults.
const FINE: u8 = 0;
/// The spec has faults.
const FAULTS: u8 = 1;
/// The command could not be run.
const NOT_RUN: u8 = 2;

const USAGE: &str = "usage: vidu-codegen check [FOLDER]

Reads the spec in FOLDER (`spec` unless given) and prints every fault and remark with its place.
Exits with 0 if there is no fault, 1 if there are faults, 2 if the command could not be run.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    ExitCode::from(match words.as_slice() {
        ["check"] => check(Path::new("spec")),
        ["check", folder] if !folder.starts_with('-') => check(Path::new(folder)),
        ["--help" | "-h" | "help"] => {
            println!("{USAGE}");
            FINE
        }
        _ => {
            eprintln!("{USAGE}");
            NOT_RUN
        }
    })
}

fn check(folder: &Path) -> u8 {
    if !folder.is_dir() {
        eprintln!(
            "{}: there is no such folder; a spec folder has vocabulary.toml and a folder for each vendor",
            folder.display()
        );
        return NOT_RUN;
    }
    match vidu_codegen::load(folder) {
        Ok(loaded) => {
            loaded.remarks.iter().for_each(|remark| println!("{remark}\n"));
            let pages: usize = loaded.spec.revisions.iter().map(|revision| revision.operations.len()).sum();
            println!("{}: {} revisions, {pages} pages, no fault", folder.display(), loaded.spec.revisions.len());
            FINE
        }
        Err(report) => {
            eprintln!("{report}");
            FAULTS
        }
    }
}
