//! The calls that a vendor makes to the address in a request.

use serde_json::{Value, json};

use super::operation::reference;
use crate::emit::{example, text};
use crate::table::{Callback, Operation, Revision, Signature, Stage};

/// The callbacks of an operation whose request can hold an address.
pub fn emit(revision: &Revision, operation: &Operation) -> Option<Value> {
    let callback = revision.callback.as_ref()?;
    let field = operation.fields.iter().find(|field| field.name == callback.field)?;
    let body = revision.operations.iter().find(|page| page.name == callback.body)?;
    let expression = format!("{{$request.body#/{}}}", pointer(&field.wire));
    let mut call = json!({
        "summary": "A task reached another state.",
        "description": description(callback),
        "requestBody": { "required": true, "content": { "application/json": {
            "schema": reference(revision, body, "Answer"),
            "example": example::answer(revision, body, None, Stage::Succeeded),
        } } },
        "responses": { "2XX": { "description": "Taken. What counts as taken beyond that is not stated." } },
        // The call carries no API key.
        "security": [],
    });
    if let Some(signature) = &callback.signature {
        call["parameters"] = parameters(signature);
    }
    Some(json!({ "taskChanged": { expression: { "post": call } } }))
}

fn description(callback: &Callback) -> String {
    let state = |state: &crate::table::CallbackState| {
        let again = if state.retries == 1 { "time" } else { "times" };
        format!("\n- {}: sent again up to {} {again} when it failed", text::code(&state.word), state.retries)
    };
    format!("Sent when a task reaches one of these states:\n{}", callback.states.iter().map(state).collect::<String>())
}

/// `images[0].url` as `images/0/url`.
fn pointer(wire: &str) -> String {
    wire.replace('~', "~0").replace('/', "~1").replace('[', "/").replace(']', "").replace('.', "/")
}

fn parameters(signature: &Signature) -> Value {
    let signed = signature.signed_headers.join(";");
    let header = |name: &str, schema: Value, about: &str| json!({ "name": name, "in": "header", "required": true, "schema": schema, "description": about });
    let constant = |value: &str| json!({ "const": value });
    let text = || json!({ "type": "string" });
    json!([
        header(
            &signature.header,
            text(),
            "HMAC-SHA256 with the API key over method, path, query, date and the signed headers, in base64."
        ),
        header(&signature.algorithm_header, constant(&signature.algorithm), "The algorithm."),
        header(
            &signature.access_key_header,
            constant(&signature.access_key),
            "The access key: a constant of the vendor's."
        ),
        header(&signature.signed_headers_header, constant(&signed), "The signed headers, in their order."),
        header(&signature.nonce_header, text(), "A number that is used once."),
        header("Date", text(), "When it was signed."),
    ])
}
