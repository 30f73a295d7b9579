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
mod callbacks;
mod clock;
mod delivery;
mod direct;
mod directing;
mod door;
mod drive;
mod durations;
mod edges;
mod endpoints;
mod engine;
mod event;
mod events;
mod exchange;
mod expect;
mod facts;
mod fate;
mod fault;
mod guard;
mod healthcheck;
mod ids;
mod journal;
mod judge;
mod key;
mod ledger;
mod limit;
mod line;
mod meaning;
pub mod media;
mod metrics;
mod mock_server;
mod offer;
mod patience;
mod pieces;
mod plan;
mod post;
mod queue;
mod random;
mod refusal;
mod reset;
mod results;
mod routes;
mod rule;
mod scope;
mod script;
mod seen;
mod serve;
mod server;
mod settings;
mod signature;
mod span;
mod state;
mod steps;
mod task_view;
#[cfg(test)]
mod tests;
mod timeline;
mod verify;
mod world;

pub use clock::Pace;
pub use drive::{Drive, Whose};
pub use durations::Durations;
pub use event::{Event, Happening};
pub use events::{Events, News};
pub use exchange::Reply;
pub use expect::{Difference, Expect};
pub use fault::{Fault, StandingFault};
pub use guard::CallbackAllow;
pub use healthcheck::healthcheck;
pub use journal::{Asked, Called, Entry, Record, Sent};
pub use ledger::Charge;
pub use mock_server::{Builder, MockServer, SpecSource, StartError};
pub use rule::{Rule, Standing};
pub use scope::{CommandError, Scope, Time};
pub use script::{Ending, Script, Slowness};
pub use seen::{Closest, GivenField};
pub use settings::{Echo, Timing, Unlisted};
pub use task_view::TaskView;
pub use verify::{Nearest, Times, Verification, Verify};
