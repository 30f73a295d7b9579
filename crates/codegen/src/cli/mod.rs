//! The commands, one file each: what they take, what they print, and how they end.

mod check;
mod diff;
mod drift;
mod explain;
mod export;
mod output;
mod pin;
mod select;
mod write;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// For those who maintain a spec of the Vidu API: is it right, what changed, and what does it say.
#[derive(Debug, Parser)]
#[command(version, name = "vidu-codegen")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Drift(drift::Drift),
    Pin(pin::Pin),
    Export(export::Export),
}

/// How a command ended; what the statuses mean stands in each command's help.
#[derive(Clone, Copy, Debug)]
enum End {
    /// 0: nothing to say against it.
    Fine,
    /// 1: it was done, and something was found.
    Found,
    /// 2: it could not be done.
    NotDone,
}

impl From<End> for ExitCode {
    fn from(end: End) -> ExitCode {
        ExitCode::from(match end {
            End::Fine => 0,
            End::Found => 1,
            End::NotDone => 2,
        })
    }
}

/// Runs the command that the process was given.
pub fn run() -> ExitCode {
    ExitCode::from(match Arguments::parse().command {
        Command::Check(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Drift(command) => command.run(),
        Command::Pin(command) => command.run(),
        Command::Export(command) => command.run(),
    })
}

/// Whether a folder is there; says on stderr what a spec folder is if not.
fn is_spec_folder(folder: &Path) -> bool {
    if !folder.is_dir() {
        eprintln!(
            "{}: there is no such folder; a spec folder has vocabulary.toml and a folder for each vendor",
            folder.display()
        );
    }
    folder.is_dir()
}

/// Prints a text and a line's end; a reader that has gone, such as `head`, is no fault.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
