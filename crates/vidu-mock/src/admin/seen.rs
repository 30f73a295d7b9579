//! What the journal shows of a request beyond its line: its fields, its digest, what it may have been meant for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use vidu_types::table::{Operation, Revision};
use vidu_types::{Given, check, wire};

use crate::calls::exchange::Request;
use crate::calls::incoming::Whole;
use crate::calls::judge::House;
use crate::calls::meaning::Effective;
use crate::calls::routes::Endpoint;
use crate::calls::secrets::Secret;
use crate::settings::Echo;
use crate::worlds::journal::{Record, Sent};

/// A field of a request's body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GivenField {
    /// Its name, the same at every vendor; for one that the page does not list, its place in the body.
    pub field: String,
    /// Its place in the body.
    pub wire: String,
    /// What was given: long texts by their beginning.
    pub value: Json,
}

/// An endpoint that a request may have been meant for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Closest {
    /// As `vendor/month/operation`.
    pub operation: String,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// The page that describes it.
    pub page: String,
    /// What to change.
    pub rule: String,
}

/// What was seen of a request while nobody had to wait for it.
#[derive(Debug)]
pub struct Seen {
    /// The fields of its body.
    pub fields: Vec<GivenField>,
    /// The checksum of a long body.
    pub digest: Option<String>,
    /// What it may have been meant for.
    pub closest: Option<Box<Closest>>,
}

/// How often what was answered and called since the start.
#[derive(Debug, Default)]
pub struct Counts {
    /// Answers, by operation and status; no operation is an empty text.
    pub requests: BTreeMap<Box<str>, BTreeMap<u16, u64>>,
    /// Callbacks, by result.
    pub callbacks: BTreeMap<&'static str, u64>,
}

impl Seen {
    /// Looks at a request; at the fields of its body only if that was not done when it was judged.
    pub fn of(
        house: &House,
        request: &Request<'_>,
        endpoint: Option<Endpoint>,
        fields: Option<Vec<GivenField>>,
    ) -> Seen {
        let digest = request.body.digest.clone();
        let Some(endpoint) = endpoint else {
            let closest = closest(house, request.method, request.path).map(Box::new);
            return Seen { fields: Vec::new(), digest, closest };
        };
        let fields = fields.unwrap_or_else(|| fields_of(house, endpoint, request.body));
        Seen { fields, digest, closest: None }
    }
}

/// The fields of a body as far as it can be read.
fn fields_of(house: &House, endpoint: Endpoint, body: &Whole) -> Vec<GivenField> {
    let Some((revision, operation)) = house.at(endpoint).filter(|(_, operation)| !operation.fields.is_empty()) else {
        return Vec::new();
    };
    wire::read_taken(body.taken(), operation, &revision.quoted)
        .map_or_else(|_| Vec::new(), |given| fields(operation, &given))
}

/// What there is to remark on a good body, which a quick check leaves unsaid.
pub fn notes_of(house: &House, endpoint: Endpoint, body: &Whole) -> Vec<Json> {
    let Some((revision, operation)) = house.at(endpoint) else { return Vec::new() };
    wire::read_taken(body.taken(), operation, &revision.quoted)
        .map_or_else(|_| Vec::new(), |given| notes(operation, &given))
}

/// The same of a body that was read.
pub fn notes(operation: &Operation, given: &Given<'_>) -> Vec<Json> {
    check::check(operation, given).notes.iter().map(as_json).collect()
}

/// Something found by a check, as the journal shows it.
pub fn as_json(found: &impl Serialize) -> Json {
    serde_json::to_value(found).unwrap_or_default()
}

impl Counts {
    /// Counts one more.
    pub fn count(&mut self, record: &Record) {
        match record {
            Record::Request(asked) => self.count_request(asked.operation.as_deref().unwrap_or_default(), asked.status),
            Record::Callback(called) => *self.callbacks.entry(result(&called.result)).or_default() += 1,
        }
    }
}

impl Counts {
    /// Counts one more answer to an operation.
    pub fn count_request(&mut self, operation: &str, status: u16) {
        let statuses = match self.requests.get_mut(operation) {
            Some(statuses) => statuses,
            None => self.requests.entry(operation.into()).or_default(),
        };
        *statuses.entry(status).or_default() += 1;
    }
}

