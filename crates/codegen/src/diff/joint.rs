//! The tables of both sides that share columns, walked together: rows are left over or not, piece by piece.
//!
//! Tables that share a column are joined, on either side, because neither alone decides. A column whose field only one
//! side has is left absent, as those leave it who do not know it; that it is new or gone is said of the field.

use super::axis::{About, Key, Piece, pieces};
use super::{Example, Values, example};
use crate::relation::{admits, atom, walk};
use crate::table::{Cell, Choice, Field, Operation, Relation, Scalar, WordSet};

/// One page on both sides.
#[derive(Clone, Copy)]
pub struct Pages<'t> {
    /// The old and the new page.
    pub sides: [&'t Operation; 2],
    /// The shared words of the two sides.
    pub words: [&'t [WordSet]; 2],
}

/// A table of one side with its columns by name.
pub struct Table<'t> {
    pub keys: Vec<Key>,
    relation: &'t Relation,
}

/// Tables of both sides that share columns.
pub struct Joint<'t> {
    pub pages: Pages<'t>,
    /// The columns, in the order in which they are decided.
    pub keys: Vec<Key>,
    /// The pieces of each key; none for a key that is left absent.
    pub axes: Vec<Vec<Piece>>,
    pub sides: [Vec<Table<'t>>; 2],
}

/// The rows of every table of both sides that are left.
pub type Rows = [Vec<Vec<usize>>; 2];

/// Sets of pieces, one for each key that was walked, and what is true of all their combinations.
pub type Region<V> = Vec<(Vec<Vec<usize>>, V)>;

/// Whether both pages have a field, and of one kind.
pub fn is_common(pages: Pages<'_>, name: &str) -> bool {
    let kind = |side: usize| pages.sides[side].fields.iter().find(|field| field.name == name).map(|field| &field.kind);
    kind(0).is_some() && kind(0) == kind(1)
}

