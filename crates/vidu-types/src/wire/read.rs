//! Reads a body: what stands at the place of each field, what stands beside, and what should stand there and does not.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer};

use super::intake::Taken;
use super::json::Json;
use super::object::Object;
use super::path::Path;
use super::straight;
use crate::image::Cut;
use crate::table::{Field, FieldKind, Member, Operation, QuotedKind, Record, Scalar, Shape};
use crate::value::{Extra, Given, Stray, StrayKind, Value, Wrong};

/// Reads the body of a request; texts without escapes are borrowed from it.
///
/// Only a body that is no JSON object is refused. What does not fit a field is kept as [`Value::Wrong`], so that the
/// check can report it together with everything else. `null` means absent. A value in quotes is taken for a field of
/// another type if that type is among `quoted`.
pub fn read<'a>(body: &'a [u8], operation: &Operation, quoted: &[QuotedKind]) -> Result<Given<'a>, Malformed> {
    let text = std::str::from_utf8(body).ok();
    match text.and_then(|text| straight::values(text, operation, quoted)) {
        Some(fields) => Ok(Given { fields, bytes: Some(body.len() as u64), ..Given::default() }),
        None => read_anything(body, operation, quoted),
    }
}

/// The same of a body that may have anything in it.
pub(super) fn read_anything<'a>(
    body: &'a [u8],
    operation: &Operation,
    quoted: &[QuotedKind],
) -> Result<Given<'a>, Malformed> {
    let json = if operation.body.is_empty() && body.trim_ascii().is_empty() {
        Json::Object(Object::new())
    } else {
        parse(body).map_err(|error| Malformed::of_syntax(body, &error))?
    };
    let Json::Object(object) = json else { return Err(Malformed::of_kind(body, json.kind())) };
    Ok(Given { bytes: Some(body.len() as u64), ..given(object, operation, quoted) })
}

/// Whether it is text is asked once for all of it, and not for each text in it: the fault of one that is none has a place.
fn parse(body: &[u8]) -> serde_json::Result<Json<'_>> {
    std::str::from_utf8(body).map_or_else(|_| serde_json::from_slice(body), serde_json::from_str)
}

/// The same from a body that was [taken in](super::Intake) piece by piece. Where a body is malformed behind slashes that
/// are escaped, each of these counts as one byte of the column.
pub fn read_taken<'a>(body: &'a Taken, operation: &Operation, quoted: &[QuotedKind]) -> Result<Given<'a>, Malformed> {
    if body.is_hidden {
        return Err(Malformed { line: 1, column: 1, why: HIDDEN.to_owned() });
    }
    let mut given = read(body, operation, quoted).map_err(|malformed| malformed.behind(body))?;
    given.bytes = Some(body.length());
    for (field, value) in operation.fields.iter().zip(&mut given.fields) {
        value.iter_mut().for_each(|value| restore(&field.kind, value, body));
    }
    Ok(given)
}

const HIDDEN: &str = "a long picture in it has escapes other than `\\/`; write its base64 as it is";

/// Tells of each long picture that something was let go of it.
fn restore(kind: &FieldKind, value: &mut Value<'_>, body: &Taken) {
    match (kind, value) {
        (FieldKind::Records(record), Value::List(objects)) => {
            for object in objects {
                let Value::Record(values) = object else { continue };
                for (field, value) in record.fields.iter().zip(values) {
                    value.iter_mut().for_each(|value| restore(&field.kind, value, body));
                }
            }
        }
        (_, Value::List(elements)) => elements.iter_mut().for_each(|element| restore(kind, element, body)),
        (FieldKind::Image | FieldKind::Images | FieldKind::Text | FieldKind::Texts, value) => {
            if let Value::Text(text) = value
                && let Some(hole) = body.hole_in(text)
            {
                *value = Value::Cut(Cut::new(std::mem::take(text).into(), hole));
            }
        }
        _ => {}
    }
}

