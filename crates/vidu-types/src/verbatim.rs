//! An answer as it came, parsed when somebody looks.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// An answer as it came: read like the [`Value`] that it is, `task.raw["state"]`.
///
/// It is parsed when somebody first looks, because most programs never do. `Debug` shows how long it is and not what is in it:
/// an answer can hold signed addresses, which are as good as a password.
#[derive(Clone)]
pub struct Verbatim {
    /// Nothing, if the value is there.
    text: Box<[u8]>,
    value: OnceLock<Value>,
}

impl Verbatim {
    /// Of bytes that were read as JSON already.
    pub(crate) fn of(json: &[u8]) -> Self {
        Self { text: json.into(), value: OnceLock::new() }
    }

    /// The whole answer.
    pub fn value(&self) -> &Value {
        self.value.get_or_init(|| serde_json::from_slice(&self.text).unwrap_or_default())
    }
}

impl Deref for Verbatim {
    type Target = Value;

    fn deref(&self) -> &Value {
        self.value()
    }
}

impl From<Value> for Verbatim {
    fn from(value: Value) -> Self {
        Self { text: Box::default(), value: value.into() }
    }
}

/// Equal JSON, however it is written.
impl PartialEq for Verbatim {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}

impl PartialEq<Value> for Verbatim {
    fn eq(&self, other: &Value) -> bool {
        self.value() == other
    }
}

impl Serialize for Verbatim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl fmt::Debug for Verbatim {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = if self.text.is_empty() { self.value().to_string().len() } else { self.text.len() };
        write!(formatter, "{bytes} bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn it_is_the_value() {
        let came = Verbatim::of(br#"{ "state": "done", "url": "https://cdn.example/?sig=SECRET" }"#);
        let value = json!({ "state": "done", "url": "https://cdn.example/?sig=SECRET" });
        let made = Verbatim::from(value.clone());
        assert_eq!((&came["state"], came.get("none")), (&json!("done"), None));
        assert!(came == value && came == made && came != json!({}));
        assert_eq!(serde_json::to_value(&came).expect("JSON"), value);
        assert_eq!(format!("{came:?}, {:?}", came.clone()), "61 bytes, 61 bytes");
        assert_eq!(format!("{made:?}"), format!("{} bytes", value.to_string().len()));
    }
}
