//! Points in time as answers and headers write them, without a clock and without a dependency.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

mod calendar;
mod parse;

use calendar::{Civil, FIRST_DAY, LAST_DAY};

const NANOS_A_SECOND: i128 = 1_000_000_000;
const NANOS_A_MILLI: i128 = 1_000_000;
const NANOS_A_MICRO: i128 = 1_000;
const SECONDS_A_DAY: i64 = 86_400;

/// A point in time: nanoseconds since 1970-01-01 in UTC, before or after.
///
/// Vendors write times as RFC 3339 with any number of fraction digits, as seconds or as milliseconds; all of them fit in
/// without loss. There is no `now`: the time is always an argument.
///
/// `Display` and JSON are RFC 3339 in UTC with six fraction digits, or nine where six would lose something. A time outside
/// of the years 0 to 9999 is written as the nearest within, because the format cannot say more. No method panics:
/// arithmetic saturates.
///
/// ```
/// use vidu_types::Timestamp;
///
/// let time = Timestamp::from_rfc3339("2025-11-11T11:07:57.5+08:00").unwrap();
/// assert_eq!(time.to_string(), "2025-11-11T03:07:57.500000Z");
/// assert_eq!(time.unix_seconds(), 1_762_830_477);
/// assert_eq!(time.http_date(), "Tue, 11 Nov 2025 03:07:57 GMT");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i128);

impl Timestamp {
    /// From nanoseconds since 1970.
    pub const fn from_nanos(nanos: i128) -> Self {
        Self(nanos)
    }

    /// From whole seconds since 1970.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds as i128 * NANOS_A_SECOND)
    }

    /// From whole milliseconds since 1970.
    pub const fn from_unix_millis(millis: i64) -> Self {
        Self(millis as i128 * NANOS_A_MILLI)
    }

    /// From RFC 3339: any offset, any number of fraction digits (those beyond nanoseconds are dropped), a blank instead of
    /// the `T`, an offset without colon, a leap second. Nothing if the text is something else.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        parse::rfc3339(text)
    }

    /// From the form of HTTP headers, `Tue, 06 May 2025 12:09:42 GMT`, written exactly so and with the right weekday.
    pub fn from_http_date(text: &str) -> Option<Self> {
        parse::http_date(text).filter(|time| time.http_date() == text)
    }

    /// Nanoseconds since 1970.
    pub const fn as_nanos(self) -> i128 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    pub fn unix_seconds(self) -> i64 {
        clamped(self.0.div_euclid(NANOS_A_SECOND))
    }

    /// Whole milliseconds since 1970, rounded down.
    pub fn unix_millis(self) -> i64 {
        clamped(self.0.div_euclid(NANOS_A_MILLI))
    }

    /// RFC 3339 in UTC with six fraction digits, `2025-01-01T15:41:31.968916Z`; what is finer is dropped.
    pub fn rfc3339(self) -> String {
        let whole = match i64::try_from(self.0) {
            // Cheaper, and most times are of this kind.
            Ok(nanos) => self.0 - i128::from(nanos.rem_euclid(NANOS_A_MICRO as i64)),
            Err(_) => self.0.div_euclid(NANOS_A_MICRO).saturating_mul(NANOS_A_MICRO),
        };
        let (text, length) = Self(whole).written();
        std::str::from_utf8(&text[..length]).unwrap_or_default().to_owned()
    }

    /// The form of HTTP headers (IMF-fixdate), `Tue, 06 May 2025 12:09:42 GMT`; what is finer than a second is dropped.
    pub fn http_date(self) -> String {
        let (day, second, _) = self.parts();
        let Civil { year, month, day: of_month } = Civil::of(day);
        let weekday = calendar::weekday(day);
        let month = calendar::month_name(month);
        let (hour, minute, second) = clock(second);
        format!("{weekday}, {of_month:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }

    /// This much later.
    pub fn saturating_add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(nanos_of(duration)))
    }

    /// This much earlier.
    pub fn saturating_sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(nanos_of(duration)))
    }

    /// How much time lies between `earlier` and this; none if `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        let nanos = self.0.saturating_sub(earlier.0).max(0);
        let seconds = u64::try_from(nanos / NANOS_A_SECOND);
        seconds.map_or(Duration::MAX, |seconds| Duration::new(seconds, (nanos % NANOS_A_SECOND) as u32))
    }

    /// As the machine's clock counts; nothing if it cannot count so far.
    pub fn system_time(self) -> Option<SystemTime> {
        match self.0 >= 0 {
            true => UNIX_EPOCH.checked_add(self.since(Self(0))),
            false => UNIX_EPOCH.checked_sub(Self(0).since(self)),
        }
    }

    /// The day since 1970, the second of the day and the nanosecond of the second, within the years 0 to 9999.
    fn parts(self) -> (i64, i64, i64) {
        // Until the year 2262, and that in a tenth of the time.
        if let Ok(nanos) = i64::try_from(self.0) {
            let second = NANOS_A_SECOND as i64;
            let (seconds, nanos) = (nanos.div_euclid(second), nanos.rem_euclid(second));
            return (seconds.div_euclid(SECONDS_A_DAY), seconds.rem_euclid(SECONDS_A_DAY), nanos);
        }
        let first = i128::from(FIRST_DAY * SECONDS_A_DAY) * NANOS_A_SECOND;
        let last = i128::from((LAST_DAY + 1) * SECONDS_A_DAY) * NANOS_A_SECOND - 1;
        let nanos = self.0.clamp(first, last);
        let seconds = clamped(nanos.div_euclid(NANOS_A_SECOND));
        let nanos = nanos.rem_euclid(NANOS_A_SECOND) as i64;
        (seconds.div_euclid(SECONDS_A_DAY), seconds.rem_euclid(SECONDS_A_DAY), nanos)
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(nanos_of(after)),
            Err(before) => Self(-nanos_of(before.duration())),
        }
    }
}

