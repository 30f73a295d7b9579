//! Which revision is compared with which, and everything about each pair.

use std::collections::BTreeSet;

use super::joint::Pages;
use super::notes::{ADDS, BREAKS_CALLER, Notes, RENAMES, quoted};
use super::{Change, Comparison, Kind, Side, request, vendor, words};
use crate::table::{Operation, Revision, WordSet};

/// Everything that differs between two sides.
///
/// Two single revisions are compared as they are. Of two whole specs each vendor's current revisions are compared, and
/// every other revision with the one of the same name. One revision and a whole spec are compared as two revisions.
pub fn compare(old: &Side, new: &Side) -> Comparison {
    let sides = [old, new];
    let mut changes = Vec::new();
    let mut shared = Notes::default();
    shared.part("words", (old.spec.words.as_ref(), new.spec.words.as_ref()), words::compare);
    changes.extend(shared.changes);
    if old.is_whole && new.is_whole {
        let vendors =
            |side: &Side| side.spec.revisions.iter().map(|one| one.vendor.to_string()).collect::<BTreeSet<_>>();
        for name in vendors(old).union(&vendors(new)) {
            changes.extend(self::vendor(sides, name));
        }
    } else {
        changes.extend(one_revision(sides));
    }
    for change in &mut changes {
        change.line = place(sides, change);
    }
    Comparison { sides: sides.map(|side| side.label.clone()), changes }
}

/// Two revisions as they are; of a whole spec the one of the same name, or the same vendor's current one.
fn one_revision(sides: [&Side; 2]) -> Vec<Change> {
    let single = sides.iter().find(|side| !side.is_whole).and_then(|side| side.spec.revisions.first());
    let pick = |side: &'_ Side| -> Option<Revision> {
        let single = single.filter(|_| side.is_whole);
        let Some(single) = single else { return side.spec.revisions.first().cloned() };
        let of_vendor = of(side, &single.vendor);
        of_vendor.iter().find(|one| one.month == single.month).copied().or(current(&of_vendor)).cloned()
    };
    match sides.map(pick) {
        [Some(old), Some(new)] => revisions(sides, &old, &new),
        _ => single.map(|single| vendor(sides, &single.vendor)).unwrap_or_default(),
    }
}

fn current<'s>(revisions: &[&'s Revision]) -> Option<&'s Revision> {
    revisions.iter().find(|one| one.current).or(revisions.last()).copied()
}

fn of<'s>(side: &'s Side, vendor: &str) -> Vec<&'s Revision> {
    side.spec.revisions.iter().filter(|one| one.vendor == vendor).collect()
}

/// One vendor of two whole specs.
fn vendor(sides: [&Side; 2], name: &str) -> Vec<Change> {
    let [old, new] = sides.map(|side| of(side, name));
    let mut notes = Notes { revisions: name.to_owned(), ..Notes::default() };
    let (Some(before), Some(after)) = (current(&old), current(&new)) else {
        match new.is_empty() {
            true => notes.add(Kind::Page, BREAKS_CALLER, "vendor", format!("the vendor {} is gone", quoted(&name))),
            false => notes.add(Kind::Page, ADDS, "vendor", format!("the vendor {} is new", quoted(&name))),
        }
        return notes.changes;
    };
    for month in months(&old).difference(&months(&new)) {
        notes.add(Kind::Page, BREAKS_CALLER, "revision", format!("the revision {month} is gone"));
    }
    for month in months(&new).difference(&months(&old)) {
        notes.add(Kind::Page, ADDS, "revision", format!("the revision {month} is new"));
    }
    if before.month != after.month {
        let says = format!("the current revision is {} instead of {}", after.month, before.month);
        notes.add(Kind::Page, RENAMES, "current", says);
    }
    let mut changes = notes.changes;
    changes.extend(revisions(sides, before, after));
    for before in old.iter().filter(|one| one.month != before.month || before.month != after.month) {
        if let Some(after) = new.iter().find(|one| one.month == before.month) {
            changes.extend(revisions(sides, before, after));
        }
    }
    changes
}

fn months(revisions: &[&Revision]) -> BTreeSet<String> {
    revisions.iter().map(|one| one.month.to_string()).collect()
}

/// Two revisions: their pages, and what is said once for all of them.
fn revisions(sides: [&Side; 2], old: &Revision, new: &Revision) -> Vec<Change> {
    let name = |one: &Revision| format!("{}/{}", one.vendor, one.month);
    let revisions = if name(old) == name(new) { name(old) } else { format!("{} to {}", name(old), name(new)) };
    let mut notes = Notes { revisions, ..Notes::default() };
    let rules = |one: &Revision| Revision {
        operations: Vec::new().into(),
        month: "".into(),
        vendor: "".into(),
        current: true,
        ..one.clone()
    };
    notes.part("vendor.toml", (&rules(old), &rules(new)), |notes, old, new| vendor::compare(notes, (old, new)));
    let words = sides.map(|side| side.spec.words.as_ref());
    for operation in old.operations.iter().filter(|one| named(new, &one.name).is_none()) {
        notes.page = Some(operation.name.to_string());
        match new.partial {
            true => request::left_out(&mut notes, operation),
            false => request::one_sided(&mut notes, operation, false),
        }
    }
    for operation in new.operations.iter() {
        notes.page = Some(operation.name.to_string());
        match named(old, &operation.name) {
            None => request::one_sided(&mut notes, operation, true),
            Some(before) => page(&mut notes, [before, operation], words),
        }
    }
    notes.changes.sort_by_key(|change| (change.page.clone(), change.direction, std::cmp::Reverse(change.release)));
    notes.changes
}

fn page(notes: &mut Notes, sides: [&Operation; 2], words: [&[WordSet]; 2]) {
    notes.part("page", (sides[0], sides[1]), |notes, _, _| request::compare(notes, Pages { sides, words }));
}

fn named<'r>(revision: &'r Revision, name: &str) -> Option<&'r Operation> {
    revision.operations.iter().find(|one| one.name == name)
}

/// Where a change stands: on the side that has more of its key, the new one if both have it, unless it is the old row.
fn place(sides: [&Side; 2], change: &Change) -> Option<(String, usize)> {
    let mut names = change.revisions.split(" to ");
    let old = names.next().unwrap_or_default();
    let new = names.next().unwrap_or(old);
    let [old, new] =
        [(sides[0], old), (sides[1], new)].map(|(side, name)| side.line(name, change.page.as_deref(), &change.subject));
    match (old, new) {
        // The row that took what is refused now is the old side's.
        (Some(old), Some(_)) if change.kind == Kind::Refused => Some(old.line),
        (Some(old), Some(new)) if old.depth > new.depth => Some(old.line),
        (_, Some(new)) => Some(new.line),
        (old, None) => old.map(|old| old.line),
    }
}
