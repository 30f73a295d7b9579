//! Takes a secret out of text in whatever form others wrote it: plain, with escapes, in hexadecimal digits, in base64.

use std::ops::Range;

/// A secret as it may stand in text: for crates of this workspace, which must not show one.
///
/// Each byte may be escaped or not, as `%6b` or `%256B`, as `\u006b` or `\/`; hexadecimal digits are of any case; base64 is of
/// either alphabet, and may begin before the secret and end behind it. Where a text was cut within the secret, at its end or
/// before `..`, what is left of the secret counts too.
#[derive(Clone)]
pub struct Secret {
    plain: Box<[u8]>,
    /// What only this secret has in base64, by alphabet and by where its first byte stands in a group of three.
    base64: Vec<Vec<u8>>,
    /// The bytes with which a form can begin: most of a text is passed over by them.
    first: [bool; 256],
}

/// Fewer bytes at a cut say nothing.
const LEAST: usize = 6;
/// The same for letters of base64 and hexadecimal digits.
const LEAST_LETTERS: usize = 12;

const DIGITS: &[u8; 16] = b"0123456789abcdef";
const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Secret {
    /// A secret. Whether a text is long enough to be one, its owner knows.
    pub fn new(text: &str) -> Self {
        let plain: Box<[u8]> = text.as_bytes().into();
        let mut base64: Vec<Vec<u8>> = (0..3).map(|before| letters(&plain, before)).collect();
        let url: Vec<Vec<u8>> =
            base64.iter().map(|letters| letters.iter().map(|letter| of_url(*letter)).collect()).collect();
        base64.extend(url);
        base64.retain(|letters| letters.len() >= LEAST);
        base64.sort();
        base64.dedup();
        let mut first = [false; 256];
        let digit = plain.first().map(|byte| DIGITS[usize::from(byte >> 4)]);
        let letters = base64.iter().filter_map(|letters| letters.first().copied());
        let others = digit.into_iter().flat_map(|digit| [digit, digit.to_ascii_uppercase()]).chain(*b"%\\");
        plain
            .first()
            .copied()
            .into_iter()
            .chain(letters)
            .chain(others)
            .for_each(|byte| first[usize::from(byte)] = true);
        Self { plain, base64, first }
    }

    /// Puts a word in the place of the secret wherever it stands, and says whether it did.
    pub fn hide_in(&self, text: &mut String, word: &str) -> bool {
        let found = self.found(text.as_bytes());
        if found.is_empty() {
            return false;
        }
        let (mut cleared, mut at) = (String::with_capacity(text.len()), 0);
        for span in found {
            // What was found begins and ends with whole characters: both are of the secret, or ASCII.
            cleared.push_str(text.get(at..span.start).unwrap_or_default());
            cleared.push_str(word);
            at = span.end;
        }
        cleared.push_str(text.get(at..).unwrap_or_default());
        *text = cleared;
        true
    }

    /// Whether it stands in a text.
    pub fn is_in(&self, text: &str) -> bool {
        !self.found(text.as_bytes()).is_empty()
    }

    /// Where it stands in a text, in order and apart.
    fn found(&self, text: &[u8]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            match self.first[usize::from(text[at])].then(|| self.length_at(text, at)).flatten() {
                Some(length) => {
                    found.push(at..at + length);
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// How many bytes of a text are the secret in some form, from a position on.
    fn length_at(&self, text: &[u8], at: usize) -> Option<usize> {
        let rest = &text[at..];
        let begins = |letters: &Vec<u8>| length_of_letters(rest, letters, |one, other| one == other);
        self.length_escaped(rest)
            .or_else(|| self.base64.iter().find_map(begins))
            .or_else(|| self.length_of_digits(rest))
    }

    fn length_escaped(&self, text: &[u8]) -> Option<usize> {
        let mut length = 0;
        for (count, byte) in self.plain.iter().enumerate() {
            match one_byte(&text[length..], *byte) {
                Some(more) => length += more,
                None => return (count >= LEAST && is_cut(&text[length..])).then_some(length),
            }
        }
        (length > 0).then_some(length)
    }

    fn length_of_digits(&self, text: &[u8]) -> Option<usize> {
        // Most letters are no digits, so this is quickly known.
        let first = self.plain.first().filter(|first| text.len() >= 2 && digits(&text[..2]) == Some(**first));
        first?;
        let digits = self.plain.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| DIGITS[usize::from(digit)]);
        length_of_letters(text, &digits.collect::<Vec<u8>>(), |one, other| one.eq_ignore_ascii_case(&other))
    }
}

/// Says nothing of it.
impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

/// How many bytes of a text are these letters, or those of them that stand before a cut.
fn length_of_letters(text: &[u8], letters: &[u8], is_same: impl Fn(u8, u8) -> bool) -> Option<usize> {
    let length = text.iter().zip(letters).take_while(|(one, other)| is_same(**one, **other)).count();
    (length == letters.len() || (length >= LEAST_LETTERS && is_cut(&text[length..]))).then_some(length)
}

/// Whether what follows says that a text was cut here, perhaps within an escape; quotes may close before the dots.
fn is_cut(rest: &[u8]) -> bool {
    let rest = without_stump(rest);
    let marks = rest.iter().take_while(|byte| b"\\\"'`".contains(byte)).count();
    rest.is_empty() || rest == "\u{FFFD}".as_bytes() || (marks <= 2 && rest[marks..].starts_with(b".."))
}

/// What stands behind the beginning of an escape, if there is one.
fn without_stump(rest: &[u8]) -> &[u8] {
    let (begun, most) = match rest {
        [b'%', b'2', b'5', more @ ..] | [b'%', more @ ..] => (more, 1),
        [b'\\', b'u', more @ ..] => (more, 3),
        [b'\\', more @ ..] => (more, 0),
        _ => return rest,
    };
    let digits = begun.iter().take(most).take_while(|byte| byte.is_ascii_hexdigit()).count();
    &begun[digits..]
}

/// How many bytes of a text mean this byte.
fn one_byte(text: &[u8], byte: u8) -> Option<usize> {
    let escape = |prefix: &[u8]| {
        let escaped = text.strip_prefix(prefix)?.get(..2).and_then(digits);
        (escaped == Some(byte)).then_some(prefix.len() + 2)
    };
    match text.first()? {
        b'%' if byte != b'%' || text.len() > 2 => {
            escape(b"%").or_else(|| escape(b"%25")).or((byte == b'%').then_some(1))
        }
        b'\\' => {
            let is_named = matches!(byte, b'/' | b'"' | b'\\') && text.get(1) == Some(&byte);
            is_named
                .then_some(2)
                .or_else(|| escape(b"\\u00"))
                .or_else(|| escape(b"\\x"))
                .or((byte == b'\\').then_some(1))
        }
        first => (*first == byte || (*first == b'+' && byte == b' ')).then_some(1),
    }
}

fn digits(two: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(two[0])? * 16 + digit(two[1])?) as u8)
}

