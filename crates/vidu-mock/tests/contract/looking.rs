//! Looking and asserting.

use std::time::Duration;

use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::calls::{FIRST, body};
use super::mock::Mock;

pub async fn it_is_charged_exactly_once(mock: &Mock) {
    mock.admin("POST", "faults", json!({ "fault": "server_error", "times": 2 })).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let got = FIRST.post(mock, "k", &(FIRST.body)(), &[]).await;
        ids.extend(got.json()["task_id"].as_str().map(str::to_owned));
    }
    let charges = mock.admin("GET", "ledger?world=vidu/k", Json::Null).await["charges"].clone();
    let [charge] = charges.as_array().expect("charges").as_slice() else { panic!("{charges}") };
    assert_eq!((&charge["task"], &charge["credits"], &charge["request"]), (&json!(ids[0]), &json!(80), &json!(3)));
    let failed = FIRST.make(mock, "k", &body(json!({ "prompt": "[[mock: fail]]" }))).await;
    mock.advance(60).await;
    let charges = mock.admin("GET", "ledger", Json::Null).await["charges"].clone();
    assert_eq!((&charges[1]["task"], &charges[1]["refunded"]), (&json!(failed), &json!(true)));
}

pub async fn the_journal_is_asked_and_held_to_account(mock: &Mock) {
    let key = "a-very-secret-key";
    let id = FIRST.make(mock, key, &body(json!({ "prompt": format!("my key is {key}") }))).await;
    FIRST.look(mock, key, &id).await;
    FIRST.post(mock, key, &body(json!({ "duration": 4 })), &[]).await;
    FIRST
        .post(mock, key, &body(json!({ "images": [format!("data:image/png;base64,{}", "A".repeat(9000))] })), &[])
        .await;
    let count = async |query: &str| {
        let told = mock.admin("GET", &format!("requests?{query}"), Json::Null).await;
        told["requests"].as_array().map_or(0, Vec::len)
    };
    for (query, expected) in [
        ("", 4),
        ("operation=img2video", 3),
        ("operation=vidu/query", 1),
        (&format!("task={id}"), 2),
        ("status=400", 2),
        ("since=2", 2),
        ("field.model=viduq1&status=200", 1),
        ("from=2000-01-01T00:00:00Z", 4),
        ("to=2000-01-01T00:00:00Z", 0),
        ("limit=1", 1),
        ("world=vidu/another", 0),
    ] {
        assert_eq!(count(query).await, expected, "{query}");
    }
    let whole = mock.admin("GET", "journal", Json::Null).await;
    assert!(!whole.to_string().contains(key), "{whole}");
    let large = &whole["entries"][3];
    assert!(
        large["body_bytes"].as_u64() > Some(9000) && large["body_head"].as_str().is_some_and(|head| head.len() < 600)
    );
    assert_eq!(large["body_digest"].as_str().map(str::len), Some(32));
    // A refusal says why, what would have passed, and where that is written.
    let refused = &whole["entries"][2]["violations"][0];
    assert!(refused["page"].as_str().is_some_and(|page| page.starts_with("https://")), "{refused}");
    assert!(refused["nearest"].as_array().is_some_and(|nearest| !nearest.is_empty()), "{refused}");
    let verify = async |question: Json| mock.admin("POST", "requests/verify", question).await;
    assert_eq!(verify(json!({ "matcher": { "operation": "img2video", "status": 200 }, "times": 1 })).await["ok"], true);
    assert_eq!(
        verify(json!({ "in_order": [{ "operation": "img2video" }, { "operation": "query" }] })).await["ok"],
        true
    );
    assert_eq!(verify(json!({ "in_order": [{ "operation": "query" }, { "status": 200 }] })).await["ok"], false);
    let told =
        verify(json!({ "matcher": { "status": 200, "fields": { "duration": 6 } }, "times": { "at_least": 1 } })).await;
    assert!(
        told["ok"] == false && told["message"].as_str().is_some_and(|text| text.contains("field duration")),
        "{told}"
    );
}

pub async fn a_stray_request_is_told_the_closest(mock: &Mock) {
    let got = mock.ask("POST", "/ent/v2/img2vide", &[("Authorization", "Token k")], &(FIRST.body)()).await;
    assert_eq!(got.status, 404);
    let noted = mock.admin("GET", "requests", Json::Null).await;
    let closest = &noted["requests"][0]["closest"];
    assert_eq!((&closest["path"], &closest["method"]), (&json!("/ent/v2/img2video"), &json!("POST")), "{noted}");
    assert!(closest["rule"].is_string() && closest["page"].as_str().is_some_and(|page| page.starts_with("https://")));
}

