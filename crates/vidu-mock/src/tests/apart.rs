//! What a test sets in its own world: scripts, faults, drives and steps that nobody else meets.

use serde_json::{Value as Json, json};

use super::wire::Got;
use super::{Receiver, SECOND, ask, builder, start};
use crate::{Drive, Expect, Fault, MockServer, Rule, Scope, Script, Whose};

/// Makes a task with a key, without a socket: its id, or the status that it was refused with.
fn make(server: &MockServer, key: &str, body: &Json) -> Result<String, u16> {
    let header = format!("Acme {key}");
    let reply = server.answer("POST", "/acme/paint", &[("Authorization", &header)], body.to_string().as_bytes());
    let told: Json = serde_json::from_slice(&reply.body).unwrap_or_default();
    told["id"].as_str().map(str::to_owned).ok_or(reply.status)
}

/// What a test does in its world, by its number, and what it must find there.
async fn own_life(server: &MockServer, nth: usize) {
    let key = format!("key-number-{nth}");
    let world = server.world("acme", &key);
    let body = json!({ "model": "a1" });
    let codes = ["Policy", "Broke"];
    let (is_quick, code, waits) = (nth.is_multiple_of(4), codes[nth % 2], nth as u32 % 3);
    world.add_rule(Rule::new(Script::fail_with(code)).times(1)).expect("a rule");
    world.script_next(Script::succeed().state(format!("limbo{nth}")));
    world.fault(Fault::server_error(503).operation("paint").times(u64::from(waits)));
    world.drive(Whose::All, Some(if is_quick { Drive::AtOnce } else { Drive::Held })).expect("a drive");
    // Others are at it meanwhile.
    tokio::task::yield_now().await;
    let refused = (0..waits).map(|_| make(server, &key, &body)).collect::<Vec<_>>();
    assert_eq!(refused, vec![Err(503); waits as usize], "{nth}");
    let first = make(server, &key, &body).expect("a task");
    tokio::task::yield_now().await;
    // The script for the next task is narrower than the rule, which counted all the same.
    let second = make(server, &key, &body).expect("a task");
    if !is_quick {
        world.advance(SECOND * (13 + nth as u32 % 7)).await;
    }
    let state = |id: &str| world.task(id).expect("its task").state;
    assert_eq!((state(&first).as_str(), state(&second).as_str()), ("done", "done"), "{nth}");
    assert_eq!((world.rules().len(), world.rules()[0].used, world.faults().len()), (1, 1, 0), "{nth}");
    let elapsed = if is_quick { 0.0 } else { f64::from(13 + nth as u32 % 7) };
    assert_eq!(world.clock().elapsed_seconds, elapsed, "{nth}");
    world.verify(Expect::request().operation("paint").status(503)).times(u64::from(waits));
    world.verify(Expect::request().operation("paint").status(200)).times(2);
    assert_eq!((world.ledger().len(), world.drives().len(), world.names().len()), (2, 1, 1), "{nth}");
}

#[tokio::test]
async fn a_thousand_tests_on_one_server_do_not_meet() {
    let server = std::sync::Arc::new(builder().start().await.expect("a server"));
    let mut all = tokio::task::JoinSet::new();
    for nth in 0..1000 {
        let server = std::sync::Arc::clone(&server);
        all.spawn(async move { own_life(&server, nth).await });
    }
    all.join_all().await;
    assert_eq!((server.names().len(), server.rules().len(), server.tasks().len()), (1000, 1000, 2000));
}

