//! Collects what the parts of a check find, and puts it in page order.

use crate::table::Fault;
use crate::violation::{Note, NoteKind, Verdict, Violation};

use super::place::Place;

/// What was found so far, each with the position in the page that it is sorted by.
pub(super) struct Findings<'t> {
    page: &'t str,
    violations: Vec<(usize, Violation)>,
    notes: Vec<(usize, Note)>,
}

impl<'t> Findings<'t> {
    pub(super) fn on(page: &'t str) -> Self {
        Self { page, violations: Vec::new(), notes: Vec::new() }
    }

    /// Adds a violation; the sentence goes on behind the field's name. The rest of it is for the caller to fill in.
    pub(super) fn refuse(&mut self, place: &Place<'_>, fault: Fault, sentence: impl AsRef<str>) -> &mut Violation {
        let violation = Violation {
            fault,
            field: place.field.to_string(),
            wire: place.wire.to_string(),
            given: None,
            because: Vec::new(),
            allowed: Vec::new(),
            default: None,
            nearest: Vec::new(),
            page: self.page.to_owned(),
            message: format!("{}: {}", place.label, sentence.as_ref()),
        };
        self.violations.push((place.order, violation));
        let last = self.violations.len() - 1;
        &mut self.violations[last].1
    }

    /// Adds a note; the sentence goes on behind the field's name.
    pub(super) fn note(&mut self, place: &Place<'_>, kind: NoteKind, sentence: impl AsRef<str>) {
        let note = Note {
            kind,
            field: place.field.to_string(),
            wire: place.wire.to_string(),
            message: format!("{}: {}", place.label, sentence.as_ref()),
            page: self.page.to_owned(),
        };
        self.notes.push((place.order, note));
    }

    pub(super) fn into_verdict(mut self) -> Verdict {
        self.violations.sort_by_key(|(order, _)| *order);
        self.notes.sort_by_key(|(order, _)| *order);
        Verdict {
            violations: self.violations.into_iter().map(|(_, violation)| violation).collect(),
            notes: self.notes.into_iter().map(|(_, note)| note).collect(),
        }
    }
}
