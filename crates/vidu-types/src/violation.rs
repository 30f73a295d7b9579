//! What a check finds: violations, which refuse a request, and notes, which do not.

use std::fmt;

use serde::Serialize;

use crate::table::Fault;

/// Everything that a check found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[must_use]
pub struct Verdict {
    /// What the page does not offer, in page order of the fields.
    pub violations: Vec<Violation>,
    /// What there is to know beside that, in page order of the fields.
    pub notes: Vec<Note>,
}

impl Verdict {
    /// Whether there is no violation.
    pub fn passes(&self) -> bool {
        self.violations.is_empty()
    }

    /// The notes of a request that passes, or the violations of one that does not.
    pub fn into_result(self) -> Result<Vec<Note>, Violations> {
        if self.violations.is_empty() { Ok(self.notes) } else { Err(Violations(self.violations)) }
    }

    /// The same for who takes nothing that the page does not list: each note about such a member becomes a violation.
    pub fn refusing_unlisted(mut self) -> Self {
        let unlisted = self.notes.extract_if(.., |note| note.kind == NoteKind::Unlisted);
        self.violations.extend(unlisted.map(Violation::of_unlisted));
        self
    }
}

/// One thing that the page does not offer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Violation {
    /// What kind of thing.
    pub fault: Fault,
    /// The field's name; that of a field within a list's objects stands behind the list's, `subjects.name`.
    pub field: String,
    /// Where it stands in the body, `subjects[0].name`.
    pub wire: String,
    /// What was given, shortened.
    pub given: Option<String>,
    /// The other fields that are the reason.
    pub because: Vec<Reason>,
    /// What there is instead; empty where that is no list.
    pub allowed: Vec<String>,
    /// What the field becomes when it is left out, where the page says.
    pub default: Option<String>,
    /// What to change, all of it together, so that the values fit each other.
    pub nearest: Vec<Change>,
    /// The page that says so.
    pub page: String,
    /// All of it as one sentence.
    pub message: String,
}

/// A field that is the reason for a violation of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reason {
    /// The field's name.
    pub field: String,
    /// Its value, given or by default; of a list the number of its elements.
    pub value: String,
}

/// A change on the way to a request that passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// The field's name.
    pub field: String,
    /// Where it stands in the body.
    pub wire: String,
    /// The value that it should have; of a list the number of its elements; `given` or `absent`.
    pub to: String,
}

/// Something to know about a request that is no reason to refuse it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Note {
    /// What kind of thing.
    pub kind: NoteKind,
    /// The field's name.
    pub field: String,
    /// Where it stands in the body.
    pub wire: String,
    /// All of it as one sentence.
    pub message: String,
    /// The page that says so.
    pub page: String,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum NoteKind {
    /// The page states a rule that nobody can check here, such as the size of a linked picture.
    CannotBeKnown,
    /// The field has no effect in these circumstances.
    Ignored,
    /// A picture is labelled as something else than it is.
    Mislabelled,
    /// One reading of the page allows it and another does not.
    BothReadings,
    /// The page does not list it.
    Unlisted,
    /// The page lists what there is in other circumstances, and not in these.
    NotStated,
}

/// The violations of a request that is refused, at least one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// The violations, in page order of the fields.
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }

    /// The same, owned.
    pub fn into_vec(self) -> Vec<Violation> {
        self.0
    }
}

impl Violation {
    fn of_unlisted(note: Note) -> Self {
        Self {
            fault: Fault::Unwanted,
            field: note.field,
            wire: note.wire,
            given: None,
            because: Vec::new(),
            allowed: Vec::new(),
            default: None,
            nearest: Vec::new(),
            page: note.page,
            message: note.message,
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

/// One sentence a line.
impl fmt::Display for Violations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let line_end = if index == 0 { "" } else { "\n" };
            write!(formatter, "{line_end}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
