//! A million tasks in flight: what the last costs against the first, what they hold, and what their whole lives cost.

use std::time::{Duration, Instant};

use vidu_mock::{Durations, MockServer, News, Timing};

use crate::figure::Figure;
use crate::process::{cpu, mock};

/// As many tasks.
const TASKS: usize = 1_000_000;
/// As many are one measurement.
const BATCH: usize = 20_000;
/// As many submits are listened to.
const HEARD: usize = 2000;
/// In as many parts.
const PARTS: usize = 10;

/// Of a request.
pub const HEADERS: [(&str, &str); 2] =
    [("authorization", "Token bench-key-0001"), ("content-type", "application/json")];
/// Of a submit.
pub const BODY: &str = r#"{"model":"viduq1","images":["https://cdn.example.com/harbour.png"],"prompt":"A lantern drifts over the harbour.","duration":5,"seed":7,"resolution":"1080p","movement_amplitude":"auto"}"#;

/// Of a million tasks in this process, without a socket.
pub fn figures() -> Vec<Figure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measured())
}

async fn measured() -> Vec<Figure> {
    let running = Durations::from(Duration::from_secs(60));
    let builder = mock().held().timing(Timing { running, ..Timing::default() });
    let server = builder.start().await.expect("a server");
    let submit = |count: usize| {
        let mut answer = Vec::new();
        let cost = least(count, || {
            let reply = server.answer("POST", "/ent/v2/img2video", &HEADERS, BODY.as_bytes());
            assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
            answer = reply.body;
        });
        (cost, crate::caller::task_id(&answer))
    };
    let query = |task: &str| {
        let path = format!("/ent/v2/tasks/{task}/creations");
        least(BATCH, || {
            let reply = server.answer("GET", &path, &HEADERS, b"");
            assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        })
    };
    submit(BATCH); // warms up
    let before = resident();
    let (first, task) = submit(BATCH);
    let first_query = query(&task);
    let first_heard = heard(&server).await;
    submit(TASKS - 3 * BATCH - 2 * HEARD);
    let (last, task) = submit(BATCH);
    let last_query = query(&task);
    let held = resident() - before;
    let last_heard = heard(&server).await;
    let began = cpu(std::process::id());
    let events = server.advance(Duration::from_secs(u64::from(u32::MAX))).await.len();
    let lives = (cpu(std::process::id()) - began).as_secs_f64();
    assert!(events >= TASKS, "{events}");
    let figure =
        |what: &str, amount, against, unit, target| Figure { what: what.into(), amount, against, unit, target };
    vec![
        figure("a submit with a million tasks, against one with few", last, Some(first), "us", 1.5),
        figure("a query with a million tasks, against one with few", last_query, Some(first_query), "us", 1.5),
        figure("a submit that somebody listens to, likewise", last_heard, Some(first_heard), "us", 1.5),
        figure("memory of a million tasks in flight", held, None, "MB", 400.0),
        figure(&format!("CPU of their whole lives in virtual time, {events} states told"), lives, None, "s", 2.0),
    ]
}

/// The microseconds that a submit takes until somebody who listens has heard of it: the request and the state.
async fn heard(server: &MockServer) -> f64 {
    let mut events = server.events();
    let mut least = f64::INFINITY;
    for _ in 0..PARTS {
        let start = Instant::now();
        for _ in 0..HEARD / PARTS {
            server.answer("POST", "/ent/v2/img2video", &HEADERS, BODY.as_bytes());
            assert!(matches!(events.next().await, Some(News::Noted(_))));
            assert!(matches!(events.next().await, Some(News::State(_))));
        }
        least = least.min(start.elapsed().as_secs_f64() * 1e6 / (HEARD / PARTS) as f64);
    }
    least
}

/// The microseconds that one takes of so many, measured in parts of which the least disturbed counts.
fn least(count: usize, mut one: impl FnMut()) -> f64 {
    let part = (count / PARTS).max(1);
    let mut least = f64::INFINITY;
    for _ in 0..PARTS {
        let start = Instant::now();
        (0..part).for_each(|_| one());
        least = least.min(start.elapsed().as_secs_f64() * 1e6 / part as f64);
    }
    least
}

fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok()).unwrap_or(0.0) * 4096.0 / 1_048_576.0
}
