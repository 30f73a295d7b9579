//! A client of the Vidu video-generation API at every vendor: checked requests, bounded waits, callbacks, downloads.
#![deny(missing_docs)]

mod backoff;
mod builder;
mod call;
mod callback;
mod client;
mod download;
mod handle;
mod key;
mod poll;
mod route;
mod submit;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod transport;
mod watch;

pub use builder::{Builder, ConfigError, Policy};
pub use call::{CallError, CallFault};
pub use callback::{CallbackError, Verified, Verifier};
pub use client::Client;
pub use download::{Download, DownloadError, Progress};
pub use handle::Handle;
pub use key::{Key, KeyError};
pub use poll::{Wait, WaitError, WaitFault};
pub use route::UnusableId;
pub use submit::{SubmitError, Unknown};
#[doc(no_inline)]
pub use vidu_types::*;
pub use watch::Updates;
