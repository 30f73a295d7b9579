//! The mock's own endpoints under `/__admin/`: whose world is meant, which endpoint, and what is said of wrong use.

pub mod directing;
pub mod endpoints;
pub mod expect;
pub mod handlers;
pub mod metrics;
pub mod openapi;
pub mod parameters;
pub mod schemas;
pub mod scope;
pub mod seen;
pub mod verify;
pub mod wishes;

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;

use self::endpoints::{Call, Endpoint, Handler, Reach};
use self::scope::{CommandError, Scope};
use crate::callback::callbacks::Advance;
use crate::calls::exchange::{Answer, Request};
use crate::worlds::engine::Engine;
use crate::worlds::events::Events;

/// Where they all begin.
pub const PREFIX: &str = "/__admin/";

/// The header that narrows a request to one world: `VENDOR/KEY`, or the world's printed name.
pub const WORLD: &str = "x-vidu-mock-world";

/// A request that cannot be served.
#[derive(Debug)]
pub struct Wrong {
    /// The HTTP status.
    pub status: u16,
    /// What is wrong, and what there is instead.
    pub message: String,
}

/// Answers an administrative request.
pub async fn answer(engine: &Arc<Engine>, wishes: &mpsc::UnboundedSender<Advance>, request: &Request<'_>) -> Answer {
    serve(engine, wishes, request).await.unwrap_or_else(|wrong| wrong.answer())
}

/// What happens from now on, if a request asks for that: the one answer that does not end.
pub fn events(
    engine: &Arc<Engine>,
    wishes: &mpsc::UnboundedSender<Advance>,
    request: &Request<'_>,
) -> Option<Result<Events, Answer>> {
    let is_asked = request.method == "GET" && request.path.strip_prefix(PREFIX) == Some(endpoints::EVENTS);
    let endpoint = endpoints::all().find(|endpoint| endpoint.path == endpoints::EVENTS).filter(|_| is_asked)?;
    let scope = parameters::read(endpoint, request).and_then(|_| scope(engine, wishes, request));
    Some(scope.map(|scope| scope.events()).map_err(Wrong::answer))
}

async fn serve(
    engine: &Arc<Engine>,
    wishes: &mpsc::UnboundedSender<Advance>,
    request: &Request<'_>,
) -> Result<Answer, Wrong> {
    let name = request.path.strip_prefix(PREFIX).unwrap_or_default();
    let fitting: Vec<(&Endpoint, Option<&str>)> = endpoints::fitting(name).collect();
    if fitting.is_empty() {
        return Err(unknown(name));
    }
    let Some((endpoint, id)) = fitting.iter().find(|(endpoint, _)| endpoint.method == request.method) else {
        let methods: Vec<&str> = fitting.iter().map(|(endpoint, _)| endpoint.method).collect();
        let message = format!("the method is not allowed here; there is {}", methods.join(", "));
        return Ok(Wrong { status: 405, message }.answer().with("allow", methods.join(", ")));
    };
    if request.oversized {
        return Err(Wrong { status: 413, message: "the body is longer than the server takes".to_owned() });
    }
    // Before a world is looked for, which makes it: what is written wrong shall do nothing.
    let parameters = parameters::read(endpoint, request)?;
    let scope = match endpoint.reach {
        Reach::Worlds => scope(engine, wishes, request)?,
        Reach::ServerAlone if named(request)?.is_some() => {
            return Err(Wrong::request("this is about the whole server, and so about no world alone; name none"));
        }
        Reach::Server | Reach::ServerAlone => Scope::new(Arc::clone(engine), wishes.clone(), None),
    };
    let call = Call { scope, request, id: id.map(crate::calls::exchange::decoded), parameters };
    let answer = match endpoint.handler {
        Handler::Now(handler) => handler(&call),
        Handler::Later(handler) => handler(&call).await,
    };
    if endpoint.method != "GET" {
        call.scope.written()?;
    }
    answer
}

/// How far a clock is to be moved.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    seconds: f64,
}

/// The same as a body says it.
pub fn seconds(body: &[u8]) -> Result<Duration, String> {
    let wanted = "send {\"seconds\": 60}, a number from 0 to less than 2^64";
    let Span { seconds } = object(body, wanted)?;
    Duration::try_from_secs_f64(seconds).map_err(|_| format!("{seconds} seconds cannot be; {wanted}"))
}

/// An object of JSON, or what is to be sent instead.
pub fn object<T: DeserializeOwned>(body: &[u8], wanted: &str) -> Result<T, String> {
    // Serde takes a list for an object whose members stand in it one after another.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(format!("this is a list and no object; {wanted}"));
    }
    serde_json::from_slice(body).map_err(|why| format!("{why}; {wanted}"))
}

/// An object within another; it is no list either.
#[derive(Debug)]
pub struct Members<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Members<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<T>, D::Error> {
        let members = Map::<String, Value>::deserialize(deserializer)?;
        T::deserialize(Value::Object(members)).map(Members).map_err(D::Error::custom)
    }
}

/// The worlds that a request is about: all, or the one that it names.
fn scope(engine: &Arc<Engine>, wishes: &mpsc::UnboundedSender<Advance>, request: &Request<'_>) -> Result<Scope, Wrong> {
    let world = named(request)?.map(|name| engine.world_named(name.trim())).transpose()?;
    Ok(Scope::new(Arc::clone(engine), wishes.clone(), world))
}

/// The world that a request names, in the header or, for programs that can set none, in the parameter `world`.
fn named(request: &Request<'_>) -> Result<Option<String>, Wrong> {
    let wrong = |_| Wrong::request(format!("the header {WORLD} is not UTF-8"));
    let header = request.header(WORLD).map(|value| std::str::from_utf8(value).map(str::to_owned)).transpose();
    match (header.map_err(wrong)?, request.parameter("world")) {
        (Some(header), Some(parameter)) if header.trim() != parameter.trim() => {
            Err(Wrong::request(format!("the header {WORLD} and the parameter `world` name two worlds; name one")))
        }
        (header, parameter) => Ok(header.or(parameter)),
    }
}

fn unknown(name: &str) -> Wrong {
    let there: Vec<String> =
        endpoints::all().map(|endpoint| format!("{} {PREFIX}{}", endpoint.method, endpoint.path)).collect();
    let message = format!("there is no {PREFIX}{}; there are {}", name.escape_debug(), there.join(", "));
    Wrong { status: 404, message }
}

impl Wrong {
    /// A request that is wrong in itself.
    pub fn request(message: impl Into<String>) -> Wrong {
        Wrong { status: 400, message: message.into() }
    }

    fn answer(self) -> Answer {
        Answer::json(self.status, json!({ "error": { "message": self.message } }))
    }
}

impl From<CommandError> for Wrong {
    fn from(error: CommandError) -> Wrong {
        let status = match error {
            CommandError::NotFound(_) => 404,
            CommandError::NotPossible(_) => 409,
            CommandError::Wrong(_) => 400,
            CommandError::Unwritten(_) => 500,
        };
        Wrong { status, message: error.to_string() }
    }
}
