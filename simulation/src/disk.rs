//! A disk in memory under the journal: full or unsynced when told to, and after a crash only what a crash leaves.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vidu_client::store::{Replacing, Volume};

use crate::fuse::{Fuse, Touch};
use crate::schedule::DiskFault;

/// A disk as one process sees it; clones are one.
#[derive(Clone, Debug)]
pub struct Disk {
    content: Arc<Mutex<Content>>,
    fuse: Fuse,
}

#[derive(Debug)]
struct Content {
    written: Vec<u8>,
    synced: Vec<u8>,
    fault: DiskFault,
}

impl Disk {
    /// A disk that holds this, for a process.
    pub fn holding(bytes: Vec<u8>, fault: DiskFault, fuse: Fuse) -> Self {
        let content = Content { synced: bytes.clone(), written: bytes, fault };
        Self { content: Arc::new(Mutex::new(content)), fuse }
    }

    /// Lets something become of it.
    pub fn suffer(&self, fault: DiskFault) {
        self.content().fault = fault;
    }

    /// What is written.
    pub fn written(&self) -> Vec<u8> {
        self.content().written.clone()
    }

    /// What the end of the machine leaves: what is synced, and so many percent of what was written since.
    pub fn left_by_crash(&self, kept: u8) -> Vec<u8> {
        let content = self.content();
        match content.written.strip_prefix(&content.synced[..]) {
            Some(more) => [&content.synced[..], &more[..part(more.len(), kept)]].concat(),
            // It was cut or replaced, and that has not reached the disk.
            None if kept < 50 => content.synced.clone(),
            None => content.written.clone(),
        }
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The content, for what a process may still do.
    fn touched(&self) -> io::Result<(MutexGuard<'_, Content>, bool)> {
        match self.fuse.touch() {
            Touch::Alive => Ok((self.content(), true)),
            Touch::Last => Ok((self.content(), false)),
            Touch::Dead => Err(dead()),
        }
    }
}

fn part(length: usize, percent: u8) -> usize {
    length * usize::from(percent.min(100)) / 100
}

fn dead() -> io::Error {
    io::Error::other("the process is dead")
}

impl Volume for Disk {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.content().written.clone())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (mut content, lives) = self.touched()?;
        let room = if let DiskFault::Full(room) = content.fault { room } else { usize::MAX };
        let taken = if lives { room.min(bytes.len()) } else { bytes.len() / 2 };
        content.written.extend_from_slice(&bytes[..taken]);
        if let DiskFault::Full(room) = &mut content.fault {
            *room = room.saturating_sub(taken);
        }
        match (lives, taken) {
            (false, _) => Err(dead()),
            (true, 0) => Err(io::ErrorKind::StorageFull.into()),
            (true, taken) => Ok(taken),
        }
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let (mut content, lives) = self.touched()?;
        content.written.truncate(length as usize);
        if lives { Ok(()) } else { Err(dead()) }
    }

    fn sync(&mut self) -> io::Result<()> {
        let (mut content, lives) = self.touched()?;
        if !lives {
            return Err(dead());
        }
        if content.fault == DiskFault::Unsynced {
            return Err(io::Error::other("the disk takes nothing"));
        }
        content.synced = content.written.clone();
        Ok(())
    }

    fn replace(&mut self, bytes: &[u8]) -> Result<(), Replacing> {
        let (mut content, lives) = self.touched().map_err(Replacing::Kept)?;
        if !lives {
            return Err(Replacing::Kept(dead()));
        }
        content.written = bytes.to_vec();
        content.synced = bytes.to_vec();
        Ok(())
    }

    fn waits(&self) -> bool {
        false
    }
}
