//! How long something takes: always the same, or drawn from a distribution.

use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;

use crate::tasks::random::Random;
use crate::time::span;

/// How long something takes, drawn from the seed.
///
/// As text: `5s`, `5s..15s`, `exponential:10s..60s` with the mean and the longest, or `lognormal:30s..90s` with the median
/// and what 95 of 100 are shorter than.
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
    /// Around the median, with a long tail and none that is very short, as work of one kind is.
    LogNormal {
        /// Half of them are shorter.
        median: Duration,
        /// 95 of 100 are shorter.
        p95: Duration,
    },
}

/// How many standard deviations above the mean 95 of 100 end.
const P95: f64 = 1.644_853_626_951_472_2;

impl Durations {
    /// One of them.
    pub fn draw(self, random: &mut Random) -> Duration {
        match self {
            // A draw is made nevertheless, so that what is drawn after it stays the same.
            Durations::Fixed(span) => random.between(span, span),
            Durations::Uniform { from, to } => random.between(from, to),
            Durations::Exponential { mean, most } => whole(mean.as_secs_f64() * -(1.0 - chance(random)).ln(), most),
            Durations::LogNormal { median, p95 } => {
                let (one, other) = (1.0 - chance(random), chance(random));
                // By Box and Muller: two even chances make one that is normally distributed.
                let normal = (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * other).cos();
                let (median, p95) = (median.as_secs_f64(), p95.as_secs_f64());
                if median > 0.0 { whole(median * (p95 / median).powf(normal / P95), LONGEST) } else { Duration::ZERO }
            }
        }
    }
}

/// No task takes longer than a year, whatever is drawn.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

/// At least 0 and less than 1.
fn chance(random: &mut Random) -> f64 {
    random.below(1 << 53) as f64 / (1u64 << 53) as f64
}

/// Whole milliseconds: the last digits of a logarithm are not the same on every machine.
fn whole(seconds: f64, most: Duration) -> Duration {
    let span = Duration::try_from_secs_f64(seconds).unwrap_or(most).min(most);
    Duration::from_millis(u64::try_from(span.as_millis()).unwrap_or(u64::MAX))
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
            ("lognormal", Some(p95)) if first <= p95 && !first.is_zero() => {
                Ok(Durations::LogNormal { median: first, p95 })
            }
            _ => Err(format!(
                "`{}` is no distribution; write `5s`, `5s..15s`, `exponential:10s..60s` (mean and longest), or \
                 `lognormal:30s..90s` (median, and what 95 of 100 are shorter than)",
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
    fn half_are_below_the_median_and_95_of_100_below_the_other() {
        let (mut random, both) = (Random::new(3, b"durations"), (30 * SECOND, 90 * SECOND));
        let durations = Durations::LogNormal { median: both.0, p95: both.1 };
        let spans: Vec<Duration> = (0..4000).map(|_| durations.draw(&mut random)).collect();
        let below = |limit: Duration| spans.iter().filter(|span| **span < limit).count();
        assert!((1900..2100).contains(&below(both.0)), "{} of 4000", below(both.0));
        assert!((3760..3840).contains(&below(both.1)), "{} of 4000", below(both.1));
        // As many are three times as short as are three times as long.
        assert!((160..240).contains(&below(10 * SECOND)), "{} of 4000", below(10 * SECOND));
        let same = Durations::LogNormal { median: SECOND, p95: SECOND };
        assert!((0..100).all(|_| same.draw(&mut random) == SECOND));
    }

    #[test]
    fn nothing_takes_longer_than_a_year() {
        let day = 24 * 3600 * SECOND;
        let mut random = Random::new(3, b"durations");
        let durations = Durations::LogNormal { median: day, p95: 1000 * day };
        let longest = (0..4000).map(|_| durations.draw(&mut random)).max();
        assert_eq!(longest, Some(365 * day));
    }

    #[test]
    fn draws_of_a_distribution_are_these() {
        for (durations, expected) in [
            (Durations::Exponential { mean: 10 * SECOND, most: 60 * SECOND }, [11_782, 5_981, 13_291]),
            (Durations::LogNormal { median: 30 * SECOND, p95: 90 * SECOND }, [11_310, 11_053, 31_664]),
        ] {
            let mut random = Random::new(3, b"durations");
            assert_eq!([(); 3].map(|()| durations.draw(&mut random).as_millis()), expected, "{durations:?}");
        }
    }

    #[test]
    fn text_says_which() {
        for (text, expected) in [
            ("5s", Some(Durations::Fixed(5 * SECOND))),
            ("5s..15s", Some(Durations::Uniform { from: 5 * SECOND, to: 15 * SECOND })),
            ("exponential:10s..60s", Some(Durations::Exponential { mean: 10 * SECOND, most: 60 * SECOND })),
            ("lognormal:30s..90s", Some(Durations::LogNormal { median: 30 * SECOND, p95: 90 * SECOND })),
            ("lognormal:90s..30s", None),
            ("lognormal:0s..30s", None),
            ("lognormal:30s", None),
            ("exponential:10s", None),
            ("exponential:60s..10s", None),
            ("15s..5s", None),
            ("normal:1s..2s", None),
            ("", None),
        ] {
            assert_eq!(text.parse().ok(), expected, "{text}");
        }
    }
}
