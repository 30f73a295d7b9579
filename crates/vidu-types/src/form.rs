//! What generated code is written with: one import for every module of a revision.

#![allow(unused_imports, reason = "a spec without records needs fewer")]

pub(crate) use crate::check::fine::{Fits, Index, Indexed, Rows};
pub(crate) use crate::held::{Held, RecordForm, Take, Unreadable};
pub(crate) use crate::image::Image;
pub(crate) use crate::request::{Request, Vendor};
pub(crate) use crate::schema::request_schema;
pub(crate) use crate::table::Revision;
pub(crate) use crate::value::{Extra, Given, Value};
pub(crate) use crate::wire::wire_form;

/// Gives a request type its JSON and, behind the feature, its JSON Schema.
macro_rules! request_form {
    ($Request:ident, $title:literal, $schema:literal) => {
        wire_form!($Request);
        request_schema!($Request, $title, $schema);
    };
}

pub(crate) use request_form;
