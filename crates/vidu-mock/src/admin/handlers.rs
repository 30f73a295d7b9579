//! What the admin endpoints do.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::admin::endpoints::{Call, Endpoint, Outcome, all};
use crate::admin::expect::Expect;
use crate::admin::scope::Scope;
use crate::admin::verify::Times;
use crate::admin::{Members, Wrong, object, openapi, seconds};
use crate::calls::exchange::{Answer, Body};
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
pub fn openapi(call: &Call<'_>) -> Outcome {
    let house = &call.scope.engine().house;
    let document = house.document.get_or_init(|| openapi::document(house).to_string().into_bytes());
    Ok(Answer::written(200, document.clone()))
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
        Wanted { matcher: Some(Members(expect)), times, in_order: None } => {
            good(json!(call.scope.verify(expect).result(times.unwrap_or_default())))
        }
        Wanted { matcher: None, times: None, in_order: Some(expects) } => {
            let expects: Vec<Expect> = expects.into_iter().map(|Members(expect)| expect).collect();
            good(json!(call.scope.order(&expects)))
        }
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
    Ok(Answer::json(201, json!(scope.added_rule(rule).map_err(Wrong::request)?)))
}

/// Deletes the rules.
pub fn remove_scripts(call: &Call<'_>) -> Outcome {
    good(json!({ "deleted": call.scope.clear_rules() }))
}

/// Deletes a rule.
pub fn remove_script(call: &Call<'_>) -> Outcome {
    let id = call.number()?;
    let unknown =
        || Wrong { status: 404, message: format!("there is no script {id}; it may have been deleted or ended") };
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
    matcher: Option<Members<Expect>>,
    times: Option<Times>,
    in_order: Option<Vec<Members<Expect>>>,
}

impl Call<'_> {
    /// What stands for `{id}`.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }

    /// The number that stands for `{id}`.
    pub fn number(&self) -> Result<u64, Wrong> {
        let wrong = || format!("a number belongs here, such as 17, and not `{}`", self.id().escape_debug());
        self.id().parse().map_err(|_| Wrong::request(wrong()))
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
        object(self.request.body, wanted).map_err(Wrong::request)
    }

    /// The entries of a kind that the parameters ask for.
    fn entries(&self, kind: Option<&str>) -> Result<Vec<Entry>, Wrong> {
        let mut entries = self.scope.requests(&expectation(kind, &self.parameters)?);
        let limit = self.parameters.get("limit").and_then(Value::as_u64);
        let kept = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        // The newest are what somebody who wants few wants.
        entries.drain(..entries.len() - kept.min(entries.len()));
        Ok(entries)
    }
}

/// Parameters as the members of an expectation.
fn expectation(kind: Option<&str>, parameters: &Map<String, Value>) -> Result<Expect, Wrong> {
    let (mut members, mut fields) = (Map::new(), Map::new());
    members.extend(kind.map(|kind| ("kind".to_owned(), json!(kind))));
    for (name, value) in parameters {
        match name.strip_prefix("field.") {
            Some(field) => drop(fields.insert(field.to_owned(), value.clone())),
            // Those are not about an entry.
            None if matches!(&**name, "world" | "limit") => {}
            None => drop(members.insert(name.clone(), value.clone())),
        }
    }
    members.insert("fields".to_owned(), Value::Object(fields));
    serde_json::from_value(Value::Object(members)).map_err(|why| Wrong::request(why.to_string()))
}
