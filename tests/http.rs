//! What the tests over HTTP share: a mock with a held clock, requests as any program would write them, and a receiver of callbacks.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use vidu_mock::{Builder, MockServer, Timing};

pub const SECOND: Duration = Duration::from_secs(1);

/// A held clock; tasks wait two seconds and run ten.
pub fn held() -> Builder {
    let timing = Timing { queued: (2 * SECOND).into(), running: (10 * SECOND).into(), ..Timing::default() };
    MockServer::builder().timing(timing).held()
}

pub async fn mock() -> MockServer {
    held().start().await.expect("a mock")
}

/// A message of HTTP: its first line and headers, and its body.
#[derive(Clone, Debug)]
pub struct Message {
    pub head: String,
    pub body: Vec<u8>,
}

impl Message {
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line")
    }

    pub fn headers(&self) -> Vec<(String, String)> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.headers().into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        format!("{}\n{}", self.head, String::from_utf8_lossy(&self.body))
    }
}

/// Sends a request over a connection of its own and hears the whole answer.
pub async fn ask(server: &MockServer, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Message {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", server.address());
    headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
    head += &format!("Content-Length: {}\r\n\r\n", body.len());
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(head.as_bytes()).await.expect("a head that is taken");
    stream.write_all(body).await.expect("a body that is taken");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    split(&answer).expect("a whole head")
}

/// Asks for what stands under an address that an answer gave.
pub async fn fetch(server: &MockServer, url: &str) -> Message {
    let path = url.strip_prefix(server.url()).unwrap_or_else(|| panic!("{url} is not the mock's"));
    ask(server, "GET", path, &[], b"").await
}

/// A server for callbacks: it answers with these statuses one after the other, and then with 200. It stops when dropped.
pub struct Receiver {
    pub url: String,
    received: Arc<Mutex<Vec<Message>>>,
    serving: JoinHandle<()>,
}

impl Receiver {
    pub async fn start(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let (list, statuses) = (Arc::clone(&received), statuses.to_vec());
        let serving = tokio::spawn(async move {
            for number in 0.. {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let message = whole(&mut stream).await.expect("a whole request");
                list.lock().expect("the list").push(message);
                let status = statuses.get(number).copied().unwrap_or(200);
                let answer = format!("HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.expect("an answer that is taken");
            }
        });
        Self { url, received, serving }
    }

    pub fn received(&self) -> Vec<Message> {
        self.received.lock().expect("the list").clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The next request of a connection; nothing if there is none any more.
pub async fn whole(stream: &mut (impl AsyncRead + Unpin)) -> Option<Message> {
    let mut bytes = Vec::new();
    loop {
        let message = split(&bytes);
        let length =
            |message: &Message| message.header("content-length").map_or(0, |text| text.parse().expect("a length"));
        if let Some(message) = message.filter(|message| message.body.len() >= length(message)) {
            return Some(message);
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

fn split(bytes: &[u8]) -> Option<Message> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(Message { head: String::from_utf8_lossy(&bytes[..end]).into_owned(), body: bytes[end + 4..].to_vec() })
}
