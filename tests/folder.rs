//! Spec folders for tests: the project's own, the made-up vendor's, and edited copies of either.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The project's folder.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the tests lie in the project's folder")
}

/// The spec of the real vendors.
pub fn real() -> PathBuf {
    project().join("spec")
}

/// The spec of the made-up vendor.
pub fn made_up() -> PathBuf {
    project().join("tests/spec")
}

/// A copy of a spec folder that a test may change; it is gone with the value.
pub struct Copy {
    folder: TempDir,
}

impl Copy {
    pub fn of(original: &Path) -> Self {
        let folder = TempDir::new().expect("a folder for the copy");
        copy_all(original, folder.path());
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Replaces text that stands in a file exactly once.
    pub fn edit(&self, file: &str, from: &str, to: &str) -> &Self {
        let path = self.path().join(file);
        let text = fs::read_to_string(&path).expect("the file to edit");
        assert_eq!(text.matches(from).count(), 1, "{file} has {from:?} once");
        fs::write(&path, text.replace(from, to)).expect("the edited file");
        self
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder to copy").map(|entry| entry.expect("an entry to copy")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("a folder of the copy");
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file of the copy");
        }
    }
}
