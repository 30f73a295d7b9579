//! Encodes a scene as H.264, Constrained Baseline: flat macroblocks in key pictures, plain shifts in between.

use super::Clip;
use super::bits::Bits;
use super::colour::{CHROMA_STEP, Colour, GREY, LUMA_STEP};
use super::scene::{BLOCK, Scene, Shift};
use std::collections::BTreeSet;

/// An encoded video: its parameter sets and one NAL unit for every frame.
pub(super) struct Stream {
    pub(super) sequence: Vec<u8>,
    pub(super) picture: Vec<u8>,
    pub(super) frames: Vec<Frame>,
}

/// One coded picture.
pub(super) struct Frame {
    pub(super) key: bool,
    pub(super) nal: Vec<u8>,
}

// At 28 one level of a DC coefficient is worth exactly one luma value or two chroma values, and six more double it;
// thus flat colours on that grid are coded without loss. The offset brings chroma's own quantiser down to 28.
const QUANTISER: i32 = 40;
const CHROMA_OFFSET: i32 = -12;
const _: () = assert!(LUMA_STEP == 4 && CHROMA_STEP == 2);

const FRAME_NUMBER_BITS: u32 = 8;

pub(super) fn encode(clip: &Clip, scene: &Scene) -> Stream {
    let frames = (0..clip.frames()).map(|frame| {
        let group = scene.group(frame);
        match frame - scene.start(group) {
            0 => Frame { key: true, nal: key_picture(scene, group) },
            number => Frame { key: false, nal: next_picture(scene, frame, number) },
        }
    });
    Stream { sequence: sequence(clip, scene), picture: picture(), frames: frames.collect() }
}

// Level, macroblocks per second, macroblocks per picture: table A-1 of the standard.
const LEVELS: [(u32, u32, u32); 16] = [
    (10, 1_485, 99),
    (11, 3_000, 396),
    (12, 6_000, 396),
    (13, 11_880, 396),
    (21, 19_800, 792),
    (22, 20_250, 1_620),
    (30, 40_500, 1_620),
    (31, 108_000, 3_600),
    (32, 216_000, 5_120),
    (40, 245_760, 8_192),
    (42, 522_240, 8_704),
    (50, 589_824, 22_080),
    (51, 983_040, 36_864),
    (52, 2_073_600, 36_864),
    (60, 4_177_920, 139_264),
    (61, 8_355_840, 139_264),
];

// Neither side may be longer than the square root of eight pictures.
fn level(cols: u32, rows: u32, frames_per_second: u32) -> u32 {
    let (size, side) = (cols * rows, cols.max(rows));
    let fits = |&&(_, speed, most): &&(u32, u32, u32)| {
        size * frames_per_second <= speed && size <= most && side * side <= 8 * most
    };
    LEVELS.iter().find(fits).map_or(62, |(level, _, _)| *level)
}

fn sequence(clip: &Clip, scene: &Scene) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.all(&[66, 0xc0, level(scene.cols, scene.rows, clip.frames_per_second)], 8);
    bits.ue(0);
    bits.ue(FRAME_NUMBER_BITS - 4);
    bits.ue(2); // pictures are shown in the order they are coded
    bits.ue(1); // reference frames
    bits.put(0, 1);
    bits.ue(scene.cols - 1);
    bits.ue(scene.rows - 1);
    bits.all(&[1, 1], 1); // whole frames, 8x8 inference
    crop(&mut bits, scene.cols * BLOCK - clip.width, scene.rows * BLOCK - clip.height);
    usability(&mut bits, clip);
    bits.nal(0x67)
}

fn crop(bits: &mut Bits, right: u32, bottom: u32) {
    bits.put(1, 1);
    [0, right / 2, 0, bottom / 2].iter().for_each(|edge| bits.ue(*edge));
}

