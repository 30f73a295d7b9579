//! Tasks from their creation to their video.

use serde_json::{Value as Json, json};

use super::{ACME, SECOND, ask, builder, look, paint, start};
use vidu_types::table::{Member, Scalar, Shape, Spec};

use crate::{Happening, MockServer, acme};

#[tokio::test]
async fn a_task_is_made_and_ends_with_a_video() {
    let server = start().await;
    let body = json!({ "model": "a1", "prompt": "a cat", "duration": "4", "seed": "0", "payload": "order 7" });
    let got = ask(&server, "POST", "/acme/paint", &[ACME], &body).await;
    let made = got.json();
    assert_eq!((got.status, &made["state"], &made["credits"]), (200, &json!("made"), &json!(18)));
    assert_eq!(
        (&made["duration"], &made["resolution"], &made["aspect_ratio"]),
        (&json!(4), &json!("360p"), &json!("16:9"))
    );
    assert!(made["seed"].as_i64().is_some_and(|seed| seed > 0));
    assert!(made["created"].as_str().is_some_and(|date| date.ends_with('Z')));
    let id = made["id"].as_str().expect("an id");
    let mut passed = Vec::new();
    for _ in 0..4 {
        let told = look(&server, id).await;
        passed.push((
            told["state"].as_str().unwrap_or_default().to_owned(),
            told["videos"].as_array().map_or(9, Vec::len),
        ));
        server.advance(4 * SECOND).await;
    }
    let passed: Vec<(&str, usize)> = passed.iter().map(|(state, videos)| (&**state, *videos)).collect();
    assert_eq!(passed, [("made", 0), ("drawing", 0), ("drawing", 0), ("done", 1)]);
    assert_eq!(look(&server, id).await["payload"], "order 7");
}

#[tokio::test]
async fn the_echo_has_every_default_and_empty_texts() {
    let server = start().await;
    let got = ask(&server, "POST", "/acme/paint", &[ACME], &json!({ "model": "a2", "seed": 77 })).await.json();
    let expected = [("duration", json!(8)), ("resolution", json!("1080p")), ("prompt", json!("")), ("seed", json!(77))];
    for (member, value) in expected {
        assert_eq!(got[member], value, "{member}");
    }
    assert_eq!(got.get("images"), None);
}

#[tokio::test]
async fn a_large_picture_is_taken_and_not_repeated() {
    let server = start().await;
    let picture = format!("data:image/png;base64,{}", "A".repeat(10_000_000));
    let got = ask(&server, "POST", "/acme/paint", &[ACME], &json!({ "model": "a1", "images": [picture] })).await;
    assert_eq!(got.status, 200);
    assert!(got.body.len() < 1000 && got.text().contains("data:image/png;base64,AAAA"));
}

#[tokio::test]
async fn the_video_has_the_size_and_length_of_the_request() {
    let server = start().await;
    let body = json!({ "model": "a1", "resolution": "720p", "aspect_ratio": "9:16" });
    let id = paint(&server, body).await;
    server.advance(20 * SECOND).await;
    let video = look(&server, &id).await["videos"][0].clone();
    let link = |member: &str| video[member].as_str().unwrap_or_default().replace(server.url(), "");
    let got = ask(&server, "GET", &link("url"), &[], &Json::Null).await;
    assert_eq!((got.status, got.header("content-type")), (200, Some("video/mp4")));
    let clip = crate::media::Clip {
        width: 720,
        height: 1280,
        seconds: 4,
        frames_per_second: 24,
        seed: crate::tasks::random::digest(id.as_bytes()),
    };
    assert_eq!(got.body, clip.video());
    let part = ask(&server, "GET", &link("url"), &["Range: bytes=4-7"], &Json::Null).await;
    assert_eq!((part.status, part.text().as_str()), (206, "ftyp"));
    assert_eq!(part.header("content-range"), Some(&*format!("bytes 4-7/{}", got.body.len())));
    let head = ask(&server, "HEAD", &link("url"), &[], &Json::Null).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some(&*got.body.len().to_string()));
    let cover = ask(&server, "GET", &link("cover_url"), &[], &Json::Null).await;
    assert_eq!((cover.header("content-type"), &cover.body), (Some("image/png"), &clip.cover()));
}

