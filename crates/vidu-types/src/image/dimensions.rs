//! Width and height of a picture, read from its header without decoding more than a few bytes.

use std::fmt;

use super::Format;
use super::base64::Decoded;

/// Far more than a camera writes, far less than a hostile file could make us walk.
const MOST_SEGMENTS: usize = 4096;

/// Width and height in pixels, neither of them zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dimensions {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl Dimensions {
    /// Reads the header of a picture whose format is known.
    pub(super) fn read(format: Format, bytes: Decoded<'_>) -> Option<Self> {
        let dimensions = match format {
            Format::Png => png(bytes),
            Format::Jpeg => jpeg(bytes),
            Format::Webp => webp(bytes),
            Format::Gif => gif(bytes),
            Format::Bmp => bmp(bytes),
            Format::Tiff | Format::Heic | Format::Avif => None,
        };
        dimensions.filter(|size| size.width > 0 && size.height > 0)
    }

    fn of(width: impl Into<u32>, height: impl Into<u32>) -> Self {
        Self { width: width.into(), height: height.into() }
    }
}

/// `1920x1080`.
impl fmt::Display for Dimensions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}x{}", self.width, self.height)
    }
}

fn png(bytes: Decoded<'_>) -> Option<Dimensions> {
    if &bytes.read(12)? != b"IHDR" {
        return None;
    }
    Some(Dimensions::of(u32::from_be_bytes(bytes.read(16)?), u32::from_be_bytes(bytes.read(20)?)))
}

/// Walks from segment to segment, because thumbnails and colour profiles of any length stand before the frame.
fn jpeg(bytes: Decoded<'_>) -> Option<Dimensions> {
    let mut offset = 2;
    for _ in 0..MOST_SEGMENTS {
        let [0xFF, marker, high, low] = bytes.read(offset)? else { return None };
        offset += match marker {
            0xFF => 1,                                           // a fill byte
            0x01 | 0xD0..=0xD7 => 2,                             // markers without a body
            0xC4 | 0xC8 | 0xCC => segment_length([high, low])?,  // tables, numbered among the frames
            0xC0..=0xCF => return jpeg_frame(bytes, offset + 5), // a frame of whatever coding
            0xD8..=0xDA => return None,                          // picture data, and no frame before it
            _ => segment_length([high, low])?,
        };
    }
    None
}

/// With the marker; the stated length counts its own two bytes, so less is nonsense.
fn segment_length(stated: [u8; 2]) -> Option<usize> {
    let length = u16::from_be_bytes(stated);
    (length >= 2).then_some(usize::from(length) + 2)
}

fn jpeg_frame(bytes: Decoded<'_>, offset: usize) -> Option<Dimensions> {
    let height = u16::from_be_bytes(bytes.read(offset)?);
    let width = u16::from_be_bytes(bytes.read(offset + 2)?);
    Some(Dimensions::of(width, height))
}

fn webp(bytes: Decoded<'_>) -> Option<Dimensions> {
    match &bytes.read(12)? {
        b"VP8 " => webp_lossy(bytes),
        b"VP8L" => webp_lossless(bytes),
        b"VP8X" => webp_extended(bytes),
        _ => None,
    }
}

/// 14 bits each; the upper two of 16 are a scale that decoders leave to whoever shows the picture.
fn webp_lossy(bytes: Decoded<'_>) -> Option<Dimensions> {
    if bytes.read(23)? != [0x9D, 0x01, 0x2A] {
        return None;
    }
    let [width, height] = [bytes.read(26)?, bytes.read(28)?].map(|side| u16::from_le_bytes(side) & 0x3FFF);
    Some(Dimensions::of(width, height))
}

