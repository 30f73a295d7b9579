//! Changing vendor is changing a `use`: the two modules below are the same but for that line.
//!
//! `cargo run --example change_vendor`

use std::error::Error;
use std::time::Duration;

use vidu_client::{Key, Model, Task, Wait};
use vidu_mock::MockServer;

mod here {
    use vidu_client::octopusx::{Client, Img2Video};

    use super::*;

    pub async fn video(url: &str) -> Result<Task, Box<dyn Error>> {
        let client = Client::builder().key(Key::new("any-key-will-do")?).base_url(url).build()?;
        let request =
            Img2Video::new(Model::ViduQ2Pro, "https://cdn.example.com/cat.png").prompt("It stretches.").duration(5);
        let task = client.submit(&request).await?;
        Ok(task.wait_with(soon()).await?)
    }
}

mod there {
    use vidu_client::umodelverse::{Client, Img2Video};

    use super::*;

    pub async fn video(url: &str) -> Result<Task, Box<dyn Error>> {
        let client = Client::builder().key(Key::new("any-key-will-do")?).base_url(url).build()?;
        let request =
            Img2Video::new(Model::ViduQ2Pro, "https://cdn.example.com/cat.png").prompt("It stretches.").duration(5);
        let task = client.submit(&request).await?;
        Ok(task.wait_with(soon()).await?)
    }
}

#[tokio::main]
pub async fn main() -> Result<(), Box<dyn Error>> {
    let vendors = MockServer::builder().speed(50.0).start().await?;
    for task in [here::video(vendors.url()).await?, there::video(vendors.url()).await?] {
        // What a vendor calls success differs, what it means does not: a task is one type, whoever made it.
        println!("task {}: {:?} means {:?}", task.id, task.state.word(), task.state.stage());
        assert!(task.state.succeeded() && task.videos.len() == 1);
    }
    vendors.stop().await;
    Ok(())
}

fn soon() -> Wait {
    Wait::new().first_look(Duration::ZERO).interval(Duration::from_millis(20), Duration::from_millis(100))
}
