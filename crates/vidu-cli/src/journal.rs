//! The journal that the command line names: open only while something is recorded, so that several programs take turns.

use std::path::Path;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use vidu_client::store::{Journal, StoreError};
use vidu_client::{Client, Vendor, Wait};

use crate::arguments::Global;
use crate::output::Output;
use crate::settings;
use crate::status::{Fault, Status};

/// How long another program may have the journal: a submit that is slow, and some that wait before this one.
pub const TURN: Duration = Duration::from_secs(180);
const LOOK: Duration = Duration::from_millis(50);

/// Opens a journal, or makes one; waits so long for other programs to be done with it.
pub async fn open(path: &Path, patience: Duration, output: &Output) -> Result<Journal, Fault> {
    let began = Instant::now();
    let mut is_told = false;
    loop {
        match Journal::open(path) {
            Err(StoreError::Locked { .. }) if began.elapsed() < patience => {}
            opened => return opened.map_err(Fault::from),
        }
        if !is_told && began.elapsed() > Duration::from_secs(1) {
            output.say(format_args!("waiting for another program to be done with {}", path.display()));
            is_told = true;
        }
        sleep(LOOK).await;
    }
}

/// A client with the journal, for a command that is about it.
pub async fn client<V: Vendor>(global: &Global, output: &Output) -> Result<(Client<V>, Journal), Fault> {
    let Some(path) = &global.journal else {
        return Err(Fault::new(Status::Usage, "no journal: name one with --journal FILE, or set VIDU_JOURNAL"));
    };
    // Whatever else is wrong is said before another program is waited for.
    let builder = settings::builder::<V>(global)?;
    let journal = open(path, TURN, output).await?;
    Ok((settings::built(builder.store(journal.clone()))?, journal))
}

/// Takes a task out of the journal, if there is one, because nobody needs it there any more.
pub async fn close<V: Vendor>(global: &Global, id: &str, output: &Output) -> Result<(), Fault> {
    if global.journal.is_none() {
        return Ok(());
    }
    let (client, _journal) = client::<V>(global, output).await?;
    let task = client.task(id).map_err(|fault| Fault::new(Status::Usage, fault))?;
    // One look, which records what the task has cost. A failure leaves the figure as it was.
    let _ = task.wait_with(Wait::new().deadline(Duration::ZERO).failures(0)).await;
    Ok(task.close().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn another_program_is_waited_for_and_not_for_ever() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, output) = (folder.path().join("tasks.journal"), Output::new(true));
        let other = open(&path, Duration::ZERO, &output).await.expect("a journal");
        let fault = open(&path, Duration::ZERO, &output).await.expect_err("it is in use");
        assert!(fault.status == Status::Local && fault.message.contains("is in use by process"), "{}", fault.message);
        let (opened, ()) = tokio::join!(open(&path, TURN, &output), async { drop(other) });
        assert!(opened.is_ok());
    }
}
