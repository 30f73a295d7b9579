//! Servers in processes of their own, so that what they cost is not mixed with what asking costs.

use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::TcpListener;
use vidu_mock::{Durations, MockServer, Timing};

use crate::bare;
#[cfg(feature = "peers")]
use crate::peers;

/// A server in a process of its own, which ends with this value.
#[derive(Debug)]
pub struct Server {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts one: `mock`, `bare` or `sink`.
    pub fn start(what: &str) -> Server {
        let program = std::env::current_exe().expect("the path of this program");
        let mut command = Command::new(program);
        let mut process =
            command.args(["serve", what]).stdout(Stdio::piped()).spawn().expect("this program can be started");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("the server says where it listens");
        let address = line.trim().parse().expect("an address");
        Server { process, address }
    }

    /// Starts another program that listens there.
    pub fn run(mut command: Command, address: SocketAddr) -> io::Result<Server> {
        Ok(Server { process: command.spawn()?, address })
    }

    /// The CPU time that it and the processes below it have spent, threads that have ended included; to 10 ms.
    pub fn cpu_of_all(&self) -> Duration {
        spent(self.process.id())
    }

    /// The CPU time of all its threads so far.
    pub fn cpu(&self) -> Duration {
        cpu(self.process.id())
    }

    /// Its resident memory and the most that it ever was, in bytes.
    pub fn memory(&self) -> (f64, f64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next());
        let bytes = |name: &str| line(name).and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) * 1024.0;
        (bytes("VmRSS:"), bytes("VmHWM:"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // If it has ended already there is nothing to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The CPU time of all threads of a process so far, in the system's nanoseconds.
pub fn cpu(process: u32) -> Duration {
    let threads = fs::read_dir(format!("/proc/{process}/task")).expect("a system with /proc");
    let spent = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("schedstat")).ok());
    spent.filter_map(|line| line.split(' ').next()?.parse().ok()).map(Duration::from_nanos).sum()
}

/// What a process and those below it have spent, in the system's ticks of 10 ms.
fn spent(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    let own: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    let below = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap_or_default();
    let below = below.split_whitespace().filter_map(|child| child.parse().ok()).map(spent).sum::<Duration>();
    below + Duration::from_millis(10 * own)
}

/// Is a server, until it is killed.
pub fn serve(what: &str) {
    if what == "sink" {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        println!("{}", listener.local_addr().expect("an address"));
        return bare::swallow(&listener);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        if what == "bare" {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            println!("{}", listener.local_addr().expect("an address"));
            return bare::serve(listener).await;
        }
        #[cfg(feature = "peers")]
        match what {
            "wiremock-rs" => return peers::rust::wiremock(|address| println!("{address}")).await,
            "httpmock" => return peers::rust::httpmock(|address| println!("{address}")).await,
            _ => {}
        }
        let server = mock().start().await.expect("a free port");
        println!("{}", server.address());
        server.stopped().await;
    });
}

/// The mock as it is measured: credits for a million tasks, which end long after the measurement.
pub fn mock() -> vidu_mock::Builder {
    let hour = Duration::from_secs(3600);
    let running = Durations::from(hour);
    MockServer::builder().credits(i64::MAX).timing(Timing { running, ..Timing::default() })
}
