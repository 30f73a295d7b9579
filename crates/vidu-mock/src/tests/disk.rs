//! What becomes of answers when the state cannot be written.

use std::io;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value as Json, json};

use super::{ACME, SECOND, ask, paint, start};
use crate::worlds::state::{Disk, Log};
use crate::{Expect, MockServer};

/// A disk that can be full: then half of a line is written.
#[derive(Clone, Debug, Default)]
struct Small {
    is_full: Arc<AtomicBool>,
    written: Arc<Mutex<Vec<u8>>>,
}

impl Small {
    fn full(&self, is_full: bool) {
        self.is_full.store(is_full, Ordering::Relaxed);
    }

    fn text(&self) -> String {
        String::from_utf8(self.written.lock().expect("no panic").clone()).expect("text")
    }

    fn put(&self, bytes: &[u8]) -> io::Result<()> {
        let is_full = self.is_full.load(Ordering::Relaxed);
        let length = if is_full { bytes.len() / 2 } else { bytes.len() };
        self.written.lock().expect("no panic").extend_from_slice(&bytes[..length]);
        if is_full { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

impl Disk for Small {
    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        self.put(line)
    }

    fn replace(&mut self, lines: &mut dyn Iterator<Item = io::Result<Vec<u8>>>) -> io::Result<()> {
        let all: io::Result<Vec<Vec<u8>>> = lines.collect();
        let old = std::mem::take(&mut *self.written.lock().expect("no panic"));
        let replaced = self.put(&all?.concat());
        if replaced.is_err() {
            *self.written.lock().expect("no panic") = old;
        }
        replaced
    }
}

async fn server() -> (MockServer, Small) {
    let (server, disk) = (start().await, Small::default());
    server.engine().worlds().log = Some(Log::on(Box::new(disk.clone())));
    (server, disk)
}

#[tokio::test]
async fn what_is_not_written_is_not_answered() {
    let (server, disk) = server().await;
    let id = paint(&server, json!({ "model": "a1" })).await;
    assert!(disk.text().contains(&id));
    disk.full(true);
    for (method, path) in [("POST", "/acme/paint"), ("GET", "/acme/credits")] {
        let body = if method == "POST" { json!({ "model": "a1" }) } else { Json::Null };
        let got = ask(&server, method, path, &[ACME], &body).await;
        assert_eq!((got.status, got.header("x-vidu-mock").is_some()), (500, true), "{path}");
        assert!(got.text().contains("the state cannot be written"), "{}", got.text());
        assert!(got.json().get("id").is_none(), "{}", got.text());
    }
    for path in ["clock/hold", "clock/advance", "scripts", "faults", "reset"] {
        let body = match path {
            "clock/advance" => json!({ "seconds": 1 }),
            "scripts" => json!({ "script": "fail", "nth": 99 }),
            "faults" => json!({ "fault": "no_answer", "nth": 99 }),
            "reset" => Json::Null,
            _ => Json::Null,
        };
        let headers: &[&str] = if path == "reset" { &["X-Vidu-Mock-World: acme/other"] } else { &[] };
        let got = ask(&server, "POST", &format!("/__admin/{path}"), headers, &body).await;
        assert_eq!(got.status, 500, "{path}: {}", got.text());
    }
    // To look needs no disk, and the journal has what the clients were told.
    assert_eq!(ask(&server, "GET", "/__admin/tasks", &[], &Json::Null).await.status, 200);
    server.verify(Expect::request().status(500)).times(2);
}

#[tokio::test]
async fn a_disk_with_room_again_gets_everything_anew() {
    let (server, disk) = server().await;
    paint(&server, json!({ "model": "a1" })).await;
    disk.full(true);
    ask(&server, "POST", "/acme/paint", &[ACME], &json!({ "model": "a1" })).await;
    disk.full(false);
    let id = paint(&server, json!({ "model": "a1" })).await;
    server.advance(SECOND).await;
    let text = disk.text();
    // No torn line is left in the middle: each is JSON.
    assert!(text.lines().all(|line| serde_json::from_str::<Json>(line).is_ok()), "{text}");
    assert!(text.contains(&id) && server.tasks().iter().all(|task| text.contains(&task.id)));
    assert_eq!(server.tasks().len(), 3, "the one that nobody was told of is there too: it may be done or not");
}
