//! The mock in a process of its own, and what that process holds.

use std::fmt;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use vidu_mock::{MockServer, Timing};

/// A mock in a process of its own, which ends with this value.
pub struct Watched {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

/// What the process held at a moment.
pub struct Sample {
    at: Duration,
    /// Resident memory in bytes.
    pub memory: u64,
    /// Open files, connections among them.
    pub files: u64,
    tasks: u64,
}

/// Is the mock, until it is killed.
pub fn serve() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let short = |least: u64, most: u64| (Duration::from_millis(least)..=Duration::from_millis(most)).into();
        let timing = Timing { queued: short(5, 20), running: short(20, 200), ..Timing::default() };
        let timing = Timing { callback_timeout: Duration::from_secs(1), retries: Duration::from_secs(2), ..timing };
        let builder = MockServer::builder().credits(i64::MAX).timing(timing);
        let server = builder.client_timeout(Duration::from_secs(5)).start().await.expect("a free port");
        println!("{}", server.address());
        server.stopped().await;
    });
}

impl Watched {
    /// Starts this program once more, as the mock.
    pub fn start() -> Watched {
        let program = std::env::current_exe().expect("the path of this program");
        let mut process =
            Command::new(program).arg("serve").stdout(Stdio::piped()).spawn().expect("this program starts");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("the server says where it listens");
        let address = line.trim().parse().expect("an address");
        Watched { process, address }
    }

    /// What it holds now.
    pub fn sample(&self, at: Duration) -> Sample {
        let place = format!("/proc/{}", self.process.id());
        let status =
            std::fs::read_to_string(format!("{place}/status")).expect("a system with /proc, and a mock that lives");
        let resident =
            status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
        let files = std::fs::read_dir(format!("{place}/fd")).map_or(0, |files| files.count() as u64);
        Sample { at, memory: resident.unwrap_or(0_u64) * 1024, files, tasks: self.tasks() }
    }

    /// The sum of the lines of its metrics that count tasks.
    fn tasks(&self) -> u64 {
        let heard = crate::caller::Caller::new(self.address, "none".to_owned()).ask("GET", "/__admin/metrics", b"");
        let text = String::from_utf8(heard.map_or_else(Vec::new, |(_, body)| body)).unwrap_or_default();
        let counts = text.lines().filter(|line| line.starts_with("vidu_mock_tasks{"));
        counts.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // If it has ended already there is nothing to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Sample {
    /// The head of the lines.
    pub const HEAD: &'static str = "| second | resident memory in MB | open files | tasks held | requests so far | callbacks so far |\n|---|---|---|---|---|---|";
}

impl fmt::Display for Sample {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, megabytes) = (self.at.as_secs(), self.memory as f64 / f64::from(1 << 20));
        write!(formatter, "| {seconds} | {megabytes:.1} | {} | {} |", self.files, self.tasks)
    }
}
