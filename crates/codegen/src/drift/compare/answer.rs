//! The answer: its members, their types, the status words, callbacks and error codes.

use super::request::class;
use super::{Context, plain};
use crate::drift::finding::{Breaks, Change, Direction, Finding, Kind};
use crate::drift::page::{Part, Row};
use crate::drift::propose::{key, quoted};
use crate::drift::values::{listed_words, retries};
use crate::table::{AnswerForm, AnswerMember, FieldKind, Format, Slot};

/// A member of the spec's answer, flat.
struct Flat<'a> {
    path: String,
    form: &'a AnswerForm,
}

/// Every difference in what is answered.
pub fn compare(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let members = flat(&context.operation.answer, "");
    let rows: Vec<&Row> = context.rows(Part::Answer).collect();
    for row in &rows {
        match members.iter().find(|member| plain(&member.path) == plain(&row.name)) {
            Some(member) => findings.extend(of_member(context, member, row)),
            None if is_within(&members, row) => {}
            None => findings.push(new_member(row)),
        }
    }
    if !rows.is_empty() {
        findings.extend(members.iter().filter_map(|member| gone(context, member, &rows)));
    }
    findings.extend(callback(context));
    findings.extend(context.rows(Part::Error).filter_map(|row| error(context, row)));
    findings
}

fn flat<'a>(members: &'a [AnswerMember], before: &str) -> Vec<Flat<'a>> {
    let mut found = Vec::new();
    for member in members {
        let path = if before.is_empty() { member.key.to_string() } else { format!("{before}.{}", member.key) };
        match &member.form {
            AnswerForm::Object(members) => found.extend(flat(members, &path)),
            form => found.push(Flat { path, form }),
        }
    }
    found
}

/// A row on an object that members stand in, or on a member of the objects of a list.
fn is_within(members: &[Flat<'_>], row: &Row) -> bool {
    members.iter().any(|member| {
        let (member, row) = (plain(&member.path), plain(&row.name));
        member.strip_prefix(row).or_else(|| row.strip_prefix(member)).is_some_and(|rest| rest.starts_with('.'))
    })
}

fn finding(row: &Row, kind: Kind, breaks: Breaks) -> Finding {
    Finding::new(&row.name, kind, Direction::Changed, &format!("answer.{}", row.name), row.line).breaking(breaks)
}

fn of_member(context: &Context<'_>, member: &Flat<'_>, row: &Row) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(was) = class_of(context, member.form)
        && let Some(now) = row.type_name.as_deref().and_then(class)
        && was != now
    {
        let found = finding(row, Kind::Type, Breaks::Reader).from_to(Some(was.to_owned()), Some(now.to_owned()));
        findings.push(found.resting(format!("answer.{}", member.path)));
    }
    if matches!(member.form, AnswerForm::Slot(form) if form.slot == Slot::TaskState) {
        findings.extend(states(context, row));
    }
    findings
}

fn class_of(context: &Context<'_>, form: &AnswerForm) -> Option<&'static str> {
    Some(match form {
        AnswerForm::Slot(form) => match form.format {
            Format::Text | Format::Rfc3339 | Format::UnixMillisText => "text",
            Format::Integer | Format::UnixSeconds => "integer",
            Format::Number => "number",
        },
        AnswerForm::Echo(form) => match context.operation.fields[form.field].kind {
            FieldKind::Integer => "integer",
            FieldKind::Number => "number",
            FieldKind::Boolean => "boolean",
            FieldKind::Images | FieldKind::Texts | FieldKind::Records(_) => "list",
            _ => "text",
        },
        AnswerForm::Elements(_) | AnswerForm::Each(..) | AnswerForm::EachValue(..) => "list",
        AnswerForm::Constant(_) | AnswerForm::Object(_) => return None,
    })
}

fn states(context: &Context<'_>, row: &Row) -> Vec<Finding> {
    let known: Vec<String> = context.revision.states.iter().map(|state| state.word.to_string()).collect();
    let said = listed_words(&row.prose, &known);
    // A row that lists none of the words lists something else.
    if !said.iter().any(|word| known.contains(word)) {
        return Vec::new();
    }
    let row_of = |breaks| finding(row, Kind::State, breaks).resting("vendor.states");
    let new = said.iter().filter(|word| !known.contains(word)).map(|word| {
        let line = format!(
            "{} = {:?} # choose: queued, running, succeeded, failed, cancelled, expired",
            key(word),
            guess(word)
        );
        let change = Change::AddLine { table: "states", line };
        row_of(Breaks::Reader).from_to(None, Some(word.clone())).changing(change)
    });
    let gone = known.iter().filter(|word| !said.contains(word)).map(|word| {
        let change = Change::RemoveLine { path: format!("vendor.states.{word}") };
        row_of(Breaks::Harmless).from_to(Some(word.clone()), None).changing(change)
    });
    new.chain(gone).collect()
}

/// What a status word probably means: a person looks at the line.
fn guess(word: &str) -> &'static str {
    let lower = word.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    match () {
        () if has(&["cancel", "abort"]) => "cancelled",
        () if has(&["expire", "timeout"]) => "expired",
        () if has(&["fail", "error"]) => "failed",
        () if has(&["succe", "complete", "done", "finish"]) => "succeeded",
        () if has(&["queue", "wait", "pend", "creat", "sched"]) => "queued",
        () => "running",
    }
}

