//! What became of one run, or of many.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hasher;
use std::time::Duration;

use crate::book::Violation;
use crate::process::Ground;

/// What became of runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// How many schedules there were.
    pub schedules: u64,
    /// How many lives: submits that callers asked for, each followed to its end.
    pub lives: u64,
    /// How many tasks the mock billed.
    pub billed: u64,
    /// How many processes died.
    pub crashes: u64,
    /// How often each outcome was told.
    pub told: BTreeMap<&'static str, u64>,
    /// How often each fault of the mock hit.
    pub faults: BTreeMap<String, u64>,
    /// How many of the lives each vendor has.
    pub vendors: BTreeMap<String, u64>,
    /// How much virtual time passed.
    pub time: Duration,
    /// What must not be.
    pub violations: Vec<Violation>,
    /// Sums up everything that happened: the same for the same schedule.
    pub trace: u64,
}

impl Report {
    pub(crate) fn of(ground: &Ground, crashes: u64, time: Duration, callbacks: Vec<String>) -> Self {
        let pages = ground.book.pages();
        let mut faults = pages.faults.clone();
        callbacks.into_iter().for_each(|name| *faults.entry(name).or_default() += 1);
        Self {
            schedules: 1,
            lives: pages.lives.len() as u64,
            billed: pages.made.len() as u64,
            crashes,
            told: pages.told.clone(),
            faults,
            vendors: BTreeMap::new(),
            time,
            violations: pages.violations.clone(),
            trace: pages.trace.finish(),
        }
    }

    /// Adds another.
    pub fn add(&mut self, other: Report) {
        self.schedules += other.schedules;
        self.lives += other.lives;
        self.billed += other.billed;
        self.crashes += other.crashes;
        other.told.into_iter().for_each(|(word, count)| *self.told.entry(word).or_default() += count);
        other.faults.into_iter().for_each(|(name, count)| *self.faults.entry(name).or_default() += count);
        other.vendors.into_iter().for_each(|(name, count)| *self.vendors.entry(name).or_default() += count);
        self.time += other.time;
        self.violations.extend(other.violations);
        self.trace ^= other.trace;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { schedules, lives, billed, crashes, .. } = self;
        let days = self.time.as_secs_f64() / 86_400.0;
        writeln!(formatter, "{lives} lives in {schedules} schedules, {billed} tasks billed, {crashes} crashes")?;
        writeln!(formatter, "{days:.0} days of virtual time")?;
        let told = self.told.iter().map(|(word, count)| format!("{word} {count}"));
        writeln!(formatter, "told: {}", told.collect::<Vec<_>>().join(", "))?;
        let vendors = self.vendors.iter().map(|(name, count)| format!("{name} {count}"));
        writeln!(formatter, "vendors: {}", vendors.collect::<Vec<_>>().join(", "))?;
        let faults = self.faults.iter().map(|(name, count)| format!("{name} {count}"));
        write!(formatter, "faults: {}", faults.collect::<Vec<_>>().join(", "))
    }
}
