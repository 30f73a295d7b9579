//! Reads times from the texts of answers and headers.

use super::calendar::{Civil, month_number};
use super::{NANOS_A_SECOND, SECONDS_A_DAY, Timestamp};

/// `2025-11-11T03:07:57.538965937Z`, with an offset instead of the `Z` and with any number of fraction digits.
pub(super) fn rfc3339(text: &str) -> Option<Timestamp> {
    let mut rest = Rest(text);
    let (year, month, day) = (rest.digits(4)?, rest.after("-")?.digits(2)?, rest.after("-")?.digits(2)?);
    rest.one_of(&['T', 't', ' '])?;
    let second = clock(&mut rest)?;
    let nanos = rest.fraction()?;
    let offset = rest.offset()?;
    let days = Civil::checked(year, month, day)?.days();
    rest.0.is_empty().then(|| at(days, second - offset, nanos))
}

/// `Tue, 06 May 2025 12:09:42 GMT`; the weekday is not looked at.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    let mut rest = Rest(text.get(3..)?);
    let day = rest.after(", ")?.digits(2)?;
    let month = month_number(rest.after(" ")?.take(3)?)?;
    let year = rest.after(" ")?.digits(4)?;
    let second = clock(rest.after(" ")?)?;
    let days = Civil::checked(year, month, day)?.days();
    (rest.0 == " GMT").then(|| at(days, second, 0))
}

fn at(days: i64, second: i64, nanos: i128) -> Timestamp {
    Timestamp(i128::from(days * SECONDS_A_DAY + second) * NANOS_A_SECOND + nanos)
}

/// `12:09:42` as seconds since midnight; a leap second is the first of the next minute.
fn clock(rest: &mut Rest<'_>) -> Option<i64> {
    let (hour, minute, second) = (rest.digits(2)?, rest.after(":")?.digits(2)?, rest.after(":")?.digits(2)?);
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// As many bytes, if no character is cut.
    fn take(&mut self, bytes: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of exactly so many digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let taken = self.take(count)?;
        let only_digits = taken.bytes().all(|byte| byte.is_ascii_digit());
        only_digits.then(|| taken.parse().ok())?
    }

    fn after(&mut self, separator: &str) -> Option<&mut Self> {
        self.0 = self.0.strip_prefix(separator)?;
        Some(self)
    }

    fn one_of(&mut self, characters: &[char]) -> Option<char> {
        let found = self.0.chars().next().filter(|first| characters.contains(first))?;
        self.take(found.len_utf8())?;
        Some(found)
    }

    /// The fraction of a second in nanoseconds; none at all is fine, a point without digits is not.
    fn fraction(&mut self) -> Option<i128> {
        if self.after(".").is_none() {
            return Some(0);
        }
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let digits = self.take(count).filter(|digits| !digits.is_empty())?;
        format!("{:0<9.9}", digits).parse().ok()
    }

    /// The seconds by which the local clock is ahead of UTC.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.one_of(&['Z', 'z', '+', '-'])? {
            '+' => 1,
            '-' => -1,
            _ => return Some(0),
        };
        let hours = self.digits(2)?;
        // Some libraries leave the colon out.
        let _ = self.after(":");
        let minutes = self.digits(2)?;
        (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    }
}
