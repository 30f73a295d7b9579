//! Encodes a picture piece by piece, so that its bytes need not all be in memory beside their encoding.

use super::{Format, Image, ImageError, base64, data_uri};

/// A data URI under way.
///
/// ```
/// use vidu_types::Image;
/// use vidu_types::image::Encoder;
///
/// let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00";
/// let mut encoder = Encoder::begin(&gif[..6], gif.len())?;
/// encoder.push(&gif[6..]);
/// assert_eq!(encoder.finish(), Image::from_bytes(gif)?);
/// # Ok::<(), vidu_types::image::ImageError>(())
/// ```
#[derive(Clone)]
pub struct Encoder {
    text: String,
    /// Up to two bytes that do not make a group of three yet.
    rest: Vec<u8>,
    format: Format,
}

impl Encoder {
    /// Begins with the first bytes, from which the format is told: 32 are enough. `expected` is how many bytes there
    /// will be, as far as that is known; it saves copies and is no limit.
    pub fn begin(first: &[u8], expected: usize) -> Result<Self, ImageError> {
        let format = Format::sniff(first).ok_or_else(|| ImageError::of_bytes(first))?;
        let head = data_uri::head(format);
        let mut text = String::with_capacity(head.len() + expected.div_ceil(3) * 4);
        text.push_str(&head);
        let mut encoder = Self { text, rest: Vec::with_capacity(3), format };
        encoder.push(first);
        Ok(encoder)
    }

    /// The format that the first bytes tell.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Goes on with further bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        let missing = (3 - self.rest.len()) % 3;
        let (first, bytes) = bytes.split_at(missing.min(bytes.len()));
        self.rest.extend_from_slice(first);
        if self.rest.len() == 3 {
            base64::append(&mut self.text, &self.rest);
            self.rest.clear();
        }
        let (groups, rest) = bytes.split_at(bytes.len() - bytes.len() % 3);
        base64::append(&mut self.text, groups);
        self.rest.extend_from_slice(rest);
    }

    /// The picture, once all of its bytes were pushed.
    pub fn finish(mut self) -> Image {
        base64::append(&mut self.text, &self.rest);
        Image::encoded(self.text, data_uri::head(self.format).len())
    }
}

/// How much there is, not what.
impl std::fmt::Debug for Encoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let characters = self.text.len();
        formatter.debug_struct("Encoder").field("format", &self.format).field("characters", &characters).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::samples;

    /// However a picture is cut into pieces, its encoding is the same.
    #[test]
    fn pieces_do_not_show() {
        let picture = samples::png(30, 20);
        for length in 24..picture.len().min(60) {
            let bytes = &picture[..length];
            let whole = Image::from_bytes(bytes).unwrap();
            for piece in 1..9 {
                let mut encoder = Encoder::begin(&bytes[..16], 0).unwrap();
                bytes[16..].chunks(piece).for_each(|piece| encoder.push(piece));
                assert_eq!((encoder.format(), encoder.finish()), (Format::Png, whole.clone()), "{length} by {piece}");
            }
        }
        assert!(Encoder::begin(b"%PDF-1.7", 8).is_err());
    }
}
