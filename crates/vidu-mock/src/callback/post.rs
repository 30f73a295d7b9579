//! Sends a callback: one POST over one connection, and of the answer no more than its status.

use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, lookup_host};
use vidu_types::image::{Reference, read};

use crate::callback::guard::CallbackAllow;
use crate::callback::tls;
use crate::time::patience::within;

/// Where a callback goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Whether it is reached over TLS.
    pub is_secure: bool,
    /// Host and port, as a socket wants them.
    pub address: String,
    /// Host and port, as the `Host` header wants them.
    pub host: String,
    /// The path, `/` at least.
    pub path: String,
    /// The query as written, without its question mark.
    pub query: String,
}

impl Target {
    /// The target of a URL, or why nothing can be sent there.
    pub fn of(url: &str) -> Result<Target, String> {
        let Reference::Url(sound) = read(url) else {
            return Err("this is no http or https URL with a host; register one such as http://127.0.0.1:9000/".into());
        };
        let after = |scheme: &str| {
            let head = url.get(..scheme.len())?;
            head.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
        };
        let (rest, is_secure) = match (after("http://"), after("https://")) {
            (Some(rest), _) => (rest, false),
            (None, Some(rest)) if cfg!(feature = "tls") => (rest, true),
            _ => return Err(tls::WITHOUT.into()),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        let (path, query) = rest[authority.len()..].split_once('?').unwrap_or((&rest[authority.len()..], ""));
        let host = sound.host();
        let port = authority[host.len()..].trim_start_matches(':');
        let usual = if is_secure { "443" } else { "80" };
        let port = if port.is_empty() { usual } else { port };
        let address = format!("{host}:{port}");
        let path = if path.is_empty() { "/" } else { path };
        Ok(Target { is_secure, address, host: authority.into(), path: escaped(path), query: escaped(query) })
    }

    /// The host alone, as its certificate names it.
    #[cfg(feature = "tls")]
    pub fn name(&self) -> &str {
        let host = self.address.rsplit_once(':').map_or(&*self.address, |(host, _)| host);
        host.trim_start_matches('[').trim_end_matches(']')
    }

    /// Path and query, as the request line wants them.
    pub fn place(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }
}

/// The address of a target that a callback may go to, or why there is none.
///
/// A name is asked for once, and what is connected to is the address that was looked at here: a name that means another
/// address a moment later helps nobody.
pub async fn resolve(target: &Target, allow: CallbackAllow) -> io::Result<Result<SocketAddr, String>> {
    let mut why = "the name has no address".to_owned();
    for address in lookup_host(&target.address).await? {
        match allow.refuses(address.ip()) {
            None => return Ok(Ok(address)),
            Some(reason) => why = format!("no callback goes to {}: {reason}", address.ip()),
        }
    }
    Ok(Err(why))
}

/// Sends a body with headers to an address and gives the status of the answer.
///
/// `authorities` are certificates in PEM that are trusted beside the usual ones.
pub async fn post(target: &Target, address: SocketAddr, message: Message<'_>, authorities: &[u8]) -> io::Result<u16> {
    let stream = TcpStream::connect(address).await?;
    match target.is_secure {
        true => say(tls::secure(stream, target, authorities).await?, target, message).await,
        false => say(stream, target, message).await,
    }
}

/// Headers and body of a callback.
pub type Message<'m> = (&'m [(String, String)], &'m [u8]);

async fn say(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    target: &Target,
    (headers, body): Message<'_>,
) -> io::Result<u16> {
    stream.write_all(&head(target, headers, body.len())).await?;
    stream.write_all(body).await?;
    stream.flush().await?;
    let status = status(&mut stream).await?;
    within(LEAVE, drain(&mut stream)).await;
    Ok(status)
}

/// How long the receiver may take to say the rest of its answer.
const LEAVE: Duration = Duration::from_secs(1);

/// Hears the answer out: many a receiver complains loudly of a connection that closes while it still writes.
async fn drain(stream: &mut (impl AsyncRead + Unpin)) {
    let mut rest = [0; 4096];
    let mut left = LONGEST_HEAD;
    while left > 0 {
        match stream.read(&mut rest).await {
            Ok(0) | Err(_) => return,
            Ok(count) => left = left.saturating_sub(count),
        }
    }
}

fn head(target: &Target, headers: &[(String, String)], length: usize) -> Vec<u8> {
    let mut head = format!("POST {} HTTP/1.1\r\nHost: {}\r\n", target.place(), target.host);
    for (name, value) in headers {
        // Writing to a text cannot fail.
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(head, "Content-Length: {length}\r\nConnection: close\r\n\r\n");
    head.into_bytes()
}

/// More head than this is no answer to a callback.
const LONGEST_HEAD: usize = 64 << 10;

async fn status(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<u16> {
    let mut read = Vec::new();
    loop {
        while let Some(end) = end_of_head(&read) {
            match status_of(&read[..end])? {
                // An interim answer: the real one follows.
                100..=199 => drop(read.drain(..end)),
                status => return Ok(status),
            }
        }
        if read.len() > LONGEST_HEAD {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the head of the answer has no end"));
        }
        if stream.read_buf(&mut read).await? == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the connection closed before an answer came"));
        }
    }
}

fn end_of_head(read: &[u8]) -> Option<usize> {
    read.windows(4).position(|four| four == b"\r\n\r\n").map(|place| place + 4)
}

fn status_of(head: &[u8]) -> io::Result<u16> {
    let text = String::from_utf8_lossy(head);
    let mut words = text.split_ascii_whitespace();
    let protocol = words.next().is_some_and(|word| word.starts_with("HTTP/1."));
    let status =
        words.next().and_then(|word| word.parse().ok()).filter(|status| protocol && (100..600).contains(status));
    status.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the answer is no HTTP"))
}

/// What a request line cannot hold, with percent signs.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'!'..=b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Result<[&str; 4], &str>) {
        match (Target::of(url), expected) {
            (Ok(target), Ok(parts)) => {
                assert_eq!([&*target.address, &*target.host, &*target.path, &*target.query], parts, "{url}");
            }
            (Err(why), Err(part)) => assert!(why.contains(part), "{url}: {why}"),
            (found, _) => panic!("{url}: {found:?}"),
        }
    }

