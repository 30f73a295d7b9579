//! Time and memory of a submit with a picture of 10 MB, against a socket that swallows it.

use std::time::Instant;

use crate::caller::{Caller, submit};
use crate::figure::{Figure, middle};
use crate::process::Server;

/// The largest picture that a page takes.
const PICTURE: usize = 10_000_000;
/// As many are sent to each server, turn by turn; of the pairs the one with the middle ratio counts for time, all for memory.
const TURNS: usize = 60;
/// A megabyte.
const MEGA: f64 = 1_048_576.0;

/// Of time and of memory.
pub fn figures() -> Vec<Figure> {
    let request = submit(&[&picture()]);
    let servers = [Server::start("mock"), Server::start("sink")];
    let mut callers = servers.each_ref().map(|server| Caller::to(server.address).expect("it listens"));
    let before = servers[0].memory().0;
    let mut turn = || {
        callers.each_mut().map(|caller| {
            let start = Instant::now();
            let (status, body) = caller.ask(&request).expect("an answer");
            assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
            start.elapsed().as_secs_f64() * 1e3
        })
    };
    let [ours, bare] = middle((0..TURNS).map(|_| turn()).collect());
    let (after, most) = servers[0].memory();
    vec![
        Figure {
            what: "time of a submit with 10 MB, against a bare socket".into(),
            amount: ours,
            against: Some(bare),
            unit: "ms",
            target: 1.5,
        },
        Figure {
            what: format!(
                "memory at most while {TURNS} of them came, {:.1} MB before and {:.1} after",
                before / MEGA,
                after / MEGA
            ),
            amount: most / MEGA,
            against: None,
            unit: "MB",
            target: 16.0,
        },
    ]
}

/// The head of a PNG and then letters.
pub fn picture() -> String {
    let head = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAB4AAAAQ4CAIAAABnsVYUAAAA";
    let rest = PICTURE.div_ceil(3) * 4 - 48;
    head.chars().chain("Ab3+".chars().cycle().take(rest)).collect()
}
