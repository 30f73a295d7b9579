//! The table of the admin endpoints: a row each, with what it does.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::admin::direct;
use crate::admin::expect::Expect;
use crate::admin::scope::Scope;
use crate::admin::verify::Times;
use crate::admin::{Wrong, seconds};
use crate::calls::exchange::{Answer, Body, Request, decoded};
use crate::fault;
use crate::worlds::journal::Entry;

/// An endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// Its method.
    pub method: &'static str,
    /// What follows the common beginning; `{id}` stands for any part.
    pub path: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Does it.
    pub handler: Handler,
}

/// A request to an endpoint.
#[derive(Debug)]
pub struct Call<'a> {
    /// The worlds that it is about.
    pub scope: Scope,
    /// The request.
    pub request: &'a Request<'a>,
    /// What stands for `{id}`.
    pub id: Option<String>,
}

type Outcome = Result<Answer, Wrong>;

/// Does what an endpoint is for.
#[derive(Clone, Copy, Debug)]
pub enum Handler {
    /// At once.
    Now(fn(&Call<'_>) -> Outcome),
    /// With waiting in between.
    Later(for<'c> fn(&'c Call<'c>) -> Pin<Box<dyn Future<Output = Outcome> + Send + 'c>>),
}

/// The one endpoint whose answer does not end.
pub const EVENTS: &str = "events";

const fn now(
    method: &'static str,
    path: &'static str,
    handler: fn(&Call<'_>) -> Outcome,
    about: &'static str,
) -> Endpoint {
    Endpoint { method, path, about, handler: Handler::Now(handler) }
}

const TABLE: &[Endpoint] = &[
    now("GET", "", index, "These endpoints"),
    now("GET", "health", health, "Whether the server serves"),
    now("GET", "version", version, "Its version"),
    now("GET", "worlds", worlds, "The printed names of all worlds"),
    now("GET", "tasks", tasks, "Every task as it stands"),
    now("GET", "tasks/{id}", task, "One task as it stands"),
    now("POST", "tasks/{id}/cancel", cancel, "Stop a task now"),
    now("POST", "tasks/{id}/finish", finish, "Let a task end now with a video"),
    now("GET", "clock", clock, "What the clock shows"),
    Endpoint {
        method: "POST",
        path: "clock/advance",
        about: "Move time on by {\"seconds\": 60} and run everything that falls due",
        handler: Handler::Later(|call| Box::pin(advance(call))),
    },
    now("POST", "clock/hold", hold, "Let the clock stand until it is advanced"),
    now("POST", "clock/release", release, "Let the clock run again"),
    now("POST", "clock/speed", speed, "Let the clock run {\"speed\": 10} times as fast"),
    now("GET", "journal", journal, "Requests and callbacks, oldest first; parameters as for requests"),
    now(
        "GET",
        "requests",
        requests,
        "Requests by operation, task, world, method, path, status, since (a number), from, to (times), field.NAME, limit",
    ),
    now("GET", "requests/{id}", request, "One entry of the journal by its number"),
    now(
        "POST",
        "requests/find",
        find,
        "Entries that are like an expectation: {\"operation\": \"..\", \"fields\": {..}}",
    ),
    now("POST", "requests/verify", verify, "{\"matcher\": {..}, \"times\": 1} or {\"in_order\": [{..}, {..}]}"),
    now(
        "GET",
        "callbacks",
        callbacks,
        "Attempts to send a callback; parameters as for requests, and state, result, attempt",
    ),
    Endpoint {
        method: "POST",
        path: "callbacks/{id}/redeliver",
        about: "Send the callback of a journal entry again, now and once",
        handler: Handler::Later(|call| Box::pin(redeliver(call))),
    },
    now("GET", "ledger", ledger, "What every key was billed for"),
    now("POST", "reset", reset, "Forget tasks, callbacks, journal and ledger"),
    now("GET", EVENTS, index, "What happens, as server-sent events"),
    now("GET", "metrics", metrics, "Counts in Prometheus' text format"),
    now("POST", "shutdown", shutdown, "Stop the server"),
    directed("GET", "scripts", "The rules for what happens to tasks"),
    directed(
        "POST",
        "scripts",
        "Add {\"script\": \"fail=CODE; after=3s\"}, with vendor, world, operation, model, text, nth or times",
    ),
    directed("DELETE", "scripts", "Delete all rules"),
    directed("DELETE", "scripts/{id}", "Delete one rule"),
    directed("POST", "tasks/{id}/step", "Move a task that commands drive to its next state"),
    directed("POST", "tasks/{id}/advance", "Move the time of a task that alone is held by {\"seconds\": 60}"),
    directed("GET", "drive", "What drives whose tasks"),
    directed("PUT", "drive", "Set {\"drive\": \"query; polls=2\"} for all, a world, or a vendor and an operation"),
    now("GET", "faults", faults, "What goes wrong on purpose"),
    now("POST", "faults", faults, "Let something go wrong on purpose"),
    now("DELETE", "faults", faults, "Take all faults away"),
    now("DELETE", "faults/{id}", faults, "Take a fault away"),
];

const fn directed(method: &'static str, path: &'static str, about: &'static str) -> Endpoint {
    Endpoint { method, path, about, handler: Handler::Later(|call| Box::pin(direct(call))) }
}

/// Every endpoint.
pub fn all() -> impl Iterator<Item = &'static Endpoint> {
    TABLE.iter()
}

/// The endpoints with a path, whatever the method, and what stands for its `{id}`; a literal path comes before an open one.
pub fn fitting(path: &str) -> impl Iterator<Item = (&'static Endpoint, Option<&str>)> {
    let is_literal = all().any(|endpoint| endpoint.path == path);
    all().filter_map(move |endpoint| match endpoint.path.split_once("{id}") {
        None => (endpoint.path == path).then_some((endpoint, None)),
        Some((before, after)) => {
            let id = path.strip_prefix(before)?.strip_suffix(after)?;
            (!is_literal && !id.is_empty() && !id.contains('/')).then_some((endpoint, Some(id)))
        }
    })
}

fn index(_: &Call<'_>) -> Outcome {
    let row =
        |endpoint: &Endpoint| json!({ "method": endpoint.method, "path": path(endpoint), "about": endpoint.about });
    good(json!({ "endpoints": all().map(row).collect::<Vec<_>>(), "world_header": crate::admin::WORLD }))
}

fn path(endpoint: &Endpoint) -> String {
    format!("{}{}", crate::admin::PREFIX, endpoint.path)
}

fn health(_: &Call<'_>) -> Outcome {
    good(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

fn version(_: &Call<'_>) -> Outcome {
    good(json!({ "version": env!("CARGO_PKG_VERSION") }))
}

fn worlds(call: &Call<'_>) -> Outcome {
    good(json!({ "worlds": call.scope.names() }))
}

fn tasks(call: &Call<'_>) -> Outcome {
    good(json!({ "tasks": call.scope.tasks() }))
}

fn task(call: &Call<'_>) -> Outcome {
    let unknown = || Wrong { status: 404, message: format!("there is no task {}", call.id().escape_debug()) };
    good(json!(call.scope.task(call.id()).ok_or_else(unknown)?))
}

fn cancel(call: &Call<'_>) -> Outcome {
    good(json!(call.scope.cancel(call.id())?))
}

fn finish(call: &Call<'_>) -> Outcome {
    good(json!(call.scope.finish(call.id())?))
}

fn clock(call: &Call<'_>) -> Outcome {
    good(json!(call.scope.clock()))
}

async fn advance(call: &Call<'_>) -> Outcome {
    let by = seconds(call.request.body).map_err(Wrong::request)?;
    let events = call.scope.advance(by).await;
    good(json!({ "events": events, "clock": call.scope.clock() }))
}

fn hold(call: &Call<'_>) -> Outcome {
    call.scope.hold();
    clock(call)
}

fn release(call: &Call<'_>) -> Outcome {
    call.scope.release();
    clock(call)
}

fn speed(call: &Call<'_>) -> Outcome {
    let Speed { speed } = call.body("send {\"speed\": 10}, a number above 0")?;
    call.scope.set_speed(speed)?;
    clock(call)
}

fn journal(call: &Call<'_>) -> Outcome {
    good(json!({ "entries": call.entries(None)? }))
}

fn requests(call: &Call<'_>) -> Outcome {
    good(json!({ "requests": call.entries(Some("request"))? }))
}

fn callbacks(call: &Call<'_>) -> Outcome {
    good(json!({ "callbacks": call.entries(Some("callback"))? }))
}

fn request(call: &Call<'_>) -> Outcome {
    let number = call.number()?;
    let unknown = || Wrong { status: 404, message: format!("the journal has no entry {number}") };
    let found = call.scope.journal().into_iter().find(|entry| entry.number == number);
    good(json!(found.ok_or_else(unknown)?))
}

fn find(call: &Call<'_>) -> Outcome {
    let expect: Expect = call.body("send {\"operation\": \"..\", \"fields\": {\"duration\": 5}}")?;
    good(json!({ "requests": call.scope.requests(&expect) }))
}

fn verify(call: &Call<'_>) -> Outcome {
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

async fn redeliver(call: &Call<'_>) -> Outcome {
    good(json!(call.scope.redeliver(call.number()?).await?))
}

fn ledger(call: &Call<'_>) -> Outcome {
    let world = call.request.parameter("world");
    let charges = call.scope.ledger().into_iter();
    let charges: Vec<_> = charges.filter(|charge| world.as_ref().is_none_or(|world| charge.world == *world)).collect();
    good(json!({ "charges": charges }))
}

fn reset(call: &Call<'_>) -> Outcome {
    call.scope.reset();
    good(json!({ "reset": call.scope.name().unwrap_or_else(|| "all".to_owned()) }))
}

fn metrics(call: &Call<'_>) -> Outcome {
    let text = call.scope.metrics().into_bytes();
    Ok(Answer { status: 200, headers: Vec::new(), body: Body::Bytes("text/plain; version=0.0.4", text) })
}

fn shutdown(call: &Call<'_>) -> Outcome {
    call.scope.shutdown();
    Ok(Answer::json(202, json!({ "status": "stopping" })))
}

async fn direct(call: &Call<'_>) -> Outcome {
    let answer = direct::answer(call.scope.engine(), call.scope.wishes(), call.request, call.name()).await;
    answer.ok_or_else(|| Wrong::request("this endpoint takes no such request"))
}

fn faults(call: &Call<'_>) -> Outcome {
    Ok(fault::admin::answer(call.scope.engine(), call.request, call.name()))
}

fn good(body: Value) -> Outcome {
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
    fn name(&self) -> &str {
        self.request.path.strip_prefix(crate::admin::PREFIX).unwrap_or_default()
    }

    fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }

    fn number(&self) -> Result<u64, Wrong> {
        let wrong = || Wrong::request("the number of a journal entry belongs here, such as 17");
        self.id().parse().map_err(|_| wrong())
    }

    /// The body, or what is to be sent instead.
    fn body<T: DeserializeOwned>(&self, wanted: &str) -> Result<T, Wrong> {
        serde_json::from_slice(self.request.body).map_err(|why| Wrong::request(format!("{why}; {wanted}")))
    }

    /// The entries of a kind that the parameters ask for.
    fn entries(&self, kind: Option<&str>) -> Result<Vec<Entry>, Wrong> {
        let mut parameters = parameters(self.request.query);
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
