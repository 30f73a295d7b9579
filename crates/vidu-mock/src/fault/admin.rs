//! The faults' own endpoints: `POST`, `GET` and `DELETE /__admin/faults`, and `DELETE /__admin/faults/NUMBER`.

use serde_json::json;
use tokio::time::Instant;

use super::form;
use crate::calls::exchange::{Answer, Request};
use crate::worlds::engine::Engine;

/// Where they are, below the prefix of all administrative endpoints.
pub const NAME: &str = "faults";

/// Answers a request for `faults` or what is below it.
pub fn answer(engine: &Engine, request: &Request<'_>, name: &str) -> Answer {
    let number = name.strip_prefix(NAME).and_then(|rest| rest.strip_prefix('/'));
    match (request.method, number) {
        ("GET", None) => Answer::json(200, json!({ "faults": engine.worlds().faults.listed(Instant::now()) })),
        ("POST", None) => match form::read(request.body) {
            Ok(fault) => {
                let mut worlds = engine.worlds();
                let number = worlds.faults.add(fault, Instant::now());
                let standing = worlds.faults.listed(Instant::now()).pop();
                Answer::json(201, standing.map_or_else(|| json!({ "number": number }), |standing| json!(standing)))
            }
            Err(why) => fault(400, &why),
        },
        ("DELETE", None) => {
            engine.worlds().faults.clear();
            Answer::json(200, json!({ "faults": [] }))
        }
        ("DELETE", Some(number)) => match number.parse().map(|number| engine.worlds().faults.remove(number)) {
            Ok(true) => Answer::json(200, json!({ "removed": number })),
            _ => fault(404, "there is no such fault; it may have hit for the last time or expired"),
        },
        _ => fault(405, "the method is not allowed here").with("allow", "GET, POST, DELETE"),
    }
}

fn fault(status: u16, message: &str) -> Answer {
    Answer::json(status, json!({ "error": { "message": message } }))
}
