//! Writing the digests of a page's rows into the spec, beside the page's file.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;

use super::digest::{self, Digested};
use super::page::Page;
use super::{Choice, Source, compare, recognise};
use crate::resolve::rows::{PARTS, Pin};
use crate::syntax::{Entry, Parsed, Value};
use crate::table::{AnswerForm, AnswerMember, FieldKind, Slot};

/// A file of digests as it should be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// How many rows it has.
    pub rows: usize,
    /// How many of them are new or changed, or went.
    pub changed: usize,
}

/// The digests of a page, a file for each call that it describes; or why there are none.
pub fn pin(source: &Source, page: &Page, choice: &Choice) -> Result<Vec<Pinned>, Vec<String>> {
    let mut pinned = Vec::new();
    let mut faults = Vec::new();
    for section in &page.sections {
        match recognise(source, section, choice) {
            Ok(found) => {
                let context = compare::Context::new(&source.spec, found.revision, found.operation, found.section);
                let rows = digest::section(section);
                let folder =
                    source.page(found.revision, &found.operation.name).and_then(|page| page.file.path.parent());
                let Some(folder) = folder else { continue };
                let path = folder.join(format!("{}.rows.toml", found.operation.name));
                let rests = |row: &Digested| rests(&context, source, row);
                let changed = changes(&rows, &found.pins);
                let text = match source.rows(found.revision, &found.operation.name) {
                    Some(parsed) => {
                        let exists = |path: &str| source.place(found.revision, &found.operation.name, path).is_some();
                        edited(parsed, &rows, &found.pins, rests, exists)
                    }
                    None => fresh(&found.operation.name, &rows, rests),
                };
                pinned.push(Pinned { path, text, rows: rows.len(), changed });
            }
            Err(why) => faults.extend(why),
        }
    }
    if pinned.is_empty() && faults.is_empty() {
        faults.push("the page has no request line, no row and no example".to_owned());
    }
    if faults.is_empty() { Ok(pinned) } else { Err(faults) }
}

fn changes(rows: &[Digested], pins: &[Pin]) -> usize {
    let same = |row: &&Digested| {
        pins.iter().any(|pin| pin.key == row.key && (&pin.text, &pin.facts) == (&row.digest.text, &row.digest.facts))
    };
    let gone = pins.iter().filter(|pin| !rows.iter().any(|row| row.key == pin.key)).count();
    rows.iter().filter(|row| !same(row)).count() + gone
}

/// The keys of the spec that rest on a row.
fn rests(context: &compare::Context<'_>, source: &Source, row: &Digested) -> Vec<String> {
    let (part, name) = row.key.split_once('.').unwrap_or((&row.key, ""));
    let wanted: Vec<String> = match part {
        "request" => of_request(context, name),
        "answer" => of_answer(&context.operation.answer, "answer", name),
        "header" if name.eq_ignore_ascii_case(&context.revision.authentication.header) => vec!["vendor.key".to_owned()],
        "header" => vec![format!("headers.{name}")],
        "error" => vec![format!("vendor.errors.codes.{name}")],
        "prose" => of_prose(context, &row.prose),
        _ => Vec::new(),
    };
    let exists = |path: &String| source.place(context.revision, &context.operation.name, path).is_some();
    wanted.into_iter().filter(exists).collect()
}

fn of_request(context: &compare::Context<'_>, name: &str) -> Vec<String> {
    let Some(field) = context.operation.fields.iter().find(|field| compare::plain(&field.wire) == name) else {
        return vec![format!("parameters.{name}"), "constants".to_owned()];
    };
    let mut found = vec![format!("fields.{}", field.name)];
    if context.relation(field).is_some_and(|(relation, _)| relation.columns.len() > 1) {
        found.push("accepts".to_owned());
    }
    if context.revision.callback.as_ref().is_some_and(|callback| callback.field == field.name) {
        found.push("vendor.callback".to_owned());
    }
    found
}

fn of_answer(members: &[AnswerMember], before: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for member in members {
        let path = format!("{before}.{}", member.key);
        match &member.form {
            AnswerForm::Object(members) => found.extend(of_answer(members, &path, name)),
            form if compare::plain(&path["answer.".len()..]) == name => {
                // A list of one element stands in the spec with its position.
                let position = if matches!(form, AnswerForm::Elements(_)) { "[0]" } else { "" };
                found.push(format!("{path}{position}"));
                if matches!(form, AnswerForm::Slot(form) if form.slot == Slot::TaskState) {
                    found.push("vendor.states".to_owned());
                }
            }
            _ => {}
        }
    }
    found
}

