//! The bytes of a body, of which long pictures are not copies: they stay those of the request.

use std::fmt;

use crate::image::Image;

/// The bytes of a body in parts, one behind the other.
///
/// ```
/// use vidu_types::wire::Content;
///
/// let content = Content::from(br#"{"prompt":"A cat."}"#.to_vec());
/// assert_eq!(content.length(), 19);
/// assert_eq!(content.parts().collect::<Vec<_>>().concat(), content.into_vec());
/// ```
#[derive(Clone, Default)]
pub struct Content {
    /// Each picture, behind what was written before it.
    pictures: Vec<(Vec<u8>, Image)>,
    /// What was written behind the last of them.
    last: Vec<u8>,
}

/// A part of a body.
#[derive(Clone, Debug)]
pub enum Part {
    /// Bytes that were written for it.
    Written(Vec<u8>),
    /// A picture of the request.
    Picture(Image),
}

impl Content {
    /// Nothing yet, with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { pictures: Vec::new(), last: Vec::with_capacity(bytes) }
    }

    /// Where the next bytes are written.
    pub(super) fn end(&mut self) -> &mut Vec<u8> {
        &mut self.last
    }

    /// Goes on with the text of a picture.
    pub(super) fn push(&mut self, picture: Image) {
        self.pictures.push((std::mem::take(&mut self.last), picture));
    }

    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        self.parts().map(|part| part.len() as u64).sum()
    }

    /// The parts, one behind the other.
    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let pictures = self.pictures.iter().flat_map(|(before, picture)| [&**before, picture.as_str().as_bytes()]);
        pictures.chain([&*self.last])
    }

    /// The parts as what they are.
    pub fn into_parts(self) -> impl Iterator<Item = Part> {
        let both = |(before, picture)| [Part::Written(before), Part::Picture(picture)];
        self.pictures.into_iter().flat_map(both).chain([Part::Written(self.last)])
    }

    /// All bytes in one piece; pictures are copied into it.
    pub fn into_vec(self) -> Vec<u8> {
        if self.pictures.is_empty() {
            return self.last;
        }
        let mut whole = Vec::with_capacity(self.length() as usize);
        self.parts().for_each(|part| whole.extend_from_slice(part));
        whole
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self { pictures: Vec::new(), last: bytes }
    }
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Written(bytes) => bytes,
            Self::Picture(image) => image.as_str().as_bytes(),
        }
    }
}

/// How much there is, not what.
impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({} bytes)", self.length())
    }
}
