//! Every admin endpoint is a method too: on two servers that lived alike, both say the same.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use super::{SECOND, builder, paint};
use crate::admin::endpoints::{self, Endpoint};
use crate::{Drive, Expect, Fault, MockServer, News, Rule, Script, Times, Whose};

/// Tasks that are driven in two ways, a callback that failed, a rule and a fault.
async fn lived() -> (MockServer, [String; 3]) {
    let server = builder().begins(UNIX_EPOCH + 86_400 * SECOND).start().await.expect("a server");
    let stepped = paint(&server, json!({ "model": "a1", "prompt": "[[mock: drive=step]]" })).await;
    paint(&server, json!({ "model": "a1", "hook": "http://127.0.0.1:9/" })).await;
    server.advance(20 * SECOND).await;
    let open = paint(&server, json!({ "model": "a1" })).await;
    // A task alone is held where the clock of its world is not.
    server.set_speed(1e-9).expect("a speed");
    let alone = paint(&server, json!({ "model": "a1", "prompt": "[[mock: drive=held]]" })).await;
    server.hold();
    server.add_rule(Rule::new(Script::fail()).nth(9)).expect("a rule");
    server.fault(Fault::no_answer().nth(9));
    (server, [stepped, open, alone])
}

/// Does by a method what an endpoint does, and gives what that would answer.
async fn by_method(server: &MockServer, endpoint: &Endpoint, tasks: &[String; 3], callback: u64) -> Json {
    let [stepped, open, alone] = tasks;
    let expect = || Expect::request().operation("paint");
    let clock = || json!(server.clock());
    match (endpoint.method, endpoint.path) {
        ("GET", "" | "openapi.json") => server.openapi(),
        ("GET", "health") => {
            json!({ "status": if server.is_healthy() { "ok" } else { "" }, "version": server.version() })
        }
        ("GET", "version") => json!({ "version": server.version() }),
        ("GET", "worlds") => json!({ "worlds": server.names() }),
        ("GET", "tasks") => json!({ "tasks": server.tasks() }),
        ("GET", "tasks/{id}") => json!(server.task(open)),
        ("POST", "tasks/{id}/cancel") => json!(server.cancel(open).expect("a task")),
        ("POST", "tasks/{id}/finish") => json!(server.finish(open).expect("a task")),
        ("POST", "tasks/{id}/step") => json!({ "events": server.step(stepped).await.expect("a step") }),
        ("POST", "tasks/{id}/advance") => {
            json!({ "events": server.advance_task(alone, 3 * SECOND).await.expect("a task of its own") })
        }
        ("GET", "clock") => clock(),
        ("POST", "clock/advance") => {
            let events = server.advance(60 * SECOND).await;
            json!({ "events": events, "clock": clock() })
        }
        ("POST", "clock/hold") => {
            server.hold();
            clock()
        }
        ("POST", "clock/release") => {
            server.release();
            clock()
        }
        ("POST", "clock/speed") => {
            server.set_speed(0.25).expect("a speed");
            clock()
        }
        ("GET", "drive") => drives(server),
        ("PUT", "drive") => {
            server.drive(Whose::All, Some(Drive::AtOnce)).expect("a drive");
            drives(server)
        }
        ("GET", "scripts") => json!({ "scripts": server.rules() }),
        ("POST", "scripts") => {
            let id = server.add_rule(Rule::new(Script::fail()).nth(7)).expect("a rule");
            json!(server.rules().iter().find(|standing| standing.id == id))
        }
        ("DELETE", "scripts") => json!({ "deleted": server.clear_rules() }),
        ("DELETE", "scripts/{id}") => json!({ "deleted": u8::from(server.remove_rule(1)) }),
        ("GET", "faults") => json!({ "faults": server.faults() }),
        ("POST", "faults") => {
            let number = server.fault(Fault::gateway_page(502).nth(7).lasts(Duration::from_secs(600)));
            json!(server.faults().iter().find(|standing| standing.number == number))
        }
        ("DELETE", "faults") => {
            server.clear_faults();
            json!({ "faults": server.faults() })
        }
        ("DELETE", "faults/{id}") => json!({ "removed": u8::from(server.clear_fault(1)) }),
        ("GET", "journal") => json!({ "entries": server.journal() }),
        ("GET", "requests") => json!({ "requests": server.requests(&Expect::request()) }),
        ("GET", "requests/{id}") => json!(server.entry(callback)),
        ("POST", "requests/find") => json!({ "requests": server.requests(&expect()) }),
        ("POST", "requests/verify") => json!(server.verify(expect()).result(Times::from(4))),
        ("GET", "callbacks") => json!({ "callbacks": server.callbacks() }),
        ("POST", "callbacks/{id}/redeliver") => json!(server.redeliver(callback).await.expect("a callback")),
        ("GET", "ledger") => json!({ "charges": server.ledger() }),
        ("POST", "reset") => {
            server.reset();
            json!({ "reset": server.name().unwrap_or_else(|| "all".into()) })
        }
        ("GET", "metrics") => json!(server.metrics()),
        ("POST", "shutdown") => {
            server.shutdown();
            json!({ "status": "stopping" })
        }
        (method, path) => panic!("{method} {path} has no method"),
    }
}

