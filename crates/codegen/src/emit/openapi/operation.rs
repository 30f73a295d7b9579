//! One page as an operation: what is sent, what comes back, and legal examples of both.

use serde_json::{Map, Value, json};

use super::{callback, errors, security};
use crate::emit::{bundle, example, name, parameter, text};
use crate::table::{IdStyle, Operation, OperationKind, QuotedKind, Revision, Stage, Text};

/// The operation.
pub fn emit(revision: &Revision, operation: &Operation) -> Value {
    let mut written = json!({
        "operationId": identifier(revision, operation),
        "tags": [revision.title],
        "summary": operation.page.title,
        "description": description(operation),
        "externalDocs": { "url": operation.page.url, "description": format!("As read in {}", operation.page.read) },
        "security": security::alternatives(revision),
        "responses": responses(revision, operation),
    });
    let parameters = parameters(revision, operation);
    if !parameters.is_empty() {
        written["parameters"] = json!(parameters);
    }
    if bundle::has_body(operation) {
        written["requestBody"] = body(revision, operation);
    }
    if let Some(callbacks) = callback::emit(revision, operation) {
        written["callbacks"] = callbacks;
    }
    written
}

/// `acmeImg2Video`.
fn identifier(revision: &Revision, operation: &Operation) -> String {
    format!("{}{}", revision.vendor, name::title(operation))
}

/// What it does, and what no schema says.
fn description(operation: &Operation) -> String {
    let list = |title: &str, lines: Vec<String>| {
        let lines: String = lines.iter().map(|line| format!("\n- {line}")).collect();
        if lines.is_empty() { lines } else { format!("\n\n{title}:\n{lines}") }
    };
    let prose = |lines: &[Text]| lines.iter().map(|line| text::prose(line)).collect();
    let ignored = operation
        .ignored
        .iter()
        .map(|entry| format!("{} {}", text::code(&operation.fields[entry.field].name), text::prose(&entry.why)));
    [
        text::prose(&operation.about),
        parameter::order(operation).map(|order| format!(" {order}")).unwrap_or_default(),
        list("Taken, without effect", ignored.collect()),
        list("Not stated", prose(&operation.unsaid)),
        list("Remarks", prose(&operation.remarks)),
    ]
    .concat()
}

fn parameters(revision: &Revision, operation: &Operation) -> Vec<Value> {
    let id = |name: &str, place: &str| {
        json!({
            "name": name, "in": place, "required": true, "description": "The task's id.",
            "schema": { "type": "string", "pattern": id_pattern(revision.task.id) },
            "example": example::task_id(revision.task.id),
        })
    };
    let in_path = operation.path.contains("{id}").then(|| id("id", "path"));
    let in_query = operation.id_parameter.as_ref().map(|name| id(name, "query"));
    // The media type of a body stands with the body.
    let is_own = |name: &str| !["content-type", "accept", "authorization"].contains(&name.to_lowercase().as_str());
    let headers = operation.headers.iter().filter(|header| is_own(&header.name)).map(
        |header| json!({ "name": header.name, "in": "header", "required": true, "schema": { "const": header.value } }),
    );
    let of_list = parameter::all(operation).iter().map(parameter::open_api);
    in_path.into_iter().chain(in_query).chain(of_list).chain(headers).collect()
}

/// What a task's id looks like; one of digits fits into 63 bits.
fn id_pattern(style: IdStyle) -> &'static str {
    match style {
        IdStyle::Digits => "^([0-9]{1,18}|[1-8][0-9]{18}|9[01][0-9]{17})$",
        IdStyle::Uuid => "^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$",
        IdStyle::Hex => "^[0-9a-fA-F]{32}$",
        IdStyle::Token => "^[A-Za-z0-9_-]{1,128}$",
    }
}

fn body(revision: &Revision, operation: &Operation) -> Value {
    let mut media = json!({ "schema": reference(revision, operation, "Request") });
    if operation.kind == OperationKind::Create {
        let examples = example::requests(operation);
        let examples = examples.into_iter().map(|one| (key(&one.name), json!({ "value": one.body })));
        media["examples"] = Value::Object(examples.collect());
    }
    let mut body = json!({ "required": true, "content": { media_type(operation): media } });
    if let Some(quoted) = quoted(revision) {
        body["description"] = json!(quoted);
    }
    body
}

/// What the vendor takes although no table says so; a client need not send it, and the schema does not offer it.
fn quoted(revision: &Revision) -> Option<String> {
    let kinds: Vec<&str> = revision
        .quoted
        .iter()
        .map(|kind| match kind {
            QuotedKind::Integer => "integers",
            QuotedKind::Boolean => "booleans",
        })
        .collect();
    (!kinds.is_empty()).then(|| format!("The vendor takes {} in quotes too.", kinds.join(" and ")))
}

fn media_type(operation: &Operation) -> &str {
    let stated = operation.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-type"));
    stated.map_or("application/json", |header| &header.value)
}

/// A key of `examples` or `components`: letters, digits, dots, dashes and underscores.
fn key(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect()
}

fn responses(revision: &Revision, operation: &Operation) -> Value {
    let (status, stages): (u16, &[Stage]) = match operation.kind {
        OperationKind::Create => (revision.submit.created, &[Stage::Queued]),
        OperationKind::Query => (200, &[Stage::Queued, Stage::Running, Stage::Succeeded]),
        OperationKind::Cancel | OperationKind::Credits => (200, &[Stage::Cancelled]),
        OperationKind::List => (200, &[Stage::Succeeded]),
    };
    let request = (operation.kind == OperationKind::Create).then(|| example::requests(operation));
    let request = request.as_ref().and_then(|all| all.first());
    let known = stages.iter().filter_map(|stage| revision.states.iter().find(|state| state.stage == *stage));
    let mut examples: Map<String, Value> = known
        .map(|state| (key(&state.word), json!({ "value": example::answer(revision, operation, request, state.stage) })))
        .collect();
    if examples.is_empty() {
        let first = revision.states.first().map_or(Stage::Queued, |state| state.stage);
        let value = example::answer(revision, operation, request, first);
        examples.insert("answer".to_owned(), json!({ "value": value }));
    }
    let good = json!({
        "description": operation.about,
        "content": { "application/json": {
            "schema": reference(revision, operation, "Answer"),
            "examples": examples,
        } },
    });
    let mut responses = Map::from_iter([(status.to_string(), good)]);
    responses.extend(errors::references(revision));
    Value::Object(responses)
}

/// A reference to the schema of an operation's request or answer.
pub fn reference(revision: &Revision, operation: &Operation, part: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}{part}", name::full_title(revision, operation)) })
}
