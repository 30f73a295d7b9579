//! The admin endpoints as an OpenAPI 3.1 document, read off their table.

use serde_json::{Map, Value as Json, json};

use crate::admin::endpoints::{self, Endpoint, Reach};
use crate::admin::{PREFIX, WORLD, schemas};

/// The whole document.
pub fn document() -> Json {
    let mut paths = Map::new();
    for endpoint in endpoints::all() {
        let item = paths.entry(format!("{PREFIX}{}", endpoint.path)).or_insert_with(|| json!({}));
        item[endpoint.method.to_ascii_lowercase()] = operation(endpoint);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "vidu-mock administration",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What directs and shows a running vidu-mock. Calls are about all worlds, which are vendors with API keys, or about the one that they name.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "http://127.0.0.1:8438" }],
        "tags": [{ "name": "administration" }],
        // On a loopback address none is needed.
        "security": [{}, { "token": [] }, { "bearer": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "parameters": parameters(),
            "responses": { "refusal": {
                "description": "What is wrong, and what there is instead",
                "content": { "application/json": { "schema": reference("Refusal") } },
            } },
            "securitySchemes": {
                "token": { "type": "apiKey", "in": "header", "name": "X-Vidu-Mock-Token" },
                "bearer": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

/// What a schema is referred to by.
pub fn reference(name: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn operation(endpoint: &Endpoint) -> Json {
    let mut operation = json!({
        "operationId": identifier(endpoint),
        "tags": ["administration"],
        "summary": endpoint.about,
        "responses": answers(endpoint),
    });
    let worlds: &[&str] = if endpoint.reach == Reach::Worlds { &["world_header", "world"] } else { &[] };
    let id: &[&str] = if endpoint.path.contains("{id}") { &["id"] } else { &[] };
    let all: Vec<Json> = id.iter().chain(worlds).chain(endpoint.parameters).map(|name| parameter(name)).collect();
    if !all.is_empty() {
        operation["parameters"] = json!(all);
    }
    if let Some(body) = endpoint.body {
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": reference(body) } } });
    }
    operation
}

/// `post_tasks_id_cancel`.
fn identifier(endpoint: &Endpoint) -> String {
    let parts = endpoint.path.split(['/', '.']).filter(|part| !part.is_empty());
    let names = parts.map(|part| part.trim_matches(['{', '}']));
    std::iter::once(&*endpoint.method.to_ascii_lowercase())
        .chain(names)
        .chain(endpoint.path.is_empty().then_some("index"))
        .collect::<Vec<_>>()
        .join("_")
}

fn answers(endpoint: &Endpoint) -> Json {
    let (status, body) = endpoint.answer;
    let kind = match body {
        "News" => "text/event-stream",
        "Text" => "text/plain",
        _ => "application/json",
    };
    let good = json!({
        "description": endpoint.about,
        "headers": { "x-vidu-mock": { "description": "The version of the mock", "schema": { "type": "string" } } },
        "content": { kind: { "schema": reference(body) } },
    });
    let mut all = Map::from_iter([(status.to_string(), good)]);
    // Of worlds that are named, those that cannot be are 400, 404 and 409.
    let of_worlds: &[u16] = if endpoint.reach == Reach::Worlds { &[400, 404, 409] } else { &[400] };
    let refusals = [401, 413].iter().chain(of_worlds).chain(endpoint.refusals);
    let refusal = || json!({ "$ref": "#/components/responses/refusal" });
    refusals.for_each(|status| drop(all.insert(status.to_string(), refusal())));
    if endpoint.method != "GET" {
        all.insert("500".to_owned(), refusal());
    }
    Json::Object(all)
}

fn parameter(name: &str) -> Json {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn parameters() -> Json {
    const MEANINGS: [(&str, &str); 15] = [
        ("world", "The world that is meant, as VENDOR/KEY or by its printed name; for programs that can set no header"),
        ("kind", "`request` or `callback`"),
        ("operation", "Its name, `vendor/name`, or `vendor/month/name`"),
        ("task", "The id of the task that it made or is about"),
        ("method", "The HTTP method"),
        ("path", "The path, or the address of a callback"),
        ("status", "The HTTP status of the answer"),
        ("state", "The state that a callback tells, in the vendor's word"),
        ("result", "How a callback went"),
        ("attempt", "Which attempt of a callback it is, from 1"),
        ("since", "A number: entries with higher ones"),
        ("from", "A time of the mock's: entries from then on"),
        ("to", "A time of the mock's: entries before it"),
        ("limit", "As many entries at most: the newest"),
        ("id", "What the path is about"),
    ];
    let schema = |name: &str| match name {
        "status" | "attempt" | "since" | "limit" => json!({ "type": "integer", "minimum": 0 }),
        "from" | "to" => json!({ "type": "string", "format": "date-time" }),
        "kind" => json!({ "enum": ["request", "callback"] }),
        "result" => json!({ "enum": ["delivered", "refused", "failed", "undeliverable"] }),
        _ => json!({ "type": "string" }),
    };
    let place = |name: &str| if name == "id" { "path" } else { "query" };
    let one = |(name, about): &(&str, &str)| {
        let is_needed = *name == "id";
        let parameter = json!({
            "name": name, "in": place(name), "required": is_needed, "description": about, "schema": schema(name),
        });
        ((*name).to_owned(), parameter)
    };
    let mut all: Map<String, Json> = MEANINGS.iter().map(one).collect();
    let header = json!({
        "name": WORLD, "in": "header", "required": false, "schema": { "type": "string" },
        "description": "The world that is meant, as VENDOR/KEY or by its printed name; without it all are",
    });
    all.insert("world_header".to_owned(), header);
    Json::Object(all)
}
