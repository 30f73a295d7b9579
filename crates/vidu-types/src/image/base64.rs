//! Standard base64: writes it, finds what is wrong with it, and decodes the few bytes that headers need.

use std::fmt;

use base64_simd::{STANDARD, STANDARD_NO_PAD};

use super::cut::Hole;

/// Small enough that finding the place in a faulty block costs little, large enough that the blocks do not; whole groups of four.
const BLOCK: usize = 16 * 1024;

/// Within a faulty block: a look at each of so many bytes costs nothing any more.
const SMALL_BLOCK: usize = 256;

/// Long enough that no path without a dot is taken for base64.
const SURELY_BASE64: usize = 64;

/// What is wrong with a payload: its first fault, with positions in characters counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PayloadFault {
    /// There is nothing after the comma.
    Empty,
    /// A character outside of the standard alphabet, or padding before the end.
    Character {
        /// The first such character.
        character: char,
        /// Where in the payload it stands.
        position: usize,
    },
    /// One character too many or too few, which no padding can mend: the text was cut off.
    Length,
    /// Not as many `=` at the end as the length asks for.
    Padding {
        /// How many there are.
        given: usize,
        /// How many there must be.
        wanted: usize,
    },
}

impl fmt::Display for PayloadFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Empty => formatter.write_str("its payload is empty; write the base64 of the picture after the comma"),
            Self::Character { character, position } => {
                write!(formatter, "its payload has {character:?} at {position}: {}", advice(character))
            }
            Self::Length => formatter
                .write_str("its payload is cut off: no base64 has this length; write the whole of it, padded with `=`"),
            Self::Padding { given, wanted } => write!(
                formatter,
                "its payload is wrongly padded: it ends with {given} `=` where its length asks for {wanted}; write padded base64"
            ),
        }
    }
}

/// Text seen as the bytes that it is the base64 of, decoded one at a time when they are asked for.
#[derive(Clone, Copy)]
pub(super) struct Decoded<'a>(pub(super) &'a str);

impl Decoded<'_> {
    /// The bytes from `offset`; `None` if the text ends before or is no base64 there.
    pub(super) fn read<const LENGTH: usize>(self, offset: usize) -> Option<[u8; LENGTH]> {
        let mut bytes = [0; LENGTH];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = self.byte(offset.checked_add(index)?)?;
        }
        Some(bytes)
    }

    /// Byte 0, 1 or 2 of three lies in two neighbours of the four characters that hold them.
    pub(super) fn byte(self, offset: usize) -> Option<u8> {
        let place = (offset / 3).checked_mul(4)?.checked_add(offset % 3)?;
        let (left, right) = (self.sextet(place)?, self.sextet(place + 1)?);
        Some(match offset % 3 {
            0 => left << 2 | right >> 4,
            1 => left << 4 | right >> 2,
            _ => left << 6 | right,
        })
    }

    fn sextet(self, place: usize) -> Option<u8> {
        match *self.0.as_bytes().get(place)? {
            byte @ b'A'..=b'Z' => Some(byte - b'A'),
            byte @ b'a'..=b'z' => Some(byte - b'a' + 26),
            byte @ b'0'..=b'9' => Some(byte - b'0' + 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        }
    }
}

/// `head` and then the base64 of `bytes`, in one allocation.
pub(super) fn encode_after(head: &str, bytes: &[u8]) -> String {
    let mut text = String::with_capacity(head.len() + STANDARD.encoded_length(bytes.len()));
    text.push_str(head);
    append(&mut text, bytes);
    text
}

/// The base64 of `bytes`; padded unless they are a multiple of three, so that only the last piece may be another.
pub(super) fn append(text: &mut String, bytes: &[u8]) {
    // Ahead of the library, which asks for exactly as much and so would copy all of it again for every piece.
    text.reserve(STANDARD.encoded_length(bytes.len()));
    STANDARD.encode_append(bytes, text);
}

/// How many bytes the payload stands for, from its length alone, `gone` being how much of it is not here any more.
pub(super) fn decoded_len(payload: &str, gone: u64) -> u64 {
    let padding = payload.bytes().rev().take(2).take_while(|&byte| byte == b'=').count();
    ((payload.len() - padding) as u64).saturating_add(gone).saturating_mul(3) / 4
}

/// The first fault; whether unused bits at the end are zero is not asked, as decoders differ about it.
pub(super) fn fault(payload: &str, hole: Option<Hole>) -> Option<PayloadFault> {
    if payload.is_empty() {
        return Some(PayloadFault::Empty);
    }
    let gone = |from: usize| hole.filter(|hole| hole.at <= from).map_or(0, |hole| hole.length as usize);
    let body = payload.trim_end_matches('=');
    if let Some(position) = first_foreign(body.as_bytes()) {
        let character = body[position..].chars().next()?;
        return Some(PayloadFault::Character { character, position: position.saturating_add(gone(position)) });
    }
    let given = payload.len() - body.len();
    match body.len().wrapping_add(gone(body.len())) % 4 {
        1 => Some(PayloadFault::Length),
        odd => Some(PayloadFault::Padding { given, wanted: (4 - odd) % 4 }).filter(|_| given != (4 - odd) % 4),
    }
}

/// How many characters at the beginning are of the standard alphabet, padding not among them.
pub(crate) fn standard_run(text: &[u8]) -> usize {
    first_foreign(text).unwrap_or(text.len())
}

