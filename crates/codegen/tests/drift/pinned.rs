//! A copy of the project's spec whose digests are those of the pages in `pages/`.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vidu_codegen::drift::{self, Choice, Outcome, Source};

/// The pages, one of each layout.
pub const PAGES: [&str; 5] = ["bars.txt", "together.txt", "two_calls.txt", "blocks.txt", "blocks_short.txt"];

/// A page of `pages/`.
pub fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift/pages").join(name);
    fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// A copy of the spec, pinned to the pages; it is gone with the value.
pub struct Pinned {
    folder: TempDir,
}

impl Pinned {
    pub fn new() -> Self {
        let pinned = Self { folder: copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec")) };
        for file in files(pinned.path()) {
            if file.to_string_lossy().ends_with(".rows.toml") {
                fs::remove_file(file).expect("the digests of the vendors' own pages go");
            }
        }
        for name in PAGES {
            pinned.pin(&page(name));
        }
        pinned
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Another copy as it is now.
    pub fn copy(&self) -> Self {
        Self { folder: copy_of(self.path()) }
    }

    pub fn source(&self) -> Source {
        Source::read(self.path()).unwrap_or_else(|report| panic!("{report}"))
    }

    pub fn pin(&self, page: &str) {
        let pinned = drift::pin(&self.source(), &drift::page::read(page), &Choice::default());
        for file in pinned.unwrap_or_else(|faults| panic!("{faults:?}")) {
            fs::write(file.path, file.text).expect("the digests are written");
        }
    }
}

/// What comes of a page.
pub fn examine(source: &Source, page: &str) -> Outcome {
    drift::examine(source, &drift::page::read(page), &Choice::default())
}

fn copy_of(original: &Path) -> TempDir {
    let folder = TempDir::new().expect("a folder for the copy");
    for file in files(original) {
        let target = folder.path().join(file.strip_prefix(original).expect("a file of the folder"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder of the copy");
        fs::copy(&file, target).expect("a file of the copy");
    }
    folder
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { found.extend(files(&entry)) } else { found.push(entry) }
    }
    found
}
