//! Faults on purpose: what a program meets at its socket, and what the mock did and noted meanwhile.

use std::io::ErrorKind;
use std::time::Duration;

use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{ACME, Receiver, SECOND, ask, builder, look, paint, start};
use crate::{Fault, MockServer, Record};

/// Asks for a task and gives all that comes back, and how the connection ended: nothing for a good end.
async fn hear(server: &MockServer) -> (String, Option<ErrorKind>) {
    let body = json!({ "model": "a1" }).to_string();
    let head = format!("POST /acme/paint HTTP/1.1\r\nHost: mock\r\n{ACME}\r\nContent-Length: {}\r\n\r\n", body.len());
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(format!("{head}{body}").as_bytes()).await.expect("a request");
    let mut read = Vec::new();
    let ended = stream.read_to_end(&mut read).await.err().map(|error| error.kind());
    (String::from_utf8_lossy(&read).into_owned(), ended)
}

/// The faults that the journal names, entry by entry, with the status and whether a task was made.
fn noted(server: &MockServer) -> Vec<(Option<String>, u16, bool)> {
    let asked = |entry: crate::Entry| match entry.record {
        Record::Request(asked) => Some((asked.injected, asked.status, asked.task.is_some())),
        Record::Callback(_) => None,
    };
    server.journal().into_iter().filter_map(asked).collect()
}

async fn check(fault: Fault, name: &str, status: u16, is_made: bool, parts: &[&str]) -> super::wire::Got {
    let server = start().await;
    server.fault(fault.once());
    let body = json!({ "model": "a1" });
    let got = ask(&server, "POST", "/acme/paint", &[ACME], &body).await;
    let whole = format!("{}\r\n\r\n{}", got.head, got.text());
    assert_eq!(got.status, status, "{name}: {whole}");
    assert!(parts.iter().all(|part| whole.contains(part)), "{name}: {whole}");
    assert_eq!(got.header("x-vidu-mock"), Some(env!("CARGO_PKG_VERSION")));
    assert_eq!(noted(&server), [(Some(name.to_owned()), status, is_made)]);
    assert_eq!(server.ledger().len(), usize::from(is_made), "{name}");
    paint(&server, body).await; // It was there once.
    got
}

#[tokio::test]
async fn other_answers_come_instead() {
    let retry = Fault::too_many_requests(Duration::from_millis(2100));
    check(retry, "too_many_requests", 429, false, &["retry-after: 3", "application/json"]).await;
    check(Fault::server_error(503), "server_error", 503, false, &["application/json", "a fault was set"]).await;
    check(Fault::server_error(500).accepted(), "server_error", 500, true, &["application/json"]).await;
    check(Fault::gateway_page(502), "gateway_page", 502, false, &["text/html", "<h1>502 Bad Gateway</h1>"]).await;
    check(Fault::gateway_page(504).accepted(), "gateway_page", 504, true, &["<h1>504 Gateway Time-out</h1>"]).await;
    check(Fault::redirect(307, "http://127.0.0.1:9/x"), "redirect", 307, false, &["location: http://127.0.0.1:9/x"])
        .await;
    check(Fault::wrong_content_type(), "wrong_content_type", 200, true, &["text/html", "\"state\""]).await;
    for (fault, name) in [(Fault::truncated_json(), "truncated_json"), (Fault::malformed_json(), "malformed_json")] {
        let got = check(fault, name, 200, true, &["application/json", "{\""]).await;
        assert!(serde_json::from_slice::<Json>(&got.body).is_err(), "{}", got.text());
        assert_eq!(got.header("content-length"), Some(&*got.body.len().to_string()));
    }
}

#[tokio::test]
async fn connections_break() {
    let reset = Some(ErrorKind::ConnectionReset);
    for (fault, heard, ended, is_made) in [
        (Fault::reset_before_answer(), &[][..], reset, false),
        (Fault::reset_before_answer().accepted(), &[], reset, true),
        (Fault::no_answer(), &[], None, true),
        (Fault::hanging(Duration::from_millis(1)), &[], None, true),
        (Fault::reset_within_answer(7), &["HTTP/1.1 200", "content-length", "\r\n\r\n"], reset, true),
        (Fault::closed_within_answer(7), &["HTTP/1.1 200", "content-length", "\r\n\r\n"], None, true),
        (Fault::reset_after_answer(), &["HTTP/1.1 200", "}"], reset, true),
    ] {
        let server = start().await;
        server.fault(fault.clone().once());
        let (text, kind) = hear(&server).await;
        assert_eq!(kind, ended, "{fault:?}: {text}");
        assert!(
            heard.iter().all(|part| text.contains(part)) && heard.is_empty() == text.is_empty(),
            "{fault:?}: {text}"
        );
        let body = text.split("\r\n\r\n").nth(1).unwrap_or_default();
        let is_whole = serde_json::from_str::<Json>(body).is_ok();
        assert_eq!((is_whole, body.len() == 7), (text.ends_with('}'), !text.is_empty() && !is_whole), "{fault:?}");
        assert_eq!(server.ledger().len(), usize::from(is_made), "{fault:?}");
        assert!(noted(&server)[0].0.is_some());
        paint(&server, json!({ "model": "a1" })).await;
    }
}

