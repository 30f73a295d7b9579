//! How a list of tasks is asked for: the parameters of its query, each by what it says.

use crate::code::Code;
use crate::reader::{Item, Named, Table};
use crate::table::{
    AnswerForm, AnswerMember, Format, Group, Listing, Order, Parameter, ParameterRole, Several, Slot, Text,
};

use super::answer::FORMATS;

/// Reads `order` and `parameters` of a page whose answer is known.
pub fn read(table: &Table<'_>, page: Item<'_>, answer: &[AnswerMember]) -> Listing {
    let orders = [("newest first", Order::NewestFirst), ("oldest first", Order::OldestFirst)];
    let order = table.said("order").and_then(|item| item.word(&orders));
    let named = table.optional("parameters").and_then(|item| item.entries()).unwrap_or_default();
    let mut parameters: Vec<Parameter> = Vec::new();
    for named in &named {
        let Some(parameter) = parameter(named) else { continue };
        check_alone(named, &parameter, &parameters);
        parameters.push(parameter);
    }
    let listing = Listing { order, parameters: parameters.into() };
    check_answer(page, &listing, answer);
    listing
}

fn parameter(named: &Named<'_>) -> Option<Parameter> {
    let name = named.line()?;
    let table = named.item.table("a parameter")?;
    let role = table.required("is").and_then(|item| item.word(ROLES));
    let mut reader = Reader { table: &table, unsaid: Vec::new() };
    let several = reader.said("several", role, SEVERAL).and_then(|item| item.word(WAYS));
    let format = reader.said("format", role, TIMES).and_then(|item| item.word(FORMATS));
    let first = reader.said("first", role, &[ParameterRole::PageNumber]).and_then(|item| item.natural());
    let default = reader.said("default", role, DEFAULTS).and_then(|item| item.natural());
    let most = reader.said("most", role, &[ParameterRole::PageSize]).and_then(|item| item.natural());
    let note = table.optional("note").and_then(|item| item.line()).map(|note| Text::from(note.to_owned()));
    let unsaid = std::mem::take(&mut reader.unsaid).into();
    table.finish();
    if format.is_some_and(|format| !is_time(format)) {
        named.fault(Code::WrongType, "this is no way to write a time", "write \"rfc3339\", \"unix seconds\" or \"?\"");
    }
    if most.zip(default).is_some_and(|(most, default)| default > most) || default == Some(0) || most == Some(0) {
        named.fault(Code::BadList, "a page of this size cannot be had", "`default` is from 1 to `most`");
    }
    let role = role?;
    Some(Parameter { name: name.to_owned().into(), role, several, format, first, default, most, note, unsaid })
}

/// Asks for the keys that the roles have, and keeps which of them the page does not say.
struct Reader<'t, 'a> {
    table: &'t Table<'a>,
    unsaid: Vec<Text>,
}

impl<'a> Reader<'_, 'a> {
    fn said(&mut self, key: &'static str, role: Option<ParameterRole>, roles: &[ParameterRole]) -> Option<Item<'a>> {
        if !roles.contains(&role?) {
            return None;
        }
        let said = self.table.said(key);
        if said.is_none() {
            self.unsaid.push(key.into());
        }
        said
    }
}

fn check_alone(named: &Named<'_>, parameter: &Parameter, others: &[Parameter]) {
    let twice = |other: &&Parameter| parameter.role != ParameterRole::Filter && other.role == parameter.role;
    if let Some(other) = others.iter().find(twice) {
        let message = format!("`{}` says what `{}` says", parameter.name, other.name);
        named.fault(Code::BadList, message, "give each parameter a meaning of its own, or call it a filter");
    }
}

/// The tasks of a list have ids, and a token of a page can be had and sent.
fn check_answer(page: Item<'_>, listing: &Listing, answer: &[AnswerMember]) {
    if !has_ids(answer) {
        let help = "write `tasks = { each = \"task\", members = { id = \"task.id\", .. } }`";
        page.fault(Code::BadList, "the answer lists no tasks with their ids", help);
    }
    let sent = listing.parameters.iter().any(|one| one.role == ParameterRole::PageToken);
    if sent != has_slot(answer, Slot::PageNext) {
        let help = "a parameter is `page.token` where a member of the answer is `page.next`, and the other way round";
        page.fault(Code::BadList, "a page's token can only be read, or only be sent", help);
    }
}

fn has_ids(members: &[AnswerMember]) -> bool {
    members.iter().any(|member| match &member.form {
        AnswerForm::Each(Group::Task, members) => has_slot(members, Slot::TaskId),
        AnswerForm::EachValue(Group::Task, form) => form.slot == Slot::TaskId,
        AnswerForm::Object(members) => has_ids(members),
        _ => false,
    })
}

fn has_slot(members: &[AnswerMember], slot: Slot) -> bool {
    members.iter().any(|member| match &member.form {
        AnswerForm::Slot(form) => form.slot == slot,
        AnswerForm::Object(members) => has_slot(members, slot),
        _ => false,
    })
}

const fn is_time(format: Format) -> bool {
    matches!(format, Format::Rfc3339 | Format::UnixSeconds | Format::UnixMillisText)
}

/// What parameters say, by name.
const ROLES: &[(&str, ParameterRole)] = &[
    ("task.id", ParameterRole::TaskId),
    ("task.state", ParameterRole::TaskState),
    ("created.from", ParameterRole::CreatedFrom),
    ("created.to", ParameterRole::CreatedTo),
    ("page.number", ParameterRole::PageNumber),
    ("page.size", ParameterRole::PageSize),
    ("page.token", ParameterRole::PageToken),
    ("filter", ParameterRole::Filter),
];
const WAYS: &[(&str, Several)] = &[("repeated", Several::Repeated), ("commas", Several::Commas)];
const SEVERAL: &[ParameterRole] = &[ParameterRole::TaskId, ParameterRole::TaskState, ParameterRole::Filter];
const TIMES: &[ParameterRole] = &[ParameterRole::CreatedFrom, ParameterRole::CreatedTo];
const DEFAULTS: &[ParameterRole] = &[ParameterRole::CreatedFrom, ParameterRole::PageSize];
