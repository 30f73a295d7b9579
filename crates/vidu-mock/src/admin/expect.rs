//! What a test expects of a request or a callback, and how far an entry of the journal is from it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use vidu_types::Timestamp;

use crate::admin::seen::{result, short};
use crate::calls::meaning;
use crate::worlds::journal::{Asked, Called, Entry, Record, Sent};

/// What a request or a callback is to be like; what is not said may be anything.
///
/// As JSON an object with the names of the methods as members, and `fields` for [`field`](Expect::field):
/// `{"operation": "paint", "status": 200, "fields": {"duration": 5}}`.
///
/// ```
/// use vidu_mock::Expect;
///
/// let expect = Expect::request().operation("paint").field("duration", 5);
/// assert_eq!(expect.to_string(), "request with operation paint, field duration 5");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expect {
    /// Nothing for either kind.
    kind: Option<Kind>,
    operation: Option<String>,
    task: Option<String>,
    world: Option<String>,
    method: Option<String>,
    path: Option<String>,
    #[serde(deserialize_with = "written::status")]
    status: Option<u16>,
    state: Option<String>,
    #[serde(deserialize_with = "written::result")]
    result: Option<String>,
    #[serde(deserialize_with = "written::attempt")]
    attempt: Option<u32>,
    fields: BTreeMap<String, Json>,
    since: u64,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Request,
    Callback,
}

/// What an expectation and an entry do not share.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// Of what: `status`, `field duration`.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What there is instead; nothing if there is none.
    pub found: Option<String>,
}

/// What of an expectation in JSON could never be.
mod written {
    use std::fmt::Display;

    use serde::{Deserialize, Deserializer, de::Error};

    use crate::admin::parameters::{ATTEMPTS, RESULTS, STATUSES};

    pub fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
        let (least, most) = STATUSES;
        sound(deserializer, |status| (least..=most).contains(&u64::from(*status)), || format!("{least} to {most}"))
    }

    pub fn attempt<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
        sound(deserializer, |attempt| u64::from(*attempt) >= ATTEMPTS.0, || "attempts from 1".to_owned())
    }

    pub fn result<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        sound(deserializer, |result: &String| RESULTS.contains(&&**result), || RESULTS.join(", "))
    }

    fn sound<'de, D: Deserializer<'de>, T: Deserialize<'de> + Display>(
        deserializer: D,
        is_sound: impl Fn(&T) -> bool,
        there: impl Fn() -> String,
    ) -> Result<Option<T>, D::Error> {
        match Option::<T>::deserialize(deserializer)? {
            Some(value) if !is_sound(&value) => {
                let given = value.to_string();
                Err(D::Error::custom(format_args!("`{}` cannot be; there are {}", given.escape_debug(), there())))
            }
            value => Ok(value),
        }
    }
}

impl Expect {
    /// Any request.
    pub fn request() -> Expect {
        Expect { kind: Some(Kind::Request), ..Expect::default() }
    }

    /// Any attempt to send a callback.
    pub fn callback() -> Expect {
        Expect { kind: Some(Kind::Callback), ..Expect::default() }
    }

    /// A request for this operation: its name, `vendor/name`, or `vendor/month/name`.
    pub fn operation(self, name: impl Into<String>) -> Expect {
        Expect { operation: Some(name.into()), ..self }
    }

    /// One that made this task or is about it.
    pub fn task(self, id: impl Into<String>) -> Expect {
        Expect { task: Some(id.into()), ..self }
    }

    /// One of this world, by its printed name.
    pub fn world(self, name: impl Into<String>) -> Expect {
        Expect { world: Some(name.into()), ..self }
    }

    /// A request with this method.
    pub fn method(self, method: impl Into<String>) -> Expect {
        Expect { method: Some(method.into()), ..self }
    }

    /// A request with this path, or a callback to this URL.
    pub fn path(self, path: impl Into<String>) -> Expect {
        Expect { path: Some(path.into()), ..self }
    }

    /// One that was answered with this HTTP status.
    pub fn status(self, status: u16) -> Expect {
        Expect { status: Some(status), ..self }
    }

    /// A callback about this state, in the vendor's word.
    pub fn state(self, word: impl Into<String>) -> Expect {
        Expect { state: Some(word.into()), ..self }
    }

    /// A callback that ended so: `delivered`, `refused`, `failed` or `undeliverable`.
    pub fn result(self, result: impl Into<String>) -> Expect {
        Expect { result: Some(result.into()), ..self }
    }

