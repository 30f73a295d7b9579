//! The other end of the socket: a client of few words, and a receiver of callbacks that answers as told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde_json::Value as Json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::MockServer;

/// An answer, or a request that was received.
#[derive(Clone, Debug)]
pub struct Got {
    pub status: u16,
    /// The first line and the headers, as they came.
    pub head: String,
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
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Asks a server; a body of null is none, a text is sent as it is.
pub async fn ask(server: &MockServer, method: &str, path: &str, headers: &[&str], body: &Json) -> Got {
    let body = match body {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut lines =
        vec![format!("{method} {path} HTTP/1.1"), format!("Host: {}", server.address()), "Connection: close".into()];
    lines.extend(headers.iter().map(|line| line.to_string()));
    lines.push(format!("Content-Length: {}\r\n\r\n", body.len()));
    send(server, &[lines.join("\r\n").as_bytes(), body.as_bytes()].concat()).await
}

/// Sends bytes to a server and reads until it closes.
pub async fn send(server: &MockServer, bytes: &[u8]) -> Got {
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(bytes).await.expect("a request");
    let mut read = Vec::new();
    stream.read_to_end(&mut read).await.expect("an answer");
    let end = read.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Got { status, head, body: read[end + 4..].to_vec() }
}

/// Receives callbacks.
pub struct Receiver {
    pub url: String,
    received: Arc<Mutex<Vec<Got>>>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// Answers with these statuses in turn, then with 200; 0 is no answer at all.
    pub async fn start(statuses: &[u16]) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(receive(listener, statuses.to_vec().into(), Arc::clone(&received)));
        Receiver { url, received, task }
    }

    /// Over TLS with this certificate; who does not trust it is not heard.
    #[cfg(feature = "tls")]
    pub async fn secure(certified: &rcgen::CertifiedKey<rcgen::KeyPair>) -> Receiver {
        use tokio_rustls::rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};
        let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(vec![certified.cert.der().clone()], key));
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config.expect("a certificate with its key")));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("https://{}", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&received);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let got = request(&mut stream).await;
                heard.lock().expect("no panic").push(got);
                let _ = stream.write_all(b"HTTP/1.1 200 Said\r\nContent-Length: 0\r\n\r\n").await;
                let _ = stream.shutdown().await;
            }
        });
        Receiver { url, received, task }
    }

    pub fn received(&self) -> Vec<Got> {
        self.received.lock().expect("no panic").clone()
    }

    /// The member of each body.
    pub fn told(&self, member: &str) -> Vec<String> {
        self.received().iter().map(|got| got.json()[member].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn receive(listener: TcpListener, mut statuses: VecDeque<u16>, received: Arc<Mutex<Vec<Got>>>) {
    let mut silent = Vec::new();
    loop {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let got = request(&mut stream).await;
        received.lock().expect("no panic").push(got);
        match statuses.pop_front().unwrap_or(200) {
            0 => silent.push(stream),
            status => {
                let answer = format!("HTTP/1.1 {status} Said\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        }
    }
}

async fn request(stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> Got {
    let mut read = Vec::new();
    let end = loop {
        stream.read_buf(&mut read).await.expect("a request");
        if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    let mut got = Got { status: 0, head, body: read[end + 4..].to_vec() };
    let length: usize = got.header("Content-Length").and_then(|length| length.parse().ok()).expect("a length");
    while got.body.len() < length {
        stream.read_buf(&mut got.body).await.expect("a body");
    }
    got
}
