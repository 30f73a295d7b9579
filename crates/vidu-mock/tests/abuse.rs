//! The program under abuse: whatever comes over its socket, it answers or hangs up, stays under its caps, and serves others.
#![cfg(target_os = "linux")]

#[path = "abuse/bodies.rs"]
mod bodies;
#[path = "abuse/canary.rs"]
mod canary;
#[path = "abuse/crowds.rs"]
mod crowds;
#[path = "abuse/heads.rs"]
mod heads;
#[path = "abuse/program.rs"]
mod program;
#[allow(dead_code, reason = "other test programs need the rest of it")]
#[path = "../../../tests/canary/scanner.rs"]
mod scanner;
#[path = "abuse/slow.rs"]
mod slow;

use program::Program;

/// What somebody sends over one connection.
#[derive(Clone, Debug)]
pub enum Part {
    /// These bytes.
    Is(Vec<u8>),
    /// These so many times.
    Of(&'static [u8], u64),
    /// These as chunks of a chunked body, one each, so many times.
    Chunks(&'static [u8], u64),
    /// So many different members of an object: `"a7":1,`.
    Members(u64),
    /// No more: this side of the connection ends, the other stays open.
    End,
}

/// A way to abuse the mock, and what becomes of it.
pub struct Case {
    pub name: &'static str,
    pub parts: Vec<Part>,
    /// The answers that may come first: a status, or 0 for a connection that ends without one.
    pub answers: &'static [u16],
    /// How many megabytes the process may come to hold beyond what it had.
    pub megabytes: u64,
}

/// One mock for each case, so that the most it ever held is of this case alone.
pub fn check(case: &Case) {
    let program = Program::start(&["--client-timeout", "3"]);
    program.is_well();
    let before = program.resident();
    let heard = program.say(&case.parts);
    let first = heard.first().copied().unwrap_or_default();
    assert!(case.answers.contains(&first), "{}: {heard:?}, not one of {:?}", case.name, case.answers);
    let more = program.most().saturating_sub(before) >> 20;
    assert!(more <= case.megabytes, "{}: {more} MB more, at most {} are expected", case.name, case.megabytes);
    program.is_well();
    println!("{}: {first}, {more} MB more", case.name);
}

/// Bytes to send.
pub fn is(text: &str) -> Part {
    Part::Is(text.as_bytes().to_vec())
}

/// The head of a submit with these headers.
pub fn submit(headers: &str) -> Part {
    is(&format!(
        "POST /ent/v2/img2video HTTP/1.1\r\nHost: mock\r\nAuthorization: Token abuse-key\r\nConnection: close\r\n{headers}\r\n"
    ))
}
