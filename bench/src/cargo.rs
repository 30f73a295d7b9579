//! Packages that are built to see what they cost, in folders of their own below target.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The workspace.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace")
}

/// An empty folder of this name below target.
pub fn empty(name: &str) -> PathBuf {
    let folder = project().join("target/bench").join(name);
    // If there is none, there is nothing to empty.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder below target");
    folder
}

/// An empty package with these dependencies, at the versions of the workspace where it has them.
pub fn package(name: &str, dependencies: &str) -> PathBuf {
    let folder = empty(name);
    let manifest = format!(
        "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{dependencies}\n"
    );
    let written = fs::create_dir(folder.join("src"))
        .and_then(|()| fs::write(folder.join("src/lib.rs"), ""))
        .and_then(|()| fs::write(folder.join("Cargo.toml"), manifest))
        .and_then(|()| fs::copy(project().join("Cargo.lock"), folder.join("Cargo.lock")));
    written.unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    folder
}

/// Runs cargo with these words, and gives what it printed.
pub fn cargo(folder: &Path, words: &[&str], variables: &[(&str, &Path)]) -> String {
    let mut cargo = Command::new("cargo");
    cargo
        .args(words)
        .current_dir(folder)
        .envs(variables.iter().copied())
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_TARGET_DIR");
    let output = cargo.stderr(Stdio::piped()).output().expect("cargo can be started");
    assert!(output.status.success(), "cargo {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The CPU time of all programs that this one started and that have ended, in the system's ticks of 10 ms.
pub fn spent() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").expect("a system with /proc");
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    let ticks: u64 = fields.skip(13).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

/// The seconds of CPU that cargo spends on this.
pub fn cost(folder: &Path, words: &[&str], variables: &[(&str, &Path)]) -> f64 {
    let before = spent();
    cargo(folder, words, variables);
    (spent() - before).as_secs_f64()
}
