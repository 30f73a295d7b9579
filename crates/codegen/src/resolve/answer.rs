//! Answers: which fact stands at which place of a body, in which form and in which stages.

use super::field::Stated;
use super::path::{Branch, Tree, insert_at};
use crate::code::Code;
use crate::reader::{Item, Named, Table, suggestion};
use crate::syntax::Value;
use crate::table::{AnswerForm, AnswerMember, EchoForm, Format, Group, List, Slot, SlotForm, Stage, Text};

/// A leaf of an answer.
type Leaf = (List<Stage>, AnswerForm);

/// Reads a table of places and what stands there.
pub fn read(item: Item<'_>, fields: &[Stated]) -> List<AnswerMember> {
    let mut tree: Tree<Leaf> = Tree::default();
    for named in item.entries().unwrap_or_default() {
        if let (Some(path), Some(leaf)) = (named.line(), leaf(&named, fields)) {
            insert_at(&mut tree, &named, path, leaf);
        }
    }
    members(tree)
}

fn members(tree: Tree<Leaf>) -> List<AnswerMember> {
    let member = |(key, branch): (String, Branch<Leaf>)| {
        let (stages, form) = match branch {
            Branch::Leaf(leaf) => leaf,
            Branch::Object(tree) => (Vec::new().into(), AnswerForm::Object(members(tree))),
            Branch::Elements(leaves) => {
                (Vec::new().into(), AnswerForm::Elements(leaves.into_iter().map(|(_, form)| form).collect()))
            }
        };
        AnswerMember { key: key.into(), stages, form }
    };
    tree.into_members().into_iter().map(member).collect()
}

fn leaf(named: &Named<'_>, fields: &[Stated]) -> Option<Leaf> {
    if let Value::Text(_) = named.item.value() {
        let slot = slot(named.item)?;
        let form = SlotForm { slot, format: usual_format(slot), otherwise: None };
        return Some((Vec::new().into(), AnswerForm::Slot(form)));
    }
    let table = named.item.table("a member of an answer")?;
    let stages = table.optional("in").and_then(stages).unwrap_or_default();
    let form = form(&table, fields);
    table.finish();
    Some((stages.into(), form?))
}

fn form(table: &Table<'_>, fields: &[Stated]) -> Option<AnswerForm> {
    if let Some(item) = table.optional("json") {
        return json(item).map(AnswerForm::Constant);
    }
    if let Some(item) = table.optional("echo") {
        return Some(AnswerForm::Echo(EchoForm { field: echoed(item, fields)?, otherwise: otherwise(table)? }));
    }
    if let Some(item) = table.optional("each") {
        let group = item.word(GROUPS)?;
        return match table.optional("members") {
            Some(members) => Some(AnswerForm::Each(group, read(members, fields))),
            None => Some(AnswerForm::EachValue(group, slot_form(table)?)),
        };
    }
    slot_form(table).map(AnswerForm::Slot)
}

fn slot_form(table: &Table<'_>) -> Option<SlotForm> {
    let slot = table.required("is").and_then(slot)?;
    let format = table.optional("format").map_or(Some(usual_format(slot)), |item| item.word(FORMATS))?;
    Some(SlotForm { slot, format, otherwise: otherwise(table)? })
}

fn otherwise(table: &Table<'_>) -> Option<Option<Text>> {
    let Some(item) = table.optional("else") else { return Some(None) };
    let text = match item.value() {
        Value::Text(text) => serde_json::Value::from(text.as_str()),
        Value::Integer(number) => (*number).into(),
        Value::Boolean(value) => (*value).into(),
        _ => return item.wrong("text, a whole number, true or false"),
    };
    Some(Some(text.to_string().into()))
}

fn json(item: Item<'_>) -> Option<Text> {
    let text = item.text()?;
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => Some(value.to_string().into()),
        Err(why) => {
            item.fault(
                Code::WrongType,
                format!("this is not JSON: {why}"),
                "write JSON in single quotes, such as '\"\"' or '[]'",
            );
            None
        }
    }
}

