//! Asks a running server whether it is well, for containers that have no other client.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::edge::door::HEALTH;
use crate::time::patience::within;

/// How long a server that is well may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// More than any healthy answer.
const MOST: u64 = 4096;

/// Asks the server at an address whether it is well; an address that means all addresses stands for this machine.
pub async fn healthcheck(address: SocketAddr) -> io::Result<()> {
    match within(PATIENCE, ask(reachable(address))).await {
        Some(answer) => answer,
        None => Err(io::Error::new(io::ErrorKind::TimedOut, format!("{address} did not answer in {PATIENCE:?}"))),
    }
}

async fn ask(address: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {HEALTH} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(MOST).read_to_end(&mut answer).await?;
    if answer.starts_with(b"HTTP/1.1 200 ") {
        return Ok(());
    }
    let first = String::from_utf8_lossy(&answer);
    let first = first.lines().next().unwrap_or_default().escape_debug().to_string();
    Err(io::Error::other(format!("{address} answered `{first}` instead of a status of 200")))
}

/// The address that reaches a server which listens on all.
pub(crate) fn reachable(address: SocketAddr) -> SocketAddr {
    let host = match address.ip() {
        IpAddr::V4(host) if host.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(host) if host.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        host => host,
    };
    SocketAddr::new(host, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MockServer;

    #[tokio::test]
    async fn a_server_is_well_until_it_is_gone() {
        let host = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        let server = MockServer::builder().host(host).start().await.expect("a server");
        let address = server.address();
        assert!(healthcheck(address).await.is_ok());
        server.stop().await;
        assert!(healthcheck(address).await.is_err());
    }
}
