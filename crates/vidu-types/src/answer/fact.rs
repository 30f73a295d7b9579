//! A fact and a collection of them, and how one kind of fact is asked for as another.

use std::collections::BTreeMap;
use std::fmt;

use crate::excerpt::excerpt;
use crate::table::{Group, Slot, Stage};
use crate::time::Timestamp;

use super::convert;

/// Something that an answer says.
///
/// `Debug` shortens texts and hides the query strings of addresses in them: those of signed addresses are as good as a
/// password.
#[derive(Clone, PartialEq)]
pub enum Fact {
    /// Characters.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A point in time.
    Time(Timestamp),
}

/// The facts of an answer, or of one entry of one of its groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// In order of the slots: there are few, and a list is faster than a tree then.
    slots: Vec<(Slot, Fact)>,
    groups: BTreeMap<Group, Vec<Facts>>,
    stage: Option<Stage>,
}

/// Few answers state more.
const USUAL: usize = 12;

impl Facts {
    /// No facts.
    pub fn new() -> Self {
        Self::default()
    }

    /// States a fact; an earlier one of the same slot is forgotten.
    pub fn set(&mut self, slot: Slot, fact: impl Into<Fact>) -> &mut Self {
        let fact = fact.into();
        match self.place(slot) {
            Ok(place) => self.slots[place].1 = fact,
            Err(place) => self.insert(place, slot, fact),
        }
        self
    }

    /// Adds an entry to a group.
    pub fn push(&mut self, group: Group, entry: Facts) -> &mut Self {
        self.groups.entry(group).or_default().push(entry);
        self
    }

    /// Says in which stage the task of these facts is, where they are an entry of a list of tasks: some members of an answer
    /// are there in some stages only.
    pub fn at(&mut self, stage: Stage) -> &mut Self {
        self.stage = Some(stage);
        self
    }

    /// The stage that was said.
    pub(super) fn stage(&self) -> Option<Stage> {
        self.stage
    }

    /// The fact as it was stated.
    pub fn slot(&self, slot: Slot) -> Option<&Fact> {
        self.place(slot).ok().map(|place| &self.slots[place].1)
    }

    /// The fact as text; numbers and times are written out.
    pub fn text(&self, slot: Slot) -> Option<String> {
        self.slot(slot).map(convert::text)
    }

    /// The fact as text, which is not stated any more then.
    pub(crate) fn take_text(&mut self, slot: Slot) -> Option<String> {
        let place = self.place(slot).ok()?;
        Some(convert::into_text(self.slots.remove(place).1))
    }

    /// The fact as a whole number, also from digits in a text; nothing if it is none.
    pub fn integer(&self, slot: Slot) -> Option<i64> {
        self.slot(slot).and_then(convert::integer)
    }

    /// The fact as a number, also from digits in a text; nothing if it is none.
    pub fn number(&self, slot: Slot) -> Option<f64> {
        self.slot(slot).and_then(convert::number)
    }

    /// The fact as a time, in whichever form it stands; nothing if it is none.
    pub fn time(&self, slot: Slot) -> Option<Timestamp> {
        self.slot(slot).and_then(convert::time)
    }

    /// The entries of a group, in order.
    pub fn group(&self, group: Group) -> &[Facts] {
        self.groups.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.groups.is_empty()
    }

    /// States a fact unless another place of the answer stated it already.
    pub(super) fn offer(&mut self, slot: Slot, fact: Fact) {
        if let Err(place) = self.place(slot) {
            self.insert(place, slot, fact);
        }
    }

    fn insert(&mut self, place: usize, slot: Slot, fact: Fact) {
        if self.slots.is_empty() {
            self.slots.reserve(USUAL);
        }
        self.slots.insert(place, (slot, fact));
    }

    fn place(&self, slot: Slot) -> Result<usize, usize> {
        self.slots.binary_search_by_key(&slot, |(other, _)| *other)
    }

    /// The entry of a group at a position, made if need be: several lists may each tell a part of the same entries.
    pub(super) fn entry(&mut self, group: Group, position: usize) -> &mut Facts {
        let entries = self.groups.entry(group).or_default();
        if entries.len() <= position {
            entries.resize(position + 1, Facts::new());
        }
        &mut entries[position]
    }

    /// Forgets entries that say nothing.
    pub(super) fn drop_empty_entries(&mut self) {
        for entries in self.groups.values_mut() {
            entries.retain(|entry| !entry.is_empty());
        }
        self.groups.retain(|_, entries| !entries.is_empty());
    }
}

impl fmt::Debug for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(formatter, "Text({})", excerpt(text)),
            Self::Integer(number) => write!(formatter, "Integer({number})"),
            Self::Number(number) => write!(formatter, "Number({number})"),
            Self::Time(time) => write!(formatter, "Time({time})"),
        }
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Fact {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<f64> for Fact {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Timestamp> for Fact {
    fn from(time: Timestamp) -> Self {
        Self::Time(time)
    }
}
