//! One process to a journal: a lock on a file beside it, because the journal itself is replaced from time to time.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use super::fault::StoreError;
use super::volume::{beside, private};

/// A lock that ends with this value, or with the process however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a journal, or says who has it.
    pub(super) fn take(journal: &Path) -> Result<Self, StoreError> {
        let path = beside(journal, "lock");
        let fault = |fault| StoreError::file(format!("cannot lock journal {}", journal.display()), &fault);
        let mut file = private().read(true).write(true).create(true).open(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => {
                // Who has the lock is told to help; without it the lock holds as well.
                let _ = file.set_len(0).and_then(|()| file.rewind());
                let _ = file.write_all(std::process::id().to_string().as_bytes());
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                Err(StoreError::Locked { path: journal.display().to_string(), process: holder(&mut file) })
            }
            Err(TryLockError::Error(error)) => Err(fault(error)),
        }
    }
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
