//! The files as written: TOML values with their places, in the order of the page, without meaning.

use crate::code::Code;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, File, Place};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where.
    pub span: Range<usize>,
    /// What.
    pub value: Value,
}

/// What stands at a place.
#[derive(Clone, Debug)]
pub enum Value {
    /// Characters.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a point.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// Values.
    List(Vec<Node>),
    /// Keys with values, in the order of the file.
    Table(Vec<Entry>),
    /// What no spec has a use for, such as a date or a number beyond 64 bits.
    Other(&'static str),
}

/// A key of a table with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

/// A file that could be parsed.
#[derive(Debug)]
pub struct Parsed {
    /// The file.
    pub file: Arc<File>,
    /// Its keys.
    pub root: Node,
}

/// A spec folder as written.
#[derive(Debug, Default)]
pub struct Folder {
    /// `vocabulary.toml`.
    pub vocabulary: Option<Parsed>,
    /// The revisions of the vendors.
    pub revisions: Vec<RevisionFolder>,
}

/// One revision's folder as written.
#[derive(Debug)]
pub struct RevisionFolder {
    /// The name of the vendor's folder.
    pub vendor: String,
    /// The name of the revision's folder.
    pub month: String,
    /// `vendor.toml`.
    pub rules: Option<Parsed>,
    /// The other files, by name without extension.
    pub pages: Vec<(String, Parsed)>,
    /// The digests of the pages' rows, `<operation>.rows.toml`, by operation.
    pub rows: Vec<(String, Parsed)>,
}

/// Where the files of a spec are: on a disk, in a version that somebody keeps, or in memory.
pub trait Files {
    /// What a folder has: each name, and whether it is a folder again.
    fn names(&self, folder: &Path) -> io::Result<Vec<(String, bool)>>;
    /// The text of a file.
    fn text(&self, file: &Path) -> io::Result<String>;
    /// What a path below the spec's folder is called in messages.
    fn shown(&self, path: &Path) -> PathBuf;
}

/// A spec folder on a disk.
pub struct Disk<'a>(pub &'a Path);

impl Files for Disk<'_> {
    fn names(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            Ok((entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
        };
        fs::read_dir(self.0.join(folder))?.map(entry).collect()
    }

    fn text(&self, file: &Path) -> io::Result<String> {
        fs::read_to_string(self.0.join(file))
    }

    fn shown(&self, path: &Path) -> PathBuf {
        self.0.join(path)
    }
}

/// Reads a whole spec; what could not be read or parsed is added to the faults.
pub fn read(files: &dyn Files, faults: &mut Vec<Diagnostic>) -> Folder {
    let mut folder =
        Folder { vocabulary: parse_file(files, Path::new("vocabulary.toml"), faults), ..Folder::default() };
    for vendor in folders(files, Path::new(""), faults) {
        for month in folders(files, Path::new(&vendor), faults) {
            folder.revisions.push(read_revision(files, &vendor, month, faults));
        }
    }
    folder
}

/// Reads one revision of a spec and the vocabulary.
#[cfg(feature = "maintenance")]
pub fn read_one(files: &dyn Files, vendor: &str, month: &str, faults: &mut Vec<Diagnostic>) -> Folder {
    let vocabulary = parse_file(files, Path::new("vocabulary.toml"), faults);
    Folder { vocabulary, revisions: vec![read_revision(files, vendor, month.to_owned(), faults)] }
}

fn read_revision(files: &dyn Files, vendor: &str, month: String, faults: &mut Vec<Diagnostic>) -> RevisionFolder {
    let under = Path::new(vendor).join(&month);
    let rules = parse_file(files, &under.join("vendor.toml"), faults);
    let (mut pages, mut rows) = (Vec::new(), Vec::new());
    for name in names(files, &under, faults).into_keys().filter(|name| name != "vendor.toml") {
        if let Some(stem) = name.strip_suffix(".toml")
            && let Some(parsed) = parse_file(files, &under.join(&name), faults)
        {
            match stem.strip_suffix(".rows") {
                Some(operation) => rows.push((operation.to_owned(), parsed)),
                None => pages.push((stem.to_owned(), parsed)),
            }
        }
    }
    RevisionFolder { vendor: vendor.to_owned(), month, rules, pages, rows }
}

/// The folders of a folder, in order; hidden ones are left out.
fn folders(files: &dyn Files, under: &Path, faults: &mut Vec<Diagnostic>) -> Vec<String> {
    names(files, under, faults).into_iter().filter(|(_, is_folder)| *is_folder).map(|(name, _)| name).collect()
}

fn names(files: &dyn Files, under: &Path, faults: &mut Vec<Diagnostic>) -> BTreeMap<String, bool> {
    let listed = files.names(under).unwrap_or_else(|why| {
        let help = "name a folder with vocabulary.toml and a folder for each vendor";
        faults.push(Diagnostic::unreadable(&files.shown(under), why, help));
        Vec::new()
    });
    listed.into_iter().filter(|(name, _)| !name.starts_with('.')).collect()
}

fn parse_file(files: &dyn Files, path: &Path, faults: &mut Vec<Diagnostic>) -> Option<Parsed> {
    let shown = files.shown(path);
    match files.text(path) {
        Ok(text) => parse(shown, text, faults),
        Err(why) => {
            faults.push(Diagnostic::unreadable(&shown, why, "every spec has this file, as UTF-8 text"));
            None
        }
    }
}

/// Parses the text of one file; all faults of its syntax are reported.
pub fn parse(path: PathBuf, text: String, faults: &mut Vec<Diagnostic>) -> Option<Parsed> {
    let file = Arc::new(File { path, text });
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        let place = Place { file: file.clone(), span: error.span().unwrap_or(0..0) };
        faults.push(Diagnostic::fault(Code::Syntax, &place, error.message().trim(), "write it as TOML 1.1"));
    }
    if !errors.is_empty() {
        return None;
    }
    let root = Node { span: table.span(), value: Value::Table(entries(table.get_ref())) };
    Some(Parsed { file: file.clone(), root })
}

/// The keys in the order of the file: what was not written by hand has no order.
fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| Entry {
        key: AsRef::<str>::as_ref(key.get_ref() as &std::borrow::Cow<'_, str>).to_owned(),
        key_span: key.span(),
        value: node(value),
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    entries
}

fn node(value: &Spanned<DeValue<'_>>) -> Node {
    Node { span: value.span(), value: plain(value.get_ref()) }
}

fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other("a number beyond 64 bits"), Value::Integer),
        DeValue::Float(number) => {
            number.as_str().parse().map_or(Value::Other("a number that cannot be read"), Value::Number)
        }
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Datetime(_) => Value::Other("a date"),
        DeValue::Array(values) => Value::List(values.iter().map(node).collect()),
        DeValue::Table(table) => Value::Table(entries(table)),
    }
}
