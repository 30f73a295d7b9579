//! The smallest pictures that state a size, built byte by byte for the tests of this folder.

use super::base64::encode_after;
use super::{Dimensions, Format};

/// A picture of every format, with the size that it states where we can read it.
pub(crate) fn pictures() -> Vec<(Vec<u8>, Format, Option<Dimensions>)> {
    let size = Some(Dimensions { width: 300, height: 200 });
    vec![
        (png(300, 200), Format::Png, size),
        (jpeg(&segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), 300, 200), Format::Jpeg, size),
        (webp_lossy(300, 200), Format::Webp, size),
        (webp_lossless(300, 200), Format::Webp, size),
        (webp_extended(300, 200), Format::Webp, size),
        (gif(300, 200), Format::Gif, size),
        (bmp(300, 200), Format::Bmp, size),
        (bmp_oldest(300, 200), Format::Bmp, size),
        (b"II*\0\x08\0\0\0\0\0".to_vec(), Format::Tiff, None),
        (b"MM\0*\0\0\0\x08\0\0".to_vec(), Format::Tiff, None),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Format::Heic, None),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic".to_vec(), Format::Heic, None),
        (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1".to_vec(), Format::Avif, None),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif".to_vec(), Format::Avif, None),
    ]
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    encode_after("", bytes)
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0\xAA\xBB\xCC\xDD");
    bytes
}

/// With `before` between the first marker and the frame.
pub(crate) fn jpeg(before: &[u8], width: u16, height: u16) -> Vec<u8> {
    let [height, width] = [height.to_be_bytes(), width.to_be_bytes()];
    let frame = segment(0xC0, &[&[8][..], &height, &width, &[1, 1, 0x11, 0]].concat());
    [&[0xFF, 0xD8][..], before, &frame, &[0xFF, 0xD9]].concat()
}

pub(crate) fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a segment has at most 65533 bytes");
    [&[0xFF, marker][..], &length.to_be_bytes(), body].concat()
}

pub(crate) fn webp_lossy(width: u16, height: u16) -> Vec<u8> {
    let [width, height] = [width.to_le_bytes(), height.to_le_bytes()];
    riff(b"VP8 ", &[b"\x30\x01\0\x9D\x01\x2A", &width[..], &height].concat())
}

pub(crate) fn webp_lossless(width: u32, height: u32) -> Vec<u8> {
    let bits = (width - 1) | (height - 1) << 14;
    riff(b"VP8L", &[b"\x2F", &bits.to_le_bytes()[..]].concat())
}

pub(crate) fn webp_extended(width: u32, height: u32) -> Vec<u8> {
    let [width, height] = [(width - 1).to_le_bytes(), (height - 1).to_le_bytes()];
    riff(b"VP8X", &[b"\x10\0\0\0", &width[..3], &height[..3]].concat())
}

fn riff(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = |length: usize| u32::try_from(length).expect("samples are small").to_le_bytes();
    [b"RIFF", &length(body.len() + 12)[..], b"WEBP", name, &length(body.len()), body].concat()
}

pub(crate) fn gif(width: u16, height: u16) -> Vec<u8> {
    [b"GIF89a", &width.to_le_bytes()[..], &height.to_le_bytes(), &[0, 0, 0]].concat()
}

pub(crate) fn bmp(width: i32, height: i32) -> Vec<u8> {
    bitmap(40, &[width.to_le_bytes(), height.to_le_bytes()].concat())
}

pub(crate) fn bmp_oldest(width: u16, height: u16) -> Vec<u8> {
    bitmap(12, &[width.to_le_bytes(), height.to_le_bytes()].concat())
}

fn bitmap(header: u8, sides: &[u8]) -> Vec<u8> {
    [b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0", &[header, 0, 0, 0][..], sides, &[1, 0, 24, 0]].concat()
}
