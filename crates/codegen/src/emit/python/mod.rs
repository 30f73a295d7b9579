//! Pydantic models of requests, one for each model that a vendor offers with its own values and defaults, and of answers.

use super::{answer, bundle, name};
use crate::table::{Operation, Revision};

mod answers;
mod class;
mod request;
mod tables;

const HEAD: &str = r#""""Written by vidu-codegen from the spec: do not edit."""

from typing import Annotated, Any, ClassVar, Dict, Iterator, List, Literal, NamedTuple, Optional, Tuple, Union

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, TypeAdapter, model_validator
"#;

/// What the models are checked by.
const RUNTIME: &str = include_str!("runtime.py");

/// One module of all requests and answers.
pub fn emit(revisions: &[&Revision]) -> String {
    let mut out = format!("{HEAD}{RUNTIME}");
    for revision in revisions {
        out += &states(revision);
        for operation in revision.operations.iter() {
            out += &self::operation(revision, operation);
        }
    }
    out
}

/// The vendor's status words and what they mean; a vendor may add words, so nothing is typed as one of them.
fn states(revision: &Revision) -> String {
    let state = |state: &crate::table::State| {
        format!("    {}: {},\n", class::quoted(&state.word), class::quoted(super::word::stage(state.stage)))
    };
    let states: String = revision.states.iter().map(state).collect();
    format!("\n\n{}States: Dict[str, str] = {{\n{states}}}\n", name::pascal(&revision.vendor))
}

fn operation(revision: &Revision, operation: &Operation) -> String {
    let name = name::full_title(revision, operation);
    let request = if bundle::has_body(operation) { request::emit(&name, operation) } else { String::new() };
    let about = format!("What {} {} answers.", operation.method, operation.path);
    request + &answers::emit(&format!("{name}Answer"), &about, &answer::emit(operation))
}
