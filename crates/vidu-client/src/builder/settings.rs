//! What the connections of a client are made from.

use std::fmt;
use std::time::Duration;

use crate::clock::Clock;

/// What the connections are made from.
#[derive(Clone)]
pub(crate) struct Settings {
    /// Without a slash at its end.
    pub(crate) base_url: String,
    pub(crate) user_agent: String,
    pub(crate) connect_timeout: Duration,
    pub(crate) request_timeout: Duration,
    pub(crate) proxy: Option<String>,
    pub(crate) roots: Vec<Vec<u8>>,
    pub(crate) concurrent_writes: usize,
    pub(crate) concurrent_reads: usize,
    pub(crate) clock: Clock,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: String::new(),
            user_agent: String::new(),
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            proxy: None,
            roots: Vec::new(),
            concurrent_writes: 16,
            concurrent_reads: 32,
            clock: Clock::default(),
        }
    }
}

/// A proxy's address may hold a password.
impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("base_url", &self.base_url)
            .field("user_agent", &self.user_agent)
            .field("connect_timeout", &self.connect_timeout)
            .field("request_timeout", &self.request_timeout)
            .field("proxy", &self.proxy.as_ref().map(|_| ".."))
            .field("root_certificates", &self.roots.len())
            .field("concurrent_submits", &self.concurrent_writes)
            .field("concurrent_polls", &self.concurrent_reads)
            .finish()
    }
}
