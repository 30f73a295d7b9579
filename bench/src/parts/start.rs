//! How soon a server answers, and what it holds while nobody asks.

use std::time::Instant;

use vidu_mock::MockServer;

use crate::caller::{Caller, query};
use crate::figure::Figure;
use crate::process::Server;

/// As many starts; the least disturbed counts.
const STARTS: usize = 20;

/// Of a process, and of a server in this one.
pub fn figures() -> Vec<Figure> {
    let mut first = f64::INFINITY;
    let mut idle = f64::INFINITY;
    for _ in 0..STARTS {
        let start = Instant::now();
        let server = Server::start("mock");
        Caller::to(server.address).and_then(|mut caller| caller.ask(&query("1"))).expect("an answer");
        first = first.min(start.elapsed().as_secs_f64() * 1e3);
        idle = idle.min(server.memory().0 / 1_048_576.0);
    }
    let process = Figure {
        what: "from the start of the process to the first answer".into(),
        amount: first,
        against: None,
        unit: "ms",
        target: 10.0,
    };
    let memory = Figure { what: "memory when idle".into(), amount: idle, unit: "MB", ..process.clone() };
    vec![process, memory, in_process()]
}

/// How long a server in this process takes that nobody reaches over a socket.
fn in_process() -> Figure {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut least = f64::INFINITY;
    runtime.block_on(async {
        for _ in 0..200 {
            let start = Instant::now();
            let server = MockServer::builder().start_unconnected().expect("a server");
            least = least.min(start.elapsed().as_secs_f64() * 1e6);
            drop(server);
        }
    });
    Figure {
        what: "start of a server in process, without a socket".into(),
        amount: least,
        against: None,
        unit: "us",
        target: 10.0,
    }
}
