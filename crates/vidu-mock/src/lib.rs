//! A stand-in for the vendors of the Vidu video-generation API, for tests without a network.
#![deny(missing_docs)]

pub mod media;
