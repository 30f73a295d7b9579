//! What a spec costs to check, to generate and to compare: no worse than in proportion to its pages.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use vidu_codegen::build::{schemas, sources};
use vidu_codegen::diff::{Side, compare};

use crate::folder::{Copy, copy_all, real};

/// How many times as many revisions the large spec has.
const TIMES: u32 = 10;

/// Time that this thread ran, where the system tells it; others on the machine cannot make it longer.
fn cost(work: impl FnOnce()) -> Duration {
    let ran = || {
        let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
    };
    let (before, began) = (ran(), Instant::now());
    work();
    ran().zip(before).map_or_else(|| began.elapsed(), |(after, before)| after - before)
}

/// A spec with every revision of the real one as often as said, each in a month of its own.
fn spec_of(times: u32) -> Copy {
    let copy = Copy::of(&real());
    let vendors: Vec<_> =
        fs::read_dir(real()).expect("the spec").map(|entry| entry.expect("an entry").path()).collect();
    for vendor in vendors.iter().filter(|path| path.is_dir()) {
        let name = vendor.file_name().expect("a vendor").to_string_lossy().into_owned();
        let revisions = fs::read_dir(vendor).expect("a vendor").map(|entry| entry.expect("a revision").path());
        for (number, revision) in revisions.enumerate() {
            let rules = fs::read_to_string(revision.join("vendor.toml")).expect("its rules");
            for more in 1..times {
                let under = format!("{name}/20{:02}-{:02}", 30 + more, number + 1);
                copy_all(&revision, &copy.path().join(&under));
                if rules.contains("current = true") {
                    copy.edit(&format!("{under}/vendor.toml"), "current = true", "current = false");
                }
            }
        }
    }
    copy
}

fn check(folder: &Path) {
    assert!(vidu_codegen::examine(folder).spec.is_some());
}

fn generate(folder: &Path) {
    let spec = vidu_codegen::load(folder).unwrap_or_else(|report| panic!("{report}")).spec;
    assert_eq!(sources(&spec).map(|files| files.len()).ok(), Some(2));
    assert!(!schemas(&spec).is_empty());
}

fn diff(folder: &Path) {
    let side = || Side::read(&folder.display().to_string(), folder).unwrap_or_else(|why| panic!("{why}"));
    assert!(compare(&side(), &side()).changes.is_empty());
}

#[test]
fn ten_times_the_pages_cost_ten_times_as_much_at_most() {
    let (small, large) = (spec_of(1), spec_of(TIMES));
    for (name, work) in [("check", check as fn(&Path)), ("generate", generate), ("diff", diff)] {
        // The least of several runs: what else a run pays for is not the spec's.
        let least = |folder: &Copy, runs: u32| (0..runs).map(|_| cost(|| work(folder.path()))).min().expect("a run");
        let (one, many) = (least(&small, 5), least(&large, 3));
        let ratio = many.as_secs_f64() / one.as_secs_f64();
        println!("{name}: {one:?} for the spec, {many:?} for {TIMES} times as many pages: {ratio:.1} times as much");
        // What grows with the square of the pages would be at a hundred.
        assert!(ratio < f64::from(TIMES) * 2.5, "{name}: {ratio:.1} times as much for {TIMES} times the pages");
    }
}
