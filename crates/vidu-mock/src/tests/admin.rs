//! The admin surface, over the wire and in Rust.

use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{ACME, Receiver, SECOND, ask, builder, look, paint, start};
use crate::{CommandError, Happening, MockServer, News, Sent};

async fn post(server: &MockServer, path: &str, body: Json) -> (u16, Json) {
    let got = ask(server, "POST", &format!("/__admin/{path}"), &[], &body).await;
    (got.status, got.json())
}

async fn get(server: &MockServer, path: &str) -> (u16, Json) {
    let got = ask(server, "GET", &format!("/__admin/{path}"), &[], &Json::Null).await;
    (got.status, got.json())
}

#[tokio::test]
async fn wrong_use_is_answered_with_what_there_is() {
    let server = start().await;
    for (method, path, status, part) in [
        ("GET", "nothing", 404, "GET /__admin/tasks"),
        ("GET", "tasks/1/2/3", 404, "there are"),
        ("DELETE", "tasks", 405, "there is GET"),
        ("GET", "clock/advance", 405, "there is POST"),
        ("GET", "requests/verify", 405, "there is POST"),
        ("GET", "tasks/17", 404, "no task 17"),
        ("POST", "tasks/17/cancel", 404, "no task 17"),
        ("POST", "clock/advance", 400, "seconds"),
        ("POST", "clock/speed", 400, "speed"),
        ("GET", "requests/x", 400, "number"),
        ("POST", "callbacks/9/redeliver", 404, "no entry 9"),
    ] {
        let got = ask(&server, method, &format!("/__admin/{path}"), &[], &Json::Null).await;
        assert_eq!(got.status, status, "{path}");
        let said = got.json()["error"]["message"].as_str().unwrap_or_default().to_owned();
        assert!(said.contains(part), "{path}: {said}");
    }
    let index = get(&server, "").await.1;
    assert!(
        index["endpoints"]
            .as_array()
            .is_some_and(|all| all.len() > 20 && all.iter().all(|one| one["about"].is_string()))
    );
    assert_eq!(get(&server, "version").await.1["version"], server.version());
    assert!(server.is_healthy());
}

#[tokio::test]
async fn tasks_are_shown_and_ended() {
    let server = start().await;
    let mut ids = Vec::new();
    for nth in 0..4 {
        ids.push(paint(&server, json!({ "model": "a1", "payload": format!("{nth}") })).await);
    }
    server.advance(SECOND * 3).await;
    let tasks = get(&server, "tasks").await.1;
    let states: Vec<&str> =
        tasks["tasks"].as_array().expect("tasks").iter().filter_map(|task| task["state"].as_str()).collect();
    assert_eq!(states, ["drawing", "drawing", "waiting", "waiting"]);
    let (status, one) = get(&server, &format!("tasks/{}", ids[3])).await;
    assert_eq!((status, &one["payload"], &one["credits"], &one["request"]), (200, &json!("3"), &json!(18), &json!(4)));
    // The vendor would not stop a task that runs; its place goes to the next.
    let (status, stopped) = post(&server, &format!("tasks/{}/cancel", ids[0]), Json::Null).await;
    assert_eq!((status, &stopped["state"], &stopped["credits"]), (200, &json!("broken"), &json!(0)));
    let ended = server.finish(&ids[1]).expect("a task");
    assert_eq!((&*ended.state, ended.progress, ended.ended), ("done", 100, true));
    assert_eq!(look(&server, &ids[1]).await["videos"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        server.tasks().iter().map(|task| &*task.state).collect::<Vec<_>>(),
        ["broken", "done", "drawing", "drawing"]
    );
    assert_eq!(post(&server, &format!("tasks/{}/finish", ids[1]), Json::Null).await.0, 409);
    assert!(matches!(server.cancel(&ids[1]), Err(CommandError::NotPossible(_))));
    assert!(matches!(server.cancel("0"), Err(CommandError::NotFound(_))));
}

#[tokio::test]
async fn a_finished_task_tells_its_owner() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    let id = paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    server.finish(&id).expect("a task");
    server.advance(std::time::Duration::ZERO).await;
    assert_eq!(receiver.told("state"), ["drawing", "done"]);
    assert_eq!(server.advance(SECOND * 60).await, []);
}

