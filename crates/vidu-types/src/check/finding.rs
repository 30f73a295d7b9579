//! Collects what the parts of a check find, and puts it in page order.

use crate::table::Fault;
use crate::violation::{Note, NoteKind, Verdict, Violation};

use super::place::Place;

/// As many findings of a kind are told one by one: a body with a million mistakes is not worth a million sentences.
const MOST: usize = 100;

/// What was found so far, each with the position in the page that it is sorted by.
pub(super) struct Findings<'t> {
    page: &'t str,
    violations: Vec<(usize, Violation)>,
    notes: Vec<(usize, Note)>,
    faults: Vec<Told<Fault>>,
    kinds: Vec<Told<NoteKind>>,
    /// Where the caller may write what is not told.
    untold: Option<Violation>,
}

/// How many findings of a kind there are, and where the last stands that is told.
struct Told<K> {
    kind: K,
    count: usize,
    last: usize,
}

/// Counts one more of a kind, and says whether it is told, being the next of so many in its list.
fn is_told<K: PartialEq>(counts: &mut Vec<Told<K>>, kind: K, next: usize) -> bool {
    let at = counts.iter().position(|told| told.kind == kind).unwrap_or_else(|| {
        counts.push(Told { kind, count: 0, last: next });
        counts.len() - 1
    });
    let told = &mut counts[at];
    told.count += 1;
    if told.count <= MOST {
        told.last = next;
    }
    told.count <= MOST
}

/// Where sentences go on with how many more there are.
fn rests<K>(counts: &[Told<K>]) -> impl Iterator<Item = (usize, String)> {
    let more = |told: &Told<K>| told.count.checked_sub(MOST).filter(|more| *more > 0).map(|more| (told.last, more));
    counts.iter().filter_map(more).map(|(last, more)| (last, format!(" (and {more} more of this kind)")))
}

impl<'t> Findings<'t> {
    pub(super) fn on(page: &'t str) -> Self {
        let (violations, notes) = (Vec::new(), Vec::new());
        Self { page, violations, notes, faults: Vec::new(), kinds: Vec::new(), untold: None }
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
        let next = self.violations.len();
        if !is_told(&mut self.faults, fault, next) {
            return self.untold.insert(violation);
        }
        self.violations.push((place.order, violation));
        &mut self.violations[next].1
    }

    /// Adds a note; the sentence goes on behind the field's name.
    pub(super) fn note(&mut self, place: &Place<'_>, kind: NoteKind, sentence: impl AsRef<str>) {
        if !is_told(&mut self.kinds, kind, self.notes.len()) {
            return;
        }
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
        rests(&self.faults).for_each(|(last, rest)| self.violations[last].1.message += &rest);
        rests(&self.kinds).for_each(|(last, rest)| self.notes[last].1.message += &rest);
        self.violations.sort_by_key(|(order, _)| *order);
        self.notes.sort_by_key(|(order, _)| *order);
        Verdict {
            violations: self.violations.into_iter().map(|(_, violation)| violation).collect(),
            notes: self.notes.into_iter().map(|(_, note)| note).collect(),
        }
    }
}