/// A word for how a callback went.
pub fn result(sent: &Sent) -> &'static str {
    match sent {
        Sent::Delivered { .. } => "delivered",
        Sent::Refused { .. } => "refused",
        Sent::Failed { .. } => "failed",
        Sent::Undeliverable { .. } => "undeliverable",
    }
}

/// The fields that were given, those that the page does not list last.
pub fn fields(operation: &Operation, given: &Given<'_>) -> Vec<GivenField> {
    let values = wire::echo(operation, &Effective { operation, given }.repeated(Echo::Shortened));
    let mut room = MOST_BYTES;
    let listed = operation.fields.iter().zip(values).filter_map(|(field, value)| {
        let (field, wire) = (field.name.to_string(), field.wire.to_string());
        Some(GivenField { field, wire, value: fitting(short(value?), &mut room) })
    });
    let mut fields: Vec<GivenField> = listed.collect();
    for (name, value) in given.extra.iter() {
        add_extra(&mut fields, name, value, &mut room);
    }
    fields
}

fn add_extra(fields: &mut Vec<GivenField>, place: &str, value: &Json, room: &mut usize) {
    if fields.len() >= MOST_FIELDS || *room < 2 * place.len() {
        return;
    }
    if let Json::Object(members) = value
        && !members.is_empty()
    {
        let all = members.iter();
        return all.for_each(|(name, value)| add_extra(fields, &format!("{place}.{name}"), value, room));
    }
    *room -= 2 * place.len();
    let value = fitting(short(value.clone()), room);
    fields.push(GivenField { field: place.to_owned(), wire: place.to_owned(), value });
}

/// A value, if there is room for it: what somebody likes to send must not fill the memory by way of the journal.
fn fitting(value: Json, room: &mut usize) -> Json {
    let size = size(&value);
    match room.checked_sub(size) {
        Some(left) => {
            *room = left;
            value
        }
        None => Json::String(format!("..({size} bytes)")),
    }
}

/// About how many bytes of memory a value takes.
fn size(value: &Json) -> usize {
    size_of::<Json>()
        + match value {
            Json::String(text) => text.len(),
            Json::Array(elements) => elements.iter().map(size).sum(),
            Json::Object(members) => members.iter().map(|(name, value)| name.len() + size(value)).sum(),
            _ => 0,
        }
}

/// A text up to so many characters is kept whole: more than any page lets a prompt have.
const LONGEST: usize = 4096;
/// As many characters of a longer one are.
const SHORT: usize = 256;
/// As many elements of a list are kept, and as many fields of a request.
const MOST_ELEMENTS: usize = 100;
const MOST_FIELDS: usize = 1000;
/// Names and values of an entry together take no more: a prompt, a list of addresses and much besides.
const MOST_BYTES: usize = 64 << 10;

/// A value with long texts shortened, as the journal keeps it.
pub fn short(value: Json) -> Json {
    match value {
        Json::String(text) if text.len() > LONGEST => {
            let head: String = text.chars().take(SHORT).collect();
            Json::String(format!("{head}..({} characters)", text.chars().count()))
        }
        Json::Array(elements) if elements.len() > MOST_ELEMENTS => {
            let more = format!("..({} elements)", elements.len());
            let first = elements.into_iter().take(MOST_ELEMENTS).map(short);
            Json::Array(first.chain([Json::String(more)]).collect())
        }
        Json::Array(elements) => Json::Array(elements.into_iter().map(short).collect()),
        Json::Object(members) => Json::Object(members.into_iter().map(|(name, value)| (name, short(value))).collect()),
        other => other,
    }
}

/// The endpoint whose method and path are most alike.
fn closest(house: &House, method: &str, path: &str) -> Option<Closest> {
    let current = house.spec.revisions.iter().filter(|revision| revision.current);
    let all = current.flat_map(|revision| revision.operations.iter().map(move |operation| (revision, operation)));
    let path = path.get(..LONGEST_PATH).unwrap_or(path);
    let far = |operation: &Operation| 2 * distance(path, &operation.path) + usize::from(operation.method != method);
    let (revision, operation) = all.min_by_key(|(_, operation)| far(operation))?;
    Some(described(revision, operation, method, path))
}

fn described(revision: &Revision, operation: &Operation, method: &str, path: &str) -> Closest {
    let is_path = distance(path, &operation.path) == 0;
    let rule = match is_path {
        true => format!("the page has the method {} for this path, not {}", operation.method, method.escape_debug()),
        false => format!("no page has this path; the closest is {} {}", operation.method, operation.path),
    };
    Closest {
        operation: format!("{}/{}/{}", revision.vendor, revision.month, operation.name),
        method: operation.method.to_string(),
        path: operation.path.to_string(),
        page: operation.page.url.to_string(),
        rule,
    }
}

