//! Doors for fuzzers: what decides where a callback may go, asked without calling anybody.

use std::net::{IpAddr, SocketAddr};

pub use crate::callback::post::Target;

use crate::callback::guard::CallbackAllow;
use crate::callback::post;

/// Whether a callback may go to an address.
pub fn may_go(allow: CallbackAllow, address: IpAddr) -> bool {
    allow.refuses(address).is_none()
}

/// How a URL is taken apart, or why it cannot be.
pub fn target(url: &str) -> Result<Target, String> {
    Target::of(url)
}

/// The address to which a callback would go, if it may go anywhere. A name is asked of the system.
pub async fn resolved(url: &str, allow: CallbackAllow) -> Option<SocketAddr> {
    post::resolve(&Target::of(url).ok()?, allow).await.ok()?.ok()
}
