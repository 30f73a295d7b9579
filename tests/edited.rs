//! What a change of the spec reaches: a new field is one line, a new vendor is a folder.

use std::path::Path;
use std::process::Command;

use crate::folder::{Copy, made_up, project, real};

/// Builds vidu-types from a spec folder, in a folder of its own, and returns what cargo printed.
fn build(command: &[&str], spec: &Path, target: &str) -> (bool, String) {
    let output = Command::new(env!("CARGO"))
        .args(command)
        .args(["-p", "vidu-types", "--offline", "--color", "never"])
        .current_dir(project())
        .env("VIDU_SPEC", spec)
        .env("CARGO_TARGET_DIR", project().join("target").join(target))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The text of the types that were generated last in a target folder.
fn built_types(target: &str) -> String {
    let build = project().join("target").join(target).join("debug/build");
    let outputs = std::fs::read_dir(build).expect("cargo built").map(|entry| entry.expect("an entry").path());
    let files = outputs.map(|output| output.join("out/types.rs")).filter(|file| file.exists());
    let latest = files.max_by_key(|file| std::fs::metadata(file).and_then(|data| data.modified()).expect("a time"));
    std::fs::read_to_string(latest.expect("types were generated")).expect("the types")
}
