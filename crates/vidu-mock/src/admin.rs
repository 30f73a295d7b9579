//! The mock's own endpoints under `/__admin/`: what happened, what was billed, and the clock.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use crate::callbacks::Advance;
use crate::clock::{Moment, Pace};
use crate::engine::Engine;
use crate::exchange::{Answer, Request};
use crate::fault;

/// Where they all begin.
pub const PREFIX: &str = "/__admin/";

const ENDPOINTS: [(&str, &str); 9] = [
    ("GET", "health"),
    ("GET", "journal"),
    ("GET", "ledger"),
    ("GET", "clock"),
    ("POST", "clock/advance"),
    ("GET", "faults"),
    ("POST", "faults"),
    ("DELETE", "faults"),
    ("DELETE", "faults/NUMBER"),
];

/// Answers an administrative request.
pub async fn answer(engine: &Engine, wishes: &mpsc::UnboundedSender<Advance>, request: &Request<'_>) -> Answer {
    let name = request.path.strip_prefix(PREFIX).unwrap_or_default();
    if let Some(answer) = crate::direct::answer(engine, wishes, request, name).await {
        return answer;
    }
    match (request.method, name) {
        ("GET", "health") => Answer::json(200, json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })),
        ("GET", "journal") => journal(engine, request),
        ("GET", "ledger") => charges(engine, request),
        ("GET", "clock") => Answer::json(200, clock(engine)),
        ("POST", "clock/advance") => match seconds(request.body) {
            Ok(by) => Answer::json(200, json!({ "events": advance(wishes, by).await, "clock": clock(engine) })),
            Err(why) => fault(400, &why),
        },
        (_, name) if name == fault::admin::NAME || name.starts_with("faults/") => {
            fault::admin::answer(engine, request, name)
        }
        _ => unknown(name),
    }
}

/// Moves time on and tells what happened.
pub async fn advance(wishes: &mpsc::UnboundedSender<Advance>, by: Duration) -> Vec<crate::Event> {
    let (reply, answer) = oneshot::channel();
    // Both fail only when the server stops; then nothing happens any more.
    match wishes.send(Advance { by, reply }) {
        Ok(()) => answer.await.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

fn journal(engine: &Engine, request: &Request<'_>) -> Answer {
    let world = request.parameter("world");
    let worlds = engine.worlds();
    Answer::json(200, json!({ "entries": worlds.journal(world.as_deref()) }))
}

fn charges(engine: &Engine, request: &Request<'_>) -> Answer {
    let world = request.parameter("world");
    let charges = engine.worlds().charges(&engine.house, world.as_deref());
    Answer::json(200, json!({ "charges": charges }))
}

fn clock(engine: &Engine) -> Value {
    let worlds = engine.worlds();
    let now = worlds.now();
    let (pace, speed) = match worlds.clock.pace() {
        Pace::Real { speed } => ("real", Some(speed)),
        Pace::Held => ("held", None),
    };
    let date = vidu_types::Timestamp::from(worlds.clock.date(now)).to_string();
    json!({ "now": date, "elapsed_seconds": now.since(Moment::START).as_secs_f64(), "pace": pace, "speed": speed })
}

/// How far a clock is to be moved.
pub fn seconds(body: &[u8]) -> Result<Duration, String> {
    let wanted = || "send {\"seconds\": 60}, a number that is not negative".to_owned();
    let body: Value = serde_json::from_slice(body).map_err(|why| format!("{why}; {}", wanted()))?;
    let seconds = body.get("seconds").and_then(Value::as_f64).ok_or_else(wanted)?;
    Duration::try_from_secs_f64(seconds).map_err(|_| wanted())
}

fn unknown(name: &str) -> Answer {
    let methods: Vec<&str> = ENDPOINTS.iter().filter(|(_, known)| *known == name).map(|(method, _)| *method).collect();
    if methods.is_empty() {
        let listed: Vec<String> = ENDPOINTS.iter().map(|(method, name)| format!("{method} {PREFIX}{name}")).collect();
        return fault(404, &format!("there are {}", listed.join(", ")));
    }
    fault(405, "the method is not allowed here").with("allow", methods.join(", "))
}

fn fault(status: u16, message: &str) -> Answer {
    Answer::json(status, json!({ "error": { "message": message } }))
}
