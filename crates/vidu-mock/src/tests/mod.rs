//! Whole servers on the loopback address, with made-up vendors, asked over real sockets.

mod admin;
mod apart;
mod asked;
mod callbacks;
mod disk;
mod drives;
mod edges;
mod errors;
mod expectations;
mod faults;
mod lists;
mod methods;
mod openapi;
mod panics;
mod scripts;
mod state;
mod tasks;
mod unconnected;
mod wire;
mod worlds;

use wire::{Receiver, ask};

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::{Builder, MockServer, Timing, acme};

/// How acme's key is sent.
const ACME: &str = "Authorization: Acme k";
const SECOND: Duration = Duration::from_secs(1);

/// A held clock; tasks wait two seconds and run ten.
fn builder() -> Builder {
    let exactly = |seconds| Duration::from_secs(seconds).into();
    let timing = Timing { queued: exactly(2), running: exactly(10), ..Timing::default() };
    MockServer::builder().spec(acme::spec()).timing(timing).held()
}

async fn start() -> MockServer {
    builder().start().await.expect("a server")
}

/// Makes a task at acme and gives its id.
async fn paint(server: &MockServer, body: Json) -> String {
    let got = ask(server, "POST", "/acme/paint", &[ACME], &body).await;
    assert_eq!(got.status, 200, "{:?}", got.text());
    got.json()["id"].as_str().expect("an id").to_owned()
}

/// What acme says of a task.
async fn look(server: &MockServer, id: &str) -> Json {
    ask(server, "GET", &format!("/acme/tasks/{id}/videos"), &[ACME], &json!(null)).await.json()
}
