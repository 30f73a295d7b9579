//! Open sets of words: each known word a variant, and any other text kept as it is.

use std::fmt;

/// A word of a set that vendors share, such as the models; open, because vendors add words before pages are read again.
pub trait Word: Sized + Clone + 'static {
    /// The name of the set in the vocabulary.
    const SET: &'static str;

    /// Every word that the vocabulary has, in its order.
    const KNOWN: &'static [Self];

    /// The word as it stands on the wire.
    fn as_str(&self) -> &str;

    /// Its position among the known words; of an unknown one beyond them.
    fn position(&self) -> usize {
        Self::KNOWN.iter().position(|word| word.as_str() == self.as_str()).unwrap_or(usize::MAX)
    }

    /// A word that the vocabulary does not have.
    fn unknown(word: UnknownWord) -> Self;

    /// The word that is written so; a text that the vocabulary does not have is kept as unknown.
    fn of(text: &str) -> Self {
        let known = Self::KNOWN.iter().find(|word| word.as_str() == text);
        known.cloned().unwrap_or_else(|| Self::unknown(UnknownWord { text: text.into() }))
    }

    /// Whether the vocabulary has it.
    fn is_known(&self) -> bool {
        Self::KNOWN.iter().any(|word| word.as_str() == self.as_str())
    }
}

/// A word that the vocabulary does not have; only its text can be read.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownWord {
    // Private, so that a known word can never be held as an unknown one.
    text: Box<str>,
}

impl UnknownWord {
    /// The word as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for UnknownWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(formatter)
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

/// Gives a set of words the ways in which text becomes a word and a word text.
macro_rules! word_form {
    ($Type:ident) => {
        impl $Type {
            /// Every word that the vocabulary has, in its order.
            pub const fn known() -> &'static [Self] {
                <Self as $crate::word::Word>::KNOWN
            }

            /// The word as it stands on the wire.
            pub fn as_str(&self) -> &str {
                $crate::word::Word::as_str(self)
            }

            /// Whether the vocabulary has it.
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl From<&str> for $Type {
            fn from(text: &str) -> Self {
                $crate::word::Word::of(text)
            }
        }

        impl From<String> for $Type {
            fn from(text: String) -> Self {
                $crate::word::Word::of(&text)
            }
        }

        impl std::str::FromStr for $Type {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok($crate::word::Word::of(text))
            }
        }

        impl AsRef<str> for $Type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $Type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)
                    .map(|text| $crate::word::Word::of(&text))
            }
        }

        $crate::schema::word_schema!($Type);
    };
}

pub(crate) use word_form;

/// Makes a set of words for tests; code generation writes the same out.
#[cfg(test)]
macro_rules! words {
    ($(#[$meta:meta])* $Type:ident, $set:literal { $($(#[$variant_meta:meta])* $Variant:ident = $wire:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Type {
            $($(#[$variant_meta])* $Variant,)+
            /// A word that the vocabulary does not have.
            Unknown($crate::word::UnknownWord),
        }

        impl $crate::word::Word for $Type {
            const SET: &'static str = $set;
            const KNOWN: &'static [Self] = &[$(Self::$Variant),+];

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $wire,)+
                    Self::Unknown(word) => word.as_str(),
                }
            }

            fn unknown(word: $crate::word::UnknownWord) -> Self {
                Self::Unknown(word)
            }
        }

        $crate::word::word_form!($Type);
    };
}

#[cfg(test)]
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::Word;
    use crate::fixture::{Model, Resolution};

    #[test]
    fn known_and_unknown_words() {
        let cases = [("a1", Model::A1, true), ("a2", Model::A2, true), ("a9", Model::of("a9"), false)];
        for (text, word, is_known) in cases {
            let json = format!("\"{text}\"");
            assert_eq!(Model::from(text), word);
            assert_eq!(Model::from(text.to_owned()), word);
            assert_eq!(text.parse::<Model>(), Ok(word.clone()));
            assert_eq!(serde_json::from_str::<Model>(&json).unwrap(), word);
            assert_eq!(serde_json::to_string(&word).unwrap(), json);
            assert_eq!((word.as_str(), word.to_string().as_str(), word.is_known()), (text, text, is_known));
        }
        assert_eq!(Model::known(), [Model::A1, Model::A2, Model::A3]);
        assert!(Resolution::known().iter().all(Resolution::is_known));
        assert_eq!((Model::SET, Resolution::SET), ("model", "resolution"));
        assert_eq!(format!("{:?} {:?}", Model::A1, Model::from("a9")), "A1 Unknown(\"a9\")");
        assert!(serde_json::from_str::<Model>("5").is_err());
        assert_eq!(serde_json::from_str::<Model>(r#""\u0061\u0031""#).unwrap(), Model::A1);
    }
}
