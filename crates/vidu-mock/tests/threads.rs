//! A server in the caller's process has no thread of its own: tasks, time and callbacks run on the caller's runtime.
#![cfg(target_os = "linux")]

use std::time::Duration;

use vidu_mock::MockServer;

const BODY: &[u8] = br#"{"model": "viduq1", "images": ["https://cdn.example.com/cat.png"], "callback_url": "http://127.0.0.1:9/called"}"#;

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").expect("the threads of this process").count()
}

/// Alone in its program, so that no other test's threads are counted.
#[test]
fn a_server_in_process_has_no_thread_of_its_own() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    let before = threads();
    runtime.expect("a runtime").block_on(async {
        let server = MockServer::builder().held().start().await.expect("a mock");
        let headers = [("authorization", "Token any-key"), ("content-type", "application/json")];
        let made = server.ask("POST", "/ent/v2/img2video", &headers, BODY).await;
        assert_eq!(made.status, 200);
        let events = server.advance(Duration::from_secs(600)).await;
        assert!(events.len() > 6, "states and callbacks with their retries: {events:?}");
        assert_eq!(threads(), before);
    });
}
