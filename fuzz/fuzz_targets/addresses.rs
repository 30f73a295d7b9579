//! Asks [`addresses`](vidu_fuzz::fuzzed::addresses) of whatever the fuzzer thinks of.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| vidu_fuzz::fuzzed::addresses::holds(input));