/// The same from anywhere else.
pub(super) fn of_deserializer<'de, D: Deserializer<'de>>(
    deserializer: D,
    operation: &Operation,
    quoted: &[QuotedKind],
) -> Result<Given<'de>, D::Error> {
    match Json::deserialize(deserializer)? {
        Json::Object(object) => Ok(given(object, operation, quoted)),
        other => Err(de::Error::custom(no_object(other.kind()))),
    }
}

/// Puts one value into a request as if it stood at its field's place in a body.
pub(crate) fn put(
    given: &mut Given<'static>,
    position: usize,
    json: &serde_json::Value,
    operation: &Operation,
    quoted: &[QuotedKind],
) {
    let Some(field) = operation.fields.get(position) else { return };
    let mut reader = Reader::of(&operation.fields, quoted);
    // What was a value before can be read as one.
    let extra = Json::deserialize(json.clone())
        .ok()
        .and_then(|json| reader.field(position, json, Path::Member(&Path::Body, &field.wire)));
    given.fields.resize(operation.fields.len(), None);
    given.fields[position] = reader.values.swap_remove(position).map(Value::into_owned);
    // Constants are written whether they are there or not.
    given.strays.extend(reader.strays.into_iter().filter(|stray| stray.kind != StrayKind::Missing));
    if let Some(extra) = extra {
        crate::value::put(given.extra.to_mut(), &field.wire, extra);
    }
}

/// Why a body cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Malformed {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in bytes, counted from 1.
    pub column: usize,
    /// What stands there and what belongs there.
    pub why: String,
}

impl Malformed {
    fn of_syntax(body: &[u8], error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let why = error.to_string();
        let why = why.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&why);
        let why = if body.trim_ascii().is_empty() { no_object("nothing") } else { why.to_owned() };
        Self { line: line.max(1), column: column.max(1), why }
    }

    /// The same with its column counted in the body as it was sent.
    fn behind(mut self, body: &Taken) -> Self {
        let begin = body.split(|byte| *byte == b'\n').take(self.line - 1).map(|line| line.len() + 1).sum::<usize>();
        let end = begin + self.column;
        // A body that ends within what was let go is at fault behind it.
        let is_before = |at: usize| (begin..end).contains(&at) || at == end && end == body.len();
        let gone = body.holes.iter().filter(|hole| is_before(hole.at));
        self.column += gone.map(|hole| hole.length as usize).sum::<usize>();
        self
    }

    fn of_kind(body: &[u8], kind: &str) -> Self {
        let before: Vec<&[u8]> =
            body[..body.len() - body.trim_ascii_start().len()].split(|byte| *byte == b'\n').collect();
        let column = before.last().map_or(0, |line| line.len()) + 1;
        Self { line: before.len(), column, why: no_object(kind) }
    }
}

/// `the body is no JSON object that can be read: EOF while parsing a value (line 1, column 9)`.
impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, why } = self;
        write!(formatter, "the body cannot be read as a JSON object: {why} (line {line}, column {column})")
    }
}

impl std::error::Error for Malformed {}

fn no_object(kind: &str) -> String {
    format!("{kind} stands there, an object belongs there")
}

fn given<'a>(object: Object<'a>, operation: &Operation, quoted: &[QuotedKind]) -> Given<'a> {
    let mut reader = Reader::of(&operation.fields, quoted);
    let extra = reader.object(&operation.body, object, Path::Body);
    Given { fields: reader.values, extra: Cow::Owned(extra), strays: reader.strays, bytes: None }
}

/// Fills the values of one set of fields: those of an operation, or those of an object of a list.
struct Reader<'t, 'a> {
    fields: &'t [Field],
    quoted: &'t [QuotedKind],
    values: Vec<Option<Value<'a>>>,
    strays: Vec<Stray>,
}

