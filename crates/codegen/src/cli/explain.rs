//! `vidu-codegen explain`: what a code guards, a fault against it, and how to mend one.

use clap::Args;
use vidu_codegen::code::Code;

use super::{End, print};

/// Explain a code of a finding; without one, list them all.
///
/// Exits with 0, or with 2 if there is no such code.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code, as it stands in brackets before a finding
    code: Option<String>,
}

impl Explain {
    pub fn run(self) -> End {
        match self.code.as_deref().map(Code::of) {
            None => print(&list()),
            Some(Ok(code)) => print(&text(code)),
            Some(Err(nearest)) => {
                eprintln!(
                    "there is no code `{}`; the nearest is `{nearest}`; `vidu-codegen explain` lists all",
                    self.code.unwrap_or_default().escape_debug()
                );
                return End::NotDone;
            }
        }
        End::Fine
    }
}

fn list() -> String {
    let line = |code: &Code| {
        let first = code.guards().split_once(". ").map_or(code.guards(), |(first, _)| first);
        format!("{:<18} {}", code.name(), first.trim_end_matches('.'))
    };
    Code::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn text(code: Code) -> String {
    let example = code.example();
    let right = if example.right.is_empty() { "the file" } else { example.right };
    format!(
        "{code}\n\n{}\n\nA fault, in {}:\n\n    {}\n\ninstead of\n\n    {}\n\nTo mend it: {}",
        code.guards(),
        example.file,
        example.wrong.trim(),
        right.trim(),
        code.mend()
    )
}
