//! Tests across the crates, one binary: each module is a theme.

mod agreement;
mod callbacks;
mod catalogue;
mod checks;
mod contract;
mod differences;
mod edited;
mod examples;
mod export;
mod faults;
mod folder;
mod forged;
mod golden;
mod http;
mod lifecycle;
mod pages;
mod pictures;
mod schemathesis;
mod space;
mod tables;
mod tidy;
mod woken;
