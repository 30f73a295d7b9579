//! Asks [`pauses`](vidu_fuzz::fuzzed::pauses) of whatever the fuzzer thinks of.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| vidu_fuzz::fuzzed::pauses::holds(input));
