//! What `diff` claims of requests, the validator of vidu-types says too: on each example, and on the whole space of an edit.

use std::path::Path;

use serde_json::Value;
use vidu_codegen::diff::{Kind, Side, compare};
use vidu_types::table::{Operation, Spec};
use vidu_types::{check, wire};

use crate::folder::{Copy, made_up, real};

/// The same spec in the types of vidu-types.
fn twin(side: &Side) -> Spec {
    let tables = serde_json::to_string(&side.spec).expect("tables are JSON");
    // Borrowed texts live as long as the program; a test may leave them behind.
    serde_json::from_str(Box::leak(tables.into_boxed_str())).expect("and come back from it")
}

fn passes(spec: &Spec, revision: &str, page: &str, body: &Value) -> bool {
    let revision = spec.revisions.iter().find(|one| format!("{}/{}", one.vendor, one.month) == revision);
    let revision = revision.expect("the revision that the change is of");
    let operation: &Operation = revision.operations.iter().find(|one| one.name == page).expect("its page");
    let bytes = serde_json::to_vec(body).expect("JSON can be written");
    let given = wire::read(&bytes, operation, &revision.quoted).expect("the body is an object");
    check::check(operation, &given).passes()
}

/// Edits a spec, and proves every example of what is said of it in both directions; says how many there were.
fn check(spec: &Path, file: &str, from: &str, to: &str) -> usize {
    let copy = Copy::of(spec);
    copy.edit(file, from, to);
    let side = |folder: &Path| Side::read(&folder.display().to_string(), folder).unwrap_or_else(|why| panic!("{why}"));
    let (before, after) = (side(spec), side(copy.path()));
    proven(&before, &after) + proven(&after, &before)
}

fn proven(old: &Side, new: &Side) -> usize {
    let specs = [twin(old), twin(new)];
    let mut many = 0;
    for change in compare(old, new).changes {
        let wanted = match change.kind {
            Kind::Accepted => [false, true],
            Kind::Refused => [true, false],
            _ => continue,
        };
        let body = &change.example.as_ref().unwrap_or_else(|| panic!("{change:?} has no example")).body;
        let page = change.page.as_deref().expect("requests are of pages");
        let found = [0, 1].map(|side| passes(&specs[side], &change.revisions, page, body));
        assert_eq!(found, wanted, "{change:#?}");
        many += 1;
    }
    many
}

#[test]
fn the_validator_agrees_with_every_example() {
    const VIDU: &str = "vidu/2025-08/img2video.toml";
    const REFERENCE: &str = "vidu/2025-08/reference2video.toml";
    const OCTOPUSX: &str = "octopusx/2026-03/img2video.toml";
    const UMODELVERSE: &str = "umodelverse/2025-11/img2video.toml";
    const NOVITA: &str = "novita/2026-02/img2video.toml";
    for (file, from, to, least) in [
        (
            VIDU,
            "duration = [4], resolution = [\"360p\", \"720p\", \"1080p\"]",
            "duration = [4, 6], resolution = [\"720p\"]",
            4,
        ),
        (VIDU, "{ model = [\"vidu2.0\", \"vidu1.5\"], duration = [8], resolution = [\"720p\"] },", "", 2),
        (VIDU, "values = [\"auto\", \"small\", \"medium\", \"large\"]", "values = [\"auto\", \"large\"]", 2),
        (
            REFERENCE,
            "{ model = [\"vidu1.5\"], duration = [8], resolution = [\"720p\"] },",
            "{ model = [\"vidu1.5\"], duration = [8], resolution = [\"1080p\"] },",
            4,
        ),
        (REFERENCE, "values = [\"16:9\", \"9:16\", \"1:1\"]", "values = [\"16:9\", \"?\"]", 2),
        (OCTOPUSX, "duration = [5, \"1 to 10\"]", "duration = [5, \"3 to 16\"]", 4),
        (
            OCTOPUSX,
            "duration = [\"?\"],          resolution = [\"?\"]",
            "duration = [5], resolution = [\"720p\", \"1080p\"]",
            2,
        ),
        (OCTOPUSX, "values = [\"?\", 1, 2, 3, 4]", "values = [\"?\", 1, 2]", 2),
        (
            UMODELVERSE,
            "resolution = [\"?\", \"540p\", \"720p\", \"1080p\"] }",
            "resolution = [\"?\", \"540p\", \"720p\"] }",
            2,
        ),
        (
            NOVITA,
            "{ duration = [8], resolution = [\"720p\"] }",
            "{ duration = [6, 8], resolution = [\"720p\", \"1080p\"] }",
            2,
        ),
    ] {
        let many = check(&real(), file, from, to);
        assert!(many >= least, "{file} {from}: {many} examples");
    }
    for (file, from, to) in [
        ("acme/2026-01/dub.toml", "one_of = [\"audio_url\", \"speech\"]", "any_of = [\"audio_url\", \"speech\"]"),
        (
            "acme/2026-01/dub.toml",
            "one_of = [\"audio_url\", \"speech\"]",
            "at_most_one_of = [\"audio_url\", \"speech\"]",
        ),
        ("acme/2026-01/img2video.toml", "values = [1.0, \"0.5 to 2\"]", "values = [1.0, \"0.75 to 3\"]"),
    ] {
        assert!(check(&made_up(), file, from, to) >= 2, "{file} {from}");
    }
}
