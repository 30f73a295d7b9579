//! What a request holds, apart from any type of its own: the values of its fields and what stands beside them.

use std::borrow::Cow;

use crate::image::Cut;
use crate::table::Scalar;
use crate::text::Text;

/// The value of a field, borrowed from a request or from the bytes of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Characters: a text, an address, a word or a picture.
    Text(Text<'a>),
    /// A long picture of a body that was taken in without its middle.
    Cut(Cut<'a>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A list; on a field that takes one value, the elements of a body that holds too many.
    List(Vec<Value<'a>>),
    /// An object of a list: the values of its fields, in the order of the record's fields.
    Record(Vec<Option<Value<'a>>>),
    /// A value of another JSON type than the page says.
    Wrong(Box<Wrong>),
}

/// A value of another JSON type than the page says, as far as a message shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its JSON, shortened to 80 characters.
    pub json: String,
    /// Which type it is: `a string`, `a number` ..
    pub kind: &'static str,
}

/// Members that the page does not list, nested as they stand in the body.
///
/// They are sent and read as they stand. Unlisted members of the objects of a list stand at the list's key, as a list
/// with an object, or `null`, for each of them.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Puts a member that the page does not list at its path: `a.b` stands within the object `a`.
///
/// What stands in the way of the path, other than an object, gives way to it.
pub fn put(extra: &mut Extra, path: &str, value: impl Into<serde_json::Value>) {
    let Some((outer, inner)) = path.split_once('.') else {
        extra.insert(path.to_owned(), value.into());
        return;
    };
    let place = extra.entry(outer).or_insert_with(|| Extra::new().into());
    if !place.is_object() {
        *place = Extra::new().into();
    }
    if let Some(object) = place.as_object_mut() {
        put(object, inner, value);
    }
}

/// Something in a body that belongs to no field and is not as the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Where it stands, `parameters.kind`.
    pub wire: String,
    /// What is wrong.
    pub kind: StrayKind,
    /// What stands there, as JSON, shortened.
    pub given: Option<String>,
    /// What belongs there.
    pub expected: String,
}

/// What is wrong with something that belongs to no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StrayKind {
    /// A constant that is not there.
    Missing,
    /// No object or list where one belongs.
    WrongType,
    /// Another value than the constant.
    Different,
}

/// Everything that a request holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given<'a> {
    /// The values, in the order of the operation's fields.
    pub fields: Vec<Option<Value<'a>>>,
    /// The members that the page does not list.
    pub extra: Cow<'a, Extra>,
    /// What belongs to no field and is not as the page says.
    pub strays: Vec<Stray>,
    /// The bytes of the whole body, if it was read from bytes.
    pub bytes: Option<u64>,
}

impl<'a> Given<'a> {
    /// The values of a request's fields and its unlisted members.
    pub fn of(fields: impl Into<Vec<Option<Value<'a>>>>, extra: &'a Extra) -> Self {
        Self { fields: fields.into(), extra: Cow::Borrowed(extra), strays: Vec::new(), bytes: None }
    }

    /// The value of the field at this position; an absent field has none.
    pub fn value(&self, field: usize) -> Option<&Value<'a>> {
        self.fields.get(field)?.as_ref()
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Given<'static> {
        Given {
            fields: owned(self.fields),
            extra: Cow::Owned(self.extra.into_owned()),
            strays: self.strays,
            bytes: self.bytes,
        }
    }
}

impl Value<'_> {
    /// Whether it is a text or a list without anything in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(list) => list.is_empty(),
            _ => false,
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Text(text) => Value::Text(text.into_owned()),
            Self::Cut(cut) => Value::Cut(cut.into_owned()),
            Self::Integer(number) => Value::Integer(number),
            Self::Number(number) => Value::Number(number),
            Self::Boolean(flag) => Value::Boolean(flag),
            Self::List(list) => Value::List(list.into_iter().map(Value::into_owned).collect()),
            Self::Record(fields) => Value::Record(owned(fields)),
            Self::Wrong(wrong) => Value::Wrong(wrong),
        }
    }
}

impl From<&Scalar> for Value<'static> {
    fn from(scalar: &Scalar) -> Self {
        match scalar {
            Scalar::Text(text) => Self::Text(text.clone().into()),
            Scalar::Integer(number) => Self::Integer(*number),
            Scalar::Number(number) => Self::Number(*number),
            Scalar::Boolean(flag) => Self::Boolean(*flag),
        }
    }
}

fn owned(fields: Vec<Option<Value<'_>>>) -> Vec<Option<Value<'static>>> {
    fields.into_iter().map(|value| value.map(Value::into_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unlisted_members_stand_where_their_path_says() {
        let mut extra = Extra::new();
        for (path, value) in [("a", 1), ("b.c", 2), ("b.d", 3), ("a.x", 4), ("e.f.g", 5)] {
            put(&mut extra, path, value);
        }
        let expected = serde_json::json!({ "a": { "x": 4 }, "b": { "c": 2, "d": 3 }, "e": { "f": { "g": 5 } } });
        assert_eq!(serde_json::Value::from(extra), expected);
    }
}