// Square samples, BT.709 in limited range, the frame rate, and that no picture waits for another.
fn usability(bits: &mut Bits, clip: &Clip) {
    bits.all(&[1, 1], 1);
    bits.put(1, 8);
    bits.put(0, 1);
    bits.all(&[1, 1, 0, 1, 0, 1], 1); // signal type: format unspecified (101), limited range, colours follow
    bits.all(&[1, 1, 1], 8);
    bits.all(&[0, 1], 1);
    bits.all(&[1, 2 * clip.frames_per_second], 32);
    bits.all(&[1, 0, 0, 0], 1);
    bits.all(&[1, 1], 1);
    [0, 0, 13, 13, 0, 1].iter().for_each(|limit| bits.ue(*limit));
}

fn picture() -> Vec<u8> {
    let mut bits = Bits::default();
    bits.all(&[1, 1], 1); // both identifiers are ue(0)
    bits.all(&[0, 0], 1); // CAVLC
    bits.all(&[1, 1, 1], 1); // one slice group, one reference in either list
    bits.put(0, 3);
    bits.se(QUANTISER - 26);
    bits.se(0);
    bits.se(CHROMA_OFFSET);
    bits.all(&[1, 0, 0], 1); // slices say whether to deblock
    bits.nal(0x68)
}

fn slice(kind: u32, number: u32) -> Bits {
    let mut bits = Bits::default();
    bits.ue(0);
    bits.ue(kind);
    bits.ue(0);
    bits.put(number % (1 << FRAME_NUMBER_BITS), FRAME_NUMBER_BITS);
    bits
}

// Deblocking is off: it would soften the edges of tiles, and colours would no longer be exact.
fn end_of_header(bits: &mut Bits) {
    bits.se(0);
    bits.ue(1);
}

fn key_picture(scene: &Scene, group: u32) -> Vec<u8> {
    let mut bits = slice(7, 0);
    bits.ue(group % 2); // neighbouring key pictures must differ in this
    bits.put(0, 2);
    end_of_header(&mut bits);
    let (blocks, cols) = (scene.key(group), scene.cols as usize);
    for (index, colour) in blocks.iter().enumerate() {
        let left = (index % cols > 0).then(|| blocks[index - 1]);
        let above = (index >= cols).then(|| blocks[index - cols]);
        flat(&mut bits, *colour, left, above);
    }
    bits.nal(0x65)
}

// An Intra16x16 macroblock, predicted from whichever flat neighbour is the same, else corrected by DC levels alone.
fn flat(bits: &mut Bits, colour: Colour, left: Option<Colour>, above: Option<Colour>) {
    let down = above.is_some() && (above == Some(colour) || left != Some(colour));
    let (from, mode, chroma_mode, other) = match (down, above.filter(|_| down).or(left)) {
        (true, Some(from)) => (from, 0, 2, left),
        (_, Some(from)) => (from, 1, 1, above),
        (_, None) => (GREY, 2, 0, None),
    };
    let plain = other.is_none_or(|other| other.same_chroma(from)); // then the mean, the shortest code, is right too
    let tinted = !colour.same_chroma(from);
    bits.ue(1 + mode + 4 * u32::from(tinted));
    bits.ue(if plain { 0 } else { chroma_mode });
    bits.se(0);
    luma_level(bits, (colour.luma - from.luma) / LUMA_STEP);
    if tinted {
        chroma_level(bits, (colour.blue - from.blue) / CHROMA_STEP);
        chroma_level(bits, (colour.red - from.red) / CHROMA_STEP);
    }
}

// A block of one coefficient at most, its first. Neighbours count for nothing in the choice of code table, since no
// macroblock has coefficients besides DC.
fn luma_level(bits: &mut Bits, level: i32) {
    match level {
        0 => bits.put(1, 1),
        1 | -1 => bits.put(0b01, 2),
        _ => bits.put(0b000101, 6),
    }
    level_and_no_zeros(bits, level);
}

fn chroma_level(bits: &mut Bits, level: i32) {
    match level {
        0 => bits.put(0b01, 2),
        1 | -1 => bits.put(1, 1),
        _ => bits.put(0b000111, 6),
    }
    level_and_no_zeros(bits, level);
}

