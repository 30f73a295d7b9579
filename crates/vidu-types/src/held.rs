//! What the fields of a request type can be, and how values become them.

use std::borrow::Cow;
use std::fmt;

use crate::check::form;
use crate::image::Image;
use crate::table::Operation;
use crate::text::Text;
use crate::value::{Extra, Given, Value};
use crate::word::Word;

/// A type that a field of a request can have.
pub trait Held: Sized {
    /// Its value; nothing for an absent one.
    fn to_value(&self) -> Option<Value<'_>>;

    /// The same from a value; an absent one becomes `None` or is refused.
    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable>;
}

/// An object of a list, with fields of its own.
pub trait RecordForm: Sized {
    /// The values of its fields, in page order.
    fn to_values(&self) -> Vec<Option<Value<'_>>>;

    /// The same from the values.
    fn from_values(values: Vec<Option<Value<'_>>>) -> Result<Self, Unreadable>;
}

/// Why a body cannot be held by the type of a request, one sentence for each reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    reasons: Vec<String>,
}

impl Unreadable {
    /// The reasons.
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }

    pub(crate) fn because(reason: impl Into<String>) -> Self {
        Self { reasons: vec![reason.into()] }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reasons.join("\n"))
    }
}

impl std::error::Error for Unreadable {}

/// Hands the values of a request out, one field after the other.
#[derive(Debug)]
pub struct Take<'a> {
    values: std::vec::IntoIter<Option<Value<'a>>>,
    extra: Cow<'a, Extra>,
}

impl<'a> Given<'a> {
    /// Opens the request for the type that holds it, or says everything for which no such type has a place.
    pub fn take(self, operation: &Operation) -> Result<Take<'a>, Unreadable> {
        let reasons: Vec<String> = form::unreadable(operation, &self).into_iter().map(|fault| fault.message).collect();
        if reasons.is_empty() {
            return Ok(Take { values: self.fields.into_iter(), extra: self.extra });
        }
        Err(Unreadable { reasons })
    }
}

impl<'a> Take<'a> {
    /// Opens an object of a list.
    pub fn of_record(values: Vec<Option<Value<'a>>>) -> Self {
        Self { values: values.into_iter(), extra: Cow::default() }
    }

    /// The next field.
    #[allow(clippy::should_implement_trait, reason = "each field has a type of its own, so this is no iterator")]
    pub fn next<T: Held>(&mut self) -> Result<T, Unreadable> {
        T::from_value(self.values.next().flatten())
    }

    /// The members that the page does not list.
    pub fn extra(self) -> Extra {
        self.extra.into_owned()
    }
}

impl<T: Held> Held for Option<T> {
    fn to_value(&self) -> Option<Value<'_>> {
        self.as_ref().and_then(T::to_value)
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        value.map(|value| T::from_value(Some(value))).transpose()
    }
}

impl Held for i64 {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::Integer(*self))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        match value {
            Some(Value::Integer(number)) => Ok(number),
            other => Err(refused(other.as_ref(), "a whole number")),
        }
    }
}

impl Held for f64 {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::Number(*self))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        match value {
            Some(Value::Number(number)) => Ok(number),
            Some(Value::Integer(number)) => Ok(number as f64),
            other => Err(refused(other.as_ref(), "a number")),
        }
    }
}

impl Held for bool {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::Boolean(*self))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        match value {
            Some(Value::Boolean(flag)) => Ok(flag),
            other => Err(refused(other.as_ref(), "true or false")),
        }
    }
}

impl Held for String {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::Text(Text::Borrowed(self)))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        text(value).map(Text::into_string)
    }
}

impl Held for Image {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::Text(Text::Shared(self.clone())))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        text(value).map(Text::into_image)
    }
}

impl<W: Word> Held for W {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::Text(Text::Borrowed(self.as_str())))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        text(value).map(|text| Self::of(&text))
    }
}

impl Held for Vec<String> {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::List(self.iter().filter_map(Held::to_value).collect()))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        list(value)?.into_iter().map(|element| Held::from_value(Some(element))).collect()
    }
}

impl Held for Vec<Image> {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::List(self.iter().filter_map(Held::to_value).collect()))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        list(value)?.into_iter().map(|element| Held::from_value(Some(element))).collect()
    }
}

impl<R: RecordForm> Held for Vec<R> {
    fn to_value(&self) -> Option<Value<'_>> {
        Some(Value::List(self.iter().map(|record| Value::Record(record.to_values())).collect()))
    }

    fn from_value(value: Option<Value<'_>>) -> Result<Self, Unreadable> {
        let record = |element| match element {
            Value::Record(values) => R::from_values(values),
            other => Err(refused(Some(&other), "an object")),
        };
        list(value)?.into_iter().map(record).collect()
    }
}

fn text(value: Option<Value<'_>>) -> Result<Text<'_>, Unreadable> {
    match value {
        Some(Value::Text(text)) => Ok(text),
        other => Err(refused(other.as_ref(), "a string")),
    }
}

fn list(value: Option<Value<'_>>) -> Result<Vec<Value<'_>>, Unreadable> {
    match value {
        Some(Value::List(list)) => Ok(list),
        other => Err(refused(other.as_ref(), "a list")),
    }
}

/// [`Given::take`] has named every such fault already; this is for values that did not come through it.
fn refused(value: Option<&Value<'_>>, wanted: &str) -> Unreadable {
    let given = match value {
        None => "nothing",
        Some(Value::Text(_)) => "a string",
        Some(Value::Cut(_)) => "a picture without its middle",
        Some(Value::Integer(_) | Value::Number(_)) => "a number",
        Some(Value::Boolean(_)) => "true or false",
        Some(Value::List(_)) => "a list",
        Some(Value::Record(_)) => "an object",
        Some(Value::Wrong(wrong)) => wrong.kind,
    };
    Unreadable::because(format!("{given} is given, {wanted} belongs here"))
}
