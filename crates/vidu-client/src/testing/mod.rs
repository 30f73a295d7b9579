//! What the tests of this crate share: a made-up vendor and a server that follows a script.

mod server;
mod vendor;

pub(crate) use server::{Answer, Received, Server};
pub(crate) use vendor::{Acme, Bare, Clip, operation_of, parameter};

use crate::client::Client;
use crate::key::Key;
use crate::poll::Wait;

/// The key of every client here.
pub(crate) const SECRET: &str = "sk-secret";

/// A client of the server, with chance that repeats.
pub(crate) fn client(server: &Server) -> Client<Acme> {
    builder(server).build().expect("a client")
}

/// The builder of a client of the server.
pub(crate) fn builder(server: &Server) -> crate::Builder<Acme> {
    let mut builder = Client::<Acme>::builder().key(Key::new(SECRET).expect("a key")).base_url(server.url());
    builder.chance = crate::backoff::Chance::seeded(1);
    builder.wait(Wait::new().deadline(std::time::Duration::from_secs(600)))
}
