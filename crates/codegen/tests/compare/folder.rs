//! Spec folders for these tests: the project's, the made-up vendor's, and copies that a test may change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The spec of the real vendors.
pub fn real() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec").canonicalize().expect("the project has a spec")
}

/// The spec of the made-up vendor.
pub fn made_up() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec").canonicalize().expect("the tests have a spec")
}

/// A copy of a spec folder; it is gone with the value.
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

    /// Writes a file, and its folder if need be.
    pub fn write(&self, file: &str, text: &str) -> &Self {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("the folder");
        fs::write(path, text).expect("the file");
        self
    }
}

pub fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder of the copy");
    for entry in fs::read_dir(from).expect("a folder to copy").map(|entry| entry.expect("an entry to copy")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file of the copy");
        }
    }
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_vidu-codegen");
    Command::new(program).args(arguments).current_dir(folder).output().expect("the program runs")
}
