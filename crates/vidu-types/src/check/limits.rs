//! Limits of single values: characters, elements, bytes, sound addresses, and how many of several fields are given.

use crate::image::{self, Reference};
use crate::table::{ByteLimit, Exclusive, Fault, FieldKind, Many, Operation, Span};
use crate::value::{Given, Value};
use crate::violation::{NoteKind, Reason};
use crate::wire;

use super::finding::Findings;
use super::form::{is_given, names};
use super::place::{Place, Slot};
use super::sentence::{self, number_of};

/// The characters of texts: characters, not bytes.
pub(super) fn characters(slots: &[Slot<'_>], findings: &mut Findings<'_>) {
    let is_text = |slot: &&Slot<'_>| matches!(slot.field.kind, FieldKind::Text | FieldKind::Url | FieldKind::Texts);
    for slot in slots.iter().filter(is_text) {
        let Some(span) = slot.field.characters else { continue };
        for (place, value) in slot.singles() {
            match value {
                Value::Text(text) => length(&place, text.chars().count() as u64, span, findings),
                Value::Cut(cut) => length(&place, cut.characters(), span, findings),
                _ => {}
            }
        }
    }
}

/// Addresses that a vendor is to call or to fetch from: what it certainly cannot reach is refused.
///
/// A user name before the host is no fault here: a receiver may well ask for one.
pub(super) fn addresses(slots: &[Slot<'_>], findings: &mut Findings<'_>) {
    for slot in slots.iter().filter(|slot| slot.field.kind == FieldKind::Url) {
        let Some(Value::Text(text)) = slot.value else { continue };
        let is_sound = matches!(image::read(text), Reference::Url(_) | Reference::Unreadable(image::Fault::UserName));
        if text.is_empty() || is_sound {
            continue;
        }
        let given = image::shortened(text).to_string();
        let sentence = format!("`{given}` is given, an http or https URL with a host belongs here");
        findings.refuse(&slot.place, Fault::NotOffered, sentence).given = Some(given);
    }
}

/// The elements of lists.
pub(super) fn counts(slots: &[Slot<'_>], findings: &mut Findings<'_>) {
    for slot in slots.iter().filter(|slot| !slot.is_overfull()) {
        let (Some(span), Some(Value::List(list))) = (slot.field.count, slot.value) else { continue };
        let number = list.len() as u64;
        // An empty list that is required is reported as missing.
        let is_missing = slot.field.required && list.is_empty();
        if !is_missing && !is_within(number, span) {
            let verb = if number == 1 { "is" } else { "are" };
            let sentence = format!("{number} {verb} given; the page takes {}", sentence::span(span));
            let violation = findings.refuse(&slot.place, Fault::Count, sentence);
            violation.given = Some(number.to_string());
            violation.allowed = vec![sentence::span(span)];
        }
    }
}

/// Fields that are chosen among.
pub(super) fn exclusives(operation: &Operation, given: &Given<'_>, findings: &mut Findings<'_>) {
    for exclusive in operation.exclusive.iter() {
        let there: Vec<usize> =
            exclusive.fields.iter().copied().filter(|field| is_given(given.value(*field))).collect();
        match (exclusive.many, there.as_slice()) {
            (Many::ExactlyOne | Many::AtLeastOne, []) => none_given(operation, exclusive, findings),
            (Many::ExactlyOne | Many::AtMostOne, [others @ .., last]) if !others.is_empty() => {
                too_many_given(operation, exclusive, others, *last, findings);
            }
            _ => {}
        }
    }
}

/// The bytes of the whole body; of a request that came from no bytes, those that it is written with.
pub(super) fn body(operation: &Operation, given: &Given<'_>, findings: &mut Findings<'_>) {
    let Some(limit) = &operation.max_body else { return };
    let bytes = given.bytes.unwrap_or_else(|| wire::body(operation, given).length());
    within(&Place::at_end("body"), "the body has", bytes, limit, Fault::BodyTooLarge, findings);
}

/// Compares bytes with a limit in both readings of its unit; false if no reading allows them.
pub(super) fn within(
    place: &Place<'_>,
    subject: &str,
    bytes: u64,
    limit: &ByteLimit,
    fault: Fault,
    findings: &mut Findings<'_>,
) -> bool {
    let ByteLimit { written, narrow, wide } = limit;
    let has = format!("{subject} {}", number_of(bytes, "byte"));
    if bytes > *wide {
        let sentence = format!("{has}; the page says {written}, which is {wide} bytes at most");
        let violation = findings.refuse(place, fault, sentence);
        violation.given = Some(number_of(bytes, "byte"));
        violation.allowed = vec![written.to_string()];
    } else if bytes > *narrow {
        let readings = format!("{narrow} bytes at most in one reading and {wide} in another");
        findings.note(place, NoteKind::BothReadings, format!("{has}; the page says {written}, which is {readings}"));
    }
    bytes <= *wide
}

fn length(place: &Place<'_>, number: u64, span: Span, findings: &mut Findings<'_>) {
    if number == 0 || is_within(number, span) {
        return;
    }
    let verb = if number == 1 { "is" } else { "are" };
    let characters = number_of(number, "character");
    let sentence = format!("{characters} {verb} given; the page takes {}", sentence::span(span));
    let violation = findings.refuse(place, Fault::TextLength, sentence);
    violation.given = Some(characters);
    violation.allowed = vec![sentence::span(span)];
}

fn none_given(operation: &Operation, exclusive: &Exclusive, findings: &mut Findings<'_>) {
    let Some(first) = exclusive.fields.first() else { return };
    let all = names(operation, exclusive.fields.iter().copied());
    let sentence = format!("it is missing; the page takes {} of {}", many(exclusive.many), sentence::list(&all));
    findings.refuse(&Place::of_field(operation, *first), Fault::Exclusive, sentence).allowed = all;
}

fn too_many_given(
    operation: &Operation,
    exclusive: &Exclusive,
    others: &[usize],
    last: usize,
    findings: &mut Findings<'_>,
) {
    let all = names(operation, exclusive.fields.iter().copied());
    let others = names(operation, others.iter().copied());
    let (together, many) = (sentence::list(&others), many(exclusive.many));
    let sentence = format!("it is given together with {together}; the page takes {many} of {}", sentence::list(&all));
    let violation = findings.refuse(&Place::of_field(operation, last), Fault::Exclusive, sentence);
    let given = |field| Reason { field, value: "given".to_owned() };
    violation.because = others.into_iter().map(given).collect();
    violation.allowed = all;
}

fn many(many: Many) -> &'static str {
    match many {
        Many::ExactlyOne => "exactly one",
        Many::AtLeastOne => "at least one",
        Many::AtMostOne => "at most one",
    }
}

fn is_within(number: u64, span: Span) -> bool {
    number >= span.from && span.to.is_none_or(|to| number <= to)
}
