//! What every frame shows: tinted tiles, a square that goes to and fro in a lane, and a bar that fills as time passes.

use super::Clip;
use super::colour::Colour;
use std::ops::Range;

/// The side of a macroblock, the unit in which the scene is laid out.
pub(super) const BLOCK: u32 = 16;

// Key pictures are nearly the whole file, at some six bits a macroblock; this much may be spent on them.
const KEY_BYTES: u32 = 30_000;

const INK: [i32; 3] = [22, 26, 36];
const CHALK: [i32; 3] = [244, 241, 232];

// From one corner of the picture to the other.
const TINTS: [[[i32; 3]; 2]; 12] = [
    [[38, 70, 120], [42, 157, 143]],
    [[90, 50, 130], [231, 111, 81]],
    [[20, 90, 110], [130, 200, 150]],
    [[120, 40, 80], [244, 162, 97]],
    [[40, 60, 140], [190, 110, 190]],
    [[30, 100, 70], [220, 200, 100]],
    [[60, 60, 90], [110, 160, 220]],
    [[140, 60, 50], [240, 180, 140]],
    [[25, 80, 150], [100, 210, 220]],
    [[70, 60, 120], [120, 200, 190]],
    [[100, 45, 100], [240, 130, 150]],
    [[45, 55, 110], [240, 150, 110]],
];

/// A scene laid out for one clip; `cols` and `rows` count macroblocks.
pub(super) struct Scene {
    pub(super) cols: u32,
    pub(super) rows: u32,
    frames: u32,
    groups: u32,
    legs: u32,
    bar: Range<u32>,
    lane: Range<u32>,
    tiles: Vec<Colour>,
}

/// A rectangle of macroblocks showing what stood `by` samples to its left one frame before.
pub(super) struct Shift {
    pub(super) rows: Range<u32>,
    pub(super) cols: Range<u32>,
    pub(super) by: i32,
}

impl Scene {
    pub(super) fn new(clip: &Clip) -> Scene {
        let (cols, rows) = (clip.width.div_ceil(BLOCK), clip.height.div_ceil(BLOCK));
        let groups = (KEY_BYTES * 8 / (cols * rows * 6)).clamp(1, clip.seconds);
        // Where groups last about a second the square takes two of them to cross, or it would rush.
        let legs = if groups * 2 > clip.seconds { groups.min(2) } else { 1 };
        let (bar, lane) = bands(cols, rows);
        Scene { cols, rows, frames: clip.frames(), groups, legs, bar, lane, tiles: tiles(cols, rows, clip.seed) }
    }

    /// Which group of pictures the frame belongs to.
    pub(super) fn group(&self, frame: u32) -> u32 {
        ((frame + 1) * self.groups).div_ceil(self.frames) - 1
    }

    /// The frame that opens a group: a key picture, on which everything that moves is aligned to macroblocks.
    pub(super) fn start(&self, group: u32) -> u32 {
        group * self.frames / self.groups
    }

    /// The colour of every macroblock, row by row, in the key picture that opens the group.
    pub(super) fn key(&self, group: u32) -> Vec<Colour> {
        let (ink, chalk) = (Colour::from_rgb(INK), Colour::from_rgb(CHALK));
        let mut blocks = self.tiles.clone();
        let mut paint = |rows: &Range<u32>, cols: Range<u32>, colour: Colour| {
            for row in rows.clone() {
                let first = row * self.cols;
                blocks[(first + cols.start) as usize..(first + cols.end) as usize].fill(colour);
            }
        };
        paint(&self.bar, 0..self.cols, ink);
        paint(&self.bar, 0..self.bar_stop(group), chalk);
        if !self.lane.is_empty() {
            let left = self.square_stop(group);
            paint(&self.lane, 0..self.cols, ink);
            paint(&self.lane, left..left + self.square(), chalk);
        }
        blocks
    }

    /// What moves between the frame before and this one. Never asked of a key picture.
    pub(super) fn shifts(&self, frame: u32) -> Vec<Shift> {
        let bar = |frame| self.glide(frame, |group| self.bar_stop(group));
        let square = |frame| self.glide(frame, |group| self.square_stop(group));
        let mut shifts = Vec::new();
        if !self.lane.is_empty() {
            let (from, to, wide) = (square(frame - 1), square(frame), self.square() * BLOCK);
            shifts.extend([edge(&self.lane, from, to), edge(&self.lane, from + wide, to + wide)]);
        }
        shifts.push(edge(&self.bar, bar(frame - 1), bar(frame)));
        shifts.into_iter().flatten().collect()
    }

    // The lane and the square are as high as each other, and the square as wide.
    fn square(&self) -> u32 {
        self.lane.len() as u32
    }

    // Never at 0: what a decoder finds left of the picture repeats its first column, which must be the filled part.
    fn bar_stop(&self, group: u32) -> u32 {
        1 + (self.cols - 1) * group / self.groups
    }

    // One macroblock stays free at either end, again for what a decoder finds beyond the picture.
    fn square_stop(&self, group: u32) -> u32 {
        let step = (self.cols - 2 - self.square()) / self.legs;
        let turn = group % (2 * self.legs);
        1 + step * turn.min(2 * self.legs - turn)
    }

    // Even, so that chroma, at half the size, also moves by whole samples and stays sharp.
    fn glide(&self, frame: u32, stop: impl Fn(u32) -> u32) -> u32 {
        let group = self.group(frame);
        let (start, end) = (self.start(group), self.start(group + 1));
        let (gone, left) = (frame - start, end - frame);
        ((stop(group) * left + stop(group + 1) * gone) * BLOCK / (end - start)) & !1
    }
}

