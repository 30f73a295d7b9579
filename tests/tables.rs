//! Validator, JSON Schema and mock agree on every point of the finite space of every page.

use serde_json::Value;
use vidu_codegen::emit::schema;
use vidu_types::table::{Operation, OperationKind, Revision};
use vidu_types::{SPEC, check, wire};

use crate::space::Space;

/// Every page that makes a task, of the real vendors.
pub fn pages() -> impl Iterator<Item = (&'static Revision, &'static Operation)> {
    let creates = |revision: &'static Revision| {
        let creates = revision.operations.iter().filter(|operation| operation.kind == OperationKind::Create);
        creates.map(move |operation| (revision, operation))
    };
    SPEC.revisions.iter().flat_map(creates)
}

fn passes(revision: &Revision, operation: &Operation, body: &Value) -> bool {
    let bytes = serde_json::to_vec(body).expect("JSON can be written");
    let given = wire::read(&bytes, operation, &revision.quoted).expect("the body is an object");
    let passes = check::check(operation, &given).passes();
    assert_eq!(check::is_fine(operation, &given), passes, "{} {}: {body}", revision.vendor, operation.name);
    passes
}

/// The table types of code generation and of vidu-types are one file each, and still two types to the compiler.
fn twin(operation: &Operation) -> vidu_codegen::table::Operation {
    serde_json::from_value(serde_json::to_value(operation).expect("tables are JSON")).expect("and come back from it")
}

/// Checks every n-th point, so that two threads share the work.
fn differences(revision: &Revision, operation: &Operation, from: usize, step: usize) -> Vec<String> {
    let schema = schema::emit(&twin(operation));
    let schema = jsonschema::draft202012::new(&schema).expect("the schema is one");
    let space = Space::of(operation);
    let differs = |body: &Value| {
        let (ours, theirs) = (passes(revision, operation, body), schema.is_valid(body));
        (ours != theirs)
            .then(|| format!("{} {}: checked {ours}, by schema {theirs}: {body}", revision.vendor, operation.name))
    };
    (from..space.size()).step_by(step).filter_map(|index| differs(&space.body(index))).take(5).collect()
}

#[test]
fn validator_and_schema_agree_everywhere() {
    for (revision, operation) in pages() {
        let size = Space::of(operation).size();
        let found: Vec<String> = std::thread::scope(|scope| {
            let half = |from| scope.spawn(move || differences(revision, operation, from, 2));
            [half(0), half(1)].into_iter().flat_map(|half| half.join().expect("a thread ends")).collect()
        });
        assert!(found.is_empty(), "of {size} points these differ:\n{}", found.join("\n"));
    }
}

/// The schema that the types give is the one that was compared with the validator: behind the feature nothing is derived anew.
#[test]
fn the_types_give_the_generated_schema() {
    fn check<R: vidu_types::Request + schemars::JsonSchema>() {
        let given = serde_json::to_value(schemars::schema_for!(R)).expect("a schema is JSON");
        assert_eq!(given, schema::emit(&twin(R::operation())), "{}", R::schema_id());
    }
    check::<vidu_types::vidu::Img2Video>();
    check::<vidu_types::vidu::Reference2Video>();
    check::<vidu_types::umodelverse::Img2Video>();
    check::<vidu_types::octopusx::Img2Video>();
    check::<vidu_types::novita::Img2Video>();
}
