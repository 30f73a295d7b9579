//! A request from the door to its answer: the same for those that come over a socket and those that do not.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use serde_json::json;

use crate::admin;
use crate::calls::exchange::{Answer, Request};
use crate::edge::door;
use crate::fault::{Hit, Wire};
use crate::server::Shared;

/// Answers any request but one for events, whose answer does not end, and says how the answer is sent if not simply.
pub async fn serve(shared: &Shared, request: &Request<'_>) -> (Answer, Option<Wire>) {
    let (answer, wire) = match door::stopped(shared.engine.house.settings.admin_token.as_ref(), request) {
        Some(answer) => (answer, None),
        None => caught(answered(shared, request)).await.unwrap_or_else(|| (broken(), None)),
    };
    (door::opened(answer, request.path), wire)
}

/// The same for requests to a vendor or for a result alone, without waiting, with the fault that hit; a panic is the
/// caller's.
pub fn answer(shared: &Shared, request: &Request<'_>) -> (Answer, Option<Hit>) {
    let stopped = door::stopped(shared.engine.house.settings.admin_token.as_ref(), request);
    let (answer, hit) = stopped.map_or_else(|| shared.engine.answer(request), |answer| (answer, None));
    (door::opened(answer, request.path), hit)
}

async fn answered(shared: &Shared, request: &Request<'_>) -> (Answer, Option<Wire>) {
    if request.path.starts_with(admin::PREFIX) {
        return (admin::answer(&shared.engine, &shared.wishes, request).await, None);
    }
    #[cfg(test)]
    tests::panics(shared, request);
    let (answer, hit) = shared.engine.answer(request);
    (answer, hit.as_ref().and_then(Hit::wire))
}

/// What a future gives, or nothing if it panics: a fault of the mock's own must not take others' requests with it.
async fn caught<F: Future>(future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(polled) => polled.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}

fn broken() -> Answer {
    let message = "the mock itself failed at this request; what it printed says where";
    Answer::json(500, json!({ "error": { "message": message } }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails as a fault of the mock's own would, at two paths that only its tests have.
    pub fn panics(shared: &Shared, request: &Request<'_>) {
        let _worlds = (request.path == "/__panic/locked").then(|| shared.engine.worlds());
        assert!(!request.path.starts_with("/__panic"), "a fault of the mock's own");
    }

    #[tokio::test]
    async fn a_panic_is_nothing() {
        assert_eq!(caught(async { 1 }).await, Some(1));
        assert_eq!(caught(async { [0][usize::from(std::env::args().count() > 0)] }).await, None);
    }
}