// Where one colour meets another in a band. Only the macroblocks between the two places, which the edge passes over,
// show anything new.
fn edge(rows: &Range<u32>, from: u32, to: u32) -> Option<Shift> {
    let cols = from.min(to) / BLOCK..from.max(to).div_ceil(BLOCK);
    (from != to).then(|| Shift { rows: rows.clone(), cols, by: to as i32 - from as i32 })
}

// The rows of the bar and of the lane; a picture too small for both has no lane.
fn bands(cols: u32, rows: u32) -> (Range<u32>, Range<u32>) {
    let short = cols.min(rows);
    let thin = (short / 24).max(1);
    let bar = rows.saturating_sub(2 * thin)..(rows - thin).max(1);
    let high = if short < 6 { 0 } else { (short / 14).max(1) };
    let top = (rows - high) / 2;
    (bar, top..top + high)
}

// About nine tiles along the shorter side, mirrored left to right so that the picture looks meant.
fn tiles(cols: u32, rows: u32, seed: u64) -> Vec<Colour> {
    let side = (cols.min(rows) / 9).max(1);
    let (across, down) = (cols.div_ceil(side), rows.div_ceil(side));
    let choice = mixed(seed);
    let [from, to] = TINTS[(choice % TINTS.len() as u64) as usize];
    let (flip_x, flip_y) = (choice >> 32 & 1 == 1, choice >> 33 & 1 == 1);
    let tint = |x: u32, y: u32| {
        let far = if flip_x { across - 1 - x } else { x } + if flip_y { down - 1 - y } else { y };
        let colour = Colour::from_rgb(blend(from, to, far as i32, (across + down - 1) as i32));
        colour.lighter(lift(seed, x.min(across - 1 - x), y))
    };
    let grid: Vec<Colour> = (0..down).flat_map(|y| (0..across).map(move |x| (x, y))).map(|(x, y)| tint(x, y)).collect();
    let at = |col: u32, row: u32| grid[(row * down / rows * across + col * across / cols) as usize];
    (0..rows).flat_map(|row| (0..cols).map(move |col| (col, row))).map(|(col, row)| at(col, row)).collect()
}

// How much a tile stands out: most hardly, some clearly.
fn lift(seed: u64, x: u32, y: u32) -> i32 {
    let chance = mixed(seed ^ mixed(u64::from(x) << 32 | u64::from(y)));
    [-3, -1, 0, 0, 0, 0, 1, 7][(chance % 8) as usize]
}

fn blend(from: [i32; 3], to: [i32; 3], part: i32, whole: i32) -> [i32; 3] {
    std::array::from_fn(|i| from[i] + (to[i] - from[i]) * part / whole)
}

// SplitMix64, so that neighbouring seeds have nothing in common.
fn mixed(seed: u64) -> u64 {
    let first = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let second = (first ^ first >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let third = (second ^ second >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    third ^ third >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Scene {
        /// The luma that any frame must show at a sample, told from the places of what moves alone.
        pub(in super::super) fn luma(&self, frame: u32, x: u32, y: u32) -> i32 {
            let (row, col) = (y / BLOCK, x / BLOCK);
            let square = || self.glide(frame, |group| self.square_stop(group));
            let chalk = if self.bar.contains(&row) {
                x < self.glide(frame, |group| self.bar_stop(group))
            } else if self.lane.contains(&row) {
                (square()..square() + self.square() * BLOCK).contains(&x)
            } else {
                return self.tiles[(row * self.cols + col) as usize].luma;
            };
            Colour::from_rgb(if chalk { CHALK } else { INK }).luma
        }
    }

    fn scene(width: u32, height: u32, seconds: u32, frames_per_second: u32) -> Scene {
        Scene::new(&Clip { width, height, seconds, frames_per_second, seed: 1 })
    }

    #[test]
    fn groups_cover_the_frames_and_last_at_least_a_second() {
        for (seconds, rate) in [(1, 1), (5, 24), (16, 24), (60, 60), (7, 1)] {
            let scene = scene(1920, 1080, seconds, rate);
            let groups: Vec<u32> = (0..seconds * rate).map(|frame| scene.group(frame)).collect();
            assert!(groups.is_sorted() && groups[0] == 0 && groups[groups.len() - 1] == scene.groups - 1);
            assert!((0..scene.groups).all(|group| scene.group(scene.start(group)) == group));
            assert!((0..scene.groups).all(|group| scene.start(group + 1) - scene.start(group) >= rate));
        }
    }

    // The encoder relies on all of it: see the comments at `bar_stop`, `square_stop` and `next_picture`.
    #[test]
    fn what_moves_keeps_its_distance() {
        for (width, height) in [(96, 96), (128, 128), (640, 360), (1080, 1920), (2560, 1440), (4096, 96), (96, 4096)] {
            let scene = scene(width, height, 9, 24);
            assert!(scene.lane.start > 0 && scene.lane.end < scene.bar.start && scene.bar.end <= scene.rows);
            for group in 0..=scene.groups {
                let left = scene.square_stop(group);
                assert!(left >= 1 && left + scene.square() < scene.cols && scene.bar_stop(group) >= 1);
            }
            assert_eq!(scene.bar_stop(scene.groups), scene.cols);
        }
    }

    #[test]
    fn every_seed_has_a_look_of_its_own() {
        let looks: std::collections::HashSet<Vec<i32>> =
            (0..50).map(|seed| tiles(40, 23, seed).iter().map(|tile| tile.luma).collect()).collect();
        assert_eq!(looks.len(), 50);
    }
}
