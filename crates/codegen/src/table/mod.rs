//! The tables: what the pages state, as plain data that is either compiled into `vidu-types` or read at run time.
//!
//! One folder serves two crates: `vidu-codegen` fills these types from the spec and prints them (as Rust constants, as
//! JSON), `vidu-types` holds the constants and reads the JSON. Neither can depend on the other, so the folder is shared by
//! a symbolic link. No type here has behaviour: validator, wire form, client, mock, schema and reference are readings.
//!
//! Everything is borrowable for ever (`Cow::Borrowed` in the constants) and ownable (what was read at run time).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

mod accepts;
mod answer;
mod field;
mod listing;
mod operation;
mod vendor;

pub use accepts::*;
pub use answer::*;
pub use field::*;
pub use listing::*;
pub use operation::*;
pub use vendor::*;

/// Text of a table: a constant, or owned when the table was read at run time.
pub type Text = Cow<'static, str>;
/// A list of a table: a constant, or owned when the table was read at run time.
pub type List<T> = Cow<'static, [T]>;

/// Everything that one spec folder states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    /// The shared words, set by set.
    pub words: List<WordSet>,
    /// Every revision of every vendor, in order of vendor and month.
    pub revisions: List<Revision>,
}

/// A set of words that fields share, such as the models or the resolutions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordSet {
    /// Its name in the vocabulary.
    pub name: Text,
    /// The Rust type of its words.
    pub type_name: Text,
    /// What the words say.
    pub about: Text,
    /// The words, in the order of the vocabulary.
    pub words: List<Word>,
}

/// One word of a set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// As it is written on the wire.
    pub wire: Text,
    /// As it is written in Rust.
    pub variant: Text,
}

/// A single value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Scalar {
    /// Characters.
    Text(Text),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}