#[tokio::test(start_paused = true)]
async fn the_clock_is_held_released_and_sped_up() {
    let server = start().await;
    let pace = |clock: &Json| json!([clock["pace"], clock["speed"], clock["elapsed_seconds"]]);
    assert_eq!(pace(&get(&server, "clock").await.1), json!(["held", null, 0.0]));
    assert_eq!(pace(&post(&server, "clock/speed", json!({ "speed": 4 })).await.1)[1], 4.0);
    tokio::time::sleep(SECOND * 2).await;
    let held = post(&server, "clock/hold", Json::Null).await.1;
    assert_eq!((&held["pace"], held["elapsed_seconds"].as_f64().map(f64::floor)), (&json!("held"), Some(8.0)));
    tokio::time::sleep(SECOND * 2).await;
    assert_eq!(server.clock().elapsed_seconds.floor(), 8.0);
    assert_eq!(pace(&post(&server, "clock/release", Json::Null).await.1)[1], 1.0);
    tokio::time::sleep(SECOND * 2).await;
    assert_eq!(server.clock().elapsed_seconds.floor(), 10.0);
    assert_eq!(post(&server, "clock/speed", json!({ "speed": -1 })).await.0, 400);
}

#[tokio::test(start_paused = true)]
async fn callbacks_that_waited_for_a_held_clock_are_sent_when_it_runs() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    tokio::time::sleep(SECOND * 60).await;
    assert_eq!(receiver.received().len(), 0);
    server.release();
    tokio::time::sleep(SECOND * 13).await;
    assert_eq!(receiver.told("state"), ["drawing", "done"]);
}

#[tokio::test]
async fn a_callback_is_sent_again() {
    let (server, receiver) = (start().await, Receiver::start(&[200, 500, 500, 500, 500, 200, 500]).await);
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    server.advance(SECOND * 600).await;
    let last = server.callbacks().last().expect("a callback").number;
    let (status, event) = post(&server, &format!("callbacks/{last}/redeliver"), Json::Null).await;
    assert_eq!(
        (status, &event["result"], &event["attempt"], &event["state"]),
        (200, &json!("delivered"), &json!(5), &json!("done"))
    );
    let again = server.redeliver(last).await.expect("a callback");
    assert!(matches!(again.what, Happening::Called { result: Sent::Refused { status: 500 }, .. }));
    assert_eq!((receiver.received().len(), server.callbacks().len()), (7, 7));
    // Once is once: no attempt follows, and the states that are told do not change.
    assert_eq!(server.advance(SECOND * 600).await, []);
    assert!(matches!(server.redeliver(1).await, Err(CommandError::NotFound(_))));
}

#[tokio::test]
async fn everything_is_reset() {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    ask(&server, "GET", "/nowhere", &[], &Json::Null).await;
    server.set_speed(5.0).expect("a speed");
    assert_eq!(post(&server, "reset", Json::Null).await.0, 200);
    assert_eq!(
        (server.tasks().len(), server.journal().len(), server.ledger().len(), server.clock().pace),
        (0, 0, 0, "held")
    );
    assert_eq!(server.advance(SECOND * 60).await, []);
    paint(&server, json!({ "model": "a1" })).await;
    assert_eq!(server.journal()[0].number, 3);
}

#[tokio::test]
async fn metrics_count() {
    let (server, receiver) = (start().await, Receiver::start(&[200, 500]).await);
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    ask(&server, "POST", "/acme/paint", &[ACME], &json!({})).await;
    ask(&server, "GET", "/nowhere", &[], &Json::Null).await;
    server.advance(SECOND * 12).await;
    let got = ask(&server, "GET", "/__admin/metrics", &[], &Json::Null).await;
    assert!(got.header("content-type").is_some_and(|kind| kind.starts_with("text/plain")));
    assert_eq!(got.text(), server.metrics());
    for line in [
        "# TYPE vidu_mock_requests_total counter",
        "vidu_mock_requests_total{operation=\"acme/2026-01/paint\",status=\"200\"} 1",
        "vidu_mock_requests_total{operation=\"acme/2026-01/paint\",status=\"400\"} 1",
        "vidu_mock_requests_total{operation=\"\",status=\"404\"} 1",
        "vidu_mock_callbacks_total{result=\"delivered\"} 1",
        "vidu_mock_callbacks_total{result=\"refused\"} 1",
        "vidu_mock_tasks{vendor=\"acme\",state=\"done\"} 1",
        "vidu_mock_callbacks_due 1",
        "vidu_mock_worlds 1",
        "vidu_mock_clock_seconds 12",
    ] {
        assert!(got.text().lines().any(|found| found == line), "{line}\n{}", got.text());
    }
}

