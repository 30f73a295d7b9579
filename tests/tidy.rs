//! The rules of the house that a machine can keep: who may name whom, and what every file begins with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::{project, real};

/// Every file of the project below a folder with an ending, apart from what is built.
fn files(under: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![project().join(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project").map(|entry| entry.expect("an entry")) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && !path.is_symlink() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if name.ends_with(ending) && !path.is_symlink() {
                found.push(path);
            }
        }
    }
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The code of a file without comments, the names of features, and what follows its tests' beginning.
fn code(path: &Path) -> String {
    let text = text(path);
    let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let is_code = |line: &&str| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("#[cfg(feature");
    body.lines().filter(is_code).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &Path) -> bool {
    let path = path.to_string_lossy();
    ["/tests/", "/tests.rs", "/testing/", "/fixture", "/samples.rs", "/acme"].iter().any(|part| path.contains(part))
}

fn hand_written() -> Vec<PathBuf> {
    files("crates", ".rs")
        .into_iter()
        .filter(|path| !is_test(path) && path.components().any(|part| part.as_os_str() == "src"))
        .collect()
}

/// Fails with every file and line that has a word it may not have.
fn check(files: &[PathBuf], words: &BTreeSet<String>, why: &str) {
    let mut found = Vec::new();
    for path in files {
        for (at, line) in code(path).lines().enumerate() {
            for word in words.iter().filter(|word| has_word(line, word)) {
                found.push(format!("{}: line {} of its code: {word}: {}", path.display(), at + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{why}\n{}", found.join("\n"));
}

fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word)
        .any(|(at, _)| !is_part(line[..at].chars().next_back()) && !is_part(line[at + word.len()..].chars().next()))
}

/// Names of vendors and models, status words, error codes, paths, and wire fields that are no plain English.
fn words_of_the_spec() -> BTreeSet<String> {
    let spec = vidu_codegen::load(&real()).unwrap_or_else(|report| panic!("{report}")).spec;
    let mut words = BTreeSet::new();
    for set in spec.words.iter().filter(|set| set.name == "model") {
        words.extend(set.words.iter().flat_map(|word| [word.wire.to_string(), word.variant.to_string()]));
    }
    for revision in spec.revisions.iter() {
        words.extend([revision.title.to_string(), revision.base_url.to_string()]);
        words.extend((revision.vendor != "vidu").then(|| revision.vendor.to_string()));
        words.extend(
            revision
                .errors
                .codes
                .iter()
                .map(|code| code.code.to_string())
                .filter(|code| code.contains('_') || code.chars().skip(1).any(char::is_uppercase)),
        );
        words.extend(
            revision
                .states
                .iter()
                .map(|state| state.word.to_string())
                .filter(|word| word.contains('_') || word == "queueing"),
        );
        for operation in revision.operations.iter() {
            words.insert(operation.path.to_string());
            words.extend((!operation.type_name.is_empty()).then(|| operation.type_name.to_string()));
            let keys = operation.fields.iter().flat_map(|field| [field.name.to_string(), field.wire.to_string()]);
            words.extend(keys.filter(|key| key.contains(['_', '.', '['])));
        }
    }
    // The project's own name, and names that HTTP gave to its statuses before any vendor did.
    for shared in ["Vidu", "MethodNotAllowed", "NotFound", "TooManyRequests", ""] {
        words.remove(shared);
    }
    words
}

#[test]
fn words_of_vendors_stand_in_the_spec_and_in_tests_only() {
    check(
        &hand_written(),
        &words_of_the_spec(),
        "a vendor's word in hand-written code: the next vendor would cost code",
    );
}

#[test]
fn http_crates_are_named_in_one_file_each() {
    let only = |krate: &str, allowed: &str, words: &[&str]| {
        let files: Vec<_> = hand_written().into_iter().filter(|path| path.to_string_lossy().contains(krate)).collect();
        let files: Vec<_> = files.into_iter().filter(|path| !path.to_string_lossy().contains(allowed)).collect();
        check(&files, &words.iter().map(|word| (*word).to_owned()).collect(), "an HTTP crate outside of its one file");
    };
    only("/vidu-client/", "/src/transport/network.rs", &["reqwest", "hyper"]);
    // An extractor is made of its framework's types; so it is behind a feature and in a file of its own.
    only("/vidu-client/", "/src/extract.rs", &["axum"]);
    only("/vidu-client/", "/src/store/postgres.rs", &["tokio_postgres"]);
    only("/vidu-mock/", "/src/server", &["axum", "hyper", "hyper_util"]);
}

/// The target wasm32-unknown-unknown has a standard library in which these compile and then fail.
#[test]
fn the_types_need_no_operating_system() {
    let words = ["fs", "net", "thread", "process", "env", "Instant", "stdin", "stdout", "stderr"];
    let words =
        words.map(|word| format!("std::{word}")).into_iter().chain(["Instant".to_owned(), "println".to_owned()]);
    let files: Vec<_> =
        hand_written().into_iter().filter(|path| path.to_string_lossy().contains("/vidu-types/src/")).collect();
    assert!(files.len() > 30, "{files:?}");
    check(&files, &words.collect(), "something of an operating system in vidu-types");
    let now: Vec<_> = files.iter().filter(|path| code(path).contains("SystemTime::now")).collect();
    assert!(now.is_empty(), "a clock in vidu-types: {now:?}");
}

#[test]
fn crates_depend_on_what_they_may() {
    let section = |krate: &str, name: &str| -> BTreeSet<String> {
        let manifest = text(&project().join(format!("crates/{krate}/Cargo.toml")));
        let lines = manifest.lines().skip_while(|line| *line != format!("[{name}]")).skip(1);
        let lines = lines
            .take_while(|line| !line.starts_with('['))
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        lines.filter_map(|line| line.split(['.', ' ', '=']).next()).map(str::to_owned).collect()
    };
    let types: BTreeSet<String> =
        ["base64-simd", "memchr", "schemars", "serde", "serde_json"].map(str::to_owned).into();
    assert!(
        section("vidu-types", "dependencies").is_subset(&types),
        "vidu-types: {:?}",
        section("vidu-types", "dependencies")
    );
    assert!(!section("vidu-client", "dependencies").contains("vidu-mock"), "the client knows the mock");
    assert!(!section("vidu-mock", "dependencies").contains("vidu-client"), "the mock knows the client");
    assert!(!section("vidu-cli", "dependencies").contains("vidu-mock"), "the program knows the mock");
    for section_name in ["dependencies", "dev-dependencies"] {
        assert!(section("vidu-client", section_name).is_disjoint(&["vidu-mock".to_owned()].into()));
        assert!(section("vidu-mock", section_name).is_disjoint(&["vidu-client".to_owned()].into()));
    }
}

/// The crates that a crate is built from, by name; nothing where cargo cannot tell without a network.
fn tree(arguments: &[&str]) -> Option<BTreeSet<String>> {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "--locked", "--prefix", "none", "--format", "{p}"]).args(arguments);
    let told = cargo.current_dir(project()).output().expect("cargo runs");
    if !told.status.success() {
        println!(
            "cargo cannot tell the dependencies, so they are not counted: {}",
            String::from_utf8_lossy(&told.stderr)
        );
        return None;
    }
    let lines = String::from_utf8(told.stdout).expect("text");
    Some(lines.lines().filter(|line| !line.is_empty()).map(|line| line.trim_end_matches(" (*)").to_owned()).collect())
}

#[test]
fn the_client_stays_light() {
    let Some(crates) = tree(&["-e", "normal", "-p", "vidu-client"]) else { return };
    assert!((50..=125).contains(&crates.len()), "{} crates: {crates:#?}", crates.len());
    // What compiles C, or looks for a library that somebody else compiled.
    let Some(plain) = tree(&["-e", "normal,build", "-p", "vidu-client", "--no-default-features"]) else { return };
    let compiles = |name: &str| {
        matches!(name, "cc" | "cmake" | "bindgen" | "pkg-config" | "vcpkg" | "ring" | "nasm-rs")
            || name.ends_with("-sys")
    };
    let found: Vec<_> = plain.iter().filter(|line| line.split(' ').next().is_some_and(compiles)).collect();
    assert!(plain.len() > 50 && found.is_empty(), "these want a C compiler: {found:?}");
}

#[test]
fn files_begin_with_what_they_are_for() {
    let sources = files("crates", ".rs").into_iter().chain(files("tests", ".rs")).chain(files("examples", ".rs"));
    let sources = sources.chain(files("simulation", ".rs"));
    let sources = sources.filter(|path| !path.to_string_lossy().contains("/golden/"));
    let nameless: Vec<_> = sources.filter(|path| !text(path).starts_with("//! ")).collect();
    assert!(nameless.is_empty(), "no `//!` sentence at the top: {nameless:?}");
    let pages = files("spec", ".toml").into_iter().chain(files("tests/spec", ".toml"));
    let nameless: Vec<_> = pages.filter(|path| !text(path).starts_with("# ")).collect();
    assert!(nameless.is_empty(), "no comment at the top: {nameless:?}");
}

#[test]
fn the_readme_begins_with_the_two_commands() {
    let readme = text(&project().join("README.md"));
    let blocks: Vec<&str> = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks[0].trim(), "cargo run --example quickstart");
    assert_eq!(blocks[1].trim(), "cargo test --workspace");
}
