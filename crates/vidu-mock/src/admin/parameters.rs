//! What may stand in the query of the admin endpoints: how each parameter is read, and the same as the document says it.

use serde_json::{Map, Value as Json, json};
use vidu_types::Timestamp;

use crate::admin::Wrong;
use crate::admin::endpoints::{Endpoint, Reach};
use crate::calls::exchange::Request;

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, here and in the document.
    pub name: &'static str,
    about: &'static str,
    kind: Kind,
}

/// What the text of a parameter is to be.
#[derive(Debug)]
enum Kind {
    Text,
    /// A vendor and a key, or the name that worlds are printed with: read where worlds are known.
    World,
    Word(&'static [&'static str]),
    Number {
        least: u64,
        most: u64,
    },
    Time,
    /// Any number of parameters that begin so; their text is JSON, or else a text.
    Fields(&'static str),
}

/// The kinds of entries.
pub const KINDS: &[&str] = &["request", "callback"];
/// How a callback can go.
pub const RESULTS: &[&str] = &["delivered", "refused", "failed", "undeliverable"];
/// The statuses that HTTP has, also beyond those that it has a name for.
pub const STATUSES: (u64, u64) = (100, 999);
/// The attempts that can be counted.
pub const ATTEMPTS: (u64, u64) = (1, u32::MAX as u64);

const ANY: (u64, u64) = (0, u64::MAX);

const TABLE: &[Parameter] = &[
    row("kind", Kind::Word(KINDS), "`request` or `callback`"),
    row("operation", Kind::Text, "Its name, `vendor/name`, or `vendor/month/name`"),
    row("task", Kind::Text, "The id of the task that it made or is about"),
    row("method", Kind::Text, "The HTTP method"),
    row("path", Kind::Text, "The path, or the address of a callback"),
    row("status", number(STATUSES), "The HTTP status of the answer"),
    row("state", Kind::Text, "The state that a callback tells, in the vendor's word"),
    row("result", Kind::Word(RESULTS), "How a callback went"),
    row("attempt", number(ATTEMPTS), "Which attempt of a callback it is, from 1"),
    row("since", number(ANY), "A number: entries with higher ones"),
    row("from", Kind::Time, "A time of the mock's: entries from then on"),
    row("to", Kind::Time, "A time of the mock's: entries before it"),
    row("limit", number(ANY), "As many entries at most: the newest"),
    row(
        "fields",
        Kind::Fields("field."),
        "`field.NAME=VALUE` for each field that the body is to have: its name or its place in the body, and its value as \
         JSON or as a bare text",
    ),
    row(
        "world",
        Kind::World,
        "The world that is meant, as VENDOR/KEY or by its printed name, for programs that can set no header; with the \
         header it is refused unless both say the same",
    ),
];

const fn row(name: &'static str, kind: Kind, about: &'static str) -> Parameter {
    Parameter { name, about, kind }
}

const fn number((least, most): (u64, u64)) -> Kind {
    Kind::Number { least, most }
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Parameter> {
    TABLE.iter()
}

/// Those that an endpoint takes.
fn of(endpoint: &Endpoint) -> impl Iterator<Item = &'static Parameter> {
    let of_worlds = endpoint.reach != Reach::Server;
    all().filter(move |one| endpoint.parameters.contains(&one.name) || one.name == "world" && of_worlds)
}

/// The parameters of a request by their names, read; or what is wrong with one. Whoever asks what is the same for all
/// worlds may add what they like.
pub fn read(endpoint: &Endpoint, request: &Request<'_>) -> Result<Map<String, Json>, Wrong> {
    let mut read = Map::new();
    if endpoint.reach == Reach::Server {
        return Ok(read);
    }
    for (name, text) in request.parameters().filter(|(name, text)| !(name.is_empty() && text.is_empty())) {
        let parameter = of(endpoint).find(|one| one.is_called(&name)).ok_or_else(|| unknown(endpoint, &name))?;
        let value = parameter.read(&text).map_err(|why| Wrong::request(format!("{}: {why}", name.escape_debug())))?;
        if read.insert(name.clone(), value).is_some() {
            let name = name.escape_debug();
            return Err(Wrong::request(format!("the parameter `{name}` stands there twice; send it once")));
        }
    }
    Ok(read)
}

fn unknown(endpoint: &Endpoint, name: &str) -> Wrong {
    let there: Vec<String> = of(endpoint).map(Parameter::shown).collect();
    let message = format!("there is no parameter `{}` here; there are {}", name.escape_debug(), there.join(", "));
    Wrong::request(message)
}

impl Parameter {
    fn is_called(&self, name: &str) -> bool {
        match self.kind {
            Kind::Fields(beginning) => name.strip_prefix(beginning).is_some_and(|rest| !rest.is_empty()),
            _ => self.name == name,
        }
    }

    fn shown(&self) -> String {
        match self.kind {
            Kind::Fields(beginning) => format!("{beginning}NAME"),
            _ => self.name.to_owned(),
        }
    }

    fn read(&self, text: &str) -> Result<Json, String> {
        let given = || text.escape_debug();
        match self.kind {
            Kind::Text | Kind::World => Ok(json!(text)),
            Kind::Word(words) if words.contains(&text) => Ok(json!(text)),
            Kind::Word(words) => Err(format!("`{}` is not among its words; there are {}", given(), words.join(", "))),
            Kind::Number { least, most } => match text.parse::<u64>() {
                Ok(number) if (least..=most).contains(&number) => Ok(json!(number)),
                _ => Err(format!("`{}` is no such number; send one from {least} to {most}", given())),
            },
            Kind::Time if Timestamp::from_rfc3339(text).is_some() => Ok(json!(text)),
            Kind::Time => {
                Err(format!("`{}` is no time in RFC 3339; send one such as `2025-01-01T15:41:31.968916Z`", given()))
            }
            Kind::Fields(_) => Ok(serde_json::from_str(text).unwrap_or(json!(text))),
        }
    }

    /// As the document has it.
    pub fn document(&self, world: &Json) -> Json {
        let schema = match self.kind {
            Kind::Text => json!({ "type": "string" }),
            Kind::World => world.clone(),
            Kind::Word(words) => json!({ "type": "string", "enum": words }),
            Kind::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Kind::Time => json!({ "type": "string", "format": "date-time" }),
            Kind::Fields(beginning) => json!({
                "type": "object",
                "propertyNames": { "pattern": format!("^{}[\\s\\S]", beginning.replace('.', "\\.")) },
                "additionalProperties": { "type": "string" },
            }),
        };
        let mut parameter = json!({
            "name": self.name, "in": "query", "required": false, "description": self.about, "schema": schema,
        });
        if matches!(self.kind, Kind::Fields(_)) {
            (parameter["style"], parameter["explode"]) = ("form".into(), true.into());
        }
        parameter
    }
}
