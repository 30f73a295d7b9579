//! Callbacks: due in order, made ready, signed, guarded, sent.

pub mod callbacks;
pub mod delivery;
pub mod guard;
pub mod post;
pub mod queue;
pub mod receiver;
pub mod signature;
pub mod tls;
