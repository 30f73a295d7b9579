//! What users of other programs for these APIs complain of, a test by the name of each: none of it happens here.
//!
//! Where another test says more of the same, the one here is short; each fails when the fault comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use vidu_client::{Client, Key, Vendor};
use vidu_mock::{MockServer, Record};

use crate::http::{Message, whole};

mod answers;
mod machinery;
mod money;
mod requests;
mod waiting;

const KEY: &str = "sk-complaints-secret";
const HOUR: Duration = Duration::from_secs(3600);

/// How many requests that change something the mock received.
fn posts(server: &MockServer) -> usize {
    let is_post = |entry: &vidu_mock::Entry| matches!(&entry.record, Record::Request(asked) if asked.method == "POST");
    server.journal().iter().filter(|entry| is_post(entry)).count()
}

/// A little server that misbehaves as a test says. It stops when dropped.
struct Hostile {
    url: String,
    /// How many connections there were.
    connections: Arc<AtomicUsize>,
    /// How many requests.
    requests: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Hostile {
    /// Answers each request, counted from 0 over all and over its connection, with these bytes; nothing closes.
    async fn start(answer: impl Fn(usize, usize, &Message) -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (connections, requests, answer) = (Arc::<AtomicUsize>::default(), Arc::default(), Arc::new(answer));
        let (dialled, asked) = (Arc::clone(&connections), Arc::<AtomicUsize>::clone(&requests));
        let serving = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                dialled.fetch_add(1, Ordering::SeqCst);
                let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                tokio::spawn(async move {
                    for of_connection in 0.. {
                        let Some(message) = whole(&mut stream).await else { return };
                        let number = asked.fetch_add(1, Ordering::SeqCst);
                        let Some(bytes) = answer(number, of_connection, &message) else { return };
                        if stream.write_all(&bytes).await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        Self { url, connections, requests, serving }
    }

    /// Answers every request with the same.
    async fn always(answer: Vec<u8>) -> Self {
        Self::start(move |_, _, _| Some(answer.clone())).await
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    fn client<V: Vendor>(&self) -> Client<V> {
        let key = Key::new(KEY).expect("a key");
        Client::builder().key(key).base_url(&self.url).build().expect("a client")
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A whole answer that keeps the connection open.
fn answer(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status} So\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn json(body: &str) -> Vec<u8> {
    answer(200, "Content-Type: application/json\r\n", body)
}
