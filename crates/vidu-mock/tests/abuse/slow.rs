//! Peers that are slow, leave in the middle, or do not listen: each is let go, and others are served meanwhile.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::program::{PATIENCE, Program, statuses};
use crate::submit;
use crate::{Part, is};

const SECOND: &[&str] = &["--client-timeout", "1"];
/// Five bytes a second are fewer than anybody needs to send.
const DROP: Duration = Duration::from_millis(200);
const GOOD: &str = r#"{"model":"viduq1","images":["https://a.example/1.png"]}"#;

/// Whether the mock hangs up, whatever it says before.
fn hears_out(mut stream: TcpStream) -> Vec<u16> {
    let mut heard = Vec::new();
    match stream.read_to_end(&mut heard) {
        Err(why) if why.kind() == ErrorKind::WouldBlock => panic!("it does not hang up in {PATIENCE:?}"),
        _ => statuses(&heard),
    }
}

fn bytes(part: Part) -> Vec<u8> {
    match part {
        Part::Is(bytes) => bytes,
        other => panic!("{other:?} is more than bytes"),
    }
}

/// Many begin like this and then say nothing.
fn check(begin: &[u8], answer: Option<u16>) {
    let program = Program::start(SECOND);
    program.is_well();
    let files = program.files();
    let begun = |_| {
        let mut stream = program.connect();
        stream.write_all(begin).expect("it is taken");
        stream
    };
    let streams: Vec<TcpStream> = (0..300).map(begun).collect();
    program.is_well();
    let heard: Vec<Option<u16>> = streams.into_iter().map(|stream| hears_out(stream).first().copied()).collect();
    // On a machine with much else to do the head itself of one may be late, and that has no answer.
    let is_told = heard.contains(&answer) && heard.iter().all(|one| one.is_none() || *one == answer);
    assert!(is_told, "{heard:?} to {:?}", String::from_utf8_lossy(begin));
    program.is_well();
    assert!(program.files() <= files + 8, "{} files are open, {files} before", program.files());
}

#[test]
fn who_begins_and_says_nothing_more_is_let_go() {
    check(b"", None);
    check(b"GET /healthz HTT", None);
    check(b"GET /healthz HTTP/1.1\r\nHost: mock\r\n", None);
    check(&bytes(submit("Content-Length: 100\r\n")), Some(408));
    check(&bytes(submit("Transfer-Encoding: chunked\r\n")), Some(408));
    // Answered, and then not asked again.
    check(b"GET /healthz HTTP/1.1\r\nHost: mock\r\n\r\n", Some(200));
}

/// A byte now and then is no sign of life for ever.
#[test]
fn who_drips_is_let_go() {
    let program = Program::start(SECOND);
    for begin in [b"GET /healthz HTTP/1.1\r\nX-A: ".to_vec(), bytes(submit("Content-Length: 100000\r\n"))] {
        let (mut stream, began) = (program.connect(), Instant::now());
        stream.write_all(&begin).expect("it is taken");
        // Waits for a word or the end as long as a drop takes.
        stream.set_read_timeout(Some(DROP)).expect("a socket");
        let waits =
            |stream: &mut TcpStream| stream.read(&mut [0; 512]).is_err_and(|why| why.kind() == ErrorKind::WouldBlock);
        while stream.write_all(b"a").is_ok() && waits(&mut stream) && began.elapsed() < PATIENCE {}
        assert!(began.elapsed() < PATIENCE / 2, "it listens to drops for {:?}", began.elapsed());
    }
    program.is_well();
}

/// Who asks for much and reads nothing holds neither a connection nor memory for ever.
#[test]
fn who_does_not_read_is_let_go() {
    let program = Program::start(SECOND);
    program.is_well();
    let before = program.resident();
    let flood = "GET /__admin/ HTTP/1.1\r\nHost: mock\r\n\r\n".repeat(20_000);
    let mut streams: Vec<TcpStream> = (0..20).map(|_| program.connect()).collect();
    for stream in &mut streams {
        stream.set_nonblocking(true).expect("a socket");
        // As much as the system takes; the mock does not read on before its answers are read.
        while stream.write(flood.as_bytes()).is_ok() {}
    }
    program.is_well();
    let more = program.most().saturating_sub(before) >> 20;
    assert!(more <= 40, "{more} MB more");
    for mut stream in streams {
        let began = Instant::now();
        while stream.write(b"GET ").is_ok_and(|written| written > 0) || !is_over(&mut stream) {
            assert!(began.elapsed() < PATIENCE, "it does not hang up");
            program.is_well();
        }
    }
    program.is_well();
}

/// Whether the other side has reset the connection; nothing is read of it.
fn is_over(stream: &mut TcpStream) -> bool {
    let ended = |kind| kind != ErrorKind::WouldBlock && kind != ErrorKind::Interrupted;
    stream.take_error().is_ok_and(|error| error.is_some()) || stream.write(b"a").is_err_and(|why| ended(why.kind()))
}

/// Twenty thousand requests at once, each with its answer.
#[test]
fn a_flood_of_requests_on_one_connection_is_answered() {
    let program = Program::start(&["--client-timeout", "10"]);
    let before = program.resident();
    let last = "GET /healthz HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n";
    let heard = program.say(&[Part::Of(b"GET /healthz HTTP/1.1\r\nHost: mock\r\n\r\n", 20_000), is(last)]);
    assert_eq!((heard.len(), heard.iter().all(|status| *status == 200)), (20_001, true));
    let more = program.most().saturating_sub(before) >> 20;
    assert!(more <= 6, "{more} MB more");
    program.is_well();
}

/// An end of one side may be that of both, so there need not be an answer; but a whole request is either served or not.
#[test]
fn who_says_no_more_breaks_nothing() {
    let program = Program::start(SECOND);
    for (parts, expected) in [
        (vec![is("GET /healthz HTTP/1.1\r\nHost: mock\r\n\r\n"), Part::End], vec![200]),
        (vec![submit(&format!("Content-Length: {}\r\n", GOOD.len())), is(GOOD), Part::End], vec![200]),
        (vec![is("GET /healthz HTTP/1.1\r\nHo"), Part::End], vec![]),
    ] {
        let heard = program.say(&parts);
        assert!(heard.is_empty() || heard == expected, "{heard:?}: {parts:?}");
    }
    program.is_well();
}

/// Requests whose senders leave at every byte of them.
#[test]
fn half_requests_leave_nothing_behind() {
    let program = Program::start(SECOND);
    program.is_well();
    let whole = [bytes(submit(&format!("Content-Length: {}\r\n", GOOD.len()))), GOOD.as_bytes().to_vec()].concat();
    let (files, before) = (program.files(), program.resident());
    for _ in 0..5 {
        for end in 0..whole.len() {
            let mut stream = program.connect();
            stream.write_all(&whole[..end]).expect("it is taken");
            let how = if end % 2 == 0 { Shutdown::Both } else { Shutdown::Write };
            // Whoever was reset has left too.
            let _ = stream.shutdown(how);
        }
    }
    program.is_well();
    let began = Instant::now();
    while program.files() > files + 4 {
        assert!(began.elapsed() < PATIENCE, "{} files are open, {files} before", program.files());
        program.is_well();
    }
    let tasks = program.ask("GET /__admin/tasks", "").1;
    assert_eq!(tasks.matches("\"id\"").count(), 2, "a half request made a task");
    assert!(program.resident().saturating_sub(before) < 8 << 20);
}
