//! What is accepted together, side against side: every cell is walked on both, and what differs is merged into boxes.

use super::Kind;
use super::axis::words;
use super::joint::{Joint, Pages, Region, Rows, joints, prefixed};
use super::notes::{ADDS, BREAKS_CALLER, Effect, Notes};

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

impl Joint<'_> {
    /// Every combination with everything given; `true` where only the new side accepts it.
    fn requests(&self, notes: &mut Notes) {
        if self.alike() {
            return;
        }
        let mut found = self.verdicts(0, self.all_rows());
        found.sort_by_key(|(picked, gained)| (*gained, picked.clone()));
        for (picked, gained) in found {
            let (kind, effect, says) = effect(gained);
            let (cells, side) = (self.cells(&picked), usize::from(gained));
            // Tables that decide their columns in orders that contradict each other leave absent ones open.
            if !self.takes(side, &picked) || self.takes(1 - side, &picked) {
                notes.other(&self.subject());
                continue;
            }
            let words = if cells.is_empty() { "every request".to_owned() } else { words(&cells) };
            notes.add(kind, effect, self.place(&picked, side), format!("{says}: {words}"));
            notes.with(cells, self.example(&picked, side));
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
}

/// What effects a difference of requests has; for those that find one without tables.
pub fn effect(gained: bool) -> (Kind, Effect, &'static str) {
    if gained { (Kind::Accepted, ADDS, "accepted now") } else { (Kind::Refused, BREAKS_CALLER, "refused now") }
}
