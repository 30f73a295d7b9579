//! Where a journal lies: the few things that are done to its file, so that a test can put a disk with faults there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What a [`Journal`](super::Journal) needs of the place where it lies.
///
/// The journal's own is a file. Another one is for tests: a disk in memory that is full, forgets, or ends in the middle of a
/// write.
pub trait Volume: Send {
    /// All that is there.
    fn read(&mut self) -> io::Result<Vec<u8>>;
    /// Writes at the end, perhaps not all of it.
    fn append(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Cuts what is there to a length.
    fn cut(&mut self, length: u64) -> io::Result<()>;
    /// Brings all that was written to the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Puts other content in its place, whole or not at all, and on the disk.
    fn replace(&mut self, bytes: &[u8]) -> Result<(), Replacing>;
    /// Whether these wait for a device, so that they are called on a thread of their own. Those that do not wait are called
    /// where they are asked for.
    fn waits(&self) -> bool {
        true
    }
}

/// Why the content was not replaced.
#[derive(Debug)]
pub enum Replacing {
    /// All is as before.
    Kept(io::Error),
    /// Nobody knows which of the two a crash would leave.
    Either(io::Error),
}

/// A file on a disk.
pub(super) struct OnDisk {
    path: PathBuf,
    file: File,
}

impl OnDisk {
    /// Opens the file, or makes it, readable by its owner only.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = private().read(true).append(true).create(true).open(path)?;
        restrict(&file)?;
        sync_folder(path)?;
        let volume = Self { path: path.to_owned(), file };
        // A crash while the content was replaced leaves this behind.
        match fs::remove_file(volume.aside()) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(fault),
            _ => Ok(volume),
        }
    }

    fn aside(&self) -> PathBuf {
        beside(&self.path, "new")
    }

    fn write_aside(&self, bytes: &[u8]) -> io::Result<File> {
        let mut file = private().read(true).append(true).create(true).open(self.aside())?;
        file.set_len(0)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(file)
    }
}

impl Volume for OnDisk {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(&self.path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }

    fn replace(&mut self, bytes: &[u8]) -> Result<(), Replacing> {
        let moved = self.write_aside(bytes).and_then(|file| fs::rename(self.aside(), &self.path).map(|()| file));
        match moved {
            Ok(file) => {
                self.file = file;
                sync_folder(&self.path).map_err(Replacing::Either)
            }
            Err(fault) => {
                // It is tried again at the next opening.
                let _ = fs::remove_file(self.aside());
                Err(Replacing::Kept(fault))
            }
        }
    }
}

/// A path in the same folder.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{suffix}"));
    path.with_file_name(name)
}

/// Options for a file that only its owner can read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A file that was there before may be open to others.
#[cfg(unix)]
fn restrict(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    match file.metadata()?.permissions().mode() & 0o077 {
        0 => Ok(()),
        _ => file.set_permissions(fs::Permissions::from_mode(0o600)),
    }
}

#[cfg(not(unix))]
fn restrict(_: &File) -> io::Result<()> {
    Ok(())
}

/// A new name in a folder outlives a crash only when the folder is on the disk too.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file, and the file system sees to it.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("a file").permissions().mode() & 0o777
    }

    #[test]
    fn content_is_cut_and_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal");
        let mut volume = OnDisk::open(&path).expect("a file");
        assert_eq!(volume.append(b"one two").expect("room"), 7);
        volume.cut(3).expect("shorter");
        assert_eq!(volume.read().expect("bytes"), b"one");
        volume.replace(b"2").expect("room");
        assert_eq!(volume.append(b" 3").expect("room"), 2);
        assert_eq!(fs::read(&path).expect("bytes"), b"2 3");
        assert_eq!(fs::read_dir(folder.path()).expect("files").count(), 1, "nothing is left beside");
    }

    #[test]
    fn only_the_owner_can_read_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let [new, old, open] = ["new", "old", "open"].map(|name| folder.path().join(name));
        for (path, before) in [(&new, None), (&old, Some(0o700)), (&open, Some(0o664))] {
            if let Some(before) = before {
                fs::write(path, b"").expect("a file");
                fs::set_permissions(path, fs::Permissions::from_mode(before)).expect("our own file");
            }
            let mut volume = OnDisk::open(path).expect("a file");
            assert_eq!(mode(path), if before == Some(0o700) { 0o700 } else { 0o600 });
            volume.replace(b"").expect("room");
            assert_eq!(mode(path), 0o600);
        }
    }

    #[test]
    fn what_a_crash_left_is_removed_or_reported() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal");
        fs::write(beside(&path, "new"), b"half").expect("a file");
        OnDisk::open(&path).expect("a file");
        assert!(!beside(&path, "new").exists());
        fs::create_dir(beside(&path, "new")).expect("a folder");
        assert!(OnDisk::open(&path).is_err(), "it could never be replaced");
    }

    #[test]
    fn a_folder_is_synced_wherever_it_is() {
        assert!(sync_folder(Path::new("journal")).is_ok());
        let fault = sync_folder(Path::new("/no/such/folder/journal")).expect_err("there is none");
        assert_eq!(fault.kind(), io::ErrorKind::NotFound);
    }
}
