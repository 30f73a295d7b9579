//! The program in a process of its own: started, spoken to, asked whether it is well, and looked at from outside.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::Part;

/// Nobody waits longer for an answer or an end.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A mock that ends with this value.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    pub fn start(flags: &[&str]) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vidu-mock"));
        let command = command.args(["--port", "0", "--held"]).args(flags);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let address = said["url"].as_str().and_then(|url| url.strip_prefix("http://")?.parse().ok());
        Program { child, address: address.expect("an address") }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.set_write_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    /// Says all that over one connection, hears until its end, and gives the statuses that came.
    pub fn say(&self, parts: &[Part]) -> Vec<u16> {
        let stream = self.connect();
        let (mut writing, mut reading) = (stream.try_clone().expect("a second hand"), stream);
        thread::scope(|scope| {
            // The mock may hang up before all is said.
            scope.spawn(move || parts.iter().try_for_each(|part| part.write(&mut writing)));
            let mut heard = Vec::new();
            // A reset is an end too; a limit that has passed is none.
            match reading.read_to_end(&mut heard) {
                Err(why) if matches!(why.kind(), std::io::ErrorKind::WouldBlock) => panic!("no end in {PATIENCE:?}"),
                _ => statuses(&heard),
            }
        })
    }

    /// The first answer to a request; status and body.
    pub fn ask(&self, head: &str, body: &str) -> (u16, String) {
        let mut stream = self.connect();
        let head = format!("{head} HTTP/1.1\r\nHost: mock\r\nAuthorization: Token abuse-key\r\nConnection: close\r\n");
        write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).expect("a request that is taken");
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).expect("an answer");
        let text = String::from_utf8_lossy(&heard).into_owned();
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_owned();
        (statuses(&heard).first().copied().unwrap_or_default(), body)
    }

    /// Asks for its health, and for a task and its state: what counts is that others are served as ever.
    pub fn is_well(&self) {
        assert_eq!(self.ask("GET /healthz", "").0, 200);
        let body = r#"{"model":"viduq1","images":["https://pictures.example.com/a.png"]}"#;
        let (status, made) = self.ask("POST /ent/v2/img2video", body);
        let made: serde_json::Value = serde_json::from_str(&made).unwrap_or_default();
        let id = made["task_id"].as_str().unwrap_or_else(|| panic!("no task: {status} {made}")).to_owned();
        let (status, told) = self.ask(&format!("GET /ent/v2/tasks/{id}/creations"), "");
        assert!(status == 200 && told.contains("\"state\""), "{status} {told}");
    }

    /// Resident memory in bytes.
    pub fn resident(&self) -> u64 {
        self.line("VmRSS:") * 1024
    }

    /// The most that it ever was.
    pub fn most(&self) -> u64 {
        self.line("VmHWM:") * 1024
    }

    pub fn files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).expect("a process that lives").count()
    }

    fn line(&self, name: &str) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process that lives");
        let number = status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok());
        number.unwrap_or_else(|| panic!("no {name} in {status}"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // One that has died has no end to come; the test has failed by then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The statuses of the answers in what was heard; no body of the mock begins a line like that.
pub fn statuses(heard: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(heard);
    let behind = text.split("HTTP/1.1 ").skip(1);
    behind.filter_map(|rest| rest.get(..3)?.parse().ok()).collect()
}

impl Part {
    fn write(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        match self {
            Part::Is(bytes) => stream.write_all(bytes),
            Part::Of(unit, times) => repeated(stream, unit, *times),
            Part::Chunks(unit, times) => {
                let chunk = [format!("{:x}\r\n", unit.len()).as_bytes(), *unit, b"\r\n"].concat();
                repeated(stream, &chunk, *times)
            }
            Part::Members(times) => {
                let some = |from: u64| (from..(from + 4096).min(*times)).map(|number| format!("\"a{number}\":1,"));
                (0..*times)
                    .step_by(4096)
                    .try_for_each(|from| stream.write_all(some(from).collect::<String>().as_bytes()))
            }
            Part::End => stream.shutdown(Shutdown::Write),
        }
    }
}

fn repeated(stream: &mut TcpStream, unit: &[u8], times: u64) -> std::io::Result<()> {
    let many = (1 << 16) / unit.len() as u64 + 1;
    let block = unit.repeat(many as usize);
    (0..times / many).try_for_each(|_| stream.write_all(&block))?;
    stream.write_all(&unit.repeat((times % many) as usize))
}
