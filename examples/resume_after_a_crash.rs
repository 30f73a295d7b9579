//! Resuming after a crash: a journal gives back the tasks that were paid for, and the submit that nobody heard of again.
//!
//! `cargo run --example resume_after_a_crash`; the crash is that everything in `before_the_crash` is dropped.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use vidu_client::store::Journal;
use vidu_client::vidu::{Client, Img2Video};
use vidu_client::{Key, Model, Reconciled, SubmitError, Wait};
use vidu_mock::{Fault, MockServer};

/// One line turns the journal on. The mark lets an answer be matched to its submit without any payload of our own.
fn client(url: &str, journal: &Path) -> Result<Client, Box<dyn Error>> {
    let builder = Client::builder().store(Journal::open(journal)?).mark_payload();
    let soon = Wait::new().first_look(Duration::ZERO).interval(Duration::from_millis(20), Duration::from_millis(100));
    let builder = builder.key(Key::new("any-key-will-do")?).base_url(url).wait(soon);
    Ok(builder.request_timeout(Duration::from_millis(500)).build()?)
}

fn request(what: &str) -> Img2Video {
    Img2Video::new(Model::ViduQ1, "https://cdn.example.com/cat.png").prompt(what)
}

async fn before_the_crash(url: &str, journal: &Path) -> Result<(), Box<dyn Error>> {
    let client = client(url, journal)?;
    let task = client.submit(&request("The cat sleeps.")).await?;
    println!("task {} is being made", task.id());
    match client.submit(&request("The cat wakes up.")).await {
        Err(SubmitError::Unknown(unknown)) => println!("nobody knows: {unknown}"),
        other => return Err(format!("the mock makes the task and says nothing, but: {other:?}").into()),
    }
    Ok(())
}

async fn after_the_crash(url: &str, journal: &Path, heard_of: &str) -> Result<(), Box<dyn Error>> {
    let client = client(url, journal)?;
    let recovery = client.recover().await?;
    println!("{} to wait for, {} unknown", recovery.pending.len(), recovery.unknown.len());
    if (recovery.pending.len(), recovery.unknown.len()) != (1, 1) {
        return Err(format!("something was lost: {recovery:?}").into());
    }
    for task in &recovery.pending {
        let done = task.wait().await?;
        println!("task {}: {} video", done.id, done.videos.len());
        task.close().await?; // when its videos are safe: until then every recovery has it
    }

    // The id of a task comes from a callback, say. Nothing is sent again; the task is read and its mark compared.
    match client.reconcile(heard_of).await? {
        Reconciled::Found(task) => {
            println!("task {} is the unknown one: {} video", task.id(), task.wait().await?.videos.len());
            task.close().await?;
        }
        other => return Err(format!("the mark tells whose it is, but: {other:?}").into()),
    }
    let left = client.recover().await?;
    if left.pending.len() + left.unknown.len() > 0 {
        return Err(format!("something is left: {left:?}").into());
    }
    Ok(())
}

#[tokio::main]
pub async fn main() -> Result<(), Box<dyn Error>> {
    // A vendor that makes the second task and does not answer.
    let vendor = MockServer::builder().speed(50.0).start().await?;
    vendor.fault(Fault::no_answer().operation("img2video").nth(2));
    let folder = tempfile::tempdir()?;
    let journal = folder.path().join("tasks.journal");
    before_the_crash(vendor.url(), &journal).await?;
    let billed = vendor.ledger();
    let heard_of = billed.last().ok_or("no task was made")?.task.clone();
    after_the_crash(vendor.url(), &journal, &heard_of).await?;
    match vendor.ledger().len() {
        2 => Ok(()),
        other => Err(format!("two videos were wanted, and {other} are paid for").into()),
    }
}
