//! Shows what the spec states: vendors, operations, fields, and what is accepted together.

use serde_json::{Value, json};
use vidu_client::SPEC;
use vidu_client::table::{
    Aspect, Cell, Choice, Field, FieldKind, Operation, OperationKind, Relation, Revision, Scalar,
};

use crate::output::Output;
use crate::status::{Fault, Status};

/// The vendors, a line for each revision of their pages.
pub fn vendors(output: &Output) -> Result<Status, Fault> {
    for revision in SPEC.revisions.iter() {
        let variable = format!("{}_API_KEY", revision.environment);
        let event = json!({
            "event": "vendor", "vendor": revision.vendor, "title": revision.title, "revision": revision.month,
            "current": revision.current, "key_variable": variable, "base_url": revision.base_url,
        });
        let current = if revision.current { "" } else { " (superseded)" };
        let line = format!("{} {}{current}: key in {variable}, {}", revision.vendor, revision.month, revision.base_url);
        output.result(event, line)?;
    }
    Ok(Status::Done)
}

/// What the vendor's pages offer.
pub fn operations(revision: &Revision, output: &Output) -> Result<Status, Fault> {
    for operation in revision.operations.iter() {
        let Operation { name, kind, about, method, path, page, .. } = operation;
        let event = json!({
            "event": "operation", "operation": name, "kind": kind, "about": about, "method": method, "path": path,
            "page": page.url,
        });
        output.result(event, format!("{name}: {about} ({})", page.url))?;
    }
    Ok(Status::Done)
}

/// The fields of an operation, then what is accepted together.
pub fn fields(revision: &Revision, name: &str, output: &Output) -> Result<Status, Fault> {
    let creates = || revision.operations.iter().filter(|operation| operation.kind == OperationKind::Create);
    let Some(operation) = creates().find(|operation| operation.name == name) else {
        let names: Vec<&str> = creates().map(|operation| &*operation.name).collect();
        let message = format!("{} makes no {name:?}; there is {}", revision.vendor, names.join(", "));
        return Err(Fault::new(Status::Usage, message));
    };
    for (position, field) in operation.fields.iter().enumerate() {
        let values = alone(operation, position).map(values).unwrap_or_default();
        output.result(described(field, &values), line(field, &values))?;
    }
    for relation in operation.relations.iter().filter(|relation| relation.columns.len() > 1) {
        for row in relation.rows.iter() {
            let cells = || relation.columns.iter().zip(row.cells.iter());
            let row: serde_json::Map<String, Value> =
                cells().map(|(column, cell)| (heading(operation, column), values(cell).into())).collect();
            let text: Vec<String> = cells()
                .map(|(column, cell)| format!("{} {}", heading(operation, column), shown(&values(cell))))
                .collect();
            output.result(json!({ "event": "accepts", "row": row }), format!("accepted: {}", text.join(", ")))?;
        }
    }
    output.result(json!({ "event": "page", "page": operation.page.url }), format!("page: {}", operation.page.url))?;
    Ok(Status::Done)
}

fn described(field: &Field, values: &[String]) -> Value {
    json!({
        "event": "field", "field": field.name, "wire": field.wire, "type": kind(&field.kind), "required": field.required,
        "about": field.about, "note": field.note, "values": values, "unsaid": field.unsaid,
        "max_characters": field.characters.and_then(|span| span.to),
    })
}

fn line(field: &Field, values: &[String]) -> String {
    let required = if field.required { ", required" } else { "" };
    let characters = field.characters.and_then(|span| span.to).map(|most| format!(" At most {most} characters."));
    let values = if values.is_empty() { String::new() } else { format!(" Values: {}.", shown(values)) };
    let note = field.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
    let characters = characters.unwrap_or_default();
    format!("{} ({}{required}): {}{values}{characters}{note}", field.name, kind(&field.kind), field.about)
}

fn kind(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Url => "address",
        FieldKind::Integer => "whole number",
        FieldKind::Number => "number",
        FieldKind::Boolean => "true or false",
        FieldKind::Word(_) => "word",
        FieldKind::Image => "picture",
        FieldKind::Images => "pictures",
        FieldKind::Texts => "texts",
        FieldKind::Records(_) => "objects",
    }
}

/// The cell of a field whose values depend on no other.
fn alone(operation: &Operation, position: usize) -> Option<&Cell> {
    let is_alone = |relation: &&Relation| {
        let columns = &relation.columns;
        columns.len() == 1 && columns[0].field == position && columns[0].aspect == Aspect::Value
    };
    operation.relations.iter().find(is_alone)?.rows.first()?.cells.first()
}

fn heading(operation: &Operation, column: &vidu_client::table::Column) -> String {
    let name = operation.fields.get(column.field).map_or("", |field| &field.name);
    match column.aspect {
        Aspect::Value => name.to_owned(),
        Aspect::Count => format!("{name}.count"),
        Aspect::Given => format!("{name}.given"),
    }
}

/// The default first; nothing where the page does not say.
fn values(cell: &Cell) -> Vec<String> {
    let default = cell.default.as_ref().map(scalar);
    let others = cell.choices.iter().map(choice).filter(|choice| Some(choice) != default.as_ref());
    default.clone().into_iter().chain(others).collect()
}

fn shown(values: &[String]) -> String {
    if values.is_empty() { "not stated".to_owned() } else { values.join(" | ") }
}

fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Exactly(one) => scalar(one),
        Choice::Integers(from, to) => format!("{from} to {to}"),
        Choice::Numbers(from, to) => format!("{from} to {to}"),
    }
}

fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => text.to_string(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(flag) => flag.to_string(),
    }
}
