//! What the targets ask: the same files that `cargo test` replays the kept inputs through, compiled for the fuzzer.

#[path = "../../tests/folder.rs"]
pub mod folder;
#[path = "../../tests/fuzzed/mod.rs"]
pub mod fuzzed;
#[path = "../../tests/space.rs"]
pub mod space;
