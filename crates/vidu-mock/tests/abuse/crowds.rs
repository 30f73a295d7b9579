//! Many at once: ten thousand connections, more than the cap, more keys and tasks than there may be, many who listen.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::program::{Program, statuses};

const CROWD: usize = 10_000;

/// Each holds a connection with half a request, so that the mock has to remember all of them.
#[test]
fn ten_thousand_connections() {
    let files = rlimit::increase_nofile_limit(u64::MAX).expect("a limit");
    if files < CROWD as u64 + 1000 {
        return println!("this machine lets a process open {files} files: ten thousand connections were not tried");
    }
    let program = Program::start(&["--max-connections", "12000", "--client-timeout", "300"]);
    program.is_well();
    let before = program.resident();
    let mut crowd: Vec<TcpStream> = (0..CROWD).map(|_| program.connect()).collect();
    crowd.iter_mut().for_each(|stream| stream.write_all(b"GET /healthz HTTP/1.1\r\n").expect("it is taken"));
    program.is_well();
    assert!(program.files() >= CROWD, "{} files are open", program.files());
    let each = program.resident().saturating_sub(before) / CROWD as u64;
    println!("{each} bytes for each of {CROWD} connections");
    assert!(each <= 40_000, "{each} bytes for each connection");
    let rest = b"Host: mock\r\nConnection: close\r\n\r\n";
    crowd.iter_mut().for_each(|stream| stream.write_all(rest).expect("it is taken"));
    for mut stream in crowd {
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).expect("an answer");
        assert_eq!(statuses(&heard), [200]);
    }
    program.is_well();
    assert!(program.files() < 100, "{} files are open", program.files());
}

/// Beyond the cap connections wait in the system's queue, and are served when others end.
#[test]
fn more_connections_than_the_cap() {
    let program = Program::start(&["--max-connections", "50", "--client-timeout", "1"]);
    program.is_well();
    let files = program.files();
    let idle: Vec<TcpStream> = (0..200).map(|_| program.connect()).collect();
    // These wait until enough of the idle ones are let go.
    program.is_well();
    assert!(program.files() <= files + 55, "{} files are open, {files} before", program.files());
    for mut stream in idle {
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).expect("an end");
        assert!(heard.is_empty());
    }
    program.is_well();
}

/// Keys and tasks beyond their caps are refused, and those that are there stay.
#[test]
fn more_keys_and_tasks_than_there_may_be() {
    let program = Program::start(&["--max-worlds", "20", "--max-tasks", "30"]);
    program.is_well();
    let before = program.resident();
    let body = r#"{"model":"viduq1","images":["https://a.example/1.png"]}"#;
    let ask = |key: &str| {
        let head = format!("POST /ent/v2/img2video HTTP/1.1\r\nHost: mock\r\nAuthorization: Token {key}\r\n");
        let rest = format!("Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        program.say(&[crate::is(&head), crate::is(&rest)])[0]
    };
    let keys: Vec<u16> = (0..500).map(|number| ask(&format!("crowd-{number}"))).collect();
    assert_eq!((keys.iter().filter(|status| **status == 200).count(), keys[18], keys[19]), (19, 200, 400));
    let tasks: Vec<u16> = (0..500).map(|_| ask("crowd-0")).collect();
    assert_eq!((tasks.iter().filter(|status| **status == 200).count(), tasks[28], tasks[29]), (29, 200, 400));
    assert!(program.resident().saturating_sub(before) < 8 << 20);
    program.is_well();
}

/// Who asks for what happens and does not read it holds up nobody, and not all of what happened.
#[test]
fn listeners_who_do_not_read() {
    let program = Program::start(&["--client-timeout", "1"]);
    program.is_well();
    let before = program.resident();
    let mut listeners: Vec<TcpStream> = (0..100).map(|_| program.connect()).collect();
    for stream in &mut listeners {
        stream.write_all(b"GET /__admin/events HTTP/1.1\r\nHost: mock\r\n\r\n").expect("it is taken");
    }
    for _ in 0..40 {
        program.is_well();
    }
    let (status, _) = program.ask("POST /__admin/clock/advance", r#"{"seconds":600}"#);
    assert_eq!(status, 200);
    program.is_well();
    let more = program.most().saturating_sub(before) >> 20;
    assert!(more <= 40, "{more} MB more");
}

/// A head may be long, but no longer than what one connection may hold.
#[test]
fn long_heads_that_are_held() {
    let program = Program::start(&["--client-timeout", "20"]);
    program.is_well();
    let before = program.resident();
    let mut crowd: Vec<TcpStream> = (0..100).map(|_| program.connect()).collect();
    for stream in &mut crowd {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nX-Long: ").expect("it is taken");
        // Some of it is too much, and then the mock has hung up.
        let _ = stream.write_all(&[b'a'; 350_000]);
    }
    program.is_well();
    let each = program.resident().saturating_sub(before) / 100;
    println!("{each} bytes for each long head");
    assert!(each <= 150_000, "{each} bytes for each connection");
    drop(crowd);
    program.is_well();
}
