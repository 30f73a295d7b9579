//! CPU of the server for one submit and one query, against the same routes by hand, and what a query leaves behind.

use std::time::Duration;

use crate::caller::{Caller, query, submit, task_id};
use crate::figure::{Figure, middle};
use crate::process::Server;

/// As many requests make one measurement.
const REQUESTS: u32 = 1600;
/// So many are under way at once: a server that falls asleep between two requests is measured by how it wakes up.
const CONNECTIONS: u32 = 32;
/// As many measurements are made of each, turn by turn.
const TURNS: usize = 41;
/// As many come before.
const WARM: usize = 7;

/// Of a submit and of a query.
pub fn figures() -> Vec<Figure> {
    let (mut mock, mut bare) = (Measured::start("mock"), Measured::start("bare"));
    // The journal is full then, and what is allocated once is there.
    for _ in 0..WARM {
        mock.submits();
        bare.submits();
    }
    let submits = middle((0..TURNS).map(|_| [mock.submits(), bare.submits()]).collect());
    let queries = middle((0..TURNS).map(|_| [mock.queries(), bare.queries()]).collect());
    let figure = |what: &str, [ours, hand]: [f64; 2]| Figure {
        what: format!("CPU of a {what}, against axum and serde by hand"),
        amount: ours,
        against: Some(hand),
        unit: "us",
        target: 1.5,
    };
    vec![figure("submit", submits), figure("query", queries), mock.growth()]
}

struct Measured {
    server: Server,
    callers: Vec<Caller>,
    task: String,
}

impl Measured {
    fn start(what: &str) -> Measured {
        let server = Server::start(what);
        let mut callers: Vec<Caller> =
            (0..CONNECTIONS).map(|_| Caller::to(server.address).expect("it listens")).collect();
        let (status, body) = callers[0].ask(&submit(&["https://cdn.example.com/harbour.png"])).expect("an answer");
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        Measured { server, callers, task: task_id(&body) }
    }

    fn submits(&mut self) -> f64 {
        self.cost(&submit(&["https://cdn.example.com/harbour.png"]))
    }

    fn queries(&mut self) -> f64 {
        self.cost(&query(&self.task))
    }

    /// How much more memory there is after many more queries: the journal has been full for long.
    fn growth(&mut self) -> Figure {
        let before = self.server.memory().0;
        for _ in 0..TURNS {
            self.queries();
        }
        let what = format!("memory added by {} queries once the journal is full", TURNS as u32 * REQUESTS);
        let amount = (self.server.memory().0 - before) / 1024.0;
        Figure { what, amount, against: None, unit: "KB", target: 64.0 }
    }

    /// The microseconds of CPU that a request costs.
    fn cost(&mut self, request: &[u8]) -> f64 {
        let before = self.server.cpu();
        for _ in 0..REQUESTS / CONNECTIONS {
            self.callers.iter_mut().for_each(|caller| caller.send(request).expect("it is taken"));
            for caller in &mut self.callers {
                let (status, body) = caller.hear().expect("an answer");
                assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
            }
        }
        (self.server.cpu() - before).div_f64(f64::from(REQUESTS)).as_secs_f64() / Duration::from_micros(1).as_secs_f64()
    }
}
