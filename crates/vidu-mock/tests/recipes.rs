//! The recipes for tests in other languages work as they stand; those whose tools are missing are skipped with a word.

use std::path::PathBuf;
use std::process::{Command, Output};

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/recipes").join(name)
}

/// Runs a recipe's own command in its folder, if its tool is there.
fn check(name: &str, tool: &[&str], version: &str, arguments: &[&str]) {
    let run = |arguments: &[&str]| -> Option<Output> {
        let mut command = Command::new(tool[0]);
        command.args(&tool[1..]).args(arguments).current_dir(folder(name));
        command.env("VIDU_MOCK", env!("CARGO_BIN_EXE_vidu-mock")).env("PYTHONDONTWRITEBYTECODE", "1").output().ok()
    };
    if !folder(name).exists() {
        return println!("skipped: the recipe for {name} is not in this package");
    }
    if !run(&[version]).is_some_and(|output| output.status.success()) {
        return println!("skipped: {} is not installed", tool.join(" "));
    }
    let output = run(arguments).expect("the tool runs");
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(output.status.success(), "{name}: {said}");
}

#[test]
fn pytest() {
    check("pytest", &["python3", "-m", "pytest"], "--version", &["-q", "-p", "no:cacheprovider"]);
}

#[test]
fn vitest() {
    // From the recipe's own node_modules, or from wherever NODE_PATH and PATH lead; never from the network.
    check("vitest", &["npx", "--no-install", "vitest"], "--version", &["run"]);
}

#[test]
fn go() {
    // It has no dependencies, so nothing is fetched.
    check("go", &["go"], "version", &["test", "-count=1", "./..."]);
}
