//! "It gave up on a task that was paid for": waits survive, end, say what they saw, and can be taken up again.

use tokio::time::Instant;
use vidu_client::{Patience, Request, Wait, WaitFault};
use vidu_mock::{Fault, Script};

use super::*;
use crate::contract::{
    builder, charged_once, client, for_each_page, img2video, mock, novita, octopusx, reference2video, umodelverse,
};

async fn survives_503<R: Request>(request: R) {
    let server = mock().await;
    server.fault(Fault::server_error(503).operation("query").nth(2));
    let task = client::<R::Vendor>(&server).submit(&request).await.expect("a task");
    let end = task.wait().await.expect("one 503 is no end");
    assert!(end.state.succeeded());
    charged_once(&server, &[task.id()]);
}

#[tokio::test(start_paused = true)]
async fn one_503_while_polling_does_not_lose_the_task() {
    for_each_page!(survives_503);
}

/// A task that never ends: the wait does, and its error has all that is needed to go on.
async fn ends_by_itself<R: Request>(request: R) {
    let server = crate::http::mock().await;
    let task = client::<R::Vendor>(&server).submit(&request).await.expect("a task");
    let began = Instant::now();
    let fault = task.wait_with(Wait::new().deadline(HOUR)).await.expect_err("the mock's clock stands");
    assert!(matches!(fault.fault, WaitFault::DeadlinePassed { .. }), "{fault}");
    assert!((HOUR..HOUR + Duration::from_secs(60)).contains(&began.elapsed()), "{:?}", began.elapsed());
    assert_eq!((fault.vendor, fault.task.as_str()), (task.vendor(), task.id()));
    assert!(fault.last.is_some() && fault.attempts > 10 && fault.elapsed >= HOUR, "{fault:?}");
    let told = fault.to_string();
    for part in [task.id(), task.vendor(), "last state", "looks in 3600.0 s"] {
        assert!(told.contains(part), "no {part:?} in {told}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_by_itself_and_its_error_names_the_task() {
    for_each_page!(ends_by_itself);
}

/// By the id alone, which went through JSON, with a client that knows nothing of the first.
async fn is_taken_up<R: Request>(request: R) {
    let server = mock().await;
    let task = client::<R::Vendor>(&server).submit(&request).await.expect("a task");
    task.wait_with(Wait::new().deadline(Duration::from_secs(3))).await.expect_err("it takes twelve");
    let kept = serde_json::to_string(task.id()).expect("JSON");
    drop(task);
    let id: String = serde_json::from_str(&kept).expect("an id");
    let end = client::<R::Vendor>(&server).task(&id).expect("an id").wait().await.expect("an end");
    assert!(end.state.succeeded() && end.videos.len() == 1);
    assert_eq!(posts(&server), 1);
    charged_once(&server, &[&id]);
}

#[tokio::test(start_paused = true)]
async fn a_task_is_taken_up_again_by_its_id() {
    for_each_page!(is_taken_up);
}

#[tokio::test(start_paused = true)]
async fn a_wait_can_be_cancelled_and_the_task_with_it() {
    let server = mock().await;
    let task = client::<vidu_types::vidu::Api>(&server).submit(&img2video()).await.expect("a task");
    let second = Duration::from_secs(1);
    assert!(tokio::time::timeout(second, task.wait()).await.is_err(), "the wait is dropped before the task runs");
    task.cancel().await.expect("a cancel");
    let looks = server.journal().len();
    assert!(task.wait().await.expect("an end").failure.is_some_and(|failure| failure.cancelled()));
    assert_eq!(server.journal().len(), looks + 1, "the dropped wait asks no more");
    charged_once(&server, &[]);
}

/// Looks and patience keep to what a busy vendor asks for, and nothing is submitted that was taken.
#[tokio::test(start_paused = true)]
async fn retries_keep_to_the_rate_limit() {
    let pause = Duration::from_secs(45);
    let server = mock().await;
    server.fault(Fault::too_many_requests(pause).operation("img2video").once());
    server.fault(Fault::too_many_requests(pause).operation("query").once());
    let began = Instant::now();
    let client = client::<vidu_types::vidu::Api>(&server).patient(Patience::new().deadline(HOUR));
    let task = client.submit(&img2video()).await.expect("the second time");
    assert!((pause..pause + Duration::from_secs(15)).contains(&began.elapsed()), "{:?}", began.elapsed());
    let began = Instant::now();
    task.wait().await.expect("an end");
    assert!((pause..pause + Duration::from_secs(15)).contains(&began.elapsed()), "{:?}", began.elapsed());
    assert_eq!(posts(&server), 2);
    charged_once(&server, &[task.id()]);
}

async fn meets_a_new_word<R: Request>(request: R) {
    let server = mock().await;
    server.script_next(Script::succeed().state("dreaming"));
    let task = client::<R::Vendor>(&server).submit(&request).await.expect("a task");
    let mut words = Vec::new();
    let mut updates = task.updates();
    while let Some(update) = updates.next().await {
        words.push(update.expect("a state").state.word().to_owned());
    }
    assert!(words.iter().any(|word| word == "dreaming") && words.len() > 1, "{words:?}");
    charged_once(&server, &[task.id()]);
}

#[tokio::test(start_paused = true)]
async fn a_status_word_that_nobody_knows_does_not_end_the_wait() {
    for_each_page!(meets_a_new_word);
}

/// Ten thousand sockets is what asking in step would take.
#[tokio::test(start_paused = true)]
async fn ten_thousand_waiting_tasks_hold_few_sockets() {
    let server = Hostile::start(|_, _, message| {
        let id = message.head.split('/').nth(4).unwrap_or_default().to_owned();
        Some(json(&format!(r#"{{"id": "{id}", "state": "success", "creations": []}}"#)))
    })
    .await;
    let client = server.client::<vidu_types::vidu::Api>();
    let tasks: Vec<_> = (0..10_000).map(|number| client.task(number.to_string()).expect("an id")).collect();
    let ended = client.wait_all(tasks).await;
    assert!(ended.iter().all(|end| end.as_ref().is_ok_and(|task| task.state.succeeded())));
    assert_eq!(server.requests(), 10_000);
    assert!(server.connections() <= 44, "{} connections", server.connections());
}

/// What a program can show while it waits: each state once, and a number where the vendor gives one.
#[tokio::test(start_paused = true)]
async fn progress_is_told_while_a_task_runs() {
    let server = mock().await;
    let client = builder::<vidu_types::novita::Api>(&server)
        .wait(Wait::new().interval(crate::http::SECOND, crate::http::SECOND));
    let client = client.build().expect("a client");
    let task = client.submit(&novita()).await.expect("a task");
    let (mut updates, mut states) = (task.updates(), 0);
    while let Some(update) = updates.next().await {
        let update = update.expect("a state");
        assert!(update.progress.is_none_or(|percent| (0.0..=100.0).contains(&percent)), "{update:?}");
        states += 1;
    }
    assert!(states >= 2, "{states}");
}
