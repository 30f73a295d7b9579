//! The mock's own endpoints: nothing that is sent there breaks the server, and what is refused changes nothing.

use std::str::from_utf8;

use serde_json::Value;
use tokio::runtime::Runtime;
use vidu_mock::{MockServer, Reply};
use vidu_types::Timestamp;

use super::call::{Call, creates};
use super::lives::sound;

thread_local! {
    static RUNTIME: Runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
}

/// Requests, with `---` on a line between them: method, path below `/__admin/` and perhaps a world, and beneath the body.
/// `SUBMIT vidu/img2video`, perhaps with a script behind it, makes a task.
pub fn holds(input: &[u8]) {
    let Ok(text) = from_utf8(input) else { return };
    RUNTIME.with(|runtime| runtime.block_on(converse(text)));
}

async fn converse(text: &str) {
    let noon = Timestamp::from_rfc3339("2025-08-20T12:00:00Z").and_then(Timestamp::system_time).expect("a time");
    let server = MockServer::builder().held().begins(noon).seed(7).start().await.expect("a mock");
    // A task that real time drives moves while somebody looks.
    let talk = Talk { server, runs_by_itself: text.contains("real") || text.contains("speed=") };
    for request in text.split("\n---\n").take(8) {
        let (line, body) = request.split_once('\n').unwrap_or((request, ""));
        let mut words = line.splitn(3, ' ');
        let (Some(method), Some(path)) = (words.next(), words.next()) else { return };
        let more = words.next().filter(|more| !more.is_empty());
        match method {
            "SUBMIT" => talk.submit(path, more),
            _ => talk.ask(method, path, more, body).await,
        }
    }
}

struct Talk {
    server: MockServer,
    runs_by_itself: bool,
}

impl Talk {
    fn submit(&self, name: &str, script: Option<&str>) {
        let Some(call) = creates().find(|call| call.name() == name && call.revision.vendor != "acme") else { return };
        let Call { revision, operation } = call;
        let key = format!("{}key-1", revision.authentication.send);
        let headers = [Some((&*revision.authentication.header, &*key)), script.map(|script| ("X-Vidu-Mock", script))];
        let headers: Vec<_> = headers.into_iter().flatten().collect();
        self.server.answer(&operation.method, &operation.path, &headers, &sound(call));
    }

    async fn ask(&self, method: &str, path: &str, world: Option<&str>, body: &str) {
        let headers: Vec<_> = world.map(|world| ("x-vidu-mock-world", world)).into_iter().collect();
        let is_still = self.server.clock().pace == "held" && !self.runs_by_itself;
        let before = if is_still { self.state().await } else { Vec::new() };
        let reply = self.server.ask(method, &format!("/__admin/{path}"), &headers, body.as_bytes()).await;
        let text = check_answer(&reply);
        if is_still && (method == "GET" || reply.status >= 400) {
            assert_eq!(self.state().await, before, "{method} {path}: {} {text}", reply.status);
        }
    }

    /// What the server says of itself.
    async fn state(&self) -> Vec<Value> {
        let mut state = Vec::new();
        for path in ["worlds", "tasks", "ledger", "scripts", "faults", "drive", "journal", "clock"] {
            let reply = self.server.ask("GET", &format!("/__admin/{path}"), &[], b"").await;
            assert_eq!(reply.status, 200, "{path}");
            state.push(without_countdown(serde_json::from_slice(&reply.body).expect("JSON")));
        }
        state
    }
}

/// Faults wear off by the machine's clock, whatever the server's own does.
fn without_countdown(mut json: Value) -> Value {
    for fault in json.get_mut("faults").and_then(Value::as_array_mut).into_iter().flatten() {
        fault["seconds_left"] = Value::Null;
    }
    json
}

/// No fault of the server's own, and what says that it is JSON is.
fn check_answer(reply: &Reply) -> String {
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    assert!(reply.status < 500, "{} {text}", reply.status);
    let is_json = reply.headers.iter().any(|(name, value)| *name == "content-type" && value.contains("json"));
    let json: Result<Value, _> = serde_json::from_slice(&reply.body);
    assert!(!is_json || json.is_ok(), "{text}");
    if reply.status >= 400 {
        let shown = json.ok().map(|json| json.to_string()).unwrap_or_default();
        assert!(shown.len() > 10, "a refusal says why: {text}");
    }
    text
}
