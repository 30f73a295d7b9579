//! The run of every test run: a hundred thousand lives, all faults, and clients that are broken on purpose.

use std::collections::BTreeSet;
use std::thread::available_parallelism;

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

/// A broken client is found by the rule that it breaks, in few steps.
#[test]
fn every_flaw_is_found_and_made_short() {
    let cases = [
        (Flaw::ResendsBelow, "what may have arrived is not sent again", 2),
        (Flaw::ResubmitsUnknown, "what may have arrived is not sent again", 2),
        (Flaw::CallsItUnsent, "nothing paid for is lost", 2),
        (Flaw::ForgetsIntents, "nothing paid for is lost", 2),
        (Flaw::ForgetsIds, "an id is recorded before its caller has it", 3),
        (Flaw::BelievesCallbacks, "an end that is told is true", 3),
        (Flaw::SkipsSignatures, "a forged callback is not believed", 1),
        (Flaw::GivesUpAtOnce, "a paid task is not given up", 2),
        (Flaw::TellsTwice, "an end is told once", 1),
        (Flaw::ShowsTheKey, "the key is shown to nobody", 2),
        (Flaw::NeverReconciles, "what a callback tells of is reconciled", 3),
    ];
    assert_eq!(cases.len(), Flaw::ALL.len());
    for (flaw, rule, most) in cases {
        let (failure, _) = *many(20_000, SEED, threads(), flaw).expect_err(&format!("{flaw:?} was not found"));
        println!("{flaw:?}: {failure}");
        let broken: BTreeSet<_> = run(&failure.shortest, flaw).violations.iter().map(|found| found.rule).collect();
        assert!(broken.contains(rule), "{flaw:?}: {broken:?}\n{failure}");
        assert!(failure.shortest.steps.len() <= most, "{flaw:?}: {failure}");
    }
}
