//! The edges of the server: who is let in, how answers travel on purpose, and the health check.

pub mod desk;
pub mod door;
pub mod edges;
pub mod healthcheck;
pub mod line;
pub mod pieces;
