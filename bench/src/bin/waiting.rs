//! Memory and sockets of ten thousand waits and of as many more: `cargo run --release -p vidu-bench --bin waiting`.

use std::io::{BufRead, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use tokio::time::sleep;
use vidu_client::vidu::{Client, Handle};
use vidu_client::{Key, Wait};

const WAITS: usize = 10_000;
/// The longest that all first looks may take.
const PATIENCE: Duration = Duration::from_secs(120);

fn main() {
    let seen = Arc::new(Seen::default());
    let address = serve(Arc::clone(&seen));
    println!("| what | measured | unit |\n|---|---|---|");
    for (name, begin) in [("in wait_all", in_batch as Begin), ("each a task of tokio", spawned)] {
        seen.most.store(0, Relaxed);
        let [all, more] = [WAITS, 2 * WAITS].map(|waits| held(address, &seen, begin, waits));
        let (each, further) = (all / WAITS as f64, (more - all) / WAITS as f64);
        println!(
            "| memory of a wait of {WAITS} {name}, after its first look, connections and all | {each:.0} | bytes |"
        );
        println!("| memory of each wait of {WAITS} more {name} | {further:.0} | bytes |");
        println!("| connections at most | {} | |", seen.most.load(Relaxed));
        assert!(seen.most.load(Relaxed) <= 64);
    }
}

/// What is held once so many waits have begun; dropping it ends them.
type Begin = fn(&Client, Vec<Handle>) -> Box<dyn std::any::Any>;

/// Bytes for so many waits. Nothing but this thread asks for memory while it is counted.
fn held(address: SocketAddr, seen: &Seen, begin: Begin, number: usize) -> f64 {
    seen.looks.store(0, Relaxed);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let hour = Duration::from_secs(3600);
    let client = Client::builder().key(Key::new("bench-key-0001").expect("a key"));
    let client = client.base_url(format!("http://{address}")).wait(Wait::new().interval(hour, hour).deadline(9 * hour));
    let client = client.build().expect("a client");
    let mut waits = None;
    let counted = allocation_counter::measure(|| {
        runtime.block_on(async {
            let handles = (0..number).map(|number| client.task(number.to_string()).expect("an id")).collect();
            waits = Some(begin(&client, handles));
            let began = Instant::now();
            while seen.looks.load(Relaxed) < number || began.elapsed() < Duration::from_secs(1) {
                assert!(began.elapsed() < PATIENCE, "{} looks", seen.looks.load(Relaxed));
                sleep(Duration::from_millis(50)).await;
            }
        });
    });
    drop(waits);
    counted.bytes_current as f64
}

fn in_batch(client: &Client, handles: Vec<Handle>) -> Box<dyn std::any::Any> {
    let mut batch = client.wait_all(handles);
    Box::new(tokio::spawn(async move { batch.next().await.map(|_| ()) }))
}

fn spawned(_: &Client, handles: Vec<Handle>) -> Box<dyn std::any::Any> {
    let wait = |handle: Handle| tokio::spawn(async move { handle.wait().await.map(|_| ()) });
    Box::new(handles.into_iter().map(wait).collect::<Vec<_>>())
}

/// What the server saw.
#[derive(Default)]
struct Seen {
    open: AtomicUsize,
    most: AtomicUsize,
    looks: AtomicUsize,
}

/// A server in threads of its own, for which every task goes on for ever.
fn serve(seen: Arc<Seen>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().filter_map(Result::ok) {
            let seen = Arc::clone(&seen);
            std::thread::spawn(move || {
                seen.most.fetch_max(seen.open.fetch_add(1, Relaxed) + 1, Relaxed);
                while answer(&stream).is_some() {
                    seen.looks.fetch_add(1, Relaxed);
                }
                seen.open.fetch_sub(1, Relaxed);
            });
        }
    });
    address
}

fn answer(stream: &TcpStream) -> Option<()> {
    const BODY: &str = r#"{"id":"7","state":"processing","err_code":"","credits":4,"payload":"","creations":[]}"#;
    let mut lines = BufReader::new(stream).lines();
    while !lines.next()?.ok()?.is_empty() {}
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", BODY.len());
    (&*stream).write_all(format!("{head}{BODY}").as_bytes()).ok()
}
