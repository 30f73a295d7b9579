//! Downloads from a server that breaks off, changes its mind, expires and lies.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use vidu_types::{Task, Video};

use super::*;
use crate::testing::{Answer, Received, SECRET, Server, client};

const BYTES: &[u8] = b"0123456789";

/// The file, or the part that was asked for.
fn file(received: &Received) -> Answer {
    match received.header("range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()) {
        Some(first) => part(first),
        None => Answer::new(200, BYTES).with("etag", "\"a\""),
    }
}

fn part(first: usize) -> Answer {
    let range = format!("bytes {first}-{}/{}", BYTES.len() - 1, BYTES.len());
    Answer::new(206, &BYTES[first..]).with("content-range", range).with("etag", "\"a\"")
}

fn video(url: &str) -> Video {
    task(&format!(r#"{{"status": "done", "videos": [{{"id": "v", "url": "{url}"}}]}}"#)).videos.remove(0)
}

fn task(json: &str) -> Task {
    let revision = <crate::testing::Acme as vidu_types::Vendor>::revision();
    let query = crate::testing::operation_of(revision, vidu_types::table::OperationKind::Query);
    Task::read_known(revision, query, "7", json.as_bytes()).expect("a task")
}

/// A folder of its own, and the file that is wanted in it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clip.mp4");
    (folder, path)
}

/// How a download ends; either the whole file is there and nothing else, or nothing is.
async fn check(answer: impl Fn(&Received) -> Answer + Send + Sync + 'static, download: Download, expected: &str) {
    let server = Server::start(answer).await;
    let (folder, path) = place();
    let url = format!("{}/v.mp4?signature=hidden", server.url());
    let outcome = client(&server).download_with(&video(&url), &path, download).await;
    let files: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").collect();
    match &outcome {
        Ok(length) => {
            assert_eq!((*length, files.len()), (BYTES.len() as u64, 1), "{expected}");
            assert_eq!(std::fs::read(&path).expect("a file"), BYTES);
        }
        Err(_) => assert!(files.is_empty(), "{files:?}"),
    }
    let told = format!("{outcome:?} {}", outcome.as_ref().map_or_else(ToString::to_string, ToString::to_string));
    assert!(told.contains(expected), "no {expected:?} in {told}");
    assert!(!told.contains("hidden") && !told.contains(SECRET), "{told}");
    let leaked = |received: &Received| received.header("x-key").is_some() || received.header("referer").is_some();
    assert!(!server.received().iter().any(leaked));
}

#[tokio::test(start_paused = true)]
async fn whole_files() {
    let first = |received: &Received, answer: Answer| if received.number == 0 { answer } else { file(received) };
    check(file, Download::new(), "Ok(10)").await;
    check(move |received| first(received, file(received).cut(4)), Download::new(), "Ok(10)").await;
    check(|received| file(received).cut(1), Download::new().attempts(1), "Ok(10)").await;
    check(move |received| first(received, Answer::Nothing), Download::new(), "Ok(10)").await;
    check(move |received| first(received, Answer::Silence), Download::new(), "Ok(10)").await;
    check(move |received| first(received, Answer::new(503, "busy")), Download::new(), "Ok(10)").await;
    // A host that knows no ranges sends all of it again.
    let again = |received: &Received| Answer::new(200, BYTES).cut(if received.number == 0 { 4 } else { 10 });
    check(again, Download::new(), "Ok(10)").await;
}

#[tokio::test(start_paused = true)]
async fn faults() {
    let always = |answer: Answer| move |_: &Received| answer.clone();
    let changed = |received: &Received| match received.number {
        0 => file(received).cut(4),
        _ => Answer::new(200, BYTES).with("etag", "\"b\""),
    };
    check(always(Answer::new(403, "")), Download::new(), "Expired { status: 403 }").await;
    check(always(Answer::new(410, "")), Download::new(), "has expired (status 410)").await;
    check(always(Answer::new(401, "")), Download::new(), "Refused { status: 401 }").await;
    check(always(Answer::new(200, "")), Download::new(), "Empty").await;
    check(always(Answer::new(200, BYTES)), Download::new().limit(9), "has 10 bytes; at most 9").await;
    check(always(Answer::Nothing), Download::new(), "broke off after 0 bytes").await;
    check(always(Answer::new(503, "")), Download::new(), "status 503").await;
    check(changed, Download::new(), "Changed").await;
}

#[tokio::test(start_paused = true)]
async fn a_part_is_asked_for_only_of_the_same_file() {
    let server = Server::start(|received| match received.number {
        0 => file(received).cut(4),
        _ => file(received),
    });
    let server = server.await;
    let mut bytes = Vec::new();
    let video = video(&format!("{}/v", server.url()));
    let length = client(&server).download_to(&video, &mut bytes, Download::new()).await.expect("a file");
    assert_eq!((length, bytes.as_slice()), (10, BYTES));
    let second = &server.received()[1];
    assert_eq!((second.header("range"), second.header("if-range")), (Some("bytes=4-"), Some("\"a\"")));
}

#[tokio::test(start_paused = true)]
async fn progress_is_told() {
    let server = Server::start(file).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    let download = Download::new().on_progress(move |progress| told.lock().expect("a list").push(progress));
    let (_folder, path) = place();
    client(&server).download_with(&video(server.url()), &path, download).await.expect("a file");
    let last = seen.lock().expect("a list").last().copied();
    assert_eq!(last, Some(Progress { received: 10, total: Some(10) }));
}

#[tokio::test(start_paused = true)]
async fn redirects() {
    let to = |place: &str| Answer::new(302, "").with("location", place);
    let moved = move |received: &Received| match received.line.contains("/v.mp4") {
        true => to("/there"),
        false => file(received),
    };
    check(moved, Download::new(), "Ok(10)").await;
    check(move |_| to("/v.mp4"), Download::new().attempts(1), "more than 5 redirects").await;
    check(move |_| to("file:///etc/passwd"), Download::new().attempts(1), "Err").await;
}

#[tokio::test]
async fn addresses_that_are_none() {
    let server = Server::start(file).await;
    for url in ["clip.mp4", "file:///etc/passwd", "data:video/mp4;base64,AAAA"] {
        let (_folder, path) = place();
        let outcome = client(&server).download(&video(url), &path).await;
        assert!(matches!(outcome, Err(DownloadError::Address { .. })), "{url}: {outcome:?}");
    }
    let outcome = client(&server).download(&video(server.url()), "/").await;
    assert!(matches!(outcome, Err(DownloadError::Local(_))), "{outcome:?}");
}

/// The first address has expired; a new query brings one that works, or the same again.
#[tokio::test(start_paused = true)]
async fn expired_addresses_are_renewed_once() {
    for (renewed, expected) in [("new", true), ("old", false)] {
        let server = Server::start(move |received| match received.line.split(' ').nth(1) {
            Some("/v1/tasks/7") => {
                let host = received.header("host").unwrap_or_default();
                let video = format!(r#"{{"id": "v", "url": "http://{host}/{renewed}"}}"#);
                Answer::new(200, format!(r#"{{"status": "done", "videos": [{video}]}}"#))
            }
            Some("/new") => file(received),
            _ => Answer::new(403, ""),
        });
        let server = server.await;
        let (_folder, path) = place();
        let handle = client(&server).task("7").expect("an id");
        let outcome = handle.download(&video(&format!("{}/old", server.url())), &path).await;
        assert_eq!(outcome.is_ok(), expected, "{outcome:?}");
        assert_eq!(server.received().len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_dropped_download_leaves_nothing() {
    let server = Server::start(|received| if received.number == 0 { file(received).cut(4) } else { Answer::Silence });
    let server = server.await;
    let (folder, path) = place();
    let (client, video) = (client(&server), video(server.url()));
    let limit = std::time::Duration::from_secs(5);
    assert!(tokio::time::timeout(limit, client.download(&video, &path)).await.is_err());
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}
