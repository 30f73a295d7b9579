//! A vendor's errors: a schema for each form of body, and a response for each HTTP status with an example of every code.

use serde_json::{Map, Value, json};

use crate::emit::{answer, example, name};
use crate::table::{ErrorCode, Revision};

/// The schema of each form of error body, by its name.
pub fn schemas(revision: &Revision) -> Map<String, Value> {
    let envelopes = revision.errors.envelopes.iter();
    envelopes.map(|envelope| (schema_name(revision, &envelope.name), answer::envelope(envelope))).collect()
}

/// A response for each status that the vendor's codes have, by its name.
pub fn responses(revision: &Revision) -> Map<String, Value> {
    let response =
        |status: Option<u16>| (response_name(revision, status), response(revision, &codes(revision, status)));
    statuses(revision).into_iter().map(response).collect()
}

/// What an operation refers to: the status, and the response of that status.
pub fn references(revision: &Revision) -> Vec<(String, Value)> {
    let reference = |status: Option<u16>| {
        let name = response_name(revision, status);
        (key(status), json!({ "$ref": format!("#/components/responses/{name}") }))
    };
    statuses(revision).into_iter().map(reference).collect()
}

fn statuses(revision: &Revision) -> Vec<Option<u16>> {
    let mut statuses: Vec<Option<u16>> = revision.errors.codes.iter().map(|code| code.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

fn codes(revision: &Revision, status: Option<u16>) -> Vec<&ErrorCode> {
    revision.errors.codes.iter().filter(|code| code.status == status).collect()
}

fn response(revision: &Revision, codes: &[&ErrorCode]) -> Value {
    let envelopes = revision.errors.envelopes.iter().enumerate();
    let used = envelopes.filter(|(at, _)| codes.iter().any(|code| code.envelope == *at));
    let mut schemas: Vec<Value> = used
        .map(|(_, one)| json!({ "$ref": format!("#/components/schemas/{}", schema_name(revision, &one.name)) }))
        .collect();
    let schema = if schemas.len() == 1 { schemas.remove(0) } else { json!({ "anyOf": schemas }) };
    let examples = codes.iter().enumerate().map(|(at, code)| {
        let named = if code.code.is_empty() { format!("without_code_{at}") } else { code.code.to_string() };
        (named, json!({ "value": example::error(&revision.errors, code) }))
    });
    let names: Vec<String> =
        codes.iter().filter(|code| !code.code.is_empty()).map(|code| format!("`{}`", code.code)).collect();
    let description = if names.is_empty() { "An error.".to_owned() } else { format!("{}.", names.join(", ")) };
    json!({
        "description": description,
        "content": { "application/json": { "schema": schema, "examples": examples.collect::<Map<_, _>>() } },
    })
}

fn key(status: Option<u16>) -> String {
    status.map_or_else(|| "default".to_owned(), |status| status.to_string())
}

fn response_name(revision: &Revision, status: Option<u16>) -> String {
    format!("{}Error{}", name::pascal(&revision.vendor), name::pascal(&key(status)))
}

fn schema_name(revision: &Revision, envelope: &str) -> String {
    format!("{}{}Error", name::pascal(&revision.vendor), name::pascal(envelope))
}
