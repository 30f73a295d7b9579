//! The long run: so many lives from a seed, or one schedule again.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use vidu_simulation::{Flaw, Report, Schedule, many, run};

/// Lives whole lives of tasks through every fault that the mock knows, and holds them against its ledger.
#[derive(Parser)]
#[command(name = "vidu-simulation")]
struct Arguments {
    /// How many lives, at least
    #[arg(long, default_value_t = 1_000_000)]
    lives: u64,
    /// The seed that the schedules are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// On how many threads; as many as there are cores unless told otherwise
    #[arg(long)]
    threads: Option<usize>,
    /// Runs the one schedule that this seed draws, and prints it
    #[arg(long, conflicts_with = "file")]
    schedule: Option<u64>,
    /// Runs the one schedule of a file, in JSON
    #[arg(long)]
    file: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let one = match (&arguments.schedule, &arguments.file) {
        (Some(seed), _) => Some(Ok(Schedule::drawn(*seed))),
        (None, Some(path)) => Some(read(path)),
        (None, None) => None,
    };
    match one {
        Some(Ok(schedule)) => again(&schedule),
        Some(Err(why)) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
        None => long(&arguments),
    }
}

fn read(path: &PathBuf) -> Result<Schedule, String> {
    let text = std::fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    serde_json::from_str(&text).map_err(|why| format!("{}: {why}", path.display()))
}

fn again(schedule: &Schedule) -> ExitCode {
    println!("{}", schedule.text());
    let report = run(schedule, Flaw::None);
    println!("{report}");
    for violation in &report.violations {
        println!("broken: {}: {}", violation.rule, violation.what);
    }
    if report.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn long(arguments: &Arguments) -> ExitCode {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (threads, began) = (arguments.threads.unwrap_or(cores), Instant::now());
    match many(arguments.lives, arguments.seed, threads, Flaw::None) {
        Ok(report) => {
            told(&report, began);
            println!("lost 0, paid twice 0");
            ExitCode::SUCCESS
        }
        Err(found) => {
            let (failure, report) = *found;
            told(&report, began);
            println!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn told(report: &Report, began: Instant) {
    let seconds = began.elapsed().as_secs_f64();
    println!("{report}");
    println!("{:.0} lives a second, {seconds:.1} s", report.lives as f64 / seconds);
}
