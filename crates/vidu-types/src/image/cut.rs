//! A data URI whose middle was let go when it came: sound base64 of which nothing but its length is left.

use std::borrow::Cow;
use std::fmt;

use super::excerpt::shortened_around;
use super::{DataUri, Reference, read};

/// A long data URI without its middle. What a check asks of it - head, first bytes, length, soundness - it can answer like
/// the whole one; what it was cannot be written any more.
#[derive(Clone, PartialEq, Eq)]
pub struct Cut<'a> {
    left: Box<Left<'a>>,
}

/// What is left, boxed so that other values need no room for it.
#[derive(Clone, PartialEq, Eq)]
struct Left<'a> {
    text: Cow<'a, str>,
    hole: Hole,
}

/// Where something was let go, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hole {
    /// The position in what is left, in bytes.
    pub(crate) at: usize,
    /// How many characters of sound base64 stood there.
    pub(crate) length: u64,
}

impl<'a> Cut<'a> {
    pub(crate) fn new(text: Cow<'a, str>, hole: Hole) -> Self {
        Self { left: Box::new(Left { text, hole }) }
    }

    /// Its beginning, up to where something was let go.
    pub fn beginning(&self) -> &str {
        self.left.text.get(..self.left.hole.at).unwrap_or(&self.left.text)
    }

    /// How many characters it had.
    pub fn characters(&self) -> u64 {
        (self.left.text.chars().count() as u64).saturating_add(self.left.hole.length)
    }

    /// As logs and messages may show it; see [`shortened`](super::shortened).
    pub fn shortened(&self) -> impl fmt::Display + '_ {
        shortened_around(&self.left.text, self.left.hole.length)
    }

    /// What can be known of it.
    pub fn reference(&self) -> Reference<'_> {
        match read(&self.left.text) {
            Reference::Data(uri) => Reference::Data(DataUri::with_hole(uri, self.left.hole)),
            other => other,
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Cut<'static> {
        let Left { text, hole } = *self.left;
        Cut::new(Cow::Owned(text.into_owned()), hole)
    }
}

impl fmt::Debug for Cut<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Cut({})", self.shortened())
    }
}
