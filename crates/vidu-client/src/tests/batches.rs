//! Many tasks at once against a server that follows a script.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::timeout;

use crate::testing::{Acme, Answer, Clip, Received, Server, builder, client};
use crate::watch::Watch;
use crate::{Client, RunError, SubmitError, Wait};

fn clips(many: usize) -> Vec<Clip> {
    (0..many).map(|at| Clip { prompt: Some(format!("{at}")), label: None }).collect()
}

/// Accepts each clip under its own number, with an outcome by its number.
fn by_number(received: &Received) -> Answer {
    let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if received.line.starts_with("GET") {
        let id: usize = number(received.line.split(' ').nth(1).unwrap_or_default().trim_start_matches("/v1/"))
            .parse()
            .unwrap_or_default();
        let word = if id.is_multiple_of(2) { "done" } else { "broken" };
        return Answer::new(200, format!(r#"{{"status": "{word}"}}"#));
    }
    let id = number(&String::from_utf8_lossy(&received.body));
    match id.as_str() {
        "3" => Answer::new(400, r#"{"code": "no"}"#),
        "5" => Answer::Nothing,
        _ => Answer::new(200, format!(r#"{{"task": "{id}"}}"#)),
    }
}

fn told<T, E: std::fmt::Display>(result: &Result<T, E>, good: impl Fn(&T) -> String) -> String {
    result.as_ref().map_or_else(ToString::to_string, good)
}

#[tokio::test(start_paused = true)]
async fn results_stand_in_order_and_a_failure_stops_nothing() {
    let server = Server::start(by_number).await;
    let made = client(&server).submit_all(clips(8)).await;
    let lines: Vec<String> = made.iter().map(|one| told(one, |handle| handle.id().to_owned())).collect();
    for (at, line) in lines.iter().enumerate() {
        match at {
            3 => assert_eq!(line, "acme: HTTP 400 no"),
            5 => assert!(line.contains("may pay twice"), "{line}"),
            _ => assert_eq!(line, &at.to_string()),
        }
    }
    assert!(matches!(made[5], Err(SubmitError::Unknown(_))));
    assert_eq!(server.received().len(), 8, "nothing is sent twice");
    let tasks: Vec<_> = made.into_iter().flatten().collect();
    let ends = client(&server).wait_all(tasks).await;
    let words: Vec<String> = ends.iter().map(|end| told(end, |task| format!("{} {}", task.id, task.state))).collect();
    assert_eq!(words, ["0 done", "1 broken", "2 done", "4 done", "6 done", "7 broken"]);
}

/// Nothing more, and who asks holds on to something until then.
fn holding<T>(held: &Arc<()>) -> impl Iterator<Item = T> + Send + 'static {
    let held = Arc::clone(held);
    std::iter::from_fn(move || Some(&held).and(None))
}

/// What was handed in is let go as soon as all of it is under way, and not when the last has ended.
#[tokio::test(start_paused = true)]
async fn what_is_handed_in_is_let_go_once_it_is_taken() {
    let server = Server::start(by_number).await;
    let client = client(&server);
    let held = Arc::new(());
    let mut submits = client.submit_all(clips(2).into_iter().chain(holding(&held)));
    let first = submits.next().await.expect("a result").1.expect("a task");
    assert_eq!(Arc::strong_count(&held), 1, "one submit is still under way");
    let mut waits = client.wait_all([first, client.task("2").expect("an id")].into_iter().chain(holding(&held)));
    drop(waits.next().await.expect("a result"));
    assert_eq!(Arc::strong_count(&held), 1, "one wait is still under way");
    assert!(submits.next().await.is_some() && waits.next().await.is_some());
}

#[tokio::test(start_paused = true)]
async fn results_come_when_they_are_there() {
    let server = Server::start(|received| {
        let body = String::from_utf8_lossy(&received.body).into_owned();
        if body.contains('0') { Answer::Silence } else { by_number(received) }
    })
    .await;
    let client = builder(&server).concurrent_submits(2).build().expect("a client");
    let mut batch = client.run_all(clips(5));
    let mut order = Vec::new();
    while let Some((position, outcome)) = batch.next().await {
        order.push((position, told(&outcome, |task| task.state.to_string())));
    }
    let positions: Vec<usize> = order.iter().map(|(position, _)| *position).collect();
    assert_eq!(positions, [1, 2, 3, 4, 0], "{order:?}");
    assert!(order[4].1.contains("no answer in time"), "{order:?}");
    assert!(batch.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn no_more_at_once_than_is_set() {
    for (submits, at_once, expected) in [(3, 100, 3), (100, 4, 4), (1, 1, 1)] {
        let server = Server::start(|_| Answer::Silence).await;
        let client = builder(&server).concurrent_submits(submits).build().expect("a client");
        let mut batch = client.submit_all(clips(20)).at_once(at_once);
        assert!(timeout(Duration::from_secs(30), batch.next()).await.is_err());
        assert_eq!(server.received().len(), expected);
        batch.stop();
        let mut ended = 0;
        while batch.next().await.is_some() {
            ended += 1;
        }
        assert_eq!((ended, batch.begun()), (at_once.min(20), at_once.min(20)));
    }
}

/// Many waiters share few connections.
#[tokio::test(start_paused = true)]
async fn waiting_tasks_hold_few_sockets() {
    let server = Server::start(|received| {
        let word = if received.number < 4000 { "making" } else { "done" };
        Answer::new(200, format!(r#"{{"status": "{word}"}}"#))
    })
    .await;
    let client: Client<Acme> = builder(&server).concurrent_polls(8).build().expect("a client");
    let tasks: Vec<_> = (0..2000).map(|id| client.task(id.to_string()).expect("an id")).collect();
    let ends = client.wait_all(tasks).await;
    assert!(ends.iter().all(|end| end.as_ref().is_ok_and(|task| task.state.succeeded())));
    let sockets = server.received().iter().map(|received| received.connection).max().unwrap_or_default() + 1;
    assert!(sockets <= 16, "{sockets} sockets");
}

/// A task ends at as many looks as its id says, so each wait has to keep a pace of its own.
#[tokio::test(start_paused = true)]
async fn many_waits_end_each_in_its_time() {
    let looks = Mutex::new(HashMap::<String, usize>::new());
    let server = Server::start(move |received| {
        let id =
            received.line.split(' ').nth(1).and_then(|path| path.rsplit('/').next()).unwrap_or_default().to_owned();
        let wanted = id.parse().unwrap_or_default();
        let mut looks = looks.lock().expect("no panic");
        let seen = looks.entry(id).and_modify(|seen| *seen += 1).or_insert(1);
        Answer::new(200, format!(r#"{{"status": "{}"}}"#, if *seen < wanted { "making" } else { "done" }))
    })
    .await;
    let second = Duration::from_secs(1);
    let wait = Wait::new().interval(second, second).deadline(60 * second);
    let client = builder(&server).wait(wait).build().expect("a client");
    let ids = ["9", "1", "100", "4", "6"];
    let mut batch = client.wait_all(ids.map(|id| client.task(id).expect("an id")));
    let mut ends = Vec::new();
    while let Some((position, end)) = batch.next().await {
        ends.push((ids[position], end.map_or_else(|fault| fault.attempts, |_| 0)));
    }
    assert_eq!(ends[..4], [("1", 0), ("4", 0), ("6", 0), ("9", 0)]);
    let (id, attempts) = ends[4];
    assert!(id == "100" && (50..70).contains(&attempts) && ends.len() == 5, "{ends:?}");
}

/// What rests is a record of this size and no future.
#[test]
fn who_rests_takes_little_room() {
    let bytes = std::mem::size_of::<Watch<Acme>>();
    assert!(bytes <= 256, "{bytes} bytes");
}

#[tokio::test(start_paused = true)]
async fn a_long_input_is_taken_bit_by_bit() {
    let server = Server::start(|_| Answer::Silence).await;
    let taken = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let seen = std::sync::Arc::clone(&taken);
    let endless = std::iter::repeat_with(move || {
        seen.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        clips(1).remove(0)
    });
    let mut batch = client(&server).run_all(endless).at_once(3);
    assert!(timeout(Duration::from_secs(1), batch.next()).await.is_err());
    assert_eq!(taken.load(std::sync::atomic::Ordering::Relaxed), 3);
}

#[tokio::test]
async fn what_may_exist_is_told() {
    let server = Server::start(by_number).await;
    let may_exist: Vec<Option<bool>> = client(&server)
        .run_all(clips(6))
        .await
        .iter()
        .map(|one| one.as_ref().err().map(RunError::task_may_exist))
        .collect();
    assert_eq!(may_exist, [None, None, None, Some(false), None, Some(true)]);
}

/// An answer may repeat the request's picture, and thousands of tasks may wait for hours.
#[tokio::test]
async fn who_waits_keeps_no_pictures() {
    let server =
        Server::start(|_| Answer::new(200, format!(r#"{{"task": "7", "images": "{}"}}"#, "A".repeat(100_000)))).await;
    let handle = client(&server).submit(&clips(1)[0]).await.expect("a task");
    assert!(handle.created().is_some_and(|task| task.raw.to_string().len() > 100_000));
    let bare = handle.bare();
    assert!(bare.created().is_none() && bare.id() == "7");
    let waiting = std::mem::size_of_val(&bare.wait());
    assert!(waiting < 1024, "a waiter takes {waiting} bytes");
}
