//! A zlib stream for bytes that are nearly all zero, as a filtered picture of flat tiles is.

/// Compresses as it is fed: runs of zeros become long matches, and every other byte stands for itself.
pub(super) struct Zlib {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
    zeros: usize,
    sum: Adler,
}

const LONGEST: usize = 258;
const END: usize = 256;

impl Zlib {
    pub(super) fn new() -> Zlib {
        let mut zlib = Zlib { bytes: vec![0x78, 0x01], held: 0, count: 0, zeros: 0, sum: Adler(1, 0) };
        zlib.codes();
        zlib
    }

    /// Adds bytes of any value.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.byte(*byte));
    }

    /// Adds that many zero bytes, at next to no cost.
    pub(super) fn zeros(&mut self, count: usize) {
        self.zeros += count;
        self.sum.zeros(count as u64);
    }

    /// The whole stream with its check sum.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.run();
        self.symbol(END);
        self.put(0, (8 - self.count % 8) % 8);
        self.bytes.extend(self.sum.value().to_be_bytes());
        self.bytes
    }

    fn byte(&mut self, byte: u8) {
        if byte == 0 {
            return self.zeros(1);
        }
        self.run();
        self.sum.byte(byte);
        self.symbol(byte.into());
    }

    // One zero to copy from, then matches that each repeat the byte before.
    fn run(&mut self) {
        let mut left = std::mem::take(&mut self.zeros);
        if left > 0 {
            self.symbol(0);
            left -= 1;
        }
        while left >= 3 {
            let length = left.min(LONGEST);
            self.matched(length);
            left -= length;
        }
        (0..left).for_each(|_| self.symbol(0));
    }

    // Lengths share codes in fours, the longer ones with more and more bits to tell them apart; 258 has its own.
    fn matched(&mut self, length: usize) {
        let over = length - 3;
        let extra = over.checked_ilog2().unwrap_or(0).saturating_sub(2);
        match length {
            LONGEST => self.symbol(285),
            _ => {
                self.symbol(257 + 4 * extra as usize + (over >> extra));
                self.put(over as u64 & ((1 << extra) - 1), extra);
            }
        }
        self.put(0, 1); // the only distance there is: one byte back
    }

    // The longest match, by far the most frequent, takes one bit; the rest share the other half of the code space,
    // 227 of them with nine bits and 58 with ten.
    fn symbol(&mut self, symbol: usize) {
        let (code, width) = match symbol as u64 {
            285 => (0, 1),
            first @ 0..227 => (256 + first, 9),
            rest => (966 + (rest - 227), 10),
        };
        self.put(code.reverse_bits() >> (64 - width), width);
    }

    // The header of one final block that spells those code lengths out: 286 symbols, one distance, and four lengths
    // (1, 9, 10 and "as before") of two bits each, in the order that the format lists them.
    fn codes(&mut self) {
        self.put(0b101, 3);
        self.put(286 - 257, 5);
        self.put(0, 5);
        self.put(18 - 4, 4);
        for length in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
            self.put(if [1, 9, 10, 16].contains(&length) { 2 } else { 0 }, 3);
        }
        self.length(NINE, 227);
        self.length(TEN, 58);
        self.length(ONE, 2);
    }

    fn length(&mut self, code: u64, mut count: u64) {
        self.put(code, 2);
        count -= 1;
        while count >= 3 {
            let more = count.min(6);
            self.put(AS_BEFORE, 2);
            self.put(more - 3, 2);
            count -= more;
        }
        (0..count).for_each(|_| self.put(code, 2));
    }

    fn put(&mut self, value: u64, width: u32) {
        self.held |= value << self.count;
        self.count += width;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }
}

// Two bits each, with the first bit in the lowest place: 00, 01, 10 and 11 for 1, 9, 10 and 16.
const ONE: u64 = 0b00;
const NINE: u64 = 0b10;
const TEN: u64 = 0b01;
const AS_BEFORE: u64 = 0b11;

// Zeros leave the first sum alone and add it to the second each time, so a whole run takes one step.
struct Adler(u64, u64);

impl Adler {
    const MODULUS: u64 = 65_521;

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 + u64::from(byte)) % Self::MODULUS;
        self.zeros(1);
    }

    fn zeros(&mut self, count: u64) {
        self.1 = (self.1 + self.0 * (count % Self::MODULUS)) % Self::MODULUS;
    }

    fn value(&self) -> u32 {
        (self.1 << 16 | self.0) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_adler_32() {
        let mut sum = Adler(1, 0);
        b"Wikipedia".iter().for_each(|byte| sum.byte(*byte));
        assert_eq!(sum.value(), 0x11e6_0398);
    }

    // The expected bytes were read back with another implementation (zlib).
    #[test]
    fn the_stream_is_one_that_zlib_reads() {
        let mut zlib = Zlib::new();
        [1, 2, 3, 4, 5, 13, 14, 260, 261, 262, 600].iter().for_each(|run| {
            zlib.bytes(&[9, 0, 227, 255]);
            zlib.zeros(*run);
        });
        assert_eq!(zlib.finish(), GOLDEN);
    }

    const GOLDEN: &[u8] = b"\
        \x78\x01\xed\xc0\x05\x00\x10\x04\x00\x00\x20\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\
        \xff\xff\xff\xff\xff\xff\xfa\xff\xff\xff\xff\x81\x90\x01\x1e\xfb\x28\x40\xc8\x00\x8f\x7d\x14\x20\
        \x40\xc8\x00\x8f\x7d\x14\x20\x40\x80\x90\x01\x1e\xfb\x28\xc0\x27\x42\x06\x78\xec\xa3\x00\x9f\x0a\
        \x19\xe0\xb1\x8f\x02\x7c\x53\xc8\x00\x8f\x7d\x14\xe0\x5b\x42\x06\x78\xec\xa3\x00\x04\x08\x19\xe0\
        \xb1\x8f\x02\x10\x20\x40\xc8\x00\x8f\x7d\x14\x80\x4f\x84\x0c\xf0\xd8\x47\x01\xe0\x4f\xf0\x31\xcf\
        \x43\x15\x1a";

    #[test]
    fn a_run_of_zeros_costs_next_to_nothing() {
        let mut zlib = Zlib::new();
        zlib.bytes(&[7]);
        zlib.zeros(1_000_000);
        assert!(zlib.finish().len() < 1_100);
    }
}
