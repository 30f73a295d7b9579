//! The client's list against the mock's: the submit pages of one month with the list of another, so that there is something to list.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use serde_json::json;
use vidu_client::store::Journal;
use vidu_client::table::{OperationKind, Revision, Spec, Stage};
use vidu_client::{Client, Draft, Key, SPEC, SubmitError, Vendor, WhyMissing, vidu};
use vidu_mock::{Fault, MockServer};

use crate::http::{SECOND, held};

const KEY: &str = "sk-lists";

/// A vendor that makes videos and lists tasks.
#[derive(Clone, Copy, Debug)]
enum Shop {}

impl Vendor for Shop {
    fn revision() -> &'static Revision {
        static REVISION: LazyLock<Revision> = LazyLock::new(|| {
            let mut revision = vidu::Api::revision().clone();
            let listed = vidu::v2026_08::Api::revision().operations.iter();
            let list = listed.filter(|operation| operation.kind == OperationKind::List).cloned();
            revision.operations.to_mut().extend(list);
            revision
        });
        &REVISION
    }
}

async fn mock() -> MockServer {
    let spec = Spec { words: SPEC.words.clone(), revisions: vec![Shop::revision().clone()].into() };
    held().spec(spec).start().await.expect("a mock")
}

fn builder<V: Vendor>(server: &MockServer) -> vidu_client::Builder<V> {
    Client::builder().key(Key::new(KEY).expect("a key")).base_url(server.url())
}

fn request() -> Draft<Shop> {
    let draft = Draft::new("img2video").and_then(|draft| draft.set("model", "viduq1"));
    draft.and_then(|draft| draft.set("image", "https://pictures.example.com/first.png")).expect("fields of the page")
}

/// Tasks of somebody else who has the same key.
fn others(server: &MockServer, count: usize) {
    for number in 0..count {
        let body = json!({
            "model": "viduq1", "images": ["https://pictures.example.com/other.png"], "payload": format!("order {number}"),
        });
        let headers = [("Authorization", &*format!("Token {KEY}"))];
        let reply = server.answer("POST", "/ent/v2/img2video", &headers, body.to_string().as_bytes());
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    }
}

/// How often the list was asked for.
fn lists(server: &MockServer) -> usize {
    let operation = |entry: &vidu_mock::Entry| match &entry.record {
        vidu_mock::Record::Request(asked) => asked.operation.clone().unwrap_or_default(),
        _ => String::new(),
    };
    server.journal().iter().filter(|entry| operation(entry).ends_with("/list")).count()
}

/// Paid tasks whose answers were lost come back from the list, wherever they stand in it; what was never made does not.
#[tokio::test]
async fn lost_answers_are_found_in_the_list() {
    let server = mock().await;
    let folder = tempfile::tempdir().expect("a folder");
    let journal = Journal::open(folder.path().join("tasks.journal")).expect("a journal");
    let client: Client<Shop> = builder(&server).store(journal).mark_payload().build().expect("a client");
    let lose = async |fault: Fault| {
        server.fault(fault.operation("img2video").once());
        let fault = client.submit_draft(&request()).await.expect_err("its answer is lost");
        assert!(matches!(fault, SubmitError::Unknown(_)), "{fault}");
    };
    lose(Fault::server_error(503).accepted()).await;
    others(&server, 130);
    lose(Fault::no_answer()).await;
    lose(Fault::server_error(503)).await;
    others(&server, 20);
    let known = client.submit_draft(&request()).await.expect("a task");

    let listed = client.reconcile_listed().await.expect("a list");
    assert_eq!((listed.found.len(), listed.ambiguous.len()), (2, 0), "{listed:?}");
    let why: Vec<WhyMissing> = listed.missing.iter().map(|missing| missing.why).collect();
    assert_eq!(why, [WhyMissing::NotListed]);
    assert_eq!(lists(&server), 2, "153 tasks are two pages of at most a hundred");
    let recovery = client.recover().await.expect("a snapshot");
    let mut pending: Vec<&str> = recovery.pending.iter().map(|handle| handle.id()).collect();
    let mut own: Vec<&str> = listed.found.iter().map(|handle| handle.id()).chain([known.id()]).collect();
    pending.sort_unstable();
    own.sort_unstable();
    assert_eq!((pending, recovery.unknown.len()), (own, 1));
    server.advance(600 * SECOND).await;
    for handle in &listed.found {
        assert!(handle.query().await.is_ok_and(|task| task.state.succeeded()));
    }
    assert_eq!(server.ledger().len(), 153, "nothing was paid twice");
}

/// Pages, filters, and what a month without a list says.
#[tokio::test]
async fn tasks_are_listed_page_by_page() {
    let server = mock().await;
    let client: Client<Shop> = builder(&server).build().expect("a client");
    let all = async |list: vidu_client::List<Shop>| {
        let (mut tasks, mut payloads) = (list.tasks(), Vec::new());
        while let Some(task) = tasks.next().await {
            payloads.push(task.expect("a page").payload.expect("its payload"));
        }
        payloads
    };
    assert_eq!(all(client.list()).await, [""; 0]);
    others(&server, 12);
    server.advance(13 * SECOND).await;
    let newest_first: Vec<String> = (0..12).rev().map(|number| format!("order {number}")).collect();
    assert_eq!(all(client.list()).await, newest_first);
    assert_eq!(all(client.list().page_size(5)).await, newest_first);
    assert_eq!(all(client.list().at_most(3)).await, newest_first[..3]);
    // Five run at once, so five are done.
    assert_eq!(all(client.list().stage(Stage::Succeeded)).await.len(), 5);
    assert_eq!(all(client.list().stage(Stage::Succeeded).stage(Stage::Running)).await.len(), 10);
    assert_eq!(all(client.list().stage(Stage::Expired)).await.len(), 0);
    assert_eq!(all(client.list().created_from(SystemTime::now() + Duration::from_secs(100))).await.len(), 0);
    let task = client.list().stage(Stage::Succeeded).tasks().next().await.expect("a task").expect("a page");
    let told = client.task(&*task.id).expect("an id").query().await.expect("an answer");
    assert_eq!((&task.id, &task.state, &task.credits), (&told.id, &told.state, &told.credits));
    assert_eq!((task.videos.len(), task.videos[0].duration), (1, Some(5.0)));
    assert_eq!(all(client.list().id(&*task.id).id("1")).await.len(), 1);

    let current: Client<vidu::Api> = builder(&server).build().expect("a client");
    let fault = current.list().tasks().next().await.expect("a fault").expect_err("no list in that month");
    assert!(fault.to_string().contains("no call to list tasks"), "{fault}");
}

/// The month's own pages are served too.
#[tokio::test]
async fn a_partial_revision_is_served() {
    let server = held().revision("vidu", "2026-08").start().await.expect("a mock");
    let client: Client<vidu::v2026_08::Api> = builder(&server).build().expect("a client");
    assert!(client.list().tasks().next().await.is_none());
    assert!(client.credits().await.is_ok_and(|credits| credits.balances.len() == 1));
}
