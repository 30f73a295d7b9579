//! Reads facts from an answer, and forgives what can be forgiven.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::table::{AnswerForm, AnswerMember, Format, Group, Slot, SlotForm};

use super::{Facts, convert};

/// The facts that an answer states.
///
/// Forgiven are: members that the table does not list, members that are missing or null, empty texts (nothing is stated),
/// numbers and ids in quotes or not, a list of texts instead of objects and the other way round, one entry without its
/// list, and times in another form than the table's: of the known forms the one counts that gives a time in this or the
/// next century, the table's own first. A fact that cannot be converted is kept as text.
///
/// A fact about an entry of a group that stands outside of the group's list is among the answer's own.
pub fn read(members: &[AnswerMember], body: &Value) -> Facts {
    let mut facts = Facts::new();
    read_members(members, body, &mut facts);
    facts.drop_empty_entries();
    facts
}

/// The fields of the request that an answer repeats, by their positions in the operation; null is no repetition.
pub fn echoed<'a>(members: &[AnswerMember], body: &'a Value) -> BTreeMap<usize, &'a Value> {
    let mut found = BTreeMap::new();
    for member in members {
        read_echo(&member.form, body.get(&*member.key), &mut found);
    }
    found
}

/// Where a fact stands according to the table, `output.task_id` or `creations[].url`; nothing if it is not listed.
pub fn path(members: &[AnswerMember], slot: Slot) -> Option<String> {
    members.iter().find_map(|member| path_in(&member.form, slot).map(|rest| format!("{}{rest}", member.key)))
}

/// A fact that a value states, in whatever form.
pub(crate) fn stated(slot: Slot, value: &Value) -> Option<Facts> {
    let mut facts = Facts::new();
    facts.set(slot, convert::from_json(value, Format::Text)?);
    Some(facts)
}

/// Whether one of the lists that the table has is there, be it empty.
pub(crate) fn has_group(members: &[AnswerMember], body: &Value) -> bool {
    members.iter().any(|member| match (&member.form, body.get(&*member.key)) {
        (AnswerForm::Each(..) | AnswerForm::EachValue(..), Some(value)) => !value.is_null(),
        (AnswerForm::Object(members), Some(value)) => has_group(members, value),
        _ => false,
    })
}

/// The entries of a group's list and the members that each has; nothing if the list is not there.
pub(crate) fn entries<'t, 'b>(
    members: &'t [AnswerMember],
    body: &'b Value,
    group: Group,
) -> Option<(&'t [AnswerMember], &'b [Value])> {
    members.iter().find_map(|member| {
        let value = body.get(&*member.key).filter(|value| !value.is_null())?;
        match &member.form {
            AnswerForm::Each(of, members) if *of == group => Some((&members[..], elements(value))),
            AnswerForm::EachValue(of, _) if *of == group => Some((&[][..], elements(value))),
            AnswerForm::Object(members) => entries(members, value, group),
            _ => None,
        }
    })
}

/// The facts of one entry of a group.
pub(crate) fn read_one(group: Group, members: &[AnswerMember], entry: &Value) -> Facts {
    let mut facts = Facts::new();
    read_entry(group, members, entry, &mut facts);
    facts
}

/// Whether the place of a fact is there, be it null or empty.
pub(crate) fn has_place(members: &[AnswerMember], body: &Value, slot: Slot) -> bool {
    members.iter().any(|member| match (&member.form, body.get(&*member.key)) {
        (AnswerForm::Slot(form), Some(_)) => form.slot == slot,
        (AnswerForm::Object(members), Some(value)) => has_place(members, value, slot),
        _ => false,
    })
}

fn read_members(members: &[AnswerMember], body: &Value, facts: &mut Facts) {
    for member in members {
        if let Some(value) = body.get(&*member.key) {
            read_form(&member.form, value, facts);
        }
    }
}

