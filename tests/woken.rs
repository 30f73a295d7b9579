//! Waits by callback through a real axum server, with every fault of callbacks that the mock knows: one result, one bill.

use std::time::{Duration, SystemTime};

use axum::Router;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::time::Instant;
use vidu_client::vidu::{Api, Callbacks, Client, Img2Video};
use vidu_client::{Called, Key, Wait};
use vidu_mock::{Fault, MockServer, Timing};

const HOUR: Duration = Duration::from_secs(3600);

/// Where callbacks come to, in a router within another: the signature covers the whole path.
async fn hook(callbacks: Callbacks) -> String {
    let inner = Router::new().route("/hook", post(|_: Called<Api>| async {}));
    let routes = Router::new().nest("/deep", inner).with_state(callbacks);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/deep/hook?of=mine", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    url
}

/// How many looks at intervals of an hour it took beside the callbacks.
async fn hours(faults: Vec<Fault>) -> u64 {
    let timing =
        Timing { queued: "2s".parse().expect("a span"), running: "10s".parse().expect("a span"), ..Timing::default() };
    let server = MockServer::builder().held().begins(SystemTime::now()).timing(timing).start().await.expect("a mock");
    for fault in faults {
        server.fault(fault);
    }
    let client =
        Client::builder().key(Key::new("vda_key").expect("a key")).base_url(server.url()).build().expect("a client");
    let callbacks = client.callbacks().expect("a vendor with callbacks");
    let client = client.woken_by(&callbacks);
    let request = Img2Video::new("viduq1", "https://a.example/b.png").callback_url(hook(callbacks.clone()).await);
    let task = client.submit(&request).await.expect("a task");
    let began = Instant::now();
    let waiting = tokio::spawn(async move {
        task.wait_with(Wait::new().deadline(24 * HOUR).first_look(HOUR).interval(HOUR, HOUR)).await
    });
    while callbacks.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    server.advance(Duration::from_secs(600)).await;
    let done = waiting.await.expect("no panic").expect("an end");
    assert!(done.state.succeeded() && done.videos.len() == 1);
    assert_eq!((server.ledger().len(), callbacks.waiting()), (1, 0));
    began.elapsed().as_secs() / HOUR.as_secs()
}

/// Real sockets in one runtime whose clock jumps when nothing else is to do: an hour passes only if no callback came.
#[tokio::test(start_paused = true)]
async fn every_fault_of_callbacks_ends_in_the_same_result() {
    let cases = [
        ("none", vec![], 0),
        ("doubled", vec![Fault::callback_doubled()], 0),
        ("late", vec![Fault::callback_late(Duration::from_secs(60))], 0),
        ("out of order", vec![Fault::callback_out_of_order()], 0),
        ("tells of an end that was not", vec![Fault::callback_wrong_body()], 0),
        ("lost", vec![Fault::callback_lost()], 1),
        ("signed with another key", vec![Fault::callback_bad_signature()], 1),
        ("the first is lost", vec![Fault::callback_lost().once()], 0),
    ];
    for (name, faults, expected) in cases {
        assert_eq!(hours(faults).await, expected, "{name}");
    }
}
