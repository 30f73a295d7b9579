//! Expectations held against the journal: how often, in which order, and what came nearest.

use std::fmt::{self, Write as _};
use std::ops::{Range, RangeFrom, RangeInclusive, RangeToInclusive};

use serde::{Deserialize, Serialize};

use crate::admin::Members;
use crate::admin::expect::{Difference, Expect, shown};
use crate::admin::scope::Scope;
use crate::admin::seen::result;
use crate::worlds::journal::{Entry, Record};

/// How often something is expected: a number, or a range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Times {
    least: u64,
    most: Option<u64>,
}

/// As JSON says it: `1`, `{"at_least": 1}`, `{"at_least": 1, "at_most": 3}`.
#[derive(Deserialize)]
#[serde(untagged, expecting = "`times` is a whole number, or `at_least` and `at_most` with such numbers")]
enum Written {
    Exactly(u64),
    Between(Members<Between>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Between {
    #[serde(default)]
    at_least: u64,
    at_most: Option<u64>,
}

/// How an expectation turned out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Verification {
    /// Whether all is as expected.
    pub ok: bool,
    /// How many entries of the journal are as expected.
    pub count: usize,
    /// If not all is as expected: what comes nearest, at most three, the nearest first.
    pub nearest: Vec<Nearest>,
    /// What was expected, what there is, and the nearest field by field.
    pub message: String,
}

/// An entry that is not quite as expected.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Nearest {
    /// The entry.
    pub request: Entry,
    /// Where it is not as expected.
    pub differences: Vec<Difference>,
}

/// An expectation about to be held against the journal; made by [`Scope::verify`].
#[derive(Debug)]
#[must_use = "say how often, as in `.times(1)`"]
pub struct Verify<'s> {
    scope: &'s Scope,
    expect: Expect,
}

impl<'s> Verify<'s> {
    pub(crate) fn new(scope: &'s Scope, expect: Expect) -> Verify<'s> {
        Verify { scope, expect }
    }

    /// Expects it so often: `1`, `1..`, `..=3`.
    ///
    /// # Panics
    ///
    /// If the journal says otherwise, with the nearest entry field by field.
    #[track_caller]
    pub fn times(self, times: impl Into<Times>) {
        assert_holds(self.result(times));
    }

    /// Expects it exactly once.
    ///
    /// # Panics
    ///
    /// As [`times`](Verify::times).
    #[track_caller]
    pub fn once(self) {
        self.times(1);
    }

    /// Expects that it never happened.
    ///
    /// # Panics
    ///
    /// As [`times`](Verify::times).
    #[track_caller]
    pub fn never(self) {
        self.times(0);
    }

    /// The same as [`times`](Verify::times) as a value.
    pub fn result(self, times: impl Into<Times>) -> Verification {
        weigh(&self.scope.journal(), &self.expect, times.into())
    }
}

/// Fails a test with the message, if there is reason to.
#[track_caller]
pub(crate) fn assert_holds(verification: Verification) {
    assert!(verification.ok, "{}", verification.message);
}

/// How often a journal has what is expected.
pub(crate) fn weigh(journal: &[Entry], expect: &Expect, times: Times) -> Verification {
    let matched: Vec<&Entry> = journal.iter().filter(|entry| expect.fits(entry)).collect();
    let count = matched.len();
    if times.has(count as u64) {
        return Verification { ok: true, count, nearest: Vec::new(), message: format!("{times} {expect}: {count}") };
    }
    // Too many: then those that fit are what somebody wants to see.
    let nearest = match (count as u64) < times.least {
        true => nearest(journal.iter().filter(|entry| !expect.fits(entry)), expect),
        false => nearest(matched.into_iter(), expect),
    };
    let message = message(&format!("expected {times} {expect}; there were {count}"), &nearest);
    Verification { ok: false, count, nearest, message }
}

/// Whether a journal has entries as expected, one after another; others may stand between.
pub(crate) fn weigh_order(journal: &[Entry], expects: &[Expect]) -> Verification {
    let mut rest = journal;
    for (count, expect) in expects.iter().enumerate() {
        let Some(place) = rest.iter().position(|entry| expect.fits(entry)) else {
            return out_of_order(journal, rest, count, expect);
        };
        rest = &rest[place + 1..];
    }
    let message = format!("{} in this order", expects.len());
    Verification { ok: true, count: expects.len(), nearest: Vec::new(), message }
}

fn out_of_order(journal: &[Entry], rest: &[Entry], count: usize, expect: &Expect) -> Verification {
    let nearest = nearest(rest.iter(), expect);
    let passed = &journal[..journal.len() - rest.len()];
    let mut said = format!("expected as number {} in order: {expect}; there was none", count + 1);
    if let Some(last) = passed.last() {
        let _ = write!(said, " after number {}", last.number);
    }
    if let Some(earlier) = passed.iter().rfind(|entry| expect.fits(entry)) {
        let _ = write!(said, ", only before it, as number {}", earlier.number);
    }
    Verification { ok: false, count, message: message(&said, &nearest), nearest }
}

/// As many entries are shown.
const SHOWN: usize = 3;

/// The entries with the fewest differences, of equals the newest.
fn nearest<'e>(entries: impl Iterator<Item = &'e Entry>, expect: &Expect) -> Vec<Nearest> {
    let of_kind = entries.filter(|entry| expect.concerns(entry));
    let mut all: Vec<(usize, &Entry)> = of_kind.map(|entry| (expect.differences(entry).len(), entry)).collect();
    all.sort_by_key(|(count, entry)| (*count, std::cmp::Reverse(entry.number)));
    let nearest = |entry: &Entry| Nearest { request: entry.clone(), differences: expect.differences(entry) };
    all.into_iter().take(SHOWN).map(|(_, entry)| nearest(entry)).collect()
}

