//! The API key: checked once, shown never.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use vidu_types::secret::Secret;
use vidu_types::{Task, VendorError};

/// An API key as the vendor gave it out.
///
/// No `Debug`, `Display` or error of this crate shows it.
///
/// ```
/// let key = vidu_client::Key::new("sk-123")?;
/// assert_eq!(format!("{key:?}"), "Key(..)");
/// # Ok::<(), vidu_client::KeyError>(())
/// ```
#[derive(Clone)]
pub struct Key(Arc<str>);

impl Key {
    /// Takes a key that can stand in a header: not empty, no control characters, no blanks around it.
    ///
    /// A key that was read from a file often ends in a line break. It is refused rather than cut, because a key that
    /// differs from what the caller sees is hard to find.
    pub fn new(text: impl Into<Arc<str>>) -> Result<Self, KeyError> {
        let text = text.into();
        match fault(&text) {
            Some(fault) => Err(fault),
            None => Ok(Self(text)),
        }
    }

    /// Takes the key out of a vendor's words, in whatever form: it may repeat the key, and errors are printed.
    ///
    /// A key of few characters, such as one for a mock, stands in many words by chance; it is no secret.
    pub(crate) fn hide_in(&self, text: &mut String) {
        if self.0.len() >= SHORTEST_SECRET {
            Secret::new(&self.0).hide_in(text, "..");
        }
    }

    /// The same for the reason of a task's end, which errors show.
    pub(crate) fn hide_in_failure(&self, task: &mut Task) {
        let Some(failure) = &mut task.failure else { return };
        [&mut failure.code, &mut failure.message].into_iter().flatten().for_each(|text| self.hide_in(text));
    }

    /// The same for all words of an error.
    pub(crate) fn hide_in_error(&self, error: &mut VendorError) {
        let VendorError { code, class, message, trace, body, .. } = error;
        [code, class, message, trace].into_iter().flatten().for_each(|text| self.hide_in(text));
        self.hide_in(body);
    }

    /// The key itself, for the header and the signature.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

/// No vendor's keys are nearly as short.
const SHORTEST_SECRET: usize = 8;

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key(..)")
    }
}

/// Why a text is no API key. It tells places, never the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// There is nothing.
    Empty,
    /// A control character, such as the line break at the end of a file.
    Control {
        /// The character's position, counted in characters from 0.
        position: usize,
    },
    /// A blank before or after it, which HTTP would cut off.
    OuterBlank,
}

impl fmt::Display for KeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the API key is empty"),
            Self::Control { position } => {
                write!(formatter, "the API key has a control character at position {position} (a line break, perhaps)")
            }
            Self::OuterBlank => formatter.write_str("the API key begins or ends with a blank"),
        }
    }
}

impl Error for KeyError {}

fn fault(text: &str) -> Option<KeyError> {
    if text.is_empty() {
        return Some(KeyError::Empty);
    }
    if let Some(position) = text.chars().position(char::is_control) {
        return Some(KeyError::Control { position });
    }
    (text.trim() != text).then_some(KeyError::OuterBlank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_key_is() {
        let cases = [
            ("sk-1", None),
            ("<your key>", None),
            ("{键}", None),
            ("", Some(KeyError::Empty)),
            ("sk-1\n", Some(KeyError::Control { position: 4 })),
            ("a\0b", Some(KeyError::Control { position: 1 })),
            ("a\u{85}b", Some(KeyError::Control { position: 1 })),
            (" sk-1", Some(KeyError::OuterBlank)),
            ("sk-1\u{a0}", Some(KeyError::OuterBlank)),
        ];
        for (text, fault) in cases {
            assert_eq!(Key::new(text).err(), fault, "{text:?}");
        }
    }
}
