//! Writes the address and the body of a call from its table row and a task id.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use serde_json::{Map, Value};
use vidu_types::table::{Member, Operation, Scalar, Shape};

use crate::text::printable;

/// What stands for a task id in the path of an operation.
const PLACEHOLDER: &str = "{id}";
/// No vendor's id is nearly as long.
const LONGEST_ID: usize = 256;

/// A task id that can stand in an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TaskId(Box<str>);

/// A text that cannot be a task's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableId {
    /// The text, shortened.
    pub id: String,
}

impl TaskId {
    /// Refuses what would be another address once it stands in a path, however it is encoded.
    pub(crate) fn new(id: String) -> Result<Self, UnusableId> {
        let usable = !id.is_empty() && id.len() <= LONGEST_ID && !matches!(id.as_str(), "." | "..");
        if usable && !id.contains(char::is_control) {
            Ok(Self(id.into()))
        } else {
            Err(UnusableId { id: printable(&id, 80) })
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnusableId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "task id {:?} cannot stand in an address; an id has 1 to {LONGEST_ID} bytes without control characters",
            self.id
        )
    }
}

impl Error for UnusableId {}

/// Path and query of a call.
pub(crate) fn path(operation: &Operation, id: Option<&TaskId>) -> String {
    let encoded = id.map(|id| encode(id.as_str())).unwrap_or_default();
    let mut pieces = operation.path.split(PLACEHOLDER);
    let mut path = pieces.next().unwrap_or_default().to_owned();
    pieces.for_each(|piece| path.extend([&*encoded, piece]));
    if let Some(parameter) = &operation.id_parameter {
        path.extend(["?", &*encode(parameter), "=", &*encoded]);
    }
    path
}

/// Parameters as a query, with its question mark; nothing if there are none.
pub(crate) fn query(parameters: &[(String, String)]) -> String {
    let pairs = parameters.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    let pairs = pairs.collect::<Vec<_>>().join("&");
    if pairs.is_empty() { pairs } else { format!("?{pairs}") }
}

/// The body of a call that holds nothing but constants and the task id; nothing if the page asks for none.
pub(crate) fn body(operation: &Operation, id: &TaskId) -> Option<Vec<u8>> {
    let members = &operation.body;
    (!members.is_empty()).then(|| Value::Object(object(members, id)).to_string().into_bytes())
}

fn object(members: &[Member], id: &TaskId) -> Map<String, Value> {
    members.iter().filter_map(|member| Some((member.key.to_string(), value(&member.shape, id)?))).collect()
}

fn value(shape: &Shape, id: &TaskId) -> Option<Value> {
    match shape {
        Shape::TaskId => Some(Value::from(id.as_str())),
        Shape::Constant(scalar) => Some(constant(scalar)),
        Shape::Object(members) => Some(Value::Object(object(members, id))),
        Shape::Field(_) | Shape::Elements(_) => None,
    }
}

fn constant(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => Value::from(text.as_ref()),
        Scalar::Integer(integer) => Value::from(*integer),
        Scalar::Number(number) => Value::from(*number),
        Scalar::Boolean(boolean) => Value::from(*boolean),
    }
}

/// All but the characters that are safe everywhere in a URL.
fn encode(text: &str) -> Cow<'_, str> {
    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if text.bytes().all(is_safe) {
        return Cow::Borrowed(text);
    }
    let encoded = text.bytes().map(|byte| if is_safe(byte) { char::from(byte).into() } else { format!("%{byte:02X}") });
    Cow::Owned(encoded.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Acme, operation_of};
    use vidu_types::Vendor;
    use vidu_types::table::OperationKind;

    #[test]
    fn ids_in_paths() {
        let cases = [
            ("123", Some("/v1/tasks/123")),
            ("a/b?c#d", Some("/v1/tasks/a%2Fb%3Fc%23d")),
            ("../x", Some("/v1/tasks/..%2Fx")),
            ("%2e%2e", Some("/v1/tasks/%252e%252e")),
            ("猫", Some("/v1/tasks/%E7%8C%AB")),
            ("", None),
            (".", None),
            ("..", None),
            ("a\r\nb", None),
        ];
        let query = operation_of(Acme::revision(), OperationKind::Query);
        for (id, expected) in cases {
            let made = TaskId::new(id.to_owned()).ok().map(|id| path(query, Some(&id)));
            assert_eq!(made.as_deref(), expected, "{id}");
        }
        assert!(TaskId::new("a".repeat(257)).is_err());
    }

    #[test]
    fn parameters_in_queries() {
        let pairs =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let cases: [(Vec<(String, String)>, &str); 3] = [
            (pairs(&[]), ""),
            (pairs(&[("a.from", "2030-01-01T00:00:00Z")]), "?a.from=2030-01-01T00%3A00%3A00Z"),
            (pairs(&[("ids", "7&x=y"), ("ids", "8,9")]), "?ids=7%26x%3Dy&ids=8%2C9"),
        ];
        for (parameters, expected) in cases {
            assert_eq!(query(&parameters), expected);
        }
    }

    #[test]
    fn ids_in_queries_and_bodies() {
        let mut operation = operation_of(Acme::revision(), OperationKind::Cancel).clone();
        let id = TaskId::new("a&b".to_owned()).expect("an id");
        assert_eq!(path(&operation, Some(&id)), "/v1/tasks/a%26b/cancel");
        assert_eq!(body(&operation, &id).as_deref(), Some(&br#"{"id":"a&b"}"#[..]));
        operation.path = "/status".into();
        operation.id_parameter = Some("task_id".into());
        operation.body = Vec::new().into();
        assert_eq!(path(&operation, Some(&id)), "/status?task_id=a%26b");
        assert_eq!(body(&operation, &id), None);
    }
}
