//! A client that a public generator makes of the OpenAPI export makes a video with the mock.

use tempfile::TempDir;
use vidu_codegen::emit::openapi;
use vidu_mock::{Drive, MockServer};

use super::{has_modules, here, run, spec};

#[tokio::test(flavor = "multi_thread")]
async fn a_generated_client_works_against_the_mock() {
    if !has_modules(&["openapi_python_client", "httpx"]) {
        return;
    }
    let spec = spec();
    let vidu = spec.revisions.iter().find(|one| one.vendor == "vidu" && one.current).expect("a revision");
    let folder = TempDir::new().expect("a folder");
    let document = folder.path().join("openapi.json");
    std::fs::write(&document, openapi::emit(&[vidu]).to_string()).expect("the export");
    let server = MockServer::builder().drive(Drive::EachQuery { polls: Some(3) }).start().await.expect("a mock");
    let address = format!("http://{}", server.address());
    let arguments = [here().join("client.py").into_os_string(), document.into(), folder.path().into(), address.into()];
    let said = tokio::task::spawn_blocking(move || run("python3", &arguments.each_ref().map(AsRef::as_ref)));
    assert!(said.await.expect("it ran").ends_with("success\n"));
}
