//! Judges a body by the page's table in another way than the validator: over the JSON itself, row by row.

use serde_json::Value;
use vidu_types::table::{Aspect, Choice, Column, Field, FieldKind, Operation, QuotedKind, Relation, Revision, Scalar};

/// Whether every table of the page has a row that fits the body; nothing if one of its values is for other rules to judge.
pub fn is_offered(revision: &Revision, operation: &Operation, body: &Value) -> Option<bool> {
    let relations = operation.relations.iter().filter(|relation| !relation.rows.is_empty());
    let verdicts: Option<Vec<bool>> = relations.map(|relation| fits(revision, operation, relation, body)).collect();
    Some(verdicts?.iter().all(|fits| *fits))
}

fn fits(revision: &Revision, operation: &Operation, relation: &Relation, body: &Value) -> Option<bool> {
    let mut rows: Vec<_> = relation.rows.iter().collect();
    for (at, column) in relation.columns.iter().enumerate() {
        let given = given(revision, &operation.fields[column.field], *column, body)?;
        let default = || rows.first().and_then(|row| row.cells[at].default.as_ref()).map(plain);
        if let Some(value) = given.or_else(default) {
            let admits = |choices: &[Choice]| choices.is_empty() || choices.iter().any(|choice| has(choice, &value));
            rows.retain(|row| admits(&row.cells[at].choices));
        }
    }
    Some(!rows.is_empty())
}

/// What the body has in a column, if anything; no answer at all where another rule than the table refuses it.
fn given(revision: &Revision, field: &Field, column: Column, body: &Value) -> Option<Option<Value>> {
    let found = at(body, &field.wire).filter(|value| !value.is_null());
    let is_empty = match found {
        None => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(list)) => list.is_empty(),
        Some(_) => false,
    };
    if field.required && is_empty {
        return None;
    }
    match (column.aspect, found) {
        (Aspect::Given, _) => Some(Some((!is_empty).into())),
        (Aspect::Count, None) => Some(Some(0.into())),
        (Aspect::Count, Some(Value::Array(list))) => Some(Some(list.len().into())),
        (Aspect::Count, Some(_)) => None,
        (Aspect::Value, None) => Some(None),
        (Aspect::Value, Some(value)) => typed(revision, &field.kind, value).map(Some),
    }
}

fn typed(revision: &Revision, kind: &FieldKind, value: &Value) -> Option<Value> {
    let quoted = |kind, text: &str| revision.quoted.contains(&kind).then(|| text.parse::<Value>().ok()).flatten();
    match (kind, value) {
        (FieldKind::Integer, Value::Number(number)) if number.is_i64() => Some(value.clone()),
        (FieldKind::Integer, Value::String(text)) => quoted(QuotedKind::Integer, text)
            .filter(|read| read.as_i64().is_some_and(|number| format!("{number}") == **text)),
        (FieldKind::Boolean, Value::Bool(_)) => Some(value.clone()),
        (FieldKind::Boolean, Value::String(text)) => quoted(QuotedKind::Boolean, text)
            .filter(|read| read.as_bool().is_some_and(|flag| **text == *if flag { "true" } else { "false" })),
        (FieldKind::Number, Value::Number(number)) => number.as_f64().map(Value::from),
        (FieldKind::Text | FieldKind::Url | FieldKind::Word(_) | FieldKind::Image, Value::String(_)) => {
            Some(value.clone())
        }
        _ => None,
    }
}

fn at<'v>(body: &'v Value, wire: &str) -> Option<&'v Value> {
    body.pointer(&format!("/{}", wire.replace('[', ".").replace(']', "").replace('.', "/")))
}

/// A value of a table as JSON.
pub fn plain(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => Value::from(text.as_ref()),
        Scalar::Integer(number) => Value::from(*number),
        Scalar::Number(number) => Value::from(*number),
        Scalar::Boolean(flag) => Value::from(*flag),
    }
}

fn has(choice: &Choice, value: &Value) -> bool {
    match choice {
        Choice::Exactly(scalar) => plain(scalar) == *value,
        Choice::Integers(from, to) => value.as_i64().is_some_and(|number| *from <= number && number <= *to),
        Choice::Numbers(from, to) => {
            value.is_f64() && value.as_f64().is_some_and(|number| *from <= number && number <= *to)
        }
    }
}
