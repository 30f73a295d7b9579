//! `vidu-codegen diff`: what changed between two specs, whom it breaks, and which release it asks for.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use vidu_codegen::diff::{self, Date, Ignored, Ignores, Side, Unreadable};

use super::{End, print};

/// Compare two specs or two revisions: what is accepted now that was not, the reverse, and everything else.
///
/// A side is `vendor/yyyy-mm` of the spec folder, a folder of a spec or of a revision, `git:REV` for the spec folder as it
/// was, or `REV:path`. Exits with 0 if nothing differs or all is harmless, 1 if callers or readers of answers break, 2 if
/// the comparison could not be made.
#[derive(Debug, Args)]
pub struct Diff {
    /// The old side
    old: String,
    /// The new side
    new: String,
    /// The folder with vocabulary.toml and a folder for each vendor
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// How to say it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// A TOML file of changes to leave out: [[ignore]] with subject, reason, until; revisions, page, says narrow it
    #[arg(long, value_name = "FILE")]
    ignore: Option<PathBuf>,
    /// The day on which entries of the ignore file may have expired, yyyy-mm-dd; today unless said
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a changelog or a pull request
    Markdown,
    /// For programs
    Json,
}

impl Diff {
    pub fn run(self) -> End {
        let found = match self.found() {
            Ok(found) => found,
            Err(why) => {
                eprintln!("{why}");
                return End::NotDone;
            }
        };
        match self.format {
            Format::Text => print(&diff::text(&found)),
            Format::Markdown => print(diff::markdown(&found).trim_end()),
            Format::Json => print(&format!("{:#}", diff::json(&found))),
        }
        if found.comparison.breaks() { End::Found } else { End::Fine }
    }

    fn found(&self) -> Result<Ignored, Unreadable> {
        let [old, new] = [&self.old, &self.new].map(|operand| Side::read(operand, &self.spec));
        let (old, new) = (old?, new?);
        let ignores = self.ignore.as_deref().map_or(Ok(Ignores::default()), Ignores::read)?;
        let today = self.today.clone().unwrap_or_else(today);
        Ok(ignores.apply(diff::compare(&old, &new), &today))
    }
}

fn date(text: &str) -> Result<Date, String> {
    Date::read(text).ok_or("write a date as yyyy-mm-dd".to_owned())
}

fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::of_unix_seconds(since.as_secs())
}
