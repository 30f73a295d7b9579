//! Doors for fuzzers: how long a client pauses, asked without waiting.

use std::time::Duration;

use vidu_types::{SPEC, Timestamp, VendorError, error_body};

use crate::backoff::{self, Chance};
use crate::call::{CallError, CallFault};
use crate::patience::{Patience, Persistence};
use crate::poll::{Progress, Step, Wait};
use crate::submit::SubmitError;

const VENDOR: &str = "a vendor";

/// How long a `Retry-After` asks to wait, in an answer that was sent now.
pub fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    backoff::retry_after(value, now)
}

/// The pause after a failed look that ended so long after the wait began; nothing if that was the last.
pub fn look_after(wait: Wait, elapsed: Duration, asked: Option<Duration>, seed: u64) -> Option<Duration> {
    let fault = CallFault::Refused { error: Box::new(error(503)), retry_after: asked };
    let fault = CallError { vendor: VENDOR, task: None, fault };
    match Progress::default().after(&wait, &mut Chance::seeded(seed), elapsed, Err(&fault)) {
        Step::Look(pause) => Some(pause),
        Step::Ended | Step::GiveUp(_) => None,
    }
}

/// The pause after a submit that was certainly not taken; nothing if there is to be no other.
pub fn submit_after(patience: Patience, elapsed: Duration, asked: Option<Duration>, seed: u64) -> Option<Duration> {
    let fault = SubmitError::Refused { vendor: VENDOR, error: Box::new(error(429)), retry_after: asked };
    Persistence::new(patience, Chance::seeded(seed)).after(elapsed, &fault)
}

fn error(status: u16) -> VendorError {
    error_body::read(&SPEC.revisions[0].errors, status, b"")
}
