//! Worlds: what one key does is nothing to another.

use serde_json::{Value as Json, json};

use super::{ACME, Receiver, SECOND, ask, builder, paint, start};
use crate::{CommandError, Expect, MockServer, Scope};

/// Makes a task with a key, without a socket.
fn make(server: &MockServer, key: &str, body: &Json) -> String {
    let header = format!("Acme {key}");
    let reply = server.answer("POST", "/acme/paint", &[("Authorization", &header)], body.to_string().as_bytes());
    let told: Json = serde_json::from_slice(&reply.body).expect("JSON");
    told["id"].as_str().unwrap_or_else(|| panic!("{told}")).to_owned()
}

fn states(scope: &Scope) -> Vec<String> {
    scope.tasks().into_iter().map(|task| task.state).collect()
}

#[tokio::test]
async fn a_thousand_worlds_do_not_meet() {
    let server = builder().start().await.expect("a server");
    let key = |nth: u64| format!("key-number-{nth}");
    let worlds: Vec<Scope> = (0..1000).map(|nth| server.world("acme", &key(nth))).collect();
    let made =
        |nth: u64| (0..=nth % 3).map(|_| make(&server, &key(nth), &json!({ "model": "a1" }))).collect::<Vec<_>>();
    let ids: Vec<Vec<String>> = (0..1000).map(made).collect();
    for (nth, world) in worlds.iter().enumerate().filter(|(nth, _)| nth % 2 == 0) {
        let events = world.advance(SECOND * (nth as u32 % 20)).await;
        assert!(events.iter().all(|event| world.name().is_some_and(|name| event.world == name)));
    }
    let mut names = server.names();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 1000);
    for (nth, world) in worlds.iter().enumerate() {
        let own = &ids[nth];
        assert_eq!(world.tasks().into_iter().map(|task| task.id).collect::<Vec<_>>(), *own, "{nth}");
        assert_eq!(world.ledger().into_iter().map(|charge| charge.task).collect::<Vec<_>>(), *own, "{nth}");
        world.verify(Expect::request().operation("paint")).times(own.len() as u64);
        let seconds = if nth % 2 == 0 { nth % 20 } else { 0 };
        assert_eq!(world.clock().elapsed_seconds, seconds as f64, "{nth}");
        let expected =
            ["made", "made", "drawing", "done"][[0, 1, 2, 12].iter().rposition(|at| *at <= seconds).unwrap_or(0)];
        let first = world.task(&own[0]).expect("its task");
        assert_eq!(first.state.replace("waiting", "made"), expected, "{nth} after {seconds}");
        assert!(world.task(&ids[(nth + 1) % 1000][0]).is_none());
    }
    worlds[1].reset();
    assert_eq!((worlds[1].tasks().len(), worlds[1].journal().len(), worlds[1].ledger().len()), (0, 0, 0));
    assert_eq!((worlds[2].tasks().len(), server.tasks().len()), (3, 1999 - 2));
}

#[tokio::test]
async fn a_world_has_a_clock_of_its_own() {
    let server = start().await;
    let (receiver, hook) =
        (Receiver::start(&[]).await, |receiver: &Receiver| json!({ "model": "a1", "hook": receiver.url }));
    let (one, two) = (server.world("acme", "one"), server.world("acme", "two"));
    let id = make(&server, "one", &hook(&receiver));
    let other = make(&server, "two", &hook(&receiver));
    let events = one.advance(SECOND * 12).await;
    assert_eq!(receiver.told("state"), ["drawing", "done"]);
    assert!(events.iter().all(|event| event.task == id));
    assert_eq!((states(&one), states(&two)), (vec!["done".into()], vec!["made".to_owned()]));
    // All clocks together: each goes its own way from where it stands.
    server.advance(SECOND * 3).await;
    let elapsed = [one.clock(), two.clock(), server.clock()].map(|clock| clock.elapsed_seconds);
    assert_eq!(elapsed, [15.0, 3.0, 3.0]);
    assert_eq!((states(&two), receiver.received().len()), (vec!["drawing".to_owned()], 3));
    // A result expires by the clock of its world, whose time is ahead, or else by the server's.
    let result = |key: &str, id: &str| {
        let header = format!("Acme {key}");
        let reply = server.answer("GET", &format!("/acme/tasks/{id}/videos"), &[("Authorization", &header)], b"");
        let told: Json = serde_json::from_slice(&reply.body).expect("JSON");
        told["videos"][0]["url"].as_str().unwrap_or_else(|| panic!("{told}")).replace(server.url(), "")
    };
    server.advance(SECOND * 9).await;
    let results = [result("one", &id), result("two", &other)];
    let fetched = || results.each_ref().map(|address| server.answer("GET", address, &[], b"").status);
    assert_eq!(fetched(), [200, 200]);
    one.advance(SECOND * 3601).await;
    assert_eq!(fetched(), [403, 200]);
    server.advance(SECOND * 3601).await;
    assert_eq!(fetched(), [403, 403]);
}

