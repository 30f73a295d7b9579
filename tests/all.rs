//! Tests across the crates, one binary: each module is a theme.

mod faults;
mod folder;
mod golden;
mod http;
mod pages;
mod space;
mod tables;