pub fn joints(pages: Pages<'_>) -> Vec<Joint<'_>> {
    let mut groups: Vec<(Vec<Key>, [Vec<Table<'_>>; 2])> = Vec::new();
    for side in 0..2 {
        for relation in pages.sides[side].relations.iter() {
            let keys: Vec<Key> = relation.columns.iter().map(|column| Key::of(pages.sides[side], *column)).collect();
            let shares = |group: &mut (Vec<Key>, _)| group.0.iter().any(|key| keys.contains(key));
            let joined: Vec<_> = groups.extract_if(.., shares).collect();
            let mut group = (Vec::new(), [Vec::new(), Vec::new()]);
            for (keys, [old, new]) in joined {
                add(&mut group.0, keys);
                group.1[0].extend(old);
                group.1[1].extend(new);
            }
            add(&mut group.0, keys.clone());
            group.1[side].push(Table { keys, relation });
            groups.push(group);
        }
    }
    groups.into_iter().map(|(keys, sides)| Joint::new(pages, ordered(keys, &sides), sides)).collect()
}

/// The keys in an order that every table agrees with, or as they are where tables disagree.
fn ordered(mut keys: Vec<Key>, sides: &[Vec<Table<'_>>; 2]) -> Vec<Key> {
    let mut order = Vec::new();
    while !keys.is_empty() {
        let is_first = |key: &Key| {
            let before = |table: &Table<'_>| {
                let end = table.keys.iter().position(|other| other == key).unwrap_or(0);
                table.keys[..end].iter().any(|earlier| keys.contains(earlier))
            };
            !sides.iter().flatten().any(before)
        };
        let next = keys.iter().position(is_first).unwrap_or(0);
        order.push(keys.remove(next));
    }
    order
}

fn add(keys: &mut Vec<Key>, more: Vec<Key>) {
    for key in more {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
}

impl<'t> Joint<'t> {
    fn new(pages: Pages<'t>, keys: Vec<Key>, sides: [Vec<Table<'t>>; 2]) -> Self {
        let axes = keys.iter().map(|key| axis(pages, key, &sides)).collect();
        Self { pages, keys, axes, sides }
    }

    /// Whether the tables of both sides are equal, column by name.
    pub fn alike(&self) -> bool {
        let [old, new] = &self.sides;
        old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| old.keys == new.keys && old.relation.rows == new.relation.rows)
    }

    /// Where in the page's file the tables stand.
    pub fn subject(&self) -> String {
        match self.keys.as_slice() {
            [key] if key.about == About::Value => format!("fields.{}.values", key.field),
            _ => "accepts".to_owned(),
        }
    }

    pub fn all_rows(&self) -> Rows {
        [0, 1].map(|side| self.sides[side].iter().map(|table| (0..table.relation.rows.len()).collect()).collect())
    }

    /// The pieces of an axis by the rows that they leave: those that leave the same are alike from here on.
    pub fn branches(&self, at: usize, rows: &Rows, narrows: [bool; 2]) -> Vec<(Vec<usize>, Rows)> {
        let mut branches: Vec<(Vec<usize>, Rows)> = Vec::new();
        for (piece_at, piece) in self.axes[at].iter().enumerate() {
            let sample = piece.sample();
            let left = self.narrowed(rows, narrows, &self.keys[at], |_, _| Some(sample.clone()));
            match branches.iter_mut().find(|(_, rows)| *rows == left) {
                Some((picked, _)) => picked.push(piece_at),
                None => branches.push((vec![piece_at], left)),
            }
        }
        branches
    }

    /// The rows of the tables with a column that have a value there; all of them where there is no value.
    pub fn narrowed(
        &self,
        rows: &Rows,
        narrows: [bool; 2],
        key: &Key,
        value: impl Fn(usize, &Rows) -> Option<Scalar>,
    ) -> Rows {
        let mut left = rows.clone();
        for side in (0..2).filter(|side| narrows[*side]) {
            let Some(value) = value(side, rows) else { continue };
            for (table, rows) in self.sides[side].iter().zip(&mut left[side]) {
                if let Some(column) = table.keys.iter().position(|other| other == key) {
                    rows.retain(|row| admits(&table.relation.rows[*row].cells[column], atom(&value)));
                }
            }
        }
        left
    }

    /// What an absent column becomes on a side.
    pub fn default(&self, side: usize, key: &Key, rows: &Rows) -> Option<Scalar> {
        let tables = self.sides[side].iter().zip(&rows[side]);
        let cells = tables.filter_map(|(table, rows)| {
            let column = table.keys.iter().position(|other| other == key)?;
            Some(&table.relation.rows[*rows.first()?].cells[column])
        });
        cells.into_iter().find_map(|cell| cell.default.clone())
    }

    /// What was picked, by column; columns whose value does not matter are left out.
    pub fn cells(&self, picked: &[Vec<usize>]) -> Vec<Values> {
        let picked = picked.iter().zip(&self.axes).zip(&self.keys);
        picked.filter_map(|((picked, axis), key)| key.values(axis, picked)).collect()
    }

    /// The columns with values, as an example has them.
    pub fn given(&self, picked: &[Vec<usize>]) -> Vec<(Key, Scalar)> {
        let sample = |(at, picked): (usize, &Vec<usize>)| {
            Some((self.keys[at].clone(), self.axes[at][*picked.first()?].sample()))
        };
        picked.iter().enumerate().filter_map(sample).collect()
    }

    /// Whether a side takes a combination, what was not picked being absent.
    pub fn takes(&self, side: usize, picked: &[Vec<usize>]) -> bool {
        let given = self.given(picked);
        let value = |key: &Key| given.iter().find(|(other, _)| other == key).map(|(_, value)| atom(value));
        let passes =
            |table: &Table<'_>| walk(table.relation, &table.keys.iter().map(value).collect::<Vec<_>>()).passes();
        self.sides[side].iter().all(passes)
    }

    /// A request of a side with a combination.
    pub fn example(&self, picked: &[Vec<usize>], side: usize) -> Option<Example> {
        example::request(self.pages.sides[side], self.pages.words[side], &self.given(picked))
    }

    /// The row of a side that a combination fits, or the tables.
    pub fn place(&self, picked: &[Vec<usize>], side: usize) -> String {
        let subject = self.subject();
        let given = self.given(picked);
        let fits = |table: &Table<'_>, row: &[Cell]| {
            let value = |key: &Key| given.iter().find(|(other, _)| other == key).map(|(_, value)| value);
            table.keys.iter().zip(row).all(|(key, cell)| value(key).is_none_or(|value| admits(cell, atom(value))))
        };
        let table = self.sides[side].iter().find(|table| table.keys.len() > 1).filter(|_| subject == "accepts");
        let row = table.and_then(|table| table.relation.rows.iter().position(|row| fits(table, &row.cells)));
        row.map_or(subject.clone(), |row| format!("{subject}.{row}"))
    }
}

/// The pieces of a key; none if only one side has its field, or has it otherwise.
fn axis(pages: Pages<'_>, key: &Key, sides: &[Vec<Table<'_>>; 2]) -> Vec<Piece> {
    if !is_common(pages, &key.field) {
        return Vec::new();
    }
    let cells: Vec<&Cell> = sides
        .iter()
        .flatten()
        .filter_map(|table| Some((table, table.keys.iter().position(|other| other == key)?)))
        .flat_map(|(table, column)| table.relation.rows.iter().map(move |row| &row.cells[column]))
        .collect();
    let field = |side: usize| pages.sides[side].fields.iter().find(|field| field.name == key.field);
    let (Some(old), Some(new)) = (field(0), field(1)) else { return Vec::new() };
    let limits: Vec<Cell> = [old, new].into_iter().filter(|_| key.about == About::Count).filter_map(limit).collect();
    let cut = pieces(new, key.about, &cells.into_iter().chain(&limits).collect::<Vec<_>>(), pages.words[1]);
    let possible = |piece: &Piece| [old, new].iter().all(|field| can_be(field, key.about, &piece.sample()));
    cut.into_iter().filter(possible).collect()
}