#[tokio::test]
async fn a_link_expires_and_a_new_query_renews_it() {
    let server = start().await;
    let id = paint(&server, json!({ "model": "a1" })).await;
    server.advance(20 * SECOND).await;
    let link = || async {
        look(&server, &id).await["videos"][0]["url"].as_str().unwrap_or_default().replace(server.url(), "")
    };
    let first = link().await;
    server.advance(3599 * SECOND).await;
    assert_eq!(ask(&server, "GET", &first, &[], &Json::Null).await.status, 200);
    server.advance(2 * SECOND).await;
    assert_eq!(ask(&server, "GET", &first, &[], &Json::Null).await.status, 403);
    assert_eq!(ask(&server, "GET", &link().await, &[], &Json::Null).await.status, 200);
}

#[tokio::test]
async fn another_vendor_answers_in_its_own_way() {
    let server = start().await;
    let key = "Authorization: <YOUR_API_KEY>";
    let got = ask(&server, "POST", "/bolt/draw", &[key], &json!({ "input": { "text": "a" } })).await.json();
    assert!(got["at"].is_i64());
    let id = got["task"].as_str().expect("an id");
    let path = format!("/bolt/look?task={id}");
    let bearer = "Authorization: Bearer <YOUR_API_KEY>";
    let busy = ask(&server, "GET", &path, &[bearer], &Json::Null).await.json();
    assert_eq!(busy, json!({ "output": { "status": "busy" } }));
    server.advance(10 * SECOND).await;
    let fine = ask(&server, "GET", &path, &[key], &Json::Null).await.json();
    assert_eq!(fine["output"]["status"], "fine");
    assert!(fine["output"]["urls"][0].as_str().is_some_and(|url| url.contains(id)));
}

#[tokio::test]
async fn tasks_beyond_the_limit_wait_and_a_cancelled_one_makes_room() {
    let server = start().await;
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(paint(&server, json!({ "model": "a1" })).await);
    }
    server.advance(5 * SECOND).await;
    let states = |ids: Vec<String>| async {
        let mut states = Vec::new();
        for id in ids {
            states.push(look(&server, &id).await["state"].as_str().unwrap_or_default().to_owned());
        }
        states.join(" ")
    };
    assert_eq!(states(ids.clone()).await, "drawing drawing waiting waiting");
    let credits = ask(&server, "GET", "/acme/credits", &[ACME], &Json::Null).await.json();
    assert_eq!(credits["balances"][0], json!({ "left": 100_000 - 72, "limit": 2, "running": 2, "queued": 2 }));
    let stop = |id: &str| format!("/acme/tasks/{id}/stop");
    let stopped = ask(&server, "POST", &stop(&ids[2]), &[ACME], &json!({ "id": ids[2] })).await;
    assert_eq!((stopped.status, stopped.json()), (200, json!({})));
    let told = look(&server, &ids[2]).await;
    assert_eq!((&told["state"], &told["err_code"], &told["credits"]), (&json!("broken"), &json!("Stopped"), &json!(0)));
    let late = ask(&server, "POST", &stop(&ids[0]), &[ACME], &Json::Null).await;
    assert_eq!((late.status, &late.json()["reason"]), (400, &json!("Late")));
    server.advance(8 * SECOND).await;
    assert_eq!(states(ids).await, "done done broken drawing");
    assert_eq!(server.ledger().iter().map(|charge| charge.refunded).collect::<Vec<_>>(), [false, false, true, false]);
}

#[tokio::test]
async fn a_task_fails_or_stays_as_it_was_told() {
    let server = start().await;
    server.fail_next("Policy");
    let next = paint(&server, json!({ "model": "a1" })).await;
    let header = |value: &str| format!("X-Vidu-Mock: {value}");
    let mut told = vec![];
    for value in ["fail=Policy", "stuck=drawing", "stuck=waiting"] {
        let body = json!({ "model": "a1" });
        let key = format!("Authorization: Acme {value}");
        let got = ask(&server, "POST", "/acme/paint", &[&key, &header(value)], &body).await.json();
        server.advance(100 * SECOND).await;
        let path = format!("/acme/tasks/{}/videos", got["id"].as_str().expect("an id"));
        let got = ask(&server, "GET", &path, &[&key], &Json::Null).await.json();
        told.push(format!("{} {}", got["state"], got["err_code"]));
    }
    assert_eq!(told, ["\"broken\" \"Policy\"", "\"drawing\" \"\"", "\"waiting\" \"\""]);
    assert_eq!(look(&server, &next).await["err_code"], "Policy");
    for value in ["fial", "fail=Nothing", "stuck=done"] {
        let got = ask(&server, "POST", "/acme/paint", &[ACME, &header(value)], &json!({ "model": "a1" })).await;
        assert_eq!(got.status, 400, "{value}");
        assert!(got.text().contains("x-vidu-mock"), "{value}");
    }
}

