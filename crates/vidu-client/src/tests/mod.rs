//! What the client does against a server that follows a script.

mod batches;
pub(crate) mod called;
mod calls;
mod kept;
mod killed;
mod lists;
mod submits;
mod waits;
