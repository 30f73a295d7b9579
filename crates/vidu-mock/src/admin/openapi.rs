//! The admin endpoints as an OpenAPI 3.1 document, read off their table.

use serde_json::{Map, Value as Json, json};

use crate::admin::endpoints::{self, Endpoint, Lead, Reach};
use crate::admin::wishes::Words;
use crate::admin::{PREFIX, WORLD, parameters, schemas};
use crate::calls::judge::House;

/// The whole document, for a server with these vendors and settings.
pub fn document(house: &House) -> Json {
    let words = Words::of(&house.spec);
    let token = json!([{ "token": [] }, { "bearer": [] }]);
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
        // Without a token everybody may ask who can reach the server.
        "security": if house.settings.admin_token.is_some() { token } else { json!([]) },
        "paths": paths,
        "components": {
            "schemas": schemas::all(&words),
            "parameters": all_parameters(&words),
            "responses": { "refusal": {
                "description": "What is wrong, and what there is instead",
                "headers": version_header(),
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
        "operationId": identifier(endpoint.method, endpoint.path),
        "tags": ["administration"],
        "summary": endpoint.about,
        "responses": answers(endpoint),
    });
    let worlds: &[&str] = if endpoint.reach == Reach::Worlds { &["world_header", "world"] } else { &[] };
    let id = endpoint.path.contains("{id}").then_some(endpoint.id);
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
fn identifier(method: &str, path: &str) -> String {
    let parts = path.split(['/', '.']).filter(|part| !part.is_empty());
    let names = parts.map(|part| part.trim_matches(['{', '}']));
    std::iter::once(&*method.to_ascii_lowercase())
        .chain(names)
        .chain(path.is_empty().then_some("index"))
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
    let mut good = json!({
        "description": endpoint.about,
        "headers": version_header(),
        "content": { kind: { "schema": reference(body) } },
    });
    if !endpoint.leads.is_empty() {
        good["links"] = endpoint.leads.iter().map(link).collect::<Map<_, _>>().into();
    }
    let mut all = Map::from_iter([(status.to_string(), good)]);
    let own: &[u16] = match endpoint.reach {
        // Of worlds that are named, those that cannot be are 400, 404 and 409.
        Reach::Worlds => &[400, 404, 409],
        Reach::ServerAlone => &[400],
        Reach::Server => &[],
    };
    // No token, a body that comes too slowly or is too long, and a state folder that is full, or a fault of the mock's own.
    let refusals = [401, 408, 413, 500].iter().chain(own).chain(endpoint.refusals);
    let refusal = || json!({ "$ref": "#/components/responses/refusal" });
    refusals.for_each(|status| drop(all.insert(status.to_string(), refusal())));
    Json::Object(all)
}

fn version_header() -> Json {
    json!({ "x-vidu-mock": { "description": "The version of the mock", "required": true, "schema": { "type": "string" } } })
}

/// Where an answer leads.
fn link(lead: &Lead) -> (String, Json) {
    let Lead { method, path, id } = *lead;
    let identifier = identifier(method, path);
    let link = json!({ "operationId": identifier, "parameters": { "id": format!("$response.body#{id}") } });
    (identifier, link)
}

fn parameter(name: &str) -> Json {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn all_parameters(words: &Words) -> Json {
    let of_query = parameters::all().map(|one| (one.name.to_owned(), one.document(&reference("World"))));
    let in_path = |about: &str, schema: Json| json!({ "name": "id", "in": "path", "required": true, "description": about, "schema": schema });
    let header = json!({
        "name": WORLD, "in": "header", "required": false, "schema": words.world_in_header(),
        "description": "The world that is meant, as VENDOR/KEY or by its printed name; without it all are. A key that is \
                        not ASCII is better named in the parameter",
    });
    let others = [
        ("id".to_owned(), in_path("The id of a task", json!({ "type": "string", "minLength": 1 }))),
        ("number".to_owned(), in_path("A number that an answer has told", schemas::count())),
        ("world_header".to_owned(), header),
    ];
    of_query.chain(others).collect::<Map<_, _>>().into()
}
