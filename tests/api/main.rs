//! Holds the public interface of each crate against its record beside this file, so that no change of it goes unseen.
//!
//! `cargo run -p vidu-tests --example api` fails with the lines that differ; with `-- --update` it writes them down. The
//! compiler tells an interface as JSON only to who asks for what is not stable yet. That changes what dependencies are built
//! like, so only the last step hears of it: this program stands in for rustdoc, and what `cargo doc` built is built once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The crates that people depend on.
const CRATES: [&str; 3] = ["vidu-types", "vidu-client", "vidu-mock"];

/// That this program was called as rustdoc.
const STAND_IN: &str = "VIDU_API_RUSTDOC";

fn main() -> ExitCode {
    if std::env::var_os(STAND_IN).is_some() {
        return rustdoc();
    }
    document();
    let is_update = std::env::args().any(|argument| argument == "--update");
    let same = CRATES.map(|krate| {
        let (found, record) = (interface(krate), record(krate));
        if is_update {
            std::fs::write(&record, &found).unwrap_or_else(|why| panic!("{}: {why}", record.display()));
        }
        is_same(krate, &std::fs::read_to_string(&record).unwrap_or_default(), &found)
    });
    if same.contains(&false) {
        eprintln!("if this is meant: cargo run -p vidu-tests --example api -- --update, and a line in CHANGELOG.md");
        return ExitCode::FAILURE;
    }
    println!("{} interfaces are as recorded", CRATES.len());
    ExitCode::SUCCESS
}

/// Rustdoc, allowed what is not stable.
fn rustdoc() -> ExitCode {
    let status = Command::new("rustdoc").args(std::env::args_os().skip(1)).env("RUSTC_BOOTSTRAP", "1").status();
    ExitCode::from(u8::from(!status.expect("rustdoc runs").success()))
}

/// Documents everything as JSON, with the features and so with the builds of `cargo doc --workspace --all-features`.
fn document() {
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    build.args(["doc", "--quiet", "--locked", "--workspace", "--no-deps", "--all-features", "--lib"]);
    build.current_dir(project()).env("CARGO_TARGET_DIR", project().join("target"));
    build.env("RUSTDOC", std::env::current_exe().expect("the path of this program")).env(STAND_IN, "1");
    build.env("RUSTDOCFLAGS", "-Z unstable-options --output-format json --cap-lints allow");
    assert!(build.status().expect("cargo runs").success(), "the documentation cannot be built");
}

/// Every public item, a line each, without what the compiler derives for all types alike.
fn interface(krate: &str) -> String {
    let json = project().join("target/doc").join(krate.replace('-', "_")).with_extension("json");
    let interface = public_api::Builder::from_rustdoc_json(&json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .unwrap_or_else(|why| panic!("{}: {why}", json.display()));
    interface.to_string()
}

fn is_same(krate: &str, recorded: &str, found: &str) -> bool {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let (recorded, found) = (lines(recorded), lines(found));
    for gone in recorded.difference(&found) {
        eprintln!("{krate}: gone: {gone}");
    }
    for new in found.difference(&recorded) {
        eprintln!("{krate}: new:  {new}");
    }
    recorded == found
}

fn record(krate: &str) -> PathBuf {
    project().join("tests/api").join(krate).with_extension("txt")
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project holds this package")
}
