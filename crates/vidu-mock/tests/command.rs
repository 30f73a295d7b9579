//! The program itself: what it prints first, and how it ends.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// Starts the program on a free port and gives it with the address that it printed.
fn start() -> (Child, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vidu-mock"));
    let mut child = program.args(["--port", "0"]).stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(said["event"], "listening");
    let url = said["url"].as_str().expect("an address").to_owned();
    (child, url)
}

#[test]
fn it_serves_until_a_signal_stops_it() {
    for signal in ["INT", "TERM"] {
        let (mut child, url) = start();
        let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("a connection");
        stream
            .write_all(b"GET /__admin/health HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n")
            .expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"status\":\"ok\""), "{answer}");
        let status = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().expect("kill");
        assert!(status.success());
        assert_eq!(child.wait().expect("an end").code(), Some(0), "{signal}");
    }
}

#[test]
fn what_cannot_be_is_said() {
    for (arguments, part) in
        [(["--speed", "0"], "above 0"), (["--host", "nowhere"], "--host"), (["--port", "x"], "--port")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_vidu-mock")).args(arguments).output().expect("the program runs");
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(part), "{arguments:?}: {said}");
    }
}
