//! Where in a body the reader is; written out only when something is wrong there.

use std::fmt;

/// A place in a body.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    /// The whole body.
    Body,
    /// A member of an object.
    Member(&'p Path<'p>, &'p str),
    /// An element of a list.
    Element(&'p Path<'p>, usize),
}

/// `subjects[0].name`.
impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body => Ok(()),
            Self::Member(Self::Body, key) => formatter.write_str(key),
            Self::Member(outer, key) => write!(formatter, "{outer}.{key}"),
            Self::Element(list, index) => write!(formatter, "{list}[{index}]"),
        }
    }
}
