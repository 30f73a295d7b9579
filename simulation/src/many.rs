//! Runs many schedules on all cores, until so many lives were lived or one of them failed.

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::chance::seed_of;
use crate::flaw::Flaw;
use crate::report::Report;
use crate::schedule::Schedule;
use crate::shrink::shrink;

/// A schedule that failed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The seed that draws it.
    pub seed: u64,
    /// What must not be, and was.
    pub report: Report,
    /// The shortest schedule found that breaks the same rule.
    pub shortest: Schedule,
}

/// Lives so many lives, beginning with a seed, on so many threads.
///
/// # Errors
///
/// The schedule that failed first, made as short as it can be, and what was seen until then.
pub fn many(lives: u64, seed: u64, threads: usize, flaw: Flaw) -> Result<Report, Box<(Failure, Report)>> {
    let (next, lived, failed) = (AtomicU64::new(0), AtomicU64::new(0), Mutex::new(None::<(u64, Report)>));
    let work = || {
        let mut sum = Report::default();
        while lived.load(Ordering::Relaxed) < lives {
            let seed = seed_of(seed, next.fetch_add(1, Ordering::Relaxed));
            let report = crate::run(&Schedule::drawn(seed), flaw);
            lived.fetch_add(report.lives, Ordering::Relaxed);
            if !report.violations.is_empty() {
                // The others stop; of several that fail at once the first counts.
                lived.store(u64::MAX / 2, Ordering::Relaxed);
                if let Ok(mut failed) = failed.lock() {
                    failed.get_or_insert((seed, report));
                }
                break;
            }
            sum.add(report);
        }
        sum
    };
    let mut sum = Report::default();
    thread::scope(|scope| {
        let all: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        // A thread panics only if the simulator itself is broken.
        all.into_iter().for_each(|one| sum.add(one.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))));
    });
    match failed.into_inner().unwrap_or_default() {
        None => Ok(sum),
        Some((seed, report)) => Err(Box::new((failure(seed, report, flaw), sum))),
    }
}

fn failure(seed: u64, report: Report, flaw: Flaw) -> Failure {
    let rule = report.violations.first().map_or("", |violation| violation.rule);
    let breaks =
        |schedule: &Schedule| crate::run(schedule, flaw).violations.iter().any(|violation| violation.rule == rule);
    Failure { seed, report, shortest: shrink(&Schedule::drawn(seed), breaks) }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for violation in &self.report.violations {
            writeln!(formatter, "broken: {}: {}", violation.rule, violation.what)?;
        }
        writeln!(formatter, "replay: cargo run --release -p vidu-simulation -- --schedule {}", self.seed)?;
        write!(formatter, "the shortest that breaks the same rule, for --file:\n{}", self.shortest.text())
    }
}
