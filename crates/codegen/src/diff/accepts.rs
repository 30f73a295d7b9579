//! What is accepted together, side against side: every cell is walked on both, and what differs is merged into boxes.
//!
//! Tables that share a column are joined, on either side, because neither alone decides. A column whose field only one
//! side has is left absent, as those leave it who do not know it; that it is new or gone is said of the field.

use super::axis::{About, Key, Piece, pieces, show};
use super::example;
use super::notes::{ADDS, BREAKS_CALLER, Effect, Notes};
use super::{Example, Kind};
use crate::relation::{admits, atom};
use crate::table::{Cell, Operation, Relation, Scalar, WordSet};

/// One page on both sides.
#[derive(Clone, Copy)]
pub struct Pages<'t> {
    /// The old and the new page.
    pub sides: [&'t Operation; 2],
    /// The shared words of the two sides.
    pub words: [&'t [WordSet]; 2],
}

/// A table of one side with its columns by name.
struct Table<'t> {
    keys: Vec<Key>,
    relation: &'t Relation,
}

/// Tables of both sides that share columns.
struct Joint<'t> {
    pages: Pages<'t>,
    keys: Vec<Key>,
    /// The pieces of each key; none for a key that is left absent.
    axes: Vec<Vec<Piece>>,
    sides: [Vec<Table<'t>>; 2],
}

/// The rows of every table of both sides that are left.
type Rows = [Vec<Vec<usize>>; 2];

/// Sets of pieces, one for each key that was walked, and what is true of all their combinations.
type Region<V> = Vec<(Vec<Vec<usize>>, V)>;

/// Notes what is accepted on one side only, and which defaults differ.
pub fn compare(notes: &mut Notes, pages: Pages<'_>) {
    for joint in joints(pages) {
        let before = notes.changes.len();
        joint.requests(notes);
        joint.defaults(notes);
        if notes.changes.len() == before && !joint.alike() && joint.axes.iter().all(|axis| !axis.is_empty()) {
            notes.other(&joint.subject());
        }
    }
}

/// Whether both pages have a field, and of one kind.
pub fn is_common(pages: Pages<'_>, name: &str) -> bool {
    let kind = |side: usize| pages.sides[side].fields.iter().find(|field| field.name == name).map(|field| &field.kind);
    kind(0).is_some() && kind(0) == kind(1)
}

