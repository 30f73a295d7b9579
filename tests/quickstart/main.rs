//! The quickstart: every page of every vendor against the mock, from a refused request to a downloaded video.
//!
//! It needs no network and no configuration, and ends by itself: `cargo run --example quickstart`.

mod receiver;
mod table;

use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use vidu_client::{Client, Handle, Image, Key, Model, Request, Resolution, SubmitError, Task, Vendor, Wait};
use vidu_client::{novita, octopusx, umodelverse, vidu};
use vidu_mock::MockServer;

use receiver::Receiver;
use table::Row;

/// How many times faster than in production the mock's tasks pass.
const SPEED: f64 = 8.0;

const KEY: &str = "any-key-will-do";

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let server = MockServer::builder().speed(SPEED).start().await?;
    let receiver = Receiver::start(KEY).await?;
    println!("The mock serves every vendor at {}, {SPEED} times as fast as in production.\n", server.url());

    let picture = Image::url("https://cdn.example.com/harbour-at-dawn.png")?;
    let pixel = Image::from_bytes(PIXEL)?;
    let prompt = "The fog lifts and a small boat leaves the harbour.";
    let stage = Stage {
        url: server.url().to_owned(),
        folder: std::env::temp_dir().join(format!("vidu-quickstart-{}", std::process::id())),
    };

    let img2video =
        |model| vidu::Img2Video::new(model, picture.clone()).prompt(prompt).callback_url(receiver.url("img2video"));
    let reference = |model, pictures: &[&Image]| {
        let pictures = pictures.iter().map(|picture| (*picture).clone());
        vidu::Reference2Video::new(model, pictures, prompt).callback_url(receiver.url("reference2video"))
    };
    let rows = tokio::try_join!(
        stage.page(
            "Image to Video",
            img2video(Model::Vidu20).duration(8),
            img2video(Model::ViduQ1).resolution(Resolution::P720)
        ),
        stage.page(
            "Reference to Video",
            reference(Model::Vidu15, &[&picture, &picture]).duration(8),
            reference(Model::Vidu20, &[&pixel]).duration(8)
        ),
        stage.page(
            "Vidu/Img2Video",
            umodelverse::Img2Video::new(Model::ViduQ2Pro, picture.clone()).prompt(prompt).duration(3),
            umodelverse::Img2Video::new(Model::ViduQ1, picture.clone()).duration(12),
        ),
        stage.page(
            "Vidu Image-to-Video",
            octopusx::Img2Video::new(Model::ViduQ2Turbo, picture.clone()).prompt(prompt).audio(true),
            octopusx::Img2Video::new(Model::ViduQ2Turbo, picture.clone()).duration(11).wm_position(5),
        ),
        stage.page(
            "Vidu 2.0 Image to Video",
            novita::Img2Video::new(picture.clone()).prompt(prompt),
            novita::Img2Video::new(picture.clone()).duration(8).resolution(Resolution::P360),
        ),
    )?;

    let rows = [rows.0, rows.1, rows.2, rows.3, rows.4];
    println!("\n{}", table::print(&rows));
    receiver.settle().await;
    println!("\n{}", receiver.report());
    println!("\n{}", bill(&server, &rows)?);
    server.stop().await;
    Ok(())
}

/// What the mock billed: the oracle for whether a task was paid twice, or one was paid that nobody knows of.
fn bill(server: &MockServer, rows: &[Row]) -> Outcome<String> {
    let ledger = server.ledger();
    let paid = |row: &Row| ledger.iter().filter(|charge| charge.task == row.task).count();
    if ledger.len() != rows.len() || rows.iter().any(|row| paid(row) != 1) {
        return Err(format!("not every task was billed once: {ledger:?}").into());
    }
    let credits: i64 = ledger.iter().filter_map(|charge| charge.credits).sum();
    Ok(format!("The ledger of the mock has {credits} credits for {} tasks, each billed once.", rows.len()))
}

/// Where everything happens.
struct Stage {
    url: String,
    folder: PathBuf,
}

impl Stage {
    /// One page: a refused request, a submit, the states, the download.
    async fn page<R: Request>(&self, title: &'static str, request: R, refused: R) -> Outcome<Row> {
        let vendor = R::Vendor::revision();
        let name = format!("{} · {title}", vendor.title);
        let client = Client::<R::Vendor>::builder().key(Key::new(KEY)?).base_url(&self.url).build()?;
        refusal(&name, &client, &refused).await?;

        let begun = Instant::now();
        let task = client.submit(&request).await?;
        println!("{name}: submitted, task {}", task.id());
        let (done, states) = watch(&name, &task).await?;
        let video = done.videos.first().ok_or("the task ended without a video")?;
        let path = self.folder.join(format!("{}-{}.mp4", vendor.vendor, R::operation().name));
        tokio::fs::create_dir_all(&self.folder).await?;
        let bytes = task.download(video, &path).await?;
        Ok(Row {
            vendor: vendor.title.to_string(),
            page: title,
            task: task.id().to_owned(),
            states,
            took: begun.elapsed(),
            bytes,
            path,
        })
    }
}

/// Submits what the page does not offer: nothing is sent, and the error says what is wrong, why, and what there is instead.
async fn refusal<R: Request>(name: &str, client: &Client<R::Vendor>, request: &R) -> Outcome<()> {
    match client.submit(request).await {
        Err(SubmitError::Invalid(violations)) => {
            violations
                .as_slice()
                .iter()
                .for_each(|violation| println!("{name}: refused before it is sent: {violation}"));
            Ok(())
        }
        Ok(task) => Err(format!("{name}: task {} should not have been made", task.id()).into()),
        Err(other) => Err(other.into()),
    }
}

/// Follows a task to its end and returns it with the words of its states.
async fn watch<V: Vendor>(name: &str, task: &Handle<V>) -> Outcome<(Task, Vec<String>)> {
    let wait = Wait::new().first_look(Duration::ZERO).interval(Duration::from_millis(50), Duration::from_millis(100));
    let mut updates = task.updates_with(wait.deadline(Duration::from_secs(60)));
    let mut states = Vec::new();
    let mut last = None;
    while let Some(update) = updates.next().await {
        let task = update?;
        println!("{name}: {}", task.state.word());
        states.push(task.state.word().to_owned());
        last = Some(task);
    }
    let last = last.ok_or("the task never answered")?;
    if last.state.succeeded() { Ok((last, states)) } else { Err(format!("{name}: {:?}", last.failure).into()) }
}

/// A PNG of one pixel: too small for pages that state a least size, which is noticed without asking the vendor.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6,
    0, 0, 0, 0x1F, 0x15, 0xC4, 0x89,
];
