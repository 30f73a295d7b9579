//! Proposed edits of a spec: findings as lines that can be pasted.

mod edit;
mod line;
mod relation;
mod text;
mod word;

use std::ops::Range;

use super::compare::{self, Context};
use super::finding::{Change, Finding};
use super::pin::whole_line;
use super::source::Source;
use crate::resolve::rows::lookup;
use crate::syntax::{Entry, Node, Parsed, Value};
use crate::table::{Cell, FieldKind, Role, Scalar};

use edit::floor;
use line::{Line, between_commas};

pub use edit::{Edit, Snippet, disjoint, edited, snippets};
pub use text::{choice, key, plain, quoted, scalar};

/// The edits that make the spec say what the page says.
pub fn edits(source: &Source, context: &Context<'_>, findings: &[Finding]) -> Vec<Edit> {
    let Some(page) = source.page(context.revision, &context.operation.name) else { return Vec::new() };
    let rules = source.files(context.revision).and_then(|files| files.rules.as_ref());
    let changes: Vec<&Change> = findings.iter().flat_map(|finding| &finding.changes).collect();
    let writing = Writing { source, context, page, rules };
    let mut edits: Vec<Edit> = writing.table(&changes).into_iter().collect();
    edits.extend(writing.fields(&changes));
    edits.extend(changes.iter().flat_map(|change| writing.others(change)));
    disjoint(edits)
}

struct Writing<'a> {
    source: &'a Source,
    context: &'a Context<'a>,
    page: &'a Parsed,
    rules: Option<&'a Parsed>,
}

