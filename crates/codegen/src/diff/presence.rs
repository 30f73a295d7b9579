//! Fields of which one, at least one or at most one is given: every pattern of presence, side against side.

use super::accepts::effect;
use super::axis::{About, Key};
use super::example;
use super::joint::{Pages, is_common};
use super::notes::Notes;
use crate::table::{Exclusive, Many, Operation, Scalar};

/// More fields than this are not enumerated; that the rules differ is said all the same.
const MOST: usize = 12;

/// Notes the patterns that only one side accepts.
pub fn compare(notes: &mut Notes, pages: Pages<'_>) {
    let rules = pages.sides.map(named);
    notes.part("one_of", (&rules[0], &rules[1]), |notes, _, _| patterns(notes, pages));
}

/// The rules with the names of their fields.
fn named(operation: &Operation) -> Vec<(String, Vec<String>)> {
    let names = |rule: &Exclusive| rule.fields.iter().map(|at| operation.fields[*at].name.to_string()).collect();
    operation.exclusive.iter().map(|rule| (format!("{:?}", rule.many), names(rule))).collect()
}

fn patterns(notes: &mut Notes, pages: Pages<'_>) {
    let mut fields: Vec<String> = Vec::new();
    for name in pages.sides.iter().flat_map(|side| named(side)).flat_map(|(_, names)| names) {
        if !fields.contains(&name) && is_common(pages, &name) {
            fields.push(name);
        }
    }
    if fields.len() > MOST {
        return;
    }
    for pattern in 0..1_usize << fields.len() {
        let given: Vec<bool> = (0..fields.len()).map(|at| pattern >> at & 1 == 1).collect();
        let fits = pages.sides.map(|side| fits(side, &fields, &given));
        if fits[0] != fits[1] {
            note(notes, pages, (&fields, &given), fits[1]);
        }
    }
}

fn note(notes: &mut Notes, pages: Pages<'_>, (fields, given): (&[String], &[bool]), gained: bool) {
    let names: Vec<&str> =
        fields.iter().zip(given).filter(|(_, given)| **given).map(|(name, _)| name.as_str()).collect();
    let (kind, effect, says) = effect(gained);
    let which = if names.is_empty() {
        format!("none of {}", fields.join(", "))
    } else {
        format!("{} given together", names.join(" and "))
    };
    let which = if names.len() == 1 { format!("{} alone of {}", names[0], fields.join(", ")) } else { which };
    notes.add(kind, effect, "one_of", format!("{says}: {which}"));
    let key =
        |(name, given): (&String, &bool)| (Key { field: name.clone(), about: About::Given }, Scalar::Boolean(*given));
    let columns: Vec<(Key, Scalar)> = fields.iter().zip(given).map(key).collect();
    let side = usize::from(gained);
    notes.with(Vec::new(), example::request(pages.sides[side], pages.words[side], &columns));
}

/// Whether a pattern is fine on a side; fields that the other side lacks are left absent.
fn fits(operation: &Operation, fields: &[String], given: &[bool]) -> bool {
    let is_given =
        |at: usize| fields.iter().position(|name| operation.fields[at].name == *name).is_some_and(|at| given[at]);
    let rules = operation.exclusive.iter().all(|rule| {
        let many = rule.fields.iter().filter(|at| is_given(**at)).count();
        match rule.many {
            Many::ExactlyOne => many == 1,
            Many::AtLeastOne => many >= 1,
            Many::AtMostOne => many <= 1,
        }
    });
    let required = |(name, given): (&String, &bool)| {
        *given || !operation.fields.iter().any(|field| field.name == *name && field.required)
    };
    rules && fields.iter().zip(given).all(required)
}
