//! Tests across the crates, one binary: each module is a theme.

mod agreement;
mod callbacks;
mod catalogue;
mod checks;
mod complaints;
mod contract;
mod differences;
mod edited;
mod examples;
mod export;
mod faults;
mod fine;
mod folder;
mod forged;
mod golden;
mod http;
mod lifecycle;
mod lists;
mod pages;
mod pictures;
mod schemathesis;
mod secure;
mod space;
mod tables;
mod tidy;
mod woken;
