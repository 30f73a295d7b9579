//! What the admin endpoints take and answer, as JSON Schema (2020-12).

use serde_json::{Map, Value as Json, json};

use crate::admin::openapi::reference;

/// All of them, by name.
pub fn all() -> Json {
    let groups = [small(), tasks(), directions(), faults(), entries(), expectations()];
    Json::Object(groups.into_iter().flatten().map(|(name, schema)| (name.to_owned(), schema)).collect())
}

type Named = (&'static str, Json);

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
        ("Span", form(&["seconds"], &[("seconds", at_least(json!({ "type": "number" }), 0))])),
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
            record(&with(&event("called"), &with(&[("url", text()), ("attempt", count())], &[("result", json!({ "enum": ["delivered", "refused"] })), ("status", status())]))),
            record(&with(&event("called"), &with(&[("url", text()), ("attempt", count())], &[("result", json!({ "enum": ["failed", "undeliverable"] })), ("why", text())]))),
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

fn directions() -> Vec<Named> {
    let rule = |script: Json| {
        let texts = ["vendor", "world", "operation", "model", "text"].map(|name| (name, or_null(text())));
        let counts = [("nth", or_null(at_least(count(), 1))), ("times", or_null(count()))];
        let all = [("lasts", or_null(at_least(number(), 0))), ("script", script)];
        with(&texts, &with(&counts, &all))
    };
    let standing = [("id", count()), ("fitted", count()), ("used", count()), ("seconds_left", or_null(number()))];
    let script = || about(text(), "Such as `fail=CODE; after=3s`");
    vec![
        ("Scripts", record(&[("scripts", list(reference("Script")))])),
        ("Script", record(&with(&rule(script()), &standing))),
        ("Rule", form(&["script"], &rule(json!({ "type": "string", "minLength": 1 })))),
        ("Deleted", record(&[("deleted", count())])),
        ("Drives", record(&[("drives", list(reference("Drive")))])),
        ("Drive", form(&["drive"], &[("drive", text()), ("world", text()), ("vendor", text()), ("operation", text())])),
        (
            "Wish",
            form(
                &["drive"],
                &[
                    ("drive", about(or_null(text()), "Such as `query; polls=2`; null takes it back")),
                    ("world", text()),
                    ("vendor", text()),
                    ("operation", text()),
                ],
            ),
        ),
    ]
}

/// The members that say whom a fault hits, and how often.
fn fault_rule() -> Vec<Named> {
    let texts = ["vendor", "world", "operation", "path"].map(|name| (name, or_null(text())));
    let more = [
        ("results", about(truth(), "Downloads instead of calls")),
        ("nth", or_null(at_least(count(), 1))),
        ("times", or_null(count())),
        ("rate", or_null(json!({ "type": "number", "minimum": 0, "maximum": 1 }))),
        ("seed", count()),
        ("lasts", about(or_null(at_least(number(), 0)), "Seconds of real time; 600 if it does not say")),
        ("accepted", or_null(truth())),
        ("key_name", or_null(text())),
    ];
    with(&texts, &more)
}

/// The names of faults, and what further members they have: those that are needed first.
fn troubles() -> Vec<(&'static [&'static str], &'static [&'static str], Vec<Named>)> {
    let seconds = || ("seconds", at_least(number(), 0));
    let server = ("status", json!({ "type": "integer", "minimum": 500, "maximum": 599 }));
    let away = ("status", json!({ "type": "integer", "minimum": 300, "maximum": 399 }));
    const PLAIN: &[&str] = &[
        "reset_before",
        "reset_after",
        "truncated_json",
        "malformed_json",
        "wrong_content_type",
        "no_answer",
        "expired_url",
        "callback_lost",
        "callback_doubled",
        "callback_out_of_order",
        "callback_bad_signature",
        "callback_wrong_body",
    ];
    vec![
        (&["too_many_requests"], &[], vec![("retry_after", at_least(number(), 0))]),
        (&["server_error", "gateway_page"], &[], vec![server]),
        (&["slow_headers", "slow_body", "callback_late"], &["seconds"], vec![seconds()]),
        (&["hanging"], &[], vec![seconds()]),
        (&["reset_within", "closed_within"], &[], vec![("bytes", count())]),
        (&["redirect"], &["to"], vec![("to", text()), away]),
        (PLAIN, &[], vec![]),
    ]
}