fn message(said: &str, nearest: &[Nearest]) -> String {
    let Some(first) = nearest.first() else { return format!("{said}; the journal has nothing like it") };
    let mut lines = vec![format!("{said}."), format!("The nearest is {}", line(&first.request))];
    lines.extend(first.differences.iter().map(|Difference { what, expected, found }| {
        format!("  x {what}: {}, expected {expected}", found.as_deref().unwrap_or("not there"))
    }));
    if let Record::Request(asked) = &first.request.record {
        let differs = |name: &str| first.differences.iter().any(|it| it.what.strip_prefix("field ") == Some(name));
        let others = asked.fields.iter().filter(|field| !differs(&field.field) && !differs(&field.wire));
        lines.extend(others.map(|field| format!("    field {}: {}", field.field, shown(&field.value))));
        lines.extend(asked.refusals.iter().map(|why| format!("  refused: {why}")));
        lines.extend(asked.closest.iter().map(|closest| format!("  {} ({})", closest.rule, closest.page)));
    }
    lines.join("\n")
}

/// An entry in a line.
fn line(entry: &Entry) -> String {
    let about = |task: Option<&str>| task.map_or_else(String::new, |task| format!(", task {task}"));
    let what = match &entry.record {
        Record::Request(asked) => {
            let name = asked.operation.as_deref().unwrap_or("no operation");
            let task = about(asked.task.as_deref());
            format!("request {}: {} {} ({name}) -> {}{task}", entry.number, asked.method, asked.path, asked.status)
        }
        Record::Callback(called) => {
            let (task, how) = (about(Some(&called.task)), result(&called.result));
            format!("callback {}: {} attempt {} {how}{task}", entry.number, called.state, called.attempt)
        }
    };
    format!("{what}, at {}", entry.at)
}

impl Times {
    fn has(self, count: u64) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }
}

impl Default for Times {
    /// At least once.
    fn default() -> Times {
        Times { least: 1, most: None }
    }
}

impl fmt::Display for Times {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (least, Some(most)) if least == most => write!(formatter, "exactly {least}"),
            (least, None) => write!(formatter, "at least {least}"),
            (0, Some(most)) => write!(formatter, "at most {most}"),
            (least, Some(most)) => write!(formatter, "{least} to {most}"),
        }
    }
}

impl From<Written> for Times {
    fn from(written: Written) -> Times {
        match written {
            Written::Exactly(times) => times.into(),
            Written::Between(Members(Between { at_least, at_most })) => Times { least: at_least, most: at_most },
        }
    }
}

impl From<u64> for Times {
    fn from(times: u64) -> Times {
        Times { least: times, most: Some(times) }
    }
}

impl From<RangeFrom<u64>> for Times {
    fn from(range: RangeFrom<u64>) -> Times {
        Times { least: range.start, most: None }
    }
}

impl From<RangeInclusive<u64>> for Times {
    fn from(range: RangeInclusive<u64>) -> Times {
        Times { least: *range.start(), most: Some(*range.end()) }
    }
}

impl From<RangeToInclusive<u64>> for Times {
    fn from(range: RangeToInclusive<u64>) -> Times {
        Times { least: 0, most: Some(range.end) }
    }
}

impl From<Range<u64>> for Times {
    fn from(range: Range<u64>) -> Times {
        Times { least: range.start, most: Some(range.end.saturating_sub(1)) }
    }
}
