//! What drives time: queries, commands, hands and clocks, for one task or for many.

use serde_json::{Value as Json, json};

use super::{ACME, Receiver, SECOND, ask, builder, look, paint, start};
use crate::{Drive, Event, Happening, MockServer, Whose};

/// What of a task its owner sees with so many queries.
async fn seen(server: &MockServer, id: &str, queries: usize) -> String {
    let mut states = Vec::new();
    for _ in 0..queries {
        states.push(look(server, id).await["state"].as_str().unwrap_or_default().to_owned());
    }
    states.join(" ")
}

async fn paint_with(server: &MockServer, directive: &str, hook: Option<&str>) -> String {
    let header = format!("X-Vidu-Mock: {directive}");
    let body = json!({ "model": "a1", "hook": hook });
    let got = ask(server, "POST", "/acme/paint", &[ACME, &header], &body).await;
    got.json()["id"].as_str().unwrap_or_else(|| panic!("an id in {}", got.text())).to_owned()
}

/// The states that were taken and told, in order.
fn shown(events: &[Event]) -> String {
    let show = |event: &Event| match event.what {
        Happening::Entered => event.state.to_string(),
        Happening::Called { .. } => format!("{}!", event.state),
    };
    events.iter().map(show).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn each_query_is_a_step() {
    for (drive, expected) in [
        (Drive::EachQuery { polls: None }, "waiting drawing done done"),
        (Drive::EachQuery { polls: Some(1) }, "done done done done"),
        (Drive::EachQuery { polls: Some(4) }, "made waiting drawing done"),
        (Drive::EachCommand { steps: None }, "made made made made"),
        (Drive::AtOnce, "done done done done"),
        (Drive::Held, "made made made made"),
    ] {
        let server = builder().drive(drive).start().await.expect("a server");
        let id = paint(&server, json!({ "model": "a1" })).await;
        assert_eq!(seen(&server, &id, 4).await, expected, "{drive:?}");
    }
}

#[tokio::test]
async fn another_task_s_query_is_no_step() {
    let server = builder().drive(Drive::EachQuery { polls: None }).start().await.expect("a server");
    let (first, second) =
        (paint(&server, json!({ "model": "a1" })).await, paint(&server, json!({ "model": "a1" })).await);
    assert_eq!(seen(&server, &first, 5).await, "waiting drawing done done done");
    assert_eq!(seen(&server, &second, 1).await, "waiting");
    let video = look(&server, &first).await["videos"][0]["url"].as_str().expect("a link").replace(server.url(), "");
    assert_eq!(ask(&server, "GET", &video, &[], &Json::Null).await.status, 200);
}

#[tokio::test]
async fn each_command_is_a_step_and_sends_what_falls_due() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    let id = paint_with(&server, "drive=step", Some(&receiver.url)).await;
    server.advance(1000 * SECOND).await;
    let mut told = Vec::new();
    for _ in 0..3 {
        told.push(shown(&server.step(&id).await.expect("a step")));
    }
    assert_eq!(told, ["waiting", "drawing drawing!", "done done!"]);
    assert_eq!(server.step(&id).await, Ok(vec![]));
    assert_eq!(receiver.told("state"), ["drawing", "done"]);
    let clocked = paint(&server, json!({ "model": "a1" })).await;
    assert!(server.step(&clocked).await.is_err_and(|why| why.contains("the clock of its world")));
    assert!(server.step("0").await.is_err_and(|why| why.contains("no task 0")));
}

#[tokio::test]
async fn steps_are_made_over_the_wire() {
    let server = start().await;
    let id = paint_with(&server, "steps=2; fail", None).await;
    let step = |id: &str| format!("/__admin/tasks/{id}/step");
    let got = ask(&server, "POST", &step(&id), &[], &Json::Null).await.json();
    assert_eq!(got["events"][0]["state"], "waiting");
    ask(&server, "POST", &step(&id), &[], &Json::Null).await;
    let told = look(&server, &id).await;
    assert_eq!((&told["state"], &told["err_code"], &told["credits"]), (&json!("broken"), &json!("Policy"), &json!(0)));
    assert_eq!(ask(&server, "POST", &step("7"), &[], &Json::Null).await.status, 404);
    let clocked = paint(&server, json!({ "model": "a1" })).await;
    assert_eq!(ask(&server, "POST", &step(&clocked), &[], &Json::Null).await.status, 409);
}

