//! The edges: keys, sizes, connections, addresses, browsers, tokens, and text that means harm.

use std::net::{IpAddr, Ipv4Addr};

use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::wire::send;
use super::{ACME, Receiver, SECOND, ask, builder, look, paint, start};
use crate::{CallbackAllow, Happening, MockServer, Sent};

#[tokio::test]
async fn only_listed_keys_are_good_if_there_is_a_list() {
    let server = builder().keys(["k", "l"]).start().await.expect("a server");
    for (key, status) in [("k", 200), ("l", 200), ("m", 401), ("K", 401)] {
        let header = format!("Authorization: Acme {key}");
        let got = ask(&server, "POST", "/acme/paint", &[&header], &json!({ "model": "a1" })).await;
        assert_eq!(got.status, status, "{key}: {}", got.text());
        if status == 401 {
            assert_eq!(got.json()["reason"], "Unauthorized");
        }
    }
    assert_eq!(server.ledger().len(), 2);
    assert!(server.journal()[2].world.is_none());
}

#[tokio::test]
async fn a_body_may_be_as_large_as_its_page_allows() {
    let server = start().await;
    let prompt = |length| json!({ "model": "a1", "prompt": "x".repeat(length) });
    let create = ask(&server, "POST", "/acme/paint", &[ACME], &prompt(3 << 20)).await;
    assert_eq!(create.status, 200);
    let id = create.json()["id"].as_str().expect("an id").to_owned();
    let path = format!("/acme/tasks/{id}/stop");
    assert_eq!(ask(&server, "POST", &path, &[ACME], &prompt(3 << 19)).await.status, 413);
    let direct = server.answer("POST", &path, &[("Authorization", "Acme k")], &vec![b' '; 3 << 20]);
    assert_eq!(direct.status, 413);
    assert_eq!(ask(&server, "POST", &path, &[ACME], &json!({})).await.status, 200);
}

#[tokio::test]
async fn connections_beyond_the_cap_wait() {
    let server = builder().max_connections(1).start().await.expect("a server");
    let first = TcpStream::connect(server.address()).await.expect("a connection");
    let waiting = ask(&server, "GET", "/healthz", &[], &Json::Null);
    let mut waiting = std::pin::pin!(waiting);
    let early = tokio::time::timeout(SECOND / 10, &mut waiting).await;
    assert!(early.is_err(), "{early:?}");
    drop(first);
    assert_eq!(waiting.await.status, 200);
}

#[tokio::test]
async fn a_client_that_says_no_more_is_let_go() {
    let server = builder().client_timeout(SECOND / 20).start().await.expect("a server");
    for (begun, expected) in [
        ("POST /acme/paint HTTP/1.1\r\nHost: m\r\nContent-Length: 9\r\n\r\n{", "HTTP/1.1 408"),
        ("POST /acme/paint HTTP/1.1\r\nHost:", ""),
        ("", ""),
    ] {
        let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
        stream.write_all(begun.as_bytes()).await.expect("a beginning");
        let mut read = String::new();
        stream.read_to_string(&mut read).await.expect("an end");
        assert!(read.starts_with(expected) && read.is_empty() == expected.is_empty(), "{begun}: {read}");
    }
}

#[tokio::test]
async fn full_tables_refuse() {
    let server = builder().max_worlds(2).max_tasks(2).start().await.expect("a server");
    for (key, status, part) in [
        ("k", 200, ""),
        ("k", 200, ""),
        ("k", 400, "--max-tasks"),
        ("l", 200, ""),
        ("m", 400, "--max-worlds"),
        ("m", 400, "--max-worlds"),
        ("l", 200, ""),
    ] {
        let header = format!("Authorization: Acme {key}");
        let got = ask(&server, "POST", "/acme/paint", &[&header], &json!({ "model": "a1" })).await;
        assert!(got.status == status && got.text().contains(part), "{key}: {}", got.text());
    }
    assert_eq!(server.ledger().len(), 4);
}

