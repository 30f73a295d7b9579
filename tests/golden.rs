//! What code generation writes, kept where people read it: `tests/golden` and `docs/reference` equal a fresh run, byte by byte.
//!
//! After a change of spec or emitters: `UPDATE_GOLDEN=1 cargo test -p vidu-tests golden`, then read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use vidu_codegen::build::{Generated, reference, schemas, sources};

use crate::folder::{made_up, project, real};

fn generated(spec: &Path) -> BTreeMap<String, String> {
    let spec = vidu_codegen::load(spec).unwrap_or_else(|report| panic!("{report}")).spec;
    let sources = sources(&spec).unwrap_or_else(|why| panic!("{why}"));
    let files = sources.into_iter().chain(schemas(&spec)).chain(reference(&spec));
    files.map(|Generated { path, text }| (path, text)).collect()
}

/// Where a generated file is kept: reference pages among the documentation, for everybody, all else among the tests.
fn place(path: &str) -> PathBuf {
    if path.starts_with("reference/") {
        project().join("docs").join(path)
    } else {
        project().join("tests/golden").join(path)
    }
}

fn kept(folder: &Path, under: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry of the golden folder")) {
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            kept(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(entry.path()).expect("a golden file"));
        }
    }
}

#[test]
fn the_golden_copies_are_what_is_generated() {
    let fresh = generated(&real());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = fs::remove_dir_all(place(""));
        let _ = fs::remove_dir_all(place("reference/"));
        for (path, text) in &fresh {
            let path = place(path);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the golden folder");
            fs::write(path, text).expect("a golden file");
        }
    }
    let mut kept_files = BTreeMap::new();
    kept(&place(""), "", &mut kept_files);
    kept(&place("reference/"), "reference/", &mut kept_files);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&kept_files), names(&fresh), "run with UPDATE_GOLDEN=1 and read the difference");
    for (path, text) in &fresh {
        let first = text.lines().zip(kept_files[path].lines()).position(|(fresh, kept)| fresh != kept);
        assert!(*text == kept_files[path], "{path} differs from line {first:?}: run with UPDATE_GOLDEN=1 and read it");
    }
}

#[test]
fn every_run_writes_the_same_bytes() {
    for spec in [real(), made_up()] {
        assert_eq!(generated(&spec), generated(&spec));
    }
}

#[test]
fn generated_rust_is_rust() {
    for spec in [real(), made_up()] {
        for (path, text) in generated(&spec).iter().filter(|(path, _)| path.ends_with(".rs")) {
            syn::parse_file(text).unwrap_or_else(|why| panic!("{path}: {why}"));
        }
    }
}
