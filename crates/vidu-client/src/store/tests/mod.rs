//! The journal against everything that a disk, a process and a user can do to it.

mod disk;
mod faults;
mod places;
#[cfg(all(feature = "postgres", unix))]
mod postgres;
#[cfg(all(feature = "postgres", unix))]
mod server;
