//! Time and CPU of a poll and a submit of the client, against the same calls by hand in reqwest.

use std::future::Future;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::header::AUTHORIZATION;
use reqwest::{redirect, retry};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use vidu_client::vidu::{Client, Img2Video};
use vidu_client::{Image, Model, Resolution};

use crate::figure::{Figure, middle};
use crate::process::{Server, cpu};

/// As many calls make one measurement.
const CALLS: u32 = 160;
/// So many are under way at once, as many as the client lets submit at once.
const AT_ONCE: u32 = 16;
/// As many measurements are made of each, turn by turn.
const TURNS: usize = 101;
/// What a call may cost against the same by hand.
const TARGET: f64 = 1.05;

/// Of every call.
pub const KEY: &str = "bench-key-0001";
const PICTURE: &str = "https://cdn.example.com/harbour.png";
const PROMPT: &str = "A lantern drifts over the harbour while the tide goes out and gulls circle the pier.";

/// Of a poll and of a submit.
pub fn figures() -> Vec<Figure> {
    let server = Server::start("bare");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (ours, request, hand) = (client(&server), request(Model::ViduQ1), ByHand::new(&server));
    let submit = || async { ours.submit(&request).await.expect("a task") };
    let handle = runtime.block_on(submit());
    let polls =
        in_turns(&runtime, || async { drop(handle.query().await.expect("a task")) }, || hand.query(handle.id()));
    let submits = in_turns(&runtime, || async { drop(submit().await) }, || hand.submit());
    [("poll", polls), ("submit", submits)].into_iter().flat_map(|(what, costs)| rows(what, costs)).collect()
}

/// Wall time and CPU of one call, in microseconds.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    cpu: f64,
}

fn rows(what: &str, [ours, hand]: [Cost; 2]) -> [Figure; 2] {
    let figure = |of: &str, ours, hand| Figure {
        what: format!("{of} of a {what} of the client, against reqwest by hand"),
        amount: ours,
        against: Some(hand),
        unit: "us",
        target: TARGET,
    };
    [figure("CPU", ours.cpu, hand.cpu), figure("time", ours.wall, hand.wall)]
}

/// What a call costs on either side.
fn in_turns<A, B>(runtime: &Runtime, ours: impl Fn() -> A, hand: impl Fn() -> B) -> [Cost; 2]
where
    A: Future<Output = ()>,
    B: Future<Output = ()>,
{
    let turn = |_| [measured(runtime, &ours), measured(runtime, &hand)];
    let turns: Vec<[Cost; 2]> = (0..TURNS).map(turn).collect();
    let of = |amount: fn(&Cost) -> f64| middle(turns.iter().map(|turn| turn.each_ref().map(amount)).collect());
    let (wall, cpu) = (of(|cost| cost.wall), of(|cost| cost.cpu));
    [0, 1].map(|side| Cost { wall: wall[side], cpu: cpu[side] })
}

fn measured<F: Future<Output = ()>>(runtime: &Runtime, call: &impl Fn() -> F) -> Cost {
    let each = |spent: Duration| spent.as_secs_f64() * 1e6 / f64::from(CALLS);
    let (began, before) = (Instant::now(), cpu(std::process::id()));
    for _ in 0..CALLS / AT_ONCE {
        runtime.block_on(join_all((0..AT_ONCE).map(|_| call())));
    }
    Cost { wall: each(began.elapsed()), cpu: each(cpu(std::process::id()) - before) }
}

/// The client as anybody makes it.
pub fn client(server: &Server) -> Client {
    let client = Client::builder().key(vidu_client::Key::new(KEY).expect("a key"));
    client.base_url(format!("http://{}", server.address)).build().expect("a client")
}

/// A request as short as a page's example; one model takes it.
pub fn request(model: Model) -> Img2Video {
    let picture = Image::url(PICTURE).expect("a picture");
    let request = Img2Video::new(model, picture).prompt(PROMPT).duration(5).seed(7);
    request.resolution(Resolution::P1080)
}

/// Somebody who writes both calls down with reqwest and serde_json, with the same rules for connections.
pub struct ByHand {
    base: String,
    reads: reqwest::Client,
    writes: reqwest::Client,
}

impl ByHand {
    pub fn new(server: &Server) -> ByHand {
        let common = || {
            let builder = reqwest::Client::builder().user_agent("by-hand/1.0").no_proxy().referer(false);
            let builder = builder.connect_timeout(Duration::from_secs(10)).tls_certs_only([]);
            builder.redirect(redirect::Policy::none()).retry(retry::never())
        };
        let (reads, writes) = (common().build(), common().pool_max_idle_per_host(0).build());
        let base = format!("http://{}", server.address);
        ByHand { base, reads: reads.expect("a client"), writes: writes.expect("a client") }
    }

    pub async fn query(&self, task: &str) {
        let url = format!("{}/ent/v2/tasks/{task}/creations", self.base);
        let task = finished(self.reads.get(url)).await;
        assert_eq!(task["state"], "created");
    }

    pub async fn submit(&self) {
        let body = json!({
            "model": "viduq1", "images": [PICTURE], "prompt": PROMPT, "duration": 5, "seed": 7, "resolution": "1080p",
        });
        let request = self.writes.post(format!("{}/ent/v2/img2video", self.base));
        let task = finished(request.header("Content-Type", "application/json").body(body.to_string())).await;
        assert_eq!(task["state"], "created");
    }
}

async fn finished(request: reqwest::RequestBuilder) -> Value {
    let request = request.header(AUTHORIZATION, format!("Token {KEY}")).timeout(Duration::from_secs(60));
    let answer = request.send().await.expect("an answer").bytes().await.expect("a whole answer");
    serde_json::from_slice(&answer).expect("JSON")
}
