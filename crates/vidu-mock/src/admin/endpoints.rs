//! The table of the admin endpoints: a row each, with what it takes, does and answers.

use std::future::Future;
use std::pin::Pin;

use serde_json::{Map, Value as Json};

use crate::admin::handlers as does;
use crate::admin::scope::Scope;
use crate::admin::{Wrong, directing};
use crate::calls::exchange::{Answer, Request};
use crate::fault;

/// An endpoint. The words for what it takes and answers are names of [schemas](crate::admin::schemas).
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// Its method.
    pub method: &'static str,
    /// What follows the common beginning; `{id}` stands for any part.
    pub path: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What `{id}` stands for: the name of a part of the document, `id` for any text and `number` for a number.
    pub id: &'static str,
    /// What may stand in its query, beside the world: names of [parameters](crate::admin::parameters).
    pub parameters: &'static [&'static str],
    /// What its body is to be.
    pub body: Option<&'static str>,
    /// The status and the body of its answer.
    pub answer: (u16, &'static str),
    /// The statuses of its refusals, beside those of all.
    pub refusals: &'static [u16],
    /// Where its answer leads: endpoints that take as their `{id}` what stands at a place of it.
    pub leads: &'static [Lead],
    /// What it is about.
    pub reach: Reach,
    /// Does it.
    pub handler: Handler,
}

/// An endpoint to go on with.
#[derive(Clone, Copy, Debug)]
pub struct Lead {
    /// Its method.
    pub method: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Where its `{id}` stands in the answer, as a JSON pointer.
    pub id: &'static str,
}

/// What an endpoint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All worlds, or the one that is named.
    Worlds,
    /// The server, whatever world is named.
    Server,
    /// The server, so that whoever names a world is mistaken.
    ServerAlone,
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
    /// The parameters of its query, read.
    pub parameters: Map<String, Json>,
}

/// An answer, or what is wrong.
pub type Outcome = Result<Answer, Wrong>;
type At<'c> = Pin<Box<dyn Future<Output = Outcome> + Send + 'c>>;

