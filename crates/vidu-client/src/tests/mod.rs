//! What the client does against a server that follows a script.

mod calls;
mod kept;
mod killed;
mod submits;
mod waits;
