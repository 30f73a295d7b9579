//! Writes H.264 syntax elements bit by bit, and wraps them as NAL units.

/// Bits written from the highest of each byte down, as H.264 reads them.
#[derive(Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// Writes `value` in so many bits, at most 48, with zeros in front.
    pub(super) fn put(&mut self, value: u32, width: u32) {
        self.held = self.held << width | u64::from(value);
        self.count += width;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.held >> self.count) as u8);
        }
    }

    /// Writes several values of the same width.
    pub(super) fn all(&mut self, values: &[u32], width: u32) {
        values.iter().for_each(|value| self.put(*value, width));
    }

    /// An unsigned Exp-Golomb number, `ue(v)` in the standard.
    pub(super) fn ue(&mut self, value: u32) {
        let length = (value + 1).ilog2();
        self.put(value + 1, 2 * length + 1);
    }

    /// A signed Exp-Golomb number, `se(v)` in the standard.
    pub(super) fn se(&mut self, value: i32) {
        self.ue(2 * value.unsigned_abs() - u32::from(value > 0));
    }

    /// Ends the payload with its stop bit and gives the NAL unit that carries it under this header byte.
    pub(super) fn nal(mut self, header: u8) -> Vec<u8> {
        self.put(1, 1);
        self.put(0, (8 - self.count) % 8);
        escaped(header, &self.bytes)
    }
}

// Two zero bytes and a small one would read as a start code, so the standard puts a three between them.
fn escaped(header: u8, payload: &[u8]) -> Vec<u8> {
    let mut unit = vec![header];
    let mut zeros = 0;
    for &byte in payload {
        if zeros == 2 && byte <= 3 {
            unit.push(3);
            zeros = 0;
        }
        unit.push(byte);
        zeros = if byte == 0 { zeros + 1 } else { 0 };
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Bits)) -> Vec<u8> {
        let mut bits = Bits::default();
        write(&mut bits);
        bits.nal(0x65)
    }

    #[test]
    fn numbers_are_exp_golomb() {
        assert_eq!(written(|bits| (0..4).for_each(|n| bits.ue(n))), [0x65, 0b1010_0110, 0b0100_1000]);
        assert_eq!(written(|bits| [0, 1, -1, 2].iter().for_each(|n| bits.se(*n))), [0x65, 0b1010_0110, 0b0100_1000]);
        assert_eq!(written(|bits| bits.ue(65534)), [0x65, 0, 1, 0xff, 0xff]);
    }

    #[test]
    fn a_payload_never_holds_a_start_code() {
        assert_eq!(escaped(0x65, &[0, 0, 0, 0, 1]), [0x65, 0, 0, 3, 0, 0, 3, 1]);
        assert_eq!(escaped(0x65, &[0, 0, 3, 0, 0, 4]), [0x65, 0, 0, 3, 3, 0, 0, 4]);
        assert_eq!(escaped(0x65, &[1, 0, 2, 0, 0]), [0x65, 1, 0, 2, 0, 0]);
    }
}
