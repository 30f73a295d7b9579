//! How long to pause: intervals that grow, jitter that spreads many waiters, and what a vendor asks for.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Duration;

use vidu_types::Timestamp;

/// Chance that can be repeated: the same seed draws the same numbers (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// Another seed at every call: the standard library's own source of it, which needs no further crate.
    pub(crate) fn fresh() -> Self {
        Self(RandomState::new().hash_one(()))
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, 1.
    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// How pauses grow: from the least to the most, each longer than the one before by a factor, give or take a fifth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    pub(crate) least: Duration,
    most: Duration,
    factor: f64,
}

impl Growth {
    pub(crate) fn new(least: Duration, most: Duration, factor: f64) -> Self {
        Self { least, most: most.max(least), factor }
    }

    /// A pause, and the next one after it.
    pub(crate) fn pause(self, next: &mut Duration, chance: &mut Chance) -> Duration {
        let pause = spread(*next, chance).clamp(self.least, self.most);
        *next = next.mul_f64(self.factor).min(self.most);
        pause
    }
}

/// Pauses that grow.
#[derive(Clone, Debug)]
pub(crate) struct Backoff {
    growth: Growth,
    next: Duration,
}

impl Backoff {
    pub(crate) fn new(least: Duration, most: Duration, factor: f64) -> Self {
        Self { growth: Growth::new(least, most, factor), next: least }
    }

    pub(crate) fn pause(&mut self, chance: &mut Chance) -> Duration {
        self.growth.pause(&mut self.next, chance)
    }

    pub(crate) fn reset(&mut self) {
        self.next = self.growth.least;
    }
}

/// Between four fifths and six fifths of a pause.
pub(crate) fn spread(pause: Duration, chance: &mut Chance) -> Duration {
    pause.mul_f64(0.8 + 0.4 * chance.unit())
}

/// How long a `Retry-After` asks to wait, in seconds or until a date.
///
/// `now` is the answer's own `Date` where it has one, so that a wrong clock here does not matter.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = Timestamp::from_http_date(value)?;
    Some(until.since(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn pauses_grow_within_their_bounds() {
        for seed in 0..100 {
            let mut chance = Chance::seeded(seed);
            let mut backoff = Backoff::new(SECOND, 10 * SECOND, 2.0);
            let pauses: Vec<Duration> = (0..6).map(|_| backoff.pause(&mut chance)).collect();
            assert!(pauses.iter().all(|pause| (SECOND..=10 * SECOND).contains(pause)), "{pauses:?}");
            assert!(pauses[3] > pauses[0] && pauses[5] >= 8 * SECOND, "{pauses:?}");
            backoff.reset();
            assert!(backoff.pause(&mut chance) <= SECOND.mul_f64(1.2));
        }
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| {
            let mut chance = Chance::seeded(seed);
            (0..4).map(|_| chance.bits()).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn what_retry_after_asks_for() {
        let now = Timestamp::from_unix_seconds(784_111_777); // Sun, 06 Nov 1994 08:49:37 GMT
        let cases = [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:48:37 GMT", Some(0)),
            ("soon", None),
            ("-1", None),
            ("1.5", None),
            ("", None),
        ];
        for (value, seconds) in cases {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }
}