impl Writing<'_> {
    fn edit(&self, parsed: &Parsed, span: Range<usize>, text: impl Into<String>) -> Edit {
        Edit { file: parsed.file.clone(), span, text: text.into() }
    }

    /// `accepts`, written anew if anything in it changed.
    fn table(&self, changes: &[&Change]) -> Option<Edit> {
        let (_, found) = lookup(self.page, None, "accepts")?;
        let relation = self.context.operation.relations.first()?;
        let said = |field: &str, of: &super::finding::Context| compare::said_of(self.context, field, of);
        let mut editing = relation::Editing::of(self.context.operation, relation, &said);
        let mut changed = false;
        for change in ordered(changes) {
            changed |= editing.apply(change);
        }
        changed.then(|| self.edit(self.page, found.value.span.clone(), editing.written()))
    }

    /// The lines of `[fields]`, each written once, whatever changes in it.
    fn fields(&self, changes: &[&Change]) -> Vec<Edit> {
        let mut edits = Vec::new();
        for field in self.context.operation.fields.iter() {
            let Some((_, found)) = lookup(self.page, None, &format!("fields.{}", field.name)) else { continue };
            let Value::Table(entries) = &found.value.value else { continue };
            let text = &self.page.file.text;
            if !text[found.value.span.clone()].starts_with('{') {
                continue;
            }
            let mut line = Line::of(entries, text);
            let mut values = self.own_values(&field.name);
            for change in changes {
                line.apply(&field.name, change);
                if let Some(cell) = &mut values {
                    apply_to_cell(cell, &field.name, change);
                }
                if field.role == Some(Role::Model) {
                    line.apply_to_models(change);
                }
            }
            if values != self.own_values(&field.name) {
                line.set("values", values.map(|cell| relation::list(&cell)).unwrap_or_default());
            }
            if line.changed {
                edits.push(self.edit(self.page, found.value.span.clone(), line.written()));
            }
        }
        edits
    }

    /// The values that stand in a field's own line.
    fn own_values(&self, name: &str) -> Option<Cell> {
        let field = self.context.operation.fields.iter().find(|field| field.name == name)?;
        let Some((relation, column)) = self.context.relation(field) else {
            let has_values = matches!(field.kind, FieldKind::Integer | FieldKind::Boolean | FieldKind::Word(_));
            return has_values.then(|| Cell { default: None, choices: Vec::new().into() });
        };
        let in_table = lookup(self.page, None, "accepts").is_some() && relation.columns.len() > 1;
        (!in_table && field.role != Some(Role::Model)).then(|| relation.rows[0].cells[column].clone())
    }

    /// Whole lines that come and go, and single values elsewhere.
    fn others(&self, change: &Change) -> Vec<Edit> {
        match change {
            Change::AddField { line } => self.behind_last(self.page, "fields", line).into_iter().collect(),
            Change::AddLine { table, line } => {
                self.rules.and_then(|rules| self.behind_last(rules, table, line)).into_iter().collect()
            }
            Change::RemoveField { field } => self.without_field(field),
            Change::RemoveMember { key } => self.without(&format!("answer.{key}")).into_iter().collect(),
            Change::RemoveLine { path } => self.without(path).into_iter().collect(),
            Change::Replace { path, value } => {
                let found = lookup(self.page, self.rules, path);
                found.map(|(parsed, found)| self.edit(parsed, found.value.span.clone(), value)).into_iter().collect()
            }
            Change::AddModel { model, .. } => {
                let field = self.context.field_of(Role::Model);
                field.map(|field| self.new_words(&field.name, std::slice::from_ref(model))).unwrap_or_default()
            }
            Change::AddValues { field, values, .. } => {
                let text = |choice: &crate::table::Choice| match choice {
                    crate::table::Choice::Exactly(Scalar::Text(text)) => Some(text.to_string()),
                    _ => None,
                };
                self.new_words(field, &values.iter().filter_map(text).collect::<Vec<_>>())
            }
            Change::RemoveModel { model } => self.without_model(model),
            _ => Vec::new(),
        }
    }

    fn behind_last(&self, parsed: &Parsed, table: &str, line: &str) -> Option<Edit> {
        let (_, found) = lookup(parsed, None, table)?;
        let Value::Table(entries) = &found.value.value else { return None };
        let end =
            whole_line(&parsed.file.text, floor(&parsed.file.text, entries.last()?.value.span.end.saturating_sub(1)))
                .end;
        let gap = if parsed.file.text[..end].ends_with('\n') { "" } else { "\n" };
        Some(self.edit(parsed, end..end, format!("{gap}{line}\n")))
    }

    /// A field's line, and the lines of the answer that repeat the field.
    fn without_field(&self, field: &str) -> Vec<Edit> {
        let mut edits: Vec<Edit> = self.without(&format!("fields.{field}")).into_iter().collect();
        let answer = lookup(self.page, None, "answer").map(|(_, found)| found.value);
        let Some(Node { value: Value::Table(entries), .. }) = answer else { return edits };
        let echoes = |entry: &&Entry| {
            matches!(&entry.value.value, Value::Table(inner) if inner.iter().any(|inner| {
                inner.key == "echo" && matches!(&inner.value.value, Value::Text(text) if text == field)
            }))
        };
        for entry in entries.iter().filter(echoes) {
            edits.push(self.edit(self.page, self.lines(self.page, entry), ""));
        }
        edits
    }

    /// The lines of an entry.
    fn lines(&self, parsed: &Parsed, entry: &Entry) -> Range<usize> {
        let text = &parsed.file.text;
        let end = floor(text, entry.value.span.end.saturating_sub(1));
        whole_line(text, entry.key_span.start).start..whole_line(text, end).end
    }

    /// A key and its value: the line, or what stands between two commas.
    fn without(&self, path: &str) -> Option<Edit> {
        let (parsed, found) = lookup(self.page, self.rules, path)?;
        let text = &parsed.file.text;
        let line = whole_line(text, found.key.start);
        if text[line.start..found.key.start].trim().is_empty() {
            let end = whole_line(text, floor(text, found.value.span.end.saturating_sub(1))).end;
            return Some(self.edit(parsed, line.start..end, ""));
        }
        Some(self.edit(parsed, between_commas(text, found.key.start..found.value.span.end), ""))
    }

    /// The words that the vocabulary does not have.
    fn new_words(&self, field: &str, new: &[String]) -> Vec<Edit> {
        self.words_behind_last(field, new).into_iter().collect()
    }

    fn words_behind_last(&self, field: &str, new: &[String]) -> Option<Edit> {
        let field = self.context.operation.fields.iter().find(|known| known.name == field)?;
        let FieldKind::Word(set) = &field.kind else { return None };
        let words = self.context.spec.words.iter().find(|known| known.name == *set)?;
        let known: Vec<(&str, &str)> =
            words.words.iter().map(|word| (word.wire.as_ref(), word.variant.as_ref())).collect();
        let missing = new.iter().filter(|word| !known.iter().any(|(wire, _)| wire == word));
        let lines: String = missing
            .map(|word| format!(", {} = {}", text::quoted(word), text::quoted(&word::variant(word, &known))))
            .collect();
        let vocabulary = self.source.vocabulary()?;
        let (_, found) = lookup(vocabulary, None, &format!("words.{set}.words"))?;
        let Value::Table(entries) = &found.value.value else { return None };
        let end = entries.last()?.value.span.end;
        (!lines.is_empty()).then(|| self.edit(vocabulary, end..end, lines))
    }

    /// Takes a model out of the lists of prices and of what is ignored; a list that it stood in alone goes with its table.
    fn without_model(&self, model: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        for key in ["prices", "ignored"] {
            let Some((_, found)) = lookup(self.page, None, key) else { continue };
            let Value::List(tables) = &found.value.value else { continue };
            for table in tables {
                edits.extend(self.table_without(table, table, model));
            }
        }
        edits
    }

    fn table_without(&self, whole: &Node, table: &Node, model: &str) -> Vec<Edit> {
        let Value::Table(entries) = &table.value else { return Vec::new() };
        let mut edits = Vec::new();
        for entry in entries {
            match &entry.value.value {
                Value::List(values) => {
                    let is_it = |node: &Node| matches!(&node.value, Value::Text(text) if text == model);
                    let Some(found) = values.iter().find(|node| is_it(node)) else { continue };
                    let text = &self.page.file.text;
                    let span = if values.len() == 1 { whole.span.clone() } else { found.span.clone() };
                    let line = whole_line(text, span.start);
                    let alone = text[line.clone()].trim().trim_end_matches(',') == text[span.clone()].trim();
                    edits.push(self.edit(self.page, if alone { line } else { between_commas(text, span) }, ""));
                }
                Value::Table(_) => edits.extend(self.table_without(whole, &entry.value, model)),
                _ => {}
            }
        }
        edits
    }
}

