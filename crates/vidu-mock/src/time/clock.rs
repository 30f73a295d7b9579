//! Time as the mock sees it: real, sped up, or moved by hand; never backwards.

use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// What drives the clock.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pace {
    /// Tokio's time, so that a paused runtime pauses the mock too, this many times as fast.
    Real {
        /// How many seconds of the mock pass in one.
        speed: f64,
    },
    /// Nothing: time stands still until somebody advances it.
    Held,
}

/// A point of the mock's time, counted from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment(u64);

impl Moment {
    /// When the clock began.
    pub const START: Moment = Moment(0);
    /// What does not happen.
    pub const NEVER: Moment = Moment(u64::MAX);
    /// The latest that a clock shows, in almost 300 years: what is made then still has room for all that happens to it.
    pub const LAST: Moment = Moment(u64::MAX / 2);

    /// So much later; of what never happens, never.
    pub fn after(self, span: Duration) -> Moment {
        Moment(self.0.saturating_add(u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)))
    }

    /// How much later this is than another moment; nothing if it is earlier.
    pub fn since(self, earlier: Moment) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }

    /// So much of the way from this moment to a later one, in `parts` parts.
    pub fn towards(self, later: Moment, part: usize, parts: usize) -> Moment {
        if part == 0 {
            return self;
        }
        let way = u128::from(later.0.saturating_sub(self.0)) * part as u128 / (parts.max(1)) as u128;
        Moment(self.0.saturating_add(u64::try_from(way).unwrap_or(u64::MAX)))
    }
}

/// A clock that is read with the instant at which it is read, so that nothing here asks what time it is.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pace: Pace,
    begins: SystemTime,
    reached: Moment,
    at: Instant,
}

impl Clock {
    /// A clock that begins at a date and is looked at for the first time at an instant.
    pub fn new(pace: Pace, begins: SystemTime, at: Instant) -> Clock {
        Clock { pace, begins, reached: Moment::START, at }
    }

    /// What drives it.
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// Changes what drives it from an instant on.
    pub fn set_pace(&mut self, pace: Pace, at: Instant) {
        self.reach(Moment::START, at);
        self.pace = pace;
    }

    /// The mock's time at an instant.
    pub fn now(&self, at: Instant) -> Moment {
        match self.pace {
            Pace::Held => self.reached,
            Pace::Real { speed } => {
                self.reached.after(scaled(at.saturating_duration_since(self.at), speed)).min(Moment::LAST)
            }
        }
    }

    /// Moves on to a moment, unless it is past already or beyond the last.
    pub fn reach(&mut self, moment: Moment, at: Instant) {
        self.reached = self.now(at).max(moment.min(Moment::LAST));
        self.at = at;
    }

    /// The instant at which the clock will show a moment by itself, if it ever will.
    pub fn instant_of(&self, moment: Moment) -> Option<Instant> {
        match self.pace {
            _ if moment <= self.reached => Some(self.at),
            Pace::Real { speed } if moment != Moment::NEVER => {
                self.at.checked_add(scaled(moment.since(self.reached), 1.0 / speed).saturating_add(ROUNDING))
            }
            Pace::Real { .. } | Pace::Held => None,
        }
    }

    /// The date of a moment.
    pub fn date(&self, moment: Moment) -> SystemTime {
        self.begins.checked_add(moment.since(Moment::START)).unwrap_or(self.begins)
    }
}

fn scaled(span: Duration, factor: f64) -> Duration {
    if factor == 1.0 {
        return span;
    }
    Duration::try_from_secs_f64(span.as_secs_f64() * factor).unwrap_or(Duration::MAX)
}

/// One more, so that a sleeper never wakes before its moment for the sake of rounding, and never sleeps again for nothing.
const ROUNDING: Duration = Duration::from_nanos(1);

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn clock(pace: Pace) -> (Clock, Instant) {
        let at = Instant::now();
        (Clock::new(pace, SystemTime::UNIX_EPOCH, at), at)
    }

    #[test]
    fn real_time_runs_with_its_speed() {
        for speed in [0.5, 1.0, 10.0] {
            let (clock, at) = clock(Pace::Real { speed });
            assert_eq!(clock.now(at), Moment::START);
            assert_eq!(clock.now(at + 4 * SECOND), Moment::START.after(SECOND.mul_f64(4.0 * speed)));
            let moment = Moment::START.after(20 * SECOND);
            assert_eq!(clock.instant_of(moment), Some(at + SECOND.mul_f64(20.0 / speed) + ROUNDING));
            assert!(clock.instant_of(moment).is_some_and(|instant| clock.now(instant) >= moment));
            assert_eq!(clock.instant_of(Moment::NEVER), None);
        }
    }

    #[test]
    fn a_held_clock_moves_by_hand_only_and_never_back() {
        let (mut clock, at) = clock(Pace::Held);
        assert_eq!(clock.now(at + 9 * SECOND), Moment::START);
        clock.reach(Moment::START.after(5 * SECOND), at);
        clock.reach(Moment::START.after(3 * SECOND), at + SECOND);
        assert_eq!(clock.now(at), Moment::START.after(5 * SECOND));
        for (seconds, reached) in [(4, true), (5, true), (6, false)] {
            let moment = Moment::START.after(seconds * SECOND);
            assert_eq!(clock.instant_of(moment), reached.then_some(at + SECOND), "{seconds}");
        }
        assert_eq!(clock.date(clock.now(at)), SystemTime::UNIX_EPOCH + 5 * SECOND);
    }

    #[test]
    fn a_real_clock_can_be_moved_forward_too() {
        let (mut clock, at) = clock(Pace::Real { speed: 1.0 });
        clock.reach(Moment::START.after(60 * SECOND), at + SECOND);
        assert_eq!(clock.now(at + 3 * SECOND), Moment::START.after(62 * SECOND));
    }

    #[test]
    fn no_clock_shows_what_never_happens() {
        for pace in [Pace::Held, Pace::Real { speed: 1.0 }, Pace::Real { speed: f64::MAX }] {
            let (mut clock, at) = clock(pace);
            clock.reach(Moment::NEVER, at);
            assert_eq!(clock.now(at + SECOND), Moment::LAST, "{pace:?}");
        }
    }

    #[test]
    fn parts_of_a_way() {
        let end = Moment::START.after(10 * SECOND);
        assert_eq!(Moment::START.towards(end, 1, 2), Moment::START.after(5 * SECOND));
        assert_eq!(Moment::START.towards(end, 3, 4), Moment::START.after(SECOND * 15 / 2));
        assert_eq!(end.towards(Moment::START, 1, 2), end);
        assert_eq!(end.towards(Moment::NEVER, 0, 1), end);
        assert_eq!(Moment::NEVER.after(SECOND), Moment::NEVER);
    }
}
