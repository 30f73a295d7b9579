//! The beginning of a body or a text as errors and logs may show it: short, on one line, without the keys of signed addresses.

use std::fmt;

/// As many bytes of a body as are kept for the person who has to understand it.
const HEAD: usize = 2048;
/// As many characters of a text as a message shows.
const SHOWN: usize = 200;

/// The first two kilobytes of a body; no character is cut in two, and bytes that are no text are replaced.
pub(crate) fn head(body: &[u8]) -> String {
    let kept = &body[..body.len().min(HEAD)];
    match std::str::from_utf8(kept) {
        // Only the cut can be the reason if the fault is at the very end, and then the stump goes.
        Err(fault) if fault.error_len().is_none() && kept.len() < body.len() => {
            String::from_utf8_lossy(&kept[..fault.valid_up_to()]).into_owned()
        }
        _ => cut_lossy(kept),
    }
}

/// The first 200 characters, control characters escaped, query strings hidden.
pub(crate) fn excerpt(text: &str) -> impl fmt::Display + '_ {
    Excerpt(text)
}

struct Excerpt<'a>(&'a str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = without_queries(self.0);
        let mut characters = shown.chars();
        for character in characters.by_ref().take(SHOWN) {
            match character {
                '\'' | '"' | '\\' => write!(formatter, "{character}")?,
                _ => write!(formatter, "{}", character.escape_debug())?,
            }
        }
        match characters.next() {
            Some(_) => write!(formatter, ".. ({} characters)", self.0.chars().count()),
            None => Ok(()),
        }
    }
}

/// What stands behind a `?` or `#` and has a `=` is hidden up to the next blank, quote or angle bracket.
fn without_queries(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(mark) = rest.find(['?', '#']) {
        let (before, after) = rest.split_at(mark + 1);
        let end = after.find(|c: char| c.is_whitespace() || "\"'`<>".contains(c)).unwrap_or(after.len());
        shown.push_str(before);
        let hidden = after[..end].contains('=');
        shown.push_str(if hidden { ".." } else { &after[..end] });
        rest = &after[end..];
    }
    shown.push_str(rest);
    shown
}

/// Replacement characters are longer than what they replace.
fn cut_lossy(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_short_and_hide_queries() {
        let cases = [
            ("", ""),
            ("task not found", "task not found"),
            ("what? nothing", "what? nothing"),
            ("a\nb\0\"c\"", "a\\nb\\0\"c\""),
            ("see https://a.example/b.mp4?sig=secret&x=1 now", "see https://a.example/b.mp4?.. now"),
            (
                "{\"url\":\"https:\\/\\/a.example/b?sig=secret\",\"id\":1}",
                "{\"url\":\"https:\\/\\/a.example/b?..\",\"id\":1}",
            ),
            ("ssupload:?id=1 and /a#k=v?w=x", "ssupload:?.. and /a#.."),
            (&"猫".repeat(201), &format!("{}.. (201 characters)", "猫".repeat(200))),
        ];
        for (text, expected) in cases {
            assert_eq!(excerpt(text).to_string(), expected);
        }
    }

    #[test]
    fn heads_cut_no_character() {
        let long = "猫".repeat(1000);
        for shift in 0..3 {
            let body = format!("{}{long}", "a".repeat(shift));
            let head = head(body.as_bytes());
            assert!(body.starts_with(&head) && (2046..=2048).contains(&head.len()), "{shift}: {}", head.len());
        }
        assert_eq!(head(b"ok"), "ok");
        assert_eq!(head(b"a\xff"), "a\u{fffd}");
        assert_eq!(head(b"a\xe7\x8c"), "a\u{fffd}");
        assert!(head(&[0xff; 5000]).len() <= 2048);
    }
}
