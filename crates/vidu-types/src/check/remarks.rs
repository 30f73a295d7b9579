//! Notes about fields without effect and about members that the page does not list.

use crate::relation;
use crate::table::{Condition, Field, FieldKind, Member, Operation, Shape};
use crate::value::{Extra, Given};
use crate::violation::NoteKind;
use crate::wire::join;

use super::finding::Findings;
use super::form::is_given;
use super::offered::Decisions;
use super::place::Place;

/// Fields that are given and have no effect in these circumstances.
pub(super) fn ignored(decisions: &Decisions<'_>, findings: &mut Findings<'_>) {
    let holds = |condition: &Condition| {
        let atom = decisions.effective(condition.column);
        atom.is_some_and(|atom| condition.choices.iter().any(|choice| relation::matches(choice, atom)))
    };
    for ignored in decisions.operation.ignored.iter() {
        if is_given(decisions.given.value(ignored.field)) && ignored.when.iter().all(holds) {
            let place = Place::of_field(decisions.operation, ignored.field);
            findings.note(&place, NoteKind::Ignored, format!("it has no effect: {}", ignored.why));
        }
    }
}

/// Members that the page does not list, each once with all that is in it.
pub(super) fn unlisted(operation: &Operation, given: &Given<'_>, findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    within_object(&operation.body, &operation.fields, &given.extra, "", &mut found);
    for (path, sentence) in found {
        findings.note(&Place::at_end(&path), NoteKind::Unlisted, sentence);
    }
}

type Found = Vec<(String, &'static str)>;

fn within_object(members: &[Member], fields: &[Field], extra: &Extra, path: &str, found: &mut Found) {
    for (key, json) in extra.iter().filter(|(_, json)| !json.is_null()) {
        let path = join(path, key);
        let shape = members.iter().find(|member| member.key == key.as_str()).map(|member| &member.shape);
        match (shape, json) {
            (Some(Shape::Object(members)), serde_json::Value::Object(extra)) => {
                within_object(members, fields, extra, &path, found);
            }
            (Some(Shape::Field(field)), serde_json::Value::Array(extras)) if is_records(fields, *field) => {
                within_list(&fields[*field], extras, &path, found);
            }
            (Some(_), _) => {
                found.push((path, "it stands among the unlisted members though the page lists it, and is not checked"))
            }
            (None, _) => found.push((path, "the page does not list it")),
        }
    }
}

fn within_list(field: &Field, extras: &[serde_json::Value], path: &str, found: &mut Found) {
    let FieldKind::Records(record) = &field.kind else { return };
    for (index, extra) in extras.iter().enumerate() {
        if let serde_json::Value::Object(extra) = extra {
            within_object(&record.body, &record.fields, extra, &format!("{path}[{index}]"), found);
        }
    }
}

fn is_records(fields: &[Field], position: usize) -> bool {
    fields.get(position).is_some_and(|field| matches!(field.kind, FieldKind::Records(_)))
}
