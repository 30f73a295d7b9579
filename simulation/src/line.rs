//! The line between client and mock, in one process: it takes time, and breaks as the mock's faults say.

use std::collections::VecDeque;
use std::fmt;
use std::future::pending;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::sleep;
use vidu_client::carrier::{Arriving, Carried, Carrier, Incoming, NoAnswer, Outgoing, Sent, Way};
use vidu_mock::{MockServer, Reply, Transmission, Wire, WireEnding};

use crate::book::Book;
use crate::chance::Chance;
use crate::flaw::Flaw;
use crate::fuse::{Fuse, Touch};

/// A process's line to the mock.
#[derive(Clone)]
pub struct Line {
    mock: Arc<MockServer>,
    book: Book,
    fuse: Fuse,
    flaw: Flaw,
    chance: Arc<Mutex<Chance>>,
    is_up: Arc<AtomicBool>,
}

impl Line {
    /// The line of one process; whether it is up outlives the process.
    pub fn new(mock: Arc<MockServer>, book: Book, fuse: Fuse, flaw: Flaw, seed: u64, is_up: Arc<AtomicBool>) -> Self {
        Self { mock, book, fuse, flaw, chance: Arc::new(Mutex::new(Chance::seeded(seed))), is_up }
    }

    /// One way of a message.
    async fn travel(&self) {
        let ms = self.chance.lock().unwrap_or_else(PoisonError::into_inner).from(1, 40);
        sleep(Duration::from_millis(ms)).await;
    }

    /// Ends only if the process lives.
    async fn touch(&self) {
        if self.fuse.touch() != Touch::Alive {
            pending::<()>().await;
        }
    }

    async fn exchange(&self, request: &Outgoing) -> Result<Incoming, NoAnswer> {
        if !self.is_up.load(Ordering::Relaxed) {
            self.book.unreachable();
            return Err(NoAnswer { sent: Sent::No, why: "the connection was refused".to_owned() });
        }
        self.touch().await;
        self.travel().await;
        let transmission = self.ask(request);
        self.book.carried(request, &transmission, &self.mock);
        let answer = self.arrive(transmission).await;
        self.touch().await;
        answer
    }

    fn ask(&self, request: &Outgoing) -> Transmission {
        let after = request.url.split_once("://").map_or(&*request.url, |(_, rest)| rest);
        let address = after.find('/').map_or("/", |at| &after[at..]);
        let key = request.credentials.as_ref().map(|credentials| (credentials.name(), credentials.value()));
        let headers = request.headers.iter().map(|(name, value)| (&**name, &**value));
        let headers: Vec<(&str, &str)> = headers.chain(key).collect();
        let body = request.body.clone().unwrap_or_default().into_vec();
        self.mock.transmit(&request.method, address, &headers, &body)
    }

    /// What arrives of an answer.
    async fn arrive(&self, Transmission { reply, wire, .. }: Transmission) -> Result<Incoming, NoAnswer> {
        self.travel().await;
        match wire {
            None | Some(Wire::After(_)) => Ok(whole(reply)),
            Some(Wire::Later(by)) => {
                sleep(by).await;
                Ok(whole(reply))
            }
            Some(Wire::Trickle(over)) => Ok(trickling(reply, over)),
            Some(Wire::Within(bytes, ending)) => Ok(cut(reply, bytes, ending)),
            Some(Wire::Never(ending)) => Err(self.broken(ending)),
            Some(Wire::Hang(this_long)) => {
                sleep(this_long).await;
                Err(self.broken(WireEnding::Closed))
            }
        }
    }

    fn broken(&self, ending: WireEnding) -> NoAnswer {
        let sent = if self.flaw == Flaw::CallsItUnsent { Sent::No } else { Sent::Perhaps };
        NoAnswer { sent, why: said(ending).to_owned() }
    }
}

impl Carrier for Line {
    fn carry(&self, request: Outgoing) -> Carried<'_> {
        Box::pin(async move {
            let answer = self.exchange(&request).await;
            match (self.flaw, answer) {
                (Flaw::ResendsBelow, Err(_)) if request.way == Way::Write => self.exchange(&request).await,
                (Flaw::ShowsTheKey, Err(fault)) => {
                    // The client would hide it in what it tells of a fault; it is shown behind its back, as by a log.
                    let key = request.credentials.as_ref().map_or("", |credentials| credentials.value());
                    self.book.shown(&format!("{} ({key})", fault.why));
                    Err(fault)
                }
                (_, answer) => answer,
            }
        })
    }
}

fn said(ending: WireEnding) -> &'static str {
    match ending {
        WireEnding::Closed => "the connection was closed",
        WireEnding::Reset => "the connection was reset",
    }
}

fn headers(reply: &Reply) -> Vec<(String, String)> {
    let length = ("content-length".to_owned(), reply.body.len().to_string());
    let told = reply.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    told.chain([length]).collect()
}

fn whole(reply: Reply) -> Incoming {
    Incoming::new(reply.status, headers(&reply), reply.body)
}

/// In eight pieces, the last of them at the end.
fn trickling(reply: Reply, over: Duration) -> Incoming {
    let pieces = reply.body.chunks(reply.body.len().div_ceil(8).max(1));
    let left = pieces.map(|piece| (over / 8, Ok(piece.to_vec()))).collect();
    Incoming::arriving(reply.status, headers(&reply), Pieces { left })
}

/// So many bytes, and then the end of the line; a body that was there by then is whole.
fn cut(reply: Reply, bytes: usize, ending: WireEnding) -> Incoming {
    if bytes >= reply.body.len() {
        return whole(reply);
    }
    let left = [Ok(reply.body[..bytes].to_vec()), Err(said(ending).to_owned())];
    let left = left.into_iter().map(|piece| (Duration::ZERO, piece)).collect();
    Incoming::arriving(reply.status, headers(&reply), Pieces { left })
}

/// A body in pieces, each after a pause.
struct Pieces {
    left: VecDeque<(Duration, Result<Vec<u8>, String>)>,
}

impl Arriving for Pieces {
    fn chunk(&mut self) -> Pin<Box<dyn Future<Output = Result<Option<Vec<u8>>, String>> + Send + '_>> {
        Box::pin(async {
            let Some((pause, piece)) = self.left.pop_front() else { return Ok(None) };
            if !pause.is_zero() {
                sleep(pause).await;
            }
            piece.map(Some)
        })
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Line(..)")
    }
}