#[tokio::test(start_paused = true)]
async fn events_come_as_they_happen() {
    let (server, receiver) = (builder().speed(1.0).start().await.expect("a server"), Receiver::start(&[]).await);
    let mut events = server.events();
    let mut other = server.world("acme", "other").events();
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    let mut seen = Vec::new();
    while seen.len() < 7 {
        seen.push(match events.next().await.expect("news") {
            News::State(event) => format!("state {}", event.state),
            news => news.kind().to_owned(),
        });
    }
    seen[3..5].sort();
    seen[5..].sort();
    let expected = ["request", "state made", "state waiting", "callback", "state drawing", "callback", "state done"];
    assert_eq!(seen, expected);
    server.shutdown();
    assert_eq!((events.next().await, other.next().await), (None, None));
}

#[tokio::test]
async fn events_are_server_sent() {
    let server = start().await;
    let mut stream = tokio::net::TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(b"GET /__admin/events HTTP/1.1\r\nHost: mock\r\n\r\n").await.expect("a request");
    let mut read = String::new();
    let mut piece = [0; 4096];
    let mut id = String::new();
    while !(read.contains("event: state\ndata: {") && read.contains("\"state\":\"done\"")) {
        let count = stream.read(&mut piece).await.expect("a piece");
        read.push_str(&String::from_utf8_lossy(&piece[..count]));
        // The head is there: from now on everything is told.
        if id.is_empty() {
            id = paint(&server, json!({ "model": "a1" })).await;
            server.advance(SECOND * 20).await;
        }
    }
    assert!(
        read.to_ascii_lowercase().contains("content-type: text/event-stream") && read.contains("x-vidu-mock: "),
        "{read}"
    );
    assert!(read.contains("event: request\ndata: {") && read.contains(&id), "{read}");
    let begun = std::time::Instant::now();
    server.stop().await;
    assert!(begun.elapsed() < SECOND);
}

/// The head of an answer that does not end, or the whole of one that does.
async fn head(server: &MockServer, lines: &[&str]) -> String {
    let mut stream = tokio::net::TcpStream::connect(server.address()).await.expect("a connection");
    let request = format!("GET /__admin/events?world=acme/k HTTP/1.1\r\nHost: mock\r\n{}\r\n", lines.concat());
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut read = Vec::new();
    while !read.windows(4).any(|four| four == b"\r\n\r\n") {
        assert!(stream.read_buf(&mut read).await.expect("a piece") > 0, "no head");
    }
    String::from_utf8_lossy(&read).to_ascii_lowercase()
}

#[tokio::test]
async fn events_are_for_those_with_the_token_and_for_no_page() {
    let server = builder().admin_token("t1").start().await.expect("a server");
    for (lines, status) in [
        (&[][..], "401"),
        (&["X-Vidu-Mock-Token: t2\r\n"], "401"),
        (&["Origin: http://page.example\r\n"], "401"),
        (&["X-Vidu-Mock-Token: t1\r\n"], "200"),
        (&["Authorization: Bearer t1\r\n", "Origin: http://page.example\r\n"], "200"),
    ] {
        let head = head(&server, lines).await;
        assert!(head.starts_with(&format!("http/1.1 {status}")), "{lines:?}: {head}");
        assert!(!head.contains("access-control-allow"), "{lines:?}: {head}");
        assert_eq!(head.contains("text/event-stream"), status == "200", "{head}");
        // Who may not ask has not even made a world by naming it.
        assert_eq!(server.names().len(), usize::from(status == "200"), "{lines:?}");
    }
    // Nor may a page that asks first.
    let asked = ["Access-Control-Request-Method: GET", "Origin: http://page.example", "X-Vidu-Mock-Token: t1"];
    let got = ask(&server, "OPTIONS", "/__admin/events", &asked, &Json::Null).await;
    assert!(got.status == 405 && got.header("access-control-allow-origin").is_none(), "{}", got.head);
}

#[tokio::test]
async fn a_server_is_shut_down_over_the_wire() {
    let server = start().await;
    assert_eq!(post(&server, "shutdown", Json::Null).await.0, 202);
    server.stopped().await;
    assert!(!server.is_healthy());
    server.stop().await;
}