/// Does what an endpoint is for.
#[derive(Clone, Copy, Debug)]
pub enum Handler {
    /// At once.
    Now(fn(&Call<'_>) -> Outcome),
    /// With waiting in between.
    Later(for<'c> fn(&'c Call<'c>) -> At<'c>),
}

/// The one endpoint whose answer does not end.
pub const EVENTS: &str = "events";

/// What `requests` may be narrowed by.
const REQUESTS: &[&str] = &["operation", "task", "method", "path", "status", "since", "from", "to", "limit", "fields"];
/// What `callbacks` may be narrowed by.
const CALLBACKS: &[&str] = &["task", "path", "status", "state", "result", "attempt", "since", "from", "to", "limit"];
/// What `journal` may be narrowed by.
const ENTRIES: &[&str] = &[
    "kind",
    "operation",
    "task",
    "method",
    "path",
    "status",
    "state",
    "result",
    "attempt",
    "since",
    "from",
    "to",
    "limit",
    "fields",
];

const TABLE: &[Endpoint] = &[
    now("GET", "", does::index, "These endpoints").gives("Index").of_server(),
    now("GET", "openapi.json", does::openapi, "These endpoints as an OpenAPI document").gives("Document").of_server(),
    now("GET", "health", does::health, "Whether the server serves").gives("Health").of_server(),
    now("GET", "version", does::version, "Its version").gives("Version").of_server(),
    now("GET", "worlds", does::worlds, "The printed names of all worlds").gives("Worlds"),
    now("GET", "tasks", does::tasks, "Every task as it stands").gives("Tasks").leads(&[
        lead("GET", "tasks/{id}", "/tasks/0/id"),
        lead("POST", "tasks/{id}/cancel", "/tasks/0/id"),
        lead("POST", "tasks/{id}/finish", "/tasks/0/id"),
        lead("POST", "tasks/{id}/step", "/tasks/0/id"),
        lead("POST", "tasks/{id}/advance", "/tasks/0/id"),
    ]),
    now("GET", "tasks/{id}", does::task, "One task as it stands").gives("Task").refuses(&[404]),
    now("POST", "tasks/{id}/cancel", does::cancel, "Stop a task now").gives("Task").refuses(&[404, 409]),
    now("POST", "tasks/{id}/finish", does::finish, "Let a task end now with a video")
        .gives("Task")
        .refuses(&[404, 409]),
    later(
        "POST",
        "tasks/{id}/step",
        |call| Box::pin(does::step(call)),
        "Move a task that commands drive to its next state",
    )
    .gives("Events")
    .refuses(&[404, 409]),
    later(
        "POST",
        "tasks/{id}/advance",
        |call| Box::pin(does::advance_task(call)),
        "Move the time of a task that alone is held",
    )
    .takes("Span")
    .gives("Events")
    .refuses(&[404, 409]),
    now("GET", "clock", does::clock, "What the clock shows").gives("Clock"),
    later(
        "POST",
        "clock/advance",
        |call| Box::pin(does::advance(call)),
        "Move time on by {\"seconds\": 60} and run everything that falls due",
    )
    .takes("Span")
    .gives("Advanced"),
    now("POST", "clock/hold", does::hold, "Let the clock stand until it is advanced").gives("Clock"),
    now("POST", "clock/release", does::release, "Let the clock run again").gives("Clock"),
    now("POST", "clock/speed", does::speed, "Let the clock run {\"speed\": 10} times as fast")
        .takes("Speed")
        .gives("Clock"),
    now("GET", "drive", directing::listed, "What drives whose tasks").gives("Drives"),
    now(
        "PUT",
        "drive",
        directing::set,
        "Set {\"drive\": \"query; polls=2\"}, or null to take it back, for all, a world, or a vendor and an operation",
    )
    .takes("Wish")
    .gives("Drives")
    .refuses(&[404]),
    now("GET", "scripts", does::scripts, "The rules for what happens to tasks").gives("Scripts"),
    now(
        "POST",
        "scripts",
        does::add_script,
        "Add {\"script\": \"fail=CODE; after=3s\"}, with vendor, operation, model, text, nth, times or lasts",
    )
    .takes("Rule")
    .gives_new("Script")
    .refuses(&[404, 409])
    .leads(&[lead("DELETE", "scripts/{id}", "/id")]),
    now("DELETE", "scripts", does::remove_scripts, "Delete all rules").gives("Deleted"),
    now("DELETE", "scripts/{id}", does::remove_script, "Delete one rule").numbered().gives("Deleted").refuses(&[404]),
    now("GET", "faults", fault::admin::list, "What goes wrong on purpose").gives("Faults"),
    now(
        "POST",
        "faults",
        fault::admin::add,
        "Let something go wrong on purpose: {\"fault\": \"server_error\", \"times\": 2}",
    )
    .takes("FaultForm")
    .gives_new("Fault")
    .refuses(&[404])
    .leads(&[lead("DELETE", "faults/{id}", "/number")]),
    now("DELETE", "faults", fault::admin::clear, "Take all faults away").gives("Faults"),
    now("DELETE", "faults/{id}", fault::admin::remove, "Take a fault away").numbered().gives("Removed").refuses(&[404]),
    now("GET", "journal", does::journal, "Requests and callbacks, oldest first; field.NAME=VALUE asks for a field")
        .asks(ENTRIES)
        .gives("Journal")
        .leads(&[lead("GET", "requests/{id}", "/entries/0/number")]),
    now("GET", "requests", does::requests, "Requests, oldest first; field.NAME=VALUE asks for a field of the body")
        .asks(REQUESTS)
        .gives("Requests"),
    now("GET", "requests/{id}", does::request, "One entry of the journal by its number")
        .numbered()
        .gives("Entry")
        .refuses(&[404]),
    now(
        "POST",
        "requests/find",
        does::find,
        "Entries that are like an expectation: {\"operation\": \"..\", \"fields\": {..}}",
    )
    .takes("Expectation")
    .gives("Requests"),
    now("POST", "requests/verify", does::verify, "{\"matcher\": {..}, \"times\": 1} or {\"in_order\": [{..}, {..}]}")
        .takes("Question")
        .gives("Verification"),
    now("GET", "callbacks", does::callbacks, "Attempts to send a callback, oldest first")
        .asks(CALLBACKS)
        .gives("Callbacks")
        .leads(&[lead("POST", "callbacks/{id}/redeliver", "/callbacks/0/number")]),
    later(
        "POST",
        "callbacks/{id}/redeliver",
        |call| Box::pin(does::redeliver(call)),
        "Send the callback of a journal entry again, now and once",
    )
    .numbered()
    .gives("Event")
    .refuses(&[404, 409]),
    now("GET", "ledger", does::ledger, "What every key was billed for").gives("Ledger"),
    now("POST", "reset", does::reset, "Forget tasks, callbacks, journal, ledger, rules, faults and drives")
        .gives("Reset"),
    now("GET", EVENTS, does::events, "What happens, as server-sent events").gives("News"),
    now("GET", "metrics", does::metrics, "Counts of all worlds in Prometheus' text format").gives("Text").of_server(),
    now("POST", "shutdown", does::shutdown, "Stop the server").gives("Stopping").of_server_alone(),
];

const fn row(method: &'static str, path: &'static str, handler: Handler, about: &'static str) -> Endpoint {
    Endpoint {
        method,
        path,
        about,
        id: "id",
        parameters: &[],
        body: None,
        answer: (200, ""),
        refusals: &[],
        leads: &[],
        reach: Reach::Worlds,
        handler,
    }
}

const fn now(
    method: &'static str,
    path: &'static str,
    handler: fn(&Call<'_>) -> Outcome,
    about: &'static str,
) -> Endpoint {
    row(method, path, Handler::Now(handler), about)
}

const fn later(
    method: &'static str,
    path: &'static str,
    handler: for<'c> fn(&'c Call<'c>) -> At<'c>,
    about: &'static str,
) -> Endpoint {
    row(method, path, Handler::Later(handler), about)
}

const fn lead(method: &'static str, path: &'static str, id: &'static str) -> Lead {
    Lead { method, path, id }
}

impl Endpoint {
    const fn numbered(self) -> Endpoint {
        Endpoint { id: "number", ..self }
    }

    const fn leads(self, leads: &'static [Lead]) -> Endpoint {
        Endpoint { leads, ..self }
    }

    const fn asks(self, parameters: &'static [&'static str]) -> Endpoint {
        Endpoint { parameters, ..self }
    }

    const fn takes(self, body: &'static str) -> Endpoint {
        Endpoint { body: Some(body), ..self }
    }

    const fn gives(self, body: &'static str) -> Endpoint {
        Endpoint { answer: (200, body), ..self }
    }

    const fn gives_new(self, body: &'static str) -> Endpoint {
        Endpoint { answer: (201, body), ..self }
    }

    const fn refuses(self, refusals: &'static [u16]) -> Endpoint {
        Endpoint { refusals, ..self }
    }

    const fn of_server(self) -> Endpoint {
        Endpoint { reach: Reach::Server, ..self }
    }

    const fn of_server_alone(self) -> Endpoint {
        Endpoint { answer: (202, self.answer.1), reach: Reach::ServerAlone, ..self }
    }
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
