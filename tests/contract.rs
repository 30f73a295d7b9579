//! The client against the mock, at every vendor: each side reads what the other writes, and the ledger knows what was paid.

use std::collections::HashMap;
use std::fmt::Debug;
use std::process::Command;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use vidu_client::{Builder, CallFault, Client, ConfigError, Handle, Key, Policy, SubmitError, WaitFault};
use vidu_mock::{MockServer, Record};
use vidu_types::{Model, Request, Resolution, Vendor, VendorError, novita, octopusx, umodelverse, vidu};

use crate::http::SECOND;

const PICTURE: &str = "https://pictures.example.com/meadow/first-frame.png";

/// Tasks wait two seconds and run ten, of the runtime's time, which is paused.
pub async fn mock() -> MockServer {
    crate::http::held().speed(1.0).start().await.expect("a mock")
}

pub fn builder<V: Vendor>(server: &MockServer) -> Builder<V> {
    Client::builder().key(Key::new("sk-contract").expect("a key")).base_url(server.url())
}

pub fn client<V: Vendor>(server: &MockServer) -> Client<V> {
    builder(server).build().expect("a client")
}

pub fn img2video() -> vidu::Img2Video {
    vidu::Img2Video::new(Model::ViduQ1, PICTURE).prompt("It rains.").payload("order 7").seed(77)
}

pub fn reference2video() -> vidu::Reference2Video {
    vidu::Reference2Video::new(Model::Vidu15, [PICTURE, PICTURE], "It rains.").duration(8)
}

pub fn umodelverse() -> umodelverse::Img2Video {
    umodelverse::Img2Video::new(Model::ViduQ2Turbo, PICTURE).duration(3).resolution(Resolution::P540)
}

pub fn octopusx() -> octopusx::Img2Video {
    octopusx::Img2Video::new(Model::ViduQ2Pro, PICTURE).duration(7).payload("order 7")
}

pub fn novita() -> novita::Img2Video {
    novita::Img2Video::new(PICTURE).duration(8).seed(77)
}

/// Runs a test for each page, with its request.
macro_rules! for_each_page {
    ($test:ident $(, $argument:expr)*) => {{
        $test(img2video() $(, $argument[0].clone())*).await;
        $test(reference2video() $(, $argument[1].clone())*).await;
        $test(umodelverse() $(, $argument[2].clone())*).await;
        $test(octopusx() $(, $argument[3].clone())*).await;
        $test(novita() $(, $argument[4].clone())*).await;
    }};
}
pub(crate) use for_each_page;

/// What is particular to a page's tasks: the words as updates show them, the video's length, size and lifetime.
#[derive(Clone, Debug)]
struct Life {
    words: &'static [&'static str],
    seconds: u32,
    height: u32,
    lifetime: Option<u64>,
    payload: Option<&'static str>,
    seed: Option<i64>,
}

const VIDU: &[&str] = &["processing", "success"];

fn lives() -> [Life; 5] {
    let life = |words, seconds, height, lifetime| Life { words, seconds, height, lifetime, payload: None, seed: None };
    [
        Life { payload: Some("order 7"), ..life(VIDU, 5, 1080, Some(3600)) },
        life(VIDU, 8, 720, Some(3600)),
        life(&["Running", "Success"], 3, 540, None),
        life(&["processing", "completed"], 7, 720, None),
        Life { seed: Some(77), ..life(&["TASK_STATUS_PROCESSING", "TASK_STATUS_SUCCEED"], 8, 720, Some(86_400)) },
    ]
}