impl<'t, 'a> Reader<'t, 'a> {
    fn of(fields: &'t [Field], quoted: &'t [QuotedKind]) -> Self {
        Self { fields, quoted, values: vec![None; fields.len()], strays: Vec::new() }
    }

    /// Takes what the members list out of an object; the rest is the result.
    fn object(&mut self, members: &'t [Member], mut object: Object<'a>, path: Path<'_>) -> Extra {
        let mut extra = Extra::new();
        for member in members {
            let json = object.take(&member.key).filter(is_there);
            if let Some(rest) = self.member(&member.shape, json, Path::Member(&path, &member.key)) {
                extra.insert(member.key.to_string(), rest);
            }
        }
        let unlisted = object.into_members().filter(|(_, json)| is_there(json));
        extra.extend(unlisted.map(|(key, json)| (key.into_owned(), json.into_value())));
        extra
    }

    /// What is unlisted within one member, if anything.
    fn member(&mut self, shape: &'t Shape, json: Option<Json<'a>>, path: Path<'_>) -> Option<serde_json::Value> {
        match shape {
            Shape::Field(field) => return self.field(*field, json?, path),
            Shape::Elements(fields) => self.elements(fields, json?, path),
            Shape::Object(members) => return self.inner(members, json, path),
            Shape::Constant(constant) => self.constant(constant, json, path),
            // The path says which task is meant.
            Shape::TaskId => {}
        }
        None
    }

    fn field(&mut self, position: usize, json: Json<'a>, path: Path<'_>) -> Option<serde_json::Value> {
        match (&self.fields.get(position)?.kind, json) {
            (FieldKind::Records(record), Json::List(list)) => {
                let (value, extra) = self.records(record, list, path);
                self.values[position] = Some(value);
                extra
            }
            (_, json) => {
                self.put(position, json);
                None
            }
        }
    }

    fn elements(&mut self, fields: &[usize], json: Json<'a>, path: Path<'_>) {
        let Json::List(list) = json else {
            return self.stray(StrayKind::WrongType, path, Some(&json), "a list");
        };
        let Some((last, before)) = fields.split_last() else { return };
        let mut list = list.into_iter();
        for (position, json) in before.iter().zip(list.by_ref()) {
            self.put(*position, json);
        }
        match (list.len(), list.next()) {
            (1, Some(only)) => self.put(*last, only),
            (_, Some(first)) => self.put_many(*last, std::iter::once(first).chain(list)),
            (_, None) => {}
        }
    }

    fn inner(&mut self, members: &'t [Member], json: Option<Json<'a>>, path: Path<'_>) -> Option<serde_json::Value> {
        let object = match json {
            // Its constants are missing then.
            None => Object::new(),
            Some(Json::Object(object)) => object,
            Some(other) => {
                self.stray(StrayKind::WrongType, path, Some(&other), "an object");
                return None;
            }
        };
        let extra = self.object(members, object, path);
        (!extra.is_empty()).then_some(extra.into())
    }

    fn constant(&mut self, constant: &Scalar, json: Option<Json<'a>>, path: Path<'_>) {
        let kind = match &json {
            Some(json) if is_constant(constant, json) => return,
            Some(_) => StrayKind::Different,
            None => StrayKind::Missing,
        };
        self.stray(kind, path, json.as_ref(), &shown(constant));
    }

    fn records(
        &mut self,
        record: &'t Record,
        list: Vec<Json<'a>>,
        path: Path<'_>,
    ) -> (Value<'a>, Option<serde_json::Value>) {
        let mut extras = Vec::with_capacity(list.len());
        let mut values = Vec::with_capacity(list.len());
        for (index, json) in list.into_iter().enumerate() {
            let (value, extra) = self.record(record, json, Path::Element(&path, index));
            values.push(value);
            extras.push(extra);
        }
        let is_empty = extras.iter().all(serde_json::Value::is_null);
        (Value::List(values), (!is_empty).then_some(extras.into()))
    }

