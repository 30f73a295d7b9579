//! The vendor's list: its pages, and unknown submits that are found in it.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use vidu_types::table::Stage;

use crate::store::Journal;
use crate::testing::{Acme, Answer, Bare, Clip, Received, SECRET, Server, builder, client};
use crate::{CallFault, Client, Key, ListedTasks, ReconcileError, SubmitError};

fn page(ids: &[&str], cursor: &str) -> Answer {
    let tasks: Vec<Value> =
        ids.iter().map(|id| json!({ "task": id, "status": "done", "made": 1_900_000_000 })).collect();
    Answer::new(200, json!({ "tasks": tasks, "cursor": cursor }).to_string())
}

fn lines(server: &Server) -> Vec<String> {
    let path = |received: Received| received.line.split(' ').nth(1).unwrap_or_default().to_owned();
    server.received().into_iter().map(path).collect()
}

#[tokio::test]
async fn pages_follow_each_other_and_a_passing_fault_leaves_the_place() {
    let answers = vec![page(&["1", "2"], "b/c"), Answer::new(503, ""), page(&[], "d"), page(&["3"], "")];
    let server = Server::script(answers).await;
    let from = UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let mut pages = client(&server).list().stage(Stage::Succeeded).created_from(from).page_size(500).pages();
    let mut told = Vec::new();
    while let Some(page) = pages.next().await {
        told.push(match page {
            Ok(page) => page.tasks.iter().map(|task| &*task.id).collect::<Vec<_>>().join(","),
            Err(fault) => fault.to_string(),
        });
    }
    assert_eq!(told, ["1,2", "acme: HTTP 503, with an empty body", "", "3"]);
    let first = "/v1/tasks?status=done&since=1800000000&size=50";
    let next = |cursor: &str| format!("{first}&cursor={cursor}");
    assert_eq!(lines(&server), [first.to_owned(), next("b%2Fc"), next("b%2Fc"), next("d")]);
}

