//! Instructions of the hot paths, counted by callgrind and held against `instructions.toml`.
//!
//! Counts do not depend on what else the machine does; they depend on the compiler, so a file of another one is not compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use serde::{Deserialize, Serialize};

use crate::hot;

/// What was counted, and by which compiler.
#[derive(Debug, Default, Deserialize, PartialEq, Serialize)]
struct Record {
    rustc: String,
    /// How much more or less a count may be, as a part of one.
    tolerance: f64,
    instructions: BTreeMap<String, u64>,
}

const TOLERANCE: f64 = 0.03;

/// Counts all paths, or those whose names have one of these words; `update` writes the file anew.
pub fn run(words: &[&str]) -> ExitCode {
    if !is_counted() {
        println!("not counted: this is another profile than `counted` of Cargo.toml");
        return ExitCode::from(2);
    }
    if Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("not counted: valgrind is not installed");
        return ExitCode::SUCCESS;
    }
    let wanted: Vec<&str> = words.iter().copied().filter(|word| *word != "update").collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word));
    let paths = hot::ALL.into_iter().filter(|(name, ..)| is_wanted(name));
    let counted = paths.map(|(name, times, _)| (name.to_owned(), each(name, times))).collect();
    let recorded = fs::read_to_string(file()).ok().and_then(|text| toml::from_str(&text).ok());
    if words.contains(&"update") {
        return updated(recorded.unwrap_or_default(), counted);
    }
    compared(&recorded.unwrap_or_default(), &counted)
}

/// The file keeps what was not counted now, unless another compiler counted it.
fn updated(recorded: Record, counted: BTreeMap<String, u64>) -> ExitCode {
    let kept = if recorded.rustc == rustc() { recorded.instructions } else { BTreeMap::new() };
    let known = |name: &String| hot::ALL.iter().any(|(known, ..)| known == name);
    let mut instructions: BTreeMap<_, _> = kept.into_iter().filter(|(name, _)| known(name)).collect();
    instructions.extend(counted);
    let record = Record { rustc: rustc(), tolerance: TOLERANCE, instructions };
    let head = "# Instructions of each hot path, once. `cargo run --profile counted -p vidu-bench -- instructions update` writes this.\n";
    let text = head.to_owned() + &toml::to_string(&record).expect("TOML");
    fs::write(file(), text).expect("the file can be written");
    ExitCode::SUCCESS
}

fn compared(recorded: &Record, counted: &BTreeMap<String, u64>) -> ExitCode {
    println!("| hot path | instructions | recorded | ratio |\n|---|---|---|---|");
    let is_same = recorded.rustc == rustc();
    let mut grown = false;
    for (name, now) in counted {
        let Some(before) = recorded.instructions.get(name).filter(|_| is_same) else {
            println!("| {name} | {now} | | |");
            continue;
        };
        let ratio = *now as f64 / *before as f64;
        let word = match () {
            () if ratio > 1.0 + recorded.tolerance => " MORE",
            () if ratio < 1.0 - recorded.tolerance => " less: update the file",
            () => "",
        };
        grown |= ratio > 1.0 + recorded.tolerance;
        println!("| {name} | {now} | {before} | {ratio:.3}{word} |");
    }
    if !is_same {
        println!("\nnot compared: recorded by `{}`, this is `{}`", recorded.rustc, rustc());
    }
    ExitCode::from(u8::from(grown))
}

/// Of one walk: the difference of twice as many, which start and end of the program are not part of.
fn each(name: &str, times: u32) -> u64 {
    let [once, twice] = [times, 2 * times].map(|times| total(name, times));
    twice.saturating_sub(once) / u64::from(times)
}

fn total(name: &str, times: u32) -> u64 {
    let out = std::env::temp_dir().join(format!("vidu-bench-{}.callgrind", std::process::id()));
    let program = std::env::current_exe().expect("the path of this program");
    let mut valgrind = Command::new("valgrind");
    valgrind.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", out.display())).arg(program);
    valgrind.args(["hot", name, &times.to_string()]).stdout(Stdio::null());
    let output = valgrind.stderr(Stdio::piped()).output().expect("valgrind can be started");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(&out).expect("what callgrind wrote");
    fs::remove_file(&out).expect("it can be removed");
    let total = text.lines().rev().find_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok());
    total.expect("a line with the total")
}

/// Whether this program lies where cargo puts those of the profile.
fn is_counted() -> bool {
    let program = std::env::current_exe().expect("the path of this program");
    program.parent().is_some_and(|folder| folder.ends_with("counted"))
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions.toml")
}

fn rustc() -> String {
    let version = Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&version).trim().to_owned()
}
