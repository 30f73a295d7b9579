//! Callbacks in an axum app: the vendor's call wakes the wait, which reads the task again before it believes a word.
//!
//! `cargo run --example callbacks`; against a real vendor the callback URL is one under which it reaches this server.

use std::error::Error;
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use tokio::net::TcpListener;
use vidu_client::vidu::{Called, Client, Img2Video};
use vidu_client::{Key, Model, Wait};
use vidu_mock::MockServer;

#[tokio::main]
pub async fn main() -> Result<(), Box<dyn Error>> {
    let vendor = MockServer::builder().speed(20.0).start().await?;
    let client = Client::builder().key(Key::new("any-key-will-do")?).base_url(vendor.url()).build()?;

    // One table for the server, which fills it, and the client, whose waits it wakes.
    let callbacks = client.callbacks()?;
    let client = client.woken_by(&callbacks);
    let app = Router::new().route("/hook", post(hook)).with_state(callbacks);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let hook = format!("http://{}/hook", listener.local_addr()?);
    let server = tokio::spawn(async move { axum::serve(listener, app).await });

    // Looks an hour apart are the safety net for callbacks that are lost.
    let hour = Duration::from_secs(3600);
    let wait = Wait::new().deadline(24 * hour).first_look(hour).interval(hour, hour);
    let request = Img2Video::new(Model::ViduQ1, "https://cdn.example.com/cat.png").callback_url(hook.as_str());
    let began = Instant::now();
    let task = client.submit(&request).await?;
    let done = task.wait_with(wait).await?;
    println!("task {} is {} after {:.1} s", done.id, done.state, began.elapsed().as_secs_f64());
    assert!(done.state.succeeded() && began.elapsed() < hour);

    server.abort();
    vendor.stop().await;
    Ok(())
}

/// Runs for genuine callbacks alone; forgeries are answered 401 and repetitions 200 before they come here.
async fn hook(called: Called) -> StatusCode {
    println!("the vendor says that task {} is {}", called.hint.id, called.hint.state);
    StatusCode::NO_CONTENT
}
