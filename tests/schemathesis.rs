//! A little of what `schemathesis/run.py` does at length: the mock against the OpenAPI documents of its vendors and its own.

use std::process::Command;

use vidu_codegen::emit::openapi;
use vidu_mock::{Drive, MockServer};

use crate::folder::{project, real};

/// Those whose documents are small; the others, and all phases, are asked at length only.
const VENDORS: [&str; 2] = ["novita", "umodelverse"];

#[tokio::test(flavor = "multi_thread")]
async fn the_mock_keeps_to_its_documents() {
    let (spec, folder) = (vidu_codegen::load(&real()), tempfile::tempdir().expect("a folder"));
    let spec = spec.unwrap_or_else(|report| panic!("{report}")).spec;
    for vendor in VENDORS {
        let mut current = spec.revisions.iter().filter(|revision| revision.current);
        let revision = current.find(|revision| revision.vendor == vendor).expect("a vendor");
        let document = openapi::emit(&[revision]).to_string();
        std::fs::write(folder.path().join(format!("{vendor}.json")), document).expect("a document");
    }
    let server = MockServer::builder()
        .drive(Drive::AtOnce)
        .keys(["schemathesis", "somebody-else"])
        .start()
        .await
        .expect("a mock");
    let mut program = Command::new("python3");
    program.arg(project().join("tests/schemathesis/run.py")).args(["--url", server.url(), "--cases", "1"]);
    program.args(["--examples", "3", "--phases", "fuzzing", "--documents"]).arg(folder.path());
    for name in VENDORS.into_iter().chain(["admin"]) {
        program.args(["--only", name]);
    }
    let Ok(output) = tokio::task::spawn_blocking(move || program.output()).await.expect("no panic") else {
        return println!("python3 is not installed: nothing was tried");
    };
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
