//! How a list of tasks is asked for: its parameters and its order.

use super::Kind;
use super::notes::{ADDS, BREAKS_CALLER, BREAKS_READER, Effect, Notes, WORDS, plain, quoted, said};
use crate::table::{List, Listing, Parameter};

/// Notes what is asked for otherwise.
pub fn compare(notes: &mut Notes, old: &Option<Listing>, new: &Option<Listing>) {
    let order = |one: &Option<Listing>| one.as_ref().and_then(|listing| listing.order);
    let effect = if order(old).is_none() { ADDS } else { BREAKS_READER };
    let shown = |order: &Option<_>| said(&order.as_ref().map(plain));
    notes.changed((Kind::Request, effect), "order", (&order(old), &order(new)), shown);
    let none = List::default();
    let parameters = |one: &Option<Listing>| one.as_ref().map_or(none.clone(), |listing| listing.parameters.clone());
    notes.part("parameters", (&parameters(old), &parameters(new)), |notes, old, new| each(notes, old, new));
}

fn each(notes: &mut Notes, old: &[Parameter], new: &[Parameter]) {
    let named = |list: &[Parameter], name: &str| list.iter().find(|one| one.name == name).cloned();
    for gone in old.iter().filter(|one| named(new, &one.name).is_none()) {
        notes.add(Kind::Request, BREAKS_CALLER, subject(gone), format!("parameter {} is gone", quoted(&gone.name)));
    }
    for parameter in new {
        match named(old, &parameter.name) {
            None => {
                let says = format!("parameter {} is new: {}", quoted(&parameter.name), plain(&parameter.role));
                notes.add(Kind::Request, ADDS, subject(parameter), says);
            }
            Some(before) => one(notes, &before, parameter),
        }
    }
}

fn one(notes: &mut Notes, old: &Parameter, new: &Parameter) {
    let subject = subject(new);
    let known = |was_said: bool| if was_said { BREAKS_CALLER } else { ADDS };
    let mut changed = |effect: Effect, what: &str, old: String, new: String| {
        if old != new {
            let says = format!("{} of {} is {new} instead of {old}", what, quoted(&subject));
            notes.add(Kind::Request, effect, subject.clone(), says);
        }
    };
    let shown = |word: Option<&dyn std::fmt::Debug>| said(&word.map(|word| plain(&word)));
    changed(BREAKS_CALLER, "the meaning", plain(&old.role), plain(&new.role));
    let several = |one: &Parameter| shown(one.several.as_ref().map(|several| several as _));
    changed(known(old.several.is_some()), "how several are given", several(old), several(new));
    let format = |one: &Parameter| shown(one.format.as_ref().map(|format| format as _));
    changed(known(old.format.is_some()), "the form", format(old), format(new));
    changed(known(old.first.is_some()), "the first page", said(&old.first), said(&new.first));
    changed(known(old.default.is_some()), "the default", said(&old.default), said(&new.default));
    let less = old.most.is_none() != new.most.is_none() || old.most > new.most;
    changed(if less { BREAKS_CALLER } else { ADDS }, "the most", said(&old.most), said(&new.most));
    let note = |one: &Parameter| said(&one.note);
    changed(WORDS, "the note", note(old), note(new));
}

fn subject(parameter: &Parameter) -> String {
    format!("parameters.{}", parameter.name)
}