fn new_member(row: &Row) -> Finding {
    finding(row, Kind::Member, Breaks::Harmless).from_to(None, Some(row.name.clone())).resting("answer")
}

fn gone(context: &Context<'_>, member: &Flat<'_>, rows: &[&Row]) -> Option<Finding> {
    let path = plain(&member.path);
    let said = |row: &&Row| {
        let row = plain(&row.name);
        row == path || path.strip_prefix(row).is_some_and(|rest| rest.starts_with('.'))
    };
    let made_up = matches!(member.form, AnswerForm::Constant(_));
    if rows.iter().any(said) || made_up || context.is_borrowed(&format!("answer.{}", member.path)) {
        return None;
    }
    let found = Finding::new(path, Kind::Member, Direction::Changed, &format!("answer.{path}"), 0);
    let change = Change::RemoveMember { key: member.path.clone() };
    let found = found.breaking(Breaks::Reader).from_to(Some(path.to_owned()), None);
    Some(found.resting(format!("answer.{}", member.path)).changing(change))
}

/// The callback's row: which states are reported, and how often a failed call is repeated.
fn callback(context: &Context<'_>) -> Vec<Finding> {
    let Some(callback) = &context.revision.callback else { return Vec::new() };
    let field = context.operation.fields.iter().find(|field| field.name == callback.field);
    let Some((field, row)) = field.and_then(|field| Some((field, context.row_of(field)?))) else { return Vec::new() };
    let said = retries(&row.prose);
    let mut findings = Vec::new();
    let key = format!("request.{}", row.name);
    let new = |kind, breaks| {
        let finding = Finding::new(&field.name, kind, Direction::Changed, &key, row.line).breaking(breaks);
        finding.resting("vendor.callback.states")
    };
    for state in callback.states.iter() {
        let path = format!("callback.states.{}", state.word);
        let times = said.iter().find(|said| said.word == state.word);
        let was = i64::from(state.retries);
        match times {
            None if said.is_empty() => {}
            None => {
                let change = Change::RemoveLine { path: format!("vendor.{path}") };
                findings.push(
                    new(Kind::State, Breaks::Reader).from_to(Some(state.word.to_string()), None).changing(change),
                );
            }
            Some(said) if said.times.unwrap_or(0) != was && !(said.times.is_none() && context.is_borrowed(&path)) => {
                let now = said.times.unwrap_or(0);
                let change = Change::Replace { path: format!("vendor.{path}"), value: now.to_string() };
                let mut found =
                    new(Kind::Retries, Breaks::Reader).from_to(Some(was.to_string()), Some(now.to_string()));
                found.scope = format!("on {}", state.word);
                findings.push(found.changing(change));
            }
            Some(_) => {}
        }
    }
    let known = |word: &str| callback.states.iter().any(|state| state.word == word);
    for said in said.iter().filter(|said| !known(&said.word)) {
        let mut found = new(Kind::State, Breaks::Reader).from_to(None, Some(said.word.clone()));
        if context.revision.states.iter().any(|state| state.word == said.word) {
            found.changes.clear();
        }
        findings.push(found);
    }
    findings
}

fn error(context: &Context<'_>, row: &Row) -> Option<Finding> {
    let status = row.type_name.as_deref().and_then(|text| text.trim().parse::<u16>().ok());
    let known = context.revision.errors.codes.iter().find(|code| code.code == row.name);
    let new = |breaks| {
        let key = format!("error.{}", row.name);
        Finding::new(&row.name, Kind::Error, Direction::Changed, &key, row.line).breaking(breaks)
    };
    match (known, status) {
        (None, status) => {
            let status = status.map_or(String::new(), |status| format!("status = {status}, "));
            let message = row.prose.lines().next().unwrap_or_default().trim_end_matches('.');
            let line = format!("{} = {{ {status}message = {} }}", key(&row.name), quoted(message));
            let found = new(Breaks::Reader).from_to(None, Some(row.name.clone())).resting("vendor.errors.codes");
            Some(found.changing(Change::AddLine { table: "errors.codes", line }))
        }
        (Some(code), Some(now)) if code.status != Some(now) => {
            let path = format!("vendor.errors.codes.{}", row.name);
            let found = new(Breaks::Reader).from_to(code.status.map(|was| was.to_string()), Some(now.to_string()));
            let change = Change::Replace { path: format!("{path}.status"), value: now.to_string() };
            Some(found.resting(path).changing(change))
        }
        _ => None,
    }
}
