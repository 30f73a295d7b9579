//! Chance from a seed: the same seed and the same labels give the same draws, on every machine.

use std::time::Duration;

/// A row of draws (SplitMix64: small, fast, and no secret depends on it).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The draws of a seed under a label; another label gives other draws.
    pub fn new(seed: u64, label: &[u8]) -> Random {
        Random(mixed(seed ^ digest(label)))
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }

    /// A number from zero to below a bound, or zero when there is none below.
    pub fn below(&mut self, bound: u64) -> u64 {
        // The high half of a product: no modulo bias worth naming.
        ((u128::from(self.number()) * u128::from(bound)) >> 64) as u64
    }

    /// A span from one to another, both included, in whole milliseconds beyond the first.
    pub fn between(&mut self, from: Duration, to: Duration) -> Duration {
        let width = u64::try_from(to.saturating_sub(from).as_millis()).unwrap_or(u64::MAX);
        from.saturating_add(Duration::from_millis(self.below(width.saturating_add(1))))
    }
}

/// A number for a text (FNV-1a).
pub fn digest(text: &[u8]) -> u64 {
    text.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_depend_on_seed_and_label_alone() {
        let row = |seed, label: &str| {
            let mut random = Random::new(seed, label.as_bytes());
            [random.number(), random.number(), random.number()]
        };
        assert_eq!(row(1, "a"), row(1, "a"));
        assert_ne!(row(1, "a"), row(2, "a"));
        assert_ne!(row(1, "a"), row(1, "b"));
    }

    #[test]
    fn draws_stay_within_their_bounds_and_reach_both() {
        let mut random = Random::new(7, b"bounds");
        let draws: Vec<u64> = (0..200).map(|_| random.below(4)).collect();
        assert!((0..4).all(|number| draws.contains(&number)) && draws.iter().all(|number| *number < 4));
        assert_eq!(random.below(0), 0);
        let (from, to) = (Duration::from_secs(5), Duration::from_secs(15));
        assert!((0..200).map(|_| random.between(from, to)).all(|span| (from..=to).contains(&span)));
        assert_eq!(random.between(to, from), to);
    }
}
