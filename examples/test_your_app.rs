//! Testing your own app against the mock: what it does when a task succeeds, fails, or nobody knows.
//!
//! Each `async fn` below `main` is a `#[tokio::test]` in an app of your own. `cargo run --example test_your_app`

use std::error::Error;
use std::time::Duration;

use vidu_client::vidu::{Client, Img2Video};
use vidu_client::{Key, Model, SubmitError};
use vidu_mock::{Fault, MockServer, Script};

/// The app: makes a video of a customer's picture and says what to tell the customer.
mod app {
    use super::*;

    pub async fn video(client: &Client, picture: &str) -> Result<String, Box<dyn Error>> {
        let task = match client.submit(&Img2Video::new(Model::ViduQ1, picture)).await {
            Ok(task) => task,
            // Somebody has to look before anybody pays again.
            Err(SubmitError::Unknown(_)) => return Ok("We are looking into it.".to_owned()),
            Err(fault) => return Err(fault.into()),
        };
        let done = task.wait().await?;
        Ok(if done.state.succeeded() { "Here it is." } else { "It did not work; you pay nothing." }.to_owned())
    }
}

#[tokio::main]
pub async fn main() -> Result<(), Box<dyn Error>> {
    a_video_takes_minutes_but_no_test_does().await?;
    a_failed_task_is_told_kindly().await?;
    nobody_pays_twice().await?;
    println!("all tests passed");
    Ok(())
}

const PICTURE: &str = "https://cdn.example.com/cat.png";

/// The vendor, and the app's client of it.
async fn start() -> Result<(MockServer, Client), Box<dyn Error>> {
    let vendor = MockServer::builder().held().start().await?;
    let client = Client::builder().key(Key::new("any-key-will-do")?).base_url(vendor.url());
    let soon = Duration::from_millis(10);
    let client = client.wait(vidu_client::Wait::new().first_look(soon).interval(soon, soon)).build()?;
    Ok((vendor, client))
}

/// The vendor's clock stands still until the test moves it.
async fn a_video_takes_minutes_but_no_test_does() -> Result<(), Box<dyn Error>> {
    let (vendor, client) = start().await?;
    let moved = async {
        while vendor.ledger().is_empty() {
            tokio::task::yield_now().await;
        }
        vendor.advance(Duration::from_secs(600)).await;
        Ok::<_, Box<dyn Error>>(())
    };
    let (told, ()) = tokio::try_join!(app::video(&client, PICTURE), moved)?;
    assert_eq!(told, "Here it is.");
    Ok(())
}

async fn a_failed_task_is_told_kindly() -> Result<(), Box<dyn Error>> {
    let (vendor, client) = start().await?;
    vendor.script_next("fail; drive=once".parse::<Script>()?);
    assert_eq!(app::video(&client, PICTURE).await?, "It did not work; you pay nothing.");
    Ok(())
}

/// The vendor makes the task, bills it, and its gateway answers 503: the worst that can happen to a submit.
async fn nobody_pays_twice() -> Result<(), Box<dyn Error>> {
    let (vendor, client) = start().await?;
    vendor.fault(Fault::server_error(503).operation("img2video").accepted());
    assert_eq!(app::video(&client, PICTURE).await?, "We are looking into it.");
    assert_eq!(vendor.ledger().len(), 1, "the ledger knows what was really billed");
    Ok(())
}
