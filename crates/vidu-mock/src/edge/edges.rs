//! What a server is to be like at its edges: who may ask, how much at once, and where its own calls go.

use std::time::Duration;

use crate::builder::Builder;
use crate::callback::guard::CallbackAllow;
use crate::callback::receiver::{Callback, Receiver};
use crate::calls::key::Key;
use crate::edge::door::Token;
use crate::mock_server::MockServer;

impl MockServer {
    /// What the administrative endpoints want to be shown, if anything: on an address that others reach, always.
    pub fn admin_token(&self) -> Option<&str> {
        self.engine().house.settings.admin_token.as_ref().map(Token::secret)
    }
}

impl Builder {
    /// The keys that there are; without this, any well-formed key is good. May be called again with more.
    pub fn keys<K: AsRef<str>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.settings.keys.extend(keys.into_iter().map(|key| Key::of(key.as_ref())));
        self
    }

    /// How many connections are served at once; others wait until one of these ends.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.settings.max_connections = connections.max(1);
        self
    }

    /// Scheme, host and port in the addresses of results, such as `http://mock:8438`; without this, what each request
    /// names as its `Host`.
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.settings.public_url = Some(url.into().trim_end_matches('/').to_owned());
        self
    }

    /// What the administrative endpoints want to be shown, as `X-Vidu-Mock-Token` or `Authorization: Bearer`. Without this
    /// they want nothing on a loopback address, and elsewhere what [`MockServer::admin_token`] gives.
    pub fn admin_token(mut self, token: &str) -> Self {
        self.settings.admin_token = Some(Token::of(token));
        self
    }

    /// Where callbacks may go; without this, to this machine and to private networks.
    pub fn callback_allow(mut self, allow: CallbackAllow) -> Self {
        self.settings.callback_allow = allow;
        self
    }

    /// Authorities, as certificates in PEM, whom callbacks to https addresses trust beside the usual ones: for a receiver
    /// with a certificate that a test or a company made itself.
    pub fn callback_authorities(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.callback_authorities = pem.into();
        self
    }

    /// Hands every callback to a function of this process, whatever its address, in place of sending it: what the function
    /// answers is the status of the receiver, or nothing if nobody was there.
    pub fn receiver(mut self, take: impl Fn(&Callback<'_>) -> Option<u16> + Send + Sync + 'static) -> Self {
        self.settings.receiver = Some(Receiver::of(take));
        self
    }

    /// How long a client may take to send its headers, and how long it may pause within its body or
    /// within reading an answer; without this, 30 seconds. Of a slow body a kilobyte has to come each second.
    /// Under tokio's paused time there is no such limit.
    pub fn client_timeout(mut self, limit: Duration) -> Self {
        self.settings.client_timeout = limit;
        self
    }

    /// How many worlds there may be, which are vendors with keys; a key beyond them is refused with 400. None is forgotten to
    /// make room, because somebody was billed in it.
    pub fn max_worlds(mut self, worlds: usize) -> Self {
        self.settings.max_worlds = worlds;
        self
    }

    /// How many tasks each world may have; one beyond them is refused with 400. None is forgotten to make room, because
    /// somebody was billed for it.
    pub fn max_tasks(mut self, tasks: usize) -> Self {
        self.settings.max_tasks = tasks;
        self
    }
}