#[tokio::test]
async fn the_tasks_of_all_pages_are_a_stream() {
    let answers = vec![page(&["1", "2"], "a"), page(&["3", "4"], "b"), page(&["5"], "")];
    let server = Server::script(answers).await;
    let all = async |list: crate::List<Acme>| {
        let (mut tasks, mut ids) = (list.tasks(), Vec::new());
        while let Some(task) = tasks.next().await {
            ids.push(task.map_or_else(|fault| fault.to_string(), |task| task.id));
        }
        assert!(tasks.next().await.is_none());
        ids.join(" ")
    };
    assert_eq!(all(client(&server).list().at_most(3)).await, "1 2 3");
    assert_eq!(server.received().len(), 2, "no page is asked for in vain");
    let server = Server::script(vec![page(&["1"], "a"), page(&["2"], "a")]).await;
    assert_eq!(all(client(&server).list()).await, "1 2", "a list that goes round ends");
    let server = Server::script(vec![page(&["1"], "a"), Answer::new(401, r#"{"code": "no"}"#)]).await;
    assert_eq!(all(client(&server).list()).await, "1 acme: HTTP 401 no");
    let server = Server::script(vec![page(&["1", "2", "3"], "")]).await;
    assert_eq!(all(client(&server).list().id("3").id("1")).await, "1 3", "what was not asked for is left out");
    assert_eq!(lines(&server), ["/v1/tasks?id=3&id=1"]);
    let server = Server::script(vec![Answer::new(200, r#"{"code": "busy"}"#)]).await;
    let told = all(client(&server).list()).await;
    assert!(told.starts_with("acme: an answer that cannot be read: there is no list of tasks at tasks"), "{told}");
}

#[tokio::test]
async fn a_vendor_without_a_list_says_so() {
    let builder = Client::<Bare>::builder().key(Key::new(SECRET).expect("a key")).base_url("http://localhost:1");
    let client = builder.build().expect("a client");
    let mut pages = client.list().pages();
    let fault = pages.next().await.expect("a fault").expect_err("no list");
    assert!(matches!(fault.fault, CallFault::NotOffered { what: "list tasks" }), "{fault}");
    assert!(pages.next().await.is_none());
}

/// What a vendor has made: its tasks, by label, and when.
#[derive(Default)]
struct Made {
    tasks: Vec<(String, String, u64)>,
    /// Whether lists tell labels.
    is_silent: bool,
}

type Shop = Arc<Mutex<Made>>;

/// A vendor that makes a task of every post and never answers one, lists all of them on one page, and tells of one.
async fn vendor(shop: &Shop) -> Server {
    let shop = Arc::clone(shop);
    Server::start(move |received| {
        let mut shop = shop.lock().expect("no test panics with it");
        if received.line.starts_with("POST") {
            let body: Value = serde_json::from_slice(&received.body).expect("JSON");
            let label = body["options"]["label"].as_str().unwrap_or_default().to_owned();
            if !label.starts_with("lost") {
                let id = (shop.tasks.len() + 1).to_string();
                shop.tasks.push((id, label, seconds(SystemTime::now())));
            }
            return Answer::Nothing;
        }
        let one = |(id, label, made): &(String, String, u64)| {
            json!({ "task": id, "status": "done", "label": label, "made": made })
        };
        let path = received.line.split([' ', '?']).nth(1).unwrap_or_default();
        let Some(id) = path.strip_prefix("/v1/tasks/") else {
            let mut tasks: Vec<Value> = shop.tasks.iter().rev().map(one).collect();
            if shop.is_silent {
                let quiet = |task: &mut Value| drop(task.as_object_mut().expect("a task").remove("label"));
                tasks.iter_mut().for_each(quiet);
            }
            return Answer::new(200, json!({ "tasks": tasks, "cursor": null }).to_string());
        };
        match shop.tasks.iter().find(|task| task.0 == id) {
            Some(task) => Answer::new(200, one(task).to_string()),
            None => Answer::new(404, ""),
        }
    })
    .await
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).expect("a time after 1970").as_secs()
}

fn kept(server: &Server, path: &Path) -> Client<Acme> {
    builder(server).store(Journal::open(path).expect("a journal")).build().expect("a client")
}

async fn submit(client: &Client<Acme>, label: Option<&str>) {
    let clip = Clip { prompt: Some("a cat".to_owned()), label: label.map(str::to_owned) };
    let fault = client.submit(&clip).await.expect_err("no answer comes");
    assert!(matches!(fault, SubmitError::Unknown(_)), "{fault}");
}

/// In short: the tasks that were found, tasks and submits that fit in several ways, and why others are missing.
fn told(listed: &ListedTasks<Acme>) -> String {
    let mut found: Vec<&str> = listed.found.iter().map(|handle| handle.id()).collect();
    found.sort_unstable();
    let ambiguous: Vec<String> =
        listed.ambiguous.iter().map(|hit| format!("{}:{}", hit.tasks.len(), hit.submits.len())).collect();
    let mut missing: Vec<String> = listed.missing.iter().map(|one| format!("{:?}", one.why)).collect();
    missing.sort_unstable();
    format!("{} | {} | {}", found.join(" "), ambiguous.join(" "), missing.join(" "))
}

#[tokio::test]
async fn what_is_unknown_is_found_by_its_payload() {
    for is_silent in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let shop = Shop::new(Mutex::new(Made { is_silent, ..Made::default() }));
        let server = vendor(&shop).await;
        let client = kept(&server, &folder.path().join("journal"));
        let nothing = client.reconcile_listed().await.expect("an empty store");
        assert_eq!((told(&nothing).as_str(), server.received().len()), (" |  | ", 0));
        for label in [Some("one"), Some("lost"), None, Some("two"), Some("twin"), Some("twin"), Some("double")] {
            submit(&client, label).await;
        }
        // Somebody else's tasks: one with a payload of ours, one with none of ours, one of long ago.
        let now = seconds(SystemTime::now());
        let others = [("double", now), ("strange", now), ("lost", now - 100_000)];
        let others = others.map(|(label, made)| (format!("x{label}"), label.to_owned(), made));
        shop.lock().expect("no test panics with it").tasks.extend(others);
        let before = server.received().len();
        let listed = client.reconcile_listed().await.expect("a list");
        assert_eq!(told(&listed), "1 3 | 2:1 2:2 | NoPayload NotListed", "silent: {is_silent}");
        // One list; and where it tells no labels, a query for each task of the time.
        assert_eq!(server.received().len() - before, if is_silent { 9 } else { 1 });
        let since = lines(&server)[before].clone();
        assert!(since.starts_with("/v1/tasks?since=") && since.ends_with("&size=50"), "{since}");
        // What was found is recorded, and found no second time.
        let recovery = client.recover().await.expect("a snapshot");
        assert_eq!((recovery.pending.len(), recovery.unknown.len()), (2, 5));
        let again = client.reconcile_listed().await.expect("a list");
        assert_eq!(told(&again), " | 2:1 2:2 | NoPayload NotListed", "silent: {is_silent}");
    }
}

#[tokio::test]
async fn what_a_list_does_not_show_is_not_called_absent() {
    let folder = tempfile::tempdir().expect("a folder");
    let (shop, made) = (Shop::default(), seconds(SystemTime::now()));
    let server = vendor(&shop).await;
    let client = kept(&server, &folder.path().join("journal"));
    submit(&client, Some("lost")).await;
    // An entry that has no id could be it.
    shop.lock().expect("no test panics with it").tasks.push((String::new(), "strange".to_owned(), made));
    let listed = client.reconcile_listed().await.expect("a list");
    assert_eq!(told(&listed), " |  | OutOfReach");
    shop.lock().expect("no test panics with it").tasks.clear();
    let listed = client.reconcile_listed().await.expect("a list");
    assert_eq!(told(&listed), " |  | NotListed");
}

#[tokio::test]
async fn a_list_that_goes_round_is_no_proof() {
    let folder = tempfile::tempdir().expect("a folder");
    let now = seconds(SystemTime::now());
    let server = Server::start(move |received| {
        let task = json!({ "task": "1", "status": "done", "label": "other", "made": now });
        match received.line.starts_with("POST") {
            true => Answer::Nothing,
            false => Answer::new(200, json!({ "tasks": [task], "cursor": "same" }).to_string()),
        }
    })
    .await;
    let client = kept(&server, &folder.path().join("journal"));
    submit(&client, Some("mine")).await;
    let listed = client.reconcile_listed().await.expect("a list");
    assert_eq!((told(&listed).as_str(), server.received().len()), (" |  | OutOfReach", 3));
}

#[tokio::test]
async fn a_fault_on_the_way_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = vec![Answer::Nothing, Answer::new(503, ""), page(&[], "")];
    let server = Server::script(answers).await;
    let client = kept(&server, &folder.path().join("journal"));
    submit(&client, Some("mine")).await;
    let fault = client.reconcile_listed().await.expect_err("a gateway");
    assert!(matches!(&fault, ReconcileError::Query(fault) if fault.is_transient()), "{fault}");
    assert_eq!(told(&client.reconcile_listed().await.expect("a list")), " |  | NotListed");
    let bare = Client::<Bare>::builder().key(Key::new(SECRET).expect("a key")).base_url("http://localhost:1");
    let bare = bare.store(Journal::open(folder.path().join("other")).expect("a journal")).build().expect("a client");
    assert!(bare.reconcile_listed().await.is_ok_and(|listed| listed.missing.is_empty()));
}
