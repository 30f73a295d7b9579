//! The verdicts alone, and the one on the whole, are those of the walk that explains them, at every point of every table.

use std::path::Path;

use vidu_codegen::relation::{Outcome, Reading, atoms, settles, space, space_size, verdicts, walk};
use vidu_codegen::table::{Column, Relation};

/// As many points of a larger table are tried, spread over all of it.
const MOST: usize = 100_000;

fn check(relation: &Relation) -> usize {
    let stride = space_size(relation).div_ceil(MOST).max(1);
    let mut tried = 0;
    for point in space(relation).step_by(stride) {
        let given = atoms(&point);
        let told: Vec<_> = walk(relation, &given).steps;
        let short = verdicts(relation, given.iter().copied());
        assert_eq!(told.len(), short.len());
        for (step, verdict) in told.iter().zip(&short) {
            assert_eq!((step.outcome, !step.choices.is_empty()), (verdict.outcome, verdict.is_stated), "{point:?}");
        }
        let mut defaults = Vec::new();
        let place =
            |column: &Column| relation.columns.iter().position(|other| other == column).expect("one of its own");
        let read = |column: Column| given[place(&column)].map_or(Reading::Absent, Reading::Known);
        let settled = settles(relation, read, |column, default| defaults.push((place(&column), default)));
        assert_eq!(settled, told.iter().all(|step| step.outcome != Outcome::Refused), "{point:?}");
        let filled = told.iter().enumerate().filter_map(|(at, step)| match step.outcome {
            Outcome::Defaulted(default) => Some((at, default)),
            _ => None,
        });
        assert!(!settled || filled.eq(defaults), "{point:?}");
        tried += 1;
    }
    tried
}

#[test]
fn verdicts_are_those_of_the_walk() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["spec", "tests/spec"] {
        let spec = vidu_codegen::load(&project.join(folder)).unwrap_or_else(|report| panic!("{report}")).spec;
        let operations = spec.revisions.iter().flat_map(|revision| revision.operations.iter());
        let relations = operations.flat_map(|operation| operation.relations.iter());
        let tried: usize = relations.filter(|relation| !relation.rows.is_empty()).map(check).sum();
        assert!(tried > 100, "{folder}: {tried} points");
    }
}
