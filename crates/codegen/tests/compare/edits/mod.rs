//! Edits of the made-up vendor's spec and everything that is said of each: who breaks, which release, where, and how.

mod fields;
mod pages;
mod tables;
mod vendor;

use vidu_codegen::diff::{Change, Side, compare};

use crate::claims::prove;
use crate::folder::{Copy, made_up};

const PAGE: &str = "acme/2026-01/img2video.toml";
const DUB: &str = "acme/2026-01/dub.toml";
const CREDITS: &str = "acme/2026-01/credits.toml";
const LIST: &str = "acme/2026-01/list.toml";
const QUERY: &str = "acme/2026-01/query.toml";
const VENDOR: &str = "acme/2026-01/vendor.toml";
const WORDS: &str = "vocabulary.toml";

/// An edit: a file, what stands in it once, and what stands there instead.
type Edit<'a> = (&'a str, &'a str, &'a str);

fn line(change: &Change) -> String {
    let direction = format!("{:?}", change.direction).to_lowercase();
    let release = format!("{:?}", change.release).to_lowercase();
    let page = change.page.as_deref().unwrap_or("-");
    format!("{direction} {release} | {page} {} | {}", change.subject, change.says)
}

/// Everything that is said of these edits, in order, and that its claims are true.
fn said(edits: &[Edit<'_>]) -> Vec<String> {
    let copy = Copy::of(&made_up());
    for (file, from, to) in edits {
        copy.edit(file, from, to);
    }
    let side = |folder: &std::path::Path| {
        Side::read(&folder.display().to_string(), folder).unwrap_or_else(|why| panic!("{edits:?}: {why}"))
    };
    let (old, new) = (side(&made_up()), side(copy.path()));
    let found = compare(&old, &new);
    prove(&old, &new, &found);
    found.changes.iter().map(line).collect()
}

#[track_caller]
fn check(edits: &[Edit<'_>], expected: &[&str]) {
    let said = said(edits);
    assert_eq!(said, expected, "{edits:?}");
}
