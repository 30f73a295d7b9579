//! Changes that somebody has looked at and accepts: each with a reason, and a date after which it counts again.

use std::cell::RefCell;
use std::fmt;
use std::path::Path;

use super::{Change, Comparison, Unreadable};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::reader::Item;
use crate::syntax;

/// A day, `2026-01-31`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(String);

/// The entries of an ignore file.
#[derive(Debug, Default)]
pub struct Ignores {
    entries: Vec<Entry>,
}

/// One entry: which changes, why, and until when.
#[derive(Debug)]
struct Entry {
    revisions: Option<String>,
    page: Option<String>,
    subject: String,
    says: Option<String>,
    reason: String,
    until: Date,
    place: Place,
}

/// A comparison without what is ignored, and what was.
#[derive(Debug)]
pub struct Ignored {
    /// What is left.
    pub comparison: Comparison,
    /// What was left out, each with its reason.
    pub ignored: Vec<(Change, String)>,
    /// Entries that have expired or that nothing fits: where they stand, and what is wrong with them.
    pub stale: Vec<String>,
}

impl Date {
    /// Reads a date; nothing if it is none.
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return None };
        let digits = |part: &str, many: usize| part.len() == many && part.bytes().all(|byte| byte.is_ascii_digit());
        let number = |part: &str| part.parse::<u32>().ok();
        let fine = digits(year, 4) && digits(month, 2) && digits(day, 2);
        let days = days(number(year)?, number(month)?)?;
        (fine && (1..=days).contains(&number(day)?)).then(|| Self(text.to_owned()))
    }

    /// The day, in UTC, of a number of seconds since 1970.
    pub fn of_unix_seconds(seconds: u64) -> Self {
        let (mut year, mut month, mut left) = (1970, 1, seconds / 86_400);
        while let Some(days) = days(year, month).map(u64::from).filter(|days| left >= *days) {
            left -= days;
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        Self(format!("{year:04}-{month:02}-{:02}", left + 1))
    }
}

/// How many days a month has; nothing if there is no such month.
fn days(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Ignores {
    /// Reads an ignore file; all its faults are returned at once.
    pub fn read(path: &Path) -> Result<Self, Unreadable> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|why| Unreadable::NotThere(format!("{}: {why}", path.display())))?;
        Self::parse(path, text).map_err(Unreadable::Faults)
    }

    /// Reads the text of an ignore file.
    pub fn parse(path: &Path, text: String) -> Result<Self, Report> {
        let mut faults = Vec::new();
        let parsed = syntax::parse(path.to_owned(), text, &mut faults);
        let faults = RefCell::new(faults);
        let mut entries = Vec::new();
        if let Some(parsed) = &parsed
            && let Some(table) = Item::root(parsed, &faults).table("an ignore file")
        {
            let items = table.optional("ignore").and_then(|item| item.list()).unwrap_or_default();
            entries.extend(items.into_iter().filter_map(entry));
            table.finish();
        }
        let faults = faults.into_inner();
        if faults.is_empty() { Ok(Self { entries }) } else { Err(Report::new(faults)) }
    }

    /// Takes out of a comparison what is ignored on a day.
    pub fn apply(&self, mut comparison: Comparison, today: &Date) -> Ignored {
        let mut used = vec![false; self.entries.len()];
        let mut ignored = Vec::new();
        let mut kept = Vec::new();
        for change in comparison.changes {
            let fits: Vec<usize> = (0..self.entries.len()).filter(|at| self.entries[*at].fits(&change)).collect();
            fits.iter().for_each(|at| used[*at] = true);
            match fits.iter().map(|at| &self.entries[*at]).find(|entry| entry.until >= *today) {
                Some(entry) => ignored.push((change, entry.reason.clone())),
                None => kept.push(change),
            }
        }
        comparison.changes = kept;
        let stale = self.entries.iter().zip(used).filter_map(|(entry, used)| entry.stale(used, today)).collect();
        Ignored { comparison, ignored, stale }
    }
}

impl Entry {
    fn fits(&self, change: &Change) -> bool {
        let begins = |text: &str, start: &str, end: char| {
            text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(end))
        };
        let revision = |name: &str| change.revisions.split(" to ").any(|one| begins(one, name, '/'));
        self.revisions.as_deref().is_none_or(revision)
            && self.page.as_ref().is_none_or(|page| change.page.as_ref() == Some(page))
            && begins(&change.subject, &self.subject, '.')
            && self.says.as_ref().is_none_or(|says| change.says.contains(says.as_str()))
    }

    fn stale(&self, used: bool, today: &Date) -> Option<String> {
        let (line, _) = self.place.line_and_column();
        let place = format!("{}:{line}", self.place.file.path.display());
        let Self { subject, until, reason, .. } = self;
        match (until < today, used) {
            (true, true) => Some(format!("{place}: expired on {until}, so `{subject}` counts again ({reason})")),
            (true, false) => {
                Some(format!("{place}: expired on {until}, and no change fits it: leave it out ({reason})"))
            }
            (false, false) => Some(format!("{place}: no change fits `{subject}`: leave it out ({reason})")),
            (false, true) => None,
        }
    }
}

fn entry(item: Item<'_>) -> Option<Entry> {
    let table = item.table("an entry of `ignore`")?;
    let some = |key| table.optional(key).and_then(|item: Item<'_>| item.line()).map(str::to_owned);
    let (revisions, page, says) = (some("revisions"), some("page"), some("says"));
    let (subject, reason) = (table.line("subject"), table.line("reason"));
    let until = table.required("until").and_then(|item| {
        let date = Date::read(item.text()?);
        if date.is_none() {
            item.fault(Code::WrongType, "this is no date", "write the last day on which it holds, \"2026-12-31\"");
        }
        date
    });
    table.finish();
    let (subject, reason) = (subject?.to_owned(), reason?.to_owned());
    Some(Entry { revisions, page, subject, says, reason, until: until?, place: item.place() })
}
