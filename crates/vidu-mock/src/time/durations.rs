//! How long something takes: always the same, or drawn from a distribution.

use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use crate::tasks::random::Random;
use crate::time::span;

/// How long something takes, drawn from the seed.
///
/// As text: `5s`, `5s..15s`, or `exponential:10s..60s` with the mean and the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durations {
    /// Always this.
    Fixed(Duration),
    /// Anything from one to another, both included, with equal chance.
    Uniform {
        /// The shortest.
        from: Duration,
        /// The longest.
        to: Duration,
    },
    /// Mostly short and sometimes very long, as real queues are; what is beyond the longest takes the longest.
    Exponential {
        /// The mean, were there no longest.
        mean: Duration,
        /// The longest.
        most: Duration,
    },
}

impl Durations {
    /// One of them.
    pub fn draw(self, random: &mut Random) -> Duration {
        match self {
            // A draw is made nevertheless, so that what is drawn after it stays the same.
            Durations::Fixed(span) => random.between(span, span),
            Durations::Uniform { from, to } => random.between(from, to),
            Durations::Exponential { mean, most } => {
                let chance = random.below(1 << 53) as f64 / (1u64 << 53) as f64;
                let seconds = mean.as_secs_f64() * -(1.0 - chance).ln();
                let span = Duration::try_from_secs_f64(seconds).unwrap_or(most).min(most);
                // Whole milliseconds: the last digits of a logarithm are not the same on every machine.
                Duration::from_millis(u64::try_from(span.as_millis()).unwrap_or(u64::MAX))
            }
        }
    }
}

impl From<RangeInclusive<Duration>> for Durations {
    fn from(range: RangeInclusive<Duration>) -> Self {
        let (from, to) = range.into_inner();
        Durations::Uniform { from, to }
    }
}

impl From<Duration> for Durations {
    fn from(span: Duration) -> Self {
        Durations::Fixed(span)
    }
}

impl FromStr for Durations {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (shape, spans) = text.split_once(':').unwrap_or(("", text));
        let (first, last) = match spans.split_once("..") {
            Some((first, last)) => (span::read(first)?, Some(span::read(last)?)),
            None => (span::read(spans)?, None),
        };
        match (shape.trim(), last) {
            ("", None) => Ok(Durations::Fixed(first)),
            ("", Some(to)) if first <= to => Ok(Durations::Uniform { from: first, to }),
            ("exponential", Some(most)) if first <= most => Ok(Durations::Exponential { mean: first, most }),
            _ => Err(format!(
                "`{}` is no distribution; write `5s`, `5s..15s`, or `exponential:10s..60s` (mean and longest)",
                text.escape_debug()
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn draws_keep_within_their_distribution() {
        let mut random = Random::new(3, b"durations");
        let mut drawn = |durations: Durations| (0..4000).map(|_| durations.draw(&mut random)).collect::<Vec<_>>();
        assert!(drawn(Durations::Fixed(SECOND)).iter().all(|span| *span == SECOND));
        assert!(drawn((SECOND..=2 * SECOND).into()).iter().all(|span| (SECOND..=2 * SECOND).contains(span)));
        let spans = drawn(Durations::Exponential { mean: 10 * SECOND, most: 60 * SECOND });
        let mean = spans.iter().sum::<Duration>() / 4000;
        assert!((9 * SECOND..11 * SECOND).contains(&mean), "{mean:?}");
        assert_eq!(spans.iter().max(), Some(&(60 * SECOND)));
        let short = spans.iter().filter(|span| **span < 10 * SECOND).count();
        assert!((2400..2650).contains(&short), "{short} of 4000 are shorter than the mean, not the 63 of 100 expected");
    }

    #[test]
    fn text_says_which() {
        for (text, expected) in [
            ("5s", Some(Durations::Fixed(5 * SECOND))),
            ("5s..15s", Some(Durations::Uniform { from: 5 * SECOND, to: 15 * SECOND })),
            ("exponential:10s..60s", Some(Durations::Exponential { mean: 10 * SECOND, most: 60 * SECOND })),
            ("exponential:10s", None),
            ("15s..5s", None),
            ("normal:1s..2s", None),
            ("", None),
        ] {
            assert_eq!(text.parse().ok(), expected, "{text}");
        }
    }
}
