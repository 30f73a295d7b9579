//! What the workspace is built from, held against `deny.toml` as far as cargo itself can tell for this machine.
//!
//! `cargo deny check` says more: it knows other machines too. It takes minutes to install, so the test run has this.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::folder::project;

/// A crate that something of the workspace is built from.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Built {
    name: String,
    version: String,
    /// Where it comes from, if not from the public registry.
    from: Option<String>,
    license: String,
}

/// `name v1.2.3 (place)|license`, as cargo tells it.
fn built(line: &str) -> Built {
    let (package, license) = line.trim_end_matches(" (*)").split_once('|').expect("a license");
    let mut words = package.split(' ').filter(|word| *word != "(proc-macro)");
    let (name, version) = (words.next().expect("a name"), words.next().expect("a version"));
    let from = words.next().map(|place| place.trim_matches(['(', ')']).to_owned());
    Built { name: name.to_owned(), version: version[1..].to_owned(), from, license: license.to_owned() }
}

/// Whether an expression can be met with what is allowed: one of each group of alternatives.
fn is_allowed(license: &str, allowed: &BTreeSet<&str>) -> bool {
    let groups = license.replace(" / ", " OR ").replace('/', " OR ");
    let mut groups = groups.split(" AND ").map(|group| group.trim_matches(['(', ')']));
    groups.all(|group| group.split(" OR ").any(|one| allowed.contains(one)))
}

/// What is wrong with what is built from, by the rules.
fn faults(rules: &toml::Value, crates: &BTreeSet<Built>) -> Vec<String> {
    let texts = |list: &toml::Value, of: fn(&toml::Value) -> &toml::Value| -> Vec<String> {
        list.as_array().expect("a list").iter().filter_map(|entry| of(entry).as_str()).map(str::to_owned).collect()
    };
    let licenses = texts(&rules["licenses"]["allow"], |entry| entry);
    let allowed = licenses.iter().map(String::as_str).collect();
    let banned = texts(&rules["bans"]["deny"], |entry| &entry["crate"]);
    let kept = texts(&rules["bans"]["skip"], |entry| &entry["crate"]);
    let is_kept = |one: &Built| {
        let named = kept.iter().filter_map(|kept| kept.split_once('@')).filter(|(name, _)| *name == one.name);
        named.into_iter().any(|(_, version)| one.version == version || one.version.starts_with(&format!("{version}.")))
    };
    let ours = project().canonicalize().expect("the project").display().to_string();
    let mut names = BTreeSet::new();
    let mut faults = Vec::new();
    for one in crates {
        let is_elsewhere = one.from.as_ref().is_some_and(|from| !from.starts_with(&ours));
        let what = [
            (!is_allowed(&one.license, &allowed), "its license is not allowed"),
            (banned.contains(&one.name), "it is banned"),
            (is_elsewhere, "it comes from elsewhere than the registry"),
            (!is_kept(one) && !names.insert(&one.name), "there are two versions of it"),
        ];
        faults.extend(what.iter().filter(|(is_so, _)| *is_so).map(|(_, what)| format!("{what}: {one:?}")));
    }
    faults
}

#[test]
fn what_it_is_built_from_is_as_the_rules_say() {
    let rules = fs::read_to_string(project().join("deny.toml")).expect("rules");
    let rules: toml::Value = toml::from_str(&rules).expect("rules");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "--locked", "--workspace", "--all-features", "--edges", "normal,build,dev"]);
    let told = cargo.args(["--prefix", "none", "--format", "{p}|{l}"]).current_dir(project()).output().expect("cargo");
    if !told.status.success() {
        return println!("cargo cannot tell the crates, so they are not looked at");
    }
    let told = String::from_utf8(told.stdout).expect("text");
    let crates: BTreeSet<Built> = told.lines().filter(|line| line.contains('|')).map(built).collect();
    assert!(crates.len() > 200, "{} crates", crates.len());
    let found = faults(&rules, &crates);
    assert!(found.is_empty(), "{found:#?}");

    let strangers =
        ["openssl v1.0.0|MIT", "odd v1.0.0|GPL-3.0", "odd v2.0.0 (https://b.example/odd)|MIT AND (GPL-3.0 OR MIT)"];
    let strangers: BTreeSet<Built> = strangers.map(built).into();
    let faults = faults(&rules, &strangers);
    let words: Vec<_> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    let expected = [
        "its license is not allowed",
        "it comes from elsewhere than the registry",
        "there are two versions of it",
        "it is banned",
    ];
    assert_eq!(words, expected, "{faults:?}");
}