/// From submit to file, seen through updates, a wait and a later client that knows no more than the id.
async fn lives_whole<R: Request>(request: R, life: Life) {
    let server = mock().await;
    let client = client::<R::Vendor>(&server);
    let handle = client.submit(&request).await.expect("a task");
    let mut words = Vec::new();
    let mut updates = handle.updates();
    while let Some(update) = updates.next().await {
        words.push(update.expect("a state").state.word().to_owned());
    }
    assert_eq!(words, life.words, "{handle:?}");
    let task = handle.wait().await.expect("an end");
    assert!(task.state.succeeded() && task.failure.is_none() && task.id == handle.id(), "{task:?}");
    assert_eq!(
        (task.payload.as_deref().filter(|text| !text.is_empty()), task.seed),
        (life.payload, life.seed),
        "{task:?}"
    );
    let taken_up = client.task(handle.id()).expect("an id").wait().await.expect("the same end");
    assert_eq!((&taken_up.state, taken_up.videos.len()), (&task.state, 1));
    let [video] = task.videos.as_slice() else { panic!("{task:?}") };
    assert_eq!(video.lifetime, life.lifetime, "{video:?}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("video.mp4");
    let length = handle.download(video, &file).await.expect("a file");
    let bytes = std::fs::read(&file).expect("the file");
    assert_eq!(bytes.len() as u64, length);
    assert_eq!(movie(&bytes), (life.seconds, life.height), "{video:?}");
    charged_once(&server, &[handle.id()]);
}

/// Seconds and height by the headers of an MP4 file.
fn movie(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(&bytes[4..8], b"ftyp");
    let found = |name: &[u8]| bytes.windows(4).position(|four| four == name).expect("a box") + 4;
    let word = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    let (movie, track) = (found(b"mvhd"), found(b"tkhd"));
    (word(movie + 16) / word(movie + 12), word(track + 80) >> 16)
}

pub fn charged_once(server: &MockServer, tasks: &[&str]) {
    let charged: Vec<String> =
        server.ledger().into_iter().filter(|charge| !charge.refunded).map(|charge| charge.task).collect();
    assert_eq!(charged, tasks);
}

#[tokio::test(start_paused = true)]
async fn tasks_live_from_submit_to_file() {
    for_each_page!(lives_whole, lives());
}

/// A failed task is an end like any other: it says why, and costs nothing.
async fn fails<R: Request>(request: R, (code, expected): (&'static str, (Option<&'static str>, Option<&'static str>))) {
    let server = mock().await;
    server.fail_next(code);
    let task = client::<R::Vendor>(&server).submit(&request).await.expect("a task").wait().await.expect("an end");
    let failure = task.failure.as_ref().expect("a reason");
    assert_eq!((failure.code.as_deref(), failure.message.as_deref()), expected, "{task:?}");
    assert!(task.state.failed() && task.videos.is_empty() && !failure.cancelled(), "{task:?}");
    charged_once(&server, &[]);
}

#[tokio::test(start_paused = true)]
async fn tasks_fail_with_what_the_vendor_says() {
    let code_only = ("CreationPolicyViolation", (Some("CreationPolicyViolation"), None));
    let endings = [
        code_only,
        ("ImageDownloadFailure", (Some("ImageDownloadFailure"), None)),
        ("sensitive_check_error", (None, Some("Sensitive check error"))),
        ("task_failed", (None, None)),
        ("ILLEGAL_PROMPT", (None, Some("illegal prompt"))),
    ];
    for_each_page!(fails, endings);
}

/// What the page does not allow, each page in its own way.
fn wrong() -> (vidu::Img2Video, vidu::Reference2Video, umodelverse::Img2Video, octopusx::Img2Video, novita::Img2Video) {
    (
        img2video().duration(4),
        vidu::Reference2Video::new(Model::ViduQ1, [PICTURE; 8], "It rains."),
        umodelverse().duration(11),
        octopusx::Img2Video::new("viduq9", PICTURE),
        novita().resolution("360p"),
    )
}

/// Refused by the client first, then with the check off by the mock, in the vendor's words; nothing is ever charged.
async fn is_refused<R: Request>(request: &R, code: &str) {
    let server = mock().await;
    let violations = match client::<R::Vendor>(&server).submit(request).await {
        Err(SubmitError::Invalid(violations)) => violations,
        other => panic!("{other:?}"),
    };
    assert_eq!(server.journal(), [], "nothing was sent");
    for policy in [Policy::Warn, Policy::Off] {
        let client = builder::<R::Vendor>(&server).policy(policy).build().expect("a client");
        check_refusal(client.submit(request).await, code, &violations.to_string());
    }
    check_refusal(client::<R::Vendor>(&server).submit_unchecked(request).await, code, &violations.to_string());
    assert_eq!((server.journal().len(), server.ledger()), (3, vec![]));
}

fn check_refusal<V: Debug>(outcome: Result<V, SubmitError>, code: &str, sentences: &str) {
    let error: VendorError = match outcome {
        Err(fault @ SubmitError::Unknown(_)) => panic!("{fault}"),
        Err(SubmitError::Refused { error, .. }) => *error,
        other => panic!("{other:?}"),
    };
    assert_eq!((error.status, error.code.as_deref()), (400, Some(code)), "{error}");
    let message = error.message.as_deref().unwrap_or_default();
    assert!(sentences.lines().all(|sentence| message.contains(sentence)), "{error}");
}

#[tokio::test(start_paused = true)]
async fn what_the_page_does_not_allow_is_refused_twice() {
    let (first, second, third, fourth, fifth) = wrong();
    is_refused(&first, "FieldInvalid").await;
    is_refused(&second, "FieldItemCountOutOfRange").await;
    is_refused(&third, "param_error").await;
    is_refused(&fourth, "model_price_error").await;
    is_refused(&fifth, "INVALID_REQUEST_BODY").await;
}

/// A task that nobody has made, as a wait and as a query are told.
async fn knows_no_task<R: Request>(_: R, (id, status, code): (&'static str, u16, &'static str)) {
    let server = mock().await;
    let handle = client::<R::Vendor>(&server).task(id).expect("an id");
    match handle.query().await.expect_err("no task").fault {
        CallFault::Refused { error, .. } => assert_eq!((error.status, error.code.as_deref()), (status, Some(code))),
        other => panic!("{other:?}"),
    }
    let fault = handle.wait().await.expect_err("no task");
    assert_eq!((fault.attempts, fault.task.as_str()), (1, id), "it is asked once only: {fault}");
    assert_eq!(matches!(fault.fault, WaitFault::NoSuchTask(_)), status == 404, "{fault}");
}

#[tokio::test(start_paused = true)]
async fn an_unknown_task_is_told_at_once() {
    let uuid = "123e4567-e89b-12d3-a456-426614174000";
    let answers = [
        ("885482446060003328", 404, "TaskNotFound"),
        ("what", 400, "CODEC"),
        (uuid, 400, "param_error"),
        (uuid, 400, "task_not_exist"),
        (uuid, 404, "TASK_NOT_FOUND"),
    ];
    for_each_page!(knows_no_task, answers);
}

/// A waiting task is cancelled, one that runs is not; a cancelled one costs nothing.
#[tokio::test(start_paused = true)]
async fn a_task_is_cancelled_while_it_waits() {
    let server = mock().await;
    let client = client::<vidu::Api>(&server);
    let (first, second) =
        (client.submit(&img2video()).await.expect("a task"), client.submit(&img2video()).await.expect("a task"));
    first.cancel().await.expect("a cancel");
    let task = first.wait().await.expect("an end");
    let failure = task.failure.as_ref().expect("a reason");
    assert_eq!(
        (failure.code.as_deref(), failure.cancelled(), task.state.word()),
        (Some("UserCancelled"), true, "failed")
    );
    assert_eq!(task.credits, Some(0.0));
    tokio::time::sleep(3 * SECOND).await;
    let fault = second.cancel().await.expect_err("it runs");
    assert_eq!(fault.status(), Some(400), "{fault}");
    assert!(second.wait().await.expect("an end").state.succeeded());
    charged_once(&server, &[second.id()]);
}

/// Two vendors of four list neither call, and say so without asking anybody.
#[tokio::test(start_paused = true)]
async fn calls_that_a_vendor_does_not_list() {
    let server = mock().await;
    let client = client::<novita::Api>(&server);
    let fault =
        client.task("123e4567-e89b-12d3-a456-426614174000").expect("an id").cancel().await.expect_err("no call");
    assert!(matches!(fault.fault, CallFault::NotOffered { .. }), "{fault}");
    let fault = client.credits().await.expect_err("no call");
    assert_eq!(fault.to_string(), "novita: the vendor's pages list no call to ask for credits");
    assert!(client.verifier().is_err());
    assert_eq!(server.journal(), []);
}

#[tokio::test(start_paused = true)]
async fn credits_are_what_was_not_spent() {
    let server = crate::http::held().speed(1.0).credits(200).start().await.expect("a mock");
    let client = client::<vidu::Api>(&server);
    let left = async || client.credits().await.expect("credits").balances[0].remaining;
    assert_eq!(left().await, 200.0);
    let handle = client.submit(&img2video()).await.expect("a task");
    assert_eq!(left().await, 120.0);
    client.submit(&reference2video()).await.expect("a task");
    assert_eq!(left().await, 40.0);
    match client.submit(&img2video()).await.expect_err("too dear") {
        SubmitError::Refused { error, .. } => assert_eq!(error.code.as_deref(), Some("CreditInsufficient")),
        other => panic!("{other:?}"),
    }
    handle.cancel().await.expect("a cancel");
    assert_eq!(left().await, 120.0);
}

/// Many tasks at once, waited for together: each is charged once, none is lost, five of an account run at a time.
#[tokio::test(start_paused = true)]
async fn many_tasks_at_once() {
    let server = mock().await;
    let client = client::<vidu::Api>(&server);
    let mut waits = tokio::task::JoinSet::new();
    for number in 0..24 {
        let client = client.clone();
        waits.spawn(async move {
            let request = img2video().payload(format!("order {number}"));
            let handle = client.submit(&request).await.expect("a task");
            let task = handle.wait().await.expect("an end");
            assert!(task.state.succeeded() && task.payload == Some(format!("order {number}")), "{task:?}");
            handle.id().to_owned()
        });
    }
    let begun = tokio::time::Instant::now();
    let mut ended = waits.join_all().await;
    assert!(begun.elapsed() >= 5 * 10 * SECOND, "five rounds of five take {:?}", begun.elapsed());
    ended.sort();
    let mut charged: Vec<String> = server.ledger().into_iter().map(|charge| charge.task).collect();
    charged.sort();
    assert_eq!(ended, charged);
}

/// The address of a finished video works for an hour; the handle asks for a new one then.
#[tokio::test(start_paused = true)]
async fn an_expired_address_is_renewed() {
    let server = mock().await;
    let client = client::<vidu::Api>(&server);
    let handle = client.submit(&img2video()).await.expect("a task");
    let task = handle.wait().await.expect("an end");
    tokio::time::sleep(Duration::from_secs(3700)).await;
    let mut bytes = Vec::new();
    let none = client.download_to(&task.videos[0], &mut bytes, vidu_client::Download::new()).await;
    assert!(matches!(none, Err(vidu_client::DownloadError::Expired { .. })), "{none:?}");
    let length = handle.download_to(&task.videos[0], &mut bytes, vidu_client::Download::new()).await.expect("a file");
    assert_eq!(bytes.len() as u64, length);
}

/// What a submit sends, as the mock's journal has it: one request, to the page's path, without notes.
async fn sends_one_request<R: Request>(request: R) {
    let server = mock().await;
    let handle: Handle<R::Vendor> = client::<R::Vendor>(&server).submit(&request).await.expect("a task");
    let [entry] = server.journal().try_into().expect("one entry");
    let Record::Request(asked) = entry.record else { panic!("{entry:?}") };
    assert_eq!((asked.method.as_str(), asked.path.as_str()), (&*R::operation().method, &*R::operation().path));
    assert_eq!((asked.status, asked.task.as_deref(), asked.violations.len()), (200, Some(handle.id()), 0));
    assert_eq!(serde_json::from_str::<Value>(&asked.body_head).expect("JSON"), request.to_json());
    let created = handle.created().expect("an answer");
    assert!(!created.is_terminal());
    if let Some(made) = created.created_at {
        let now = vidu_types::Timestamp::from(SystemTime::now());
        assert!(now.since(made) < 3600 * SECOND && made.since(now) < 3600 * SECOND, "{made}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_submit_is_one_request() {
    for_each_page!(sends_one_request);
}

/// The environment is a process's own, so it is read in one of its own: this test runs itself again with variables set.
#[test]
fn clients_from_the_environment() {
    const CHILD: &str = "VIDU_TESTS_CHILD";
    if let Ok(expected) = std::env::var(CHILD) {
        assert_eq!(described(), serde_json::from_str::<Value>(&expected).expect("JSON"));
        return;
    }
    let names = ["VIDU", "UMODELVERSE", "OCTOPUSX", "NOVITA"];
    let homes = ["https://api.vidu.com", "https://api.umodelverse.ai", "https://octopusx.ai", "https://api.novita.ai"];
    let key = |name: &str| (format!("{name}_API_KEY"), "sk-1".to_owned());
    let base = |name: &str| (format!("{name}_BASE_URL"), format!("http://127.0.0.1:9/{}/", name.to_lowercase()));
    let missing = names.map(|name| format!("no API key: set {name}_API_KEY, or give one to the builder"));
    let placed = names.map(|name| format!("http://127.0.0.1:9/{}", name.to_lowercase()));
    let cases: [(HashMap<String, String>, Value); 4] = [
        (HashMap::new(), json!(missing)),
        (names.map(key).into(), json!(homes)),
        (names.into_iter().flat_map(|name| [key(name), base(name)]).collect(), json!(placed)),
        ([key("VIDU")].into(), json!([homes[0], missing[1], missing[2], missing[3]])),
    ];
    for (variables, expected) in cases {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "contract::clients_from_the_environment"]).env(CHILD, expected.to_string());
        for name in names {
            command.env_remove(format!("{name}_API_KEY")).env_remove(format!("{name}_BASE_URL"));
        }
        let output = command.envs(&variables).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{variables:?}: {said}");
    }
}

/// Where each vendor's client goes, or why there is none.
fn described() -> Value {
    fn one<V: Vendor>() -> String {
        match Client::<V>::from_env() {
            Ok(client) => client.base_url().to_owned(),
            Err(fault @ ConfigError::NoKey { .. }) => fault.to_string(),
            Err(fault) => panic!("{fault}"),
        }
    }
    json!([one::<vidu::Api>(), one::<umodelverse::Api>(), one::<octopusx::Api>(), one::<novita::Api>()])
}