#[tokio::test]
async fn a_head_without_a_body_is_the_shortest_answer() {
    let server = start().await;
    server.fault(Fault::reset_within_answer(0).once());
    let (text, kind) = hear(&server).await;
    assert!(text.starts_with("HTTP/1.1 200") && text.ends_with("\r\n\r\n"), "{text}");
    assert_eq!(kind, Some(ErrorKind::ConnectionReset));
}

#[tokio::test(start_paused = true)]
async fn answers_are_slow() {
    for (fault, head_by, whole_by) in
        [(Fault::slow_headers(30 * SECOND), 30, 30), (Fault::slow_body(40 * SECOND), 0, 40)]
    {
        let server = start().await;
        server.fault(fault.clone());
        let began = tokio::time::Instant::now();
        let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
        let request = format!("GET /acme/credits HTTP/1.1\r\nHost: mock\r\n{ACME}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("a request");
        let mut read = vec![0];
        stream.read_exact(&mut read).await.expect("a head");
        assert!(began.elapsed().as_secs() >= head_by && began.elapsed().as_secs() < head_by + 39, "{fault:?}");
        stream.read_to_end(&mut read).await.expect("an answer");
        assert_eq!(began.elapsed().as_secs(), whole_by, "{fault:?}");
        let text = String::from_utf8_lossy(&read).into_owned();
        assert!(text.ends_with("]}"), "{text}");
    }
}

#[tokio::test]
async fn a_rule_hits_whom_it_names() {
    let server = start().await;
    let id = paint(&server, json!({ "model": "a1" })).await;
    server.fault(Fault::server_error(503).operation("look").key("k").nth(2));
    let path = format!("/acme/tasks/{id}/videos");
    let mut statuses = Vec::new();
    for header in [ACME, "Authorization: Acme other", ACME, ACME] {
        statuses.push(ask(&server, "GET", &path, &[header], &Json::Null).await.status);
    }
    assert_eq!(statuses, [200, 404, 503, 200]);
    assert!(server.faults().is_empty());
}

#[tokio::test]
async fn downloads_fail_too() {
    let server = start().await;
    let id = paint(&server, json!({ "model": "a1" })).await;
    server.advance(60 * SECOND).await;
    let told = look(&server, &id).await;
    let link = told["videos"][0]["url"].as_str().expect("a link").to_owned();
    let link = &link[link.find("/__media/").expect("a path")..];
    let number = server.fault(Fault::expired_url().vendor("acme"));
    let got = ask(&server, "GET", link, &[], &Json::Null).await;
    assert_eq!((got.status, got.text().contains("expired")), (403, true));
    assert!(server.clear_fault(number));
    server.fault(Fault::server_error(503));
    assert_eq!(ask(&server, "GET", link, &[], &Json::Null).await.status, 200);
    server.fault(Fault::server_error(503).results());
    assert_eq!(ask(&server, "GET", link, &[], &Json::Null).await.status, 503);
    server.clear_faults();
    assert_eq!(ask(&server, "GET", link, &[], &Json::Null).await.status, 200);
    let noted: Vec<_> = noted(&server).into_iter().filter_map(|(name, status, _)| Some((name?, status))).collect();
    assert_eq!(noted, [("expired_url".to_owned(), 403), ("server_error".to_owned(), 503)]);
}

/// The states that a receiver hears of, and the faults that the journal names for each callback.
async fn called(fault: Fault) -> (Vec<String>, Vec<Option<String>>, Receiver) {
    let (server, receiver) = (start().await, Receiver::start(&[]).await);
    server.fault(fault);
    paint(&server, json!({ "model": "a1", "hook": receiver.url })).await;
    server.advance(600 * SECOND).await;
    let callback = |entry: crate::Entry| match entry.record {
        Record::Callback(called) => Some(called.injected),
        Record::Request(_) => None,
    };
    (receiver.told("state"), server.journal().into_iter().filter_map(callback).collect(), receiver)
}

#[tokio::test]
async fn callbacks_go_astray() {
    let late = || Fault::callback_late(20 * SECOND);
    for (fault, heard, noted) in [
        (Fault::callback_lost().nth(2), &["drawing"][..], [None, Some("callback_lost")]),
        (Fault::callback_doubled().nth(2), &["drawing", "done", "done"], [None, Some("callback_doubled")]),
        (late().nth(1), &["done", "drawing"], [None, Some("callback_late")]),
        (late(), &["drawing", "done"], [Some("callback_late"), Some("callback_late")]),
        // By nothing: that is on time.
        (Fault::callback_late(Duration::ZERO), &["drawing", "done"], [Some("callback_late"), Some("callback_late")]),
        (Fault::callback_out_of_order(), &["done", "drawing"], [None, Some("callback_out_of_order")]),
        (Fault::callback_wrong_body().nth(1), &["done", "done"], [Some("callback_wrong_body"), None]),
        (Fault::callback_wrong_body().nth(2), &["drawing", "broken"], [None, Some("callback_wrong_body")]),
        (Fault::callback_lost().operation("other"), &["drawing", "done"], [None, None]),
        (Fault::server_error(500).operation("look"), &["drawing", "done"], [None, None]),
    ] {
        let (told, names, _) = called(fault.clone()).await;
        assert_eq!(told, heard, "{fault:?}");
        assert_eq!(names, noted.map(|name| name.map(str::to_owned)), "{fault:?}");
    }
}

#[tokio::test]
async fn a_callback_is_signed_with_another_key() {
    use base64::Engine as _;

    let (_, _, receiver) = called(Fault::callback_bad_signature().path("/").key("k").nth(2)).await;
    let fits = receiver.received().into_iter().map(|got| {
        let header = |name| got.header(name).unwrap_or_default();
        let (date, nonce) = (header("Date"), header("x-acme-nonce"));
        let text = format!("POST\n/\n\nacme\n{date}\nDate:{date}\nx-acme-nonce:{nonce}\n");
        let sum = crate::calls::results::authenticated(b"k", &text);
        header("X-Acme-Signature") == base64::engine::general_purpose::STANDARD.encode(sum)
    });
    assert_eq!(fits.collect::<Vec<_>>(), [true, false]);
}

#[tokio::test]
async fn faults_are_set_over_the_wire() {
    let server = start().await;
    let form = json!({ "fault": "server_error", "operation": "paint", "key": "k", "times": 2 });
    let set = ask(&server, "POST", "/__admin/faults", &[], &form).await;
    assert_eq!((set.status, &set.json()["number"], &set.json()["status"]), (201, &json!(1), &json!(503)));
    assert!(set.json()["seconds_left"].as_f64().is_some_and(|left| left > 500.0), "{}", set.text());
    assert_eq!(ask(&server, "POST", "/acme/paint", &[ACME], &json!({ "model": "a1" })).await.status, 503);
    let listed = ask(&server, "GET", "/__admin/faults", &[], &Json::Null).await.json();
    assert_eq!((&listed["faults"][0]["hits"], &listed["faults"][0]["fits"]), (&json!(1), &json!(1)));
    for (method, path, body, status) in [
        ("DELETE", "faults/1", Json::Null, 200),
        ("DELETE", "faults/1", Json::Null, 404),
        ("DELETE", "faults/x", Json::Null, 400),
        ("PUT", "faults", Json::Null, 405),
        ("POST", "faults", json!({ "fault": "flood" }), 400),
        ("POST", "faults", form, 201),
        ("DELETE", "faults", Json::Null, 200),
    ] {
        let path = format!("/__admin/{path}");
        assert_eq!(ask(&server, method, &path, &[], &body).await.status, status, "{method} {path} {body}");
    }
    assert!(server.faults().is_empty());
    paint(&server, json!({ "model": "a1" })).await;
}

#[tokio::test(start_paused = true)]
async fn a_fault_ends_by_itself() {
    let server = builder().speed(1.0).start().await.expect("a server");
    server.fault(Fault::server_error(503).lasts(5 * SECOND));
    let status = async || ask(&server, "GET", "/acme/credits", &[ACME], &Json::Null).await.status;
    assert_eq!(status().await, 503);
    tokio::time::sleep(6 * SECOND).await;
    assert_eq!(status().await, 200);
}
