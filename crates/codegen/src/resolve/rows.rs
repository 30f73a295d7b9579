//! The digests of a page's rows, `<operation>.rows.toml`: what the page said when its spec file was written.

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place};
use crate::reader::{Faults, Item, Named, suggestion};
use crate::syntax::{Node, Parsed, RevisionFolder, Value};

/// The parts of a page that rows are of: the tables of the file.
pub const PARTS: [&str; 6] = ["header", "request", "answer", "error", "example", "prose"];

/// What a row of a page was.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "maintenance"), expect(dead_code, reason = "a build only checks them, drift reads them"))]
pub struct Pin {
    /// Part and name, `request.prompt`.
    pub key: String,
    /// The digest of the whole row.
    pub text: String,
    /// The digest of its numbers, names and words of obligation.
    pub facts: String,
    /// The keys of the spec that rest on the row, `fields.prompt`, `vendor.states`.
    pub rests: Vec<String>,
    /// Where the row's entry stands.
    pub place: Place,
}

/// Checks the digests of a revision: each file belongs to a page, and each key that rests on a row exists.
pub fn check(folder: &RevisionFolder, faults: &Faults) {
    for (name, parsed) in &folder.rows {
        let item = Item::root(parsed, faults);
        let Some((_, page)) = folder.pages.iter().find(|(page, _)| page == name) else {
            let known: Vec<&str> = folder.pages.iter().map(|(page, _)| page.as_str()).collect();
            let help = format!("name it after a page of this folder: {}", suggestion(name, &known));
            item.fault(Code::UnknownWord, format!("there is no page `{name}.toml` that these rows could be of"), help);
            continue;
        };
        read(item, |rest| lookup(page, folder.rules.as_ref(), rest).is_some());
    }
}

/// Reads the digests of a page; `exists` says whether the spec has a key.
pub fn read(item: Item<'_>, exists: impl Fn(&str) -> bool) -> Vec<Pin> {
    let Some(table) = item.table("a file of rows") else { return Vec::new() };
    let mut pins = Vec::new();
    for part in PARTS {
        for named in table.optional(part).and_then(|item| item.entries()).unwrap_or_default() {
            pins.extend(pin(part, &named, &exists));
        }
    }
    table.finish();
    pins
}

fn pin(part: &str, named: &Named<'_>, exists: &impl Fn(&str) -> bool) -> Option<Pin> {
    let table = named.item.table("a row")?;
    let digest = |key| {
        let item = table.required(key)?;
        let text = item.text()?;
        let is_digest = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_digest {
            item.fault(
                Code::WrongType,
                format!("`{key}` is no digest"),
                "let `vidu-codegen pin PAGE` write the digests",
            );
        }
        is_digest.then(|| text.to_owned())
    };
    let (text, facts) = (digest("text"), digest("facts"));
    let rests = table.optional("rests").and_then(|item| item.list()).unwrap_or_default();
    let mut known = Vec::new();
    for item in rests {
        let Some(rest) = item.line() else { continue };
        if exists(rest) {
            known.push(rest.to_owned());
        } else {
            let message = format!("the spec has no `{rest}` that could rest on this row");
            let help = "let `vidu-codegen pin PAGE` write the digests anew, or name a key of the page's file or, as `vendor.states`, of vendor.toml";
            // A new revision may have dropped what rested on the row; until the page is pinned again this stops nothing.
            item.faults()
                .borrow_mut()
                .push(Diagnostic::fault(Code::RestsOnNothing, &item.place(), message, help).as_remark());
        }
    }
    table.finish();
    let key = format!("{part}.{}", named.line()?);
    Some(Pin { key, text: text?, facts: facts?, rests: known, place: named.key_place() })
}

/// The value of a key, `fields.prompt.max_chars` of the page or `vendor.states.done` of the vendor's file.
pub fn lookup<'p>(page: &'p Parsed, rules: Option<&'p Parsed>, path: &str) -> Option<(&'p Parsed, Found<'p>)> {
    let (parsed, path) = match path.strip_prefix("vendor.") {
        Some(path) => (rules?, path),
        None => (page, path),
    };
    Some((parsed, within(&parsed.root, path)?))
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "maintenance"), expect(dead_code, reason = "a build only checks them, drift reads them"))]
pub struct Found<'p> {
    /// Where the key begins.
    pub key: &'p std::ops::Range<usize>,
    /// The value.
    pub value: &'p Node,
}

/// Keys may have dots of their own, so that the path is tried against each key.
fn within<'p>(node: &'p Node, path: &str) -> Option<Found<'p>> {
    let Value::Table(entries) = &node.value else { return None };
    entries.iter().find_map(|entry| match path.strip_prefix(entry.key.as_str())? {
        "" => Some(Found { key: &entry.key_span, value: &entry.value }),
        rest => within(&entry.value, rest.strip_prefix('.')?),
    })
}