    /// A callback in this attempt, from 1.
    pub fn attempt(self, attempt: u32) -> Expect {
        Expect { attempt: Some(attempt), ..self }
    }

    /// A request whose body has this value in a field, by the field's name or by its place in the body. Null stands for a
    /// field that was not given.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Json>) -> Expect {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// One with a higher number than this.
    pub fn since(self, number: u64) -> Expect {
        Expect { since: number, ..self }
    }

    /// One that came at this time of the mock's or later.
    pub fn from(self, time: impl Into<Timestamp>) -> Expect {
        Expect { from: Some(time.into()), ..self }
    }

    /// One that came before this time of the mock's.
    pub fn to(self, time: impl Into<Timestamp>) -> Expect {
        Expect { to: Some(time.into()), ..self }
    }

    /// Whether an entry is as expected.
    pub fn fits(&self, entry: &Entry) -> bool {
        self.concerns(entry) && self.differences(entry).is_empty()
    }

    /// Whether an entry is of the kind, the number and the time that the expectation is about.
    pub(crate) fn concerns(&self, entry: &Entry) -> bool {
        let kind = match &entry.record {
            Record::Request(_) => Kind::Request,
            Record::Callback(_) => Kind::Callback,
        };
        let at = Timestamp::from_rfc3339(&entry.at).unwrap_or_default();
        self.kind.is_none_or(|wanted| wanted == kind)
            && entry.number > self.since
            && self.from.is_none_or(|from| at >= from)
            && self.to.is_none_or(|to| at < to)
    }

    /// Where an entry is not as expected.
    pub(crate) fn differences(&self, entry: &Entry) -> Vec<Difference> {
        let exact = self.said().into_iter().filter_map(|(what, expected)| {
            let found = found(entry, what);
            let fits = found.as_deref().is_some_and(|found| is_meant(what, &expected, found));
            (!fits).then(|| Difference { what: what.to_owned(), expected, found })
        });
        let fields = self.fields.iter().filter_map(|(name, expected)| {
            let found = field(entry, name);
            let fits = found.map_or(expected.is_null(), |found| same(expected, found));
            let (what, expected) = (format!("field {name}"), shown(expected));
            (!fits).then(|| Difference { what, expected, found: found.map(shown) })
        });
        exact.chain(fields).collect()
    }

    /// What is said, each as a text.
    fn said(&self) -> Vec<(&'static str, String)> {
        let (status, attempt) = (self.status.map(|it| it.to_string()), self.attempt.map(|it| it.to_string()));
        let all = [
            ("operation", &self.operation),
            ("task", &self.task),
            ("world", &self.world),
            ("method", &self.method),
            ("path", &self.path),
            ("status", &status),
            ("state", &self.state),
            ("result", &self.result),
            ("attempt", &attempt),
        ];
        all.into_iter().filter_map(|(what, value)| Some((what, value.clone()?))).collect()
    }
}

impl fmt::Display for Expect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            Some(Kind::Request) => "request",
            Some(Kind::Callback) => "callback",
            None => "entry",
        })?;
        let exact = self.said().into_iter().map(|(what, value)| format!("{what} {value}"));
        let fields = self.fields.iter().map(|(name, value)| format!("field {name} {}", shown(value)));
        let since = (self.since > 0).then(|| format!("a number above {}", self.since));
        let from = self.from.map(|from| format!("a time from {from}"));
        let to = self.to.map(|to| format!("a time before {to}"));
        let all: Vec<String> = exact.chain(fields).chain(since).chain(from).chain(to).collect();
        if all.is_empty() { Ok(()) } else { write!(formatter, " with {}", all.join(", ")) }
    }
}

/// What an entry has of something, as a text.
fn found(entry: &Entry, what: &str) -> Option<String> {
    match (what, &entry.record) {
        ("world", _) => entry.world.clone(),
        (_, Record::Request(asked)) => of_request(asked, what),
        (_, Record::Callback(called)) => of_callback(called, what),
    }
}

fn of_request(asked: &Asked, what: &str) -> Option<String> {
    match what {
        "operation" => asked.operation.clone(),
        "task" => asked.task.clone(),
        "method" => Some(asked.method.clone()),
        "path" => Some(asked.path.clone()),
        "status" => Some(asked.status.to_string()),
        _ => None,
    }
}

