//! One connection that is kept, and opened again whenever it broke: some of the load is faults that break it.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Somebody who asks with a key.
pub struct Caller {
    address: SocketAddr,
    key: String,
    stream: Option<BufReader<TcpStream>>,
}

/// Status and body; nothing if the connection broke before the answer was whole.
pub type Heard = Option<(u16, Vec<u8>)>;

impl Caller {
    /// Somebody who has not asked yet.
    pub fn new(address: SocketAddr, key: String) -> Caller {
        Caller { address, key, stream: None }
    }

    /// Asks.
    pub fn ask(&mut self, method: &str, path: &str, body: &[u8]) -> Heard {
        let heard = self.try_to_ask(method, path, body);
        if heard.is_none() {
            self.stream = None;
        }
        heard
    }

    /// Asks the administrator's side about the world of this key.
    pub fn admin(&mut self, method: &str, path: &str, body: &str) -> Heard {
        self.ask(method, &format!("/__admin/{path}"), body.as_bytes())
    }

    /// Opens a connection, writes this and leaves.
    pub fn leave(&self, bytes: &[u8]) {
        if let Ok(mut stream) = TcpStream::connect(self.address) {
            // Whether it is taken is the other side's affair.
            let _ = stream.write_all(bytes);
        }
    }

    fn try_to_ask(&mut self, method: &str, path: &str, body: &[u8]) -> Heard {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.address).ok()?;
            stream.set_nodelay(true).ok()?;
            stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
            self.stream = Some(BufReader::new(stream));
        }
        let stream = self.stream.as_mut()?;
        let (key, length) = (&self.key, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: mock\r\nAuthorization: Token {key}\r\nX-Vidu-Mock-World: vidu/{key}\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        stream.get_mut().write_all(head.as_bytes()).ok()?;
        stream.get_mut().write_all(body).ok()?;
        hear(stream)
    }
}

fn hear(stream: &mut BufReader<TcpStream>) -> Heard {
    let (mut line, mut length) = (String::new(), 0);
    stream.read_line(&mut line).ok()?;
    let status = line.split(' ').nth(1)?.parse().ok()?;
    loop {
        line.clear();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(':') {
            None => break,
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok()?,
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some((status, body))
}
