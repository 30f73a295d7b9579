//! Somebody who asks: one connection that is kept, requests one after the other.

use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

/// A connection to a server.
#[derive(Debug)]
pub struct Caller {
    stream: BufReader<TcpStream>,
}

impl Caller {
    /// Connects.
    pub fn to(address: SocketAddr) -> io::Result<Caller> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Caller { stream: BufReader::new(stream) })
    }

    /// Sends a request as it stands and gives status and body of the answer.
    pub fn ask(&mut self, request: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        self.send(request)?;
        self.hear()
    }

    /// Sends a request as it stands.
    pub fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.stream.get_mut().write_all(request)
    }

    /// Status and body of the answer to the oldest request that has none.
    pub fn hear(&mut self) -> io::Result<(u16, Vec<u8>)> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other(format!("no status line: {line:?}")))?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            match line.trim_end().split_once(':') {
                None => break,
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().map_err(io::Error::other)?;
                }
                Some(_) => {}
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, body))
    }
}

/// A submit with these pictures, as short as a page's example.
pub fn submit(pictures: &[&str]) -> Vec<u8> {
    let pictures: Vec<String> = pictures.iter().map(|picture| format!("\"{picture}\"")).collect();
    let body = format!(
        "{{\"model\":\"viduq1\",\"images\":[{}],\"prompt\":\"A lantern drifts over the harbour while the tide \
         goes out and gulls circle the pier.\",\"duration\":5,\"seed\":7,\"resolution\":\"1080p\",\
         \"movement_amplitude\":\"auto\"}}",
        pictures.join(",")
    );
    let head = format!(
        "POST /ent/v2/img2video HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Token bench-key-0001\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body.into_bytes()].concat()
}

/// A query.
pub fn query(task: &str) -> Vec<u8> {
    format!(
        "GET /ent/v2/tasks/{task}/creations HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Token bench-key-0001\r\n\r\n"
    )
    .into_bytes()
}

/// The id in the answer to a submit.
pub fn task_id(body: &[u8]) -> String {
    let json: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    json["task_id"].as_str().unwrap_or_default().to_owned()
}
