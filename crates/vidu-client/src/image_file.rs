//! Reads a picture from a file into a request: refused early, read once, encoded on the way.

use std::error::Error;
use std::fmt;
use std::fs::{File, metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;
use vidu_types::image::{Encoder, ImageError};
use vidu_types::table::{ByteLimit, Field, ImageForm, Revision};
use vidu_types::{Image, Vendor};

use crate::client::Client;
use crate::text::printable;

impl<V: Vendor> Client<V> {
    /// Reads a picture file as a data URI. Nothing is sent.
    ///
    /// The format is told from the bytes, not from the file's name. What is no picture is refused after its first bytes,
    /// and a file that is larger than any of the vendor's pages takes before it is read; the limits of one page are for
    /// the request's check. The bytes are encoded while they are read, so that they are in memory once. Neither a key nor
    /// a client is needed for it: `vidu::Client::image_file("cat.png")`.
    pub async fn image_file(path: impl AsRef<Path>) -> Result<Image, ImageFileError> {
        let path = path.as_ref().to_owned();
        let at = path.clone();
        // One trip to a thread that may wait for a disk, and none of the bytes is copied on the way back.
        let reading = spawn_blocking(move || read(&at, most(V::revision())));
        let image = reading.await.unwrap_or_else(|fault| Err(ImageFileFault::Unreadable(io::Error::other(fault))));
        image.map_err(|fault| ImageFileError { path, fault })
    }
}

/// A file that could not become a picture of a request.
#[derive(Debug)]
#[non_exhaustive]
pub struct ImageFileError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: ImageFileFault,
}

/// What can be wrong with a picture file.
#[derive(Debug)]
#[non_exhaustive]
pub enum ImageFileFault {
    /// It cannot be read.
    Unreadable(io::Error),
    /// A folder, a device or a pipe.
    NoFile,
    /// Its bytes begin like no picture.
    NoPicture(ImageError),
    /// No page of the vendor takes as much.
    TooLarge {
        /// The most bytes that a page takes.
        most: u64,
    },
}

impl fmt::Display for ImageFileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the picture file {}: {}", printable(&self.path.to_string_lossy(), 200), self.fault)
    }
}

impl fmt::Display for ImageFileFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(fault) => write!(formatter, "it cannot be read: {fault}"),
            Self::NoFile => formatter.write_str("it is no ordinary file; give the path of a picture"),
            Self::NoPicture(fault) => fault.fmt(formatter),
            Self::TooLarge { most } => {
                write!(formatter, "it is too large: the vendor takes {most} bytes at most; make it smaller or link it")
            }
        }
    }
}

impl Error for ImageFileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.fault {
            ImageFileFault::Unreadable(fault) => Some(fault),
            ImageFileFault::NoPicture(fault) => Some(fault),
            ImageFileFault::NoFile | ImageFileFault::TooLarge { .. } => None,
        }
    }
}

/// Where no page states a limit: no vendor takes a body that holds more.
const UNSTATED: u64 = 64 << 20;

/// The most bytes that any page of a vendor takes in one picture inside a request, in the wider reading of its unit.
fn most(revision: &Revision) -> u64 {
    let limits = revision.operations.iter().flat_map(|operation| operation.fields.iter()).filter_map(inside);
    limits.map(|limit| limit.map_or(UNSTATED, |limit| limit.wide)).max().unwrap_or(UNSTATED)
}

/// The limit of a field on a picture inside the request, where it takes one there.
fn inside(field: &Field) -> Option<Option<&ByteLimit>> {
    let rules = field.image.as_ref().filter(|rules| rules.forms.contains(&ImageForm::Base64))?;
    Some(rules.max_decoded.as_ref().or(rules.max_bytes.as_ref()))
}

fn read(path: &Path, most: u64) -> Result<Image, ImageFileFault> {
    let found = metadata(path).map_err(ImageFileFault::Unreadable)?;
    // Opening a pipe would wait for whoever writes into it.
    if !found.is_file() {
        return Err(ImageFileFault::NoFile);
    }
    if found.len() > most {
        return Err(ImageFileFault::TooLarge { most });
    }
    let file = File::open(path).map_err(ImageFileFault::Unreadable)?;
    encode(file, found.len(), most)
}

/// The length may have changed since it was asked, so what counts is what is read.
fn encode(mut file: impl Read, expected: u64, most: u64) -> Result<Image, ImageFileFault> {
    let mut piece = vec![0; PIECE];
    let first = fill(&mut file, &mut piece).map_err(ImageFileFault::Unreadable)?;
    let expected = usize::try_from(expected.min(most)).unwrap_or_default();
    let mut encoder = Encoder::begin(&piece[..first], expected).map_err(ImageFileFault::NoPicture)?;
    let mut length = first as u64;
    loop {
        if length > most {
            return Err(ImageFileFault::TooLarge { most });
        }
        match fill(&mut file, &mut piece).map_err(ImageFileFault::Unreadable)? {
            0 => return Ok(encoder.finish()),
            count => {
                encoder.push(&piece[..count]);
                length += count as u64;
            }
        }
    }
}

/// So many bytes are encoded while the processor still has them at hand.
const PIECE: usize = 1 << 16;

/// Reads until the piece is full or the file ends.
fn fill(file: &mut impl Read, piece: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < piece.len() {
        match file.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A GIF of so many bytes.
    fn gif(length: usize) -> Vec<u8> {
        let mut bytes = b"GIF89a\x01\x00\x01\x00".to_vec();
        bytes.resize(length, 7);
        bytes
    }

    #[test]
    fn files_become_what_their_bytes_would() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        for length in [10, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 5] {
            std::fs::write(&path, gif(length)).expect("a file");
            let image = read(&path, UNSTATED).expect("a picture");
            assert_eq!(image, Image::from_bytes(&gif(length)).expect("a picture"), "{length} bytes");
        }
    }

    #[test]
    fn what_no_page_takes_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("a file");
            path
        };
        let cases = [
            (file("fine.gif", &gif(20)), None),
            (file("large.gif", &gif(21)), Some("it takes 20 bytes at most")),
            (file("empty.gif", b""), Some("its bytes begin like no picture")),
            (file("text.png", b"%PDF-1.7"), Some("25 50 44 46")),
            (folder.path().to_owned(), Some("it is no ordinary file")),
            (folder.path().join("none.gif"), Some("it cannot be read")),
        ];
        for (path, expected) in cases {
            let told = read(&path, 20).map_err(|fault| ImageFileError { path: path.clone(), fault }.to_string());
            match (expected, &told) {
                (None, Ok(_)) => {}
                (Some(part), Err(fault)) => {
                    let part = part.replace("it takes", "the vendor takes");
                    assert!(fault.starts_with("the picture file ") && fault.contains(&part), "{fault}");
                }
                _ => panic!("{}: {told:?}", path.display()),
            }
        }
    }

    /// A file that grows while it is read is still bounded.
    #[test]
    fn what_is_read_counts() {
        let bytes = gif(3 * PIECE);
        assert!(encode(&bytes[..], 10, 4 * PIECE as u64).is_ok());
        let fault = encode(&bytes[..], 10, PIECE as u64).expect_err("too much");
        assert!(matches!(fault, ImageFileFault::TooLarge { .. }), "{fault}");
    }
}