/// Models first, then what goes before what comes, so that a value that moved is where it should be; defaults last.
fn ordered<'c>(changes: &[&'c Change]) -> Vec<&'c Change> {
    let mut ordered: Vec<&Change> = changes.to_vec();
    ordered.sort_by_key(|change| match change {
        Change::RemoveModel { .. } | Change::RemoveField { .. } => 0,
        Change::AddValues { .. } => 1,
        Change::RemoveValues { .. } => 2,
        Change::SetDefault { .. } => 3,
        _ => 4,
    });
    ordered
}

/// The change of the values of a field that stands alone.
fn apply_to_cell(cell: &mut Cell, name: &str, change: &Change) {
    match change {
        Change::AddValues { field, values, .. } if field == name => {
            let mut choices = if values.is_empty() { Vec::new() } else { cell.choices.to_vec() };
            choices.extend(values.iter().filter(|value| !cell.choices.contains(value)).cloned());
            cell.choices = choices.into();
        }
        Change::RemoveValues { field, values, .. } if field == name => {
            let left = cell.choices.iter().flat_map(compare::members).filter(|value| !values.contains(value));
            cell.choices = left.map(crate::table::Choice::Exactly).collect();
            cell.default = cell.default.take().filter(|default| !values.contains(default));
        }
        Change::SetDefault { field, default, .. } if field == name => cell.default.clone_from(default),
        _ => {}
    }
}
