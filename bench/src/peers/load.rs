//! The load that every server gets alike, and what it cost.

use std::time::{Duration, Instant};

use crate::caller::{Caller, query, submit, task_id};
use crate::parts::large::picture;
use crate::process::Server;

/// So many requests are under way at once.
const CONNECTIONS: usize = 32;
/// As long is one turn of one kind of request.
const TURN: Duration = Duration::from_millis(1000);
/// As many large bodies; the least disturbed counts.
const LARGE: usize = 5;

/// A server under load.
pub struct Load {
    pub server: Server,
    /// Its memory after the last turn with small bodies, in bytes.
    pub grown: f64,
    task: String,
}

/// What a request cost in one turn, in seconds.
#[derive(Clone, Copy, Default)]
pub struct Turn {
    pub requests: f64,
    /// Of the turn, divided by the requests.
    pub wall: f64,
    /// Of the server's processes.
    pub cpu: f64,
    /// Within which 99 of 100 were answered.
    pub late: f64,
}

/// What a large body cost, in seconds.
#[derive(Clone, Copy)]
pub struct Large {
    pub wall: f64,
    pub cpu: f64,
}

impl Turn {
    pub fn least(self, other: Turn) -> Turn {
        let (wall, cpu, late) = (self.wall.min(other.wall), self.cpu.min(other.cpu), self.late.min(other.late));
        Turn { requests: self.requests + other.requests, wall, cpu, late }
    }
}

impl Load {
    pub fn on(server: Server) -> Load {
        Load { server, grown: 0.0, task: "7".to_owned() }
    }

    pub fn submits(&mut self) -> Turn {
        self.turn(&submit(&["https://cdn.example.com/harbour.png"]))
    }

    pub fn queries(&mut self) -> Turn {
        self.turn(&query(&self.task.clone()))
    }

    /// Connections are made anew, since a server may close those that were idle while others had their turn.
    fn turn(&mut self, request: &[u8]) -> Turn {
        let mut callers: Vec<Caller> =
            (0..CONNECTIONS).map(|_| Caller::to(self.server.address).expect("it listens")).collect();
        let (began, before, mut waits) = (Instant::now(), self.server.cpu_of_all(), Vec::new());
        let mut answer = Vec::new();
        while began.elapsed() < TURN {
            let sent: Vec<Instant> = callers.iter_mut().map(|caller| sent(caller, request)).collect();
            for (caller, sent) in callers.iter_mut().zip(sent) {
                let (status, body) = caller.hear().expect("an answer");
                assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
                waits.push(sent.elapsed());
                answer = body;
            }
        }
        let (wall, cpu) = (began.elapsed(), self.server.cpu_of_all() - before);
        self.task = Some(task_id(&answer)).filter(|id| !id.is_empty()).unwrap_or_else(|| self.task.clone());
        self.grown = self.server.memory().0;
        waits.sort_unstable();
        let (requests, late) = (waits.len() as f64, waits[waits.len() * 99 / 100].as_secs_f64());
        Turn { requests, wall: wall.as_secs_f64() / requests, cpu: cpu.as_secs_f64() / requests, late }
    }

    /// A submit with a picture of 10 MB, or how it was refused.
    pub fn large(&mut self) -> Result<Large, String> {
        let request = submit(&[&picture()]);
        let (mut least, before) = (f64::INFINITY, self.server.cpu_of_all());
        for _ in 0..LARGE {
            let began = Instant::now();
            let answer = Caller::to(self.server.address).and_then(|mut caller| caller.ask(&request));
            match answer {
                Ok((200, _)) => least = least.min(began.elapsed().as_secs_f64()),
                Ok((status, _)) => return Err(format!("refuses, {status}")),
                Err(why) => return Err(format!("refuses, {}", why.kind())),
            }
        }
        let cpu = (self.server.cpu_of_all() - before).as_secs_f64() / LARGE as f64;
        Ok(Large { wall: least, cpu })
    }
}

fn sent(caller: &mut Caller, request: &[u8]) -> Instant {
    let now = Instant::now();
    caller.send(request).expect("it is taken");
    now
}
