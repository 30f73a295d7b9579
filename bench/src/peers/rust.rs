//! The mock servers of crates, each in a process of its own.

use std::future::pending;
use std::net::SocketAddr;

const SUBMIT: &str = include_str!("../../peers/submit.json");
const QUERY: &str = include_str!("../../peers/query.json");
const SUBMIT_PATH: &str = "/ent/v2/img2video";
const QUERY_PATH: &str = "^/ent/v2/tasks/[^/]+/creations$";

/// Serves with wiremock-rs until the process is killed.
pub async fn wiremock(ready: impl FnOnce(SocketAddr)) {
    use wiremock::matchers::{method, path, path_regex};
    use wiremock::{Mock, MockServer, ResponseTemplate};
    let json = |text: &str| ResponseTemplate::new(200).set_body_raw(text, "application/json");
    let server = MockServer::start().await;
    Mock::given(method("POST")).and(path(SUBMIT_PATH)).respond_with(json(SUBMIT)).mount(&server).await;
    Mock::given(method("GET")).and(path_regex(QUERY_PATH)).respond_with(json(QUERY)).mount(&server).await;
    ready(*server.address());
    pending().await
}

/// Serves with httpmock until the process is killed.
pub async fn httpmock(ready: impl FnOnce(SocketAddr)) {
    use httpmock::Method::{GET, POST};
    use httpmock::MockServer;
    const JSON: &str = "application/json";
    let server = MockServer::start_async().await;
    let submit = server.mock_async(|when, then| {
        when.method(POST).path(SUBMIT_PATH);
        then.status(200).header("content-type", JSON).body(SUBMIT);
    });
    submit.await;
    let query = server.mock_async(|when, then| {
        when.method(GET).path_matches(QUERY_PATH);
        then.status(200).header("content-type", JSON).body(QUERY);
    });
    query.await;
    ready(*server.address());
    pending().await
}