#[tokio::test]
async fn faults_of_others_push_nobody_s_out() {
    let server = start().await;
    let (one, two) = (server.world("acme", "one"), server.world("acme", "two"));
    one.fault(Fault::server_error(500));
    for _ in 0..2000 {
        two.fault(Fault::server_error(502));
        server.fault(Fault::server_error(503).vendor("bolt"));
    }
    assert_eq!((one.faults().len(), two.faults().len(), server.faults().len()), (1, 1000, 2001));
    let body = json!({ "model": "a1" });
    assert_eq!([make(&server, "one", &body), make(&server, "two", &body)], [Err(500), Err(502)]);
    assert!(make(&server, "three", &body).is_ok());
    (0..1000).for_each(|_| drop(two.add_rule(Rule::new(Script::fail()))));
    assert!(two.add_rule(Rule::new(Script::fail())).is_err() && one.add_rule(Rule::new(Script::fail())).is_ok());
    two.reset();
    assert_eq!((one.faults().len(), two.faults().len(), one.rules().len(), two.rules().len()), (1, 0, 1, 0));
}

async fn admin(server: &MockServer, method: &str, path: &str, world: &str, body: Json) -> Got {
    let header = format!("X-Vidu-Mock-World: {world}");
    let headers: &[&str] = if world.is_empty() { &[] } else { &[&header] };
    ask(server, method, &format!("/__admin/{path}"), headers, &body).await
}

/// How many of a list that an endpoint answers with.
async fn count(server: &MockServer, path: &str, world: &str) -> usize {
    let got = admin(server, "GET", path, world, Json::Null).await;
    let told = got.json();
    let (_, list) = told.as_object().and_then(|members| members.iter().next()).expect("a member");
    list.as_array().unwrap_or_else(|| panic!("{path}: {told}")).len()
}

#[tokio::test]
async fn every_list_is_narrowed_to_the_world_that_is_named() {
    let server = start().await;
    let receiver = Receiver::start(&[]).await;
    for key in ["one", "two"] {
        let world = format!("acme/{key}");
        make(&server, key, &json!({ "model": "a1", "hook": receiver.url })).expect("a task");
        for (path, body) in
            [("scripts", json!({ "script": "fail", "nth": 9 })), ("faults", json!({ "fault": "no_answer", "nth": 9 }))]
        {
            assert_eq!(admin(&server, "POST", path, &world, body).await.status, 201, "{path}");
        }
        assert_eq!(admin(&server, "PUT", "drive", &world, json!({ "drive": "query" })).await.status, 200);
    }
    server.advance(SECOND * 20).await;
    for path in ["worlds", "tasks", "journal", "requests", "callbacks", "ledger", "scripts", "faults", "drive"] {
        let (all, one) = (count(&server, path, "").await, count(&server, path, "acme/one").await);
        assert!(one > 0 && all == 2 * one, "{path}: {one} of {all}");
        assert_eq!(count(&server, &format!("{path}?world=acme/one"), "").await, one, "{path}");
        assert_eq!(count(&server, path, "acme/nobody").await, usize::from(path == "worlds"), "{path}");
    }
    for (path, body) in [("requests/find", json!({})), ("requests/verify", json!({ "matcher": {}, "times": 3 }))] {
        let got = admin(&server, "POST", path, "acme/one", body).await.json();
        assert!(got["ok"] == true || got["requests"].as_array().is_some_and(|all| all.len() == 3), "{path}: {got}");
    }
    // Taken away is what is one's own.
    for path in ["scripts", "faults"] {
        assert_eq!(admin(&server, "DELETE", &format!("{path}/2"), "acme/one", Json::Null).await.status, 404, "{path}");
        assert_eq!(admin(&server, "DELETE", path, "acme/one", Json::Null).await.status, 200);
        assert_eq!((count(&server, path, "acme/one").await, count(&server, path, "").await), (0, 1), "{path}");
    }
    assert_eq!(
        admin(&server, "PUT", "drive", "acme/one", json!({ "drive": null })).await.json(),
        json!({ "drives": [] })
    );
    assert_eq!(count(&server, "drive", "").await, 1);
}

