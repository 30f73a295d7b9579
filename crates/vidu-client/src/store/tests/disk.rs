//! A disk in memory with faults: it fails when told to, and a crash leaves only what was synced, or a part of the rest.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

use super::super::journal::Journal;
use super::super::volume::{Replacing, Volume};
use crate::store::StoreError;

/// A disk; clones are the same one.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk(Arc<Mutex<Content>>);

#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) written: Vec<u8>,
    pub(super) synced: Vec<u8>,
    /// How many bytes there is still room for.
    pub(super) room: Option<usize>,
    /// The most bytes that one write takes.
    pub(super) gulp: Option<usize>,
    /// How many writes are interrupted before they begin.
    pub(super) interrupts: usize,
    pub(super) fails: Vec<Fails>,
    /// How often something was asked of it.
    pub(super) steps: usize,
    /// Whether it says that it waits for no device.
    pub(super) is_instant: bool,
    /// After so many steps the machine is off.
    pub(super) off_after: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fails {
    Sync,
    Cut,
    Replace,
    Folder,
}

impl Disk {
    pub(super) fn holding(bytes: &[u8]) -> Self {
        let disk = Self::default();
        disk.content().written = bytes.to_vec();
        disk.content().synced = bytes.to_vec();
        disk
    }

    pub(super) fn content(&self) -> MutexGuard<'_, Content> {
        self.0.lock().expect("no test panics with it")
    }

    pub(super) fn open(&self) -> Result<Journal, StoreError> {
        Journal::on(self.clone(), "the journal")
    }

    /// What a crash may leave: what was synced, and a part of what was written since.
    pub(super) fn after_crash(&self, kept: usize) -> Vec<u8> {
        let content = self.content();
        let more = content.written.strip_prefix(&content.synced[..]).unwrap_or_default();
        [&content.synced[..], &more[..kept.min(more.len())]].concat()
    }

    fn step(&self) -> io::Result<MutexGuard<'_, Content>> {
        let mut content = self.content();
        content.steps += 1;
        match content.off_after {
            Some(last) if content.steps > last => Err(io::Error::other("the machine is off")),
            _ => Ok(content),
        }
    }
}

impl Content {
    fn fail(&self, which: Fails) -> io::Result<()> {
        if self.fails.contains(&which) { Err(io::Error::other(format!("{which:?} fails"))) } else { Ok(()) }
    }
}

impl Volume for Disk {
    fn waits(&self) -> bool {
        !self.content().is_instant
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.step()?.written.clone())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut content = self.step()?;
        if let Some(fewer) = content.interrupts.checked_sub(1) {
            content.interrupts = fewer;
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = content.room.unwrap_or(usize::MAX).min(content.gulp.unwrap_or(usize::MAX)).min(bytes.len());
        if most == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        content.written.extend_from_slice(&bytes[..most]);
        content.room = content.room.map(|room| room - most);
        Ok(most)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let mut content = self.step()?;
        content.fail(Fails::Cut)?;
        let freed = content.written.len() - length as usize;
        content.written.truncate(length as usize);
        content.room = content.room.map(|room| room + freed);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut content = self.step()?;
        content.fail(Fails::Sync)?;
        content.synced = content.written.clone();
        Ok(())
    }

    fn replace(&mut self, bytes: &[u8]) -> Result<(), Replacing> {
        let mut content = self.step().map_err(Replacing::Kept)?;
        content.fail(Fails::Replace).map_err(Replacing::Kept)?;
        content.written = bytes.to_vec();
        content.fail(Fails::Folder).map_err(Replacing::Either)?;
        content.synced = bytes.to_vec();
        Ok(())
    }
}