impl Timestamp {
    /// As it is written, and how much of that counts.
    fn written(self) -> ([u8; 30], usize) {
        let (day, second, nanos) = self.parts();
        let Civil { year, month, day } = Civil::of(day);
        let (hour, minute, second) = clock(second);
        let mut text = *b"0000-00-00T00:00:00.000000000Z";
        for (end, number) in [(4, year), (7, month), (10, day), (13, hour), (16, minute), (19, second)] {
            put(&mut text[..end], number);
        }
        if nanos % NANOS_A_MICRO as i64 == 0 {
            put(&mut text[..26], nanos / NANOS_A_MICRO as i64);
            text[26] = b'Z';
            return (text, 27);
        }
        put(&mut text[..29], nanos);
        (text, 30)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, length) = self.written();
        formatter.write_str(std::str::from_utf8(&text[..length]).unwrap_or_default())
    }
}

/// Writes a number's digits to the end of a text that has zeros there: the formatter takes ten times as long, and answers
/// are full of times.
fn put(text: &mut [u8], mut number: i64) {
    for digit in text.iter_mut().rev() {
        if number <= 0 {
            return;
        }
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Timestamp({self})")
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let wanted = "it is no time in RFC 3339; give one such as `2025-01-01T15:41:31.968916Z`";
        Self::from_rfc3339(&text).ok_or_else(|| D::Error::custom(format_args!("`{text}`: {wanted}")))
    }
}

/// Whole numbers of 64 bits hold what vendors count; beyond, the nearest stands.
fn clamped(number: i128) -> i64 {
    number.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

fn nanos_of(duration: Duration) -> i128 {
    // The longest duration has 95 bits of nanoseconds, so nothing is lost.
    duration.as_nanos() as i128
}

fn clock(second: i64) -> (i64, i64, i64) {
    (second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests;
