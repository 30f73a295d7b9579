//! The mock: wherever a key stands in a request, its journal, its administrative side, its files and its answers do not have it.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use vidu_mock::MockServer;

use super::scanner::Canary;
use crate::http::{SECOND, ask, held};

/// Where a text that is the key can stand in a request; `{}` is that text, and `[]` the same in JSON.
const PLACES: [(&str, &str, &str); 22] = [
    ("GET", "/{}", ""),
    ("GET", "/ent/v2/{}/img2video", ""),
    ("{}", "/ent/v2/img2video", ""),
    ("GET", "/ent/v2/tasks/{}/creations", ""),
    ("GET", "/ent/v2/tasks/7/creations?key={}", ""),
    ("POST", "/ent/v2/tasks/{}/cancel", "{\"id\":[]}"),
    ("GET", "/ent/v2/tasks?task_ids={}&{}=1", ""),
    ("GET", "/ent/v2/tasks?states={}", ""),
    ("GET", "/ent/v2/tasks?pager.pagesz={}", ""),
    ("GET", "/__media/{}/1/1x1-1s/video.mp4", ""),
    ("POST", "/ent/v2/img2video?key={}", "{\"model\":[],\"images\":[[]]}"),
    ("POST", "/ent/v2/img2video", "{\"model\":\"viduq1\",\"images\":[\"https://a.example/1.png\"],\"duration\":[]}"),
    (
        "POST",
        "/ent/v2/img2video",
        "{\"model\":\"viduq1\",\"images\":[\"https://a.example/1.png\"],\"resolution\":[],\"seed\":[]}",
    ),
    ("POST", "/ent/v2/img2video", "{\"model\":\"viduq1\",\"images\":\"not a list [{}]\"}"),
    ("POST", "/ent/v2/img2video", "{\"model\":\"viduq1\",\"images\":[\"data:image/png;base64,{}\"]}"),
    ("POST", "/ent/v2/img2video", "not JSON: {}"),
    ("POST", "/ent/v2/img2video", "{\"model\": {}}"),
    (
        "POST",
        "/ent/v2/img2video",
        "{\"model\":\"viduq1\",\"images\":[\"https://a.example/1.png\"],[]:1,\"more\":{\"a\":{[]:[[]]}}}",
    ),
    (
        "POST",
        "/ent/v2/img2video",
        "{\"model\":\"viduq1\",\"images\":[\"https://a.example/1.png\"],\"prompt\":\"x [[mock: {}]]\"}",
    ),
    (
        "POST",
        "/ent/v2/img2video",
        "{\"model\":\"viduq1\",\"images\":[\"https://a.example/1.png\"],\"prompt\":[],\"payload\":[]}",
    ),
    (
        "POST",
        "/ent/v2/img2video",
        "{\"model\":\"viduq1\",\"images\":[\"https://a.example/1.png\"],\"callback_url\":\"http://u:{}@127.0.0.1:1/{}?key={}\"}",
    ),
    (
        "POST",
        "/ent/v2/img2video",
        "{\"model\":\"viduq1\",\"images\":[\"https://a.example/1.png\"],\"callback_url\":\"http://127.0.0.1:1/{}?key={}\"}",
    ),
];

/// In which header the key itself stands.
const HEADERS: [(&str, &str); 5] = [
    ("Authorization", "Token "),
    ("Authorization", "Bearer "),
    ("Authorization", ""),
    ("X-Api-Key", ""),
    ("Authorization", "Nonsense  "),
];

/// The forms that are tried where the key stands in another header than it should.
const FEW: [&str; 4] = ["plain", "percent in lower case", "hexadecimal", "base64 behind one"];

fn header_is_right(header: &str, scheme: &str) -> bool {
    (header, scheme) == HEADERS[0]
}

/// What an answer repeats by contract: whoever sends a prompt is told it again.
fn repeats(body: &str) -> bool {
    ["\"prompt\":[]", "callback_url", "[]:1"].iter().any(|part| body.contains(part))
}

/// Everything that the administrator can read.
async fn administered(server: &MockServer, world: &str) -> Vec<(String, String)> {
    let index = ask(server, "GET", "/__admin/", &[], b"").await.json();
    let endpoints = index["endpoints"].as_array().expect("a list").clone();
    assert!(endpoints.len() > 30, "{index}");
    let mut read = Vec::new();
    for endpoint in endpoints {
        let text = |name: &str| endpoint[name].as_str().unwrap_or_default().to_owned();
        let (method, path) = (text("method"), text("path"));
        if method != "GET" || path.contains("{id}") || path.ends_with("/events") {
            continue;
        }
        for headers in [&[][..], &[("X-Vidu-Mock-World", world)]] {
            read.push((path.clone(), ask(server, "GET", &path, headers, b"").await.text()));
        }
    }
    for (path, body) in [
        ("requests/find", json!({ "fields": {} })),
        ("requests/verify", json!({ "matcher": { "path": "/nowhere", "status": 200 }, "times": 3 })),
        ("requests/verify", json!({ "in_order": [{ "status": 200 }, { "status": 599 }] })),
    ] {
        let heard = ask(server, "POST", &format!("/__admin/{path}"), &[], body.to_string().as_bytes()).await;
        read.push((path.to_owned(), heard.text()));
    }
    for entry in server.journal() {
        read.push(("an entry".to_owned(), format!("{entry:?}")));
    }
    read.extend([("the server".to_owned(), format!("{server:?} {server:#?}"))]);
    read.extend([("the tasks".to_owned(), format!("{:?} {:?}", server.tasks(), server.ledger()))]);
    read
}

