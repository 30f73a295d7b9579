//! A request by field names, for programs that learn only at run time which operation and which fields there are.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use serde_json::Value as Json;

use crate::check;
use crate::request::Vendor;
use crate::table::{Operation, OperationKind};
use crate::value::{self, Given, StrayKind};
use crate::violation::Verdict;
use crate::wire::{self, Malformed};

/// A request whose operation and fields are named by text.
///
/// It is checked and written like the typed requests of the vendor's module, which are the better choice wherever the
/// operation is known when the program is written.
///
/// ```
/// use vidu_types::{Draft, Vendor};
///
/// # fn example<V: Vendor>() -> Result<(), Box<dyn std::error::Error>> {
/// let draft = Draft::<V>::new("img2video")?.set("duration", 5)?.extra("style", "paper");
/// for violation in draft.check().violations {
///     eprintln!("{violation}");
/// }
/// # Ok(())
/// # }
/// ```
pub struct Draft<V> {
    operation: &'static Operation,
    given: Given<'static>,
    vendor: PhantomData<fn() -> V>,
}

impl<V: Vendor> Draft<V> {
    /// An empty request of an operation that makes a task, by its name in the vocabulary.
    pub fn new(operation: &str) -> Result<Self, NoSuchName> {
        let operation = find::<V>(operation)?;
        let given = Given { fields: vec![None; operation.fields.len()], ..Given::default() };
        Ok(Self { operation, given, vendor: PhantomData })
    }

    /// Reads a body in the vendor's wire form. The page's constants may be left out: they are written anyway.
    pub fn read(operation: &str, body: &[u8]) -> Result<Self, DraftError> {
        let operation = find::<V>(operation).map_err(DraftError::NoSuchName)?;
        let given = wire::read(body, operation, &V::revision().quoted).map_err(DraftError::Malformed)?;
        let mut given = Given { bytes: None, ..given.into_owned() };
        given.strays.retain(|stray| stray.kind != StrayKind::Missing);
        Ok(Self { operation, given, vendor: PhantomData })
    }

    /// Sets a field by its name in the vocabulary; `null` takes it away.
    ///
    /// A value of another type than the page says is for the check to report; it is never written.
    pub fn set(mut self, field: &str, value: impl Into<Json>) -> Result<Self, NoSuchName> {
        let position = self.operation.fields.iter().position(|known| known.name == field);
        let Some(position) = position else {
            let names = self.operation.fields.iter().map(|field| field.name.to_string());
            return Err(NoSuchName { what: "field", name: field.to_owned(), there_is: names.collect() });
        };
        wire::put(&mut self.given, position, &value.into(), self.operation, &V::revision().quoted);
        Ok(self)
    }

    /// Adds a member that the page does not list, at its path in the body.
    #[must_use]
    pub fn extra(mut self, path: &str, value: impl Into<Json>) -> Self {
        value::put(self.given.extra.to_mut(), path, value);
        self
    }

    /// What the page states.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The values of its fields, in page order.
    pub fn given(&self) -> &Given<'static> {
        &self.given
    }

    /// Everything in it that the page does not offer, and what else there is to know about it.
    pub fn check(&self) -> Verdict {
        check::check(self.operation, &self.given)
    }

    /// The request with every default that the page states, given what is there.
    #[must_use]
    pub fn effective(&self) -> Self {
        let given = check::effective(self.operation, self.given.clone());
        Self { given, ..self.clone() }
    }

    /// The body as it goes over the wire.
    pub fn to_json(&self) -> Json {
        serde_json::to_value(wire::body(self.operation, &self.given)).unwrap_or_default()
    }
}

fn find<V: Vendor>(name: &str) -> Result<&'static Operation, NoSuchName> {
    let creates = || V::revision().operations.iter().filter(|operation| operation.kind == OperationKind::Create);
    let no_such = || NoSuchName {
        what: "operation",
        name: name.to_owned(),
        there_is: creates().map(|operation| operation.name.to_string()).collect(),
    };
    creates().find(|operation| operation.name == name).ok_or_else(no_such)
}

/// Not derived: that would ask for a vendor that can be cloned.
impl<V> Clone for Draft<V> {
    fn clone(&self) -> Self {
        Self { operation: self.operation, given: self.given.clone(), vendor: PhantomData }
    }
}

/// Like the typed requests, without the text of pictures.
impl<V> fmt::Debug for Draft<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.operation.fields.iter().zip(&self.given.fields);
        let given: Vec<&str> =
            names.filter(|(_, value)| value.is_some()).map(|(field, _)| field.name.as_ref()).collect();
        let operation = &self.operation.name;
        formatter.debug_struct("Draft").field("operation", operation).field("given", &given).finish_non_exhaustive()
    }
}

/// An operation or a field of a name that the vendor's pages do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoSuchName {
    /// What was looked for: `operation` or `field`.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// The names that there are, in the order of the pages.
    pub there_is: Vec<String>,
}

impl fmt::Display for NoSuchName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.name.chars().take(60).collect();
        write!(formatter, "there is no {} {shown:?}; there is {}", self.what, self.there_is.join(", "))
    }
}

impl Error for NoSuchName {}

/// Why no request could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DraftError {
    /// The pages have no such operation.
    NoSuchName(NoSuchName),
    /// The body is no JSON object.
    Malformed(Malformed),
}

impl fmt::Display for DraftError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchName(fault) => fault.fmt(formatter),
            Self::Malformed(fault) => fault.fmt(formatter),
        }
    }
}

impl Error for DraftError {}

#[cfg(test)]
mod tests;
