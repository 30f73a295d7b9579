//! A new revision: a copy of the old one with the proposed edits in it.

use std::path::PathBuf;

use super::propose::{Edit, disjoint, edited};
use super::{Call, Source};
use crate::resolve::rows::lookup;
use crate::syntax::{Parsed, RevisionFolder};
use crate::table::Revision;

/// The files of a new revision, and those outside of it that change with it.
#[derive(Clone, Debug)]
pub struct Revised {
    /// The new folder.
    pub folder: PathBuf,
    /// The files of the new folder, by name; none if the page is another one of a revision that is there.
    pub files: Vec<(String, String)>,
    /// Files that change where they stand.
    pub others: Vec<(PathBuf, String)>,
}

/// What a page's calls propose, as a revision of another month; or why that cannot be written.
pub fn revise(source: &Source, calls: &[Call], month: &str) -> Result<Revised, String> {
    let Some(first) = calls.first() else { return Err("no call of the page was recognised".to_owned()) };
    if calls.iter().any(|call| (&call.vendor, &call.month) != (&first.vendor, &first.month)) {
        return Err("the page's calls belong to several revisions; name one with --revision".to_owned());
    }
    let mut revisions = source.spec.revisions.iter();
    let revision = revisions.find(|revision| revision.vendor == first.vendor && revision.month == first.month);
    let (Some(revision), Some(files)) = (revision, revision.and_then(|revision| source.files(revision))) else {
        return Err("the revision's files are not there".to_owned());
    };
    let edits = disjoint(calls.iter().flat_map(|call| call.edits.clone()).collect());
    let old = files.pages.first().and_then(|(_, page)| page.file.path.parent()).map(PathBuf::from);
    let folder = old.as_deref().and_then(|old| old.parent()).map(|vendor| vendor.join(month));
    let folder = folder.ok_or("the revision's folder is not there")?;
    let mut others = outside(source, revision, files, &edits);
    let mut files = inside(files, calls, month, edits);
    if first.month == month {
        // Another page of the month: its files change where they stand, and the revision stays current.
        others.retain(|(path, _)| !path.starts_with(&folder));
        others.extend(files.drain(..).map(|(name, text)| (folder.join(name), text)));
    }
    Ok(Revised { folder, files, others })
}

/// The revision's files: each page that was held against its vendor's is read in the new month.
fn inside(files: &RevisionFolder, calls: &[Call], month: &str, mut edits: Vec<Edit>) -> Vec<(String, String)> {
    for (_, page) in files.pages.iter().filter(|(name, _)| calls.iter().any(|call| call.operation == *name)) {
        if let Some((_, found)) = lookup(page, None, "page.read") {
            edits.push(Edit { file: page.file.clone(), span: found.value.span.clone(), text: format!("{month:?}") });
        }
    }
    let edits = disjoint(edits);
    let all = files.pages.iter().chain(&files.rows).map(|(_, parsed)| parsed).chain(&files.rules);
    let file = |parsed: &Parsed| {
        let name = parsed.file.path.file_name().map(|name| name.to_string_lossy().into_owned());
        (name.unwrap_or_default(), edited(&parsed.file, &edits))
    };
    all.map(file).collect()
}

/// The vocabulary with its new words, and the old revision, which is current no more.
fn outside(source: &Source, revision: &Revision, files: &RevisionFolder, edits: &[Edit]) -> Vec<(PathBuf, String)> {
    let mut others = Vec::new();
    if let Some(vocabulary) = source.vocabulary()
        && edits.iter().any(|edit| edit.file.path == vocabulary.file.path)
    {
        others.push((vocabulary.file.path.clone(), edited(&vocabulary.file, edits)));
    }
    if let Some(rules) = files.rules.as_ref().filter(|_| revision.current)
        && let Some((_, found)) = lookup(rules, None, "current")
    {
        let edit = Edit { file: rules.file.clone(), span: found.value.span.clone(), text: "false".to_owned() };
        others.push((rules.file.path.clone(), edited(&rules.file, &[edit])));
    }
    others
}
