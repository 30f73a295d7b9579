//! Turns facts into JSON and JSON into facts, whatever form either has.

use serde_json::{Number, Value};

use crate::table::Format;
use crate::time::Timestamp;

use super::Fact;
use super::tree::{Single, Tree};

/// The years 2000 to 2199 in seconds since 1970: what is no time of these in one unit is one in another, because a
/// thousandfold lies far outside.
const PLAUSIBLE: std::ops::Range<i128> = 946_684_800..7_258_118_400;

const NANOS_A_SECOND: i128 = 1_000_000_000;
const NANOS_A_MILLI: i128 = 1_000_000;

/// The JSON of a fact in the format that the table asks for; what cannot be converted stands as it is.
pub(super) fn to_json(fact: &Fact, format: Format) -> Value {
    let converted = match format {
        Format::Text => None,
        // A typed reader would rather have a rounded number than a text.
        Format::Integer => integer(fact).or_else(|| number(fact).map(|number| number.round() as i64)).map(Value::from),
        Format::Number => number(fact).and_then(number_to_json),
        Format::Rfc3339 => time(fact).map(|time| time.rfc3339().into()),
        Format::UnixSeconds => time(fact).map(|time| time.unix_seconds().into()),
        Format::UnixMillisText => time(fact).map(|time| time.unix_millis().to_string().into()),
    };
    converted.unwrap_or_else(|| text(fact).into())
}

/// The fact that a JSON value states: nothing for null, empty text, lists and objects.
///
/// An empty text is how vendors write that there is nothing to say, and a time of zero likewise.
pub(super) fn from_json(value: &impl Tree, format: Format) -> Option<Fact> {
    let fact = match value.single() {
        Single::Text(text) if text.trim().is_empty() => return None,
        Single::Text(text) => Fact::Text(text.to_owned()),
        Single::Integer(number) => Fact::Integer(number),
        // An id beyond 63 bits must keep every digit.
        Single::Large(number) => Fact::Text(number.to_string()),
        Single::Number(number) => Fact::Number(number),
        Single::Boolean(truth) => Fact::Text(truth.to_string()),
        Single::Nothing | Single::Several => return None,
    };
    match format {
        Format::Text => Some(Fact::Text(into_text(fact))),
        Format::Integer => Some(integer(&fact).map_or(fact, Fact::Integer)),
        Format::Number => Some(number(&fact).map_or(fact, Fact::Number)),
        Format::Rfc3339 | Format::UnixSeconds => time_or_same(fact, NANOS_A_SECOND),
        Format::UnixMillisText => time_or_same(fact, NANOS_A_MILLI),
    }
}

pub(super) fn text(fact: &Fact) -> String {
    match fact {
        Fact::Text(text) => text.clone(),
        Fact::Integer(number) => number.to_string(),
        Fact::Number(number) => number.to_string(),
        Fact::Time(time) => time.to_string(),
    }
}

/// The same without a copy of what is a text already.
pub(super) fn into_text(fact: Fact) -> String {
    match fact {
        Fact::Text(text) => text,
        other => text(&other),
    }
}

pub(super) fn integer(fact: &Fact) -> Option<i64> {
    match fact {
        Fact::Text(text) => {
            let digits = bare(text);
            digits.parse().ok().or_else(|| whole(digits.parse().ok()?))
        }
        Fact::Integer(number) => Some(*number),
        Fact::Number(number) => whole(*number),
        Fact::Time(time) => Some(time.unix_seconds()),
    }
}

pub(super) fn number(fact: &Fact) -> Option<f64> {
    let number = match fact {
        Fact::Text(text) => bare(text).parse().ok()?,
        Fact::Integer(number) => *number as f64,
        Fact::Number(number) => *number,
        Fact::Time(time) => time.as_nanos() as f64 / NANOS_A_SECOND as f64,
    };
    number.is_finite().then_some(number)
}

pub(super) fn time(fact: &Fact) -> Option<Timestamp> {
    time_in(fact, NANOS_A_SECOND)
}

/// The time that a fact states, counted in `unit` nanoseconds if it is a number that makes sense in several units.
fn time_in(fact: &Fact, unit: i128) -> Option<Timestamp> {
    match fact {
        Fact::Time(time) => Some(*time),
        Fact::Text(text) => Timestamp::from_rfc3339(text.trim()).or_else(|| counted(number_of(text)?, unit)),
        Fact::Integer(_) | Fact::Number(_) => counted(fact.clone(), unit),
    }
}

/// A time that nobody can have meant, such as the year 1, is how some servers write that there is none.
fn time_or_same(fact: Fact, unit: i128) -> Option<Fact> {
    match time_in(&fact, unit) {
        Some(time) if time.as_nanos() <= 0 => None,
        Some(time) => Some(Fact::Time(time)),
        None => Some(fact),
    }
}

fn counted(fact: Fact, unit: i128) -> Option<Timestamp> {
    let in_unit = |unit: i128| match fact {
        Fact::Integer(number) => Some(i128::from(number) * unit),
        Fact::Number(number) if number.is_finite() => Some(split(number, unit)),
        _ => None,
    };
    let plausible = |nanos: &i128| PLAUSIBLE.contains(&nanos.div_euclid(NANOS_A_SECOND));
    let candidates = [unit, NANOS_A_SECOND, NANOS_A_MILLI].into_iter().filter_map(in_unit);
    candidates.clone().find(plausible).or_else(|| candidates.clone().next()).map(Timestamp::from_nanos)
}

/// Whole units and the rest apart: a product of both would lose the last digits.
fn split(number: f64, unit: i128) -> i128 {
    let whole = number.floor();
    let rest = ((number - whole) * unit as f64).round() as i128;
    (whole as i128).saturating_mul(unit).saturating_add(rest)
}

fn number_of(text: &str) -> Option<Fact> {
    let digits = bare(text);
    digits.parse().ok().map(Fact::Integer).or_else(|| digits.parse().ok().map(Fact::Number))
}

/// `" 50% "` is 50 too.
fn bare(text: &str) -> &str {
    text.trim().trim_end_matches('%').trim_end()
}

/// Whole numbers are written without a point, as vendors do.
fn number_to_json(number: f64) -> Option<Value> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match whole(number).filter(|_| number.abs() <= EXACT) {
        Some(whole) => Some(whole.into()),
        None => Number::from_f64(number).map(Value::Number),
    }
}

fn whole(number: f64) -> Option<i64> {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    let fits = number.fract() == 0.0 && (-BEYOND..BEYOND).contains(&number);
    fits.then_some(number as i64)
}