fn faults() -> Vec<Named> {
    let standing = [("number", count()), ("fits", count()), ("hits", count()), ("seconds_left", or_null(number()))];
    let named = |names: &[&str]| [("fault", json!({ "enum": names }))];
    let shown = troubles()
        .into_iter()
        .map(|(names, _, own)| record(&with(&with(&named(names), &own), &with(&fault_rule(), &standing))));
    let asked = troubles().into_iter().map(|(names, needed, own)| {
        let needed: Vec<&str> = std::iter::once("fault").chain(needed.iter().copied()).collect();
        let key = [("key", about(text(), "Hits this API key only"))];
        form(&needed, &with(&with(&named(names), &own), &with(&fault_rule(), &key)))
    });
    vec![
        ("Faults", record(&[("faults", list(reference("Fault")))])),
        ("Fault", json!({ "oneOf": shown.collect::<Vec<_>>() })),
        ("FaultForm", json!({ "oneOf": asked.collect::<Vec<_>>() })),
        ("Removed", record(&[("removed", count())])),
    ]
}

fn entries() -> Vec<Named> {
    let entries = || list(reference("Entry"));
    let head = |kind: &str| {
        vec![("number", count()), ("at", time()), ("world", or_null(text())), ("kind", json!({ "const": kind }))]
    };
    let told =
        [("task", text()), ("state", text()), ("url", text()), ("attempt", count()), ("injected", or_null(text()))];
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
    let texts = ["operation", "task", "world", "method", "path", "state", "result"].map(|name| (name, or_null(text())));
    let more = [
        ("kind", or_null(json!({ "enum": ["request", "callback"] }))),
        ("status", or_null(status())),
        ("attempt", or_null(count())),
        ("fields", json!({ "type": "object" })),
        ("since", count()),
        ("from", or_null(time())),
        ("to", or_null(time())),
    ];
    let range = form(&[], &[("at_least", count()), ("at_most", or_null(count()))]);
    let times = json!({ "oneOf": [count(), range] });
    let difference = record(&[("what", text()), ("expected", text()), ("found", or_null(text()))]);
    vec![
        ("Expectation", form(&[], &with(&texts, &more))),
        (
            "Question",
            json!({ "oneOf": [
            form(&["matcher"], &[("matcher", reference("Expectation")), ("times", times)]),
            form(&["in_order"], &[("in_order", list(reference("Expectation")))]),
        ] }),
        ),
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

/// An object with all of these members and no others.
fn record(members: &[Named]) -> Json {
    form(&members.iter().map(|(name, _)| *name).collect::<Vec<_>>(), members)
}

/// An object with these members and no others, some of which are needed.
fn form(needed: &[&str], members: &[Named]) -> Json {
    let members: Map<String, Json> =
        members.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "required": needed, "properties": members, "additionalProperties": false })
}

fn with(some: &[Named], more: &[Named]) -> Vec<Named> {
    some.iter().chain(more).cloned().collect()
}

fn list(elements: Json) -> Json {
    json!({ "type": "array", "items": elements })
}

fn or_null(schema: Json) -> Json {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn about(mut schema: Json, text: &str) -> Json {
    schema["description"] = text.into();
    schema
}

fn at_least(mut schema: Json, least: u64) -> Json {
    schema["minimum"] = least.into();
    schema
}

fn text() -> Json {
    json!({ "type": "string" })
}

fn truth() -> Json {
    json!({ "type": "boolean" })
}

fn number() -> Json {
    json!({ "type": "number" })
}

fn count() -> Json {
    json!({ "type": "integer", "minimum": 0 })
}

fn status() -> Json {
    json!({ "type": "integer", "minimum": 100, "maximum": 599 })
}

fn time() -> Json {
    json!({ "type": "string", "format": "date-time" })
}
