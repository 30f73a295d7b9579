//! A connection that can be told to break: at once, or as soon as what was written is on its way.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::{Sleep, sleep};

use crate::fault::Ending;

/// A connection.
#[derive(Debug)]
pub struct Line {
    stream: TcpStream,
    hand: Hand,
    /// How long the other side may take no byte of an answer.
    limit: Option<Duration>,
    /// Runs while it takes none.
    stuck: Option<Pin<Box<Sleep>>>,
}

/// What breaks a connection; it belongs to whoever answers on it.
#[derive(Clone, Debug, Default)]
pub struct Hand(Arc<State>);

#[derive(Debug, Default)]
struct State {
    /// End once what is written is flushed.
    armed: AtomicBool,
    /// End with a reset.
    reset: AtomicBool,
    broken: Notify,
}

impl Line {
    /// A connection and what breaks it. Who takes no byte of an answer for longer than the limit is not served any more: an
    /// answer that nobody reads would keep a connection for ever.
    pub fn new(stream: TcpStream, limit: Option<Duration>) -> (Line, Hand) {
        let hand = Hand::default();
        (Line { stream, hand: hand.clone(), limit, stuck: None }, hand)
    }

    /// What came of writing, or that it has taken too long.
    fn unstuck<T>(&mut self, written: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        let Some(limit) = self.limit.filter(|_| written.is_pending()) else {
            self.stuck = None;
            return written;
        };
        ready!(self.stuck.get_or_insert_with(|| Box::pin(sleep(limit))).as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl Hand {
    /// Ends the connection now.
    pub fn end(&self, ending: Ending) {
        self.0.reset.store(ending == Ending::Reset, Ordering::Relaxed);
        self.0.broken.notify_one();
    }

    /// Ends the connection when all that was written is on its way.
    pub fn end_when_flushed(&self, ending: Ending) {
        self.0.reset.store(ending == Ending::Reset, Ordering::Relaxed);
        self.0.armed.store(true, Ordering::Relaxed);
    }

    /// Returns when the connection is to be dropped.
    pub async fn broken(&self) {
        self.0.broken.notified().await;
    }

    fn is_reset(&self) -> bool {
        self.0.reset.load(Ordering::Relaxed)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.hand.is_reset() {
            // Without it the connection closes in good order, which is the most that can be done then.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.unstuck(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.unstuck(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        if flushed.is_ready() && self.hand.0.armed.swap(false, Ordering::Relaxed) {
            self.hand.0.broken.notify_one();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.hand.is_reset() {
            return Poll::Ready(Ok(())); // An end in good order would hide the reset.
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