fn of_prose(context: &compare::Context<'_>, text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let fields = context.operation.fields.iter().filter(|field| match field.kind {
        FieldKind::Image | FieldKind::Images => lower.contains("image") || lower.contains("picture"),
        _ => field.name.contains('_') && lower.contains(field.name.as_ref()),
    });
    let model = context.field_of(crate::table::Role::Model);
    let names_model = context.lexicon.known.iter().any(|model| text.contains(model.as_str()));
    let model = model.filter(|_| names_model).into_iter();
    fields.chain(model).map(|field| format!("fields.{}", field.name)).collect()
}

fn fresh(operation: &str, rows: &[Digested], rests: impl Fn(&Digested) -> Vec<String>) -> String {
    let mut text = format!(
        "# Digests of the rows of the page that {operation}.toml rests on. `vidu-codegen pin` writes them; `rests` may be edited.\n"
    );
    for part in PARTS {
        let of_part: Vec<&Digested> = rows.iter().filter(|row| part_of(&row.key) == part).collect();
        if !of_part.is_empty() {
            let _ = write!(text, "\n[{part}]\n");
        }
        for row in of_part {
            text.push_str(&line(row, &rests(row)));
        }
    }
    text
}

fn part_of(key: &str) -> &str {
    key.split_once('.').map_or(key, |(part, _)| part)
}

fn line(row: &Digested, rests: &[String]) -> String {
    let name = row.key.split_once('.').map_or("", |(_, name)| name);
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let name = if is_bare { name.to_owned() } else { format!("{name:?}") };
    let rests = if rests.is_empty() { String::new() } else { format!(", rests = {rests:?}") };
    format!("{name} = {{ text = \"{}\", facts = \"{}\"{rests} }}\n", row.digest.text, row.digest.facts)
}

/// The file with new digests; whatever else people wrote there stays as it stands.
fn edited(
    parsed: &Parsed,
    rows: &[Digested],
    pins: &[Pin],
    rests: impl Fn(&Digested) -> Vec<String>,
    keeps: impl Fn(&str) -> bool,
) -> String {
    let text = &parsed.file.text;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for pin in pins {
        match rows.iter().find(|row| row.key == pin.key) {
            Some(row) => edits.extend(redigested(parsed, pin, row, &keeps)),
            None => edits.push((whole_line(text, pin.place.span.start), String::new())),
        }
    }
    for part in PARTS {
        let new = rows.iter().filter(|row| part_of(&row.key) == part && !pins.iter().any(|pin| pin.key == row.key));
        let lines: String = new.map(|row| line(row, &rests(row))).collect();
        if lines.is_empty() {
            continue;
        }
        let last = pins.iter().filter(|pin| part_of(&pin.key) == part).map(|pin| pin.place.span.start).max();
        match last {
            Some(last) => {
                let end = whole_line(text, last).end;
                let gap = if text[..end].ends_with('\n') { "" } else { "\n" };
                edits.push((end..end, format!("{gap}{lines}")));
            }
            None => {
                let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
                edits.push((text.len()..text.len(), format!("{gap}[{part}]\n{lines}")));
            }
        }
    }
    apply(text, edits)
}

/// Replaces places of a text; later places first, so that earlier ones keep theirs.
pub(super) fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut out = text.to_owned();
    for (span, new) in edits.into_iter().rev() {
        out.replace_range(span, &new);
    }
    out
}

/// The new digests of a row, and its keys of the spec without those that are no more.
fn redigested(
    parsed: &Parsed,
    pin: &Pin,
    row: &Digested,
    keeps: &impl Fn(&str) -> bool,
) -> Vec<(Range<usize>, String)> {
    let Some(entries) = entries_at(parsed, &pin.key) else { return Vec::new() };
    let kept: Vec<&String> = pin.rests.iter().filter(|rest| keeps(rest)).collect();
    let rests = (kept.len() < pin.rests.len()).then(|| ("rests", format!("{kept:?}")));
    let text = (row.digest.text != pin.text).then(|| ("text", format!("{:?}", row.digest.text)));
    let facts = (row.digest.facts != pin.facts).then(|| ("facts", format!("{:?}", row.digest.facts)));
    let spans = [text, facts, rests].into_iter().flatten().filter_map(|(key, now)| {
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some((entry.value.span.clone(), now))
    });
    spans.collect()
}

fn entries_at<'p>(parsed: &'p Parsed, key: &str) -> Option<&'p [Entry]> {
    let (part, name) = key.split_once('.')?;
    let table = |value: &'p Value, key: &str| match value {
        Value::Table(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value.value),
        _ => None,
    };
    match table(table(&parsed.root.value, part)?, name)? {
        Value::Table(entries) => Some(entries),
        _ => None,
    }
}

/// The line that a place stands in, with its end.
pub(super) fn whole_line(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    start..end
}
