//! The client: whatever its vendor says and however a call fails, no `Debug`, no error and no file has the key.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::task::JoinSet;
use vidu_client::store::Journal;
use vidu_client::vidu::{Api, Client, Img2Video};
use vidu_client::{Download, Key, Verifier, Wait};
use vidu_types::table::OperationKind;
use vidu_types::{Task, Vendor, Video};

use super::echo::{Echo, answer, answers};
use super::scanner::Canary;
use crate::http::mock;

/// Everything that a result prints.
fn shown<T: Debug, E: Error>(result: &Result<T, E>) -> String {
    let mut text = format!("{result:?} {result:#?}");
    let mut next: Option<&dyn Error> = result.as_ref().err().map(|fault| fault as &dyn Error);
    while let Some(fault) = next {
        text += &format!("\n{fault} {fault:?} {fault:#?}");
        next = fault.source();
    }
    text
}

fn client(canary: &Canary, url: &str, journal: Option<&Journal>) -> Client {
    let builder = Client::builder().key(Key::new(canary.key()).expect("a key")).base_url(url);
    let builder = journal.into_iter().fold(builder, |builder, journal| builder.store(journal.clone()));
    let builder = builder.request_timeout(Duration::from_secs(2));
    canary.is_absent("a builder", format!("{builder:?} {builder:#?}"));
    builder.build().expect("a client")
}

fn request() -> Img2Video {
    Img2Video::new("viduq1", "https://pictures.example.com/b.png").prompt("A kite above the dunes.").payload("order 7")
}

