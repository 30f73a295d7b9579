//! What an absent field becomes, side against side, in every context that both sides accept.

use super::Kind;
use super::axis::{About, Key, value_text, words};
use super::joint::{Joint, Region, Rows, Table, prefixed};
use super::notes::{ADDS, BREAKS_CALLER, Notes};
use crate::table::Scalar;

/// The key whose default is asked for.
#[derive(Clone, Copy)]
struct Target {
    key: usize,
    /// Whether keys before it may be absent too: only where all tables agree which those are.
    may_be_alone: bool,
}

impl Joint<'_> {
    /// Notes the defaults that differ.
    pub fn defaults(&self, notes: &mut Notes) {
        if self.alike() {
            return;
        }
        for (at, key) in self.keys.iter().enumerate().filter(|(at, _)| self.may_default(*at)) {
            let order = self.earlier(key);
            let may_be_alone = self.in_one_order();
            for (picked, (old, new)) in self.contexts(&order, 0, self.all_rows(), Target { key: at, may_be_alone }) {
                let picked = self.spread(&order, &picked);
                self.note_default(notes, at, &picked, [old, new]);
            }
        }
    }

    fn note_default(&self, notes: &mut Notes, at: usize, picked: &[Vec<usize>], values: [Option<Scalar>; 2]) {
        let key = &self.keys[at];
        let effect = if values[0].is_none() { ADDS } else { BREAKS_CALLER };
        let [old, new] = values.map(|value| value.as_ref().map_or("not said".to_owned(), value_text));
        let cells = self.cells(picked);
        let with = if cells.is_empty() { String::new() } else { format!(" with {}", words(&cells)) };
        // Where the order of columns changed, what is decided first now may leave no row for what is given.
        let then = if self.takes(1, picked) { "" } else { ", and with that the request is refused" };
        let says = format!("default of {}{with} is {new} instead of {old}{then}", key.name());
        let subject = if self.keys.len() == 1 { self.subject() } else { self.place(picked, 1) };
        notes.add(Kind::Default, effect, subject, says);
        notes.with(cells, self.example(picked, 1));
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

    /// What is given before a key, where its defaults differ.
    fn contexts(
        &self,
        order: &[usize],
        step: usize,
        rows: Rows,
        target: Target,
    ) -> Region<(Option<Scalar>, Option<Scalar>)> {
        if rows.iter().flatten().any(Vec::is_empty) {
            return Vec::new();
        }
        let Some(at) = order.get(step).copied() else {
            let key = &self.keys[target.key];
            let [old, new] = [0, 1].map(|side| self.default(side, key, &rows));
            return if old == new { Vec::new() } else { vec![(Vec::new(), (old, new))] };
        };
        let narrows = [0, 1].map(|side| self.decides(side, at, target.key));
        let mut branches = if self.axes[at].is_empty() { Vec::new() } else { self.branches(at, &rows, narrows) };
        if self.axes[at].is_empty() || (target.may_be_alone && self.is_open(at, &rows)) {
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
}