pub async fn every_answer_is_marked(mock: &Mock) {
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/nowhere"),
        ("POST", "/ent/v2/img2video"),
        ("DELETE", "/ent/v2/img2video"),
        ("GET", "/ent/v2/tasks/0/creations"),
        ("GET", "/__media/x"),
        ("GET", "/__admin/health"),
        ("GET", "/__admin/x"),
        ("GET", "/healthz"),
        ("OPTIONS", "/ent/v2/img2video"),
        ("GET", "/__admin/metrics"),
    ] {
        let got = mock.ask(method, path, &[("Access-Control-Request-Method", "POST")], &Json::Null).await;
        assert_eq!(got.header("x-vidu-mock"), Some(env!("CARGO_PKG_VERSION")), "{method} {path}");
    }
}

pub async fn a_reset_leaves_nothing(mock: &Mock) {
    for key in ["one", "two"] {
        FIRST.make(mock, key, &(FIRST.body)()).await;
    }
    mock.admin("POST", "faults", json!({ "fault": "no_answer", "nth": 99 })).await;
    let count = async |path: &str| {
        let told = mock.admin("GET", path, Json::Null).await;
        told.as_object().and_then(|members| members.values().next()?.as_array()).map_or(0, Vec::len)
    };
    mock.admin("POST", "reset?world=vidu/one", Json::Null).await;
    assert_eq!([count("tasks").await, count("faults").await], [1, 1]);
    mock.admin("POST", "reset", Json::Null).await;
    for path in ["tasks", "journal", "ledger", "faults", "scripts", "callbacks"] {
        assert_eq!(count(path).await, 0, "{path}");
    }
}

/// Over a socket, which a mock that is called in process has too, because the answer does not end.
pub async fn what_happens_is_streamed(mock: &Mock) {
    let host = mock.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.expect("a connection");
    let request = format!("GET /__admin/events?world=vidu/k HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut read = String::new();
    let mut until = async |wanted: &str| {
        let mut piece = [0; 4096];
        while !read.contains(wanted) {
            // What never comes shall fail, not hang.
            let count = timeout(Duration::from_secs(20), stream.read(&mut piece)).await;
            let count = count.unwrap_or_else(|_| panic!("no {wanted} in {read}")).expect("a piece");
            assert!(count > 0, "the stream ended before {wanted}: {read}");
            read.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
        read.clone()
    };
    let head = until("\r\n\r\n").await.to_lowercase();
    assert!(head.contains("text/event-stream") && head.contains("x-vidu-mock: "), "{head}");
    let other = FIRST.make(mock, "other", &(FIRST.body)()).await;
    let id = FIRST.make(mock, "k", &(FIRST.body)()).await;
    // A clock that stands hides nothing, and a plan that is changed is told as it is now.
    until("\"state\":\"created\"").await;
    mock.advance(3).await;
    until("\"state\":\"processing\"").await;
    mock.admin("POST", &format!("tasks/{id}/finish"), Json::Null).await;
    let told = until("\"state\":\"success\"").await;
    assert!(!told.contains(&other), "another world's: {told}");
    let states = told.matches("event: state\n").count();
    assert_eq!(states, told.matches(&format!("\"task\":\"{id}\",\"state\"")).count(), "each once: {told}");
}

pub async fn what_is_bounded_stays_so(mock: &Mock) {
    let first = FIRST.make(mock, "k", &(FIRST.body)()).await;
    let told = FIRST.look(mock, "k", &first).await;
    assert!(told["credits"].as_i64().is_some_and(|credits| (51..=100).contains(&credits)), "{told}");
    assert!(FIRST.post(mock, "k", &(FIRST.body)(), &[]).await.status >= 400, "no credits are left");
    FIRST.look(mock, "k", &first).await;
    let numbers = mock.admin("GET", "journal?world=vidu/k", Json::Null).await;
    let numbers: Vec<&Json> = numbers["entries"].as_array().into_iter().flatten().map(|one| &one["number"]).collect();
    assert_eq!(numbers, [2, 3, 4], "the newest");
    let clock = mock.admin("GET", "clock", Json::Null).await;
    assert_eq!(clock["now"], "2026-01-01T00:00:00.000000Z", "{clock}");
}

pub async fn it_says_how_it_is(mock: &Mock) {
    for path in ["/healthz", "/__admin/health"] {
        let got = mock.ask("GET", path, &[], &Json::Null).await;
        assert_eq!((got.status, &got.json()["status"]), (200, &json!("ok")), "{path}");
    }
    assert_eq!(mock.admin("GET", "version", Json::Null).await["version"], env!("CARGO_PKG_VERSION"));
    FIRST.make(mock, "k", &(FIRST.body)()).await;
    let metrics = mock.ask("GET", "/__admin/metrics", &[], &Json::Null).await;
    assert!(metrics.text().contains("vidu_mock_tasks{vendor=\"vidu\",state="), "{}", metrics.text());
    let document = mock.admin("GET", "openapi.json", Json::Null).await;
    assert_eq!(document["openapi"], "3.1.0");
    let index = mock.admin("GET", "", Json::Null).await;
    for row in index["endpoints"].as_array().expect("endpoints") {
        let method = row["method"].as_str().unwrap_or_default().to_lowercase();
        assert!(document["paths"][row["path"].as_str().unwrap_or_default()][&method].is_object(), "{row}");
    }
}
