//! A spec with its files as written: what a page is held against, and where edits belong.

use std::cell::RefCell;
use std::path::Path;

use crate::diagnostic::{Place, Report};
use crate::reader::Item;
use crate::resolve::rows::{self, Pin};
use crate::syntax::{self, Folder, Parsed, RevisionFolder};
use crate::table::{Revision, Spec};

/// A spec and its files.
pub struct Source {
    /// The tables.
    pub spec: Spec,
    folder: Folder,
}

impl Source {
    /// Reads a spec folder, which must be without faults.
    pub fn read(folder: &Path) -> Result<Self, Report> {
        let spec = crate::load(folder)?.spec;
        Ok(Self { spec, folder: syntax::read(&syntax::Disk(folder), &mut Vec::new()) })
    }

    pub(super) fn vocabulary(&self) -> Option<&Parsed> {
        self.folder.vocabulary.as_ref()
    }

    pub(super) fn files(&self, revision: &Revision) -> Option<&RevisionFolder> {
        self.folder.revisions.iter().find(|folder| folder.vendor == revision.vendor && folder.month == revision.month)
    }

    pub(super) fn page(&self, revision: &Revision, operation: &str) -> Option<&Parsed> {
        let (_, page) = self.files(revision)?.pages.iter().find(|(name, _)| name == operation)?;
        Some(page)
    }

    pub(super) fn rows(&self, revision: &Revision, operation: &str) -> Option<&Parsed> {
        let (_, rows) = self.files(revision)?.rows.iter().find(|(name, _)| name == operation)?;
        Some(rows)
    }

    /// The digests of a page's rows; none if nobody has pinned them.
    pub fn pins(&self, revision: &Revision, operation: &str) -> Vec<Pin> {
        let faults = RefCell::default();
        let rows = self.rows(revision, operation);
        rows.map(|parsed| rows::read(Item::root(parsed, &faults), |_| true)).unwrap_or_default()
    }

    /// Where a key of a page, or of its vendor's file, stands.
    pub fn place(&self, revision: &Revision, operation: &str, path: &str) -> Option<Place> {
        let page = self.page(revision, operation)?;
        let rules = self.files(revision)?.rules.as_ref();
        let (parsed, found) = rows::lookup(page, rules, path)?;
        Some(Place { file: parsed.file.clone(), span: found.key.clone() })
    }
}
