//! API keys: found in a request by the vendor's scheme, compared, and never printed.

use std::fmt;

use vidu_types::table::Authentication;

use crate::tasks::random::digest;

/// An API key. It has no readable `Debug`, because journals and logs must not hold one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Key(Box<str>);

impl Key {
    /// A key as a user writes it down, or what is wrong with it.
    pub fn new(text: &str) -> Result<Key, String> {
        match text.trim() {
            "" => Err("the key is empty".to_owned()),
            text if text.chars().any(char::is_control) => Err("the key has control characters".to_owned()),
            text => Ok(Key(text.into())),
        }
    }

    /// The secret itself, to sign with.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// A key that somebody names.
    pub fn of(key: &str) -> Key {
        Key(key.into())
    }

    /// Another key, to sign wrongly with.
    pub fn forged(&self) -> Key {
        Key(format!("not {}", self.0).into())
    }

    /// A name for it that says nothing of it: the same key has the same.
    pub fn name(&self) -> String {
        name_of(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Key({})", self.name())
    }
}

/// The name of a key; see [`Key::name`].
pub fn name_of(key: &str) -> String {
    format!("{:08x}", digest(key.as_bytes()) >> 32)
}

/// What is wrong with the header that should have a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoKey {
    /// It is not there.
    Missing,
    /// It is no text.
    NotUtf8,
    /// It has characters that no header should have.
    Control,
    /// What stands there is of another scheme.
    OtherScheme,
    /// The scheme is there and nothing behind it.
    Empty,
}

impl NoKey {
    /// The same in a sentence, with what to send instead.
    pub fn why(self, scheme: &Authentication) -> String {
        let Authentication { header, send, .. } = scheme;
        let wrong = match self {
            NoKey::Missing => "is missing",
            NoKey::NotUtf8 => "is not UTF-8",
            NoKey::Control => "has control characters",
            NoKey::OtherScheme => "has another scheme",
            NoKey::Empty => "has no key",
        };
        format!("the header {header} {wrong}; send `{header}: {send}YOUR_API_KEY`")
    }
}

/// The key in a header's value, or what is wrong with it.
///
/// Schemes are compared without regard to case, as HTTP has it. Any key is well-formed that is not empty and has no
/// control character: a page's own placeholder, with blanks and braces, is one.
pub fn read<'v>(scheme: &Authentication, value: Option<&'v [u8]>) -> Result<&'v str, NoKey> {
    let text = std::str::from_utf8(value.ok_or(NoKey::Missing)?).map_err(|_| NoKey::NotUtf8)?;
    if text.chars().any(char::is_control) {
        return Err(NoKey::Control);
    }
    let refused = scheme.refuse.iter().any(|prefix| after(text, prefix).is_some());
    let taken =
        scheme.take.iter().find_map(|prefix| if refused && prefix.is_empty() { None } else { after(text, prefix) });
    match taken {
        None => Err(NoKey::OtherScheme),
        Some("") => Err(NoKey::Empty),
        Some(key) => Ok(key),
    }
}

/// What follows a scheme, blanks aside; nothing if the text does not begin with it.
fn after<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let text = text.trim();
    let scheme = prefix.trim();
    let head = text.get(..scheme.len())?;
    let rest = &text[scheme.len()..];
    let separate = scheme.len() == prefix.len() || rest.is_empty() || rest.starts_with(char::is_whitespace);
    (head.eq_ignore_ascii_case(scheme) && separate).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme(take: &[&str], refuse: &[&str]) -> Authentication {
        let list = |words: &[&str]| words.iter().map(|word| word.to_string().into()).collect::<Vec<_>>().into();
        Authentication { header: "X-Acme".into(), send: "Acme ".into(), take: list(take), refuse: list(refuse) }
    }

    fn check(take: &[&str], refuse: &[&str], value: &str, expected: Result<&str, &str>) {
        let scheme = scheme(take, refuse);
        let found = read(&scheme, Some(value.as_bytes())).map_err(|why| why.why(&scheme));
        match expected {
            Ok(key) => assert_eq!(found.as_deref(), Ok(key), "{value}"),
            Err(part) => assert!(found.as_ref().is_err_and(|why| why.contains(part)), "{value}: {found:?}"),
        }
    }

    #[test]
    fn the_first_scheme_that_fits_counts() {
        for key in ["k", "{your_api_key}", "<YOUR_API_KEY>", "{{API Key}}", "{your api key}"] {
            check(&["Acme "], &[], &format!("Acme {key}"), Ok(key));
            check(&["acme "], &[], &format!("ACME   {key} "), Ok(key));
            check(&["Bearer ", ""], &["Acme "], key, Ok(key));
            check(&["Bearer ", ""], &["Acme "], &format!("Bearer {key}"), Ok(key));
        }
    }

    #[test]
    fn another_scheme_or_no_key_is_refused() {
        check(&["Acme "], &[], "Bearer k", Err("another scheme"));
        check(&["Acme "], &[], "k", Err("another scheme"));
        check(&["Acme "], &[], "Acmek", Err("another scheme"));
        check(&["Acme "], &[], "Acme", Err("no key"));
        check(&["Acme "], &[], "Acme   ", Err("no key"));
        check(&["Bearer ", ""], &["Acme "], "Acme k", Err("another scheme"));
        check(&["Bearer ", ""], &["Acme "], "Bearer", Err("no key"));
        check(&[""], &[], "", Err("no key"));
        check(&[""], &[], "a\tb", Err("control characters"));
        check(&["é"], &[], "k", Err("another scheme"));
        let (none, strange) = (read(&scheme(&[""], &[]), None), read(&scheme(&[""], &[]), Some(b"\xFF")));
        assert_eq!((none, strange), (Err(NoKey::Missing), Err(NoKey::NotUtf8)));
        assert!(NoKey::Missing.why(&scheme(&[""], &[])).ends_with("missing; send `X-Acme: Acme YOUR_API_KEY`"));
    }

    #[test]
    fn a_key_is_never_printed() {
        let key = Key::of(read(&scheme(&[""], &[]), Some(b"secret")).unwrap());
        assert!(!format!("{key:?}{}", key.name()).contains("secret"));
    }
}
