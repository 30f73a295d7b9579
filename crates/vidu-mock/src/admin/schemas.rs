//! What the admin endpoints take and answer, as JSON Schema (2020-12).

use serde_json::{Map, Value as Json, json};

use crate::admin::openapi::reference;
use crate::admin::parameters::{ATTEMPTS, KINDS, RESULTS, STATUSES};
use crate::admin::wishes::{self, Words};

/// All of them, by name, for a server that knows these words.
pub fn all(words: &Words) -> Json {
    let groups = [small(), tasks(), wishes::directions(words), wishes::faults(words), entries(), expectations()];
    Json::Object(groups.into_iter().flatten().map(|(name, schema)| (name.to_owned(), schema)).collect())
}

/// A member of an object, or a schema, with its name.
pub type Named = (&'static str, Json);

fn small() -> Vec<Named> {
    vec![
        (
            "Index",
            record(&[
                ("endpoints", list(record(&[("method", text()), ("path", text()), ("about", text())]))),
                ("world_header", text()),
            ]),
        ),
        ("Document", json!({ "type": "object", "required": ["openapi", "info", "paths", "components"] })),
        ("Health", record(&[("status", json!({ "const": "ok" })), ("version", text())])),
        ("Version", record(&[("version", text())])),
        ("Worlds", record(&[("worlds", list(text()))])),
        ("Reset", about(record(&[("reset", text())]), "The world that was made empty, or `all`")),
        ("Stopping", record(&[("status", json!({ "const": "stopping" }))])),
        ("Text", about(text(), "Prometheus' text format")),
        (
            "News",
            about(
                text(),
                "Server-sent events `state`, `request` and `callback`, each with an Event or an Entry as its data",
            ),
        ),
        (
            "Refusal",
            record(&[("error", record(&[("message", about(text(), "What is wrong, and what there is instead"))]))]),
        ),
        ("Span", form(&["seconds"], &[("seconds", seconds())])),
        ("Speed", form(&["speed"], &[("speed", json!({ "type": "number", "exclusiveMinimum": 0 }))])),
    ]
}

fn tasks() -> Vec<Named> {
    let events = || list(reference("Event"));
    vec![
        ("Tasks", record(&[("tasks", list(reference("Task")))])),
        (
            "Task",
            record(&[
                ("id", text()),
                ("world", about(text(), "Its world, by printed name")),
                ("operation", about(text(), "As vendor/month/operation")),
                ("state", about(text(), "In the vendor's word")),
                ("ended", truth()),
                ("progress", json!({ "type": "integer", "minimum": 0, "maximum": 100 })),
                ("created_at", time()),
                ("begins_at", or_null(time())),
                ("ends_at", or_null(time())),
                ("credits", or_null(json!({ "type": "integer" }))),
                ("payload", or_null(text())),
                ("callback", or_null(text())),
                ("request", about(count(), "The number of the request in the journal that made it")),
            ]),
        ),
        (
            "Clock",
            record(&[
                ("now", time()),
                ("elapsed_seconds", number()),
                ("pace", json!({ "enum": ["real", "held"] })),
                ("speed", or_null(number())),
            ]),
        ),
        ("Events", record(&[("events", events())])),
        ("Advanced", record(&[("events", events()), ("clock", reference("Clock"))])),
        (
            "Event",
            json!({ "oneOf": [
            record(&with(&event("entered"), &[])),
            record(&with(&event("called"), &with(&[("url", text()), ("attempt", attempt())], &[("result", json!({ "enum": ["delivered", "refused"] })), ("status", status())]))),
            record(&with(&event("called"), &with(&[("url", text()), ("attempt", attempt())], &[("result", json!({ "enum": ["failed", "undeliverable"] })), ("why", text())]))),
        ] }),
        ),
        ("Ledger", record(&[("charges", list(reference("Charge")))])),
        (
            "Charge",
            record(&[
                ("world", text()),
                ("task", text()),
                ("operation", text()),
                ("request", count()),
                ("credits", or_null(json!({ "type": "integer" }))),
                ("made_up", about(truth(), "Whether no page gives the price")),
                ("refunded", truth()),
            ]),
        ),
    ]
}

fn event(what: &str) -> Vec<Named> {
    vec![("at", time()), ("world", text()), ("task", text()), ("state", text()), ("what", json!({ "const": what }))]
}

fn entries() -> Vec<Named> {
    let entries = || list(reference("Entry"));
    let head = |kind: &str| {
        vec![("number", count()), ("at", time()), ("world", or_null(text())), ("kind", json!({ "const": kind }))]
    };
    let told =
        [("task", text()), ("state", text()), ("url", text()), ("attempt", attempt()), ("injected", or_null(text()))];
    let heard = with(&told, &[("result", json!({ "enum": ["delivered", "refused"] })), ("status", status())]);
    let unheard = with(&told, &[("result", json!({ "enum": ["failed", "undeliverable"] })), ("why", text())]);
    vec![
        ("Journal", record(&[("entries", entries())])),
        ("Requests", record(&[("requests", entries())])),
        ("Callbacks", record(&[("callbacks", entries())])),
        (
            "Entry",
            json!({ "oneOf": [
            record(&with(&head("request"), &asked())),
            record(&with(&head("callback"), &heard)),
            record(&with(&head("callback"), &unheard)),
        ] }),
        ),
    ]
}

fn asked() -> Vec<Named> {
    let closest =
        record(&[("operation", text()), ("method", text()), ("path", text()), ("page", text()), ("rule", text())]);
    let field = record(&[("field", text()), ("wire", text()), ("value", json!(true))]);
    let change = record(&[("field", text()), ("wire", text()), ("to", text())]);
    let violation = json!({
        "type": "object",
        "required": ["fault", "field", "wire", "message", "page"],
        "properties": {
            "fault": text(), "field": text(), "wire": text(), "given": or_null(text()),
            "because": list(record(&[("field", text()), ("value", text())])), "allowed": list(text()),
            "default": or_null(text()), "nearest": list(change), "page": text(), "message": text(),
        },
    });
    vec![
        ("method", text()),
        ("path", text()),
        ("operation", or_null(text())),
        ("task", or_null(text())),
        ("status", status()),
        ("fault", about(or_null(text()), "Why it was refused")),
        ("injected", about(or_null(text()), "The fault that was set and hit it")),
        ("refusals", list(text())),
        ("violations", list(violation)),
        ("notes", list(json!({ "type": "object", "required": ["message"] }))),
        ("fields", list(field)),
        ("closest", or_null(closest)),
        ("body_bytes", count()),
        ("body_head", text()),
        ("body_digest", or_null(json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" }))),
    ]
}

fn expectations() -> Vec<Named> {
    let texts = ["operation", "task", "world", "method", "path", "state"].map(|name| (name, or_null(text())));
    let more = [
        ("kind", or_null(json!({ "enum": KINDS }))),
        ("result", or_null(json!({ "enum": RESULTS }))),
        ("status", or_null(status())),
        ("attempt", or_null(attempt())),
        ("fields", json!({ "type": "object" })),
        ("since", count()),
        ("from", or_null(time())),
        ("to", or_null(time())),
    ];
    let difference = record(&[("what", text()), ("expected", text()), ("found", or_null(text()))]);
    vec![
        ("Expectation", form(&[], &with(&texts, &more))),
        ("Question", question()),
        (
            "Verification",
            record(&[
                ("ok", truth()),
                ("count", count()),
                ("nearest", list(record(&[("request", reference("Entry")), ("differences", list(difference))]))),
                ("message", text()),
            ]),
        ),
    ]
}

/// How often, or in which order.
fn question() -> Json {
    let range = form(&[], &[("at_least", count()), ("at_most", or_null(count()))]);
    let times = json!({ "oneOf": [count(), range, { "type": "null" }] });
    json!({ "oneOf": [
        form(&["matcher"], &[("matcher", reference("Expectation")), ("times", times), ("in_order", null())]),
        form(&["in_order"], &[("in_order", list(reference("Expectation"))), ("matcher", null()), ("times", null())]),
    ] })
}

/// An object with all of these members and no others.
pub fn record(members: &[Named]) -> Json {
    form(&members.iter().map(|(name, _)| *name).collect::<Vec<_>>(), members)
}

/// An object with these members and no others, some of which are needed.
pub fn form(needed: &[&str], members: &[Named]) -> Json {
    let members: Map<String, Json> =
        members.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "required": needed, "properties": members, "additionalProperties": false })
}

/// Members, and more of them.
pub fn with(some: &[Named], more: &[Named]) -> Vec<Named> {
    some.iter().chain(more).cloned().collect()
}

/// A list.
pub fn list(elements: Json) -> Json {
    json!({ "type": "array", "items": elements })
}

/// Null, or this.
pub fn or_null(schema: Json) -> Json {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

/// Null.
pub fn null() -> Json {
    json!({ "type": "null" })
}

/// The same, described.
pub fn about(mut schema: Json, text: &str) -> Json {
    schema["description"] = text.into();
    schema
}

/// A text.
pub fn text() -> Json {
    json!({ "type": "string" })
}

/// Yes or no.
pub fn truth() -> Json {
    json!({ "type": "boolean" })
}

/// A number.
pub fn number() -> Json {
    json!({ "type": "number" })
}

/// A number of seconds that a span of time can have: its whole seconds are kept in 64 bits.
pub fn seconds() -> Json {
    json!({ "type": "number", "minimum": 0, "exclusiveMaximum": 18_446_744_073_709_551_616_f64 })
}

/// A whole number from 0, of 64 bits.
pub fn count() -> Json {
    count_from(0)
}

/// A whole number of 64 bits.
pub fn count_from(least: u64) -> Json {
    within((least, u64::MAX))
}

/// A whole number within these, both included.
pub fn within((least, most): (u64, u64)) -> Json {
    json!({ "type": "integer", "minimum": least, "maximum": most })
}

fn attempt() -> Json {
    within(ATTEMPTS)
}

fn status() -> Json {
    within(STATUSES)
}

fn time() -> Json {
    json!({ "type": "string", "format": "date-time" })
}
