//! A line of the spec as keys and the text of their values, so that all else in it stays as it was written.

use std::ops::Range;

use super::text::{self, quoted};
use crate::drift::finding::Change;
use crate::syntax::Entry;

/// A field's line as entries of text.
pub(super) struct Line {
    entries: Vec<(String, String)>,
    pub(super) changed: bool,
}

impl Line {
    pub(super) fn of(entries: &[Entry], text: &str) -> Self {
        let entry = |entry: &Entry| (entry.key.clone(), text[entry.value.span.clone()].to_owned());
        Self { entries: entries.iter().map(entry).collect(), changed: false }
    }

    pub(super) fn apply(&mut self, name: &str, change: &Change) {
        match change {
            Change::Set { field, key, value } if field == name => self.set(key, value.clone()),
            Change::Unset { field, key } if field == name => {
                self.entries.retain(|(known, _)| known != key);
                self.changed = true;
            }
            _ => {}
        }
    }

    pub(super) fn set(&mut self, key: &str, value: String) {
        self.changed = true;
        match self.entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = value,
            // Notes stand last, and where a field stands comes first.
            None if key == "required" => {
                let at = usize::from(self.entries.first().is_some_and(|(first, _)| first == "wire"));
                self.entries.insert(at, (key.to_owned(), value));
            }
            None => {
                let at = self.entries.iter().position(|(known, _)| known == "note").unwrap_or(self.entries.len());
                self.entries.insert(at, (key.to_owned(), value));
            }
        }
    }

    /// The list of models in the model's own line.
    pub(super) fn apply_to_models(&mut self, change: &Change) {
        let Some((_, list)) = self.entries.iter_mut().find(|(known, _)| known == "values") else { return };
        match change {
            Change::AddModel { model, .. } => {
                *list = format!("{}, {}]", list.trim_end_matches(']').trim_end(), quoted(model));
            }
            Change::RemoveModel { model } => {
                let quoted = quoted(model);
                if let Some(at) = list.find(&quoted) {
                    let span = between_commas(list, at..at + quoted.len());
                    list.replace_range(span, "");
                }
            }
            _ => return,
        }
        self.changed = true;
    }

    pub(super) fn written(&self) -> String {
        let entries = self.entries.iter().map(|(key, value)| format!("{} = {value}", text::key(key)));
        let entries = entries.collect::<Vec<_>>().join(", ");
        if entries.is_empty() { "{}".to_owned() } else { format!("{{ {entries} }}") }
    }
}

/// A span with one of the commas beside it.
pub(super) fn between_commas(text: &str, span: Range<usize>) -> Range<usize> {
    let behind = text[span.end..].len() - text[span.end..].trim_start_matches([' ', ',']).len();
    if text[span.end..].trim_start().starts_with(',') {
        return span.start..span.end + behind;
    }
    let before = text[..span.start].trim_end_matches([' ', ',']).len();
    before..span.end
}
