//! What ends a process: a countdown of its touches of disk and network, after which nothing of it reaches anything.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The life of one process; clones are one.
#[derive(Clone, Debug, Default)]
pub struct Fuse(Arc<State>);

#[derive(Debug, Default)]
struct State {
    left: Mutex<Left>,
    burnt: Notify,
}

#[derive(Debug, Default)]
struct Left {
    is_out: bool,
    touches: Option<u32>,
}

/// What a touch is to the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// It lives on.
    Alive,
    /// It dies in the middle of it.
    Last,
    /// It was dead before.
    Dead,
}

impl Fuse {
    /// Lets the process die at one of its next touches, counted from 1.
    pub fn arm(&self, touches: u32) {
        self.left().touches = Some(touches.max(1));
    }

    /// Lets it live.
    pub fn disarm(&self) {
        self.left().touches = None;
    }

    /// Ends it now.
    pub fn put_out(&self) {
        self.left().is_out = true;
        self.0.burnt.notify_one();
    }

    /// Whether it is dead.
    pub fn is_out(&self) -> bool {
        self.left().is_out
    }

    /// Counts a touch of disk or network.
    pub fn touch(&self) -> Touch {
        let mut left = self.left();
        if left.is_out {
            return Touch::Dead;
        }
        let Some(touches) = &mut left.touches else { return Touch::Alive };
        *touches -= 1;
        if *touches > 0 {
            return Touch::Alive;
        }
        left.is_out = true;
        drop(left);
        self.0.burnt.notify_one();
        Touch::Last
    }

    /// Ends when the process is dead.
    pub async fn burnt(&self) {
        while !self.is_out() {
            self.0.burnt.notified().await;
        }
    }

    fn left(&self) -> MutexGuard<'_, Left> {
        self.0.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
