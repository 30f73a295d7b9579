//! The endpoints that direct tasks: scripts, steps, and what drives whom.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tokio::sync::mpsc;
use vidu_types::table::Spec;

use crate::admin;
use crate::callback::callbacks::Advance;
use crate::calls::exchange::{Answer, Request};
use crate::tasks::rule::Rule;
use crate::tasks::script::Script;
use crate::time::drive::{Drive, Mover, Whose};
use crate::worlds::engine::Engine;
use crate::worlds::event::Event;

/// Who wants a callback to be sent.
pub type Wishes = mpsc::UnboundedSender<Advance>;

/// Answers a request to one of these endpoints; nothing if it is none of them.
pub async fn answer(engine: &Engine, wishes: &Wishes, request: &Request<'_>, name: &str) -> Option<Answer> {
    let parts: Vec<&str> = name.split('/').collect();
    match (request.method, parts.as_slice()) {
        ("GET", ["scripts"]) => Some(Answer::json(200, json!({ "scripts": engine.worlds().rules.list() }))),
        ("POST", ["scripts"]) => Some(add(engine, request.body)),
        ("DELETE", ["scripts"]) => Some(remove(engine, None)),
        ("DELETE", ["scripts", id]) => Some(remove(engine, Some(id))),
        ("POST", ["tasks", id, "step"]) => {
            let world = request.parameter("world");
            let events = step(engine, wishes, world.as_deref(), id, Mover::Command, Duration::ZERO).await;
            Some(told(events))
        }
        ("POST", ["tasks", id, "advance"]) => Some(match admin::seconds(request.body) {
            Ok(by) => {
                let world = request.parameter("world");
                told(step(engine, wishes, world.as_deref(), id, Mover::Hand, by).await)
            }
            Err(why) => fault(400, &why),
        }),
        ("GET", ["drive"]) => Some(Answer::json(200, drives(engine))),
        ("PUT", ["drive"]) => Some(match wished(request.body).and_then(|(whose, wish)| drive(engine, whose, wish)) {
            Ok(()) => Answer::json(200, drives(engine)),
            Err(why) => fault(400, &why),
        }),
        _ => None,
    }
}

/// Sets what drives tasks that are made from now on, or says why that cannot be.
pub fn drive(engine: &Engine, whose: Whose, drive: Option<Drive>) -> Result<(), String> {
    if let Some(drive) = drive {
        drive.check()?;
    }
    if let Whose::Operation(vendor, operation) = &whose {
        Rule::default().vendor(vendor).operation(operation).check(&engine.house.spec)?;
    }
    let world = match &whose {
        Whose::World(name) => Some(engine.world_named(name).map_err(|why| why.to_string())?),
        _ => None,
    };
    let mut worlds = engine.worlds();
    // As it is printed, whichever way it was named.
    let printed = world.and_then(|world| worlds.list.get(world)).map(|world| Whose::World(world.name.clone()));
    let is_of_clock = !matches!(whose, Whose::Operation(..));
    worlds.drives.set(printed.unwrap_or(whose), drive)?;
    if let Some(pace) = drive.and_then(Drive::pace).filter(|_| is_of_clock) {
        worlds.set_pace(world, pace);
    }
    drop(worlds);
    engine.wake.notify_one();
    Ok(())
}

/// What is set for whom, in the words of scripts.
fn drives(engine: &Engine) -> Json {
    let worlds = engine.worlds();
    let drives = &worlds.drives;
    let world = |(name, drive): (&String, &Drive)| json!({ "world": name, "drive": drive.to_string() });
    let operation = |((vendor, name), drive): (&(String, String), &Drive)| json!({ "vendor": vendor, "operation": name, "drive": drive.to_string() });
    let server = drives.server.map(|drive| json!({ "drive": drive.to_string() }));
    let all = server.into_iter().chain(drives.worlds.iter().map(world)).chain(drives.operations.iter().map(operation));
    json!({ "drives": all.collect::<Vec<_>>() })
}

/// A wish to drive tasks in another way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    drive: Option<String>,
    world: Option<String>,
    vendor: Option<String>,
    operation: Option<String>,
}

