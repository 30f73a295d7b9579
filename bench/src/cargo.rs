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

/// Runs cargo with these words, and gives what it printed.
pub fn cargo(folder: &Path, words: &[&str], variables: &[(&str, &Path)]) -> String {
    let mut cargo = Command::new("cargo");
    cargo.args(words).current_dir(folder).envs(variables.iter().copied()).env_remove("RUSTFLAGS");
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
