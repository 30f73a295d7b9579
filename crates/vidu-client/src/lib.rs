//! A client of the Vidu video-generation API at every vendor: checked requests, bounded waits, callbacks, downloads.
//!
//! Each vendor has a module with its requests and its client, so that setting another vendor is changing a `use`.
//! Whoever made it, a task is one [`Task`].
//!
//! ```no_run
//! use vidu_client::vidu::{Client, Img2Video};
//! use vidu_client::{Image, Model, SubmitError};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::from_env()?;
//! let cat = Image::url("https://cdn.example.com/cat.png")?;
//! let request = Img2Video::new(Model::ViduQ1, cat).prompt("The cat stretches and looks up.");
//!
//! let handle = match client.submit(&request).await {
//!     Ok(handle) => handle,
//!     Err(SubmitError::Unknown(unknown)) => return Err(format!("look for it before you pay again: {unknown}").into()),
//!     Err(nothing_was_bought) => return Err(nothing_was_bought.into()),
//! };
//! println!("task {}", handle.id()); // client.task(id) takes it up again, in another process too
//!
//! let task = handle.wait().await?; // or handle.updates(), to hear of each state
//! for video in &task.videos {
//!     handle.download(video, "cat.mp4").await?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What it does about money
//!
//! A submit is sent once, over a connection of its own, and by no layer again: not after a time-out, not after a redirect.
//! How it failed is one of four, by what it may have cost: [`Invalid`](SubmitError::Invalid) and
//! [`NotSent`](SubmitError::NotSent) (nothing left this machine), [`Refused`](SubmitError::Refused) (the vendor answered with
//! a status that makes no task), [`Unknown`](SubmitError::Unknown) (a task may run).
//!
//! [`Builder::store`] turns on a journal: the intent is on the disk before a request leaves, the task's id before the caller
//! has it, and [`Client::recover`] gives both back after a crash, [`Client::reconcile_listed`] finds in the vendor's list what
//! is unknown; see [`store`]. [`Builder::budget`] stops submits before
//! they pass a limit of credits. What fails there is told apart too: [`NotRecorded`](SubmitError::NotRecorded),
//! [`OverBudget`](SubmitError::OverBudget) and [`NoPrice`](SubmitError::NoPrice) sent nothing, and
//! [`Unrecorded`](SubmitError::Unrecorded) has the task that the store does not.
//!
//! # What it does about time
//!
//! [`Handle::wait`] has a deadline, looks at growing intervals, does what a `Retry-After` asks, and survives failed looks:
//! see [`Wait`]. Its [error](WaitError) says which task it was and what was seen last. All pauses are those of
//! [`tokio::time`](https://docs.rs/tokio/latest/tokio/time/), so a test that pauses the clock waits for nothing.
//!
//! # What it does about secrets
//!
//! No `Debug` and no error shows a key or the query of an address. The key travels over https, and over http to this machine
//! or to hosts that [`Builder::allow_http`] names; redirects of the API are not followed; a file's host never sees the key.
#![deny(missing_docs)]

mod backoff;
mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod budget;
mod builder;
mod call;
#[expect(
    hidden_glob_reexports,
    reason = "the types' module of this name is for those who sign; here callbacks are verified"
)]
mod callback;
pub mod carrier;
mod client;
mod clock;
mod config_error;
mod download;
#[cfg(feature = "axum")]
mod extract;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod handle;
mod image_file;
mod kept;
mod key;
mod list;
mod patience;
mod poll;
mod raw;
mod reconcile;
mod recover;
mod remarks;
mod rest;
mod route;
mod sha256;
pub mod store;
mod submit;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod transport;
mod waits;
mod watch;

pub use batch::{Batch, RunError};
pub use budget::Budget;
pub use builder::{Builder, Policy};
pub use call::{CallError, CallFault};
pub use callback::{CallbackError, Callbacks, Verified, Verifier};
pub use client::Client;
pub use config_error::ConfigError;
pub use download::{Download, DownloadError, Progress};
#[cfg(feature = "axum")]
pub use extract::{CallbackRejection, Called};
pub use handle::Handle;
pub use image_file::{ImageFileError, ImageFileFault};
pub use key::{Key, KeyError};
pub use list::{List, Pages, Tasks};
pub use patience::Patience;
pub use poll::{Wait, WaitError, WaitFault};
pub use raw::{Raw, RawAnswer, RawError};
pub use reconcile::{AmbiguousTasks, ListedTasks, Missing, WhyMissing};
pub use recover::{ReconcileError, Reconciled, Recovery};
pub use route::UnusableId;
pub use submit::{SubmitError, Unknown, Unrecorded};
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
        /// A client of this vendor for programs without async.
        #[cfg(feature = "blocking")]
        pub type BlockingClient = crate::blocking::Client<$api>;
        /// A callback of this vendor, as an argument of a handler of axum.
        #[cfg(feature = "axum")]
        pub type Called = crate::Called<$api>;
        /// Wakes waits by the callbacks of this vendor, if it signs any.
        pub type Callbacks = crate::Callbacks<$api>;
        /// Verifies the callbacks of this vendor, if it signs any.
        pub type Verifier = crate::Verifier<$api>;
    };
}

vidu_types::each_vendor!(vendors);

/// The README's programs compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
