//! The program against the mock: what it prints, how it ends, and what the mock billed.

mod canary;
mod ends;
mod journal;
mod lists;
mod prints;
mod requests;
#[allow(dead_code, reason = "other test programs need the rest of it")]
#[path = "../../../../tests/canary/scanner.rs"]
mod scanner;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use vidu_mock::media::Clip;
use vidu_mock::{Drive, Entry, Fault, MockServer, Record, Script};

const KEY: &str = "sk-secret-of-the-test";
const PICTURE: &str = "https://a.example/b.png";

async fn mock() -> MockServer {
    MockServer::builder().drive(Drive::AtOnce).start().await.expect("a mock")
}

/// What the program printed and how it ended.
#[derive(Debug)]
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    /// The objects that it printed, a line each.
    fn events(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}"))).collect()
    }

    fn event(&self, name: &str) -> Value {
        let found = self.events().into_iter().find(|event| event["event"] == name);
        found.unwrap_or_else(|| panic!("no {name}: {self:?}"))
    }

    /// Whatever happens, no output has the key, and nothing that a terminal obeys.
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text");
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert!(!format!("{out}{err}").contains(KEY), "{out}{err}");
        assert!(!format!("{out}{err}").contains(|one: char| one.is_control() && one != '\n'), "{out:?}{err:?}");
        Self { status: output.status.code().expect("a status"), out, err }
    }
}

/// The program in an environment of its own.
fn program(url: &str, line: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vidu"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.ends_with("_API_KEY") || name.ends_with("_BASE_URL")) {
        program.env_remove(name);
    }
    for vendor in ["VIDU", "NOVITA", "OCTOPUSX", "UMODELVERSE"] {
        program.env(format!("{vendor}_API_KEY"), KEY).env(format!("{vendor}_BASE_URL"), url);
    }
    for name in ["VENDOR", "PROXY", "JOURNAL", "BUDGET", "ASSUME"] {
        program.env_remove(format!("VIDU_{name}"));
    }
    program.args(line.split_whitespace());
    program
}

async fn finished(mut program: Command, input: &str) -> Ran {
    let input = input.to_owned();
    let run = move || {
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().expect("the program starts");
        // One that does not read its input closes it.
        let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
        Ran::of(child.wait_with_output().expect("an end"))
    };
    tokio::task::spawn_blocking(run).await.expect("no panic")
}

/// Runs a command line whose arguments have no blanks.
async fn run(server: &MockServer, line: &str) -> Ran {
    finished(program(server.url(), line), "").await
}

const FINE: [(&str, &str); 4] = [
    ("vidu", "submit img2video --model viduq1"),
    ("novita", "submit img2video --duration 4 --vendor novita"),
    ("octopusx", "submit img2video --model viduq2-pro --vendor octopusx"),
    ("umodelverse", "submit img2video --model viduq2-pro --vendor umodelverse"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_vendor_from_submit_to_the_video() {
    let (server, folder) = (mock().await, tempfile::tempdir().expect("a folder"));
    for (vendor, line) in FINE {
        let place = folder.path().join(vendor);
        let line = format!("{line} --image {PICTURE} --every 0.05 --json --download {}", place.display());
        let ran = run(&server, &line).await;
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        let names: Vec<Value> = ran.events().iter().map(|event| event["event"].clone()).collect();
        assert_eq!(names, ["submitted", "ended", "downloaded"], "{vendor}");
        let (submitted, ended, downloaded) = (ran.event("submitted"), ran.event("ended"), ran.event("downloaded"));
        assert_eq!(submitted["vendor"], vendor);
        assert_eq!(submitted["id"], ended["task"]["id"]);
        assert_eq!(ended["task"]["state"]["stage"], "Succeeded");
        let file = std::fs::read(downloaded["path"].as_str().expect("a path")).expect("a video");
        assert_eq!((downloaded["bytes"].as_u64(), &file[4..8]), (Some(file.len() as u64), &b"ftyp"[..]));
        assert_eq!(std::fs::read_dir(&place).expect("a folder").count(), 1, "nothing half-written stays");
    }
    assert_eq!(server.ledger().len(), FINE.len());
}
