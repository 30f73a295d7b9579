//! What the client does against a server that follows a script.

mod batches;
mod called;
mod calls;
mod submits;
mod waits;
