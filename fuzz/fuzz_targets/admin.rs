//! Asks [`admin`](vidu_fuzz::fuzzed::admin) of whatever the fuzzer thinks of.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| vidu_fuzz::fuzzed::admin::holds(input));
