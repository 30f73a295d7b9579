//! Edits of the spec's files, and the whole lines that come of them.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::File;
use crate::drift::pin::{apply, whole_line};

/// An edit of a file of the spec.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The file.
    pub file: Arc<File>,
    /// The bytes that go.
    pub span: Range<usize>,
    /// What comes instead.
    pub text: String,
}

/// Whole lines that go and whole lines that come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The file.
    pub path: PathBuf,
    /// The first line that goes, from 1; what comes stands there.
    pub line: usize,
    /// What stands there now; empty for lines that are only added.
    pub was: String,
    /// What should stand there; empty for lines that go.
    pub now: String,
}

/// Two findings may ask for the same edit, for one within a line that goes, or for lines with the same key, where a page
/// has a row twice: each place is edited once.
pub fn disjoint(mut edits: Vec<Edit>) -> Vec<Edit> {
    let order = |edit: &Edit| (edit.file.path.clone(), edit.span.start, std::cmp::Reverse(edit.span.end));
    edits.sort_by_key(order);
    let mut kept: Vec<Edit> = Vec::new();
    for edit in edits {
        let same_file = |other: &&Edit| other.file.path == edit.file.path;
        let overlaps = kept.last().filter(same_file).is_some_and(|last| edit.span.start < last.span.end);
        let of_place = kept.iter().rev().filter(same_file).take_while(|other| other.span == edit.span);
        let key = |text: &str| text.split(" = ").next().map(|key| key.trim().to_owned());
        let is_twice = of_place.map(|other| key(&other.text)).any(|other| other == key(&edit.text));
        if !overlaps && !is_twice {
            kept.push(edit);
        }
    }
    kept
}

/// The edits as whole lines, file by file.
pub fn snippets(edits: &[Edit]) -> Vec<Snippet> {
    let mut files: Vec<&Arc<File>> = Vec::new();
    for edit in edits {
        if !files.iter().any(|file| file.path == edit.file.path) {
            files.push(&edit.file);
        }
    }
    files.into_iter().flat_map(|file| of_file(file, edits.iter().filter(|edit| edit.file.path == file.path))).collect()
}

/// A file as the edits leave it.
pub fn edited(file: &File, edits: &[Edit]) -> String {
    let of_file = edits.iter().filter(|edit| edit.file.path == file.path);
    apply(&file.text, of_file.map(|edit| (edit.span.clone(), edit.text.clone())).collect())
}

fn of_file<'e>(file: &File, edits: impl Iterator<Item = &'e Edit>) -> Vec<Snippet> {
    let text = &file.text;
    let mut edits: Vec<&Edit> = edits.collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut groups: Vec<(Range<usize>, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        let adds_lines = edit.span.is_empty() && (edit.span.start == 0 || text[..edit.span.start].ends_with('\n'));
        let lines = if adds_lines {
            edit.span.clone()
        } else {
            let last = edit.span.end.max(edit.span.start + 1).min(text.len()) - 1;
            whole_line(text, edit.span.start).start..whole_line(text, floor(text, last)).end
        };
        match groups.last_mut().filter(|(known, _)| lines.start < known.end) {
            Some((known, group)) => {
                known.end = known.end.max(lines.end);
                group.push(edit);
            }
            None => groups.push((lines, vec![edit])),
        }
    }
    let snippet = |(lines, group): (Range<usize>, Vec<&Edit>)| {
        let moved =
            group.iter().map(|edit| (edit.span.start - lines.start..edit.span.end - lines.start, edit.text.clone()));
        Snippet {
            path: file.path.clone(),
            line: text[..lines.start].matches('\n').count() + 1,
            was: text[lines.clone()].to_owned(),
            now: apply(&text[lines.clone()], moved.collect()),
        }
    };
    groups.into_iter().map(snippet).collect()
}

/// The beginning of the character at a place.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
