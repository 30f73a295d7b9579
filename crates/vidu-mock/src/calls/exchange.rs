//! A request and an answer as plain values, so that no rule of the mock knows the HTTP library.

use std::borrow::Cow;

use serde_json::Value;

use crate::calls::incoming::Whole;

/// A request, wholly read.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The path as sent.
    pub path: &'a str,
    /// What follows the question mark, as sent.
    pub query: &'a str,
    /// The headers, by name in lower case.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// The body.
    pub body: &'a Whole,
    /// Whether the body was longer than the server takes, and so thrown away.
    pub oversized: bool,
}

impl<'a> Request<'a> {
    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&'a [u8]> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// The parameters of the query, decoded, in the order in which they were given.
    pub fn parameters(&self) -> impl Iterator<Item = (String, String)> + 'a {
        let pairs = self.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let text = |part: &str| decoded(&part.replace('+', " "));
        pairs.map(move |(name, value)| (text(name), text(value)))
    }

    /// A parameter of the query, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.parameters().find(|(given, _)| given == name).map(|(_, value)| value)
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers beside the content type and length.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The body.
    pub body: Body,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// JSON.
    Json(Value),
    /// Bytes of a content type.
    Bytes(&'static str, Vec<u8>),
}

/// What the server answers to a request that came without a socket; see [`MockServer::answer`](crate::MockServer::answer).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

const JSON: &str = "application/json";

impl Body {
    /// The content type and the bytes.
    pub fn into_bytes(self) -> (&'static str, Vec<u8>) {
        match self {
            Body::Json(json) => (JSON, json.to_string().into_bytes()),
            Body::Bytes(content_type, bytes) => (content_type, bytes),
        }
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Reply {
        let (content_type, body) = answer.body.into_bytes();
        let (first, last) = (("content-type", content_type), ("x-vidu-mock", env!("CARGO_PKG_VERSION")));
        let owned = |(name, value): (_, &str)| (name, value.to_owned());
        let own = answer.headers.into_iter().map(|(name, value)| (name, value.into_owned()));
        let headers = std::iter::once(owned(first)).chain(own).chain([owned(last)]).collect();
        Reply { status: answer.status, headers, body }
    }
}

impl Answer {
    /// A JSON answer without further headers.
    pub fn json(status: u16, body: Value) -> Answer {
        Answer { status, headers: Vec::new(), body: Body::Json(body) }
    }

    /// An answer of JSON that is written already.
    pub fn written(status: u16, json: Vec<u8>) -> Answer {
        Answer { status, headers: Vec::new(), body: Body::Bytes(JSON, json) }
    }

    /// The same with a header more.
    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }
}

/// A text without its percent signs; what is no valid escape stays as it is.
pub fn decoded(text: &str) -> String {
    if !text.as_bytes().contains(&b'%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escape = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(hexadecimal);
        bytes.push(escape.unwrap_or(*first));
        rest = if escape.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(digits[0])? * 16 + digit(digits[1])?) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_taken_out() {
        for (text, expected) in
            [("", ""), ("a%20b", "a b"), ("%C3%a9", "é"), ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%FF", "\u{FFFD}")]
        {
            assert_eq!(decoded(text), expected);
        }
    }

    #[test]
    fn parameters_are_found_by_their_decoded_name() {
        let body = &Whole::default();
        let request = |query| Request { method: "GET", path: "/", query, headers: &[], body, oversized: false };
        for (query, expected) in [
            ("", None),
            ("task=1", Some("1")),
            ("a=b&task=x%2Fy", Some("x/y")),
            ("t%61sk=a+b", Some("a b")),
            ("task", Some("")),
            ("tasks=1", None),
        ] {
            assert_eq!(request(query).parameter("task").as_deref(), expected, "{query}");
        }
    }
}
