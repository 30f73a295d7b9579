//! An answer that cannot be understood: why, and enough of it to find what was paid for.

use std::fmt;

use serde_json::Value;

use crate::answer::tree::{Single, Tree};
use crate::excerpt::{excerpt, head};
use crate::table::Operation;
use crate::wire::Json;

/// An answer that cannot be read.
///
/// A task may exist all the same: the head of the body is kept, so that a person can look for its id. `Display` shows its
/// first 200 characters without the query strings of addresses; [`body`](Self::body) is the head itself.
#[derive(Clone, PartialEq, Eq)]
pub struct UnreadableAnswer {
    operation: String,
    why: String,
    body: String,
}

impl UnreadableAnswer {
    /// The name of the operation whose answer it should have been.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// What is wrong, `there is no task id at output.task_id`.
    pub fn why(&self) -> &str {
        &self.why
    }

    /// The first two kilobytes of the body; bytes that are no text are replaced.
    pub fn body(&self) -> &str {
        &self.body
    }

    pub(crate) fn new(operation: &Operation, why: impl Into<String>, body: &[u8]) -> Self {
        Self { operation: operation.name.to_string(), why: why.into(), body: head(body) }
    }
}

impl fmt::Display for UnreadableAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the answer to {} cannot be read: {}; ", self.operation, self.why)?;
        match self.body.is_empty() {
            true => formatter.write_str("the body is empty"),
            false => write!(formatter, "the body begins: {}", excerpt(&self.body)),
        }
    }
}

impl fmt::Debug for UnreadableAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UnreadableAnswer({self})")
    }
}

impl std::error::Error for UnreadableAnswer {}

/// The body as a JSON object.
pub(crate) fn object(operation: &Operation, body: &[u8]) -> Result<Value, UnreadableAnswer> {
    only_object(operation, body, serde_json::from_slice(body))
}

/// The same, borrowing its texts.
pub(crate) fn json_object<'b>(operation: &Operation, body: &'b [u8]) -> Result<Json<'b>, UnreadableAnswer> {
    only_object(operation, body, Json::of_answer(body))
}

fn only_object<T: Tree>(
    operation: &Operation,
    body: &[u8],
    read: serde_json::Result<T>,
) -> Result<T, UnreadableAnswer> {
    let refused = |why: String| UnreadableAnswer::new(operation, why, body);
    match read {
        Ok(json) if json.is_object() => Ok(json),
        Ok(other) => Err(refused(format!("it is {} where an object belongs", noun(&other)))),
        Err(fault) => Err(refused(format!("it is no JSON ({fault})"))),
    }
}

fn noun(json: &impl Tree) -> &'static str {
    match json.single() {
        Single::Nothing => "null",
        Single::Boolean(_) => "a boolean",
        Single::Integer(_) | Single::Large(_) | Single::Number(_) => "a number",
        Single::Text(_) => "a text",
        Single::Several if json.list().is_some() => "a list",
        Single::Several => "an object",
    }
}