/// The address of a video whose task was made with such a `Host`.
async fn link(server: &MockServer, host: &str) -> String {
    let request = |line: String, body: &str| {
        let length = body.len();
        format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\n{ACME}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
    };
    let made = send(server, request("POST /acme/paint".into(), r#"{"model":"a1"}"#).as_bytes()).await.json();
    server.advance(60 * SECOND).await;
    let path = format!("GET /acme/tasks/{}/videos", made["id"].as_str().expect("an id"));
    let told = send(server, request(path, "").as_bytes()).await.json();
    told["videos"][0]["url"].as_str().expect("a link").to_owned()
}

#[tokio::test]
async fn results_are_where_the_program_reached_the_server() {
    let server = start().await;
    for (host, expected) in [("mock:8438", "http://mock:8438"), ("a\"b", server.url()), ("a:b:c", server.url())] {
        let link = link(&server, host).await;
        assert!(link.starts_with(&format!("{expected}/__media/acme/")), "{host}: {link}");
    }
    let public = builder().public_url("https://mock.example/").start().await.expect("a server");
    let link = link(&public, "mock:8438").await;
    assert!(link.starts_with("https://mock.example/__media/"), "{link}");
    assert_eq!(
        ask(&public, "GET", link.trim_start_matches("https://mock.example"), &[], &Json::Null).await.status,
        200
    );
}

#[tokio::test]
async fn programs_in_browsers_may_ask() {
    let server = start().await;
    let asks = ["Origin: http://a.example", "Access-Control-Request-Method: POST"];
    let names = "Access-Control-Request-Headers: authorization, content-type";
    let got = ask(&server, "OPTIONS", "/acme/paint", &[asks[0], asks[1], names], &Json::Null).await;
    let header = |name| got.header(name).unwrap_or_default();
    assert_eq!((got.status, header("access-control-allow-origin")), (204, "*"));
    assert_eq!(header("access-control-allow-headers"), "authorization, content-type");
    assert!(header("access-control-allow-methods").contains("POST"));
    for (path, expected) in [("/acme/credits", Some("*")), ("/nowhere", Some("*")), ("/__admin/clock", None)] {
        let got = ask(&server, "GET", path, &[ACME, asks[0]], &Json::Null).await;
        assert_eq!(got.header("access-control-allow-origin"), expected, "{path}");
    }
}

#[tokio::test]
async fn others_need_a_token_to_administer() {
    let open = start().await;
    assert_eq!(open.admin_token(), None);
    let server = builder().host(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).start().await.expect("a server");
    let token = server.admin_token().expect("a token").to_owned();
    assert_eq!(token.len(), 32);
    let (right, wrong) = (format!("X-Vidu-Mock-Token: {token}"), "X-Vidu-Mock-Token: x".to_owned());
    let bearer = format!("Authorization: Bearer {token}");
    for (headers, status) in [(vec![], 401), (vec![&*wrong], 401), (vec![&*right], 200), (vec![&*bearer], 200)] {
        for path in ["/__admin/clock", "/__admin/health", "/__admin/faults"] {
            assert_eq!(local(&server, path, &headers).await.status, status, "{path} {headers:?}");
        }
    }
    assert_eq!(local(&server, "/healthz", &[]).await.status, 200);
    let own = builder().admin_token("mine").start().await.expect("a server");
    assert_eq!(ask(&own, "GET", "/__admin/clock", &[], &Json::Null).await.status, 401);
    assert_eq!(ask(&own, "GET", "/__admin/clock", &["X-Vidu-Mock-Token: mine"], &Json::Null).await.status, 200);
}

/// Asks a server that listens on all addresses.
async fn local(server: &MockServer, path: &str, headers: &[&str]) -> super::wire::Got {
    let lines = headers.iter().map(|line| format!("{line}\r\n")).collect::<String>();
    let mut stream = TcpStream::connect(("127.0.0.1", server.address().port())).await.expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n{lines}\r\n");
    stream.write_all(request.as_bytes()).await.expect("a request");
    let mut read = String::new();
    stream.read_to_string(&mut read).await.expect("an answer");
    let (head, body) = read.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    super::wire::Got { status, head: head.into(), body: body.into() }
}

#[tokio::test]
async fn callbacks_go_where_they_may() {
    let receiver = Receiver::start(&[]).await;
    let port = receiver.url.rsplit(':').next().expect("a port");
    for (allow, host, part) in [
        (CallbackAllow::Lan, "127.0.0.1", ""),
        (CallbackAllow::Loopback, "localhost", ""),
        (CallbackAllow::None, "127.0.0.1", "on this machine"),
        (CallbackAllow::Any, "169.254.169.254", "metadata"),
        (CallbackAllow::Any, "[fd00:ec2::254]", "metadata"),
        (CallbackAllow::Any, "0.0.0.0", "of anybody"),
        (CallbackAllow::Any, "[::ffff:169.254.169.254]", "link-local"),
        (CallbackAllow::Any, "224.0.0.1", "many"),
        (CallbackAllow::Loopback, "10.255.255.1", "--callback-allow lan"),
        (CallbackAllow::Lan, "198.51.100.1", "--callback-allow any"),
    ] {
        let server = builder().callback_allow(allow).start().await.expect("a server");
        let body = json!({ "model": "a1", "hook": format!("http://{host}:{port}/") });
        let got = ask(&server, "POST", "/acme/paint", &[ACME], &body).await;
        if got.status == 400 {
            assert!(!part.is_empty(), "{host}: {}", got.text());
            continue; // The check refused it already.
        }
        for event in server.advance(60 * SECOND).await {
            match event.what {
                Happening::Called { result: Sent::Delivered { .. }, .. } => assert_eq!(part, "", "{host}"),
                Happening::Called { result: Sent::Undeliverable { why }, .. } => {
                    assert!(!part.is_empty() && why.contains(part), "{host}: {why}");
                }
                Happening::Called { result, .. } => panic!("{host}: {result:?}"),
                Happening::Entered => {}
            }
        }
    }
    assert_eq!(receiver.received().len(), 4);
}

/// Text that breaks out of headers, quotes and terminals where nobody looks.
const HARM: [&str; 5] = ["a\r\nSet-Cookie: b", "\"'><script>", "\u{202E}gnp.exe", "\u{1B}[2J", "\0"];

#[tokio::test]
async fn harmful_text_stays_text() {
    let server = start().await;
    let receiver = Receiver::start(&[]).await;
    for harm in HARM {
        let body = json!({ "model": "a1", "prompt": harm, "payload": harm, "hook": format!("{}/hook", receiver.url) });
        let got = ask(&server, "POST", "/acme/paint", &[ACME], &body).await;
        assert_eq!((got.status, &got.json()["prompt"]), (200, &json!(harm)));
        assert!(!got.head.to_lowercase().contains("cookie"), "{}", got.head);
        let id = got.json()["id"].as_str().expect("an id").to_owned();
        assert_eq!(look(&server, &id).await["payload"], *harm);
        let refused = ask(&server, "POST", "/acme/paint", &[ACME], &json!({ "model": harm })).await;
        assert!(refused.status == 400 && refused.json()["message"].is_string(), "{}", refused.text());
        let script = format!("X-Vidu-Mock: fail={}", harm.escape_debug());
        let refused = ask(&server, "POST", "/acme/paint", &[ACME, &script], &body).await;
        assert!(refused.status == 400 && !refused.head.to_lowercase().contains("cookie"), "{}", refused.head);
        let escaped: String = harm.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let path = format!("/acme/tasks/{escaped}/videos");
        let told = ask(&server, "GET", &path, &[ACME], &Json::Null).await;
        assert!(told.status == 400 && !told.text().contains(harm), "{}", told.text());
        let nowhere = ask(&server, "GET", &format!("/{escaped}"), &[ACME], &Json::Null).await;
        assert!(nowhere.status == 404 && !nowhere.text().contains(harm), "{}", nowhere.text());
    }
    server.advance(60 * SECOND).await;
    assert!(receiver.received().iter().all(|got| got.head.starts_with("POST /hook HTTP/1.1\r\nHost: 127")));
    let journal = ask(&server, "GET", "/__admin/journal", &[], &Json::Null).await;
    assert!(!journal.text().contains('\r') && journal.json()["entries"].is_array());
}

#[tokio::test]
async fn keys_with_harmful_text_are_no_keys() {
    let server = start().await;
    for key in ["a\u{1}b", "a\tb"] {
        let got = send(
            &server,
            format!("GET /acme/credits HTTP/1.1\r\nHost: m\r\nAuthorization: Acme {key}\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        )
        .await;
        assert!([400, 401].contains(&got.status), "{key:?}: {}", got.head);
    }
    // A key is named by a digest, so that a direction mark in one turns no list around.
    paint_with(&server, "\u{202E}key").await;
    let journal = ask(&server, "GET", "/__admin/journal", &[], &Json::Null).await.text();
    assert!(!journal.contains('\u{202E}'), "{journal}");
}

async fn paint_with(server: &MockServer, key: &str) {
    let header = format!("Authorization: Acme {key}");
    assert_eq!(ask(server, "POST", "/acme/paint", &[&header], &json!({ "model": "a1" })).await.status, 200);
    paint(server, json!({ "model": "a1" })).await;
}
