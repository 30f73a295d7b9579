//! Where changes are noted: what each effect means, and that no difference between two tables stays unsaid.

use std::fmt::Debug;

use super::{Change, Direction, Example, Kind, Release, Values};
use crate::diagnostic::visible;

/// Who breaks, and which release that asks for.
#[derive(Clone, Copy, Debug)]
pub struct Effect(pub Direction, pub Release);

/// A request that was fine is no more.
pub const BREAKS_CALLER: Effect = Effect(Direction::Caller, Release::Major);
/// An answer is no longer what its reader knows.
pub const BREAKS_READER: Effect = Effect(Direction::Reader, Release::Major);
/// Answers have a word more; the types are open for those.
pub const NEW_TO_READER: Effect = Effect(Direction::Reader, Release::Minor);
/// Something more is possible.
pub const ADDS: Effect = Effect(Direction::Harmless, Release::Minor);
/// Nothing changes on the wire, but a name or a type in Rust does.
pub const RENAMES: Effect = Effect(Direction::Harmless, Release::Major);
/// Only words change.
pub const WORDS: Effect = Effect(Direction::Harmless, Release::Patch);

/// The changes of two revisions, or of one page of theirs.
#[derive(Debug, Default)]
pub struct Notes {
    /// Which revisions.
    pub revisions: String,
    /// Which page.
    pub page: Option<String>,
    /// What was noted.
    pub changes: Vec<Change>,
}

impl Notes {
    /// Notes a change.
    pub fn add(&mut self, kind: Kind, effect: Effect, subject: impl Into<String>, says: impl Into<String>) {
        self.changes.push(Change {
            revisions: self.revisions.clone(),
            page: self.page.clone(),
            subject: subject.into(),
            kind,
            direction: effect.0,
            release: effect.1,
            says: visible(&says.into()),
            cells: Vec::new(),
            example: None,
            line: None,
        });
    }

    /// Gives the change that was noted last the combinations that it is about, and an example.
    pub fn with(&mut self, cells: Vec<Values>, example: Option<Example>) {
        if let Some(last) = self.changes.last_mut() {
            (last.cells, last.example) = (cells, example);
        }
    }

    /// Notes that a value changed, if it did.
    pub fn changed<T: PartialEq>(
        &mut self,
        (kind, effect): (Kind, Effect),
        subject: &str,
        (old, new): (&T, &T),
        show: impl Fn(&T) -> String,
    ) {
        if old != new {
            self.add(kind, effect, subject, format!("{} is {} instead of {}", key(subject), show(new), show(old)));
        }
    }

    /// Compares two parts; if they differ and nothing was noted, that they differ is noted itself.
    pub fn part<T: PartialEq + ?Sized>(
        &mut self,
        subject: &str,
        (old, new): (&T, &T),
        compare: impl FnOnce(&mut Self, &T, &T),
    ) {
        if old == new {
            return;
        }
        let before = self.changes.len();
        compare(self, old, new);
        if self.changes.len() == before {
            self.other(subject);
        }
    }

    /// Notes that something differs in a way that changes no request and no answer, such as an order.
    pub fn other(&mut self, subject: &str) {
        self.add(Kind::Other, WORDS, subject, format!("{} is written in another way or order", key(subject)));
    }
}

/// A key of a file as messages show it; of a field's, the field is enough.
pub fn key(subject: &str) -> String {
    quoted(&subject.strip_prefix("fields.").unwrap_or(subject))
}

/// A value as messages show it.
pub fn quoted(text: &impl AsRef<str>) -> String {
    format!("`{}`", text.as_ref())
}

/// A word of the tables as messages show it: `UnixSeconds` as "unix seconds".
pub fn plain(word: &impl Debug) -> String {
    let mut out = String::new();
    for c in format!("{word:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// A value that may be unsaid.
pub fn said<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or("not said".to_owned(), T::to_string)
}

/// What is in the second list and not in the first; a thing that stands there twice must be there twice.
pub fn extra<'a, T: PartialEq + Debug>(old: &[T], new: &'a [T]) -> Vec<&'a T> {
    let mut left: Vec<&T> = old.iter().collect();
    let is_new = move |one: &&T| match left.iter().position(|other| other == one) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    };
    new.iter().filter(is_new).collect()
}

/// Notes what a list of words has more and less.
pub fn list<T: PartialEq + Debug>(
    notes: &mut Notes,
    subject: &str,
    (old, new): (&[T], &[T]),
    (gone, added): ((Kind, Effect), (Kind, Effect)),
    show: impl Fn(&T) -> String,
) {
    for one in extra(new, old) {
        notes.add(gone.0, gone.1, subject, format!("{} has {} no more", key(subject), show(one)));
    }
    for one in extra(old, new) {
        notes.add(added.0, added.1, subject, format!("{} has {} too", key(subject), show(one)));
    }
}
