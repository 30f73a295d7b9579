//! `vidu-codegen drift`: what a vendor's page says now and the spec does not.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::{Args, ValueEnum};
use vidu_codegen::drift::report::{self, Examined};
use vidu_codegen::drift::{self, Choice, Outcome, Source, Verdict};

use super::{End, is_spec_folder, write};

/// The most bytes of a page.
const LARGEST: u64 = 20_000_000;
/// How long the network may take for a page, in seconds.
const PATIENCE: &str = "60";

/// Say what a page of a vendor's documentation says and the spec does not.
///
/// Pages are saved as text, Markdown or HTML; the call is recognised by its request line. Exits with 0 if nothing drifted,
/// 1 if something did, 2 if a page was not understood or could not be read.
#[derive(Debug, Args)]
pub struct Drift {
    /// Pages as saved: text, Markdown or HTML
    #[arg(required_unless_present_any = ["url", "current"])]
    pages: Vec<PathBuf>,
    /// Fetch a page; needs `curl` and a network
    #[arg(long, value_name = "ADDRESS")]
    url: Vec<String>,
    /// Fetch every page of the current revisions, from the addresses that the spec has; needs `curl` and a network
    #[arg(long)]
    current: bool,
    /// The spec's folder
    #[arg(long, default_value = "spec")]
    spec: PathBuf,
    /// The revision to hold the pages against, `vendor/2025-08`, or a vendor alone
    #[arg(long)]
    revision: Option<String>,
    /// The operation that the pages describe
    #[arg(long)]
    operation: Option<String>,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write a new revision of this month: the old one with the proposed edits, pinned to the page
    #[arg(long, value_name = "MONTH", value_parser = month, conflicts_with = "current")]
    into: Option<String>,
}

/// `2026-01`.
fn month(text: &str) -> Result<String, String> {
    let is_month = text.len() == 7
        && text.split_once('-').is_some_and(|(year, month)| {
            year.len() == 4
                && year.bytes().all(|byte| byte.is_ascii_digit())
                && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
        });
    is_month.then(|| text.to_owned()).ok_or_else(|| "write a month such as 2026-01".to_owned())
}

/// How findings are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people at a terminal
    Text,
    /// For programs
    Json,
    /// For a pull request
    Markdown,
}

impl Drift {
    pub fn run(self) -> End {
        if !is_spec_folder(&self.spec) {
            return End::NotDone;
        }
        let mut source = match Source::read(&self.spec) {
            Ok(source) => source,
            Err(report) => {
                eprintln!("{report}");
                return End::NotDone;
            }
        };
        let choice = Choice { revision: self.revision.clone(), operation: self.operation.clone() };
        let mut examined = Vec::new();
        let mut unread = false;
        let mut made = Vec::new();
        let texts = self.texts(&source);
        for (page, text) in texts {
            match text {
                Ok(text) => {
                    let outcome = drift::examine(&source, &drift::page::read(&text), &choice);
                    if let Some(month) = &self.into
                        && let Err(why) = self.revise(&mut source, &outcome, &text, month, &mut made)
                    {
                        eprintln!("{page}: {why}");
                        unread = true;
                    }
                    examined.push(Examined { page, outcome });
                }
                Err(why) => {
                    eprintln!("{page}: {why}");
                    unread = true;
                }
            }
        }
        print!("{}", self.written(&examined));
        if unread { End::NotDone } else { end(&examined) }
    }

    /// Writes what a page proposes as a revision of its own, and pins that to the page.
    ///
    /// `made` are the folders that this run wrote: a second page of the month goes into the same one, and no revision that
    /// was there before is touched.
    fn revise(
        &self,
        source: &mut Source,
        outcome: &Outcome,
        text: &str,
        month: &str,
        made: &mut Vec<PathBuf>,
    ) -> Result<(), String> {
        let Some(call) = outcome.calls.first() else { return Ok(()) };
        let revised = drift::revise(source, &outcome.calls, month)?;
        let failure = |path: &Path, why| format!("{} was not written: {why}", path.display());
        if !made.contains(&revised.folder) {
            write::folder(&revised.folder, &revised.files).map_err(|why| failure(&revised.folder, why))?;
            made.push(revised.folder.clone());
        }
        for (path, text) in &revised.others {
            write::file(path, text).map_err(|why| failure(path, why))?;
        }
        eprintln!("{}: written, as {}/{} with the proposed edits", revised.folder.display(), call.vendor, call.month);
        let choice = Choice { revision: Some(format!("{}/{month}", call.vendor)), operation: self.operation.clone() };
        super::pin::pin(&self.spec, text, &choice)?.iter().for_each(|line| eprintln!("{line}"));
        *source = Source::read(&self.spec).map_err(|report| report.to_string())?;
        Ok(())
    }

    /// Every page that was asked for, with its text or why there is none.
    fn texts(&self, source: &Source) -> Vec<(String, Result<String, String>)> {
        let saved = self.pages.iter().map(|path| (path.display().to_string(), read_page(path)));
        let mut addresses = self.url.clone();
        if self.current {
            let current = source.spec.revisions.iter().filter(|revision| revision.current);
            for operation in current.flat_map(|revision| revision.operations.iter()) {
                let url = operation.page.url.to_string();
                if !addresses.contains(&url) {
                    addresses.push(url);
                }
            }
        }
        saved.chain(addresses.into_iter().map(|url| (url.clone(), fetch(&url)))).collect()
    }

    fn written(&self, examined: &[Examined]) -> String {
        match self.format {
            Format::Text => report::text(examined),
            Format::Json => format!("{:#}\n", report::json(examined)),
            Format::Markdown => report::markdown(examined),
        }
    }
}

fn end(examined: &[Examined]) -> End {
    let verdicts: Vec<Verdict> = examined.iter().map(|page| page.outcome.verdict()).collect();
    match () {
        () if verdicts.contains(&Verdict::NotUnderstood) => End::NotDone,
        () if verdicts.contains(&Verdict::Drift) => End::Found,
        () => End::Fine,
    }
}

/// Reads a saved page; what is no UTF-8 is read as far as it is.
pub fn read_page(path: &Path) -> Result<String, String> {
    let file = fs::File::open(path).map_err(|why| format!("cannot be read: {why}"))?;
    bounded(file)
}

fn bounded(reader: impl Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|why| format!("cannot be read: {why}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("has more than the {LARGEST} bytes that a page may have"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Fetches a page with `curl`: this program has no HTTP client of its own.
fn fetch(url: &str) -> Result<String, String> {
    if !url.starts_with("https://") {
        return Err("only https addresses are fetched; save other pages and name the file".to_owned());
    }
    let only = ["--proto", "=https", "--proto-redir", "=https", "--max-redirs", "5", "--max-time", PATIENCE];
    let mut child = Command::new("curl")
        .args(["--silent", "--show-error", "--fail", "--location", "--compressed"])
        .args(only)
        .args(["--", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|why| format!("curl, which fetches pages, cannot be run: {why}; save the page and name the file"))?;
    let text = child.stdout.take().map_or_else(|| Ok(String::new()), bounded);
    if text.is_err() {
        let _ = child.kill();
    }
    let output = child.wait_with_output().map_err(|why| format!("curl ended badly: {why}"))?;
    let text = text?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(format!("was not fetched: {why}; save the page and name the file"));
    }
    Ok(text)
}
