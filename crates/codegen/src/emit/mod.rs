//! What is made of the tables: one file an output, each a pure function of the tables.

pub mod answer;
pub mod bundle;
mod constant;
pub mod example;
mod fine;
mod name;
pub mod openapi;
mod parameter;
pub mod python;
pub mod reference;
pub mod schema;
pub mod tables;
pub(crate) mod text;
mod tree;
mod truth;
pub mod types;
pub mod typescript;