/// A listener to what happens; what it heard is read at the end.
async fn listener(server: &MockServer) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(b"GET /__admin/events HTTP/1.1\r\nHost: mock\r\n\r\n").await.expect("a head that is taken");
    let mut begin = [0; 12];
    stream.read_exact(&mut begin).await.expect("an answer");
    stream
}

/// The state folder without what has to be in it: the keys that callbacks are signed with, and where those go to.
fn state(folder: &std::path::Path) -> String {
    let text = std::fs::read_to_string(folder.join("state.jsonl")).expect("a log");
    let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for item in lines.iter_mut().flat_map(|line| line.as_array_mut().expect("items")) {
        if let Some(world) = item.get_mut("world") {
            world["key"].take();
        }
        if let Some(task) = item.get_mut("task").and_then(|task| task.get_mut(2)) {
            let order = &mut task["order"];
            assert!(order.is_object(), "{task}");
            order["payload"].take();
            order["callback"].take();
        }
    }
    lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mock_keeps_no_key_wherever_it_stands() {
    let canary = Canary::fresh();
    for kept in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut builder = held().journal(100_000);
        if kept {
            builder = builder.state_dir(folder.path());
        }
        let server = builder.start().await.expect("a mock");
        let mut listening = listener(&server).await;
        for (header, scheme) in HEADERS {
            let value = format!("{scheme}{}", canary.key());
            let forms =
                canary.written().into_iter().filter(|(form, _)| header_is_right(header, scheme) || FEW.contains(form));
            for (form, text) in forms {
                for (method, path, body) in PLACES {
                    // A method is a word, so that only forms without marks can be one.
                    let word = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
                    let filled =
                        |pattern: &str, text: &str| pattern.replace("{}", text).replace("[]", &json!(text).to_string());
                    let method = if word { filled(method, &text) } else { method.replace("{}", "PUT") };
                    let path = path.replace("{}", &text);
                    let sent = filled(body, &text);
                    let heard = ask(&server, &method, &path, &[(header, &value)], sent.as_bytes()).await;
                    if !(repeats(body) && heard.status() == 200) {
                        canary.is_absent(&format!("the answer to {method} {path} {body}, {form}"), heard.text());
                    }
                }
                let script = [(header, value.as_str()), ("X-Vidu-Mock-Script", &text)];
                let body = json!({ "model": "viduq1", "images": ["https://a.example/1.png"] }).to_string();
                let heard = ask(&server, "POST", "/ent/v2/img2video", &script, body.as_bytes()).await;
                canary.is_absent("the answer to a script", heard.text());
            }
        }
        let world = format!("vidu/{}", canary.key());
        for fault in ["callback_lost", "server_error"] {
            let set = json!({ "fault": fault, "key": canary.key(), "times": 1 }).to_string();
            canary.is_absent("a fault", ask(&server, "POST", "/__admin/faults", &[], set.as_bytes()).await.text());
            let set = json!({ "fault": fault, "world": world, "nth": 9999 }).to_string();
            canary.is_absent("a fault", ask(&server, "POST", "/__admin/faults", &[], set.as_bytes()).await.text());
        }
        let moved = ask(&server, "POST", "/__admin/clock/advance", &[], br#"{"seconds": 900}"#).await;
        assert!(moved.text().contains("called"), "no callback was tried: {}", moved.text());
        canary.is_absent("an advance", moved.text());
        canary.is_absent("an advance", format!("{:?}", server.advance(SECOND).await));
        let journal = server.journal();
        assert!(journal.len() > 500, "{} entries", journal.len());
        let read = administered(&server, &world).await;
        assert!(read.iter().any(|(_, text)| text.contains("[key]")), "nothing was hidden, so nothing was tried");
        for (what, text) in read {
            canary.is_absent(&what, text);
        }
        drop(server);
        let mut heard = Vec::new();
        // The end of the server may be a reset; what came before counts.
        let _ = listening.read_to_end(&mut heard).await;
        assert!(!heard.is_empty());
        canary.is_absent("events", heard);
        if kept {
            canary.is_absent("the state folder", state(folder.path()));
        }
    }
}