fn level_and_no_zeros(bits: &mut Bits, level: i32) {
    let sign = u32::from(level < 0);
    match level.unsigned_abs() {
        0 => return,
        1 => bits.put(sign, 1),
        size => match 2 * (size - 2) + sign {
            code @ 0..14 => bits.put(1, code + 1),
            code @ 14..30 => bits.put(1 << 4 | (code - 14), 19),
            code => bits.put(1 << 12 | (code - 30), 28),
        },
    }
    bits.put(1, 1);
}

// Only what moves is written. Every macroblock passed over stands still: its vector is inferred, and inferred as zero
// since of its left and upper neighbours at least one stands still too or is outside.
fn next_picture(scene: &Scene, frame: u32, number: u32) -> Vec<u8> {
    let mut bits = slice(5, number);
    bits.all(&[0, 0, 0], 1);
    end_of_header(&mut bits);
    let shifts = scene.shifts(frame);
    let mut written = 0;
    for (row, col) in places(&shifts) {
        let address = row * scene.cols + col;
        bits.ue(address - written);
        bits.ue(0);
        bits.se(vector(&shifts, col, row) - expected(scene, &shifts, col, row));
        bits.se(0);
        bits.ue(0);
        written = address + 1;
    }
    if written < scene.cols * scene.rows {
        bits.ue(scene.cols * scene.rows - written);
    }
    bits.nal(0x41)
}

// Row by row. Shifts may overlap, where both edges of the square pass within one macroblock.
fn places(shifts: &[Shift]) -> BTreeSet<(u32, u32)> {
    let place = |shift: &Shift| {
        let cols = shift.cols.clone();
        shift.rows.clone().flat_map(move |row| cols.clone().map(move |col| (row, col)))
    };
    shifts.iter().flat_map(place).collect()
}

// In quarter samples, and only across: nothing moves up or down.
fn vector(shifts: &[Shift], col: u32, row: u32) -> i32 {
    let holds = |shift: &&Shift| shift.rows.contains(&row) && shift.cols.contains(&col);
    shifts.iter().find(holds).map_or(0, |shift| -4 * shift.by)
}

// The vector a decoder expects from the neighbours: the only one there is, else the median with zero for a missing one.
fn expected(scene: &Scene, shifts: &[Shift], col: u32, row: u32) -> i32 {
    let at = |col: Option<u32>, row: Option<u32>| {
        let (col, row) = (col.filter(|col| *col < scene.cols)?, row?);
        Some(vector(shifts, col, row))
    };
    let (before, up) = (col.checked_sub(1), row.checked_sub(1));
    let corner = at(Some(col + 1), up).or_else(|| at(before, up));
    match [at(before, Some(row)), at(Some(col), up), corner] {
        [Some(only), None, None] | [None, Some(only), None] | [None, None, Some(only)] => only,
        three => median(three.map(Option::unwrap_or_default)),
    }
}

fn median(mut three: [i32; 3]) -> i32 {
    three.sort_unstable();
    three[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_follows_size_and_rate() {
        let levels =
            [(8, 8, 24), (80, 45, 24), (80, 45, 60), (120, 68, 24), (120, 68, 60), (160, 90, 24), (256, 256, 60)];
        assert_eq!(levels.map(|(cols, rows, rate)| level(cols, rows, rate)), [11, 31, 32, 40, 42, 50, 60]);
        assert_eq!(level(256, 8, 1), 40, "a long side needs a level of its own");
    }

    #[test]
    fn levels_are_coded_as_the_standard_says() {
        let code = |level| {
            let mut bits = Bits::default();
            luma_level(&mut bits, level);
            bits.nal(0)
        };
        assert_eq!(code(0), [0, 0b1100_0000]);
        assert_eq!(code(-1), [0, 0b0111_1000]);
        assert_eq!(code(2), [0, 0b0001_0111, 0b1000_0000]);
        assert_eq!(code(-9), [0, 0b0001_0100, 0, 0b0000_1000, 0b1110_0000]);
    }
}
