//! The wire form of requests: one tree says where each field stands, and reading and writing both walk it.

mod bytes;
mod content;
mod intake;
mod json;
mod object;
mod path;
mod read;
mod straight;
mod write;

use serde::{Deserializer, Serializer, de};

use crate::request::{Request, Vendor};

pub use content::{Content, Part};
pub use intake::{Intake, Taken};
pub(crate) use json::Json;
pub(crate) use read::put;
pub use read::{Malformed, read, read_taken};
pub use write::{Body, Echo, body, echo, echoes};

/// Writes a request as its body.
pub fn serialize<R: Request, S: Serializer>(request: &R, serializer: S) -> Result<S::Ok, S::Error> {
    serde::Serialize::serialize(&body(R::operation(), &request.given()), serializer)
}

/// Reads a request from its body; numbers and flags in quotes are taken if the vendor takes them.
pub fn deserialize<'de, R: Request, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    let quoted = &R::Vendor::revision().quoted;
    let given = read::of_deserializer(deserializer, R::operation(), quoted)?;
    R::from_given(given).map_err(de::Error::custom)
}

/// Gives a request type its JSON.
macro_rules! wire_form {
    ($Request:ty) => {
        impl serde::Serialize for $Request {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::wire::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Request {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use wire_form;

/// The path of a member of the object at a path.
pub(crate) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

#[cfg(test)]
mod intake_tests;
#[cfg(test)]
mod tests;
