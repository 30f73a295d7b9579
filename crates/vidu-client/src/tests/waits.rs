//! Waiting through trouble, in virtual time: client and server share one paused runtime.

use std::time::Duration;

use tokio::time::Instant;

use crate::testing::{Acme, Answer, SECRET, Server, client};
use crate::{Handle, Task, Wait, WaitError, WaitFault};

fn state(word: &str) -> Answer {
    Answer::new(200, format!(r#"{{"status": "{word}", "request": "r1"}}"#))
}

fn handle(server: &Server) -> Handle<Acme> {
    client(server).task("7").expect("an id")
}

fn told(outcome: &Result<Task, WaitError>) -> String {
    match outcome {
        Ok(task) => format!("{} {}", task.id, task.state),
        Err(fault) => fault.to_string(),
    }
}

/// How a wait ends, after how many looks; one of many ends no other way.
async fn check(answers: Vec<Answer>, expected: &str, looks: usize) {
    let server = Server::script(answers.clone()).await;
    let outcome = handle(&server).wait().await;
    assert!(told(&outcome).contains(expected), "{answers:?}: {}", told(&outcome));
    assert_eq!(server.received().len(), looks, "{answers:?}");
    assert!(!format!("{outcome:?}").contains(SECRET));

    let again = Server::script(answers).await;
    let of_many = client(&again).wait_all([handle(&again)]).await;
    assert_eq!((told(&of_many[0]), again.received().len()), (told(&outcome), looks));
}

#[tokio::test(start_paused = true)]
async fn ends() {
    let busy = || Answer::new(503, "<html>busy</html>");
    let no = |status| Answer::new(status, r#"{"code": "no", "trace": "t9"}"#);
    let cases = [
        (vec![state("done")], "7 done", 1),
        (vec![state("broken")], "7 broken", 1),
        (vec![state("waiting"), state("making"), state("done")], "7 done", 3),
        (vec![state("unheard of"), state("done")], "7 done", 2),
        (vec![busy(), state("making"), busy(), busy(), state("done")], "7 done", 5),
        (vec![Answer::Nothing, Answer::Nothing, state("done")], "7 done", 3),
        (vec![Answer::Silence, state("done")], "7 done", 2),
        (vec![state("making").cut(4), state("done")], "7 done", 2),
        (vec![Answer::new(200, "<html>"), Answer::new(200, "{}"), state("done")], "7 done", 3),
        (vec![no(408), no(425), no(429), no(500), no(302), state("done")], "7 done", 6),
        (vec![state("making"), no(401)], "the key is not taken: HTTP 401 no (trace t9); 2 looks", 2),
        (vec![state("making"), no(403)], "the key may not see the task", 2),
        (vec![state("making"), no(404)], "the vendor does not know the task", 2),
        (vec![state("making"), no(400)], "acme, task 7: HTTP 400 no", 2),
        (vec![busy()], "too many looks in a row failed", 21),
    ];
    for (answers, expected, looks) in cases {
        check(answers, expected, looks).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_an_error_knows() {
    let server = Server::script(vec![state("making"), Answer::new(404, r#"{"code": "gone", "trace": "t9"}"#)]).await;
    let fault = handle(&server).wait().await.expect_err("the task is gone");
    assert_eq!((fault.vendor, fault.task.as_str(), fault.attempts), ("acme", "7", 2));
    assert_eq!(fault.last.as_ref().map(|state| state.word()), Some("making"));
    assert_eq!(fault.trace.as_deref(), Some("t9"));
    assert!(matches!(&fault.fault, WaitFault::NoSuchTask(error) if error.status == 404));
    assert!((Duration::from_millis(800)..Duration::from_millis(1300)).contains(&fault.elapsed), "{fault:?}");
    let message = fault.to_string();
    assert!(message.starts_with("acme, task 7: the vendor does not know the task: HTTP 404 gone"), "{message}");
    assert!(message.ends_with("(trace t9); 2 looks in 1.0 s, last state \"making\""), "{message}");
}

#[tokio::test(start_paused = true)]
async fn the_deadline() {
    let began = Instant::now();
    let server = Server::script(vec![state("making")]).await;
    let fault = handle(&server).wait_with(Wait::new().deadline(Duration::from_secs(600))).await.expect_err("no end");
    assert!(matches!(fault.fault, WaitFault::DeadlinePassed { last: None }));
    assert_eq!(began.elapsed().as_secs(), 600);
    assert!((60..100).contains(&fault.attempts), "{fault}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured() {
    let date = "Tue, 06 May 2025 12:00:00 GMT";
    let later = "Tue, 06 May 2025 12:01:30 GMT";
    let busy = |asked: &str| Answer::new(429, "").with("retry-after", asked).with("date", date);
    for (asked, seconds) in [("40", 40), (later, 90)] {
        let began = Instant::now();
        let server = Server::script(vec![busy(asked), state("done")]).await;
        assert_eq!(told(&handle(&server).wait().await), "7 done");
        assert_eq!(began.elapsed().as_secs(), seconds, "{asked}");
    }
    let began = Instant::now();
    let server = Server::script(vec![busy("601"), state("done")]).await;
    let fault = handle(&server).wait().await.expect_err("the pause reaches beyond the deadline");
    assert!(matches!(fault.fault, WaitFault::DeadlinePassed { last: Some(_) }));
    assert!(began.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn polls_share_a_connection() {
    let server = Server::script(vec![state("waiting"), state("making"), state("making"), state("done")]).await;
    handle(&server).wait().await.expect("an end");
    assert!(server.received().iter().all(|received| received.connection == 0));
    assert_eq!(server.received()[0].line, "GET /v1/tasks/7 HTTP/1.1");
}

#[tokio::test(start_paused = true)]
async fn updates_tell_each_change_once() {
    let words = ["waiting", "waiting", "making", "making", "making", "done", "done"];
    let server = Server::script(words.map(state).to_vec()).await;
    let mut updates = handle(&server).updates();
    let mut seen = Vec::new();
    while let Some(update) = updates.next().await {
        seen.push(update.expect("a state").state.to_string());
    }
    assert_eq!(seen, ["waiting", "making", "done"]);
    assert!(updates.next().await.is_none());
    assert_eq!(server.received().len(), 6);
}

#[tokio::test(start_paused = true)]
async fn updates_end_with_their_fault() {
    let server = Server::script(vec![state("making"), Answer::new(401, "")]).await;
    let mut updates = handle(&server).updates();
    assert!(updates.next().await.is_some_and(|update| update.is_ok()));
    assert!(updates.next().await.is_some_and(|update| update.is_err()));
    assert!(updates.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_dropped_wait_asks_no_more() {
    let server = Server::script(vec![state("making")]).await;
    let limited = tokio::time::timeout(Duration::from_secs(5), handle(&server).wait()).await;
    assert!(limited.is_err());
    let looks = server.received().len();
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(server.received().len(), looks);
}

#[tokio::test(start_paused = true)]
async fn a_fresh_task_is_left_alone_first() {
    let began = Instant::now();
    let server = Server::script(vec![Answer::new(200, r#"{"task": "7"}"#), state("done")]).await;
    let clip = crate::testing::Clip { prompt: Some("a cat".to_owned()), label: None };
    let handle = client(&server).submit(&clip).await.expect("a task");
    handle.wait_with(Wait::new().first_look(Duration::from_secs(9))).await.expect("an end");
    assert_eq!(began.elapsed().as_secs(), 9);
}
