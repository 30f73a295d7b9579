//! The hot paths, each as often as is wished: what `instructions` counts.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use vidu_client::relation::{self, Atom};
use vidu_client::store::{Account, Digest, Event, Intent, Journal, Record, TaskStore, Ticket};
use vidu_client::table::Relation;
use vidu_client::vidu::{Client, Img2Video, Verifier};
use vidu_client::{Key, Model, Request, check, wire};
use vidu_codegen::drift::{self, Choice, Source};

use crate::parts::client::{ByHand, KEY, client, request};
use crate::parts::million::{BODY, HEADERS};
use crate::process::{Server, mock};

/// A hot path: its name, how often it is walked for one count, and what walks it so often.
pub type Path = (&'static str, u32, fn(u32));

/// All of them.
pub const ALL: [Path; 19] = [
    ("check of a fine request", 2000, |times| checked(&request(Model::ViduQ1), times)),
    ("check of a refused request", 2000, |times| checked(&request(Model::Vidu20), times)),
    ("verdict of a fine request", 5000, |times| {
        let request = request(Model::ViduQ1);
        repeat(times, || black_box(&request).is_fine());
    }),
    ("wire write", 2000, |times| {
        repeat(times, || serde_json::to_vec(black_box(&request(Model::ViduQ1))).expect("JSON"))
    }),
    ("wire read", 2000, |times| repeat(times, || serde_json::from_slice::<Img2Video>(black_box(BODY.as_bytes())))),
    ("wire read of values, and their verdict", 2000, judged),
    ("serde_json, the same body as a value", 2000, |times| {
        repeat(times, || serde_json::from_slice::<serde_json::Value>(black_box(BODY.as_bytes())).expect("JSON"))
    }),
    ("relation, verdicts of a row", 5000, |times| walked(times, |table, row| drop(black_box(verdicts(table, row))))),
    ("relation, walk of a row", 5000, |times| walked(times, |table, row| drop(black_box(relation::walk(table, row))))),
    ("mock, submit in process", 1000, |times| served(times, 1)),
    ("mock, query in process", 1000, |times| served(1, times)),
    ("client, submit over a socket", 100, submitted),
    ("client, poll over a socket", 200, polled),
    ("reqwest by hand, submit over a socket", 100, |times| by_hand(times, 0)),
    ("reqwest by hand, poll over a socket", 200, |times| by_hand(1, times)),
    ("callback, signature verified", 1000, verified),
    ("journal, two lines written", 200, written),
    ("journal, forty lines read", 50, read_again),
    ("drift of a page", 5, drifted),
];

/// Walks one of them.
pub fn run(name: &str, times: &str) {
    let path = ALL.iter().find(|(known, ..)| *known == name).expect("a hot path of this name");
    path.2(times.parse().expect("how often"));
}

fn repeat<T>(times: u32, mut walk: impl FnMut() -> T) {
    (0..times).for_each(|_| drop(black_box(walk())));
}

fn checked(request: &Img2Video, times: u32) {
    repeat(times, || check::check(Img2Video::operation(), &black_box(request).given()));
}

fn judged(times: u32) {
    let operation = Img2Video::operation();
    repeat(times, || {
        let given = wire::read(black_box(BODY.as_bytes()), operation, &[]).expect("an object");
        assert!(check::is_fine(operation, &given));
    });
}

fn verdicts<'t>(table: &'t Relation, row: &[Option<Atom<'_>>]) -> Vec<relation::Verdict<'t>> {
    relation::verdicts(table, row.iter().copied())
}

fn walked(times: u32, walk: impl Fn(&Relation, &[Option<Atom<'_>>])) {
    let table = &Img2Video::operation().relations[0];
    let rows: Vec<_> = relation::space(table).take(1).collect();
    let row = relation::atoms(&rows[0]);
    repeat(times, || walk(black_box(table), black_box(&row)));
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn served(submits: u32, queries: u32) {
    runtime().block_on(async {
        let server = mock().held().start().await.expect("a server");
        let mut task = String::new();
        repeat(submits, || {
            let reply = server.answer("POST", "/ent/v2/img2video", &HEADERS, BODY.as_bytes());
            assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
            if task.is_empty() {
                task = crate::caller::task_id(&reply.body);
            }
        });
        let path = format!("/ent/v2/tasks/{task}/creations");
        repeat(queries, || assert_eq!(server.answer("GET", &path, &HEADERS, b"").status, 200));
    });
}

fn called(walk: impl AsyncFnOnce(Client)) {
    let server = Server::start("bare");
    runtime().block_on(walk(client(&server)));
}

fn submitted(times: u32) {
    called(async |client| {
        for _ in 0..times {
            client.submit(&request(Model::ViduQ1)).await.expect("a task");
        }
    });
}

fn polled(times: u32) {
    called(async |client| {
        let handle = client.submit(&request(Model::ViduQ1)).await.expect("a task");
        for _ in 0..times {
            handle.query().await.expect("a task");
        }
    });
}

/// What the client is held against: these move with reqwest alone.
fn by_hand(submits: u32, polls: u32) {
    let server = Server::start("bare");
    runtime().block_on(async {
        let (hand, task) =
            (ByHand::new(&server), client(&server).submit(&request(Model::ViduQ1)).await.expect("a task"));
        for _ in 0..submits {
            hand.submit().await;
        }
        for _ in 0..polls {
            hand.query(task.id()).await;
        }
    });
}

/// The signature is right, and the number was taken before: that is looked at last.
fn verified(times: u32) {
    const DATE: &str = "Tue, 06 May 2025 12:09:42 GMT";
    let headers = [
        ("Date", DATE),
        ("X-HMAC-ALGORITHM", "hmac-sha256"),
        ("X-HMAC-ACCESS-KEY", "vidu"),
        ("X-HMAC-SIGNED-HEADERS", "Date;x-request-nonce"),
        ("X-HMAC-SIGNATURE", "45/BQL9fKB0uzO8hoSxQqou6qY/yzXJw3fJ/kIg8TxY="),
        ("x-request-nonce", "n-1"),
    ];
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_746_533_382);
    let verifier = Verifier::new(Key::new(KEY).expect("a key")).expect("a vendor that signs");
    verifier.verify("POST", "/hook?task=7", headers, now).expect("a true callback");
    repeat(times, || verifier.verify("POST", "/hook?task=7", black_box(headers), now).expect_err("taken before"));
}

fn written(times: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = Journal::open(folder.path().join("journal")).expect("a journal");
    fill(&journal, times);
}

fn read_again(times: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal");
    fill(&Journal::open(&path).expect("a journal"), 20);
    repeat(times, || Journal::open(&path).expect("a journal"));
}

/// As many submits, each accepted.
fn fill(journal: &Journal, submits: u32) {
    let account = Account::new("vidu", "https://api.example.com", KEY);
    let record = |number: u32, event| {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_746_533_382);
        Record::new(Ticket::new(u128::from(number)), at, account.clone(), event)
    };
    runtime().block_on(async {
        for number in 0..submits {
            let intent: Intent = serde_json::from_value(serde_json::json!({
                "revision": "2025-08", "operation": "img2video", "request": Digest::of(BODY.as_bytes()), "credits": 8,
            }))
            .expect("an intent");
            let intended = record(number, Event::Intended(Box::new(intent)));
            journal.intend(intended, None).await.expect("it is recorded");
            let accepted = Event::Accepted { task: format!("{number:018}"), credits: Some(8) };
            journal.note(record(number, accepted)).await.expect("it is recorded");
        }
    });
}

fn drifted(times: u32) {
    const PAGE: &str = include_str!("../../crates/codegen/tests/drift/pages/two_calls.txt");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let source = Source::read(&folder).unwrap_or_else(|report| panic!("{report}"));
    repeat(times, || drift::examine(&source, &drift::page::read(black_box(PAGE)), &Choice::default()));
}
