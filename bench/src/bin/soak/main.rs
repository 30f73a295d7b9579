//! A mock under all sorts of load for so many seconds, and whether its memory and its open files stay what they were:
//! `cargo run --release -p vidu-bench --bin soak -- 600`.

mod caller;
mod load;
mod receiver;
mod watched;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use load::{Done, WORKERS};
use watched::{Sample, Watched};

/// So many lines are printed, whatever the time.
const PERIODS: u32 = 20;
/// The first of them, in which journals fill and the allocator finds its size.
const WARM_UP: u32 = 4;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve"] => {
            watched::serve();
            ExitCode::SUCCESS
        }
        [seconds] if seconds.parse::<u32>().is_ok_and(|seconds| seconds > 0) => run(seconds.parse().unwrap_or(1)),
        _ => {
            eprintln!("soak SECONDS");
            ExitCode::from(2)
        }
    }
}

fn run(seconds: u32) -> ExitCode {
    let (mock, done) = (Watched::start(), Arc::new(Done::default()));
    let receiver = receiver::start(Arc::clone(&done));
    for number in 0..WORKERS {
        let (done, receiver, address) = (Arc::clone(&done), receiver.clone(), mock.address);
        std::thread::spawn(move || load::work(address, number, &receiver, &done));
    }
    println!("{}", Sample::HEAD);
    let (began, period) = (Instant::now(), Duration::from_secs(u64::from(seconds)) / PERIODS);
    let mut samples = Vec::new();
    for number in 1..=PERIODS {
        std::thread::sleep((period * number).saturating_sub(began.elapsed()));
        let sample = mock.sample(began.elapsed());
        println!("{sample} {} | {} |", done.requests.load(Relaxed), done.callbacks.load(Relaxed));
        samples.push(sample);
    }
    done.is_over.store(true, Relaxed);
    judge(&samples, &done)
}

/// Says whether what was seen after the warm-up stays within what was seen in it, and whether all went as it must.
fn judge(samples: &[Sample], done: &Done) -> ExitCode {
    let (warm, later) = samples.split_at(WARM_UP as usize);
    let most = |samples: &[Sample], of: fn(&Sample) -> u64| samples.iter().map(of).max().unwrap_or_default();
    let memory = (most(warm, |sample| sample.memory), most(later, |sample| sample.memory));
    let files = (most(warm, |sample| sample.files), most(later, |sample| sample.files));
    let (memory_bound, file_bound) = (memory.0 + memory.0 / 8 + (4 << 20), files.0 + 32);
    let surprises = done.surprises();
    surprises.iter().for_each(|surprise| println!("NOT AS IT MUST: {surprise}"));
    for (what, found, bound) in [("memory", memory.1, memory_bound), ("open files", files.1, file_bound)] {
        let word = if found <= bound { "flat" } else { "GROWN" };
        println!("{what} after the warm-up: {found} at most, bound {bound}: {word}");
    }
    let is_idle = done.requests.load(Relaxed) == 0 || done.callbacks.load(Relaxed) == 0;
    let is_flat = memory.1 <= memory_bound && files.1 <= file_bound;
    ExitCode::from(u8::from(!is_flat || is_idle || !surprises.is_empty()))
}