/// 14 bits each, less one, one after the other.
fn webp_lossless(bytes: Decoded<'_>) -> Option<Dimensions> {
    if bytes.read(20)? != [0x2F] {
        return None;
    }
    let bits = u32::from_le_bytes(bytes.read(21)?);
    Some(Dimensions::of((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
}

/// 24 bits each, less one.
fn webp_extended(bytes: Decoded<'_>) -> Option<Dimensions> {
    let side = |offset| bytes.read(offset).map(|[low, middle, high]| u32::from_le_bytes([low, middle, high, 0]) + 1);
    Some(Dimensions::of(side(24)?, side(27)?))
}

fn gif(bytes: Decoded<'_>) -> Option<Dimensions> {
    Some(Dimensions::of(u16::from_le_bytes(bytes.read(6)?), u16::from_le_bytes(bytes.read(8)?)))
}

/// The oldest header has 16-bit sides; in the others a negative height means that rows run from the top.
fn bmp(bytes: Decoded<'_>) -> Option<Dimensions> {
    if u32::from_le_bytes(bytes.read(14)?) == 12 {
        return Some(Dimensions::of(u16::from_le_bytes(bytes.read(18)?), u16::from_le_bytes(bytes.read(20)?)));
    }
    let width = u32::try_from(i32::from_le_bytes(bytes.read(18)?)).ok()?;
    Some(Dimensions::of(width, i32::from_le_bytes(bytes.read(22)?).unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::samples::{self, base64};

    fn read(bytes: &[u8]) -> Option<Dimensions> {
        Dimensions::read(Format::sniff(bytes)?, Decoded(&base64(bytes)))
    }

    fn size(width: u32, height: u32) -> Option<Dimensions> {
        Some(Dimensions { width, height })
    }

    #[test]
    fn every_format_states_them() {
        for (bytes, format, dimensions) in samples::pictures() {
            assert_eq!(read(&bytes), dimensions, "{format}");
        }
    }

    #[test]
    fn extremes() {
        let cases = [
            ("png", samples::png(u32::MAX, 1), size(u32::MAX, 1)),
            ("png of no width", samples::png(0, 5), None),
            ("png of no height", samples::png(5, 0), None),
            ("jpeg", samples::jpeg(&[], 65535, 1), size(65535, 1)),
            ("jpeg that states its height later", samples::jpeg(&[], 5, 0), None),
            ("lossy webp", samples::webp_lossy(16383, 1), size(16383, 1)),
            ("lossy webp, scaled", samples::webp_lossy(0x4000 | 5, 0xC000 | 6), size(5, 6)),
            ("lossless webp", samples::webp_lossless(16384, 16384), size(16384, 16384)),
            ("extended webp", samples::webp_extended(1 << 24, 1), size(1 << 24, 1)),
            ("gif of no width", samples::gif(0, 1), None),
            ("bmp from the top", samples::bmp(5, -6), size(5, 6)),
            ("bmp, deepest", samples::bmp(5, i32::MIN), size(5, 1 << 31)),
            ("bmp of negative width", samples::bmp(-5, 6), None),
            ("bmp of the oldest kind", samples::bmp_oldest(5, 6), size(5, 6)),
        ];
        for (name, bytes, dimensions) in cases {
            assert_eq!(read(&bytes), dimensions, "{name}");
        }
    }

    #[test]
    fn jpeg_segments() {
        let thumbnail = samples::segment(0xE1, &samples::jpeg(&[], 160, 120));
        let profile = samples::segment(0xE2, &[0xFF; 65_533]);
        let tables = samples::segment(0xC4, &[0; 17]);
        let cases = [
            ("thumbnail before the frame", [thumbnail.clone(), tables].concat(), size(640, 480)),
            ("a megabyte of profiles", profile.repeat(16), size(640, 480)),
            ("fill bytes", vec![0xFF; 7], size(640, 480)),
            ("a marker without a body", vec![0xFF, 0xD0, 0xFF, 0x01], size(640, 480)),
            ("as many segments as we walk", samples::segment(0xFE, b"").repeat(MOST_SEGMENTS - 1), size(640, 480)),
            ("more than that", samples::segment(0xFE, b"").repeat(MOST_SEGMENTS), None),
            ("a length that counts nothing", vec![0xFF, 0xFE, 0, 1], None),
            ("no marker", vec![0xFF, 0xFE, 0, 2, 0xAB], None),
            ("picture data first", samples::segment(0xDA, &[0; 10]), None),
            ("the end first", vec![0xFF, 0xD9], None),
        ];
        for (name, before, dimensions) in cases {
            assert_eq!(read(&samples::jpeg(&before, 640, 480)), dimensions, "{name}");
        }
        for coding in (0xC0..=0xCF).filter(|coding| ![0xC4, 0xC8, 0xCC].contains(coding)) {
            let mut bytes = samples::jpeg(&[], 640, 480);
            bytes[3] = coding;
            assert_eq!(read(&bytes), size(640, 480), "{coding:x}");
        }
    }

    #[test]
    fn a_header_cut_off_anywhere_states_nothing_else() {
        for (bytes, format, dimensions) in samples::pictures() {
            for length in 0..bytes.len() {
                let seen = read(&bytes[..length]);
                assert!(seen.is_none() || seen == dimensions, "{format} cut at {length}: {seen:?}");
            }
        }
    }
}
