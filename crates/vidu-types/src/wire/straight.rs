//! Reads a body in one pass into the values of its fields, if every member of it is listed and of its field's type.
//!
//! Most bodies are so. Of any other nothing comes back, and [`read`](super::read) looks at all of it to say what is wrong where.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::json::{Any, Json};
use super::read::{is_constant, value};
use crate::table::{Field, FieldKind, Member, Operation, QuotedKind, Record, Shape};
use crate::text::Text;
use crate::value::Value;

/// The members of one object are bits of a number; no page comes near so many.
const MOST_MEMBERS: usize = u64::BITS as usize;

/// The values of the fields of a body that has nothing else in it.
pub(super) fn values<'a>(
    body: &'a str,
    operation: &Operation,
    quoted: &[QuotedKind],
) -> Option<Vec<Option<Value<'a>>>> {
    let mut values = nothing(operation.fields.len());
    let object = Members { members: &operation.body, fields: &operation.fields, quoted, values: &mut values };
    let mut json = serde_json::Deserializer::from_str(body);
    object.deserialize(&mut json).and_then(|()| json.end()).ok()?;
    Some(values)
}

/// So many absent values; a macro would clone each.
fn nothing<'a>(many: usize) -> Vec<Option<Value<'a>>> {
    std::iter::repeat_with(|| None).take(many).collect()
}

/// What ends the pass; nobody reads it.
fn other<T, E: de::Error>() -> Result<T, E> {
    Err(E::custom("something else"))
}

/// An object whose members are listed: it fills the values of the fields in it.
struct Members<'t, 'v, 'a> {
    members: &'t [Member],
    fields: &'t [Field],
    quoted: &'t [QuotedKind],
    values: &'v mut [Option<Value<'a>>],
}

impl<'de> DeserializeSeed<'de> for Members<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<(), A::Error> {
        if self.members.len() > MOST_MEMBERS {
            return other();
        }
        let (mut seen, mut next) = (0_u64, 0);
        while let Some(at) = object.next_key_seed(Listed { members: self.members, next })? {
            if seen & (1 << at) != 0 {
                return other();
            }
            seen |= 1 << at;
            next = at + 1;
            self.member(&self.members[at].shape, &mut object)?;
        }
        let is_missed = |(at, member): (usize, &Member)| seen & (1 << at) == 0 && has_constant(&member.shape);
        if self.members.iter().enumerate().any(is_missed) { other() } else { Ok(()) }
    }
}

impl<'de> Members<'_, '_, 'de> {
    fn member<A: MapAccess<'de>>(&mut self, shape: &Shape, object: &mut A) -> Result<(), A::Error> {
        match shape {
            Shape::Field(at) => {
                let (kind, value) = (&self.fields[*at].kind, &mut self.values[*at]);
                object.next_value_seed(Destination { kind, quoted: self.quoted, value })
            }
            Shape::Object(members) => object.next_value_seed(Members { members, values: self.values, ..*self }),
            Shape::Elements(places) => object.next_value_seed(Elements {
                places,
                fields: self.fields,
                quoted: self.quoted,
                values: self.values,
            }),
            Shape::Constant(constant) => {
                let json = object.next_value_seed(Any::STRICT)?;
                if is_constant(constant, &json) { Ok(()) } else { other() }
            }
            Shape::TaskId => other(),
        }
    }
}

/// A list whose elements are fields: no more of them than there are places.
struct Elements<'t, 'v, 'a> {
    places: &'t [usize],
    fields: &'t [Field],
    quoted: &'t [QuotedKind],
    values: &'v mut [Option<Value<'a>>],
}

impl<'de> DeserializeSeed<'de> for Elements<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for at in self.places {
            let (kind, value) = (&self.fields[*at].kind, &mut self.values[*at]);
            let Some(()) = list.next_element_seed(Destination { kind, quoted: self.quoted, value })? else {
                return Ok(());
            };
        }
        // serde_json calls it a fault if elements are left.
        Ok(())
    }
}

/// Whether something belongs there that no request chooses.
fn has_constant(shape: &Shape) -> bool {
    match shape {
        Shape::Constant(_) => true,
        Shape::Object(members) => members.iter().any(|member| has_constant(&member.shape)),
        Shape::Field(_) | Shape::Elements(_) | Shape::TaskId => false,
    }
}

/// A key among those of the members: its position. Most bodies have them in the order of the page.
struct Listed<'t> {
    members: &'t [Member],
    /// The one that is most likely next.
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Listed<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Listed<'_> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<usize, E> {
        let is_it = |at: &usize| self.members.get(*at).is_some_and(|member| member.key == key);
        let found = Some(self.next).filter(is_it).or_else(|| (0..self.members.len()).find(is_it));
        found.map_or_else(other, Ok)
    }
}

/// The place of a field's value, which is filled if the value is of the field's type; `null` leaves it empty.
///
/// The value is written where it stays: handed up through serde's results it would be copied at each of them.
struct Destination<'t, 'v, 'a> {
    kind: &'t FieldKind,
    quoted: &'t [QuotedKind],
    value: &'v mut Option<Value<'a>>,
}

impl<'a> Destination<'_, '_, 'a> {
    fn fill<E>(self, value: Value<'a>) -> Result<(), E> {
        *self.value = Some(value);
        Ok(())
    }

    /// What is not certainly of the type.
    fn fill_if_of_kind<E: de::Error>(self, json: Json<'a>) -> Result<(), E> {
        match value(self.kind, json, self.quoted) {
            Value::Wrong(_) => other(),
            value => self.fill(value),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Destination<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Destination<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of the field's type")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<(), E> {
        match self.kind {
            FieldKind::Boolean => self.fill(Value::Boolean(flag)),
            _ => self.fill_if_of_kind(Json::Boolean(flag)),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        match self.kind {
            FieldKind::Integer => self.fill(Value::Integer(number)),
            _ => self.fill_if_of_kind(Json::Integer(number)),
        }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => self.fill_if_of_kind(Json::Large(number)),
        }
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        self.fill_if_of_kind(Json::Number(number))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<(), E> {
        match self.kind {
            FieldKind::Text | FieldKind::Url | FieldKind::Word(_) | FieldKind::Image => {
                self.fill(Value::Text(Text::Borrowed(text)))
            }
            _ => self.fill_if_of_kind(Json::Text(Cow::Borrowed(text))),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.fill_if_of_kind(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        let elements = match self.kind {
            FieldKind::Images | FieldKind::Texts => texts(list, self.quoted)?,
            FieldKind::Records(record) => records(list, record, self.quoted)?,
            _ => return other(),
        };
        self.fill(Value::List(elements))
    }
}

fn texts<'de, A: SeqAccess<'de>>(mut list: A, quoted: &[QuotedKind]) -> Result<Vec<Value<'de>>, A::Error> {
    let mut texts = Vec::new();
    loop {
        let mut text = None;
        let destination = Destination { kind: &FieldKind::Text, quoted, value: &mut text };
        if list.next_element_seed(destination)?.is_none() {
            return Ok(texts);
        }
        texts.push(text.map_or_else(other, Ok)?);
    }
}

fn records<'de, A: SeqAccess<'de>>(
    mut list: A,
    record: &Record,
    quoted: &[QuotedKind],
) -> Result<Vec<Value<'de>>, A::Error> {
    let (members, fields) = (&*record.body, &*record.fields);
    let mut records = Vec::new();
    loop {
        let mut values = nothing(fields.len());
        let object = Members { members, fields, quoted, values: &mut values };
        if list.next_element_seed(object)?.is_none() {
            return Ok(records);
        }
        records.push(Value::Record(values));
    }
}