#[tokio::test(start_paused = true)]
async fn a_world_is_held_while_others_run() {
    let server = builder().speed(1.0).start().await.expect("a server");
    let (held, fast, plain) = (server.world("acme", "h"), server.world("acme", "f"), server.world("acme", "p"));
    held.hold();
    fast.set_speed(10.0).expect("a speed");
    ["h", "f", "p"].iter().for_each(|key| drop(make(&server, key, &json!({ "model": "a1" }))));
    tokio::time::sleep(SECOND * 3).await;
    let all = [&held, &fast, &plain].map(|world| states(world).join(""));
    assert_eq!(all, ["made", "done", "drawing"]);
    held.release();
    tokio::time::sleep(SECOND * 3).await;
    assert_eq!(states(&held), ["drawing"]);
    assert!(matches!(fast.set_speed(0.0), Err(CommandError::Wrong(_))));
}

#[tokio::test]
async fn what_was_due_before_a_reset_is_not_sent() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    let body = json!({ "model": "a1", "hook": receiver.url });
    let first = paint(&server, body.clone()).await;
    server.world("acme", "k").reset();
    assert_eq!(server.advance(SECOND * 60).await, []);
    // The world begins anew: the same draws, and callbacks for the new task alone.
    assert_eq!(paint(&server, body).await, first);
    assert_eq!(server.advance(SECOND * 60).await.len(), 5);
    assert_eq!(receiver.received().len(), 2);
}

#[tokio::test]
async fn a_header_names_the_world() {
    let server = start().await;
    let id = paint(&server, json!({ "model": "a1" })).await;
    make(&server, "some-other-key", &json!({ "model": "a1" }));
    let worlds = ask(&server, "GET", "/__admin/worlds", &[], &Json::Null).await.json();
    let printed = worlds["worlds"][0].as_str().expect("a name").to_owned();
    for world in ["acme/k", &*printed] {
        let header = format!("X-Vidu-Mock-World: {world}");
        let got = ask(&server, "GET", "/__admin/tasks", &[&header], &Json::Null).await.json();
        assert_eq!((got["tasks"].as_array().map(Vec::len), &got["tasks"][0]["id"]), (Some(1), &json!(id)), "{world}");
    }
    for (world, status, part) in [
        ("nobody/k", 404, "acme, bolt"),
        ("acme", 400, "VENDOR/KEY"),
        ("acme/00000000", 404, "/__admin/worlds"),
        ("acme/", 400, "empty"),
    ] {
        let got = ask(&server, "GET", "/__admin/tasks", &[&format!("X-Vidu-Mock-World: {world}")], &Json::Null).await;
        assert_eq!(got.status, status, "{world}");
        assert!(
            got.json()["error"]["message"].as_str().is_some_and(|message| message.contains(part)),
            "{}",
            got.text()
        );
    }
    assert!(server.try_world("nobody", "k").is_err());
    ask(&server, "POST", "/__admin/reset", &["X-Vidu-Mock-World: acme/k"], &Json::Null).await;
    assert_eq!(server.tasks().len(), 1);
    assert_eq!(ask(&server, "GET", "/acme/credits", &[ACME], &Json::Null).await.json()["balances"][0]["left"], 100_000);
}
