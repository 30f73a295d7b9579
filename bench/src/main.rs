//! What the mock costs, as ratios within one run. `cargo run --release -p vidu-bench`, with the names of the parts that are
//! wanted, prints a line for each figure and exits with 1 if one is beyond its target.

mod bare;
mod caller;
mod cargo;
mod figure;
mod hot;
mod instructions;
mod parts;
mod peers;
mod process;

use std::process::ExitCode;

use figure::Figure;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve", what] => {
            process::serve(what);
            ExitCode::SUCCESS
        }
        ["hot", name, times] => {
            hot::run(name, times);
            ExitCode::SUCCESS
        }
        ["instructions", words @ ..] => instructions::run(words),
        ["peers"] => peers::run(),
        wanted => run(wanted),
    }
}

fn run(wanted: &[&str]) -> ExitCode {
    if let Some(unknown) = wanted.iter().find(|name| !parts::ALL.iter().any(|(known, _)| known == *name)) {
        let known: Vec<&str> = parts::ALL.iter().map(|(name, _)| *name).collect();
        eprintln!("there is no part {unknown}; there are {}", known.join(", "));
        return ExitCode::from(2);
    }
    println!("{}", Figure::HEAD);
    let mut missed = false;
    for (_, part) in parts::ALL.iter().filter(|(name, _)| wanted.is_empty() || wanted.contains(name)) {
        for figure in part() {
            println!("{figure}");
            missed |= figure.is_missed();
        }
    }
    ExitCode::from(u8::from(missed))
}
