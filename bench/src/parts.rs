//! The parts of the measurement, each with the figures that it gives.

mod build;
pub mod client;
mod codegen;
pub mod large;
pub mod million;
mod small;
mod start;

use crate::figure::Figure;

/// The name of a part, and what measures it.
pub type Part = (&'static str, fn() -> Vec<Figure>);

/// All parts.
pub const ALL: [Part; 7] = [
    ("small", small::figures),
    ("large", large::figures),
    ("start", start::figures),
    ("million", million::figures),
    ("client", client::figures),
    ("codegen", codegen::figures),
    ("build", build::figures),
];