#[tokio::test]
async fn the_same_seed_makes_the_same_run() {
    async fn run(seed: u64) -> Vec<String> {
        let server = MockServer::builder().spec(acme::spec()).held().seed(seed).start().await.expect("a server");
        for nth in 0..5 {
            paint(&server, json!({ "model": "a1" })).await;
            server.advance(nth * SECOND).await;
        }
        let events = server.advance(100 * SECOND).await;
        let since = |event: &crate::Event| event.at.since(server.now().into()).as_millis();
        events.iter().map(|event| format!("{} {} {}", since(event), event.task, event.state)).collect()
    }
    assert_eq!(run(1).await, run(1).await);
    assert_ne!(run(1).await, run(2).await);
}

#[tokio::test(start_paused = true)]
async fn a_paused_runtime_pauses_the_mock() {
    let server = builder().speed(10.0).start().await.expect("a server");
    let begun = std::time::Instant::now();
    let id = paint(&server, json!({ "model": "a1" })).await;
    let mut states = vec![];
    for _ in 0..4 {
        states.push(look(&server, &id).await["state"].as_str().unwrap_or_default().to_owned());
        tokio::time::sleep(SECOND / 2).await;
    }
    assert_eq!(states, ["made", "drawing", "drawing", "done"]);
    assert!(begun.elapsed() < 5 * SECOND);
}

#[tokio::test]
async fn advancing_tells_what_happened() {
    let server = start().await;
    let id = paint(&server, json!({ "model": "a1" })).await;
    let events = server.advance(60 * SECOND).await;
    let states: Vec<&str> = events.iter().map(|event| &*event.state).collect();
    assert_eq!(states, ["waiting", "drawing", "done"]);
    assert!(events.iter().all(|event| event.task == id && event.what == Happening::Entered));
    assert_eq!(server.advance(60 * SECOND).await, []);
}

#[tokio::test]
async fn a_server_stops_when_told_and_when_dropped() {
    let stopped = start().await;
    let dropped = start().await;
    let (first, second) = (stopped.address(), dropped.address());
    stopped.stop().await;
    drop(dropped);
    tokio::task::yield_now().await;
    for address in [first, second] {
        assert!(tokio::net::TcpStream::connect(address).await.is_err());
    }
}

#[tokio::test]
async fn of_several_vendors_at_one_path_the_key_decides() {
    let (mut spec, mut twin) = (acme::spec(), acme::acme());
    twin.vendor = "twin".into();
    twin.authentication.take = vec!["Twin ".into()].into();
    spec.revisions.to_mut().push(twin);
    let server = builder().spec(spec).start().await.expect("a server");
    for key in ["Acme k", "Twin k"] {
        let header = format!("Authorization: {key}");
        let got = ask(&server, "POST", "/acme/paint", &[&header], &json!({ "model": "a1" })).await;
        assert_eq!(got.status, 200, "{key}");
    }
    let worlds: Vec<String> = server.ledger().into_iter().map(|charge| charge.world).collect();
    assert!(worlds[0].starts_with("acme/") && worlds[1].starts_with("twin/"), "{worlds:?}");
}

#[tokio::test]
async fn of_several_operations_at_one_path_the_constants_decide() {
    let mut revision = acme::acme();
    let constant =
        |word: &'static str| Member { key: "kind".into(), shape: Shape::Constant(Scalar::Text(word.into())) };
    let mut second = revision.operations[0].clone();
    second.name = "etch".into();
    second.body.to_mut().push(constant("etch"));
    let operations = revision.operations.to_mut();
    operations[0].body.to_mut().push(constant("paint"));
    operations.push(second);
    let spec = Spec { words: vec![].into(), revisions: vec![revision].into() };
    let server = builder().spec(spec).start().await.expect("a server");
    for kind in ["paint", "etch"] {
        paint(&server, json!({ "model": "a1", "kind": kind })).await;
    }
    let made: Vec<String> = server.ledger().into_iter().map(|charge| charge.operation).collect();
    assert_eq!(made, ["paint", "etch"]);
}
