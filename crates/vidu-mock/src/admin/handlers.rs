//! What the admin endpoints do.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::admin::endpoints::{Call, Endpoint, Outcome, all};
use crate::admin::expect::Expect;
use crate::admin::scope::Scope;
use crate::admin::verify::Times;
use crate::admin::{Wrong, openapi, seconds};
use crate::calls::exchange::{Answer, Body, decoded};
use crate::tasks::rule::Rule;
use crate::tasks::script::Script;
use crate::worlds::event::Event;
use crate::worlds::journal::Entry;

/// These endpoints.
pub fn index(_: &Call<'_>) -> Outcome {
    let row =
        |endpoint: &Endpoint| json!({ "method": endpoint.method, "path": path(endpoint), "about": endpoint.about });
    good(json!({ "endpoints": all().map(row).collect::<Vec<_>>(), "world_header": crate::admin::WORLD }))
}

fn path(endpoint: &Endpoint) -> String {
    format!("{}{}", crate::admin::PREFIX, endpoint.path)
}

/// These endpoints as a document.
pub fn openapi(_: &Call<'_>) -> Outcome {
    good(openapi::document())
}

/// Whether the server serves.
pub fn health(_: &Call<'_>) -> Outcome {
    good(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

/// Its version.
pub fn version(_: &Call<'_>) -> Outcome {
    good(json!({ "version": env!("CARGO_PKG_VERSION") }))
}

/// The names of all worlds.
pub fn worlds(call: &Call<'_>) -> Outcome {
    good(json!({ "worlds": call.scope.names() }))
}

/// Every task.
pub fn tasks(call: &Call<'_>) -> Outcome {
    good(json!({ "tasks": call.scope.tasks() }))
}

/// One task.
pub fn task(call: &Call<'_>) -> Outcome {
    let unknown = || Wrong { status: 404, message: format!("there is no task {}", call.id().escape_debug()) };
    good(json!(call.scope.task(call.id()).ok_or_else(unknown)?))
}

/// Stops a task.
pub fn cancel(call: &Call<'_>) -> Outcome {
    good(json!(call.scope.cancel(call.id())?))
}

/// Ends a task with a video.
pub fn finish(call: &Call<'_>) -> Outcome {
    good(json!(call.scope.finish(call.id())?))
}

/// What the clock shows.
pub fn clock(call: &Call<'_>) -> Outcome {
    good(json!(call.scope.clock()))
}

/// Moves time on.
pub async fn advance(call: &Call<'_>) -> Outcome {
    let by = seconds(call.request.body).map_err(Wrong::request)?;
    let events = call.scope.advance(by).await;
    good(json!({ "events": events, "clock": call.scope.clock() }))
}

/// Holds the clock.
pub fn hold(call: &Call<'_>) -> Outcome {
    call.scope.hold();
    clock(call)
}

/// Lets the clock run.
pub fn release(call: &Call<'_>) -> Outcome {
    call.scope.release();
    clock(call)
}

/// Sets how fast the clock runs.
pub fn speed(call: &Call<'_>) -> Outcome {
    let Speed { speed } = call.body("send {\"speed\": 10}, a number above 0")?;
    call.scope.set_speed(speed)?;
    clock(call)
}

/// What was asked and called.
pub fn journal(call: &Call<'_>) -> Outcome {
    good(json!({ "entries": call.entries(None)? }))
}

/// What was asked.
pub fn requests(call: &Call<'_>) -> Outcome {
    good(json!({ "requests": call.entries(Some("request"))? }))
}

/// What was called.
pub fn callbacks(call: &Call<'_>) -> Outcome {
    good(json!({ "callbacks": call.entries(Some("callback"))? }))
}

/// One entry.
pub fn request(call: &Call<'_>) -> Outcome {
    let number = call.number()?;
    let unknown = || Wrong { status: 404, message: format!("the journal has no entry {number}") };
    good(json!(call.scope.entry(number).ok_or_else(unknown)?))
}

/// Entries like an expectation.
pub fn find(call: &Call<'_>) -> Outcome {
    let expect: Expect = call.body("send {\"operation\": \"..\", \"fields\": {\"duration\": 5}}")?;
    good(json!({ "requests": call.scope.requests(&expect) }))
}

/// Whether the journal is as expected.
pub fn verify(call: &Call<'_>) -> Outcome {
    let wanted =
        "send {\"matcher\": {\"operation\": \"..\"}, \"times\": 1} or {\"in_order\": [{\"operation\": \"..\"}]}";
    match call.body(wanted)? {
        Wanted { matcher: Some(expect), times, in_order: None } => {
            good(json!(call.scope.verify(expect).result(times.unwrap_or_default())))
        }
        Wanted { matcher: None, times: None, in_order: Some(expects) } => good(json!(call.scope.order(&expects))),
        _ => Err(Wrong::request(wanted)),
    }
}

/// Sends a callback again.
pub async fn redeliver(call: &Call<'_>) -> Outcome {
    good(json!(call.scope.redeliver(call.number()?).await?))
}

/// What was billed.
pub fn ledger(call: &Call<'_>) -> Outcome {
    good(json!({ "charges": call.scope.ledger() }))
}

/// Makes worlds empty.
pub fn reset(call: &Call<'_>) -> Outcome {
    call.scope.reset();
    good(json!({ "reset": call.scope.name().unwrap_or_else(|| "all".to_owned()) }))
}

/// Says why there is no whole answer.
pub fn events(_: &Call<'_>) -> Outcome {
    Err(Wrong::request("this answer does not end, so it is had over a socket only; in process there is `events()`"))
}

/// Counts.
pub fn metrics(call: &Call<'_>) -> Outcome {
    let text = call.scope.metrics().into_bytes();
    Ok(Answer { status: 200, headers: Vec::new(), body: Body::Bytes("text/plain; version=0.0.4", text) })
}

/// Stops the server.
pub fn shutdown(call: &Call<'_>) -> Outcome {
    call.scope.shutdown();
    Ok(Answer::json(202, json!({ "status": "stopping" })))
}

/// The rules that stand.
pub fn scripts(call: &Call<'_>) -> Outcome {
    good(json!({ "scripts": call.scope.rules() }))
}

/// Adds a rule.
pub fn add_script(call: &Call<'_>) -> Outcome {
    let mut rule: Rule = call.body(
        "send {\"script\": \"fail=CODE; after=3s\"}, with any of vendor, world, operation, model, text, nth, times and \
         lasts beside it",
    )?;
    if rule.script == Script::default() {
        return Err(Wrong::request("a rule without a script decides nothing; send {\"script\": \"fail=CODE\"}"));
    }
    let scope = call.narrowed(rule.world.take())?;
    let id = scope.add_rule(rule).map_err(Wrong::request)?;
    Ok(Answer::json(201, json!(scope.rules().iter().find(|standing| standing.id == id))))
}

/// Deletes the rules.
pub fn remove_scripts(call: &Call<'_>) -> Outcome {
    good(json!({ "deleted": call.scope.clear_rules() }))
}

/// Deletes a rule.
pub fn remove_script(call: &Call<'_>) -> Outcome {
    let unknown = || Wrong { status: 404, message: format!("there is no script {}", call.id().escape_debug()) };
    let id = call.id().parse().map_err(|_| unknown())?;
    if call.scope.remove_rule(id) { good(json!({ "deleted": 1 })) } else { Err(unknown()) }
}

/// Makes a step with a task.
pub async fn step(call: &Call<'_>) -> Outcome {
    told(call.scope.step(call.id()).await)
}

/// Moves the time of a task.
pub async fn advance_task(call: &Call<'_>) -> Outcome {
    let by = seconds(call.request.body).map_err(Wrong::request)?;
    told(call.scope.advance_task(call.id(), by).await)
}

fn told(events: Result<Vec<Event>, String>) -> Outcome {
    match events {
        Ok(events) => good(json!({ "events": events })),
        Err(why) if why.starts_with("there is no task") => Err(Wrong { status: 404, message: why }),
        Err(why) => Err(Wrong { status: 409, message: why }),
    }
}

/// An answer with what was asked for.
pub fn good(body: Value) -> Outcome {
    Ok(Answer::json(200, body))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Speed {
    speed: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    matcher: Option<Expect>,
    times: Option<Times>,
    in_order: Option<Vec<Expect>>,
}

impl Call<'_> {
    /// What stands for `{id}`.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }

    fn number(&self) -> Result<u64, Wrong> {
        let wrong = || Wrong::request("the number of a journal entry belongs here, such as 17");
        self.id().parse().map_err(|_| wrong())
    }

    /// The worlds that a call is about whose body may name one too.
    pub fn narrowed(&self, world: Option<String>) -> Result<Scope, Wrong> {
        let Some(world) = world else { return Ok(self.scope.clone()) };
        let named = self.scope.named(&world)?;
        match self.scope.name() {
            Some(name) if Some(&name) != named.name().as_ref() => {
                Err(Wrong::request(format!("the body is about another world than the request, which is {name}")))
            }
            _ => Ok(named),
        }
    }

    /// The body, or what is to be sent instead.
    pub fn body<T: DeserializeOwned>(&self, wanted: &str) -> Result<T, Wrong> {
        serde_json::from_slice(self.request.body).map_err(|why| Wrong::request(format!("{why}; {wanted}")))
    }

    /// The entries of a kind that the parameters ask for.
    fn entries(&self, kind: Option<&str>) -> Result<Vec<Entry>, Wrong> {
        let mut parameters = parameters(self.request.query);
        // That is what the scope is about.
        parameters.remove("world");
        let limit = parameters.remove("limit").map(|limit| limit.parse::<usize>());
        let limit = limit.transpose().map_err(|why| Wrong::request(format!("limit: {why}; send a number")))?;
        let mut entries = self.scope.requests(&expectation(kind, parameters)?);
        // The newest are what somebody who wants few wants.
        entries.drain(..entries.len() - limit.unwrap_or(entries.len()).min(entries.len()));
        Ok(entries)
    }
}

fn parameters(query: &str) -> BTreeMap<String, String> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let plain = |text: &str| decoded(&text.replace('+', " "));
    pairs.map(|(name, value)| (plain(name), plain(value))).collect()
}

/// Parameters as the members of an expectation; what they may be called is said where that is read.
fn expectation(kind: Option<&str>, parameters: BTreeMap<String, String>) -> Result<Expect, Wrong> {
    let (mut members, mut fields) = (Map::new(), Map::new());
    members.extend(kind.map(|kind| ("kind".to_owned(), json!(kind))));
    for (name, value) in parameters {
        match name.strip_prefix("field.") {
            Some(field) => fields.insert(field.to_owned(), serde_json::from_str(&value).unwrap_or(json!(value))),
            None if matches!(&*name, "status" | "since" | "attempt") => {
                let number =
                    value.parse::<u64>().map_err(|why| Wrong::request(format!("{name}: {why}; send a number")))?;
                members.insert(name, json!(number))
            }
            None => members.insert(name, json!(value)),
        };
    }
    members.insert("fields".to_owned(), Value::Object(fields));
    serde_json::from_value(Value::Object(members)).map_err(|why| Wrong::request(format!("{why}, and limit")))
}
