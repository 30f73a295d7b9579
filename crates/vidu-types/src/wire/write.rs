//! Writes a body: every given field at its place, the constants, and what the page does not list.

use std::io;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::table::{Field, FieldKind, Member, Operation, Record, Scalar, Shape};
use crate::value::{Extra, Given, Value};

/// The body of a request, ready to be serialized.
///
/// Members stand in the order of the page's table, unlisted ones behind the listed ones of the same object. `null` is
/// never written, nor is an object without anything in it, nor a number in quotes. Where an unlisted member has the
/// path of a field that is given, the field is written.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    operation: &'a Operation,
    given: &'a Given<'a>,
    task: Option<&'a str>,
}

/// The body of a request.
pub fn body<'a>(operation: &'a Operation, given: &'a Given<'a>) -> Body<'a> {
    Body { operation, given, task: None }
}

/// The values of all fields as JSON, in the order of the operation's fields, as an answer repeats them.
pub fn echo(operation: &Operation, given: &Given<'_>) -> Vec<Option<serde_json::Value>> {
    echoes(operation, given).into_iter().map(|echo| serde_json::to_value(echo?).ok()).collect()
}

/// The same without a copy of any value.
pub fn echoes<'a>(operation: &'a Operation, given: &'a Given<'a>) -> Vec<Option<Echo<'a>>> {
    let echo = |(position, field)| piece(field, given.value(position)?, None).map(Echo);
    operation.fields.iter().enumerate().map(echo).collect()
}

/// The value of a field as an answer repeats it, ready to be serialized.
#[derive(Debug)]
pub struct Echo<'a>(Piece<'a>);

impl Serialize for Echo<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'a> Body<'a> {
    /// The same about a task, for a page whose body repeats the task's id.
    #[must_use]
    pub fn of_task(self, id: &'a str) -> Self {
        Self { task: Some(id), ..self }
    }

    /// How many bytes it has, written without blanks.
    pub fn length(&self) -> u64 {
        let mut count = Count { bytes: 0 };
        // The writer takes everything, so only a value that is no JSON could end it early; there is none.
        let _ = serde_json::to_writer(&mut count, self);
        count.bytes
    }

    pub(super) fn given(&self) -> &Given<'a> {
        self.given
    }

    pub(super) fn node(&self) -> Node<'_> {
        Node {
            members: &self.operation.body,
            fields: &self.operation.fields,
            values: &self.given.fields,
            extra: Some(&self.given.extra),
            task: self.task,
        }
    }
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.node().serialize(serializer)
    }
}

struct Count {
    bytes: u64,
}

impl io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An object of the body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    members: &'a [Member],
    fields: &'a [Field],
    values: &'a [Option<Value<'a>>],
    extra: Option<&'a Extra>,
    task: Option<&'a str>,
}

/// What is written behind a key.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    Value(&'a Value<'a>),
    List(Vec<Piece<'a>>),
    Scalar(&'a Scalar),
    Text(&'a str),
    Node(Node<'a>),
    Unlisted(&'a serde_json::Value),
}

impl<'a> Node<'a> {
    /// The members that are written, in order.
    pub(super) fn pieces(self) -> impl Iterator<Item = (&'a str, Piece<'a>)> {
        let listed = self.members.iter().filter_map(move |member| Some((&*member.key, self.member(member)?)));
        let is_listed =
            move |key: &str| self.members.iter().any(|member| member.key == key && self.member(member).is_some());
        let unlisted = self.extra.into_iter().flatten().filter(move |(key, json)| !json.is_null() && !is_listed(key));
        listed.chain(unlisted.map(|(key, json)| (key.as_str(), Piece::Unlisted(json))))
    }

    fn member(self, member: &'a Member) -> Option<Piece<'a>> {
        let extra = self.extra.and_then(|extra| extra.get(&*member.key));
        match &member.shape {
            Shape::Field(field) => piece(self.fields.get(*field)?, self.value(*field)?, extra),
            Shape::Elements(fields) => self.elements(fields),
            Shape::Object(members) => {
                let node = Self { members, extra: extra.and_then(serde_json::Value::as_object), ..self };
                node.pieces().next().is_some().then_some(Piece::Node(node))
            }
            Shape::Constant(scalar) => Some(Piece::Scalar(scalar)),
            Shape::TaskId => self.task.map(Piece::Text),
        }
    }

    fn elements(self, fields: &'a [usize]) -> Option<Piece<'a>> {
        let values = fields.iter().filter_map(|field| self.value(*field));
        let pieces: Vec<_> = values.flat_map(several).filter_map(plain).collect();
        (!pieces.is_empty()).then_some(Piece::List(pieces))
    }

    fn value(self, field: usize) -> Option<&'a Value<'a>> {
        self.values.get(field)?.as_ref()
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, piece) in self.pieces() {
            map.serialize_entry(key, &piece)?;
        }
        map.end()
    }
}

impl Serialize for Piece<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(Value::Text(text)) => serializer.serialize_str(text),
            Self::Value(Value::Integer(number)) => serializer.serialize_i64(*number),
            Self::Value(Value::Number(number)) => serializer.serialize_f64(*number),
            Self::Value(Value::Boolean(flag)) => serializer.serialize_bool(*flag),
            // `plain` lets none of them through.
            Self::Value(Value::List(_) | Value::Record(_) | Value::Wrong(_) | Value::Cut(_)) => {
                serializer.serialize_unit()
            }
            Self::List(list) => serializer.collect_seq(list),
            Self::Scalar(scalar) => Piece::Value(&Value::from(*scalar)).serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Node(node) => node.serialize(serializer),
            Self::Unlisted(json) => json.serialize(serializer),
        }
    }
}

/// What is written of a field; `extra` is what is unlisted in the objects of its list.
fn piece<'a>(field: &'a Field, value: &'a Value<'a>, extra: Option<&'a serde_json::Value>) -> Option<Piece<'a>> {
    let (Value::List(list), FieldKind::Records(record)) = (value, &field.kind) else { return listed(value) };
    let objects = list.iter().enumerate().filter_map(|(index, element)| {
        let extra = extra.and_then(|extra| extra.get(index)?.as_object());
        object(record, element, extra)
    });
    Some(Piece::List(objects.collect()))
}

fn object<'a>(record: &'a Record, element: &'a Value<'a>, extra: Option<&'a Extra>) -> Option<Piece<'a>> {
    let Value::Record(values) = element else { return None };
    Some(Piece::Node(Node { members: &record.body, fields: &record.fields, values, extra, task: None }))
}

fn listed<'a>(value: &'a Value<'a>) -> Option<Piece<'a>> {
    match value {
        Value::List(list) => Some(Piece::List(list.iter().filter_map(plain).collect())),
        value => plain(value),
    }
}

/// A value that JSON has: not one of a wrong type or a long picture, of which not all is kept, and no infinity.
fn plain<'a>(value: &'a Value<'a>) -> Option<Piece<'a>> {
    match value {
        Value::Number(number) => number.is_finite().then_some(Piece::Value(value)),
        Value::Text(_) | Value::Integer(_) | Value::Boolean(_) => Some(Piece::Value(value)),
        Value::List(_) | Value::Record(_) | Value::Wrong(_) | Value::Cut(_) => None,
    }
}

/// The elements of a list, or the one value.
fn several<'a>(value: &'a Value<'a>) -> &'a [Value<'a>] {
    match value {
        Value::List(list) => list,
        value => std::slice::from_ref(value),
    }
}
