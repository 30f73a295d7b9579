//! The run of every test run: a hundred thousand lives, all faults, and clients that are broken on purpose.

use std::collections::BTreeSet;
use std::thread::{self, available_parallelism};

use vidu_mock::MockServer;
use vidu_simulation::{FAULTS, Flaw, Schedule, many, run, seed_of};

/// The seed of the test run; another is a matter of the command.
const SEED: u64 = 2025;

fn threads() -> usize {
    available_parallelism().map_or(1, usize::from)
}

#[test]
fn a_hundred_thousand_lives_lose_nothing_and_pay_nothing_twice() {
    let report = many(100_000, SEED, threads(), Flaw::None).unwrap_or_else(|found| panic!("{}\n{}", found.0, found.1));
    println!("{report}");
    assert!(report.lives >= 100_000, "{report}");
    let missing: Vec<_> = FAULTS.iter().filter(|name| !report.faults.contains_key(**name)).collect();
    assert!(missing.is_empty(), "no life met {missing:?}:\n{report}");
    let vendors = vidu_types::SPEC.revisions.iter().filter(|revision| revision.current).count();
    assert_eq!(report.vendors.len(), vendors, "{report}");
    for word in OUTCOMES {
        assert!(report.told.contains_key(word), "nobody was told: {word}\n{report}");
    }
    assert!(report.crashes > 1000, "{report}");
}

/// Everything that a caller can be told.
const OUTCOMES: &[&str] = &[
    "accepted",
    "done",
    "downloaded",
    "failed",
    "gave up for now",
    "not recorded",
    "not sent",
    "over budget",
    "reconciled",
    "refused",
    "unknown",
    "unrecorded",
];

#[tokio::test]
async fn the_faults_are_those_of_the_mock() {
    let mock = MockServer::builder().start_unconnected().expect("a mock");
    let document = mock.openapi();
    let forms = document["components"]["schemas"]["FaultForm"]["oneOf"].as_array().expect("forms").clone();
    let names = forms.iter().flat_map(|form| form["properties"]["fault"]["enum"].as_array().expect("names").clone());
    let names: BTreeSet<String> = names.map(|name| name.as_str().expect("a name").to_owned()).collect();
    assert_eq!(names, FAULTS.iter().map(|name| (*name).to_owned()).collect());
}

#[test]
fn a_schedule_runs_the_same_way_every_time() {
    for index in 0..300 {
        let schedule = Schedule::drawn(seed_of(SEED, index));
        assert_eq!(run(&schedule, Flaw::None), run(&schedule, Flaw::None), "{}", schedule.text());
    }
}

#[test]
fn a_schedule_is_its_text() {
    for index in 0..300 {
        let schedule = Schedule::drawn(seed_of(SEED, index));
        let text = schedule.text();
        assert_eq!(serde_json::from_str::<Schedule>(&text).expect(&text), schedule);
    }
}

/// As many steps show any of the flaws.
const FEW: usize = 5;

/// A broken client is found by the rule that it breaks, in few steps.
#[test]
fn every_flaw_is_found_and_made_short() {
    let cases = [
        (Flaw::ResendsBelow, "what may have arrived is not sent again"),
        (Flaw::ResubmitsUnknown, "what may have arrived is not sent again"),
        (Flaw::CallsItUnsent, "nothing paid for is lost"),
        (Flaw::ForgetsIntents, "nothing paid for is lost"),
        (Flaw::ForgetsIds, "an id is recorded before its caller has it"),
        (Flaw::BelievesCallbacks, "an end that is told is true"),
        (Flaw::SkipsSignatures, "a forged callback is not believed"),
        (Flaw::GivesUpAtOnce, "a paid task is not given up"),
        (Flaw::TellsTwice, "an end is told once"),
        (Flaw::ShowsTheKey, "the key is shown to nobody"),
        (Flaw::NeverReconciles, "what a callback tells of is reconciled"),
    ];
    assert_eq!(cases.len(), Flaw::ALL.len());
    let wrong: Vec<String> = thread::scope(|scope| {
        let all = cases.map(|(flaw, rule)| scope.spawn(move || wrong(flaw, rule)));
        all.into_iter().filter_map(|one| one.join().expect("the simulator itself does not panic")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is wrong with how a flaw is found, if something is.
fn wrong(flaw: Flaw, rule: &str) -> Option<String> {
    // On one thread, so that it is the same schedule every time.
    let found = many(20_000, SEED, 1, flaw);
    let Err(found) = found else { return Some(format!("{flaw:?} was not found")) };
    let (failure, _) = *found;
    let broken: BTreeSet<_> = run(&failure.shortest, flaw).violations.iter().map(|found| found.rule).collect();
    let is_good = broken.contains(rule) && failure.shortest.steps.len() <= FEW;
    let is_clean = run(&failure.shortest, Flaw::None).violations.is_empty();
    println!("{flaw:?}: {failure}");
    (!is_good || !is_clean).then(|| format!("{flaw:?}: {broken:?}, clean {is_clean}\n{failure}"))
}
