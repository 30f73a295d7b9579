//! A key that no other run has: the program prints none of it at its most talkative, however it was started and ended.

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::scanner::Canary;

fn program(canary: &Canary, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vidu-mock"));
    program.args(arguments).env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
    program.env("VIDU_MOCK_KEY", canary.key()).env("VIDU_MOCK_ADMIN_TOKEN", canary.key());
    program
}

fn check(canary: &Canary, what: &str, output: &Output) {
    canary.is_absent(what, &output.stdout);
    canary.is_absent(what, &output.stderr);
}

#[test]
fn the_program_prints_no_key() {
    let canary = Canary::fresh();
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("mock.toml");
    let config = config.to_str().expect("a path");
    for (text, arguments) in [
        ("", &["--help"][..]),
        ("", &["--speed", "0"]),
        ("", &["--host", "nowhere"]),
        ("", &["healthcheck", "--port", "1"]),
        ("key = [[1]]\nspeed = 0", &["--config", config]),
        ("key = \"{}\"\nadmin-token = \"{}\"\nspeed = 0", &["--config", config]),
        ("key = \"{}\nspeed = 0", &["--config", config]),
        ("key = [\"{}\", 7.5.5]", &["--config", config]),
        ("key = { \"{}\" = 1 }", &["--config", config]),
        ("admin-token = [\"{}\", \"b\"]", &["--config", config]),
    ] {
        std::fs::write(config, text.replace("{}", canary.key())).expect("a file");
        let mut program = program(&canary, arguments);
        // So that none of them serves, whatever it is told.
        if arguments.first() == Some(&"--config") {
            program.args(["--speed", "0"]);
        }
        let output = program.output().expect("the program runs");
        check(&canary, &format!("{arguments:?} {text}"), &output);
    }
}

#[test]
fn the_program_at_work_prints_no_key() {
    let canary = Canary::fresh();
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = program(&canary, &["--port", "0", "--held", "--state-dir"]);
    let mut child =
        program.arg(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut line = String::new();
    let mut output = std::io::BufReader::new(child.stdout.take().expect("its output"));
    std::io::BufRead::read_line(&mut output, &mut line).expect("a line");
    canary.is_absent("its first line", &line);
    let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    let address = said["url"].as_str().and_then(|url| url.strip_prefix("http://")).expect("an address").to_owned();
    let key = canary.key();
    for request in [
        format!("GET /{key} HTTP/1.1\r\nHost: mock\r\nAuthorization: Token {key}\r\nConnection: close\r\n\r\n"),
        format!("GET /{key} HTTP/9.9\r\n\r\n"),
        format!("{key}\r\n\r\n"),
        format!(
            "GET /__admin/tasks HTTP/1.1\r\nHost: {key}\r\nX-Vidu-Mock-Token: not {key}\r\nConnection: close\r\n\r\n"
        ),
        format!(
            "GET /__admin/tasks HTTP/1.1\r\nHost: mock\r\nX-Vidu-Mock-Token: {key}\r\nX-Vidu-Mock-World: vidu/{key}\r\nConnection: close\r\n\r\n"
        ),
        format!(
            "GET /__admin/openapi.json HTTP/1.1\r\nHost: mock\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n"
        ),
    ] {
        let mut stream = std::net::TcpStream::connect(&address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        std::io::Write::write_all(&mut stream, request.as_bytes()).expect("it is taken");
        let mut heard = Vec::new();
        std::io::Read::read_to_end(&mut stream, &mut heard).expect("an end");
        canary.is_absent(&request, heard);
    }
    let status = Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status().expect("kill");
    assert!(status.success());
    let mut rest = Vec::new();
    std::io::Read::read_to_end(&mut output, &mut rest).expect("its output");
    canary.is_absent("its output", &rest);
    let ended = child.wait_with_output().expect("an end");
    assert_eq!(ended.status.code(), Some(0));
    check(&canary, "the program at work", &ended);
}
