//! Follows a task to its end, and fetches what it made.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, timeout};
use vidu_client::{Download, Handle, Task, Vendor, Video, Wait};

use crate::arguments::{Global, Waiting};
use crate::journal;
use crate::output::{Output, bar};
use crate::status::{Fault, Status};

/// Waits for the end, tells it, and downloads the videos into a folder if there is one.
pub async fn follow<V: Vendor>(
    global: &Global,
    handle: &Handle<V>,
    waiting: &Waiting,
    folder: Option<&Path>,
    output: &Output,
) -> Result<Status, Fault> {
    let ended = wait(handle, waiting, output).await;
    output.progress_over();
    finish(global, handle, &ended?, folder, output).await
}

/// Tells a task's end, downloads its videos, and takes the task out of the journal once nothing of it can be lost.
pub async fn finish<V: Vendor>(
    global: &Global,
    handle: &Handle<V>,
    task: &Task,
    folder: Option<&Path>,
    output: &Output,
) -> Result<Status, Fault> {
    output.result(json!({ "event": "ended", "vendor": handle.vendor(), "task": task }), told(task))?;
    if !task.state.succeeded() {
        journal::close::<V>(global, handle.id(), output).await?;
        return Ok(Status::TaskFailed);
    }
    if let Some(folder) = folder {
        fetch(handle, task, folder, output).await?;
        journal::close::<V>(global, handle.id(), output).await?;
    }
    Ok(Status::Done)
}

fn told(task: &Task) -> String {
    let mut lines = vec![format!("{} {}", task.id, task.state)];
    lines.extend(task.failure.iter().map(|failure| failure.to_string()).filter(|line| !line.is_empty()));
    lines.extend(task.videos.iter().map(|video| video.url.clone()));
    lines.join("\n")
}

/// How long and how often the command line says to look.
pub fn limits(waiting: &Waiting) -> Wait {
    let mut limits = Wait::new();
    if let Some(every) = waiting.every {
        limits = limits.interval(every, every).first_look(every);
    }
    if let Some(deadline) = waiting.timeout {
        limits = limits.deadline(deadline);
    }
    limits
}

async fn wait<V: Vendor>(handle: &Handle<V>, waiting: &Waiting, output: &Output) -> Result<Task, Fault> {
    let (began, mut updates) = (Instant::now(), handle.updates_with(limits(waiting)));
    let mut last: Option<Task> = handle.created().cloned();
    loop {
        match timeout(TICK, updates.next()).await {
            Err(_) => {}
            Ok(Some(update)) => last = Some(update?),
            Ok(None) => return last.ok_or_else(|| Fault::new(Status::NoAnswer, "the task never answered")),
        }
        output.progress(line(handle.id(), last.as_ref(), began.elapsed()));
    }
}

/// How often the line of progress is drawn anew.
const TICK: Duration = Duration::from_millis(500);

fn line(id: &str, task: Option<&Task>, elapsed: Duration) -> String {
    let state = task.map(|task| task.state.to_string()).unwrap_or_default();
    let percent = task.and_then(|task| task.progress).filter(|percent| *percent > 0.0);
    let progress = percent.map(|percent| format!(" {}", bar(percent / 100.0))).unwrap_or_default();
    format!("task {id}: {state}{progress} {} s", elapsed.as_secs())
}

async fn fetch<V: Vendor>(handle: &Handle<V>, task: &Task, folder: &Path, output: &Output) -> Result<(), Fault> {
    let made = tokio::fs::create_dir_all(folder).await;
    made.map_err(|fault| Fault::new(Status::Local, format!("{}: {fault}", folder.display())))?;
    for (number, video) in task.videos.iter().enumerate() {
        let path = folder.join(file_name(&task.id, number, video));
        let bytes = handle.download_with(video, &path, download(output)).await;
        output.progress_over();
        let (bytes, id) = (bytes?, &task.id);
        output.result(json!({ "event": "downloaded", "id": id, "path": path, "bytes": bytes }), path.display())?;
    }
    Ok(())
}

fn download(output: &Output) -> Download {
    let watched = *output;
    Download::new().on_progress(move |progress| {
        let part = progress.total.map(|total| bar(progress.received as f64 / total.max(1) as f64));
        watched.progress(format_args!("{} {} bytes", part.unwrap_or_default(), progress.received));
    })
}

/// Named after the task: an id is somebody else's text, and may not lead out of the folder.
fn file_name(id: &str, number: usize, video: &Video) -> PathBuf {
    let safe: String =
        id.chars().map(|one| if one.is_ascii_alphanumeric() || one == '-' { one } else { '_' }).collect();
    let kind = video.file_type.as_deref().or_else(|| ending(&video.url)).unwrap_or("mp4");
    let kind = if kind.bytes().all(|byte| byte.is_ascii_alphanumeric()) && kind.len() <= 5 { kind } else { "mp4" };
    format!("{safe}-{}.{kind}", number + 1).into()
}

fn ending(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    Some(path.rsplit_once('/')?.1.rsplit_once('.')?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_addresses() {
        let cases = [
            ("https://a.example/b/c.webm?x=d.mov", Some("webm")),
            ("https://a.example/b", None),
            ("https://a.example", Some("example")),
        ];
        for (url, expected) in cases {
            assert_eq!(ending(url), expected, "{url}");
        }
    }
}
