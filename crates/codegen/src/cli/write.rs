//! Files that are there whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes beside the file and moves it there, so that nothing half-written stays.
pub fn file(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension("toml.new");
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&beside, path));
    if moved.is_err() {
        let _ = fs::remove_file(&beside);
    }
    moved
}

/// Writes a new folder under a hidden name, which no spec reads, and moves it to its own.
pub fn folder(path: &Path, files: &[(String, String)]) -> io::Result<()> {
    if path.exists() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it is there already"));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    let written = fs::create_dir(&beside)
        .and_then(|()| files.iter().try_for_each(|(name, text)| fs::write(beside.join(name), text)));
    let moved = written.and_then(|()| fs::rename(&beside, path));
    if moved.is_err() {
        let _ = fs::remove_dir_all(&beside);
    }
    moved
}
