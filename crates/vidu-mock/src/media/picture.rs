//! Draws the first frame of a scene as a PNG.

use super::Clip;
use super::deflate::Zlib;
use super::scene::{BLOCK, Scene};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
const ACROSS: u8 = 1;
const DOWN: u8 = 2;

pub(super) fn png(clip: &Clip, scene: &Scene) -> Vec<u8> {
    let mut header = [clip.width.to_be_bytes(), clip.height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]); // eight bits, RGB, and the only methods there are
    let parts = [chunk(*b"IHDR", &header), chunk(*b"IDAT", &pixels(clip, scene)), chunk(*b"IEND", &[])];
    [SIGNATURE.as_slice(), &parts.concat()].concat()
}

// Only the first line of a row of macroblocks is spelled out: each sample as what differs from the one to its left,
// which is nothing within a tile. The lines under it say that they differ in nothing from the one above.
fn pixels(clip: &Clip, scene: &Scene) -> Vec<u8> {
    let mut zlib = Zlib::new();
    let key = scene.key(0);
    for (row, blocks) in key.chunks(scene.cols as usize).enumerate() {
        let mut left = [0; 3];
        zlib.bytes(&[ACROSS]);
        for (col, colour) in blocks.iter().enumerate() {
            let rgb = colour.rgb();
            zlib.bytes(&std::array::from_fn::<u8, 3, _>(|i| rgb[i].wrapping_sub(left[i])));
            zlib.zeros(3 * (within(clip.width, col) - 1));
            left = rgb;
        }
        for _ in 1..within(clip.height, row) {
            zlib.bytes(&[DOWN]);
            zlib.zeros(3 * clip.width as usize);
        }
    }
    zlib.finish()
}

// How many samples of a macroblock are inside the picture.
fn within(side: u32, index: usize) -> usize {
    (side as usize - index * BLOCK as usize).min(BLOCK as usize)
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind, data].concat();
    [&(data.len() as u32).to_be_bytes(), body.as_slice(), &crc(&body).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| sum >> 8 ^ CRC[usize::from(sum as u8 ^ byte)])
}

const CRC: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut sum = index as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
            bit += 1;
        }
        table[index] = sum;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_crc_32() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(chunk(*b"IEND", &[]), [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]);
    }
}
