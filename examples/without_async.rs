//! A program without async: the same calls, which return when they are done.
//!
//! `cargo run --example without_async`; against a real vendor it is `BlockingClient::from_env()?` and no second thread.

use std::error::Error;
use std::time::Duration;

use vidu_client::vidu::{BlockingClient, Client, Img2Video};
use vidu_client::{Key, Model, Wait};

pub fn main() -> Result<(), Box<dyn Error>> {
    let vendor = vendor()?;
    let soon = Wait::new().first_look(Duration::ZERO).interval(Duration::from_millis(20), Duration::from_millis(100));
    let client = Client::builder().key(Key::new("any-key-will-do")?).base_url(vendor).wait(soon).build()?;
    let client = BlockingClient::of(client)?;

    let task = client.submit(&Img2Video::new(Model::ViduQ1, "https://cdn.example.com/cat.png"))?;
    for update in task.updates() {
        println!("task {} is {}", task.id(), update?.state);
    }
    let folder = std::env::temp_dir().join(format!("vidu-without-async-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    for video in &task.query()?.videos {
        println!("{} bytes", task.download(video, folder.join("cat.mp4"))?);
    }
    assert!(std::fs::metadata(folder.join("cat.mp4"))?.len() > 1000);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// A mock on a thread of its own, for as long as the program runs.
fn vendor() -> Result<String, Box<dyn Error>> {
    let (started, url) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let server = vidu_mock::MockServer::builder().speed(50.0).start().await.expect("a mock");
            started.send(server.url().to_owned()).expect("a program that listens");
            std::future::pending::<()>().await;
        });
    });
    Ok(url.recv()?)
}
