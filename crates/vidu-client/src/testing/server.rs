//! An HTTP/1.1 server on loopback that answers as a test says, misbehaviour included, and remembers what it received.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server that stops when it is dropped.
pub(crate) struct Server {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

/// A request as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// Which request this is, from 0.
    pub(crate) number: usize,
    /// Which connection it came over, from 0.
    pub(crate) connection: usize,
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// What to do with a request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Status, further headers, body.
    Full(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// The same, but the connection closes after so many bytes of the body.
    Cut(usize, u16, Vec<(&'static str, String)>, Vec<u8>),
    /// The connection closes without an answer.
    Nothing,
    /// The connection stays open without an answer.
    Silence,
}

impl Answer {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Full(status, Vec::new(), body.into())
    }

    pub(crate) fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        match self {
            Self::Full(status, mut headers, body) => {
                headers.push((name, value.into()));
                Self::Full(status, headers, body)
            }
            other => other,
        }
    }

    pub(crate) fn cut(self, after: usize) -> Self {
        match self {
            Self::Full(status, headers, body) => Self::Cut(after, status, headers, body),
            other => other,
        }
    }
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl Server {
    /// Answers one request after another with these, and the last one for ever.
    pub(crate) async fn script(answers: Vec<Answer>) -> Self {
        Self::start(move |received| answers[received.number.min(answers.len() - 1)].clone()).await
    }

    pub(crate) async fn start(answer: impl Fn(&Received) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let received = Arc::new(Mutex::new(Vec::new()));
        let (remembered, answer) = (Arc::clone(&received), Arc::new(answer));
        let task = tokio::spawn(async move {
            for connection in 0.. {
                let Ok((stream, _)) = listener.accept().await else { return };
                let (remembered, answer) = (Arc::clone(&remembered), Arc::clone(&answer));
                tokio::spawn(async move { serve(stream, connection, &remembered, &*answer).await });
            }
        });
        Self { url, received, task }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().expect("no test panics with it").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    stream: TcpStream,
    connection: usize,
    remembered: &Mutex<Vec<Received>>,
    answer: &(dyn Fn(&Received) -> Answer + Send + Sync),
) {
    let mut stream = BufReader::new(stream);
    while let Some((line, headers, body)) = request(&mut stream).await {
        let received = {
            let mut all = remembered.lock().expect("no test panics with it");
            let received = Received { number: all.len(), connection, line, headers, body };
            all.push(received.clone());
            received
        };
        let (bytes, goes_on) = match answer(&received) {
            Answer::Full(status, headers, body) => (write(status, &headers, &body, body.len()), true),
            Answer::Cut(after, status, headers, body) => (write(status, &headers, &body[..after], body.len()), false),
            Answer::Nothing => return,
            Answer::Silence => std::future::pending().await,
        };
        if stream.write_all(&bytes).await.is_err() || !goes_on {
            return;
        }
    }
}

async fn request(stream: &mut BufReader<TcpStream>) -> Option<(String, Vec<(String, String)>, Vec<u8>)> {
    let first = line(stream).await.filter(|line| !line.is_empty())?;
    let mut headers = Vec::new();
    while let Some(line) = line(stream).await.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let mut body = vec![0; length.and_then(|(_, length)| length.parse().ok()).unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    Some((first, headers, body))
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok().filter(|read| *read > 0)?;
    Some(line.trim_end().to_owned())
}

fn write(status: u16, headers: &[(&'static str, String)], body: &[u8], length: usize) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} x\r\ncontent-length: {length}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    [head.as_bytes(), b"\r\n", body].concat()
}
