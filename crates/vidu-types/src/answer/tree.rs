//! JSON as answers are read from: whole values, or a tree that borrows its texts from the answer's bytes.

use serde_json::Value;

use crate::wire::Json;

/// A place of an answer.
pub(crate) trait Tree: Sized {
    /// What stands there, if it is a single value.
    fn single(&self) -> Single<'_>;

    /// The elements of a list.
    fn list(&self) -> Option<&[Self]>;

    /// Whether it is an object.
    fn is_object(&self) -> bool;

    /// The member of an object.
    fn member(&self, key: &str) -> Option<&Self>;

    /// Whether nothing stands there.
    fn is_nothing(&self) -> bool {
        matches!(self.single(), Single::Nothing)
    }
}

/// A single value.
#[derive(Clone, Copy)]
pub(crate) enum Single<'a> {
    /// `null`.
    Nothing,
    Text(&'a str),
    Integer(i64),
    /// A whole number beyond those of 63 bits.
    Large(u64),
    Number(f64),
    Boolean(bool),
    /// None: a list or an object.
    Several,
}

impl Tree for Value {
    fn single(&self) -> Single<'_> {
        match self {
            Self::Null => Single::Nothing,
            Self::String(text) => Single::Text(text),
            Self::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Single::Integer(number),
                (None, Some(number)) => Single::Large(number),
                (None, None) => number.as_f64().map_or(Single::Nothing, Single::Number),
            },
            Self::Bool(truth) => Single::Boolean(*truth),
            Self::Array(_) | Self::Object(_) => Single::Several,
        }
    }

    fn list(&self) -> Option<&[Self]> {
        self.as_array().map(Vec::as_slice)
    }

    fn is_object(&self) -> bool {
        Value::is_object(self)
    }

    fn member(&self, key: &str) -> Option<&Self> {
        self.get(key)
    }
}

impl Tree for Json<'_> {
    fn single(&self) -> Single<'_> {
        match self {
            Self::Null => Single::Nothing,
            Self::Text(text) => Single::Text(text),
            Self::Integer(number) => Single::Integer(*number),
            Self::Large(number) => Single::Large(*number),
            Self::Number(number) => Single::Number(*number),
            Self::Boolean(truth) => Single::Boolean(*truth),
            Self::List(_) | Self::Object(_) => Single::Several,
        }
    }

    fn list(&self) -> Option<&[Self]> {
        if let Self::List(elements) = self { Some(elements) } else { None }
    }

    fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    fn member(&self, key: &str) -> Option<&Self> {
        if let Self::Object(object) = self { object.member(key) } else { None }
    }
}