    #[test]
    fn a_url_is_taken_apart() {
        check("http://a.example", Ok(["a.example:80", "a.example", "/", ""]));
        check("HTTP://a.example:81/b/c?d=e&f#g", Ok(["a.example:81", "a.example:81", "/b/c", "d=e&f"]));
        check("http://[::1]:81?q", Ok(["[::1]:81", "[::1]:81", "/", "q"]));
        check("http://a.example/é", Ok(["a.example:80", "a.example", "/%C3%A9", ""]));
        check("https://a.example/b", Ok(["a.example:443", "a.example", "/b", ""]));
        check("HTTPS://[::1]:81/", Ok(["[::1]:81", "[::1]:81", "/", ""]));
        check("ftp://a.example/", Err("no http or https URL"));
        check("http://", Err("no http or https URL"));
        check("http://a.example/b\r\nX: y", Err("no http or https URL"));
        check("", Err("no http or https URL"));
    }

    /// The name is not asked for again, so it cannot mean another address by then: this one means none at all.
    #[tokio::test]
    async fn it_goes_to_the_address_that_was_checked() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let (address, target) = (listener.local_addr().expect("an address"), Target::of("http://nowhere.invalid/hook"));
        let heard = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut heard = vec![0; 4096];
            let length = stream.read(&mut heard).await.expect("a head");
            stream.write_all(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n").await.expect("it listens");
            String::from_utf8_lossy(&heard[..length]).into_owned()
        });
        let status = post(&target.expect("a target"), address, (&[], b"{}"), b"").await.expect("an answer");
        let heard = heard.await.expect("no panic");
        assert_eq!(status, 204);
        assert!(heard.starts_with("POST /hook HTTP/1.1\r\nHost: nowhere.invalid\r\n"), "{heard}");
    }

    #[test]
    fn the_status_is_read_off_the_head() {
        for (head, expected) in [
            ("HTTP/1.1 200 OK\r\n\r\n", Some(200)),
            ("HTTP/1.0 503\r\nA: b\r\n\r\n", Some(503)),
            ("HTTP/1.1 20 OK\r\n\r\n", None),
            ("SSH-2.0-a\r\n\r\n", None),
            ("\r\n\r\n", None),
        ] {
            assert_eq!(status_of(head.as_bytes()).ok(), expected, "{head}");
        }
    }
}
