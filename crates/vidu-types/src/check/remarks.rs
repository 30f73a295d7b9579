//! Fields without effect, members that the page does not list, and fields that hide among those.

use crate::relation;
use crate::table::{Condition, Fault, Field, FieldKind, Member, Operation, Shape};
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
///
/// A listed place among them is refused, because it would go out unchecked or, if its field is given too, not at all.
pub(super) fn unlisted(operation: &Operation, given: &Given<'_>, findings: &mut Findings<'_>) {
    let mut found = Vec::new();
    within_object(&operation.body, &operation.fields, &given.extra, "", &mut found);
    for (path, listed) in found {
        let place = Place::at_end(&path);
        match listed {
            Listed::No => findings.note(&place, NoteKind::Unlisted, "the page does not list it"),
            Listed::Yes => {
                findings.refuse(&place, Fault::Unwanted, HIDDEN);
            }
        }
    }
}

const HIDDEN: &str = "it stands among the unlisted members though the page lists it; give it as the field that it is";

/// Whether the page has something at the place of an unlisted member.
#[derive(Clone, Copy)]
enum Listed {
    Yes,
    No,
}

type Found = Vec<(String, Listed)>;

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
            (Some(_), _) => found.push((path, Listed::Yes)),
            (None, _) => found.push((path, Listed::No)),
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
