//! The text form of a journal: lines that carry their own sum, so that each fault of a file is told from the others.
//!
//! A line is `sum length json` and a line break; the sum is the first 16 hexadecimal digits of the SHA-256 of
//! `length json`. A tail that is torn off, a damaged line in the middle and a damaged line break look different.

use serde::{Deserialize, Serialize};

use super::book::Sum;
use super::record::{Record, hexadecimal};
use crate::sha256::sha256;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    /// The first one: which program's file this is, and which form it has.
    Journal { of: String, version: u32 },
    /// Something happened.
    Record(Record),
    /// What was spent on submits whose records are gone.
    Spent { vendor: String, base_url: String, sum: Sum },
}

/// The form that this program writes.
pub(super) const VERSION: u32 = 1;
const PROGRAM: &str = "vidu-client";

impl Line {
    pub(super) fn first() -> Self {
        Self::Journal { of: PROGRAM.to_owned(), version: VERSION }
    }

    /// The line with its sum and its break.
    pub(super) fn write(&self) -> Vec<u8> {
        let json = serde_json::to_string(self).unwrap_or_default();
        let text = format!("{} {json}", json.len());
        format!("{} {text}\n", sum(text.as_bytes())).into_bytes()
    }
}

fn sum(text: &[u8]) -> String {
    hexadecimal(&sha256(text)[..8])
}

/// A part of a file, as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part<'f> {
    /// The line, counted from 1.
    pub(super) line: usize,
    /// The byte at which it begins, counted from 0.
    pub(super) offset: usize,
    pub(super) found: Found<'f>,
}

/// What a part of a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found<'f> {
    /// The JSON of a good line.
    Good(&'f str),
    /// A byte where a line break should be.
    Break,
    /// A line whose sum does not fit, of so many bytes.
    Damaged(usize),
    /// The last bytes, without a line break: a line that was not written to its end.
    Torn,
}

/// Takes a file apart.
pub(super) fn scan(file: &[u8]) -> Vec<Part<'_>> {
    let (mut parts, mut offset, mut line) = (Vec::new(), 0, 1);
    while offset < file.len() {
        let rest = &file[offset..];
        let end = rest.iter().position(|byte| *byte == b'\n');
        let found = match (good(rest), end) {
            (Some((json, length)), _) => {
                parts.push(Part { line, offset, found: Found::Good(json) });
                offset += length;
                match file.get(offset) {
                    Some(b'\n') => (),
                    Some(_) => parts.push(Part { line, offset, found: Found::Break }),
                    None => break,
                }
                (offset, line) = (offset + 1, line + 1);
                continue;
            }
            (None, Some(end)) => Found::Damaged(end),
            (None, None) => Found::Torn,
        };
        parts.push(Part { line, offset, found });
        (offset, line) = (offset + end.map_or(rest.len(), |end| end + 1), line + 1);
    }
    parts
}

/// The JSON of the line that begins here, and how long the line is without its break.
fn good(text: &[u8]) -> Option<(&str, usize)> {
    let written = text.get(..16)?;
    let rest = text.get(16..)?.strip_prefix(b" ")?;
    let digits = rest.iter().take(12).position(|byte| *byte == b' ')?;
    let length: usize = std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
    let end = (digits + 1).checked_add(length)?;
    let summed = rest.get(..end)?;
    if sum(summed).as_bytes() != written {
        return None;
    }
    Some((std::str::from_utf8(&summed[digits + 1..]).ok()?, 17 + end))
}

/// Whether a file is what is left of the first line if the very first write was torn.
pub(super) fn is_unborn(file: &[u8]) -> bool {
    let first = Line::first().write();
    // A file system may have made room and not yet filled it.
    file.len() <= first.len() && file.iter().zip(&first).all(|(found, written)| *found == *written || *found == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let spent = |credits| Line::Spent {
            vendor: "acme".to_owned(),
            base_url: "https://a.example".to_owned(),
            sum: Sum { credits, unpriced: 0 },
        };
        [Line::first().write(), spent(1).write(), spent(2).write()].concat()
    }

    /// Each part in a word: `1` a good line 1, `2!` damaged, `2?` its break is, `3~` torn.
    fn told(file: &[u8]) -> String {
        let word = |part: Part<'_>| match part.found {
            Found::Good(_) => format!("{}", part.line),
            Found::Break => format!("{}?", part.line),
            Found::Damaged(_) => format!("{}!", part.line),
            Found::Torn => format!("{}~", part.line),
        };
        scan(file).into_iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn faults_are_told_apart() {
        let whole = file();
        let breaks: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] == b'\n').collect();
        let with = |at: usize, byte| {
            let mut file = file();
            file[at] = byte;
            told(&file)
        };
        assert_eq!(told(&whole), "1 2 3");
        assert_eq!(told(b""), "");
        assert_eq!(with(breaks[0] + 3, b'x'), "1 2! 3");
        assert_eq!(with(breaks[0], b'x'), "1 1? 2 3");
        assert_eq!(with(breaks[2], b'x'), "1 2 3 3?");
        assert_eq!(with(breaks[0] + 30, b'\n'), "1 2! 3! 4");
        assert_eq!(told(&whole[..breaks[2]]), "1 2 3");
        assert_eq!(told(&whole[..breaks[2] - 1]), "1 2 3~");
        assert_eq!(told(&whole[..breaks[1] + 2]), "1 2 3~");
        assert_eq!(told(b"some text\nof another program"), "1! 2~");
        assert_eq!(told(b"0123456789abcdef 18446744073709551615 {}\n"), "1!");
    }

    #[test]
    fn a_first_line_that_was_torn() {
        let first = Line::first().write();
        assert!((0..=first.len()).all(|end| is_unborn(&first[..end])));
        assert!(is_unborn(&vec![0; first.len()]));
        assert!(!is_unborn(b"hello"));
        assert!(!is_unborn(&[&first[..], b"x"].concat()));
    }
}
