//! What has to be there at all, and of which JSON type.

use crate::table::{Fault, FieldKind, Operation};
use crate::value::{Given, Stray, StrayKind, Value, Wrong};
use crate::violation::Violation;

use super::finding::Findings;
use super::place::{Place, Slot, slots};

/// Everything for which the type of the request has no place.
pub(crate) fn unreadable(operation: &Operation, given: &Given<'_>) -> Vec<Violation> {
    let mut fields = operation.fields.iter().enumerate();
    if given.strays.is_empty() && fields.all(|(at, field)| has_place(&field.kind, field.required, given.value(at))) {
        return Vec::new();
    }
    let slots = slots(operation, given);
    let mut findings = Findings::on(&operation.page.url);
    for slot in slots.iter().filter(|slot| slot.value.is_none()) {
        missing(slot, given, &mut findings);
    }
    types(&slots, given, &mut findings);
    findings.into_verdict().violations
}

/// Whether a value surely is one of its field's type.
fn has_place(kind: &FieldKind, required: bool, value: Option<&Value<'_>>) -> bool {
    let is_text = |value: &Value<'_>| matches!(value, Value::Text(_) | Value::Cut(_));
    match (kind, value) {
        (_, None) => !required,
        (FieldKind::Images | FieldKind::Texts, Some(Value::List(elements))) => elements.iter().all(is_text),
        (FieldKind::Images | FieldKind::Texts | FieldKind::Records(_), Some(_)) => false,
        (_, Some(Value::Number(number))) => number.is_finite(),
        (_, Some(value)) => is_text(value) || matches!(value, Value::Integer(_) | Value::Boolean(_)),
    }
}

/// What the page requires.
pub(super) fn required(slots: &[Slot<'_>], given: &Given<'_>, findings: &mut Findings<'_>) {
    for slot in slots.iter().filter(|slot| slot.value.is_none_or(Value::is_empty)) {
        missing(slot, given, findings);
    }
}

/// Values of another JSON type than the page says.
pub(super) fn types(slots: &[Slot<'_>], given: &Given<'_>, findings: &mut Findings<'_>) {
    for slot in slots {
        for (place, value) in slot.singles() {
            single(slot, &place, value, findings);
        }
        if slot.is_overfull() {
            overfull(slot, findings);
        }
    }
    for found in &given.strays {
        stray(slots, found, findings);
    }
}

fn missing(slot: &Slot<'_>, given: &Given<'_>, findings: &mut Findings<'_>) {
    // What stands in its way is reported already.
    let is_hidden = |stray: &Stray| stray.kind == StrayKind::WrongType && slot.place.is_within(&stray.wire);
    if slot.field.required && !given.strays.iter().any(is_hidden) {
        let what = if slot.value.is_none() { "missing" } else { "empty" };
        findings.refuse(&slot.place, Fault::Missing, format!("it is {what}, and the page requires it"));
    }
}

fn single(slot: &Slot<'_>, place: &Place<'_>, value: &Value<'_>, findings: &mut Findings<'_>) {
    let is_element = matches!(slot.value, Some(Value::List(_)));
    let expected = expected(&slot.field.kind, is_element);
    match value {
        Value::Wrong(wrong) => refuse_type(place, wrong, expected, findings),
        // JSON has neither infinity nor "not a number".
        Value::Number(number) if !number.is_finite() => {
            let wrong = Wrong { json: number.to_string(), kind: "the number" };
            refuse_type(place, &wrong, "a finite number", findings);
        }
        _ => {}
    }
}

fn refuse_type(place: &Place<'_>, wrong: &Wrong, expected: &str, findings: &mut Findings<'_>) {
    let sentence = format!("{} is given, {expected} belongs here", described(wrong));
    findings.refuse(place, Fault::WrongType, sentence).given = Some(wrong.json.clone());
}

fn described(wrong: &Wrong) -> String {
    match wrong.kind {
        "null" | "a boolean" => wrong.json.clone(),
        kind => format!("{kind} {}", wrong.json),
    }
}

fn expected(kind: &FieldKind, is_element: bool) -> &'static str {
    match kind {
        FieldKind::Integer => "a whole number",
        FieldKind::Number => "a number",
        FieldKind::Boolean => "true or false",
        FieldKind::Text | FieldKind::Url | FieldKind::Word(_) | FieldKind::Image => "a string",
        FieldKind::Images | FieldKind::Texts if is_element => "a string",
        FieldKind::Images | FieldKind::Texts => "a list of strings",
        FieldKind::Records(_) if is_element => "an object",
        FieldKind::Records(_) => "a list of objects",
    }
}

/// The last of several fields that stand in one list holds what is too much.
fn overfull(slot: &Slot<'_>, findings: &mut Findings<'_>) {
    let Some(Value::List(rest)) = slot.value else { return };
    let before = slot.place.index().unwrap_or(0);
    let (given, taken) = (before + rest.len(), before + 1);
    let verb = if taken == 1 { "is" } else { "are" };
    let place = Place { wire: slot.place.list().into(), ..slot.place.clone() };
    let sentence = format!("{given} are given in {}; exactly {taken} {verb} taken", place.wire);
    let violation = findings.refuse(&place, Fault::Count, sentence);
    violation.given = Some(given.to_string());
    violation.allowed = vec![taken.to_string()];
}

fn stray(slots: &[Slot<'_>], stray: &Stray, findings: &mut Findings<'_>) {
    let place = stray_place(slots, &stray.wire);
    let (given, expected) = (stray.given.as_deref().unwrap_or("nothing"), &stray.expected);
    let (fault, sentence) = match stray.kind {
        StrayKind::Missing => (Fault::Missing, format!("it is missing; {expected} belongs here")),
        StrayKind::WrongType => (Fault::WrongType, format!("{given} is given, {expected} belongs here")),
        StrayKind::Different => (Fault::NotOffered, format!("{given} is given, {expected} belongs here")),
    };
    let violation = findings.refuse(&place, fault, sentence);
    violation.given = stray.given.clone();
    if stray.kind != StrayKind::WrongType {
        violation.allowed = vec![stray.expected.clone()];
    }
}

/// At the first field within it; under that field's name if it is the only one.
fn stray_place<'g>(slots: &[Slot<'g>], wire: &'g str) -> Place<'g> {
    let place = Place::at_end(wire);
    let mut within = slots.iter().map(|slot| &slot.place).filter(|within| within.is_within(wire));
    match (within.next(), within.next()) {
        (Some(only), None) => Place { order: only.order, field: only.field.clone(), ..place },
        (Some(first), Some(_)) => Place { order: first.order, ..place },
        (None, _) => place,
    }
}

/// Whether something is given that is more than nothing.
pub(super) fn is_given(value: Option<&Value<'_>>) -> bool {
    value.is_some_and(|value| !value.is_empty())
}

/// The names of fields as a sentence lists them.
pub(super) fn names(operation: &Operation, positions: impl IntoIterator<Item = usize>) -> Vec<String> {
    positions.into_iter().filter_map(|position| operation.fields.get(position)).map(|f| f.name.to_string()).collect()
}