fn of_callback(called: &Called, what: &str) -> Option<String> {
    match what {
        "task" => Some(called.task.clone()),
        "path" => Some(called.url.clone()),
        "status" => match called.result {
            Sent::Delivered { status } | Sent::Refused { status } => Some(status.to_string()),
            _ => None,
        },
        "state" => Some(called.state.clone()),
        "result" => Some(result(&called.result).to_owned()),
        "attempt" => Some(called.attempt.to_string()),
        _ => None,
    }
}

/// An operation may be named by its last word, or without its month.
fn is_meant(what: &str, expected: &str, found: &str) -> bool {
    if what != "operation" {
        return expected == found;
    }
    let mut parts = found.splitn(3, '/');
    let (vendor, _, name) = (parts.next().unwrap_or_default(), parts.next(), parts.next().unwrap_or_default());
    expected == found || expected == name || expected.split_once('/') == Some((vendor, name))
}

fn field<'e>(entry: &'e Entry, name: &str) -> Option<&'e Json> {
    let Record::Request(asked) = &entry.record else { return None };
    asked.fields.iter().find(|field| field.field == name || field.wire == name).map(|field| &field.value)
}

/// Whether a field has a value, which the journal keeps shortened; numbers by their size, however they are written.
fn same(expected: &Json, found: &Json) -> bool {
    match (expected, found) {
        (Json::Number(one), Json::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Json::String(one), Json::String(other)) if one != other => {
            *other == meaning::picture(one) || short(expected.clone()) == *found
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        _ => expected == found,
    }
}

/// As many characters of a value as a message shows.
const SHOWN: usize = 120;

/// A value in a message.
pub(crate) fn shown(value: &Json) -> String {
    if value.is_null() {
        return "not given".to_owned();
    }
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}..", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::admin::seen::GivenField;

    fn entry() -> Entry {
        let field = |name: &str, wire: &str, value| GivenField { field: name.into(), wire: wire.into(), value };
        let asked = Asked {
            method: "POST".into(),
            path: "/a".into(),
            operation: Some("acme/2026-01/paint".into()),
            task: Some("7".into()),
            status: 200,
            fields: vec![field("duration", "input.seconds", json!(5)), field("images", "images", json!(["a"]))],
            ..Asked::default()
        };
        let at = "2026-01-01T00:00:10.000000Z".to_owned();
        Entry { number: 3, at, world: Some("acme/1".into()), record: Record::Request(asked) }
    }

    fn check(expect: Expect, expected: &[&str]) {
        let shown = expect
            .differences(&entry())
            .into_iter()
            .map(|it| format!("{}: {} not {}", it.what, it.expected, it.found.unwrap_or_else(|| "there".into())));
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{expect}");
    }

    #[test]
    fn what_is_said_is_compared() {
        let any = Expect::request;
        check(any(), &[]);
        for name in ["paint", "acme/paint", "acme/2026-01/paint"] {
            check(any().operation(name), &[]);
        }
        check(any().operation("bolt/paint"), &["operation: bolt/paint not acme/2026-01/paint"]);
        check(any().task("7").world("acme/1").method("POST").path("/a").status(200), &[]);
        check(any().task("8").status(400), &["task: 8 not 7", "status: 400 not 200"]);
        check(any().field("duration", 5).field("input.seconds", 5.0), &[]);
        check(any().field("images", json!(["a"])).field("seed", Json::Null), &[]);
        check(
            any().field("duration", "5").field("seed", 1),
            &["field duration: \"5\" not 5", "field seed: 1 not there"],
        );
        check(any().state("done"), &["state: done not there"]);
    }

    #[test]
    fn kind_number_and_time_narrow() {
        let time = |second: i64| Timestamp::from_unix_seconds(1_767_225_600 + second);
        let any = Expect::request;
        for (expect, expected) in [
            (any(), true),
            (Expect::callback(), false),
            (any().since(2), true),
            (any().since(3), false),
            (any().from(time(10)).to(time(11)), true),
            (any().from(time(11)), false),
            (any().to(time(10)), false),
        ] {
            assert_eq!(expect.fits(&entry()), expected, "{expect}");
        }
    }

    #[test]
    fn it_is_read_from_json() {
        let read = |value| serde_json::from_value::<Expect>(value);
        let expect = read(json!({ "kind": "request", "operation": "paint", "fields": { "duration": 5 } })).unwrap();
        assert_eq!(expect, Expect::request().operation("paint").field("duration", 5));
        let wrong = read(json!({ "operatoin": "paint" })).unwrap_err().to_string();
        assert!(wrong.contains("operatoin") && wrong.contains("`operation`"), "{wrong}");
    }
}
