//! A page: its request line, headers, constants, fields, tables, answer, and what it says in words.

use super::axis::{Key, value_text, words};
use super::cells::{Given, differences, value};
use super::joint::{Pages, is_common};
use super::notes::{ADDS, BREAKS_CALLER, Effect, Notes, RENAMES, WORDS, list, plain, quoted};
use super::{Direction, Kind, Release, accepts, answer, field, limit, listing, presence, price};
use crate::relation::{atom, matches};
use crate::table::{Borrowed, Choice, Condition, Header, Ignored, Member, Operation, Shape, StatedOnly, Text};

/// Notes every difference of two pages of one operation.
pub fn compare(notes: &mut Notes, pages: Pages<'_>) {
    let [old, new] = pages.sides;
    line(notes, (old, new));
    notes.part("parameters", (&old.listing, &new.listing), listing::compare);
    notes.part("headers", (old.headers.as_ref(), new.headers.as_ref()), headers);
    notes.part("constants", (&constants(&old.body, ""), &constants(&new.body, "")), |notes, old, new| {
        self::constants_differ(notes, (old, new));
    });
    field::compare(notes, "fields", (&old.fields, &new.fields));
    limit::bytes(notes, "max_body", (&old.max_body, &new.max_body));
    accepts::compare(notes, pages);
    presence::compare(notes, pages);
    conditions(notes, pages);
    let by_name = |operation: &Operation| answer::leaves(&operation.answer, &operation.fields);
    notes.part("answer", (&by_name(old), &by_name(new)), |notes, old, new| {
        answer::compare(notes, "answer", Kind::Answer, (old, new));
    });
    price::compare(notes, pages);
    said_in_words(notes, (old, new));
}

fn line(notes: &mut Notes, (old, new): (&Operation, &Operation)) {
    let parameter =
        |one: &Operation| one.id_parameter.as_ref().map(|name| format!("?{name}={{id}}")).unwrap_or_default();
    let line = |one: &Operation| format!("{} {}{}", one.method, one.path, parameter(one));
    notes.changed((Kind::Request, BREAKS_CALLER), "request", (&line(old), &line(new)), quoted);
    let kind = |one: &Operation| plain(&one.kind);
    notes.changed((Kind::Request, BREAKS_CALLER), "kind", (&kind(old), &kind(new)), String::clone);
    let type_name = |one: &Operation| one.type_name.to_string();
    notes.changed((Kind::Word, RENAMES), "type", (&type_name(old), &type_name(new)), quoted);
}

fn headers(notes: &mut Notes, old: &[Header], new: &[Header]) {
    let named = |headers: &[Header], name: &str| headers.iter().find(|header| header.name == name).cloned();
    for header in old.iter().filter(|header| named(new, &header.name).is_none()) {
        notes.add(Kind::Request, ADDS, "headers", format!("header {} is asked for no more", quoted(&header.name)));
    }
    for header in new {
        let subject = format!("headers.{}", header.name);
        match named(old, &header.name) {
            None => notes.add(
                Kind::Request,
                BREAKS_CALLER,
                subject,
                format!("header {} is new: {}", quoted(&header.name), quoted(&header.value)),
            ),
            Some(before) => {
                notes.changed((Kind::Request, BREAKS_CALLER), &subject, (&before.value, &header.value), quoted)
            }
        }
    }
}

/// Places of a body, each with what always stands there.
type Constants = [(String, String)];

/// What always stands in the body, by place: constants and the task's id.
fn constants(members: &[Member], under: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for member in members {
        let place = format!("{under}{}", member.key);
        match &member.shape {
            Shape::Constant(value) => found.push((place, value_text(value))),
            Shape::TaskId => found.push((place, "the task's id".to_owned())),
            Shape::Object(members) => found.extend(constants(members, &format!("{place}."))),
            Shape::Field(_) | Shape::Elements(_) => {}
        }
    }
    found
}

fn constants_differ(notes: &mut Notes, (old, new): (&Constants, &Constants)) {
    let at = |list: &Constants, place: &str| list.iter().find(|(other, _)| other == place).cloned();
    for (place, _) in old.iter().filter(|(place, _)| at(new, place).is_none()) {
        notes.add(
            Kind::Request,
            BREAKS_CALLER,
            format!("constants.{place}"),
            format!("{} is in the body no more", quoted(place)),
        );
    }
    for (place, value) in new {
        let subject = format!("constants.{place}");
        let says = match at(old, place) {
            None => format!("{} in the body is always {} now", quoted(place), quoted(value)),
            Some((_, before)) if before == *value => continue,
            Some((_, before)) => {
                format!("{} in the body is {} instead of {}", quoted(place), quoted(value), quoted(&before))
            }
        };
        notes.add(Kind::Request, BREAKS_CALLER, subject, says);
    }
}

