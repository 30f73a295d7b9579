//! "The task id is null", "it crashed on the answer", "anybody can call my hook": answers are read as the page has them.

use std::sync::Mutex;
use std::time::SystemTime;

use vidu_client::{CallbackError, Download, DownloadError, Request, SubmitError};
use vidu_types::{novita, octopusx, umodelverse, vidu};

use super::*;
use crate::contract;
use crate::http::{Receiver, SECOND, held};

/// Submits to a server with this answer.
async fn answered<R: Request>(request: R, body: &str) -> Result<String, SubmitError> {
    let server = Hostile::always(json(body)).await;
    server.client::<R::Vendor>().submit(&request).await.map(|task| task.id().to_owned())
}

/// Beside the id stand names that other programs look for.
#[tokio::test]
async fn the_answer_is_read_where_the_vendor_puts_the_id() {
    let flat = r#"{"id": "decoy", "output": {"task_id": "decoy"}, "task_id": "7", "data": {"task_id": "decoy"}}"#;
    let nested = r#"{"id": "decoy", "task_id": "decoy", "output": {"task_id": "7"}, "request_id": "decoy"}"#;
    let found = [
        answered(contract::img2video(), flat).await,
        answered(contract::reference2video(), flat).await,
        answered(contract::umodelverse(), nested).await,
        answered(contract::octopusx(), flat).await,
        answered(contract::novita(), flat).await,
    ];
    assert!(found.iter().all(|id| id.as_deref().is_ok_and(|id| id == "7")), "{found:?}");
}

/// What is not where it should be is not made up: the caller hears that a task may exist.
#[tokio::test]
async fn an_answer_without_an_id_is_no_task_without_an_id() {
    for body in [r#"{"uuid": "7"}"#, r#"{"task_id": null}"#, r#"{"task_id": ""}"#, "{}", "null", ""] {
        for outcome in [answered(contract::img2video(), body).await, answered(contract::novita(), body).await] {
            assert!(outcome.as_ref().is_err_and(SubmitError::task_may_exist), "{body}: {outcome:?}");
        }
    }
}

/// Programs that read no more than some kilobytes of an answer lose the task when the vendor repeats a picture in it.
#[tokio::test]
async fn a_picture_that_is_echoed_does_not_lose_the_task() {
    let body = format!(r#"{{"images": ["data:image/png;base64,{}"], "task_id": "7"}}"#, "A".repeat(4 << 20));
    assert_eq!(answered(contract::img2video(), &body).await.expect("a task"), "7");
}

async fn ends<V: Vendor>(body: &str) -> vidu_client::Task {
    let server = Hostile::always(json(body)).await;
    let task = server.client::<V>().task("7").expect("an id");
    task.wait().await.unwrap_or_else(|fault| panic!("{body}: {fault}"))
}

/// Numbers as texts and the other way round, members that are missing or new: none of it is the end of a wait.
#[tokio::test]
async fn an_answer_that_is_a_little_different_is_read() {
    let video = "https://files.example.com/v.mp4";
    let tasks = [
        ends::<vidu::Api>(&format!(r#"{{"state": "success", "creations": [{{"id": "1", "url": "{video}"}}]}}"#)).await,
        ends::<vidu::Api>(&format!(r#"{{"id": 7, "state": "success", "credits": "4", "new": [1], "err_code": null,
            "creations": [{{"id": 1, "url": "{video}", "cover_url": null, "watermarked_url": "x"}}]}}"#))
        .await,
        ends::<umodelverse::Api>(&format!(r#"{{"output": {{"task_status": "Success", "urls": ["{video}"]}}}}"#)).await,
        ends::<octopusx::Api>(&format!(r#"{{"status": "completed", "video_url": "{video}", "created_at": "1755"}}"#))
            .await,
        ends::<novita::Api>(&format!(
            r#"{{"task": {{"status": "TASK_STATUS_SUCCEED"}}, "videos": [{{"video_url": "{video}", "video_url_ttl": "3600"}}]}}"#
        ))
        .await,
    ];
    for task in tasks {
        assert!(task.state.succeeded() && task.videos.len() == 1 && task.videos[0].url == video, "{task:?}");
        assert!(task.raw.is_object(), "the vendor's own words are kept: {task:?}");
    }
}

/// The vendor's addresses are good for an hour: whoever comes later gets a new one, and hears how far the file is.
#[tokio::test(start_paused = true)]
async fn a_video_is_fetched_after_its_address_has_expired() {
    let server = contract::mock().await;
    let task = contract::client::<vidu::Api>(&server).submit(&contract::img2video()).await.expect("a task");
    let end = task.wait().await.expect("an end");
    tokio::time::sleep(2 * HOUR).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("v.mp4");
    let late = contract::client::<vidu::Api>(&server).download(&end.videos[0], &file).await;
    assert!(matches!(late, Err(DownloadError::Expired { .. })) && !file.exists(), "{late:?}");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&seen);
    let told = Download::new().on_progress(move |progress| {
        list.lock().expect("a list").push((progress.received, progress.total));
    });
    let bytes = task.download_with(&end.videos[0], &file, told).await.expect("a renewed address");
    assert_eq!(seen.lock().expect("a list").last(), Some(&(bytes, Some(bytes))));
    assert_eq!(std::fs::read(&file).expect("a file").len() as u64, bytes);
}

/// A hook that believes everybody, or reads what is never sent, is how results get lost: a callback is verified, and
/// read by the page.
#[tokio::test]
async fn callbacks_are_verified_and_read_by_the_page() {
    let (server, receiver) =
        (held().begins(SystemTime::now()).start().await.expect("a mock"), Receiver::start(&[]).await);
    let client = contract::client::<vidu::Api>(&server);
    let request = contract::img2video().callback_url(format!("{}/hook", receiver.url));
    let task = client.submit(&request).await.expect("a task");
    server.advance(60 * SECOND).await;
    let (verifier, now) = (client.verifier().expect("a vendor that signs"), SystemTime::now());
    let messages = receiver.received();
    let last = messages.last().expect("a callback");
    let verified = verifier.verify("POST", "/hook", last.headers(), now).expect("the vendor's own");
    let hint = verified.hint(&last.body).expect("a task");
    assert!(hint.id == task.id() && hint.state.succeeded() && hint.payload.as_deref() == Some("order 7"), "{hint:?}");

    let without = |name: &str| {
        let kept = |header: &(String, String)| !header.0.eq_ignore_ascii_case(name);
        last.headers().into_iter().filter(kept).collect::<Vec<_>>()
    };
    for name in ["x-hmac-signature", "date", "x-request-nonce"] {
        assert!(verifier.verify("POST", "/hook", without(name), now).is_err(), "{name}");
    }
    let other_path = verifier.verify("POST", "/other", last.headers(), now);
    let later = verifier.verify("POST", "/hook", last.headers(), now + HOUR);
    assert!(other_path.is_err() && later.is_err());
    let callbacks = client.callbacks().expect("a vendor that signs");
    let receive = || callbacks.receive("POST", "/hook", last.headers(), &last.body, now);
    assert!(receive().is_ok());
    assert!(receive().is_err_and(|fault: CallbackError| fault.status() < 500), "a replay is nothing new");
}
