//! A server without a socket: what becomes of answers on their way, and callbacks that a function takes.

use std::sync::{Arc, Mutex};

use serde_json::json;

use super::{SECOND, builder};
use crate::{Fault, MockServer, Transmission, Wire, WireEnding};

const KEY: (&str, &str) = ("Authorization", "Acme k");

fn submit(server: &MockServer) -> Transmission {
    let body = json!({ "model": "a1", "hook": "http://receiver.example/a?b=c" }).to_string();
    server.transmit("POST", "/acme/paint", &[KEY], body.as_bytes())
}

#[tokio::test]
async fn an_answer_and_what_becomes_of_it() {
    let server = builder().start_unconnected().expect("a server");
    assert!(server.is_healthy() && server.address().port() == 0);
    let good = submit(&server);
    assert_eq!((good.reply.status, good.wire, good.injected), (200, None, None));
    let cases = [
        (Fault::no_answer(), "no_answer", Some(Wire::Never(WireEnding::Closed))),
        (Fault::reset_within_answer(3), "reset_within", Some(Wire::Within(3, WireEnding::Reset))),
        (Fault::hanging(SECOND), "hanging", Some(Wire::Hang(SECOND))),
        (Fault::slow_body(SECOND), "slow_body", Some(Wire::Trickle(SECOND))),
        (Fault::server_error(503), "server_error", None),
    ];
    for (fault, name, wire) in cases {
        server.fault(fault.once());
        let hit = submit(&server);
        assert_eq!((hit.wire, hit.injected.as_deref()), (wire, Some(name)));
    }
    assert_eq!(server.ledger().len(), 5, "what is lost on the line is served");
    server.stop().await;
}

#[tokio::test]
async fn callbacks_are_handed_to_a_function() {
    let taken = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&taken);
    let server = builder().receiver(move |callback| {
        let mut list = list.lock().expect("the list");
        list.push(callback.address.to_owned());
        // Nobody is there at first: the state that is told once is missed, and the end is sent again.
        (list.len() > 2).then_some(200)
    });
    let server = server.start_unconnected().expect("a server");
    assert_eq!(submit(&server).reply.status, 200);
    server.advance(600 * SECOND).await;
    assert_eq!(*taken.lock().expect("the list"), ["/a?b=c", "/a?b=c", "/a?b=c"]);
    server.verify(crate::Expect::callback()).times(3);
}
