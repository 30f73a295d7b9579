//! Which revisions of a spec a command is about, and what there is where a name is wrong.

use vidu_codegen::table::{Revision, Spec};

/// What the user asked for.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// A vendor; all of them without one.
    pub vendor: Option<&'a str>,
    /// A month; the current one of each vendor without one.
    pub month: Option<&'a str>,
}

/// The revisions that are meant, one of each vendor at most; never none.
pub fn revisions<'s>(spec: &'s Spec, choice: Choice<'_>) -> Result<Vec<&'s Revision>, String> {
    let of_vendor = |revision: &&Revision| choice.vendor.is_none_or(|vendor| revision.vendor == vendor);
    let all: Vec<&Revision> = spec.revisions.iter().filter(of_vendor).collect();
    if let (Some(vendor), true) = (choice.vendor, all.is_empty()) {
        return Err(format!("--vendor {vendor}: there is no such vendor; there is {}", vendors(spec)));
    }
    let is_meant = |revision: &&Revision| choice.month.map_or(revision.current, |month| revision.month == month);
    let meant: Vec<&Revision> = all.iter().copied().filter(is_meant).collect();
    if meant.is_empty() {
        let there: Vec<String> = all.iter().map(|one| format!("{}/{}", one.vendor, one.month)).collect();
        let asked = choice
            .month
            .map_or("without --revision the current one is taken".to_owned(), |month| format!("--revision {month}"));
        return Err(format!("{asked}: there is no such revision; there is {}", there.join(", ")));
    }
    Ok(meant)
}

fn vendors(spec: &Spec) -> String {
    let mut vendors: Vec<&str> = spec.revisions.iter().map(|revision| &*revision.vendor).collect();
    vendors.dedup();
    vendors.join(", ")
}
