//! Tests across the crates, one binary: each module is a theme.

mod agreement;
mod callbacks;
mod checks;
mod contract;
mod differences;
mod edited;
mod examples;
mod export;
mod faults;
mod fine;
mod folder;
mod golden;
mod http;
mod lifecycle;
mod pages;
mod pictures;
mod space;
mod tables;
mod tidy;
mod woken;
