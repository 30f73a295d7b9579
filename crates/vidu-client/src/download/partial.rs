//! A file that is there whole or not at all: written beside its place, moved into it at the end.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt;

use crate::backoff::Chance;

/// A file under another name, removed unless it is kept.
#[derive(Debug)]
pub(super) struct Partial {
    file: File,
    guard: Guard,
}

/// Removes a file when it goes away, however that comes about.
#[derive(Debug)]
struct Guard(Option<PathBuf>);

impl Partial {
    /// Makes a file in the folder of `path`, so that the move at the end is one step on one file system.
    pub(super) async fn beside(path: &Path) -> io::Result<Self> {
        let name = path
            .file_name()
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, format!("{} names no file", path.display())))?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{:016x}.part", Chance::fresh().bits()));
        let place = path.with_file_name(hidden);
        let file = OpenOptions::new().write(true).create_new(true).open(&place).await?;
        Ok(Self { file, guard: Guard(Some(place)) })
    }

    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Moves the file to its place, over what stood there.
    pub(super) async fn keep(mut self, path: &Path) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        drop(self.file);
        if let Some(place) = &self.guard.0 {
            tokio::fs::rename(place, path).await?;
        }
        self.guard.0 = None;
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(place) = &self.0 {
            // Nothing can be told from here, and nothing is lost but the room that it takes.
            let _ = std::fs::remove_file(place);
        }
    }
}