#[tokio::test]
async fn a_stepped_task_is_cancelled_and_leaves_its_place() {
    let server = builder().drive(Drive::EachCommand { steps: None }).start().await.expect("a server");
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(paint(&server, json!({ "model": "a1" })).await);
    }
    for id in [&ids[0], &ids[0], &ids[1], &ids[1], &ids[2], &ids[2], &ids[2]] {
        server.step(id).await.expect("a step");
    }
    let states = || async {
        [seen(&server, &ids[0], 1).await, seen(&server, &ids[1], 1).await, seen(&server, &ids[2], 1).await]
    };
    assert_eq!(states().await, ["drawing", "drawing", "waiting"]);
    let credits = ask(&server, "GET", "/acme/credits", &[ACME], &Json::Null).await.json();
    assert_eq!((&credits["balances"][0]["running"], &credits["balances"][0]["queued"]), (&json!(2), &json!(1)));
    server.step(&ids[0]).await.expect("a step");
    server.step(&ids[2]).await.expect("a step");
    assert_eq!(states().await, ["done", "drawing", "drawing"]);
    let fourth = paint(&server, json!({ "model": "a1" })).await;
    ask(&server, "POST", &format!("/acme/tasks/{fourth}/stop"), &[ACME], &Json::Null).await;
    assert_eq!(look(&server, &fourth).await["err_code"], "Stopped");
    assert_eq!(server.step(&fourth).await, Ok(vec![]));
}

#[tokio::test]
async fn durations_are_drawn_from_what_was_set() {
    use crate::{Durations, Timing};
    let running = Durations::Exponential { mean: 10 * SECOND, most: 20 * SECOND };
    let timing = Timing { queued: Durations::Fixed(SECOND), running, ..Timing::default() };
    let server = builder().timing(timing).start().await.expect("a server");
    for key in 0..60 {
        let key = format!("Authorization: Acme {key}");
        ask(&server, "POST", "/acme/paint", &[&key], &json!({ "model": "a1" })).await;
    }
    let events = server.advance(100 * SECOND).await;
    let mut ends = Vec::new();
    for event in events.iter().filter(|event| event.state == "done") {
        ends.push(event.at.since(vidu_types::Timestamp::from(server.now()).saturating_sub(100 * SECOND)));
    }
    let longest = ends.iter().filter(|end| end.as_millis() == 21_000).count();
    assert!(ends.len() == 60 && (2..20).contains(&longest), "{longest} of 60 take the longest time");
}

#[tokio::test]
async fn a_single_task_is_held_and_moved_by_hand() {
    let server = builder().speed(1.0).start().await.expect("a server");
    let receiver = Receiver::start(&[]).await;
    let id = paint_with(&server, "drive=held", Some(&receiver.url)).await;
    server.advance(1000 * SECOND).await;
    assert_eq!(seen(&server, &id, 2).await, "made made");
    let mut told = Vec::new();
    for _ in 0..4 {
        told.push(shown(&server.advance_task(&id, 4 * SECOND).await.expect("moved")));
    }
    assert_eq!(told, ["waiting drawing drawing!", "", "done done!", ""]);
    let path = format!("/__admin/tasks/{}/advance", paint_with(&server, "drive=held", None).await);
    let got = ask(&server, "POST", &path, &[], &json!({ "seconds": 1 })).await.json();
    assert_eq!(got["events"][0]["state"], "waiting");
    assert_eq!(ask(&server, "POST", &path, &[], &json!({})).await.status, 400);
    assert!(server.step(&id).await.is_err_and(|why| why.contains("a hand of its own")));
}

#[tokio::test]
async fn the_narrowest_setting_drives() {
    let server = start().await;
    let put = |body: Json| ask_drive(&server, body);
    assert_eq!(put(json!({ "drive": "drive=query; polls=1" })).await.status, 200);
    let id = paint(&server, json!({ "model": "a1" })).await;
    assert_eq!(seen(&server, &id, 1).await, "done");
    let world = server.ledger()[0].world.clone();
    assert_eq!(put(json!({ "drive": "query; polls=2", "world": world })).await.status, 200);
    let id = paint(&server, json!({ "model": "a1" })).await;
    assert_eq!(seen(&server, &id, 2).await, "waiting done");
    assert_eq!(put(json!({ "drive": "query", "vendor": "acme", "operation": "paint" })).await.status, 200);
    let id = paint(&server, json!({ "model": "a1" })).await;
    assert_eq!(seen(&server, &id, 3).await, "waiting drawing done");
    let id = paint_with(&server, "drive=once", None).await;
    assert_eq!(seen(&server, &id, 1).await, "done");
    server.drive(Whose::Operation("acme".into(), "paint".into()), None).expect("set");
    server.drive(Whose::World(world.clone()), Some(Drive::EachCommand { steps: None })).expect("set");
    let listed = ask(&server, "GET", "/__admin/drive", &[], &Json::Null).await.json();
    let expected = json!([{ "drive": "drive=query; polls=1" }, { "world": world, "drive": "drive=step" }]);
    assert_eq!(listed["drives"], expected);
    for body in [
        json!({ "drive": "car" }),
        json!({ "drive": "fail" }),
        json!({ "drive": "query", "vendor": "acme" }),
        json!({ "drive": "query", "vendor": "acme", "operation": "etch" }),
    ] {
        assert_eq!(put(body.clone()).await.status, 400, "{body}");
    }
}

