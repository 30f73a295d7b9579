//! A client of the Vidu video-generation API at every vendor: checked requests, bounded waits, callbacks, downloads.
#![deny(missing_docs)]

mod backoff;
mod builder;
mod call;
#[expect(
    hidden_glob_reexports,
    reason = "the types' module of this name is for those who sign; here callbacks are verified"
)]
mod callback;
mod client;
mod config_error;
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

pub use builder::{Builder, Policy};
pub use call::{CallError, CallFault};
pub use callback::{CallbackError, Verified, Verifier};
pub use client::Client;
pub use config_error::ConfigError;
pub use download::{Download, DownloadError, Progress};
pub use handle::Handle;
pub use key::{Key, KeyError};
pub use poll::{Wait, WaitError, WaitFault};
pub use route::UnusableId;
pub use submit::{SubmitError, Unknown};
/// Everything of the types: requests, words, tasks, checks. A glob, because the words come from the spec.
#[doc(no_inline)]
pub use vidu_types::*;
pub use watch::Updates;

/// Makes a module for each vendor: what the types have there, and this crate's generic types at home.
macro_rules! vendors {
    ($($vendor:ident ($($revision:ident $(,)?)*) current $current:ident;)*) => {$(
        #[doc = concat!("Requests and client of the vendor `", stringify!($vendor), "`; its current revision is `", stringify!($current), "`.")]
        pub mod $vendor {
            #[doc(inline)]
            pub use vidu_types::$vendor::*;
            client!(vidu_types::$vendor::Api);
            $(
                #[doc = concat!("The vendor's pages as they stood at `", stringify!($revision), "`.")]
                pub mod $revision {
                    #[doc(inline)]
                    pub use vidu_types::$vendor::$revision::*;
                    client!(vidu_types::$vendor::$revision::Api);
                }
            )*
        }
    )*};
}

/// The generic types for one revision.
macro_rules! client {
    ($api:path) => {
        /// A client of this vendor.
        pub type Client = crate::Client<$api>;
        /// A task at this vendor.
        pub type Handle = crate::Handle<$api>;
        /// Verifies the callbacks of this vendor, if it signs any.
        pub type Verifier = crate::Verifier<$api>;
    };
}

vidu_types::each_vendor!(vendors);
