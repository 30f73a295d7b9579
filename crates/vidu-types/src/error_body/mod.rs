//! Error answers: read from whichever of a vendor's forms it is, written as the vendor writes them.

use std::fmt;

use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::{self, Facts};
use crate::excerpt::{excerpt, head};
use crate::table::{ErrorCode, Errors, Slot};

mod choice;
#[cfg(test)]
mod tests;

pub use choice::code_for;

/// The status of a code whose status no page gives: codes of this kind are about the request.
const UNSTATED: u16 = 400;

/// What a vendor answered instead of what was asked for.
///
/// `Display` is `HTTP 400 FieldInvalid: invalid field: duration (trace 04e5c2fe)`. It and `Debug` show no query strings,
/// because errors quote the addresses that they complain of, and those may be signed.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VendorError {
    /// The HTTP status.
    pub status: u16,
    /// The vendor's code.
    pub code: Option<String>,
    /// The class that the vendor puts the code into.
    pub class: Option<String>,
    /// The vendor's text.
    pub message: Option<String>,
    /// The number under which the vendor finds the error again.
    pub trace: Option<String>,
    /// The first two kilobytes of the body, for what no form explains: a gateway's page for instance.
    pub body: String,
}

/// Reads an error's body: the first of the vendor's forms that has a code or a text counts.
///
/// A body of no known form, or none at all, leaves everything open but the status and the body's head.
pub fn read(errors: &Errors, status: u16, body: &[u8]) -> VendorError {
    let json = serde_json::from_slice(body).unwrap_or(Value::Null);
    let readings = errors.envelopes.iter().map(|envelope| answer::read(&envelope.members, &json));
    let told = |facts: &Facts| facts.slot(Slot::ErrorCode).or(facts.slot(Slot::ErrorMessage)).is_some();
    let facts = readings.into_iter().find(told).unwrap_or_default();
    VendorError {
        status,
        code: facts.text(Slot::ErrorCode),
        class: facts.text(Slot::ErrorClass),
        message: facts.text(Slot::ErrorMessage),
        trace: facts.text(Slot::ErrorTrace),
        body: head(body),
    }
}

/// The HTTP status and body with which the vendor answers this code, given as a position in its list.
///
/// `{fields}` in the vendor's text becomes the detail; a text without it is followed by the detail. An empty trace is not
/// written. A position without a code is answered 500 and an empty object, because a mock must answer something.
pub fn write(errors: &Errors, code: usize, detail: &str, trace: &str) -> (u16, Value) {
    let Some(code) = errors.codes.get(code) else { return (500, json!({})) };
    let status = code.status.unwrap_or(UNSTATED);
    let members = errors.envelopes.get(code.envelope).map_or(&[][..], |envelope| &envelope.members);
    (status, answer::write(members, None, &facts(code, status, detail, trace), &[]))
}

fn facts(code: &ErrorCode, status: u16, detail: &str, trace: &str) -> Facts {
    let mut facts = Facts::new();
    facts.set(Slot::ErrorStatus, i64::from(status)).set(Slot::ErrorCode, &*code.code);
    facts.set(Slot::ErrorMessage, message(&code.message, detail));
    if let Some(class) = &code.class {
        facts.set(Slot::ErrorClass, &**class);
    }
    if !trace.is_empty() {
        facts.set(Slot::ErrorTrace, trace);
    }
    facts
}

fn message(text: &str, detail: &str) -> String {
    const PLACE: &str = "{fields}";
    match (text.contains(PLACE), detail.is_empty()) {
        (true, true) => text.replace(PLACE, "").trim_end_matches([':', ' ']).to_owned(),
        (true, false) => text.replace(PLACE, detail),
        (false, true) => text.to_owned(),
        (false, false) => format!("{text}: {detail}"),
    }
}

impl fmt::Display for VendorError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HTTP {}", self.status)?;
        if let Some(code) = self.code.as_deref().or(self.class.as_deref()) {
            write!(formatter, " {}", excerpt(code))?;
        }
        match (&self.message, &self.code) {
            (Some(message), _) => write!(formatter, ": {}", excerpt(message))?,
            (None, Some(_)) => {}
            (None, None) if self.body.trim().is_empty() => formatter.write_str(", with an empty body")?,
            (None, None) => write!(formatter, ", in no form that this vendor documents: {}", excerpt(&self.body))?,
        }
        match &self.trace {
            Some(trace) => write!(formatter, " (trace {})", excerpt(trace)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for VendorError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "VendorError({self})")
    }
}

impl std::error::Error for VendorError {}