    fn record(&mut self, record: &'t Record, json: Json<'a>, path: Path<'_>) -> (Value<'a>, serde_json::Value) {
        let Json::Object(object) = json else { return (Value::Wrong(wrong(&json)), serde_json::Value::Null) };
        let mut reader = Reader::of(&record.fields, self.quoted);
        let extra = reader.object(&record.body, object, path);
        self.strays.append(&mut reader.strays);
        let extra = if extra.is_empty() { serde_json::Value::Null } else { extra.into() };
        (Value::Record(reader.values), extra)
    }

    fn put(&mut self, position: usize, json: Json<'a>) {
        if let Some(field) = self.fields.get(position).filter(|_| is_there(&json)) {
            self.values[position] = Some(value(&field.kind, json, self.quoted));
        }
    }

    fn put_many(&mut self, position: usize, list: impl Iterator<Item = Json<'a>>) {
        if let Some(field) = self.fields.get(position) {
            let values = list.map(|json| value(&field.kind, json, self.quoted));
            self.values[position] = Some(Value::List(values.collect()));
        }
    }

    fn stray(&mut self, kind: StrayKind, path: Path<'_>, json: Option<&Json<'a>>, expected: &str) {
        let given = json.map(Json::shortened);
        self.strays.push(Stray { wire: path.to_string(), kind, given, expected: expected.to_owned() });
    }
}

/// The value of a field that holds no records.
pub(super) fn value<'a>(kind: &FieldKind, json: Json<'a>, quoted: &[QuotedKind]) -> Value<'a> {
    let takes = |kind| quoted.contains(&kind);
    match (kind, json) {
        (FieldKind::Text | FieldKind::Url | FieldKind::Word(_) | FieldKind::Image, Json::Text(text)) => {
            Value::Text(text.into())
        }
        (FieldKind::Integer, Json::Integer(number)) => Value::Integer(number),
        (FieldKind::Integer, Json::Text(text)) if takes(QuotedKind::Integer) => {
            quoted_integer(&text).map_or_else(|| Value::Wrong(wrong(&Json::Text(text))), Value::Integer)
        }
        (FieldKind::Number, Json::Integer(number)) => Value::Number(number as f64),
        (FieldKind::Number, Json::Large(number)) => Value::Number(number as f64),
        (FieldKind::Number, Json::Number(number)) => Value::Number(number),
        (FieldKind::Boolean, Json::Boolean(flag)) => Value::Boolean(flag),
        (FieldKind::Boolean, Json::Text(text)) if takes(QuotedKind::Boolean) => {
            text.parse().map_or_else(|_| Value::Wrong(wrong(&Json::Text(text))), Value::Boolean)
        }
        (FieldKind::Images | FieldKind::Texts, Json::List(list)) => {
            Value::List(list.into_iter().map(|json| value(&FieldKind::Text, json, quoted)).collect())
        }
        (_, json) => Value::Wrong(wrong(&json)),
    }
}

/// Only as JSON would write it: not `+5`, `05` or ` 5`.
fn quoted_integer(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| number.to_string() == text)
}

fn wrong(json: &Json<'_>) -> Box<Wrong> {
    Box::new(Wrong { json: json.shortened(), kind: json.kind() })
}

fn is_there(json: &Json<'_>) -> bool {
    *json != Json::Null
}

pub(super) fn is_constant(constant: &Scalar, json: &Json<'_>) -> bool {
    match (constant, json) {
        (Scalar::Text(text), Json::Text(given)) => text == given,
        (Scalar::Integer(number), Json::Integer(given)) => number == given,
        (Scalar::Number(number), Json::Number(given)) => number == given,
        (Scalar::Number(number), Json::Integer(given)) => *number == *given as f64,
        (Scalar::Boolean(flag), Json::Boolean(given)) => flag == given,
        _ => false,
    }
}

fn shown(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => format!("\"{text}\""),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(flag) => flag.to_string(),
    }
}
