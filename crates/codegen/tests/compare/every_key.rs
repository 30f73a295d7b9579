//! Every key of every file, changed in turn: no change of a spec's tables goes unsaid, and no claim is false.

use std::fs;
use std::path::{Path, PathBuf};

use vidu_codegen::diff::{Side, compare};

use crate::claims::prove;
use crate::folder::{made_up, real};
use crate::tree::Tree;

type Texts = Vec<(PathBuf, String)>;

/// The vocabulary and one vendor's files.
fn texts(spec: &Path, vendor: &str) -> Texts {
    let mut found = vec![PathBuf::from("vocabulary.toml")];
    for month in fs::read_dir(spec.join(vendor)).expect("the vendor's folder").map(|entry| entry.expect("a month")) {
        // One that leaves pages out has no key that the others and the made-up vendor do not have too.
        if fs::read_to_string(month.path().join("vendor.toml")).expect("its rules").contains("partial = true") {
            continue;
        }
        for file in fs::read_dir(month.path()).expect("a revision").map(|entry| entry.expect("a page")) {
            found.push(file.path().strip_prefix(spec).expect("below the spec").to_owned());
        }
    }
    // Digests of rows are no part of the tables.
    found.retain(|path| !path.to_string_lossy().ends_with(".rows.toml"));
    found.sort();
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(spec.join(&path)).expect("a file"))).collect()
}

/// What became of the changes of one vendor's files.
#[derive(Debug, Default)]
struct Counts {
    faulty: usize,
    alike: usize,
    said: usize,
}

fn check(spec: &Path, vendor: &str, least: usize) {
    let files = texts(spec, vendor);
    let before = Side::of_texts("old", files.clone()).unwrap_or_else(|why| panic!("{why}"));
    let mut counts = Counts::default();
    for (at, (path, text)) in files.iter().enumerate() {
        for (name, tree) in Tree::read(text).changed() {
            let mut edited = files.clone();
            edited[at].1 = tree.write();
            let Ok(after) = Side::of_texts("new", edited) else {
                counts.faulty += 1;
                continue;
            };
            let found = compare(&before, &after);
            let differ = before.spec != after.spec;
            assert_eq!(!found.changes.is_empty(), differ, "{} {name}: {:#?}", path.display(), found.changes);
            prove(&before, &after, &found);
            let back = compare(&after, &before);
            assert_eq!(!back.changes.is_empty(), differ, "{} {name}, backwards: {:#?}", path.display(), back.changes);
            *(if differ { &mut counts.said } else { &mut counts.alike }) += 1;
        }
    }
    assert!(counts.said >= least, "{counts:?} are fewer than there were");
    println!("{vendor}: {counts:?}");
}

#[test]
fn vidu() {
    check(&real(), "vidu", 700);
}

#[test]
fn octopusx() {
    check(&real(), "octopusx", 200);
}

#[test]
fn umodelverse() {
    check(&real(), "umodelverse", 200);
}

#[test]
fn novita() {
    check(&real(), "novita", 200);
}

#[test]
fn acme() {
    check(&made_up(), "acme", 200);
}

#[test]
fn a_spec_and_itself_are_alike() {
    for (spec, name) in [(real(), "real"), (made_up(), "made up")] {
        let side = || Side::read(&spec.display().to_string(), &spec).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(compare(&side(), &side()).changes, [], "{name}");
    }
}
