//! Where a command's output goes: standard output, or a file that is there whole or not at all.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What could not be written, and why.
#[derive(Debug)]
pub struct NotWritten {
    place: PathBuf,
    why: io::Error,
}

impl fmt::Display for NotWritten {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: could not be written: {}", self.place.display(), self.why)
    }
}

/// Writes one text to a file or to standard output.
pub fn text(path: Option<&Path>, text: &str) -> Result<(), NotWritten> {
    match path {
        Some(path) => replace(path, text).map_err(|why| NotWritten { place: path.to_owned(), why }),
        None => print(text),
    }
}

/// Writes pages below a folder, or one after the other to standard output.
pub fn pages(folder: Option<&Path>, pages: &[(String, String)]) -> Result<(), NotWritten> {
    let Some(folder) = folder else {
        return print(&pages.iter().map(|(_, text)| &**text).collect::<Vec<_>>().join("\n"));
    };
    pages.iter().try_for_each(|(name, page)| text(Some(&folder.join(name)), page))
}

/// A reader that has seen enough, such as `head`, is no fault.
fn print(text: &str) -> Result<(), NotWritten> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => Err(NotWritten { place: "standard output".into(), why }),
        _ => Ok(()),
    }
}

/// Writes beside the file and renames, so that nobody sees a half of it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().ok_or_else(|| io::Error::other("this is no name of a file"))?;
    let beside = folder.join(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written
}
