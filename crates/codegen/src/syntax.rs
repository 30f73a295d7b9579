//! The files as written: TOML values with their places, in the order of the page, without meaning.

use std::collections::BTreeSet;
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

/// Reads a spec folder; what could not be read or parsed is added to the faults.
pub fn read(root: &Path, faults: &mut Vec<Diagnostic>) -> Folder {
    let mut folder = Folder { vocabulary: parse_file(root, Path::new("vocabulary.toml"), faults), ..Folder::default() };
    for vendor in folders(root, Path::new(""), faults) {
        for month in folders(root, Path::new(&vendor), faults) {
            folder.revisions.push(read_revision(root, &vendor, month, faults));
        }
    }
    folder
}

fn read_revision(root: &Path, vendor: &str, month: String, faults: &mut Vec<Diagnostic>) -> RevisionFolder {
    let under = Path::new(vendor).join(&month);
    let rules = parse_file(root, &under.join("vendor.toml"), faults);
    let (mut pages, mut rows) = (Vec::new(), Vec::new());
    for name in names(root, &under, faults).into_iter().filter(|name| name != "vendor.toml") {
        if let Some(stem) = name.strip_suffix(".toml")
            && let Some(parsed) = parse_file(root, &under.join(&name), faults)
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
fn folders(root: &Path, under: &Path, faults: &mut Vec<Diagnostic>) -> Vec<String> {
    names(root, under, faults).into_iter().filter(|name| root.join(under).join(name).is_dir()).collect()
}

fn names(root: &Path, under: &Path, faults: &mut Vec<Diagnostic>) -> BTreeSet<String> {
    let path = root.join(under);
    let listed = fs::read_dir(&path).and_then(|entries| {
        entries
            .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<_>>()
    });
    let mut names: BTreeSet<String> = listed.unwrap_or_else(|why| {
        faults.push(Diagnostic::unreadable(
            &path,
            why,
            "name a folder with vocabulary.toml and a folder for each vendor",
        ));
        BTreeSet::new()
    });
    names.retain(|name| !name.starts_with('.'));
    names
}

fn parse_file(root: &Path, path: &Path, faults: &mut Vec<Diagnostic>) -> Option<Parsed> {
    let full = root.join(path);
    match fs::read_to_string(&full) {
        Ok(text) => parse(full, text, faults),
        Err(why) => {
            faults.push(Diagnostic::unreadable(&full, why, "every spec has this file, as UTF-8 text"));
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
        faults.push(Diagnostic::fault("syntax", &place, error.message().trim(), "write it as TOML 1.1"));
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
