//! Reads facts from an answer, and forgives what can be forgiven.

use serde_json::Value;

use crate::table::{AnswerForm, AnswerMember, Format, Group, Slot, SlotForm};

use super::tree::Tree;
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
    read_tree(members, body)
}

/// The same of any tree.
pub(crate) fn read_tree(members: &[AnswerMember], body: &impl Tree) -> Facts {
    let mut facts = Facts::new();
    read_members(members, body, &mut facts);
    facts.drop_empty_entries();
    facts
}

/// A field of the request, by its position in the operation, as an answer repeats it; null is no repetition.
pub fn echoed<'a>(members: &[AnswerMember], body: &'a Value, field: usize) -> Option<&'a Value> {
    echo_of(members, body, field)
}

/// The same in any tree.
pub(crate) fn echo_of<'a, T: Tree>(members: &[AnswerMember], body: &'a T, field: usize) -> Option<&'a T> {
    members.iter().find_map(|member| echo_in(&member.form, field, &|| body.member(&member.key)))
}

/// Where a fact stands according to the table, `output.task_id` or `creations[].url`; nothing if it is not listed.
pub fn path(members: &[AnswerMember], slot: Slot) -> Option<String> {
    members.iter().find_map(|member| path_in(&member.form, slot).map(|rest| format!("{}{rest}", member.key)))
}

/// A fact that a value states, in whatever form.
pub(crate) fn stated(slot: Slot, value: &impl Tree) -> Option<Facts> {
    let mut facts = Facts::new();
    facts.set(slot, convert::from_json(value, Format::Text)?);
    Some(facts)
}

/// Whether one of the lists that the table has is there, be it empty.
pub(crate) fn has_group(members: &[AnswerMember], body: &impl Tree) -> bool {
    members.iter().any(|member| match (&member.form, body.member(&member.key)) {
        (AnswerForm::Each(..) | AnswerForm::EachValue(..), Some(value)) => !value.is_nothing(),
        (AnswerForm::Object(members), Some(value)) => has_group(members, value),
        _ => false,
    })
}

/// The entries of a group's list and the members that each has; nothing if the list is not there.
pub(crate) fn entries<'t, 'b, T: Tree>(
    members: &'t [AnswerMember],
    body: &'b T,
    group: Group,
) -> Option<(&'t [AnswerMember], &'b [T])> {
    members.iter().find_map(|member| {
        let value = body.member(&member.key).filter(|value| !value.is_nothing())?;
        match &member.form {
            AnswerForm::Each(of, members) if *of == group => Some((&members[..], elements(value))),
            AnswerForm::EachValue(of, _) if *of == group => Some((&[][..], elements(value))),
            AnswerForm::Object(members) => entries(members, value, group),
            _ => None,
        }
    })
}

/// The facts of one entry of a group.
pub(crate) fn read_one(group: Group, members: &[AnswerMember], entry: &impl Tree) -> Facts {
    let mut facts = Facts::new();
    read_entry(group, members, entry, &mut facts);
    facts
}

/// Whether the place of a fact is there, be it null or empty.
pub(crate) fn has_place(members: &[AnswerMember], body: &impl Tree, slot: Slot) -> bool {
    members.iter().any(|member| match (&member.form, body.member(&member.key)) {
        (AnswerForm::Slot(form), Some(_)) => form.slot == slot,
        (AnswerForm::Object(members), Some(value)) => has_place(members, value, slot),
        _ => false,
    })
}

fn read_members(members: &[AnswerMember], body: &impl Tree, facts: &mut Facts) {
    for member in members {
        if let Some(value) = body.member(&member.key) {
            read_form(&member.form, value, facts);
        }
    }
}

fn read_form(form: &AnswerForm, value: &impl Tree, facts: &mut Facts) {
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
                let entry = facts.entry(*group, position);
                within(element, form.slot).into_iter().for_each(|value| read_slot(form, value, entry));
            }
        }
        AnswerForm::Echo(_) | AnswerForm::Constant(_) => {}
    }
}

fn read_slot(form: &SlotForm, value: &impl Tree, facts: &mut Facts) {
    if let Some(fact) = convert::from_json(value, form.format) {
        facts.offer(form.slot, fact);
    }
}

fn read_entry(group: Group, members: &[AnswerMember], element: &impl Tree, entry: &mut Facts) {
    match element.is_object() {
        true => read_members(members, element, entry),
        false => read_slot(&stand_in(group), element, entry),
    }
    entry.drop_empty_entries();
}

/// A list, or the one entry that stands there without its list.
fn elements<T: Tree>(value: &T) -> &[T] {
    value.list().unwrap_or(std::slice::from_ref(value))
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
fn within<T: Tree>(value: &T, slot: Slot) -> Option<&T> {
    if !value.is_object() {
        return Some(value);
    }
    // A member of the whole name, or of the part behind the group's.
    let name = name_of(slot);
    let short = name.split_once('_').map_or(&*name, |(_, short)| short);
    value.member(&name).or_else(|| value.member(short))
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

/// Looks for the value of a member only where the table has something to find.
fn echo_in<'a, T: Tree>(form: &AnswerForm, field: usize, value: &dyn Fn() -> Option<&'a T>) -> Option<&'a T> {
    let there = || value().filter(|value| !value.is_nothing());
    match form {
        AnswerForm::Echo(form) if form.field == field => there(),
        AnswerForm::Object(members) => echo_of(members, there()?, field),
        AnswerForm::Elements(forms) => {
            let mut places = forms.iter().zip(elements(there()?));
            places.find_map(|(form, value)| echo_in(form, field, &|| Some(value)))
        }
        _ => None,
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
