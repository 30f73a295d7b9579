//! One JSON Schema document of all requests and answers, each under a name of its own in `$defs`.

use serde_json::{Map, Value, json};

use super::{answer, name, schema};
use crate::table::{Operation, OperationKind, Revision};

/// The document: `#/$defs/AcmeImg2VideoRequest`, `#/$defs/AcmeImg2VideoAnswer` and so on.
pub fn emit(revisions: &[&Revision]) -> Value {
    let titles: Vec<String> =
        revisions.iter().map(|revision| format!("{} as of {}", revision.title, revision.month)).collect();
    json!({
        "$schema": schema::DIALECT,
        "title": format!("Requests and answers of {}", titles.join(", ")),
        "$defs": definitions(revisions),
    })
}

/// The schemas by name, for any document that holds schemas.
pub fn definitions(revisions: &[&Revision]) -> Map<String, Value> {
    let mut definitions = Map::new();
    for revision in revisions {
        for operation in revision.operations.iter() {
            let name = name::full_title(revision, operation);
            let request = has_body(operation).then(|| (format!("{name}Request"), schema::request(operation)));
            let answer = (format!("{name}Answer"), answer::emit(operation));
            definitions.extend(request.into_iter().chain([answer]).map(titled));
        }
    }
    definitions
}

/// With the name as its title: programs that generate code call their types so.
fn titled((name, mut schema): (String, Value)) -> (String, Value) {
    schema["title"] = json!(name);
    (name, schema)
}

/// Whether a request has a body.
pub fn has_body(operation: &Operation) -> bool {
    operation.kind == OperationKind::Create || !operation.body.is_empty()
}
