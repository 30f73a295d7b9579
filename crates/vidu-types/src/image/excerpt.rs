//! Shortens the text of a picture for logs and messages, and hides what may be secret in it.

use std::fmt;

use super::{Fault, Reference, read};

/// As many characters of the text as are ever printed.
const LONGEST: usize = 60;

/// The text of a picture as logs and messages may show it: its first 60 characters, control characters escaped.
///
/// Query strings are hidden because those of signed URLs are as good as a password, and in a text that is no sound URL
/// so is all that might be user name and password.
///
/// ```
/// use vidu_types::image::shortened;
///
/// assert_eq!(shortened("https://a.example/b.png?signature=abc").to_string(), "https://a.example/b.png?..");
/// ```
pub fn shortened(text: &str) -> impl fmt::Display + '_ {
    Excerpt { text, gone: 0 }
}

/// The same of a text of which so many characters are not here any more.
pub(super) fn shortened_around(text: &str, gone: u64) -> impl fmt::Display + '_ {
    Excerpt { text, gone }
}

struct Excerpt<'a> {
    text: &'a str,
    gone: u64,
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shown, hidden) = split_secret(self.text);
        let mut characters = shown.chars();
        for character in characters.by_ref().take(LONGEST) {
            write_escaped(character, formatter)?;
        }
        if characters.next().is_some() {
            return write!(formatter, ".. ({} characters)", self.text.chars().count() as u64 + self.gone);
        }
        formatter.write_str(hidden)
    }
}

/// What may be shown, and what stands for the rest.
fn split_secret(text: &str) -> (&str, &'static str) {
    match read(text) {
        Reference::Data(_) | Reference::Upload(_) | Reference::Unreadable(Fault::UploadId) => (text, ""),
        Reference::Url(_) => split_query(text),
        Reference::Unreadable(_) => split_password(text).unwrap_or_else(|| split_query(text)),
    }
}

fn split_query(text: &str) -> (&str, &'static str) {
    match text.find(['?', '#']) {
        Some(place) if text[place..].len() > 1 => (&text[..=place], ".."),
        _ => (text, ""),
    }
}

/// A password may itself hold slashes and question marks, so nothing after the first separator is safe to show.
fn split_password(text: &str) -> Option<(&str, &'static str)> {
    let separator = text.find(':').into_iter().chain(text.find("//")).min()?;
    let rest = text[separator..].trim_start_matches([':', '/']);
    rest.contains('@').then(|| (&text[..text.len() - rest.len()], ".."))
}

/// Quotes and backslashes stay as they are: the excerpt is for people, not for parsers.
fn write_escaped(character: char, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match character {
        '\'' | '"' | '\\' => write!(formatter, "{character}"),
        _ => write!(formatter, "{}", character.escape_debug()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts() {
        let sixty = format!("https://a.example/{}", "b".repeat(42));
        let cases = [
            ("", ""),
            ("https://a.example/b.png", "https://a.example/b.png"),
            ("https://a.example/@me/b.png", "https://a.example/@me/b.png"),
            ("https://a.example/b.png?", "https://a.example/b.png?"),
            ("https://a.example/b.png?key=secret", "https://a.example/b.png?.."),
            ("https://a.example/b.png#key=secret", "https://a.example/b.png#.."),
            (" https://a.example/b.png?key=secret", " https://a.example/b.png?.."),
            ("a.example/b.png?key=secret", "a.example/b.png?.."),
            ("https://me:secret@a.example/b.png", "https://.."),
            ("https://me:sec?ret@a.example/b.png", "https://.."),
            ("ftp://me:sec/ret@a.example/b.png", "ftp://.."),
            ("me:sec//ret@a.example", "me:.."),
            ("//secret@a.example/b.png", "//.."),
            ("https//secret@a.example/b.png", "https//.."),
            ("cat@2x.png", "cat@2x.png"),
            ("C:\\\"cat\"'s.png", "C:\\\"cat\"'s.png"),
            ("ssupload:?id=123", "ssupload:?id=123"),
            ("ssupload:?name=123", "ssupload:?name=123"),
            ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
            ("a\0b\u{202e}c\nd猫", "a\\0b\\u{202e}c\\nd猫"),
            (&sixty, &sixty),
            (&format!("{sixty}?key=secret"), &format!("{sixty}.. (71 characters)")),
            (&"猫".repeat(61), &format!("{}.. (61 characters)", "猫".repeat(60))),
        ];
        for (text, expected) in cases {
            assert_eq!(shortened(text).to_string(), expected);
        }
    }
}
