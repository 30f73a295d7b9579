//! Whole lives of tasks under virtual time: client, mock, line, disk and receiver in one process, without a socket.
//!
//! A [`Schedule`] is data, drawn from a seed: callers that want tasks, faults of the mock, of the network and of the disk,
//! processes that die at any touch of disk or line and come back, callbacks that are lost, repeated and forged. A run lets it
//! happen and holds what callers and stores know against what the mock billed. The rules are those of `oracle` and `book`:
//! nothing paid for is lost, nothing is paid twice, every life ends in bounded time, an end is told once.
//!
//! ```
//! let report = vidu_simulation::run(&vidu_simulation::Schedule::drawn(7), vidu_simulation::Flaw::None);
//! assert!(report.violations.is_empty(), "{:?}", report.violations);
//! ```
#![deny(missing_docs)]

mod book;
mod catalogue;
mod chance;
mod disk;
mod draw;
mod driver;
mod flaw;
mod fuse;
mod line;
mod many;
mod oracle;
mod process;
mod report;
pub mod schedule;
mod shrink;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

pub use book::Violation;
pub use chance::seed_of;
pub use draw::FAULTS;
pub use flaw::Flaw;
pub use many::{Failure, many};
pub use report::Report;
pub use schedule::Schedule;
pub use shrink::shrink;

/// Runs a schedule with a client that has this flaw, or none.
///
/// # Panics
///
/// If there is no such vendor.
pub fn run(schedule: &Schedule, flaw: Flaw) -> Report {
    let run = || run_at(schedule, flaw);
    let mut report = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let what = "the run itself panicked; what it printed says where".to_owned();
        Report { violations: vec![Violation { rule: "nothing panics", what }], ..Report::default() }
    });
    report.vendors.insert(schedule.vendor.clone(), report.lives);
    report
}

macro_rules! vendors {
    ($($vendor:ident ($($revision:ident $(,)?)*) current $current:ident;)*) => {
        fn run_at(schedule: &Schedule, flaw: Flaw) -> Report {
            match schedule.vendor.as_str() {
                $(stringify!($vendor) => {
                    static CATALOGUE: OnceLock<catalogue::Catalogue<vidu_types::$vendor::Api>> = OnceLock::new();
                    driver::run(CATALOGUE.get_or_init(catalogue::Catalogue::new), schedule, flaw)
                })*
                other => panic!("there is no vendor {other}"),
            }
        }
    };
}

vidu_types::each_vendor!(vendors);
