//! Picture formats: their names, their content types, and how their files begin.

use std::fmt;

use super::base64::Decoded;

/// Enough for every signature here, and for the brands of a HEIF file.
const SIGNATURE: usize = 32;

/// The sizes that the second header of a bitmap can state; without them any text that begins with `BM` would be one.
const BITMAP_HEADERS: [u8; 8] = [12, 16, 40, 52, 56, 64, 108, 124];

/// What formats are called.
const NAMES: [(&str, Format); 14] = [
    ("png", Format::Png),
    ("jpeg", Format::Jpeg),
    ("jpg", Format::Jpeg),
    ("jpe", Format::Jpeg),
    ("pjpeg", Format::Jpeg),
    ("webp", Format::Webp),
    ("gif", Format::Gif),
    ("bmp", Format::Bmp),
    ("ms-bmp", Format::Bmp),
    ("tiff", Format::Tiff),
    ("tif", Format::Tiff),
    ("heic", Format::Heic),
    ("heif", Format::Heic),
    ("avif", Format::Avif),
];

/// A picture format; `jpg` and `jpeg` are one.
///
/// There are more here than any vendor takes, so that a message can say what the bytes are and not only that they are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// JPEG, as `jpg` or `jpeg`.
    Jpeg,
    /// WebP, lossy or lossless.
    Webp,
    /// GIF, still or moving.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF of either byte order.
    Tiff,
    /// HEIC, what telephones take photos in, and other HEIF.
    Heic,
    /// AVIF.
    Avif,
}

impl Format {
    /// Every format known here.
    pub const ALL: [Self; 8] =
        [Self::Png, Self::Jpeg, Self::Webp, Self::Gif, Self::Bmp, Self::Tiff, Self::Heic, Self::Avif];

    /// The name that pages list it by: `"png"`, `"jpeg"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Tiff => "tiff",
            Self::Heic => "heic",
            Self::Avif => "avif",
        }
    }

    /// The content type that a data URI states for it: `"image/png"`.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Tiff => "image/tiff",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
        }
    }

    /// The format that a name, a file extension or a content type means, in any case.
    ///
    /// ```
    /// use vidu_types::image::Format;
    ///
    /// assert_eq!(Format::named("JPG"), Format::named("image/jpeg"));
    /// assert_eq!(Format::named("pdf"), None);
    /// ```
    pub fn named(word: &str) -> Option<Self> {
        let name = without(without(word, "image/"), "x-");
        NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, format)| *format)
    }

    /// The format of a file by its first bytes: 32 are enough, and more change nothing.
    ///
    /// ```
    /// use vidu_types::image::Format;
    ///
    /// assert_eq!(Format::sniff(b"\x89PNG\r\n\x1a\n"), Some(Format::Png));
    /// ```
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        match &bytes[..bytes.len().min(SIGNATURE)] {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'B', b'M', rest @ ..] => is_bitmap(rest).then_some(Self::Bmp),
            [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some(Self::Tiff),
            [_, _, _, _, b'f', b't', b'y', b'p', brands @ ..] => of_brands(brands),
            _ => None,
        }
    }

    /// The same for bytes that are still encoded.
    pub(super) fn of(payload: Decoded<'_>) -> Option<Self> {
        let mut signature = [0; SIGNATURE];
        let copied = signature.iter_mut().enumerate().map_while(|(offset, place)| {
            *place = payload.byte(offset)?;
            Some(())
        });
        let length = copied.count();
        Self::sniff(&signature[..length])
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A word without what it begins with, in any case.
fn without<'w>(word: &'w str, beginning: &str) -> &'w str {
    match word.split_at_checked(beginning.len()) {
        Some((head, rest)) if head.eq_ignore_ascii_case(beginning) => rest,
        _ => word,
    }
}

fn is_bitmap(after_signature: &[u8]) -> bool {
    match after_signature.get(12..16) {
        Some([size, 0, 0, 0]) => BITMAP_HEADERS.contains(size),
        _ => false,
    }
}

/// The first brand decides, save where it says no more than "some HEIF": then the compatible ones do.
fn of_brands(brands: &[u8]) -> Option<Format> {
    let (brands, _) = brands.as_chunks::<4>();
    match brands.first()? {
        b"avif" | b"avis" => Some(Format::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(Format::Heic),
        b"mif1" | b"msf1" if brands.contains(b"avif") => Some(Format::Avif),
        b"mif1" | b"msf1" => Some(Format::Heic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::samples;

    #[test]
    fn every_format_is_found_by_its_names() {
        for format in Format::ALL {
            for word in [format.name(), format.content_type(), &format.name().to_uppercase(), &format.to_string()] {
                assert_eq!(Format::named(word), Some(format), "{word}");
            }
        }
        let jpeg = ["jpg", "JPG", "jpe", "image/jpg", "IMAGE/JPEG", "image/pjpeg"].map(Format::named);
        assert!(jpeg.iter().all(|format| *format == Some(Format::Jpeg)));
        let strangers = ["", "image/", "svg+xml", "text/png", "video/webp", " png"].map(Format::named);
        assert!(strangers.iter().all(Option::is_none));
    }

    #[test]
    fn every_picture_is_recognised_raw_and_encoded() {
        for (bytes, format, _) in samples::pictures() {
            assert_eq!(Format::sniff(&bytes), Some(format));
            assert_eq!(Format::of(Decoded(&samples::base64(&bytes))), Some(format));
        }
    }

    /// A brand far behind decides nothing: of a data URI, and of a file that is read in pieces, only the beginning is looked at.
    #[test]
    fn what_follows_the_first_bytes_changes_nothing() {
        let late = [b"\0\0\0\x60ftypmif1\0\0\0\0".as_slice(), &b"none".repeat(12), b"avif"].concat();
        assert_eq!(Format::sniff(&late), Some(Format::Heic));
        assert_eq!(Format::of(Decoded(&samples::base64(&late))), Some(Format::Heic));
    }

    #[test]
    fn strangers_are_not_recognised() {
        let cases: [&[u8]; 9] = [
            b"",
            b"%PDF-1.7",
            b"\x89PNG",
            b"GIF90a",
            b"BMW is no bitmap, though long",
            b"RIFF\0\0\0\0AVI LIST",
            b"\0\0\0\x18ftypmp42\0\0\0\0",
            b"\0\0\0\x18ftyp",
            b"<svg/>",
        ];
        for bytes in cases {
            assert_eq!(Format::sniff(bytes), None, "{bytes:?}");
        }
    }
}