fn drives(server: &MockServer) -> Json {
    let drives = server.drives().into_iter().map(|(_, drive)| json!({ "drive": drive.to_string() }));
    json!({ "drives": drives.collect::<Vec<_>>() })
}

fn body(endpoint: &Endpoint) -> Json {
    match (endpoint.method, endpoint.path) {
        ("POST", "tasks/{id}/advance") => json!({ "seconds": 3 }),
        ("POST", "clock/advance") => json!({ "seconds": 60 }),
        ("POST", "clock/speed") => json!({ "speed": 0.25 }),
        ("PUT", "drive") => json!({ "drive": "once" }),
        ("POST", "scripts") => json!({ "script": "fail", "nth": 7 }),
        ("POST", "faults") => json!({ "fault": "gateway_page", "status": 502, "nth": 7 }),
        ("POST", "requests/find") => json!({ "kind": "request", "operation": "paint" }),
        ("POST", "requests/verify") => {
            json!({ "matcher": { "kind": "request", "operation": "paint" }, "times": 4 })
        }
        _ => Json::Null,
    }
}

/// Without what a clock that runs, or the port, makes different.
fn plain(mut value: Json, server: &MockServer) -> Json {
    fn round(value: &mut Json) {
        match value {
            Json::Object(members) => {
                members.retain(|name, _| !["seconds_left", "elapsed_seconds", "now"].contains(&&**name));
                members.values_mut().for_each(round);
            }
            Json::Array(list) => list.iter_mut().for_each(round),
            _ => {}
        }
    }
    round(&mut value);
    serde_json::from_str(&value.to_string().replace(server.url(), "")).expect("JSON")
}

#[tokio::test]
async fn every_endpoint_is_a_method() {
    for endpoint in endpoints::all().filter(|endpoint| endpoint.path != endpoints::EVENTS) {
        let ((one, tasks), (other, same)) = (lived().await, lived().await);
        assert_eq!(tasks, same);
        if endpoint.path == "tasks/{id}/advance" {
            one.set_speed(1e-9).expect("a speed");
            other.set_speed(1e-9).expect("a speed");
        }
        let callback = one.callbacks()[0].number;
        let id = match endpoint.path.split('/').next() {
            Some("scripts" | "faults") => "1".to_owned(),
            Some("callbacks" | "requests") => callback.to_string(),
            _ if endpoint.path.ends_with("step") => tasks[0].clone(),
            _ if endpoint.path.ends_with("advance") => tasks[2].clone(),
            _ => tasks[1].clone(),
        };
        let address = format!("/__admin/{}", endpoint.path.replace("{id}", &id));
        let body = body(endpoint);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let reply = one.ask(endpoint.method, &address, &[], body.as_bytes()).await;
        let told = serde_json::from_slice(&reply.body)
            .unwrap_or_else(|_| Json::from(String::from_utf8_lossy(&reply.body).into_owned()));
        let done = by_method(&other, endpoint, &tasks, callback).await;
        let done = if endpoint.path.is_empty() { index(&done, &told) } else { done };
        assert_eq!(plain(told, &one), plain(done, &other), "{} {}", endpoint.method, endpoint.path);
    }
}

/// The list of endpoints, if all of them stand in the document.
fn index(document: &Json, told: &Json) -> Json {
    let rows = told["endpoints"].as_array().into_iter().flatten();
    let is_there = |row: &Json| {
        let method = row["method"].as_str().unwrap_or_default().to_lowercase();
        document["paths"][row["path"].as_str().unwrap_or_default()][&method].is_object()
    };
    assert!(rows.clone().count() > 30 && rows.clone().all(is_there), "{told}");
    told.clone()
}

#[tokio::test]
async fn events_are_a_method_too() {
    let server = builder().start().await.expect("a server");
    let mut events = server.events();
    paint(&server, json!({ "model": "a1" })).await;
    assert!(matches!(events.next().await, Some(News::Noted(_))));
    assert!(matches!(events.next().await, Some(News::State(event)) if event.state == "made"));
    // A clock that stands hides nothing: what a hand does is told as well.
    let id = server.tasks()[0].id.clone();
    server.finish(&id).expect("a task");
    let mut states = Vec::new();
    while states.last().is_none_or(|state| state != "done") {
        if let Some(News::State(event)) = events.next().await {
            states.push(event.state.to_string());
        }
    }
    assert_eq!(states.last().map(String::as_str), Some("done"));
}
