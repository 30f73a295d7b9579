//! The parts of the measurement, each with the figures that it gives.

mod large;
mod million;
mod small;
mod start;

use crate::figure::Figure;

/// All parts, by name.
pub const ALL: [(&str, fn() -> Vec<Figure>); 4] =
    [("small", small::figures), ("large", large::figures), ("start", start::figures), ("million", million::figures)];