/// Whether a text that has no head is most likely base64, by its beginning.
pub(super) fn looks_like_base64(text: &str) -> bool {
    let beginning = text.as_bytes().get(..SURELY_BASE64);
    beginning.is_some_and(|beginning| first_foreign(beginning).is_none())
}

/// The first character that is not of the alphabet.
fn first_foreign(text: &[u8]) -> Option<usize> {
    let mut start = 0;
    for size in [BLOCK, SMALL_BLOCK] {
        start += size * text[start..].chunks(size).position(|block| !all_standard(block))?;
    }
    Some(start + text[start..].iter().position(|&byte| !is_standard(byte))?)
}

/// A group of four has no unused bits, so that of whole groups nothing but the letters is judged.
fn all_standard(block: &[u8]) -> bool {
    let (groups, rest) = block.split_at(block.len() - block.len() % 4);
    STANDARD_NO_PAD.check(groups).is_ok() && rest.iter().all(|&byte| is_standard(byte))
}

/// Setting one bit makes a small letter of a capital and of nothing else; `/` and the digits are neighbours.
fn is_standard(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_slash_or_digit = byte.wrapping_sub(b'/') <= 10;
    is_letter | is_slash_or_digit | (byte == b'+')
}

fn advice(character: char) -> &'static str {
    match character {
        '-' | '_' => "this is URL-safe base64; the standard alphabet with `+` and `/` is wanted",
        '%' => "this is percent-encoded; write the characters of the base64 themselves",
        '=' => "padding belongs at the end; write one base64 text, not several in a row",
        blank if blank.is_whitespace() => "write the base64 as one run, without line breaks and blanks",
        _ => "this is no base64; only letters, digits, `+` and `/` are, with `=` at the end",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use ::base64::alphabet::STANDARD as LETTERS;
    use ::base64::engine::general_purpose::{GeneralPurpose, PAD, STANDARD as ORACLE};
    use proptest::prelude::*;

    /// The oracle, told not to ask about unused bits either.
    fn oracle(payload: &str) -> Option<Vec<u8>> {
        GeneralPurpose::new(&LETTERS, PAD.with_decode_allow_trailing_bits(true)).decode(payload).ok()
    }

    fn compare_with_oracle(payload: &str) {
        let bytes = oracle(payload).filter(|_| !payload.is_empty());
        assert_eq!(fault(payload, None).is_none(), bytes.is_some(), "{payload:?}: {:?}", fault(payload, None));
        let Some(bytes) = bytes else { return };
        assert_eq!(decoded_len(payload, 0), bytes.len() as u64, "{payload:?}");
        for (offset, byte) in bytes.iter().enumerate() {
            assert_eq!(Decoded(payload).byte(offset), Some(*byte), "{payload:?}");
        }
        assert_eq!(Decoded(payload).byte(bytes.len()), None, "{payload:?}");
    }

    #[test]
    fn faults() {
        let character = |character, position| Some(PayloadFault::Character { character, position });
        let padding = |given, wanted| Some(PayloadFault::Padding { given, wanted });
        let cases = [
            ("", Some(PayloadFault::Empty)),
            ("AAAA", None),
            ("AAA=", None),
            ("AA==", None),
            ("A", Some(PayloadFault::Length)),
            ("AAAAA===", Some(PayloadFault::Length)),
            ("AA", padding(0, 2)),
            ("AA=", padding(1, 2)),
            ("AAA", padding(0, 1)),
            ("AAAA=", padding(1, 0)),
            ("====", padding(4, 0)),
            ("AAAAAAAAAAAAAAAAA-==", character('-', 17)),
            ("AAAA\nAAAA", character('\n', 4)),
            ("AAAA ", character(' ', 4)),
            ("AA==AAAA", character('=', 2)),
            ("A%2B", character('%', 1)),
            ("AA\u{732b}A", character('\u{732b}', 2)),
        ];
        for (payload, expected) in cases {
            assert_eq!(fault(payload, None), expected, "{payload:?}");
        }
    }

    #[test]
    fn a_fault_is_found_wherever_it_stands() {
        let places = [0, 1, SMALL_BLOCK - 1, SMALL_BLOCK, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 999, 4 * BLOCK];
        for (position, character) in places.into_iter().flat_map(|place| [(place, '_'), (place, '=')]) {
            let mut payload = "A".repeat(4 * BLOCK + 4);
            payload.replace_range(position..=position, character.encode_utf8(&mut [0; 4]));
            assert_eq!(fault(&payload, None), Some(PayloadFault::Character { character, position }));
        }
    }

    #[test]
    fn every_short_text_is_judged_as_the_oracle_does() {
        let mut texts = vec![String::new()];
        for _ in 0..9 {
            texts.iter().for_each(|text| compare_with_oracle(text));
            texts = texts.iter().flat_map(|text| ["A", "/", "="].map(|letter| format!("{text}{letter}"))).collect();
        }
        for byte in 0..=127_u8 {
            compare_with_oracle(&format!("AA{}A", char::from(byte)));
        }
    }

    proptest! {
        #[test]
        fn encodes_as_the_oracle_does(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let text = encode_after("data:,", &bytes);
            prop_assert_eq!(text.len(), text.capacity());
            prop_assert_eq!(&text["data:,".len()..], ORACLE.encode(&bytes));
            compare_with_oracle(&text["data:,".len()..]);
        }

        #[test]
        fn judges_as_the_oracle_does(payload in "[A-Za-z0-9+/]{0,40}[-_A-Za-z0-9+/ \n=]{0,3}={0,3}") {
            compare_with_oracle(&payload);
        }
    }
}
