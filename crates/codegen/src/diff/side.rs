//! One side of a comparison: a whole spec or one revision, from a folder, by name, or as git keeps it.

use std::cell::RefCell;
use std::fmt;
use std::path::{Component, Path, PathBuf};

use super::git::{self, Tree};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::resolve;
use crate::syntax::{self, Disk, Entry, Files, Folder, Node, Parsed, Value};
use crate::table::Spec;

/// A spec, or one revision of one, that is compared with another.
pub struct Side {
    /// What it is called.
    pub label: String,
    /// Its tables.
    pub spec: Spec,
    /// Whether it is a whole spec.
    pub is_whole: bool,
    written: Folder,
}

/// Why a side could not be read.
#[derive(Debug)]
pub enum Unreadable {
    /// There is nothing of that name, or it is no spec: what is wrong and what would be right.
    NotThere(String),
    /// The spec has faults.
    Faults(Report),
}

/// A line of a spec's file, and how much of a key was found to lead to it.
pub struct Found {
    /// File and line.
    pub line: (String, usize),
    /// How many parts of the key were found.
    pub depth: usize,
}

impl Side {
    /// Reads what a command line names: `git:REV`, `REV:path`, a folder of a spec or of a revision, or `vendor/month`
    /// of the spec folder.
    pub fn read(operand: &str, spec: &Path) -> Result<Self, Unreadable> {
        if let Some((revision, path)) = git::operand(operand, spec) {
            let tree = git::tree(&revision, path.as_deref(), spec)?;
            let under = tree.under.clone();
            return Self::within(operand, &tree, &under);
        }
        let folder = Path::new(operand);
        match folder.is_dir() {
            true if folder.join("vocabulary.toml").is_file() => Self::whole(operand, &Disk(folder)),
            true => {
                // As it was written, if that tells the spec's folder: messages name files in the same way.
                let whole = || split(&folder.canonicalize().ok()?);
                let (root, under) = split(folder).or_else(whole).ok_or_else(|| not_a_spec(operand))?;
                Self::within(operand, &Disk(&root), &under)
            }
            false => {
                let under = Path::new(operand);
                let names = under.components().count() == 2 && spec.join(under).is_dir();
                if names { Self::within(operand, &Disk(spec), under) } else { Err(nowhere(operand, spec)) }
            }
        }
    }

    /// A whole spec, or the revision of one that a path below it names.
    fn within(label: &str, files: &dyn Files, under: &Path) -> Result<Self, Unreadable> {
        let names: Vec<&str> = under.components().filter_map(|part| part.as_os_str().to_str()).collect();
        match names.as_slice() {
            [] => Self::whole(label, files),
            [vendor, month]
                if files.names(under).is_ok_and(|names| names.iter().any(|(name, _)| name == "vendor.toml")) =>
            {
                Self::of(label, false, |faults| syntax::read_one(files, vendor, month, faults))
            }
            _ => Err(not_a_spec(label)),
        }
    }

    fn whole(label: &str, files: &dyn Files) -> Result<Self, Unreadable> {
        Self::of(label, true, |faults| syntax::read(files, faults))
    }

    fn of(label: &str, is_whole: bool, read: impl FnOnce(&mut Vec<Diagnostic>) -> Folder) -> Result<Self, Unreadable> {
        let mut faults = Vec::new();
        let written = read(&mut faults);
        let faults = RefCell::new(faults);
        let resolved = resolve::resolve(&written, &faults);
        // One revision alone need not be the current one.
        let counts = |finding: &Diagnostic| {
            finding.severity == Severity::Fault && (is_whole || finding.code != Code::CurrentRevision)
        };
        let faults: Vec<Diagnostic> = faults.into_inner().into_iter().filter(counts).collect();
        match faults.is_empty() {
            true => Ok(Self { label: label.to_owned(), spec: resolved.spec, is_whole, written }),
            false => Err(Unreadable::Faults(Report::new(faults))),
        }
    }

    /// A side of tables and files in memory: the text of each file by its path below the spec's folder.
    pub fn of_texts(label: &str, files: impl IntoIterator<Item = (PathBuf, String)>) -> Result<Self, Unreadable> {
        Self::whole(label, &Tree::of(label, files))
    }

    /// The line of a key in a page's file, `vendor.toml` without a page, `vocabulary.toml` without a revision.
    pub fn line(&self, revision: &str, page: Option<&str>, key: &str) -> Option<Found> {
        let revisions = self.written.revisions.iter();
        let mut folder = revisions.filter(|one| format!("{}/{}", one.vendor, one.month) == revision);
        let parsed = match (folder.next(), page) {
            (None, _) if revision.is_empty() => self.written.vocabulary.as_ref()?,
            (None, _) => return None,
            (Some(folder), None) => folder.rules.as_ref()?,
            (Some(folder), Some(page)) => {
                folder.pages.iter().find(|(name, _)| name == page).map(|(_, parsed)| parsed)?
            }
        };
        Some(locate(parsed, key))
    }
}

/// The deepest place that a key leads to; keys with dots of their own are taken whole.
fn locate(parsed: &Parsed, key: &str) -> Found {
    let parts: Vec<&str> = key.split('.').collect();
    let (mut node, mut span, mut depth) = (&parsed.root, 0..0, 0);
    while let Some((place, below, many)) = step(node, &parts[depth..]) {
        (node, span, depth) = (below, place, depth + many);
    }
    let place = Place { file: parsed.file.clone(), span };
    Found { line: (parsed.file.path.display().to_string(), place.line_and_column().0), depth }
}

/// One step along a key: the place of what was found, what stands there, and how many parts that took.
fn step<'n>(node: &'n Node, parts: &[&str]) -> Option<(std::ops::Range<usize>, &'n Node, usize)> {
    match &node.value {
        Value::Table(entries) => (1..=parts.len()).rev().find_map(|many| {
            let key = parts[..many].join(".");
            let entry: &Entry = entries.iter().find(|entry| entry.key == key)?;
            Some((entry.key_span.clone(), &entry.value, many))
        }),
        Value::List(nodes) => {
            let node = nodes.get(parts.first()?.parse::<usize>().ok()?)?;
            Some((node.span.clone(), node, 1))
        }
        _ => None,
    }
}

/// The spec folder of a revision's folder, and the way from there.
fn split(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let root = folder.parent()?.parent()?;
    let under = folder.strip_prefix(root).ok()?;
    let plain = under.components().all(|part| matches!(part, Component::Normal(_)));
    (plain && root.join("vocabulary.toml").is_file() && folder.join("vendor.toml").is_file())
        .then(|| (root.to_owned(), under.to_owned()))
}

fn not_a_spec(operand: &str) -> Unreadable {
    Unreadable::NotThere(format!(
        "{operand} is neither a spec (no vocabulary.toml) nor a revision (no vendor.toml, with vocabulary.toml two folders above)"
    ))
}

fn nowhere(operand: &str, spec: &Path) -> Unreadable {
    Unreadable::NotThere(format!(
        "there is no `{operand}`: neither a folder nor a revision of {}; write vendor/yyyy-mm, a folder, git:REV, or REV:path",
        spec.display()
    ))
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotThere(why) => out.write_str(why),
            Self::Faults(report) => report.fmt(out),
        }
    }
}

impl std::error::Error for Unreadable {}
