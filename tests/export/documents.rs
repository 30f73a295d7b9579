//! The documents in themselves: one set of schemas in all of them, legal examples, and answers that the mock really gives.

use serde_json::{Value, json};
use vidu_codegen::emit::{answer, bundle, openapi, schema};
use vidu_codegen::table::{Operation, Revision};
use vidu_mock::{MockServer, Timing};
use vidu_types::SPEC;

use super::{current, spec};
use crate::agreement::verdict;

/// Every operation of the document with its revision's.
fn operations(spec: &vidu_codegen::table::Spec) -> Vec<(&Revision, &Operation)> {
    let current = spec.revisions.iter().filter(|revision| revision.current);
    current.flat_map(|revision| revision.operations.iter().map(move |page| (revision, page))).collect()
}

#[test]
fn openapi_and_the_schema_document_have_the_same_schemas() {
    let spec = spec();
    let document = openapi::emit(&current(&spec));
    let definitions = bundle::definitions(&current(&spec));
    assert!(definitions.len() > 10);
    for (name, schema) in definitions {
        assert_eq!(document["components"]["schemas"][&name], schema, "{name}");
    }
}

#[test]
fn examples_are_legal() {
    let spec = spec();
    let document = openapi::emit(&current(&spec));
    let mut seen = 0;
    for (revision, operation) in operations(&spec) {
        let call = &document["paths"][&*operation.path][operation.method.to_lowercase()];
        let examples = call["requestBody"]["content"]["application/json"]["examples"].as_object();
        for (name, example) in examples.into_iter().flatten() {
            let twin = SPEC.revisions.iter().find(|one| one.vendor == revision.vendor && one.month == revision.month);
            let twin = twin.expect("the same revision");
            let page = twin.operations.iter().find(|page| page.name == operation.name).expect("the same page");
            let verdict = verdict(twin, page, &example["value"]);
            assert!(verdict.passes(), "{} {} {name}: {verdict:?}", revision.vendor, operation.name);
            assert!(jsonschema::is_valid(&schema::emit(operation), &example["value"]), "{name}");
            seen += 1;
        }
        for (status, response) in call["responses"].as_object().expect("responses") {
            let media = &resolved(&document, response)["content"]["application/json"];
            let schema = json!({ "allOf": [media["schema"]], "components": document["components"] });
            let validator = jsonschema::draft202012::new(&schema).expect("a schema");
            for (name, example) in media["examples"].as_object().expect("examples") {
                assert!(validator.is_valid(&example["value"]), "{} {status} {name}: {example}", operation.path);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    value["$ref"].as_str().map_or(value, |place| document.pointer(&place[1..]).expect("what is referred to"))
}

/// A default that depends on other fields is not one that a schema may state.
#[test]
fn defaults_that_depend_on_the_model_are_not_stated() {
    let spec = spec();
    for (revision, operation) in operations(&spec) {
        let schema = schema::emit(operation);
        for relation in operation.relations.iter().filter(|relation| relation.columns.len() > 1) {
            for column in relation.columns.iter() {
                let wire = operation.fields[column.field].wire.replace('.', "/properties/");
                let stated = schema.pointer(&format!("/properties/{wire}")).expect("a property");
                assert!(stated.get("default").is_none(), "{} {wire}", revision.vendor);
            }
        }
    }
}

/// What the mock answers to the document's own examples fits the document's schemas, in every state of a task.
#[tokio::test]
async fn answers_of_the_mock_fit_their_schemas() {
    let spec = spec();
    let server = MockServer::builder().held().timing(Timing::default()).start().await.expect("a mock");
    let mut seen = 0;
    for revision in current(&spec) {
        let key = format!("{}secret", revision.authentication.send);
        let document = openapi::emit(&[revision]);
        let ask = |operation: &Operation, path: &str, body: &str| {
            let reply =
                server.answer(&operation.method, path, &[(&*revision.authentication.header, &key)], body.as_bytes());
            let json: Value = serde_json::from_slice(&reply.body).expect("JSON");
            assert_eq!(reply.status, 200, "{} {path}: {json}", revision.vendor);
            let schema = answer::emit(operation);
            let faults: Vec<String> = jsonschema::draft202012::new(&schema)
                .expect("a schema")
                .iter_errors(&json)
                .map(|one| one.to_string())
                .collect();
            assert!(faults.is_empty(), "{} {path}: {json}: {faults:?}", revision.vendor);
            json
        };
        let query = revision.operations.iter().find(|page| page.kind == vidu_codegen::table::OperationKind::Query);
        let query = query.expect("a query");
        for operation in
            revision.operations.iter().filter(|page| page.kind == vidu_codegen::table::OperationKind::Create)
        {
            let call = &document["paths"][&*operation.path][operation.method.to_lowercase()];
            let examples =
                call["requestBody"]["content"]["application/json"]["examples"].as_object().expect("examples");
            for example in examples.values() {
                let made = ask(operation, &operation.path, &example["value"].to_string());
                let id =
                    made["task_id"].as_str().or_else(|| made["output"]["task_id"].as_str()).expect("an id").to_owned();
                let path = query.path.replace("{id}", &id);
                let path = query.id_parameter.as_ref().map_or(path.clone(), |name| format!("{path}?{name}={id}"));
                for _ in 0..4 {
                    ask(query, &path, "");
                    server.advance(crate::http::SECOND * 45).await;
                    seen += 1;
                }
            }
        }
        for operation in
            revision.operations.iter().filter(|page| page.kind == vidu_codegen::table::OperationKind::Credits)
        {
            ask(operation, &operation.path, "");
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn a_document_of_the_mock_is_taken_in_whole_or_not_at_all() {
    let spec = spec();
    let mut document = openapi::emit(&current(&spec));
    let before = document.clone();
    let admin = json!({
        "openapi": "3.1.0",
        "servers": [{ "url": "http://127.0.0.1:8438" }],
        "security": [{}],
        "tags": [{ "name": "administration" }],
        "paths": { "/__admin/tasks": { "get": { "responses": {} } } },
        "components": { "schemas": { "AdminTask": { "type": "object" } } },
    });
    openapi::merge(&mut document, &admin).expect("they are one");
    let call = &document["paths"]["/__admin/tasks"]["get"];
    assert_eq!(call["servers"], admin["servers"]);
    assert_eq!(call["security"], admin["security"]);
    assert_eq!(document["components"]["schemas"]["AdminTask"], json!({ "type": "object" }));
    assert!(
        document["paths"].as_object().map(serde_json::Map::len) > before["paths"].as_object().map(serde_json::Map::len)
    );

    let check = |other: Value, says: &str| {
        let mut document = before.clone();
        let conflict = openapi::merge(&mut document, &other).expect_err("they are not one");
        assert!(conflict.to_string().contains(says), "{conflict}");
        assert_eq!(document, before);
    };
    check(json!({ "swagger": "2.0" }), "`openapi` is not 3.x");
    check(json!({ "openapi": "3.0.3" }), "`paths` is no object");
    let taken =
        before["components"]["schemas"].as_object().and_then(|all| all.keys().next()).expect("a schema").clone();
    check(
        json!({ "openapi": "3.1.0", "paths": {}, "components": { "schemas": { &taken: false } } }),
        &format!("components/schemas/{taken}"),
    );
}
