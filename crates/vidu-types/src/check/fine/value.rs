//! Whether the values of a request without a type of its own are surely fine, each by what the page says of its field.

use crate::check::picture::is_alike;
use crate::image::{Dimensions, Reference};
use crate::table::{Field, FieldKind, Operation, RatioSpan, Record};
use crate::value::{Given, Value};

use super::one;

/// Whether a value fits its field.
#[inline]
pub(super) fn fits(value: Option<&Value<'_>>, field: &Field) -> bool {
    value.map_or(!field.required, |value| fits_if_given(value, field))
}

fn fits_if_given(value: &Value<'_>, field: &Field) -> bool {
    match (&field.kind, value) {
        (FieldKind::Images | FieldKind::Texts | FieldKind::Records(_), Value::List(elements)) => {
            one::count(elements.len(), field) && elements.iter().all(|element| fits_in_list(element, field))
        }
        (_, value) => fits_alone(value, field),
    }
}

fn fits_alone(value: &Value<'_>, field: &Field) -> bool {
    match (&field.kind, value) {
        // An empty picture of its own is an absent one.
        (FieldKind::Image, Value::Text(text)) if text.is_empty() => !field.required,
        (FieldKind::Image, value) => fits_as_picture(value, field),
        (FieldKind::Text | FieldKind::Url | FieldKind::Word(_), Value::Text(text)) => one::text(text, field),
        (FieldKind::Integer, Value::Integer(_)) | (FieldKind::Boolean, Value::Boolean(_)) => true,
        (FieldKind::Number, Value::Number(number)) => number.is_finite(),
        _ => false,
    }
}

fn fits_in_list(element: &Value<'_>, field: &Field) -> bool {
    match (&field.kind, element) {
        (FieldKind::Images, element) => fits_as_picture(element, field),
        (FieldKind::Texts, Value::Text(text)) => text.is_empty() || one::text(text, field),
        (FieldKind::Records(record), Value::Record(values)) => fits_as_record(values, record),
        _ => false,
    }
}

fn fits_as_picture(value: &Value<'_>, field: &Field) -> bool {
    match value {
        Value::Text(text) => one::picture(text.reference(), field),
        Value::Cut(cut) => one::picture(cut.reference(), field),
        _ => false,
    }
}

fn fits_as_record(values: &[Option<Value<'_>>], record: &Record) -> bool {
    let value = |at: usize| values.get(at).and_then(Option::as_ref);
    let mut fields = record.fields.iter().enumerate();
    // Whether pictures within objects are alike is for the check to say.
    fields.all(|(at, field)| rule(field).is_none() && fits(value(at), field))
}

/// Whether the pictures that have a rule about several keep it.
pub(super) fn are_alike(operation: &Operation, given: &Given<'_>) -> bool {
    let mut first = None;
    let fields = operation.fields.iter().enumerate();
    let mut ruled = fields.filter_map(|(at, field)| Some((rule(field)?, given.value(at)?)));
    ruled.all(|(span, value)| match value {
        Value::List(elements) => elements.iter().all(|element| is_like(&mut first, element, span)),
        value => is_like(&mut first, value, span),
    })
}

fn rule(field: &Field) -> Option<RatioSpan> {
    field.image.as_ref()?.alike
}

fn is_like(first: &mut Option<Dimensions>, value: &Value<'_>, span: RatioSpan) -> bool {
    let reference = match value {
        Value::Text(text) => text.reference(),
        Value::Cut(cut) => cut.reference(),
        _ => return true,
    };
    let Reference::Data(uri) = reference else { return true };
    uri.dimensions().is_none_or(|size| is_alike(*first.get_or_insert(size), size, span))
}
