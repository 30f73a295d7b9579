//! A mock of any kind: called in process, served on a socket, or the program; and a receiver of callbacks.

use std::io::{BufRead, BufReader, ErrorKind};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value as Json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use vidu_mock::{Builder, Echo, MockServer, Timing, Unlisted};

/// How a mock is set up, in the words of the program and in Rust.
#[derive(Clone, Copy)]
pub struct Setup {
    flags: &'static [&'static str],
    built: fn(Builder) -> Builder,
}

/// Tasks wait two seconds and run ten, of a clock that stands.
pub const HELD: Setup = Setup { flags: &[], built: |builder| builder };
pub const STRICT: Setup = Setup { flags: &["--strict"], built: |builder| builder.unlisted(Unlisted::Refuse) };
pub const ECHO: Setup = Setup { flags: &["--echo-verbatim"], built: |builder| builder.echo(Echo::Verbatim) };
pub const KEYS: Setup =
    Setup { flags: &["--key", "good-1,good-2"], built: |builder| builder.keys(["good-1", "good-2"]) };
pub const SMALL: Setup = Setup { flags: &["--max-body", "10000"], built: |builder| builder.max_body(10_000) };
const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/spec");
pub const MADE_UP: Setup = Setup { flags: &["--spec", SPEC], built: |builder| builder.spec_folder(SPEC) };
/// Little is remembered, little can be spent, and time begins when it is told to.
pub const BOUNDED: Setup = Setup {
    flags: &["--journal", "3", "--credits", "100", "--begins", "2026-01-01T00:00:00Z"],
    built: |builder| {
        let begins = std::time::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
        builder.journal(3).credits(100).begins(begins)
    },
};
pub const PUBLIC: Setup = Setup {
    flags: &["--public-url", "https://mock.example"],
    built: |builder| builder.public_url("https://mock.example"),
};

pub struct Mock {
    way: Way,
    /// Where it listens.
    pub url: String,
}

enum Way {
    Called(MockServer),
    Served(#[allow(dead_code, reason = "it stops when it is dropped")] MockServer),
    Program(Child),
}

/// An answer, or a request that a receiver got.
#[derive(Clone, Debug)]
pub struct Got {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Got {
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl Mock {
    pub async fn called(setup: Setup) -> Mock {
        let server = started(setup).await;
        Mock { url: server.url().to_owned(), way: Way::Called(server) }
    }

    pub async fn served(setup: Setup) -> Mock {
        let server = started(setup).await;
        Mock { url: server.url().to_owned(), way: Way::Served(server) }
    }

    pub async fn program(setup: Setup) -> Mock {
        let mut program = Command::new(env!("CARGO_BIN_EXE_vidu-mock"));
        program.args(["--port", "0", "--held", "--queued", "2s", "--running", "10s"]).args(setup.flags);
        let mut child = program.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let said: Json = serde_json::from_str(&line).expect("JSON");
        Mock { url: said["url"].as_str().expect("an address").to_owned(), way: Way::Program(child) }
    }

    /// Asks; a body of null is none, a text is sent as it is.
    pub async fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)], body: &Json) -> Got {
        let body = match body {
            Json::Null => String::new(),
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        match &self.way {
            Way::Called(server) => {
                let reply = server.ask(method, address, headers, body.as_bytes()).await;
                let headers = reply.headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                Got { status: reply.status, headers, body: reply.body }
            }
            Way::Served(_) | Way::Program(_) => self.send(method, address, headers, &body).await,
        }
    }

    async fn send(&self, method: &str, address: &str, headers: &[(&str, &str)], body: &str) -> Got {
        let host = self.url.trim_start_matches("http://");
        let mut lines = vec![format!("{method} {address} HTTP/1.1"), "Connection: close".to_owned()];
        let has_host = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host"));
        lines.extend((!has_host).then(|| format!("Host: {host}")));
        lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.push(format!("Content-Length: {}\r\n\r\n", body.len()));
        let mut stream = TcpStream::connect(host).await.expect("a connection");
        stream.write_all(lines.join("\r\n").as_bytes()).await.expect("a head that is taken");
        stream.write_all(body.as_bytes()).await.expect("a body that is taken");
        let mut read = Vec::new();
        stream.read_to_end(&mut read).await.expect("an answer");
        got(&read).unwrap_or_else(|| panic!("no head: {}", String::from_utf8_lossy(&read)))
    }

    /// What is heard on a connection of its own to a submit, and how that ended if not in good order.
    pub async fn hear(&self, path: &str, key: &str, body: &Json) -> (String, Option<ErrorKind>) {
        let (host, body) = (self.url.trim_start_matches("http://"), body.to_string());
        let head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Token {key}\r\nConnection: close");
        let mut stream = TcpStream::connect(host).await.expect("a connection");
        let request = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).await.expect("a request that is taken");
        let mut read = Vec::new();
        let ended = stream.read_to_end(&mut read).await;
        (String::from_utf8_lossy(&read).into_owned(), ended.err().map(|why| why.kind()))
    }

    /// Asks the admin surface, which must be content.
    pub async fn admin(&self, method: &str, path: &str, body: Json) -> Json {
        let got = self.ask(method, &format!("/__admin/{path}"), &[], &body).await;
        assert!((200..300).contains(&got.status), "{method} {path}: {} {}", got.status, got.text());
        got.json()
    }

    /// Moves time on.
    pub async fn advance(&self, seconds: u64) -> Vec<Json> {
        let told = self.admin("POST", "clock/advance", serde_json::json!({ "seconds": seconds })).await;
        told["events"].as_array().cloned().expect("events")
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        if let Way::Program(child) = &mut self.way {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

async fn started(setup: Setup) -> MockServer {
    let exactly = |seconds| Duration::from_secs(seconds).into();
    let timing = Timing { queued: exactly(2), running: exactly(10), ..Timing::default() };
    (setup.built)(MockServer::builder().timing(timing).held()).start().await.expect("a server")
}

fn got(read: &[u8]) -> Option<Got> {
    let end = read.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let headers = lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Some(Got { status, headers, body: read[end + 4..].to_vec() })
}

/// Receives callbacks, and answers them with these statuses in turn, then with 200.
pub struct Receiver {
    pub url: String,
    received: Arc<Mutex<Vec<Got>>>,
    serving: JoinHandle<()>,
}

impl Receiver {
    pub async fn start(statuses: &'static [u16]) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&received);
        let serving = tokio::spawn(async move {
            for number in 0.. {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let message = whole(&mut stream).await;
                list.lock().expect("the list").push(message);
                let status = statuses.get(number).copied().unwrap_or(200);
                let answer = format!("HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.expect("an answer that is taken");
            }
        });
        Receiver { url, received, serving }
    }

    pub fn received(&self) -> Vec<Got> {
        self.received.lock().expect("the list").clone()
    }

    /// The states that were told.
    pub fn states(&self) -> Vec<String> {
        self.received().iter().map(|got| got.json()["state"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn whole(stream: &mut TcpStream) -> Got {
    let mut bytes = Vec::new();
    loop {
        if let Some(message) = got(&bytes) {
            let length: usize = message.header("content-length").and_then(|text| text.parse().ok()).unwrap_or_default();
            if message.body.len() >= length {
                return message;
            }
        }
        assert_ne!(stream.read_buf(&mut bytes).await.expect("a request"), 0, "the request broke off");
    }
}
