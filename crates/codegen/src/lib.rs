//! Reads the spec of the Vidu APIs and turns it into types, tables and schemas.
#![deny(missing_docs)]

pub mod relation;
pub mod table;
