//! The body of an answer in pieces, with pauses before them or the end of the line after them.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::{Sleep, sleep};

use crate::edge::line::Hand;
use crate::fault::Ending;

/// Into so many pieces a slow body is cut.
const PIECES: u32 = 8;

/// A body in pieces.
#[derive(Debug, Default)]
pub struct Pieces {
    left: VecDeque<Bytes>,
    pause: Duration,
    sleeping: Option<Pin<Box<Sleep>>>,
    most: Option<usize>,
    end: Option<(Hand, Ending)>,
}

impl Pieces {
    /// All of a body, the last of it after so long.
    pub fn trickling(over: Duration) -> Pieces {
        Pieces { pause: over / PIECES, ..Pieces::default() }
    }

    /// No more of a body than so many bytes, and then the end of the line.
    pub fn ending(most: Option<usize>, hand: Hand, ending: Ending) -> Pieces {
        Pieces { most, end: Some((hand, ending)), ..Pieces::default() }
    }

    /// The pieces of a body.
    pub fn of(mut self, whole: Vec<u8>) -> Pieces {
        let whole = Bytes::from(whole);
        let sent = whole.slice(..self.most.unwrap_or(whole.len()).min(whole.len()));
        if let Some((hand, ending)) = self.end.as_ref().filter(|_| whole.is_empty()) {
            // Nobody asks for the pieces of an empty body.
            hand.end_when_flushed(*ending);
        }
        let size = if self.pause.is_zero() { sent.len() } else { sent.len().div_ceil(PIECES as usize) };
        let piece = |from| sent.slice(from..sent.len().min(from + size));
        self.left = (0..sent.len()).step_by(size.max(1)).map(piece).collect();
        self
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pause = self.pause;
        if !pause.is_zero() && !self.left.is_empty() {
            let sleeping = self.sleeping.get_or_insert_with(|| Box::pin(sleep(pause)));
            ready!(sleeping.as_mut().poll(context));
            self.sleeping = None;
        }
        let piece = self.left.pop_front();
        if let Some((hand, ending)) = self.end.as_ref().filter(|_| self.left.is_empty()) {
            hand.end_when_flushed(*ending);
            // What is missing never comes: the line ends first.
            return piece.map_or(Poll::Pending, |piece| Poll::Ready(Some(Ok(piece))));
        }
        Poll::Ready(piece.map(Ok))
    }
}