async fn ask_drive(server: &MockServer, body: Json) -> super::wire::Got {
    ask(server, "PUT", "/__admin/drive", &[], &body).await
}

#[tokio::test(start_paused = true)]
async fn ten_minutes_with_three_retries_pass_in_milliseconds() {
    use crate::Timing;
    let timing = Timing { queued: SECOND.into(), running: (600 * SECOND).into(), ..Timing::default() };
    for drive in [Drive::Real { speed: 1.0 }, Drive::Held] {
        let server = builder().timing(timing.clone()).drive(drive).start().await.expect("a server");
        let receiver = Receiver::start(&[200, 500, 0, 500, 200]).await;
        paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
        let begun = std::time::Instant::now();
        let events = server.advance(700 * SECOND).await;
        assert_eq!(shown(&events), "waiting drawing drawing! done done! done! done! done!", "{drive:?}");
        assert!(begun.elapsed() < SECOND, "{drive:?}: {:?}", begun.elapsed());
    }
    let server = builder().timing(timing).speed(1.0).start().await.expect("a server");
    let receiver = Receiver::start(&[200, 500, 0, 500, 200]).await;
    let id = paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    let begun = std::time::Instant::now();
    tokio::time::sleep(700 * SECOND).await;
    assert_eq!(look(&server, &id).await["state"], "done");
    assert_eq!(receiver.told("state"), ["drawing", "done", "done", "done", "done"]);
    assert!(begun.elapsed() < 2 * SECOND, "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_clocks_of_worlds_are_driven_apart() {
    let server = builder().speed(1.0).start().await.expect("a server");
    let world = |key: &str| Whose::World(format!("acme/{key}"));
    server.drive(world("held"), Some(Drive::Held)).expect("set");
    server.drive(world("fast"), Some(Drive::Real { speed: 5.0 })).expect("set");
    let mut ids = Vec::new();
    for key in ["held", "fast", "other"] {
        let header = format!("Authorization: Acme {key}");
        let made = ask(&server, "POST", "/acme/paint", &[&header], &json!({ "model": "a1" })).await.json();
        ids.push((header, format!("/acme/tasks/{}/videos", made["id"].as_str().expect("an id"))));
    }
    let mut seen = Vec::new();
    for span in [SECOND, 2 * SECOND, 10 * SECOND] {
        tokio::time::sleep(span).await;
        for (key, path) in &ids {
            let told = ask(&server, "GET", path, &[key], &Json::Null).await.json();
            seen.push(told["state"].as_str().unwrap_or_default().to_owned());
        }
    }
    assert_eq!(seen.join(" "), "made drawing waiting made done drawing made done done");
    assert_eq!(shown(&server.world("acme", "held").advance(60 * SECOND).await), "waiting drawing done");
    server.drive(Whose::All, Some(Drive::Held)).expect("set");
    let id = paint(&server, json!({ "model": "a1" })).await;
    tokio::time::sleep(1000 * SECOND).await;
    assert_eq!(look(&server, &id).await["state"], "made");
    assert!(server.drive(Whose::World("acme".into()), None).is_err());
    assert!(server.drive(Whose::All, Some(Drive::Real { speed: -1.0 })).is_err());
}

/// However far time is moved, it stays within what can be: a task can be made then too.
#[tokio::test]
async fn time_without_end_comes_to_an_end() {
    let server = start().await;
    for _ in 0..3 {
        let id = paint(&server, json!({ "model": "a1" })).await;
        assert_eq!(look(&server, &id).await["state"], "made");
        server.advance(std::time::Duration::MAX).await;
    }
}