fn joints(pages: Pages<'_>) -> Vec<Joint<'_>> {
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
    groups.into_iter().map(|(keys, sides)| Joint::new(pages, keys, sides)).collect()
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
    fn alike(&self) -> bool {
        let [old, new] = &self.sides;
        old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| old.keys == new.keys && old.relation.rows == new.relation.rows)
    }

    /// Where in the page's file the tables stand.
    fn subject(&self) -> String {
        match self.keys.as_slice() {
            [key] if key.about == About::Value => format!("fields.{}.values", key.field),
            _ => "accepts".to_owned(),
        }
    }

    fn all_rows(&self) -> Rows {
        [0, 1].map(|side| self.sides[side].iter().map(|table| (0..table.relation.rows.len()).collect()).collect())
    }

    // Requests

    /// Every combination with everything given; `true` where only the new side accepts it.
    fn requests(&self, notes: &mut Notes) {
        if self.alike() {
            return;
        }
        let mut found = self.verdicts(0, self.all_rows());
        found.sort_by_key(|(picked, gained)| (*gained, picked.clone()));
        for (picked, gained) in found {
            let (kind, effect, says) = match gained {
                true => (Kind::Accepted, ADDS, "accepted now"),
                false => (Kind::Refused, BREAKS_CALLER, "refused now"),
            };
            let (words, example) = (self.words(&picked), self.example(&picked, usize::from(gained)));
            notes.add(kind, effect, self.place(&picked, usize::from(gained)), format!("{says}: {words}"));
            notes.with(example);
        }
    }

    fn verdicts(&self, at: usize, rows: Rows) -> Region<bool> {
        let [old, new] = [0, 1].map(|side| rows[side].iter().all(|rows| !rows.is_empty()));
        if !old && !new {
            return Vec::new();
        }
        let Some(key) = self.keys.get(at) else {
            return if old == new { Vec::new() } else { vec![(Vec::new(), new)] };
        };
        if self.axes[at].is_empty() {
            let rows = self.narrowed(&rows, [true, true], key, |side, rows| self.default(side, key, rows));
            return prefixed(vec![(Vec::new(), self.verdicts(at + 1, rows))]);
        }
        let branches = self.branches(at, &rows, [true, true]);
        prefixed(branches.into_iter().map(|(picked, rows)| (picked, self.verdicts(at + 1, rows))).collect())
    }

    /// The pieces of an axis by the rows that they leave: those that leave the same are alike from here on.
    fn branches(&self, at: usize, rows: &Rows, narrows: [bool; 2]) -> Vec<(Vec<usize>, Rows)> {
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
    fn narrowed(
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
    fn default(&self, side: usize, key: &Key, rows: &Rows) -> Option<Scalar> {
        let tables = self.sides[side].iter().zip(&rows[side]);
        let cells = tables.filter_map(|(table, rows)| {
            let column = table.keys.iter().position(|other| other == key)?;
            Some(&table.relation.rows[*rows.first()?].cells[column])
        });
        cells.into_iter().find_map(|cell| cell.default.clone())
    }

    // Defaults

    fn defaults(&self, notes: &mut Notes) {
        if self.alike() {
            return;
        }
        for (at, key) in self.keys.iter().enumerate().filter(|(at, _)| self.may_default(*at)) {
            let order = self.earlier(key);
            let in_one_order = self.in_one_order();
            for (picked, (old, new)) in self.contexts(&order, 0, self.all_rows(), (at, in_one_order)) {
                let picked = self.spread(&order, &picked);
                self.note_default(notes, at, &picked, [old, new]);
            }
        }
    }

    fn note_default(&self, notes: &mut Notes, at: usize, picked: &[Vec<usize>], values: [Option<Scalar>; 2]) {
        let key = &self.keys[at];
        let effect = if values[0].is_none() { ADDS } else { BREAKS_CALLER };
        let [old, new] = values.map(|value| value.as_ref().map_or("not said".to_owned(), super::axis::value_text));
        let with = self.words(picked);
        let with = if with.is_empty() { with } else { format!(" with {with}") };
        let says = format!("default of {}{with} is {new} instead of {old}", key.name());
        let subject = if self.keys.len() == 1 { self.subject() } else { self.place(picked, 1) };
        notes.add(Kind::Default, effect, subject, says);
        notes.with(self.example(picked, 1));
    }

    /// The keys that are decided before one, on either side.
    fn earlier(&self, key: &Key) -> Vec<usize> {
        let before = |table: &Table<'_>| {
            let end = table.keys.iter().position(|other| other == key).unwrap_or(0);
            table.keys[..end].to_vec()
        };
        let keys: Vec<Key> = self.sides.iter().flatten().flat_map(before).collect();
        (0..self.keys.len()).filter(|at| keys.contains(&self.keys[*at])).collect()
    }

    /// Whether all tables decide the keys in the order that they have here.
    fn in_one_order(&self) -> bool {
        let positions = |table: &Table<'_>| -> Vec<usize> {
            table.keys.iter().filter_map(|key| self.keys.iter().position(|other| other == key)).collect()
        };
        self.sides.iter().flatten().all(|table| positions(table).is_sorted())
    }

    fn may_default(&self, at: usize) -> bool {
        let key = &self.keys[at];
        let optional =
            |side: usize| self.pages.sides[side].fields.iter().any(|field| field.name == key.field && !field.required);
        key.about == About::Value && !self.axes[at].is_empty() && optional(0) && optional(1)
    }

    /// What is given before a key, where its defaults differ. The last two: the key, and whether earlier ones may be absent.
    fn contexts(
        &self,
        order: &[usize],
        step: usize,
        rows: Rows,
        target: (usize, bool),
    ) -> Region<(Option<Scalar>, Option<Scalar>)> {
        if rows.iter().flatten().any(Vec::is_empty) {
            return Vec::new();
        }
        let Some(at) = order.get(step).copied() else {
            let key = &self.keys[target.0];
            let [old, new] = [0, 1].map(|side| self.default(side, key, &rows));
            return if old == new { Vec::new() } else { vec![(Vec::new(), (old, new))] };
        };
        let narrows = [0, 1].map(|side| self.decides(side, at, target.0));
        let mut branches = if self.axes[at].is_empty() { Vec::new() } else { self.branches(at, &rows, narrows) };
        if self.axes[at].is_empty() || (target.1 && self.is_open(at, &rows)) {
            let key = &self.keys[at];
            let left = self.narrowed(&rows, narrows, key, |side, rows| self.default(side, key, rows));
            branches.push((Vec::new(), left));
        }
        let below = |(picked, rows): (Vec<usize>, Rows)| (picked, self.contexts(order, step + 1, rows, target));
        prefixed(branches.into_iter().map(below).collect())
    }

    /// Whether a side decides a key before another.
    fn decides(&self, side: usize, at: usize, before: usize) -> bool {
        let is_earlier = |table: &Table<'_>| {
            let position = |at: usize| table.keys.iter().position(|key| *key == self.keys[at]);
            position(at).is_some_and(|at| position(before).is_none_or(|before| at < before))
        };
        self.sides[side].iter().any(is_earlier)
    }

    /// Whether a column that may be absent has no default on either side: with one, it is as if that were given.
    fn is_open(&self, at: usize, rows: &Rows) -> bool {
        self.may_default(at) && (0..2).all(|side| self.default(side, &self.keys[at], rows).is_none())
    }

    /// What was picked along an order, by key; nothing picked where a key is absent or comes later.
    fn spread(&self, order: &[usize], picked: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut spread = vec![Vec::new(); self.keys.len()];
        for (at, picked) in order.iter().zip(picked) {
            spread[*at].clone_from(picked);
        }
        spread
    }

    // Words

    /// `model a1, a2 and duration 3`; columns whose value does not matter are left out.
    fn words(&self, picked: &[Vec<usize>]) -> String {
        let part = |(at, picked): (usize, &Vec<usize>)| {
            let values = if picked.is_empty() { None } else { show(&self.axes[at], picked) }?;
            Some(format!("{} {values}", self.keys[at].name()))
        };
        let parts: Vec<String> = picked.iter().enumerate().filter_map(part).collect();
        if parts.is_empty() && self.keys.len() == 1 {
            format!("any {}", self.keys[0].name())
        } else {
            parts.join(" and ")
        }
    }

    /// The columns with values, as an example has them.
    fn given(&self, picked: &[Vec<usize>]) -> Vec<(Key, Scalar)> {
        let sample = |(at, picked): (usize, &Vec<usize>)| {
            Some((self.keys[at].clone(), self.axes[at][*picked.first()?].sample()))
        };
        picked.iter().enumerate().filter_map(sample).collect()
    }

    fn example(&self, picked: &[Vec<usize>], side: usize) -> Option<Example> {
        example::request(self.pages.sides[side], self.pages.words[side], &self.given(picked))
    }

    /// The row of a side that a combination fits, or the tables.
    fn place(&self, picked: &[Vec<usize>], side: usize) -> String {
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
    let field = pages.sides[1].fields.iter().find(|field| field.name == key.field);
    field.map(|field| pieces(field, key.about, &cells, pages.words[1])).unwrap_or_default()
}

/// Puts what was picked before what was found below it; equal findings of several picks are merged into one.
fn prefixed<V: Clone + PartialEq>(branches: Vec<(Vec<usize>, Region<V>)>) -> Region<V> {
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

/// What effects a difference of requests has; for those that find one without tables.
pub fn effect(gained: bool) -> (Kind, Effect, &'static str) {
    if gained { (Kind::Accepted, ADDS, "accepted now") } else { (Kind::Refused, BREAKS_CALLER, "refused now") }
}
