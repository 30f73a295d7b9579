//! What a row says: values with their conditions and defaults, limits, pictures, states.

mod clause;
mod limits;
mod picture;
mod shape;
mod states;
mod token;

pub use clause::{Clause, Lexicon, Wanted, clauses, model_words, models_named};
pub use limits::characters;
pub use picture::{Picture, picture};
pub use shape::shape;
pub use states::{listed_words, number, retries};
pub use token::{Token, tokens};
