//! What generated request types are checked with: their fields as they are, and the page's tables as bits.
//!
//! A table's row is a bit. The rows that have a value are a number that code generation wrote down for every value, so that
//! walking a table is an `and` for each column.

use crate::image::Image;
use crate::table::Field;
use crate::word::Word;

use super::one;

/// A type whose value is judged by what the page says of its field, without a look at any other.
pub(crate) trait Fits {
    /// Whether the value surely fits.
    fn fits(&self, field: &Field) -> bool;
}

/// A type whose value stands in tables.
pub(crate) trait Indexed {
    /// The rows that have the value, a bit for each; nothing for an absent one.
    fn rows(&self, index: &Index) -> Option<u64>;
}

/// Which rows have which values, for one column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Index {
    /// For each word of the vocabulary's set, or for false and true.
    pub(crate) words: &'static [u64],
    /// For whole numbers from one to another.
    pub(crate) integers: &'static [(i64, i64, u64)],
    /// For numbers from one to another.
    pub(crate) numbers: &'static [(f64, f64, u64)],
    /// The rows that have any value.
    pub(crate) any: u64,
    /// For each row what is left by an absent value if this is the first row: those with its default, or all.
    pub(crate) absent: &'static [u64],
}

impl Index {
    /// No value in any row.
    pub(crate) const NONE: Self = Self { words: &[], integers: &[], numbers: &[], any: 0, absent: &[] };
}

/// The rows of a table that are left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows(u64);

impl Rows {
    /// The first so many.
    #[inline]
    pub(crate) const fn first(number: u32) -> Self {
        Self(u64::MAX >> (u64::BITS - number))
    }

    /// Those that have the value of the next column.
    #[inline]
    pub(crate) fn with(self, value: &impl Indexed, index: &Index) -> Self {
        let absent = || index.absent.get(self.0.trailing_zeros() as usize).copied().unwrap_or_default();
        Self(self.0 & value.rows(index).unwrap_or_else(absent))
    }

    /// Whether there is one.
    #[inline]
    pub(crate) const fn is_some(self) -> bool {
        self.0 != 0
    }
}

impl<T: Fits> Fits for Option<T> {
    #[inline]
    fn fits(&self, field: &Field) -> bool {
        self.as_ref().is_none_or(|value| value.fits(field))
    }
}

impl Fits for i64 {
    #[inline]
    fn fits(&self, _: &Field) -> bool {
        true
    }
}

impl Fits for bool {
    #[inline]
    fn fits(&self, _: &Field) -> bool {
        true
    }
}

impl Fits for f64 {
    #[inline]
    fn fits(&self, _: &Field) -> bool {
        self.is_finite()
    }
}

impl<W: Word> Fits for W {
    #[inline]
    fn fits(&self, field: &Field) -> bool {
        !field.required || self.position() < W::KNOWN.len() || !self.as_str().is_empty()
    }
}

impl Fits for String {
    #[inline]
    fn fits(&self, field: &Field) -> bool {
        one::text(self, field)
    }
}

impl Fits for Image {
    #[inline]
    fn fits(&self, field: &Field) -> bool {
        if self.as_str().is_empty() { !field.required } else { one::image(self, field) }
    }
}

impl Fits for Vec<Image> {
    #[inline]
    fn fits(&self, field: &Field) -> bool {
        one::count(self.len(), field) && self.iter().all(|image| one::image(image, field))
    }
}

impl Fits for Vec<String> {
    #[inline]
    fn fits(&self, field: &Field) -> bool {
        one::count(self.len(), field) && self.iter().all(|text| text.is_empty() || one::text(text, field))
    }
}

impl<T: Indexed> Indexed for Option<T> {
    #[inline]
    fn rows(&self, index: &Index) -> Option<u64> {
        self.as_ref().and_then(|value| value.rows(index))
    }
}

impl<W: Word> Indexed for W {
    #[inline]
    fn rows(&self, index: &Index) -> Option<u64> {
        Some(index.any | index.words.get(self.position()).copied().unwrap_or_default())
    }
}

impl Indexed for bool {
    #[inline]
    fn rows(&self, index: &Index) -> Option<u64> {
        Some(index.any | index.words.get(usize::from(*self)).copied().unwrap_or_default())
    }
}

impl Indexed for i64 {
    #[inline]
    fn rows(&self, index: &Index) -> Option<u64> {
        let within = |(from, to, rows): &(i64, i64, u64)| if (*from..=*to).contains(self) { *rows } else { 0 };
        Some(index.integers.iter().map(within).fold(index.any, |all, rows| all | rows))
    }
}

impl Indexed for f64 {
    #[inline]
    fn rows(&self, index: &Index) -> Option<u64> {
        let within = |(from, to, rows): &(f64, f64, u64)| if (*from..=*to).contains(self) { *rows } else { 0 };
        Some(index.numbers.iter().map(within).fold(index.any, |all, rows| all | rows))
    }
}
