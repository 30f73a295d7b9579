//! A request's body as the network takes it: in parts, so that a picture of megabytes goes out from where it is.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use vidu_types::wire::{Content, Part};

/// A body on its way out.
#[derive(Debug)]
pub(super) enum Sending {
    /// In one part, as most are.
    Whole(Bytes),
    InParts(Parts),
}

impl From<Content> for Sending {
    fn from(content: Content) -> Self {
        let mut parts: VecDeque<Bytes> = content.into_parts().map(bytes).filter(|part| !part.is_empty()).collect();
        match parts.len() {
            0 | 1 => Self::Whole(parts.pop_front().unwrap_or_default()),
            _ => Self::InParts(Parts { parts }),
        }
    }
}

fn bytes(part: Part) -> Bytes {
    match part {
        Part::Written(bytes) => bytes.into(),
        picture @ Part::Picture(_) => Bytes::from_owner(picture),
    }
}

/// What is still to be sent.
#[derive(Debug)]
pub(super) struct Parts {
    parts: VecDeque<Bytes>,
}

impl Body for Parts {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.parts.pop_front().map(|part| Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.parts.is_empty()
    }

    /// Exact, so that the length stands in a header and nothing is sent in chunks, which not every gateway takes.
    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.parts.iter().map(|part| part.len() as u64).sum())
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    #[test]
    fn what_is_left_is_told_exactly() {
        let parts = [&b"{\"a\":\""[..], b"xyz", b"\"}"];
        let mut body = Parts { parts: parts.iter().copied().map(Bytes::from_static).collect() };
        for (sent, part) in parts.iter().enumerate() {
            let left = parts[sent..].concat().len() as u64;
            assert_eq!((body.size_hint().exact(), body.is_end_stream()), (Some(left), false));
            let Poll::Ready(Some(Ok(frame))) = Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop()))
            else {
                panic!("no part {sent}");
            };
            assert_eq!(frame.into_data().ok().as_deref(), Some(*part));
        }
        assert_eq!((body.size_hint().exact(), body.is_end_stream()), (Some(0), true));
    }

    #[test]
    fn one_part_stays_as_it_is() {
        for bytes in [&b""[..], b"{}"] {
            let sending = Sending::from(Content::from(bytes.to_vec()));
            assert!(matches!(&sending, Sending::Whole(whole) if whole == bytes), "{sending:?}");
        }
    }
}