#[tokio::test]
async fn a_step_is_made_in_the_world_that_is_named_and_sends_nothing_of_others() {
    let server = start().await;
    let (mine, theirs) = (Receiver::start(&[]).await, Receiver::start(&[]).await);
    let body = |prompt: &str, receiver: &Receiver| json!({ "model": "a1", "prompt": format!("[[mock: {prompt}]]"), "hook": receiver.url });
    let id = make(&server, "mine", &body("drive=step", &mine)).expect("a task");
    make(&server, "theirs", &body("drive=once", &theirs)).expect("a task");
    let path = format!("tasks/{id}/step");
    assert_eq!(admin(&server, "POST", &path, "acme/theirs", Json::Null).await.status, 404);
    assert_eq!(
        admin(&server, "POST", &format!("tasks/{id}/advance"), "acme/theirs", json!({ "seconds": 1 })).await.status,
        404
    );
    let mut states = Vec::new();
    for _ in 0..4 {
        let told = admin(&server, "POST", &path, "acme/mine", Json::Null).await.json();
        let events = told["events"].as_array().cloned().unwrap_or_default();
        states.extend(events.iter().map(|event| event["task"] == *id));
    }
    assert!(states.len() >= 4 && states.iter().all(|is_mine| *is_mine), "{states:?}");
    assert_eq!((mine.told("state"), theirs.received().len()), (vec!["drawing".to_owned(), "done".to_owned()], 0));
    server.advance(std::time::Duration::ZERO).await;
    assert_eq!(theirs.told("state"), ["drawing", "done"]);
}

#[tokio::test]
async fn naming_worlds_wrongly_is_said() {
    let server = start().await;
    let script = || json!({ "script": "fail", "world": "acme/two" });
    for (method, path, world, body, status, part) in [
        ("POST", "shutdown", "acme/one", Json::Null, 400, "the whole server"),
        ("GET", "tasks?world=acme/two", "acme/one", Json::Null, 400, "name two worlds"),
        ("POST", "scripts", "acme/one", script(), 400, "another world"),
        ("POST", "faults", "acme/one", json!({ "fault": "no_answer", "world": "acme/two" }), 400, "another world"),
        ("PUT", "drive", "acme/one", json!({ "drive": "query", "world": "acme/two" }), 400, "another world"),
        ("PUT", "drive", "acme/one", json!({ "drive": "query", "vendor": "acme", "operation": "paint" }), 400, "alike"),
        ("PUT", "drive", "", json!({ "drive": "query", "world": "acme/00000000" }), 404, "/__admin/worlds"),
        ("POST", "scripts", "", json!({ "script": "fail", "world": "nobody/k" }), 404, "there are acme, bolt"),
    ] {
        let got = admin(&server, method, path, world, body).await;
        assert!(got.status == status && got.text().contains(part), "{method} {path}: {} {}", got.status, got.text());
    }
    assert!(server.is_healthy());
    // Said twice the same, it is one world.
    let mine = admin(&server, "POST", "scripts", "acme/two", script()).await;
    let name = server.world("acme", "two").name();
    assert_eq!((mine.status, mine.json()["world"].as_str()), (201, name.as_deref()));
}

#[tokio::test]
async fn faults_of_a_world_hit_its_callbacks_and_results() {
    let server = start().await;
    let receiver = Receiver::start(&[]).await;
    let worlds: [Scope; 2] = ["one", "two"].map(|key| server.world("acme", key));
    worlds[0].fault(Fault::callback_lost());
    worlds[0].fault(Fault::expired_url());
    let body = json!({ "model": "a1", "hook": receiver.url });
    let ids = ["one", "two"].map(|key| make(&server, key, &body).expect("a task"));
    server.advance(SECOND * 20).await;
    assert_eq!(receiver.received().len(), 2);
    let mut statuses = Vec::new();
    for (key, id) in ["one", "two"].iter().zip(ids) {
        let header = format!("Acme {key}");
        let told = server.answer("GET", &format!("/acme/tasks/{id}/videos"), &[("Authorization", &header)], b"");
        let told: Json = serde_json::from_slice(&told.body).expect("JSON");
        let link = told["videos"][0]["url"].as_str().unwrap_or_default().replace(server.url(), "");
        statuses.push(server.answer("GET", &link, &[], b"").status);
    }
    assert_eq!(statuses, [403, 200]);
}