fn echoed(item: Item<'_>, fields: &[Stated]) -> Option<usize> {
    let name = item.text()?;
    let found = fields.iter().position(|stated| stated.field.name == name);
    if found.is_none() {
        let names: Vec<&str> = fields.iter().map(|stated| stated.field.name.as_ref()).collect();
        item.fault(Code::UnknownWord, format!("`{name}` is no field of this page"), suggestion(name, &names));
    }
    found
}

fn stages(item: Item<'_>) -> Option<Vec<Stage>> {
    Some(item.list()?.iter().filter_map(|item| item.word(STAGES)).collect())
}

/// The stages by name.
pub const STAGES: &[(&str, Stage)] = &[
    ("queued", Stage::Queued),
    ("running", Stage::Running),
    ("succeeded", Stage::Succeeded),
    ("failed", Stage::Failed),
    ("cancelled", Stage::Cancelled),
    ("expired", Stage::Expired),
];

/// What a fact is written as unless the spec says otherwise.
fn usual_format(slot: Slot) -> Format {
    match slot {
        Slot::ErrorStatus => Format::Integer,
        _ => Format::Text,
    }
}

fn slot(item: Item<'_>) -> Option<Slot> {
    item.word(SLOTS)
}

/// How facts are written, by name.
pub const FORMATS: &[(&str, Format)] = &[
    ("text", Format::Text),
    ("integer", Format::Integer),
    ("number", Format::Number),
    ("rfc3339", Format::Rfc3339),
    ("unix seconds", Format::UnixSeconds),
    ("unix milliseconds", Format::UnixMillisText),
];

/// What lists of an answer are about, by name.
const GROUPS: &[(&str, Group)] =
    &[("task", Group::Task), ("video", Group::Video), ("balance", Group::Balance), ("package", Group::Package)];

/// The facts by name.
const SLOTS: &[(&str, Slot)] = &[
    ("task.id", Slot::TaskId),
    ("task.state", Slot::TaskState),
    ("task.created_at", Slot::TaskCreatedAt),
    ("task.changed_at", Slot::TaskChangedAt),
    ("task.ended_at", Slot::TaskEndedAt),
    ("task.progress", Slot::TaskProgress),
    ("task.eta", Slot::TaskEta),
    ("task.credits", Slot::TaskCredits),
    ("task.payload", Slot::TaskPayload),
    ("task.seed", Slot::TaskSeed),
    ("failure.code", Slot::FailureCode),
    ("failure.message", Slot::FailureMessage),
    ("request.id", Slot::RequestId),
    ("page.next", Slot::PageNext),
    ("video.id", Slot::VideoId),
    ("video.url", Slot::VideoUrl),
    ("video.cover_url", Slot::VideoCoverUrl),
    ("video.watermarked_url", Slot::VideoWatermarkedUrl),
    ("video.duration", Slot::VideoDuration),
    ("video.lifetime", Slot::VideoLifetime),
    ("video.type", Slot::VideoType),
    ("error.status", Slot::ErrorStatus),
    ("error.code", Slot::ErrorCode),
    ("error.class", Slot::ErrorClass),
    ("error.message", Slot::ErrorMessage),
    ("error.trace", Slot::ErrorTrace),
    ("balance.kind", Slot::BalanceKind),
    ("balance.remaining", Slot::BalanceRemaining),
    ("balance.concurrency", Slot::BalanceConcurrency),
    ("balance.running", Slot::BalanceRunning),
    ("balance.queued", Slot::BalanceQueued),
    ("package.id", Slot::PackageId),
    ("package.name", Slot::PackageName),
    ("package.kind", Slot::PackageKind),
    ("package.concurrency", Slot::PackageConcurrency),
    ("package.credits", Slot::PackageCredits),
    ("package.remaining", Slot::PackageRemaining),
    ("package.created_at", Slot::PackageCreatedAt),
    ("package.bought_at", Slot::PackageBoughtAt),
    ("package.valid_from", Slot::PackageValidFrom),
    ("package.valid_to", Slot::PackageValidTo),
];