fn read_form(form: &AnswerForm, value: &Value, facts: &mut Facts) {
    match form {
        AnswerForm::Slot(form) => read_slot(form, value, facts),
        AnswerForm::Object(members) => read_members(members, value, facts),
        AnswerForm::Elements(forms) => {
            forms.iter().zip(elements(value)).for_each(|(form, value)| read_form(form, value, facts))
        }
        AnswerForm::Each(group, members) => {
            for (position, element) in elements(value).iter().enumerate() {
                read_entry(*group, members, element, facts.entry(*group, position));
            }
        }
        AnswerForm::EachValue(group, form) => {
            for (position, element) in elements(value).iter().enumerate() {
                read_slot(form, within(element, form.slot), facts.entry(*group, position));
            }
        }
        AnswerForm::Echo(_) | AnswerForm::Constant(_) => {}
    }
}

fn read_slot(form: &SlotForm, value: &Value, facts: &mut Facts) {
    if let Some(fact) = convert::from_json(value, form.format) {
        facts.offer(form.slot, fact);
    }
}

fn read_entry(group: Group, members: &[AnswerMember], element: &Value, entry: &mut Facts) {
    match element {
        Value::Object(_) => read_members(members, element, entry),
        _ => read_slot(&stand_in(group), element, entry),
    }
    entry.drop_empty_entries();
}

/// A list, or the one entry that stands there without its list.
fn elements(value: &Value) -> &[Value] {
    match value {
        Value::Array(elements) => elements,
        _ => std::slice::from_ref(value),
    }
}

/// What a single value says where the table has an object.
const fn stand_in(group: Group) -> SlotForm {
    let (slot, format) = match group {
        Group::Task => (Slot::TaskId, Format::Text),
        Group::Video => (Slot::VideoUrl, Format::Text),
        Group::Balance => (Slot::BalanceRemaining, Format::Number),
        Group::Package => (Slot::PackageId, Format::Text),
    };
    SlotForm { slot, format, otherwise: None }
}

/// The value itself, or the member of an object that bears the fact's name, where the table has no objects.
fn within(value: &Value, slot: Slot) -> &Value {
    let Value::Object(object) = value else { return value };
    let name = name_of(slot);
    named(object, &name).unwrap_or(&Value::Null)
}

/// A member of the whole name, or of the part behind the group's.
fn named<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let short = name.split_once('_').map_or(name, |(_, short)| short);
    object.get(name).or_else(|| object.get(short))
}

/// The fact's own name in snake case, `video_url`.
pub(crate) fn name_of(slot: Slot) -> String {
    let mut name = String::new();
    for character in format!("{slot:?}").chars() {
        if character.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
}

fn read_echo<'a>(form: &AnswerForm, value: Option<&'a Value>, found: &mut BTreeMap<usize, &'a Value>) {
    let Some(value) = value.filter(|value| !value.is_null()) else { return };
    match form {
        AnswerForm::Echo(form) => {
            found.entry(form.field).or_insert(value);
        }
        AnswerForm::Object(members) => {
            members.iter().for_each(|member| read_echo(&member.form, value.get(&*member.key), found))
        }
        AnswerForm::Elements(forms) => {
            forms.iter().zip(elements(value)).for_each(|(form, value)| read_echo(form, Some(value), found))
        }
        _ => {}
    }
}

fn path_in(form: &AnswerForm, slot: Slot) -> Option<String> {
    let listed = |form: &SlotForm| form.slot == slot;
    match form {
        AnswerForm::Slot(form) => listed(form).then(String::new),
        AnswerForm::EachValue(_, form) => listed(form).then(|| "[]".to_owned()),
        AnswerForm::Object(members) => path(members, slot).map(|rest| format!(".{rest}")),
        AnswerForm::Each(_, members) => path(members, slot).map(|rest| format!("[].{rest}")),
        AnswerForm::Elements(forms) => {
            let found = |(position, form)| path_in(form, slot).map(|rest| format!("[{position}]{rest}"));
            forms.iter().enumerate().find_map(found)
        }
        AnswerForm::Echo(_) | AnswerForm::Constant(_) => None,
    }
}