/// The letters of base64 that are the same whatever stands around these bytes, of which so many come before in a group.
fn letters(bytes: &[u8], before: usize) -> Vec<u8> {
    let bit = |at: usize| (bytes[at / 8] >> (7 - at % 8)) & 1;
    // A group begins so many bits before the first byte, and the first whole letter is the next after that.
    let first = (6 - before * 8 % 6) % 6;
    let count = (bytes.len() * 8).saturating_sub(first) / 6;
    let letter = |number: usize| (0..6).fold(0, |sum, step| sum << 1 | bit(first + number * 6 + step));
    (0..count).map(|number| STANDARD[usize::from(letter(number))]).collect()
}

fn of_url(letter: u8) -> u8 {
    match letter {
        b'+' => b'-',
        b'/' => b'_',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "sk-a/b+c~9d?e>f";

    fn check(text: &str, expected: &str) {
        let mut cleared = text.to_owned();
        let hidden = Secret::new(KEY).hide_in(&mut cleared, "[key]");
        assert_eq!((cleared.as_str(), hidden), (expected, text != expected), "{text}");
    }

    #[test]
    fn every_form_is_hidden() {
        for text in [
            KEY,
            "sk-a%2Fb%2Bc~9d%3fe%3ef",
            "%73%6b%2d%61%2f%62%2B%63%7E%39%64%3F%65%3E%66",
            "%2573k-a%252Fb+c~9d?e%3Ef",
            "sk-a\\/b+c~9d?e\\u003ef",
            "\\u0073\\u006B-a/b+c~9d?e>f",
            "736b2d612f622b637e39643f653e66",
            "736B2D612F622B637E39643F653E66",
        ] {
            check(text, "[key]");
            check(&format!("<{text}>{text} é{text}"), "<[key]>[key] é[key]");
        }
    }

    #[test]
    fn base64_is_hidden_wherever_it_begins() {
        // Written by another program: base64 of the key behind "", "a" and "me", before "" and ":x".
        for (text, expected) in [
            ("c2stYS9iK2N+OWQ/ZT5m", "[key]"),
            ("c2stYS9iK2N-OWQ_ZT5m", "[key]"),
            ("YXNrLWEvYitjfjlkP2U+Zg==", "YX[key]g=="),
            ("YXNrLWEvYitjfjlkP2U-Zg", "YX[key]g"),
            ("bWVzay1hL2IrY345ZD9lPmY=", "bWV[key]Y="),
            ("bWVzay1hL2IrY345ZD9lPmY6eA==", "bWV[key]Y6eA=="),
        ] {
            check(text, expected);
            check(&format!("Basic {text}"), &format!("Basic {expected}"));
        }
    }

    #[test]
    fn what_a_cut_leaves_is_hidden() {
        for (text, expected) in [
            ("in sk-a/b+c", "in [key]"),
            ("in sk-a/b+c~9..(300 characters)", "in [key]..(300 characters)"),
            ("in sk-a%2Fb%2", "in [key]%2"),
            ("in sk-a%2Fb%.. and more", "in [key]%.. and more"),
            ("in sk-a/b\\u00.. and more", "in [key]\\u00.. and more"),
            ("in \"sk-a/b+c~9\".. and more", "in \"[key]\".. and more"),
            ("in 736b2d612f622b", "in [key]"),
            ("in c2stYS9iK2N+", "in [key]"),
            ("in sk-a/", "in sk-a/"),
            ("sk-a/b+c is another", "sk-a/b+c is another"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn other_texts_stay() {
        for text in ["", "a cat", "sk-b/b+c~9d?e>f", "%", "%7", "\\", "\\u00", "sk-a/b+c~9d?e%3Ff", "é", "736b2d"] {
            check(text, text);
        }
        let secret = Secret::new(KEY);
        assert!(!format!("{secret:?}").contains("sk-a"));
        let mut text = "{键} in {键}".to_owned();
        assert!(Secret::new("{键}").hide_in(&mut text, "..") && text == ".. in ..");
        let mut nothing = "text".to_owned();
        assert!(!Secret::new("").hide_in(&mut nothing, "..") && nothing == "text");
    }
}
