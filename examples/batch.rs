//! Many videos with a limit: five tasks at once, each result as it comes, and a fault that stops nobody else.
//!
//! `cargo run --example batch`; against a real vendor the client would be `Client::from_env()?`.

use std::error::Error;
use std::time::Duration;

use vidu_client::vidu::{Client, Img2Video};
use vidu_client::{Key, Model, RunError, Wait};
use vidu_mock::{MockServer, Rule, Script};

/// How many tasks the account may run.
const AT_ONCE: usize = 5;

#[tokio::main]
pub async fn main() -> Result<(), Box<dyn Error>> {
    // A vendor with whom four tasks go wrong.
    let vendor = MockServer::builder().speed(50.0).rule(Rule::new(Script::fail()).times(4)).start().await?;
    let client = Client::builder()
        .key(Key::new("any-key-will-do")?)
        .base_url(vendor.url())
        .wait(Wait::new().first_look(Duration::ZERO).interval(Duration::from_millis(20), Duration::from_millis(100)))
        .build()?;

    // The input is taken bit by bit, so it may be as long as it likes.
    let scenes = (1..=20).map(|scene| {
        let length = if scene == 13 { 8 } else { 5 }; // no page offers this model at 8 seconds
        Img2Video::new(Model::ViduQ1, format!("https://cdn.example.com/scene-{scene}.png")).duration(length)
    });
    let mut tasks = client.run_all(scenes).at_once(AT_ONCE);
    let (mut videos, mut failed, mut refused) = (0, 0, 0);
    while let Some((position, outcome)) = tasks.next().await {
        match outcome {
            Ok(task) if task.state.succeeded() => {
                println!("scene {}: {} video", position + 1, task.videos.len());
                videos += 1;
            }
            Ok(task) => {
                println!("scene {}: {:?}", position + 1, task.failure);
                failed += 1;
            }
            // Only these may have cost something without anything to show for it.
            Err(fault) if fault.task_may_exist() => return Err(fault.into()),
            Err(RunError::Submit(fault)) => {
                println!("scene {}: not sent: {fault}", position + 1);
                refused += 1;
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    println!("{videos} videos, {failed} failed, {refused} refused before they were sent");
    assert_eq!((videos, failed, refused), (15, 4, 1));
    assert_eq!(vendor.ledger().len(), 19, "each task that was made is billed once");
    vendor.stop().await;
    Ok(())
}
