//! The values of a column cut into pieces that both sides treat alike: comparing one of each compares them all.

use std::collections::BTreeSet;

use super::Values;
use crate::table::{Aspect, Cell, Choice, Column, Field, FieldKind, Operation, Scalar, WordSet};

/// Values that no cell of either side tells apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// This one.
    Exactly(Scalar),
    /// Whole numbers, both ends included.
    Integers(i64, i64),
    /// Numbers between two others, the ends not included.
    Between(f64, f64),
    /// Any value that neither side names; this is one.
    Other(Scalar),
}

/// A column by name, so that it can be found on both sides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The field.
    pub field: String,
    /// What of it: its value, how many elements it has, whether it is given.
    pub about: About,
}

/// An aspect of a field, ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Its value.
    Value,
    /// How many elements it has.
    Count,
    /// Whether it is given.
    Given,
}

impl Key {
    /// The key of a column.
    pub fn of(operation: &Operation, column: Column) -> Self {
        let about = match column.aspect {
            Aspect::Value => About::Value,
            Aspect::Count => About::Count,
            Aspect::Given => About::Given,
        };
        Self { field: operation.fields[column.field].name.to_string(), about }
    }

    /// As the spec writes it, `images.count`.
    pub fn name(&self) -> String {
        match self.about {
            About::Value => self.field.clone(),
            About::Count => format!("{}.count", self.field),
            About::Given => format!("{}.given", self.field),
        }
    }
}

impl Key {
    /// Some pieces of the column, neighbours as one run; nothing if they are none or all there are.
    pub fn values(&self, axis: &[Piece], picked: &[usize]) -> Option<Values> {
        if picked.is_empty() || (picked.len() == axis.len() && axis.len() > 1) {
            return None;
        }
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for at in picked {
            match runs.last_mut() {
                Some(last) if last.1 + 1 == *at && is_number(&axis[*at]) => last.1 = *at,
                _ => runs.push((*at, *at)),
            }
        }
        let words = runs.iter().map(|(from, to)| run(&axis[*from], &axis[*to])).collect();
        Some(Values { column: self.name(), words, pieces: picked.iter().map(|at| axis[*at].clone()).collect() })
    }
}

impl Piece {
    /// Whether a value is one of these; of those that nobody names, only the one that stands for them.
    pub fn has(&self, value: &Scalar) -> bool {
        match (self, value) {
            (Self::Exactly(one) | Self::Other(one), value) => one == value,
            (Self::Integers(from, to), Scalar::Integer(number)) => (*from..=*to).contains(number),
            (Self::Between(from, to), Scalar::Number(number)) => from < number && number < to,
            _ => false,
        }
    }

    /// One of the values.
    pub fn sample(&self) -> Scalar {
        match self {
            Self::Exactly(value) | Self::Other(value) => value.clone(),
            Self::Integers(i64::MIN, to) => Scalar::Integer(*to),
            Self::Integers(from, _) => Scalar::Integer(*from),
            Self::Between(from, to) if *from == f64::NEG_INFINITY => Scalar::Number(to - 1.0),
            Self::Between(from, to) if *to == f64::INFINITY => Scalar::Number(from + 1.0),
            Self::Between(from, to) => Scalar::Number(from + (to - from) / 2.0),
        }
    }
}

/// The pieces of a column whose cells on both sides are these.
pub fn pieces(field: &Field, about: About, cells: &[&Cell], words: &[WordSet]) -> Vec<Piece> {
    let choices = || cells.iter().flat_map(|cell| cell.choices.iter());
    let defaults = cells.iter().filter_map(|cell| cell.default.as_ref());
    let exact = choices().filter_map(|choice| if let Choice::Exactly(value) = choice { Some(value) } else { None });
    let named: Vec<Scalar> = exact.chain(defaults).fold(Vec::new(), |mut named, value| {
        if !named.contains(value) {
            named.push(value.clone());
        }
        named
    });
    match (about, &field.kind) {
        (About::Given, _) | (About::Value, FieldKind::Boolean) => {
            [true, false].map(|value| Piece::Exactly(Scalar::Boolean(value))).into()
        }
        (About::Count, _) => integers(choices(), &named, 0),
        (_, FieldKind::Integer) => integers(choices(), &named, i64::MIN),
        (_, FieldKind::Number) => numbers(choices(), &named),
        _ => {
            let other = other(field, &named, words);
            named.into_iter().map(Piece::Exactly).chain([Piece::Other(other)]).collect()
        }
    }
}