fn wished(body: &[u8]) -> Result<(Whose, Option<Drive>), String> {
    let usage = || "send {\"drive\": \"query; polls=2\"} or null, with nothing, a world, or a vendor and an operation beside it";
    let wish: Wish = serde_json::from_slice(body).map_err(|why| format!("{why}; {}", usage()))?;
    let whose = match (wish.world, wish.vendor, wish.operation) {
        (None, None, None) => Whose::All,
        (Some(world), None, None) => Whose::World(world),
        (None, Some(vendor), Some(operation)) => Whose::Operation(vendor, operation),
        _ => return Err(usage().to_owned()),
    };
    let Some(text) = wish.drive else { return Ok((whose, None)) };
    let script: Script = text.parse().or_else(|_| format!("drive={text}").parse())?;
    match script {
        Script { ending: None, state: None, pace: None, drive: Some(drive) } => Ok((whose, Some(drive))),
        _ => Err(usage().to_owned()),
    }
}

/// Makes a step with a task, sends what falls due by it, and tells what happened, or why nothing could.
pub async fn step(
    engine: &Engine,
    wishes: &Wishes,
    world: Option<&str>,
    id: &str,
    mover: Mover,
    by: Duration,
) -> Result<Vec<Event>, String> {
    let mut events = stepped(engine, world, id, mover, by)?;
    events.extend(admin::advance(wishes, Duration::ZERO).await);
    Ok(events)
}

fn stepped(engine: &Engine, world: Option<&str>, id: &str, mover: Mover, by: Duration) -> Result<Vec<Event>, String> {
    let mut worlds = engine.worlds();
    let (turn, position) =
        worlds.turn_of(&engine.house, world, id).ok_or_else(|| format!("there is no task {}", id.escape_debug()))?;
    let moved = worlds.list.get(turn.world).and_then(|world| world.task(position)).and_then(|task| task.plan.mover());
    match moved {
        Some(moved) if moved == mover => Ok(worlds.step_task(turn, position, mover, by)),
        moved => Err(format!("the task {id} is driven by {}; {}", driven(moved), advice(mover))),
    }
}

fn driven(mover: Option<Mover>) -> &'static str {
    match mover {
        None => "the clock of its world",
        Some(Mover::Query) => "queries",
        Some(Mover::Command) => "commands",
        Some(Mover::Hand) => "a hand of its own",
    }
}

fn advice(mover: Mover) -> &'static str {
    match mover {
        Mover::Hand => "a task with drive=held in a world whose clock runs is advanced alone",
        Mover::Query | Mover::Command => "a task with drive=step is stepped",
    }
}

fn add(engine: &Engine, body: &[u8]) -> Answer {
    let mut worlds = engine.worlds();
    match read(&engine.house.spec, body).and_then(|rule| worlds.rules.add(rule)) {
        Ok(id) => Answer::json(201, json!(worlds.rules.list().iter().find(|standing| standing.id == id))),
        Err(why) => fault(400, &why),
    }
}

fn read(spec: &Spec, body: &[u8]) -> Result<Rule, String> {
    let rule: Rule = serde_json::from_slice(body).map_err(|why| {
        format!(
            "{why}; send {{\"script\": \"fail=CODE; after=3s\"}}, with any of vendor, world, operation, model, text, \
             nth and times beside it"
        )
    })?;
    rule.check(spec)?;
    Ok(rule)
}

fn remove(engine: &Engine, id: Option<&str>) -> Answer {
    let number = id.map(str::parse::<u64>);
    let removed = match number {
        Some(Err(_)) => 0,
        Some(Ok(id)) => engine.worlds().rules.remove(Some(id)),
        None => engine.worlds().rules.remove(None),
    };
    match id {
        Some(id) if removed == 0 => fault(404, &format!("there is no script {}", id.escape_debug())),
        _ => Answer::json(200, json!({ "deleted": removed })),
    }
}

fn told(events: Result<Vec<Event>, String>) -> Answer {
    match events {
        Ok(events) => Answer::json(200, json!({ "events": events })),
        Err(why) if why.starts_with("there is no task") => fault(404, &why),
        Err(why) => fault(409, &why),
    }
}

fn fault(status: u16, message: &str) -> Answer {
    let error: Json = json!({ "error": { "message": message } });
    Answer::json(status, error)
}
