//! What is made of the tables: one file an output, each a pure function of the tables.

mod constant;
mod name;
pub mod reference;
pub mod schema;
pub mod tables;
pub(crate) mod text;
pub mod types;