/// No endpoint's path is nearly as long.
const LONGEST_PATH: usize = 200;

/// How many parts of a path are to be changed, taken away or added, in letters; a part in braces is like any part.
fn distance(path: &str, pattern: &str) -> usize {
    let (given, wanted): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), pattern.split('/').collect());
    let cost = |one: &str, other: &str| if is_open(other) && !one.is_empty() { 0 } else { letters(one, other) };
    edits(&given, &wanted, |part| part.len().max(1), |one, other| cost(one, other))
}

fn is_open(part: &str) -> bool {
    part.starts_with('{') && part.ends_with('}')
}

fn letters(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    edits(&one, &other, |_| 1, |one, other| usize::from(one != other))
}

/// The least that it costs to make one row of the other (Levenshtein).
fn edits<T>(one: &[T], other: &[T], whole: impl Fn(&T) -> usize, change: impl Fn(&T, &T) -> usize) -> usize {
    let mut above: Vec<usize> = std::iter::once(0)
        .chain(other.iter().scan(0, |sum, part| {
            *sum += whole(part);
            Some(*sum)
        }))
        .collect();
    for part in one {
        let mut left = above[0] + whole(part);
        let mut row = vec![left];
        for (place, wanted) in other.iter().enumerate() {
            left = (above[place] + change(part, wanted)).min(above[place + 1] + whole(part)).min(left + whole(wanted));
            row.push(left);
        }
        above = row;
    }
    above.last().copied().unwrap_or_default()
}

impl Record {
    /// The same without keys in any of its texts, should somebody have written one there.
    pub(crate) fn without<'s>(mut self, secrets: impl IntoIterator<Item = &'s Secret>) -> Record {
        secrets.into_iter().for_each(|secret| self.hide(secret));
        self
    }

    fn hide(&mut self, secret: &Secret) {
        match self {
            Record::Request(asked) => {
                let texts = [&mut asked.path, &mut asked.body_head, &mut asked.method].into_iter();
                let rule = asked.closest.iter_mut().map(|closest| &mut closest.rule);
                texts.chain(&mut asked.refusals).chain(&mut asked.task).chain(rule).for_each(|text| secret.hide(text));
                let values = asked.violations.iter_mut().chain(&mut asked.notes);
                values.for_each(|value| hide_in(value, secret));
                for field in &mut asked.fields {
                    [&mut field.field, &mut field.wire].into_iter().for_each(|name| secret.hide(name));
                    hide_in(&mut field.value, secret);
                }
            }
            Record::Callback(called) => secret.hide(&mut called.url),
        }
    }
}

fn hide_in(value: &mut Json, secret: &Secret) {
    match value {
        Json::String(text) => secret.hide(text),
        Json::Array(elements) => elements.iter_mut().for_each(|element| hide_in(element, secret)),
        Json::Object(members) => {
            let names: Vec<String> = members.keys().filter(|name| secret.is_in(name)).cloned().collect();
            for mut name in names {
                let value = members.remove(&name).unwrap_or_default();
                secret.hide(&mut name);
                members.insert(name, value);
            }
            members.values_mut().for_each(|member| hide_in(member, secret));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_of_paths() {
        for (path, pattern, expected) in [
            ("/acme/paint", "/acme/paint", 0),
            ("/acme/pain", "/acme/paint", 1),
            ("/acme/tasks/7/videos", "/acme/tasks/{id}/videos", 0),
            ("/acme/tasks//videos", "/acme/tasks/{id}/videos", 4),
            ("/v1/acme/paint", "/acme/paint", 2),
            ("/", "/acme", 4),
        ] {
            assert_eq!(distance(path, pattern), expected, "{path} {pattern}");
        }
    }

    #[test]
    fn keys_are_taken_out_of_values() {
        let secret = Secret::of("secret-key").expect("long enough");
        let mut value = serde_json::json!({ "a": ["x secret%2Dkey y"], "b": 1, "in secret-key": { "secret-key": 2 } });
        hide_in(&mut value, &secret);
        let expected = serde_json::json!({ "a": ["x [key] y"], "b": 1, "in [key]": { "[key]": 2 } });
        assert_eq!(value, expected);
    }
}
