//! A stand-in for the vendors of the Vidu video-generation API, for tests without a network.
//!
//! [`MockServer`] serves every vendor of the spec at once on one port, at their real paths, with their real answers,
//! status words, keys and error bodies. A task is a plan that is drawn from a seed when it is created: its state is a
//! function of that plan and the clock, so time can run, run faster, or be moved by hand.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! use std::time::Duration;
//! use vidu_mock::MockServer;
//!
//! let server = MockServer::builder().held().start().await?;
//! println!("send requests to {}", server.url());
//! let events = server.advance(Duration::from_secs(60)).await; // tasks pass, callbacks are sent
//! assert!(events.is_empty()); // because there are no tasks
//! server.stop().await;
//! # Ok::<(), vidu_mock::StartError>(())
//! # }).unwrap();
//! ```
#![deny(missing_docs)]

#[cfg(test)]
mod acme;
mod admin;
mod builder;
mod callback;
mod calls;
mod edge;
mod fault;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
pub mod media;
mod mock_server;
mod server;
mod settings;
mod tasks;
#[cfg(test)]
mod tests;
mod time;
mod worlds;

pub use admin::expect::{Difference, Expect};
pub use admin::scope::{CommandError, Scope, Time};
pub use admin::seen::{Closest, GivenField};
pub use admin::verify::{Nearest, Times, Verification, Verify};
pub use builder::{Builder, SpecSource, StartError};
pub use callback::guard::CallbackAllow;
pub use callback::receiver::Callback;
pub use calls::exchange::Reply;
pub use edge::healthcheck::healthcheck;
pub use fault::{Ending as WireEnding, Fault, StandingFault, Wire};
pub use mock_server::{MockServer, Transmission};
pub use settings::{Echo, Timing, Unlisted};
pub use tasks::rule::{Rule, Standing};
pub use tasks::script::{Ending, Script, Slowness};
pub use tasks::task_view::TaskView;
pub use time::clock::Pace;
pub use time::drive::{Drive, Whose};
pub use time::durations::Durations;
pub use worlds::event::{Event, Happening};
pub use worlds::events::{Events, News};
pub use worlds::history::History;
pub use worlds::journal::{Asked, Called, Entry, Record, Sent};
pub use worlds::ledger::Charge;
pub use worlds::text::Text;
