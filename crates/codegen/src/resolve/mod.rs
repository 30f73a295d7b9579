//! Words looked up, defaults filled in, every fault reported: from files as written to the tables.

mod accepts;
mod answer;
mod cell;
mod errors;
mod field;
mod image;
mod listing;
mod name;
mod page;
mod path;
pub mod rows;
mod vendor;
mod vocabulary;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place};
use crate::reader::{Faults, Item};
use crate::syntax::{Folder, RevisionFolder};
use crate::table::{Revision, Spec};
use vocabulary::Vocabulary;

/// A spec with the places that its tables came from.
pub struct Resolved {
    /// The tables.
    pub spec: Spec,
    /// The vocabulary's file.
    pub vocabulary: Option<Place>,
    /// The places of every page, in the order of the spec's revisions and their operations.
    pub places: Vec<Vec<PagePlaces>>,
}

/// Where the parts of one page stand.
pub struct PagePlaces {
    /// The page.
    pub page: Place,
    /// The rows of its table of what is accepted.
    pub rows: Vec<Place>,
    /// What it states about values that it does not offer.
    pub stated_only: Vec<Place>,
}

/// Makes the tables of a folder; what is wrong with it is added to the faults.
pub fn resolve(folder: &Folder, faults: &Faults) -> Resolved {
    let vocabulary = folder.vocabulary.as_ref().map(|parsed| vocabulary::read(Item::root(parsed, faults)));
    let vocabulary = vocabulary.unwrap_or_default();
    let mut spec = Spec { words: Vec::new().into(), revisions: Vec::new().into() };
    let mut places = Vec::new();
    for revision in &folder.revisions {
        if let Some((revision, pages)) = resolve_revision(revision, &vocabulary, faults) {
            spec.revisions.to_mut().push(revision);
            places.push(pages);
        }
    }
    vendor::check_current(&spec, folder, faults);
    spec.words = vocabulary.words.into();
    let vocabulary = folder.vocabulary.as_ref().map(|parsed| Item::root(parsed, faults).place());
    Resolved { spec, vocabulary, places }
}

fn resolve_revision(
    folder: &RevisionFolder,
    vocabulary: &Vocabulary,
    faults: &Faults,
) -> Option<(Revision, Vec<PagePlaces>)> {
    let mut operations = Vec::new();
    let mut places = Vec::new();
    for (name, parsed) in &folder.pages {
        if let Some((operation, place)) = page::read(name, Item::root(parsed, faults), vocabulary) {
            operations.push(operation);
            places.push(place);
        }
    }
    rows::check(folder, faults);
    let rules = Item::root(folder.rules.as_ref()?, faults);
    name::check_folder(folder, &rules);
    if folder.pages.is_empty() {
        let help = "add a file for each operation, named after it";
        faults.borrow_mut().push(Diagnostic::fault(Code::NoPage, &rules.place(), "this revision has no page", help));
    }
    Some((vendor::read(folder, rules, operations)?, places))
}
