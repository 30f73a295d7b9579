//! A stand-in for the vendors of the Vidu video-generation API, for tests without a network.
#![deny(missing_docs)]
#![allow(dead_code)]

#[cfg(test)]
mod acme;
mod clock;
mod exchange;
mod ids;
mod journal;
mod key;
mod ledger;
pub mod media;
mod patience;
mod plan;
mod post;
mod queue;
mod random;
mod results;
mod routes;
mod script;
mod settings;
mod world;
