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
    least: Duration,
    most: Duration,
    factor: f64,
}

impl Growth {
    pub(crate) fn new(least: Duration, most: Duration, factor: f64) -> Self {
        Self { least, most: most.max(least), factor }
    }

    /// The pause that comes after so many others.
    pub(crate) fn pause(self, after: u32, chance: &mut Chance) -> Duration {
        spread(self.grown(after), chance).clamp(self.least, self.most)
    }

    fn grown(self, times: u32) -> Duration {
        // So often that more would change nothing, and not so often that a number becomes infinite.
        let factor = self.factor.powi(times.min(200) as i32);
        saturating(self.least.as_secs_f64() * factor).min(self.most)
    }
}

/// Pauses that grow.
#[derive(Clone, Debug)]
pub(crate) struct Backoff {
    growth: Growth,
    after: u32,
}

impl Backoff {
    pub(crate) fn new(least: Duration, most: Duration, factor: f64) -> Self {
        Self { growth: Growth::new(least, most, factor), after: 0 }
    }

    pub(crate) fn pause(&mut self, chance: &mut Chance) -> Duration {
        let pause = self.growth.pause(self.after, chance);
        self.after = self.after.saturating_add(1);
        pause
    }

    pub(crate) fn reset(&mut self) {
        self.after = 0;
    }
}

/// Between four fifths and six fifths of a pause.
pub(crate) fn spread(pause: Duration, chance: &mut Chance) -> Duration {
    saturating(pause.as_secs_f64() * (0.8 + 0.4 * chance.unit()))
}

fn saturating(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
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

    /// Whatever limits a program sets, a pause is within them.
    #[test]
    fn no_limit_is_too_long() {
        let limits = [(Duration::ZERO, Duration::MAX), (Duration::MAX, Duration::MAX), (SECOND, Duration::MAX)];
        for ((least, most), after) in limits.into_iter().flat_map(|limits| [0, 7, 300, u32::MAX].map(|n| (limits, n))) {
            let pause = Growth::new(least, most, 2.0).pause(after, &mut Chance::seeded(after.into()));
            assert!((least..=most).contains(&pause), "{least:?} to {most:?} after {after}: {pause:?}");
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
