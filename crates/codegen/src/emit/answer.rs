//! JSON Schema of answers and error bodies: every member, and which of them are always there.

use serde_json::{Map, Value, json};

use crate::table::{AnswerForm, AnswerMember, EchoForm, Envelope, Field, FieldKind, Format, Operation, Slot, SlotForm};

/// The schema of a good answer, in whatever state its task is.
///
/// It is as open as a reader should be: words that nobody knows yet and further members are no faults.
pub fn emit(operation: &Operation) -> Value {
    let mut schema = object(&operation.answer, &operation.fields);
    schema.insert("title".to_owned(), json!(format!("{}Answer", super::name::title(operation))));
    schema.insert("description".to_owned(), json!(format!("Source: {}", operation.page.url)));
    Value::Object(schema)
}

/// The schema of an error body.
pub fn envelope(envelope: &Envelope) -> Value {
    Value::Object(object(&envelope.members, &[]))
}

fn object(members: &[AnswerMember], fields: &[Field]) -> Map<String, Value> {
    let properties: Map<String, Value> =
        members.iter().map(|member| (member.key.to_string(), form(&member.form, fields))).collect();
    let required: Vec<&str> =
        members.iter().filter(|member| is_certain(member, fields)).map(|member| &*member.key).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

/// Whether a member is there in every answer.
fn is_certain(member: &AnswerMember, fields: &[Field]) -> bool {
    let certain = match &member.form {
        AnswerForm::Slot(form) => form.otherwise.is_some() || matches!(form.slot, Slot::TaskId | Slot::TaskState),
        AnswerForm::Echo(echo) => echo.otherwise.is_some() || fields.get(echo.field).is_some_and(|one| one.required),
        AnswerForm::Object(members) => members.iter().any(|inner| is_certain(inner, fields)),
        AnswerForm::Constant(_) | AnswerForm::Elements(_) | AnswerForm::Each(..) | AnswerForm::EachValue(..) => true,
    };
    certain && member.stages.is_empty()
}

fn form(form: &AnswerForm, fields: &[Field]) -> Value {
    match form {
        AnswerForm::Slot(form) => slot(form),
        AnswerForm::Echo(form) => echo(form, fields),
        AnswerForm::Constant(json) => of_value(&constant(json)),
        AnswerForm::Object(members) => Value::Object(object(members, fields)),
        AnswerForm::Elements(forms) => list(forms.first().map(|first| self::form(first, fields))),
        AnswerForm::Each(_, members) => list(Some(Value::Object(object(members, fields)))),
        AnswerForm::EachValue(_, form) => list(Some(slot(form))),
    }
}

fn list(items: Option<Value>) -> Value {
    json!({ "type": "array", "items": items.unwrap_or_else(|| json!({})) })
}

fn slot(form: &SlotForm) -> Value {
    let mut schema = match form.format {
        Format::Text | Format::UnixMillisText => json!({ "type": "string" }),
        Format::Integer | Format::UnixSeconds => json!({ "type": "integer" }),
        Format::Number => json!({ "type": "number" }),
        Format::Rfc3339 => json!({ "type": "string", "format": "date-time" }),
    };
    widen(&mut schema, form.otherwise.as_deref());
    schema["description"] = json!(super::word::slot(form.slot));
    schema
}

/// A field of the request as it took effect: an answer is not held to the request's limits.
fn echo(form: &EchoForm, fields: &[Field]) -> Value {
    let kind = fields.get(form.field).map(|field| &field.kind);
    let mut schema = match kind {
        Some(FieldKind::Integer) => json!({ "type": "integer" }),
        Some(FieldKind::Number) => json!({ "type": "number" }),
        Some(FieldKind::Boolean) => json!({ "type": "boolean" }),
        Some(FieldKind::Images | FieldKind::Texts) => json!({ "type": "array", "items": { "type": "string" } }),
        Some(FieldKind::Records(_)) => json!({ "type": "array", "items": { "type": "object" } }),
        _ => json!({ "type": "string" }),
    };
    widen(&mut schema, form.otherwise.as_deref());
    if let Some(field) = fields.get(form.field) {
        schema["description"] = json!(field.about);
    }
    schema
}

/// Takes in what stands there without the fact, where that has another type.
fn widen(schema: &mut Value, otherwise: Option<&str>) {
    let Some(other) = otherwise.map(constant).map(|value| of_value(&value)["type"].clone()) else { return };
    if other != schema["type"] && !(other == "integer" && schema["type"] == "number") {
        schema["type"] = json!([schema["type"], other]);
        schema.as_object_mut().map(|schema| schema.remove("format"));
    }
    if other == "string" {
        // An empty text is no time.
        schema.as_object_mut().map(|schema| schema.remove("format"));
    }
}

/// The schema of the type that a value has.
fn of_value(value: &Value) -> Value {
    let mut schema = json!({ "type": match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    } });
    if value.is_array() {
        schema["items"] = json!({});
    }
    schema
}

/// The table's JSON text; a text that is no JSON stands for itself.
pub fn constant(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| json.into())
}
