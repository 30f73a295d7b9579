//! What vendors ask clients to wait, and times: no pause passes a deadline or is shorter than was asked, and a time reads as it was written.

use std::str::from_utf8;
use std::time::Duration;

use vidu_client::fuzzing::{look_after, retry_after, submit_after};
use vidu_client::{Patience, Wait};
use vidu_types::Timestamp;

/// A line each: `Retry-After`; the answer's `Date`; milliseconds until the deadline, those that have passed, and a seed.
pub fn holds(input: &[u8]) {
    let Ok(text) = from_utf8(input) else { return };
    let mut lines = text.split('\n');
    let (asked, date, numbers) = (lines.next(), lines.next(), lines.next().unwrap_or_default());
    let (Some(asked), Some(date)) = (asked, date) else { return };
    [asked, date].into_iter().for_each(same_when_written);
    let now = Timestamp::from_http_date(date).unwrap_or(Timestamp::from_unix_seconds(1_755_691_200));
    let pause = retry_after(asked, now);
    assert_eq!(pause, expected(asked, now), "{asked:?}");
    let mut numbers = numbers.split(' ').map(|number| number.parse().unwrap_or(0));
    let mut number = || numbers.next().unwrap_or(0);
    let (deadline, elapsed, seed) = (Duration::from_millis(number()), Duration::from_millis(number()), number());
    within_bounds(deadline, elapsed, pause, seed);
}

/// The same by another way: digits are seconds, all else is a date or nothing.
fn expected(asked: &str, now: Timestamp) -> Option<Duration> {
    let asked = asked.trim();
    let digits = asked.strip_prefix('+').unwrap_or(asked);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = digits.trim_start_matches('0');
        return format!("0{digits}").parse().ok().map(Duration::from_secs);
    }
    let until = Timestamp::from_http_date(asked)?;
    let apart = until.unix_seconds().saturating_sub(now.unix_seconds());
    Some(Duration::from_secs(u64::try_from(apart).unwrap_or(0)))
}

fn within_bounds(deadline: Duration, elapsed: Duration, asked: Option<Duration>, seed: u64) {
    let left = deadline.saturating_sub(elapsed);
    let wanted = asked.unwrap_or_default();
    match look_after(Wait::new().deadline(deadline), elapsed, asked, seed) {
        Some(pause) => assert!(pause <= left && pause >= wanted, "{pause:?} of {left:?}, {asked:?} asked"),
        None => assert!(left.is_zero() || wanted > left, "{left:?} are left, {asked:?} asked"),
    }
    match submit_after(Patience::new().deadline(deadline), elapsed, asked, seed) {
        Some(pause) => assert!(pause <= left && pause >= wanted, "{pause:?} of {left:?}, {asked:?} asked"),
        None => assert!(wanted.max(Duration::from_millis(1200)) > left, "{left:?} are left, {asked:?} asked"),
    }
}

fn same_when_written(text: &str) {
    if let Some(time) = Timestamp::from_http_date(text) {
        assert_eq!(time.http_date(), text);
        assert!(time.system_time().is_some());
    }
    if let Some(time) = Timestamp::from_rfc3339(text) {
        assert_eq!(Timestamp::from_rfc3339(&time.to_string()), Some(within_years(time)), "{text}");
        assert_eq!(serde_json::to_string(&time).expect("JSON"), format!("\"{time}\""));
    }
}

/// The format has four digits for a year, and an offset may lead out of them.
fn within_years(time: Timestamp) -> Timestamp {
    let first = Timestamp::from_rfc3339("0000-01-01T00:00:00Z").expect("the first");
    let last = Timestamp::from_rfc3339("9999-12-31T23:59:59.999999999Z").expect("the last");
    time.clamp(first, last)
}