/// All calls of a client against an address; what they print is searched.
async fn check(canary: &Canary, name: &str, url: &str, journal: Option<&Journal>) {
    let client = client(canary, url, journal);
    let wait = Wait::new().deadline(Duration::from_millis(40)).first_look(Duration::ZERO);
    let wait = wait.interval(Duration::from_millis(10), Duration::from_millis(10));
    canary.is_absent(name, format!("{client:?} {client:#?} {:?}", request()));
    let submitted = client.submit(&request()).await;
    canary.is_absent(name, shown(&submitted));
    let task = client.task("7").expect("an id");
    canary.is_absent(name, format!("{task:?} {task:#?}"));
    canary.is_absent(name, shown(&task.query().await));
    canary.is_absent(name, shown(&task.cancel().await));
    canary.is_absent(name, shown(&client.credits().await));
    canary.is_absent(name, shown(&client.list().pages().next().await.expect("an answer")));
    canary.is_absent(name, shown(&task.wait_with(wait).await));
    let raw = client.raw("POST", "/ent/v2/new").body("{}");
    canary.is_absent(name, format!("{raw:?}"));
    canary.is_absent(name, shown(&raw.send().await));
    let answered = client.raw("GET", "/ent/v2/new").send().await;
    canary.is_absent(name, shown(&answered));
    if let Ok(answer) = &answered {
        canary.is_absent(name, format!("{0} {0:?}", answer.error::<Api>()));
    }
    let recovered = client.recover().await;
    canary.is_absent(name, format!("{recovered:?} {recovered:#?}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_of_the_client_shows_the_key() {
    let (canary, folder) = (Arc::new(Canary::fresh()), tempfile::tempdir().expect("a folder"));
    let journal = Journal::open(folder.path().join("tasks.journal")).expect("a journal");
    canary.is_absent("a journal", format!("{journal:?}"));
    let mut checks = JoinSet::new();
    for (number, (form, text)) in canary.written().into_iter().enumerate() {
        // All answers with the key as it is; of the other forms each in some of them.
        for (_, (name, answer)) in
            answers(&text).into_iter().enumerate().filter(|(at, _)| number == 0 || at % 4 == number % 4)
        {
            let (canary, journal) = (Arc::clone(&canary), journal.clone());
            checks.spawn(async move {
                let echo = Echo::start(answer).await;
                check(&canary, &format!("{name}, {form}"), &echo.url, Some(&journal)).await;
            });
        }
    }
    while let Some(checked) = checks.join_next().await {
        checked.expect("no key");
    }
    canary.is_absent_below(folder.path());
    let nobody = "http://127.0.0.1:1";
    check(&canary, "nobody", nobody, Some(&journal)).await;
    let plain = Echo::start(answer(200, "", canary.key())).await;
    check(&canary, "wrong TLS", &plain.url.replace("http", "https"), Some(&journal)).await;
    let server = mock().await;
    check(&canary, "a mock", server.url(), Some(&journal)).await;
    canary.is_absent_below(folder.path());
    drop(journal);
    let again = Journal::open(folder.path().join("tasks.journal")).expect("a journal");
    canary.is_absent("a journal that was read", format!("{again:?} {:?}", again.damage()));
}

/// A video at this address, as a vendor would tell of it.
fn video(url: &str) -> Video {
    let revision = Api::revision();
    let query = revision.operations.iter().find(|operation| operation.kind == OperationKind::Query).expect("a query");
    let body = serde_json::json!({ "state": "success", "creations": [{ "id": "1", "url": url }] }).to_string();
    let task = Task::read_known(revision, query, "7", body.as_bytes()).expect("a task");
    task.videos.into_iter().next().expect("a video")
}

/// A file's host is sent no key, and what it says of one is not told either.
#[tokio::test(flavor = "multi_thread")]
async fn no_download_shows_the_key() {
    let (canary, folder) = (Canary::fresh(), tempfile::tempdir().expect("a folder"));
    let client = client(&canary, "http://127.0.0.1:1", None);
    let task = client.task("7").expect("an id");
    for (number, (form, text)) in canary.written().into_iter().enumerate() {
        for (_, (name, answer)) in
            answers(&text).into_iter().enumerate().filter(|(at, _)| number == 0 || at % 4 == number % 4)
        {
            let echo = Echo::start(answer).await;
            for url in [
                format!("{}/v.mp4", echo.url),
                format!("{}/{text}/v.mp4?signature={text}", echo.url),
                format!("http://127.0.0.1:1/{text}"),
            ] {
                let place = folder.path().join("v.mp4");
                let result = task.download_with(&video(&url), &place, Download::new().attempts(1)).await;
                canary.is_absent(&format!("{name}, {form}"), shown(&result));
                if result.is_ok() {
                    // What a host sends as a video is the caller's, whatever it is.
                    std::fs::remove_file(&place).expect("a file");
                }
                canary.is_absent_below(folder.path());
            }
        }
    }
}

#[test]
fn no_verifier_shows_the_key() {
    let canary = Canary::fresh();
    let verifier = Verifier::<Api>::new(Key::new(canary.key()).expect("a key")).expect("a vendor with callbacks");
    canary.is_absent("a verifier", format!("{verifier:?}"));
    let good = [
        ("Date", "Sat, 28 Nov 2026 12:00:00 GMT"),
        ("X-HMAC-ALGORITHM", "hmac-sha256"),
        ("X-HMAC-ACCESS-KEY", "vidu"),
        ("X-HMAC-SIGNED-HEADERS", "x-request-nonce"),
        ("x-request-nonce", "1"),
        ("X-HMAC-SIGNATURE", "AAAA"),
    ];
    for (form, text) in canary.written() {
        for bad in 0..good.len() {
            let mut headers = good.map(|(name, value)| (name, value.to_owned()));
            headers[bad].1 = text.clone();
            let result = verifier.verify("POST", &format!("/hook?key={text}"), headers, SystemTime::now());
            canary.is_absent(form, shown(&result));
        }
    }
}

/// What a caller gets wrong is told without the key that stands in it.
#[test]
fn no_fault_of_the_configuration_shows_the_key() {
    let canary = Canary::fresh();
    fn told<T: Debug, E: Debug + Display>(result: Result<T, E>) -> String {
        result.map_or_else(|fault| format!("{fault} {fault:?}"), |good| format!("{good:?}"))
    }
    for (form, text) in canary.written() {
        canary.is_absent(form, told(Key::new(format!("{text}\n"))));
        canary.is_absent(form, told(Key::new(format!(" {text}"))));
        for url in
            ["ftp://u:{}@a.example", "https://u:{}@a.example", "https://a.example?key={}", "http://a.example/?{}"]
        {
            let builder =
                Client::builder().key(Key::new(canary.key()).expect("a key")).base_url(url.replace("{}", &text));
            canary.is_absent(form, format!("{builder:?}"));
            canary.is_absent(form, told(builder.build()));
        }
        let builder =
            Client::builder().key(Key::new(canary.key()).expect("a key")).proxy(format!("http://u:{text}@[bad"));
        canary.is_absent(form, format!("{builder:?}"));
        canary.is_absent(form, told(builder.build()));
    }
}
