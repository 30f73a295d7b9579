//! Tests across the crates, one binary: each module is a theme.

mod edited;
mod faults;
mod folder;
mod golden;
mod space;
mod tables;
mod tidy;