/// How many elements a field may have at all, as a cell of its own.
fn limit(field: &Field) -> Option<Cell> {
    let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let span = field.count?;
    let run = Choice::Integers(bound(span.from), span.to.map_or(i64::MAX, bound));
    Some(Cell { default: None, choices: vec![Choice::Exactly(Scalar::Integer(0)), run].into() })
}

/// Whether the field's own line lets a count or a presence be: what it excludes is said of its limit.
fn can_be(field: &Field, about: About, value: &Scalar) -> bool {
    match (about, value) {
        (About::Given, Scalar::Boolean(false)) | (About::Count, Scalar::Integer(0)) => !field.required,
        (About::Count, Scalar::Integer(count)) => field.count.is_none_or(|span| {
            u64::try_from(*count).is_ok_and(|count| count >= span.from && span.to.is_none_or(|to| count <= to))
        }),
        _ => true,
    }
}

/// Puts what was picked before what was found below it; equal findings of several picks are merged into one.
pub fn prefixed<V: Clone + PartialEq>(branches: Vec<(Vec<usize>, Region<V>)>) -> Region<V> {
    let mut merged: Vec<(Vec<usize>, Vec<Vec<usize>>, V)> = Vec::new();
    for (picked, region) in branches {
        for (below, value) in region {
            // What is absent must not melt into what is given.
            let same = |(other, rest, found): &&mut (Vec<usize>, Vec<Vec<usize>>, V)| {
                other.is_empty() == picked.is_empty() && *rest == below && *found == value
            };
            match merged.iter_mut().find(|one| same(one)) {
                Some((all, ..)) => all.extend(&picked),
                None => merged.push((picked.clone(), below, value)),
            }
        }
    }
    let joined = |(mut picked, below, value): (Vec<usize>, Vec<Vec<usize>>, V)| {
        picked.sort_unstable();
        (std::iter::once(picked).chain(below).collect(), value)
    };
    merged.into_iter().map(joined).collect()
}
