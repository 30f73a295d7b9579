//! The mock beside other mock servers and a bare one: the same two routes, the same load, turn by turn.

use std::fmt;
use std::process::ExitCode;

use crate::figure::Figure;

mod load;
#[cfg(feature = "peers")]
pub mod rust;
mod server;

use load::Load;
use server::{Found, Peer};

/// As many turns of all; the least disturbed of each server counts.
const TURNS: usize = 3;
/// As many turns before them, in which a server warms up.
const COLD: usize = 3;
const MEGA: f64 = 1_048_576.0;

/// Prints a line for each server, and the figures that have a target.
pub fn run() -> ExitCode {
    let mut running: Vec<Row> = server::ALL.iter().filter_map(start).collect();
    for _ in 0..COLD {
        running.iter_mut().for_each(Row::turn);
    }
    running.iter_mut().for_each(Row::settle);
    for _ in 0..TURNS {
        running.iter_mut().for_each(Row::turn);
    }
    running.iter_mut().for_each(Row::large);
    println!("{HEAD}");
    running.iter().for_each(|row| println!("{row}"));
    println!("\n{}", Figure::HEAD);
    let figures = figures(&running);
    figures.iter().for_each(|figure| println!("{figure}"));
    ExitCode::from(u8::from(figures.iter().any(Figure::is_missed)))
}

fn start(peer: &Peer) -> Option<Row> {
    match peer.start() {
        Found::Running(server, first) => {
            Some(Row { peer: *peer, first, load: Load::on(server), seen: Seen::default() })
        }
        Found::Missing(why) => {
            eprintln!("{} is left out: {why}", peer.name);
            None
        }
    }
}

/// One server and the best that was seen of it.
struct Row {
    peer: Peer,
    /// Milliseconds from its start to its first answer.
    first: f64,
    load: Load,
    seen: Seen,
}

/// Of submits and of queries, in this order.
#[derive(Default)]
struct Seen {
    best: Option<[load::Turn; 2]>,
    /// Bytes of memory when it was warm, and submits since.
    settled: f64,
    submits: f64,
    large: Option<Result<load::Large, String>>,
}

impl Row {
    fn turn(&mut self) {
        let turn = [self.load.submits(), self.load.queries()];
        self.seen.submits += turn[0].requests;
        let best = self.seen.best.get_or_insert(turn);
        best.iter_mut().zip(turn).for_each(|(best, turn)| *best = best.least(turn));
    }

    /// Forgets how slow it was while it was cold.
    fn settle(&mut self) {
        self.seen = Seen { settled: self.load.server.memory().0, ..Seen::default() };
    }

    fn large(&mut self) {
        self.seen.large = Some(self.load.large());
    }
}

const HEAD: &str = "| server | submits per s | queries per s | CPU of a submit, us | CPU of a query, us | 99 % of submits within, ms | 99 % of queries within, ms | first answer, ms | memory, MB | grows per submit, KB | 10 MB: time, ms | 10 MB: CPU, ms |\n|---|---|---|---|---|---|---|---|---|---|---|---|";

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [submit, query] = self.seen.best.unwrap_or_default();
        let memory = self.load.grown;
        let grown = (memory - self.seen.settled) / self.seen.submits / 1024.0;
        let large = match &self.seen.large {
            Some(Ok(large)) => format!("{:.1} | {:.1}", large.wall * 1e3, large.cpu * 1e3),
            Some(Err(why)) => format!("{why} | "),
            None => " | ".to_owned(),
        };
        let (name, first) = (self.peer.name, self.first);
        write!(formatter, "| {name} | {:.0} | {:.0} | ", 1.0 / submit.wall, 1.0 / query.wall)?;
        write!(formatter, "{:.1} | {:.1} | {:.2} | ", submit.cpu * 1e6, query.cpu * 1e6, submit.late * 1e3)?;
        write!(formatter, "{:.2} | {first:.0} | {:.1} | {grown:.2} | {large} |", query.late * 1e3, memory / MEGA)
    }
}

/// Against whom, and the most that the mock's time may be of theirs: 0.7 of the bare one's throughput, 25 and 3 times the others'.
const TARGETS: [(&str, f64); 3] = [(server::BARE, 1.43), (server::PRISM, 0.04), (server::WIREMOCK, 0.33)];

fn figures(rows: &[Row]) -> Vec<Figure> {
    let best = |name: &str| rows.iter().find(|row| row.peer.name == name).and_then(|row| row.seen.best);
    let Some(ours) = best(server::MOCK) else { return Vec::new() };
    let against = TARGETS.iter().filter_map(|(name, target)| Some((*name, *target, best(name)?)));
    against
        .flat_map(|(name, target, theirs)| {
            let figure = |what: &str, at: usize| Figure {
                what: format!("time of a {what} under load, against {name}"),
                amount: ours[at].wall * 1e6,
                against: Some(theirs[at].wall * 1e6),
                unit: "us",
                target,
            };
            [figure("submit", 0), figure("query", 1)]
        })
        .collect()
}
