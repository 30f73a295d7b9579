//! The characters of a value: borrowed, owned, or a picture's, which are shared because they can be megabytes.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use crate::image::{Image, Reference, read};

/// Characters, whoever holds them; they are looked at as a [`str`].
///
/// Those of an [`Image`] are never copied, neither into a request of a type nor into the body that is sent.
///
/// ```
/// use vidu_types::{Image, Text};
///
/// let image = Image::unchecked("data:image/png;base64,AAAA");
/// let text = Text::from(image.clone()).into_owned();
/// assert_eq!(&*text, "data:image/png;base64,AAAA");
/// assert_eq!(text.into_image().as_str().as_ptr(), image.as_str().as_ptr());
/// ```
#[derive(Clone)]
pub enum Text<'a> {
    /// Somebody else's, such as those of the bytes of a body.
    Borrowed(&'a str),
    /// Its own.
    Owned(String),
    /// A picture's.
    Shared(Image),
}

impl<'a> Text<'a> {
    /// The characters.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
            Self::Shared(image) => image.as_str(),
        }
    }

    /// What can be known of them as a picture: same as [`read`], without another look at what the
    /// constructor of an [`Image`] found sound.
    pub fn reference(&self) -> Reference<'_> {
        match self {
            Self::Shared(image) => image.reference(),
            other => read(other),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Text<'static> {
        match self {
            Self::Borrowed(text) => Text::Owned(text.to_owned()),
            Self::Owned(text) => Text::Owned(text),
            Self::Shared(image) => Text::Shared(image),
        }
    }

    /// The characters as a string of its own.
    pub fn into_string(self) -> String {
        Cow::from(self).into_owned()
    }

    /// The characters as a picture, whatever they are.
    pub fn into_image(self) -> Image {
        match self {
            Self::Shared(image) => image,
            other => Image::unchecked(other.into_string()),
        }
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Default for Text<'_> {
    fn default() -> Self {
        Self::Borrowed("")
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text<'_> {}

/// As a string; a picture as it shows itself, without its megabytes.
impl fmt::Debug for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shared(image) => image.fmt(formatter),
            other => other.as_str().fmt(formatter),
        }
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self::Borrowed(text)
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Owned(text)
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::Borrowed(text),
            Cow::Owned(text) => Self::Owned(text),
        }
    }
}

impl From<Image> for Text<'_> {
    fn from(image: Image) -> Self {
        Self::Shared(image)
    }
}

/// Copies what is a picture's.
impl<'a> From<Text<'a>> for Cow<'a, str> {
    fn from(text: Text<'a>) -> Self {
        match text {
            Text::Borrowed(text) => Self::Borrowed(text),
            Text::Owned(text) => Self::Owned(text),
            Text::Shared(image) => Self::Owned(image.as_str().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_holder_has_the_same_characters() {
        let image = Image::unchecked("a cat");
        let texts = [Text::from("a cat"), Text::from("a cat".to_owned()), Text::from(image.clone())];
        for text in texts {
            assert_eq!(text, Text::Borrowed("a cat"));
            assert_eq!(text.clone().into_owned(), text);
            assert_eq!((text.clone().into_string(), text.clone().into_image()), ("a cat".to_owned(), image.clone()));
            assert_eq!(Text::from(Cow::from(text.clone())), text);
        }
        assert_ne!(Text::from(image), Text::default());
    }

    /// A log must not hold a picture, nor the query of its address.
    #[test]
    fn a_picture_is_not_shown() {
        let image = Image::unchecked("https://a.example/cat.png?signature=secret");
        assert_eq!(format!("{:?}", Text::from(image)), "Image(https://a.example/cat.png?..)");
        assert_eq!(format!("{:?}", Text::from("a \"cat\"")), "\"a \\\"cat\\\"\"");
    }
}
