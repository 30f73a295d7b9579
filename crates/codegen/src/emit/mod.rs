//! What is made of the tables: one file an output, each a pure function of the tables.

#[cfg(feature = "maintenance")]
pub mod answer;
#[cfg(feature = "maintenance")]
pub mod bundle;
mod constant;
#[cfg(feature = "maintenance")]
pub mod example;
mod fine;
mod name;
#[cfg(feature = "maintenance")]
pub mod openapi;
#[cfg(feature = "maintenance")]
mod parameter;
#[cfg(feature = "maintenance")]
pub mod python;
#[cfg(feature = "maintenance")]
pub mod reference;
pub mod schema;
pub mod tables;
pub(crate) mod text;
mod tree;
#[cfg(feature = "maintenance")]
mod truth;
pub mod types;
#[cfg(feature = "maintenance")]
pub mod typescript;
#[cfg(feature = "maintenance")]
pub(crate) mod word;
