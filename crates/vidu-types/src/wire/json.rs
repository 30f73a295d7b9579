//! JSON as it stands in a body, borrowing its texts: `serde_json::Value` would copy a picture before anybody looks at it.

use std::borrow::Cow;
use std::fmt;
use std::io;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::object::Object;
use crate::image::shortened;

/// As many characters of a JSON text as a message shows.
const SHOWN: usize = 80;

/// A JSON value; objects have every key once.
#[derive(Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    /// Beyond what a whole number of a request can be.
    Large(u64),
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Object<'a>),
}

impl<'a> Json<'a> {
    /// Reads an answer: of a key that stands twice in an object the last value counts, as in a [`serde_json::Value`].
    pub(crate) fn of_answer(body: &'a [u8]) -> serde_json::Result<Self> {
        match std::str::from_utf8(body) {
            Ok(text) => whole(serde_json::Deserializer::from_str(text)),
            // The fault has a place.
            Err(_) => whole(serde_json::Deserializer::from_slice(body)),
        }
    }
}

fn whole<'a, R: serde_json::de::Read<'a>>(
    mut deserializer: serde_json::Deserializer<R>,
) -> serde_json::Result<Json<'a>> {
    let json = Any { twice: Twice::LastCounts }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(json)
}

impl Json<'_> {
    /// Which type it is, with its article.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Large(_) => "an oversized number",
            Self::Number(number) if number.fract() == 0.0 && number.abs() >= i64::MAX as f64 => "an oversized number",
            Self::Integer(_) | Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// Its text, as much of it as a message shows.
    pub(super) fn shortened(&self) -> String {
        let mut head = Head { bytes: Vec::new() };
        // The writer refuses what is too much, and so ends the writing: a value of 10 MB costs no more than a small one.
        let whole = serde_json::to_writer(&mut head, self).is_ok();
        // JSON escapes the old control characters alone; a terminal heeds the later ones too.
        let shown = |c: char| if c.is_control() { c.escape_unicode().to_string() } else { c.to_string() };
        let text: String = String::from_utf8_lossy(&head.bytes).chars().map(shown).collect();
        if whole && text.chars().count() <= SHOWN {
            return text;
        }
        text.chars().take(SHOWN - 2).chain("..".chars()).collect()
    }

    pub(super) fn into_value(self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Boolean(flag) => flag.into(),
            Self::Integer(number) => number.into(),
            Self::Large(number) => number.into(),
            Self::Number(number) => number.into(),
            Self::Text(text) => text.into_owned().into(),
            Self::List(list) => list.into_iter().map(Json::into_value).collect(),
            Self::Object(object) => {
                object.into_members().map(|(key, value)| (key.into_owned(), value.into_value())).collect()
            }
        }
    }
}

/// Keeps the beginning of what is written and refuses the rest.
struct Head {
    bytes: Vec<u8>,
}

impl io::Write for Head {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = (4 * SHOWN + 1).saturating_sub(self.bytes.len());
        let taken = bytes.len().min(room);
        self.bytes.extend_from_slice(&bytes[..taken]);
        if taken == 0 { Err(io::ErrorKind::WriteZero.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// For messages only: what may be secret in an address is hidden, as messages end in logs.
impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(flag) => serializer.serialize_bool(*flag),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Large(number) => serializer.serialize_u64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) if text.contains("://") => serializer.collect_str(&shortened(text)),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(object) => serializer.collect_map(object.members()),
        }
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Any::STRICT.deserialize(deserializer)
    }
}

/// Reads any JSON.
#[derive(Clone, Copy)]
pub(super) struct Any {
    twice: Twice,
}

impl Any {
    /// No key may stand twice.
    pub(super) const STRICT: Self = Self { twice: Twice::Refused };
}

/// What becomes of a key that stands twice in one object.
#[derive(Clone, Copy)]
enum Twice {
    /// Which of two values a vendor would take, nobody knows.
    Refused,
    LastCounts,
}

impl<'de> DeserializeSeed<'de> for Any {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any {
    type Value = Json<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json<'de>, E> {
        Ok(Json::Boolean(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(i64::try_from(number).map_or(Json::Large(number), Json::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(self)? {
            list.push(element);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json<'de>, A::Error> {
        let mut object = Object::new();
        while let Some(Key(key)) = members.next_key()? {
            let is_new = !object.has(&key);
            match self.twice {
                Twice::Refused if !is_new => return Err(de::Error::custom(stands_twice(&key))),
                Twice::LastCounts if !is_new => object.set(key, members.next_value_seed(self)?),
                _ => object.push(key, members.next_value_seed(self)?),
            }
        }
        Ok(Json::Object(object))
    }
}

fn stands_twice(key: &str) -> String {
    let shown: String = key.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    format!("the key `{shown}` stands twice in one object; give it once")
}

/// A key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AnyKey)
    }
}

struct AnyKey;

impl<'de> Visitor<'de> for AnyKey {
    type Value = Key<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(text)))
    }
}