/// A word that no cell names: one of the vocabulary, if it has one more.
fn other(field: &Field, named: &[Scalar], words: &[WordSet]) -> Scalar {
    let set = words.iter().find(|set| matches!(&field.kind, FieldKind::Word(name) if *name == set.name));
    let word = set.into_iter().flat_map(|set| set.words.iter()).map(|word| Scalar::Text(word.wire.clone()));
    word.into_iter().find(|word| !named.contains(word)).unwrap_or(Scalar::Text("something else".into()))
}

fn integers<'a>(choices: impl Iterator<Item = &'a Choice>, named: &[Scalar], least: i64) -> Vec<Piece> {
    let mut starts = BTreeSet::from([least]);
    let runs =
        choices.filter_map(|choice| if let Choice::Integers(from, to) = choice { Some((*from, *to)) } else { None });
    let single = named.iter().filter_map(|value| if let Scalar::Integer(n) = value { Some((*n, *n)) } else { None });
    for (from, to) in runs.chain(single) {
        starts.insert(from.max(least));
        starts.extend(to.checked_add(1));
    }
    let starts: Vec<i64> = starts.into_iter().collect();
    let end = |at: usize| starts.get(at + 1).map_or(i64::MAX, |next| next - 1);
    let piece = |(at, from): (usize, &i64)| match end(at) {
        to if to == *from => Piece::Exactly(Scalar::Integer(to)),
        to => Piece::Integers(*from, to),
    };
    starts.iter().enumerate().map(piece).collect()
}

fn numbers<'a>(choices: impl Iterator<Item = &'a Choice>, named: &[Scalar]) -> Vec<Piece> {
    let ends =
        choices.flat_map(|choice| if let Choice::Numbers(from, to) = choice { vec![*from, *to] } else { vec![] });
    let single = named.iter().filter_map(|value| if let Scalar::Number(n) = value { Some(*n) } else { None });
    let mut points: Vec<f64> = ends.chain(single).collect();
    points.sort_by(f64::total_cmp);
    points.dedup();
    let mut pieces = Vec::new();
    let mut before = f64::NEG_INFINITY;
    for point in points {
        pieces.extend([Piece::Between(before, point), Piece::Exactly(Scalar::Number(point))]);
        before = point;
    }
    pieces.push(Piece::Between(before, f64::INFINITY));
    pieces
}

fn is_number(piece: &Piece) -> bool {
    !matches!(piece, Piece::Other(_) | Piece::Exactly(Scalar::Text(_) | Scalar::Boolean(_)))
}

fn run(from: &Piece, to: &Piece) -> String {
    let (low, low_open) = low(from);
    let (high, high_open) = high(to);
    match (low, high) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => match (low_open, high_open) {
            (false, false) => format!("{low} to {high}"),
            (true, false) => format!("above {low} to {high}"),
            (false, true) => format!("{low} to below {high}"),
            (true, true) => format!("between {low} and {high}"),
        },
        (Some(low), None) if low_open => format!("above {low}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) if high_open => format!("below {high}"),
        (None, Some(high)) => format!("{high} or less"),
        (None, None) => "any other value".to_owned(),
    }
}

/// The least value, and whether it is not one of them.
fn low(piece: &Piece) -> (Option<String>, bool) {
    match piece {
        Piece::Exactly(value) => (Some(value_text(value)), false),
        Piece::Integers(i64::MIN, _) | Piece::Other(_) => (None, false),
        Piece::Integers(from, _) => (Some(from.to_string()), false),
        Piece::Between(from, _) => (from.is_finite().then(|| from.to_string()), true),
    }
}

/// The greatest value, and whether it is not one of them.
fn high(piece: &Piece) -> (Option<String>, bool) {
    match piece {
        Piece::Exactly(value) => (Some(value_text(value)), false),
        Piece::Integers(_, i64::MAX) | Piece::Other(_) => (None, false),
        Piece::Integers(_, to) => (Some(to.to_string()), false),
        Piece::Between(_, to) => (to.is_finite().then(|| to.to_string()), true),
    }
}

/// Combinations in words, `model a1 or a2, duration 3 to 9`.
pub fn words(cells: &[Values]) -> String {
    let part = |values: &Values| format!("{} {}", values.column, values.words.join(" or "));
    cells.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// A value as it is written.
pub fn value_text(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => text.to_string(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
    }
}
