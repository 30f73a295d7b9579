//! Checks a request against everything that its page states, and reports all of it at once.

mod cost;
mod finding;
pub(crate) mod fine;
pub(crate) mod form;
mod limits;
mod offered;
mod picture;
mod place;
mod remarks;
mod sentence;
#[cfg(test)]
mod tests;

use crate::table::Operation;
use crate::value::Given;
use crate::violation::{Note, Verdict};

pub use cost::{Cost, cost};
use finding::Findings;
pub use fine::{complete_if_fine, is_fine};
use offered::Decisions;

/// Everything in a request that its page does not offer, in page order of the fields, and what else there is to know.
///
/// A rule that the page does not state is not checked. Where a page can be read in two ways, the wider reading counts
/// and a note says so.
pub fn check(operation: &Operation, given: &Given<'_>) -> Verdict {
    let explained = || judged(operation, given, &Decisions::of(operation, given));
    if !is_fine(operation, given) {
        return explained();
    }
    let verdict = Verdict { violations: Vec::new(), notes: remarked(operation, given) };
    debug_assert_eq!(verdict, explained(), "{given:?}");
    verdict
}

/// What there is to say of a request that is fine: the parts of [`judged`] that make notes.
fn remarked(operation: &Operation, given: &Given<'_>) -> Vec<Note> {
    let mut findings = Findings::on(&operation.page.url);
    let decisions = Decisions::of(operation, given);
    decisions.report(&mut findings);
    limits::body(operation, given, &mut findings);
    picture::pictures(&place::slots(operation, given), &mut findings);
    remarks::ignored(&decisions, &mut findings);
    findings.into_verdict().notes
}

/// What [`check`] and [`effective`] give, for less than both cost.
pub fn check_and_complete<'a>(operation: &Operation, given: Given<'a>) -> (Verdict, Given<'a>) {
    let decisions = Decisions::of(operation, &given);
    let verdict = judged(operation, &given, &decisions);
    let defaults = decisions.defaults().collect();
    (verdict, completed(operation, given, defaults))
}

fn judged(operation: &Operation, given: &Given<'_>, decisions: &Decisions<'_>) -> Verdict {
    let slots = place::slots(operation, given);
    let mut findings = Findings::on(&operation.page.url);
    form::required(&slots, given, &mut findings);
    form::types(&slots, given, &mut findings);
    decisions.report(&mut findings);
    limits::characters(&slots, &mut findings);
    limits::addresses(&slots, &mut findings);
    limits::counts(&slots, &mut findings);
    limits::exclusives(operation, given, &mut findings);
    limits::body(operation, given, &mut findings);
    picture::pictures(&slots, &mut findings);
    remarks::ignored(decisions, &mut findings);
    remarks::unlisted(operation, given, &mut findings);
    let verdict = findings.into_verdict();
    debug_assert!(verdict.passes() || !is_fine(operation, given), "no quick look calls it fine: {given:?}");
    verdict
}

/// The request with every default that the page states, given what is there.
///
/// What is there stays as it is, wrong or not; a field without a stated default stays absent, and so does a required one.
pub fn effective<'a>(operation: &Operation, given: Given<'a>) -> Given<'a> {
    let defaults = Decisions::of(operation, &given).defaults().collect();
    completed(operation, given, defaults)
}

type Defaults = Vec<(usize, crate::value::Value<'static>)>;

fn completed<'a>(operation: &Operation, mut given: Given<'a>, defaults: Defaults) -> Given<'a> {
    given.fields.resize(operation.fields.len(), None);
    for (field, default) in defaults {
        if let Some(value @ None) = given.fields.get_mut(field) {
            *value = Some(default);
        }
    }
    given
}