/// What is without effect, and what is stated without being offered.
fn conditions(notes: &mut Notes, pages: Pages<'_>) {
    let before = notes.changes.len();
    let [old, new] = pages.sides;
    for field in new.fields.iter().filter(|field| is_common(pages, &field.name)) {
        ignored(notes, pages, &field.name);
    }
    let words = ((Kind::Prose, WORDS), (Kind::Prose, WORDS));
    let why = |one: &Operation| -> Vec<Text> { one.ignored.iter().map(|entry| entry.why.clone()).collect() };
    if notes.changes.len() == before {
        list(notes, "ignored", (&why(old), &why(new)), words, quoted);
    }
    let stated = |one: &Operation, entry: &StatedOnly| format!("{}: {}", shown(one, &entry.cells), entry.why);
    let all = |one: &Operation| -> Vec<String> { one.stated_only.iter().map(|entry| stated(one, entry)).collect() };
    list(notes, "also_stated", (&all(old), &all(new)), words, String::clone);
}

/// Where a field lost its effect, or has one again.
fn ignored(notes: &mut Notes, pages: Pages<'_>, name: &str) {
    let of = |one: &Operation| -> Vec<Ignored> {
        one.ignored.iter().filter(|entry| one.fields[entry.field].name == name).cloned().collect()
    };
    let conditions = |one: &Operation| of(one).iter().flat_map(|entry| entry.when.to_vec()).collect::<Vec<_>>();
    let is_ignored = |one: &Operation, given: &Given<'_>| {
        let holds = |condition: &Condition| {
            value(given, &Key::of(one, condition.column)).is_some_and(|value| self::holds(condition, value))
        };
        of(one).iter().any(|entry| entry.when.iter().all(holds))
    };
    for (cells, [_, now]) in differences(pages, conditions, is_ignored) {
        let with = if cells.is_empty() { String::new() } else { format!(" with {}", words(&cells)) };
        let (effect, says) = match now {
            true => (Effect(Direction::Caller, Release::Minor), "is taken without effect now"),
            false => (ADDS, "has an effect now"),
        };
        notes.add(Kind::Field, effect, "ignored", format!("{}{with} {says}", quoted(&name)));
    }
}

/// Conditions in words, `model a1, a2 and duration 5`.
pub fn shown(operation: &Operation, conditions: &[Condition]) -> String {
    let one = |choice: &Choice| match choice {
        Choice::Exactly(value) => value_text(value),
        Choice::Integers(from, to) => format!("{from} to {to}"),
        Choice::Numbers(from, to) => format!("{from} to {to}"),
    };
    let part = |condition: &Condition| {
        let values: Vec<String> = condition.choices.iter().map(one).collect();
        format!("{} {}", Key::of(operation, condition.column).name(), values.join(", "))
    };
    conditions.iter().map(part).collect::<Vec<_>>().join(" and ")
}

/// Whether a value is among the choices of a condition.
pub fn holds(condition: &Condition, value: &crate::table::Scalar) -> bool {
    condition.choices.iter().any(|choice| matches(choice, atom(value)))
}

fn said_in_words(notes: &mut Notes, (old, new): (&Operation, &Operation)) {
    notes.changed((Kind::Prose, WORDS), "page.url", (&old.page.url, &new.page.url), quoted);
    notes.changed((Kind::Prose, WORDS), "page.title", (&old.page.title, &new.page.title), quoted);
    notes.changed((Kind::Prose, WORDS), "page.read", (&old.page.read, &new.page.read), |text| text.to_string());
    if old.about != new.about {
        notes.add(Kind::Prose, WORDS, "about", format!("the operation is described as: {}", new.about));
    }
    prose(notes, (&old.unsaid, &new.unsaid), (&old.remarks, &new.remarks), (&old.borrowed, &new.borrowed));
}

/// Compares what is said in prose, of a page or of a vendor.
pub fn prose(
    notes: &mut Notes,
    unsaid: (&[Text], &[Text]),
    remarks: (&[Text], &[Text]),
    borrowed: (&[Borrowed], &[Borrowed]),
) {
    let words = ((Kind::Prose, WORDS), (Kind::Prose, WORDS));
    notes.part("unsaid", unsaid, |notes, old, new| list(notes, "unsaid", (old, new), words, quoted));
    notes.part("remarks", remarks, |notes, old, new| list(notes, "remarks", (old, new), words, quoted));
    let entry = |one: &Borrowed| format!("{} from {}: {}", quoted(&one.of), one.from, one.why);
    notes.part("borrowed", borrowed, |notes, old, new| list(notes, "borrowed", (old, new), words, entry));
}

/// Notes a page that the new side leaves out, whether the vendor still has it or not.
pub fn left_out(notes: &mut Notes, operation: &Operation) {
    let says = format!("{} is not among the pages of this revision", quoted(&operation.name));
    notes.add(Kind::Page, WORDS, "page", says);
}

/// Notes a page that only one side has.
pub fn one_sided(notes: &mut Notes, operation: &Operation, is_new: bool) {
    let line = format!("{} {}", operation.method, operation.path);
    match is_new {
        true => notes.add(Kind::Page, ADDS, "page", format!("{} is new: {}", quoted(&operation.name), quoted(&line))),
        false => notes.add(
            Kind::Page,
            BREAKS_CALLER,
            "page",
            format!("{} is gone: {}", quoted(&operation.name), quoted(&line)),
        ),
    }
}
