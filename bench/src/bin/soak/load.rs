//! What the mock is asked for: whole lives of tasks in several worlds, faults, broken requests, results, and the administrator's side.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use crate::caller::{Caller, Heard};

/// As many ask at once, each in a world of its own.
pub const WORKERS: usize = 8;
/// As many tasks are made in a world before it is made empty.
const TASKS: usize = 40;

/// What was done so far.
#[derive(Default)]
pub struct Done {
    /// Requests, whatever was answered.
    pub requests: AtomicU64,
    /// Callbacks that came.
    pub callbacks: AtomicU64,
    /// Whether it is enough.
    pub is_over: AtomicBool,
    surprises: Mutex<Vec<String>>,
}

const FAULTS: [&str; 12] = [
    r#"{"fault":"server_error","times":2}"#,
    r#"{"fault":"too_many_requests","times":2}"#,
    r#"{"fault":"gateway_page","times":1}"#,
    r#"{"fault":"reset_before","times":1}"#,
    r#"{"fault":"reset_within","times":1}"#,
    r#"{"fault":"reset_after","times":1}"#,
    r#"{"fault":"closed_within","times":1}"#,
    r#"{"fault":"truncated_json","times":2}"#,
    r#"{"fault":"slow_body","seconds":0.2,"times":1}"#,
    r#"{"fault":"hanging","seconds":0.2,"times":1}"#,
    r#"{"fault":"callback_doubled","times":3}"#,
    r#"{"fault":"callback_lost","times":3}"#,
];

/// Reads of the administrator's side; all are to be answered 200.
const READS: [(&str, &str, &str); 12] = [
    ("GET", "requests?limit=20", ""),
    ("GET", "journal?status=200", ""),
    ("GET", "callbacks", ""),
    ("GET", "tasks", ""),
    ("GET", "ledger", ""),
    ("GET", "metrics", ""),
    ("GET", "worlds", ""),
    ("GET", "clock", ""),
    ("GET", "faults", ""),
    ("GET", "openapi.json", ""),
    ("POST", "requests/find", r#"{"status":400}"#),
    ("POST", "requests/verify", r#"{"matcher":{"path":"/nowhere"},"times":1}"#),
];

impl Done {
    /// What should not have been.
    pub fn surprises(&self) -> Vec<String> {
        self.surprises.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps the first few things that should not have been.
    fn expect(&self, holds: bool, what: impl FnOnce() -> String) {
        let mut surprises = self.surprises.lock().unwrap_or_else(PoisonError::into_inner);
        if !holds && surprises.len() < 10 {
            surprises.push(what());
        }
    }
}

/// Asks until it is enough.
pub fn work(address: SocketAddr, number: usize, receiver: &str, done: &Done) {
    let worker =
        Worker { caller: Caller::new(address, format!("soak-key-{number:04}")), receiver, done, round: number };
    let mut worker = worker;
    while !done.is_over.load(Relaxed) {
        worker.round();
    }
}

struct Worker<'a> {
    caller: Caller,
    receiver: &'a str,
    done: &'a Done,
    round: usize,
}

impl Worker<'_> {
    /// Some tasks from their beginning to their end, with what goes wrong on the way.
    fn round(&mut self) {
        self.round += 1;
        let fault = FAULTS[self.round % FAULTS.len()];
        self.admin("POST", "faults", fault, 201);
        let ids: Vec<String> = (0..TASKS).filter_map(|number| self.submit(number)).collect();
        self.done.expect(ids.len() + 12 >= TASKS, || format!("{} of {TASKS} tasks with {fault}", ids.len()));
        self.admin("DELETE", "faults", "", 200);
        for id in ids.iter().step_by(7) {
            // Most are being made already, and then there is nothing to cancel.
            self.ask("POST", &format!("/ent/v2/tasks/{id}/cancel"), json!({ "id": id }).to_string().as_bytes());
        }
        self.nonsense();
        self.admin("POST", "clock/advance", r#"{"seconds":60}"#, 200);
        let told: Vec<Value> = ids.iter().filter_map(|id| self.query(id)).collect();
        let is_over =
            |task: &&Value| task["state"] != "created" && task["state"] != "queueing" && task["state"] != "processing";
        self.done.expect(told.iter().filter(is_over).count() == ids.len(), || format!("not all of {ids:?} are over"));
        told.iter().step_by(9).for_each(|task| self.fetch(task));
        for (method, path, body) in READS {
            self.admin(method, path, body, 200);
        }
        self.admin("POST", "reset", "", 200);
    }

    fn submit(&mut self, number: usize) -> Option<String> {
        let picture = match number % 10 {
            3 => format!("data:image/png;base64,{}", "iVBORw0K".repeat(20_000)),
            _ => "https://pictures.example.com/harbour.png".to_owned(),
        };
        let mut body =
            json!({ "model": "viduq1", "images": [picture], "prompt": "A lantern drifts over the harbour." });
        if number.is_multiple_of(4) {
            body["callback_url"] = self.receiver.into();
        }
        if number % 10 == 7 {
            body["duration"] = "long".into();
        }
        let (status, answer) = self.ask("POST", "/ent/v2/img2video", body.to_string().as_bytes())?;
        let id = serde_json::from_slice::<Value>(&answer).ok()?["task_id"].as_str().map(str::to_owned);
        id.filter(|_| status == 200)
    }

    fn query(&mut self, id: &str) -> Option<Value> {
        let (status, answer) = self.ask("GET", &format!("/ent/v2/tasks/{id}/creations"), b"")?;
        self.done.expect(status == 200, || format!("a query was answered {status}"));
        serde_json::from_slice(&answer).ok()
    }

    /// The video of a task, if it has one.
    fn fetch(&mut self, task: &Value) {
        let Some(url) = task["creations"][0]["url"].as_str() else { return };
        let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()));
        let heard = self.ask("GET", &path.unwrap_or_default(), b"");
        let is_video = heard.as_ref().is_some_and(|(status, body)| *status == 200 && body.get(4..8) == Some(b"ftyp"));
        self.done
            .expect(is_video, || format!("no video at {url}: {:?}", heard.map(|(status, body)| (status, body.len()))));
    }

    /// Requests that are none, or that nobody finishes.
    fn nonsense(&mut self) {
        for (path, status) in [("/nowhere", 404), ("/ent/v2/tasks/%00/creations", 400)] {
            let heard = self.ask("GET", path, b"");
            self.done.expect(heard.is_some_and(|(found, _)| found == status || found == 404), || path.to_owned());
        }
        self.ask("POST", "/ent/v2/img2video", "[".repeat(50_000).as_bytes());
        self.ask("POST", "/ent/v2/img2video", &vec![b' '; 1_500_000]);
        self.caller.leave(b"POST /ent/v2/img2video HTTP/1.1\r\nHost: mock\r\nContent-Length: 100000\r\n\r\n{");
        self.caller.leave(b"GET /__admin/events HTTP/1.1\r\nHost: mock\r\n\r\n");
        self.caller.leave(b"\x16\x03\x01\x02\x00\x01\x00");
    }

    fn admin(&mut self, method: &str, path: &str, body: &str, expected: u16) {
        self.done.requests.fetch_add(1, Relaxed);
        let heard = self.caller.admin(method, path, body).map(|(status, _)| status);
        self.done.expect(heard == Some(expected), || format!("{method} {path} was answered {heard:?}"));
    }

    fn ask(&mut self, method: &str, path: &str, body: &[u8]) -> Heard {
        self.done.requests.fetch_add(1, Relaxed);
        self.caller.ask(method, path, body)
    }
}
