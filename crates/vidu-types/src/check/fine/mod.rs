//! The quick check: whether a request is surely fine, without a word about it and without an allocation.
//!
//! Most requests are fine, and most programs want to know no more. What this says of one is what [`check`](super::check) says;
//! what is not surely fine is for that to judge and to explain.

mod one;
#[cfg(test)]
mod tests;
mod typed;
mod value;

use crate::relation::settles;
use crate::table::{Aspect, Column, Exclusive, Many, Operation, Scalar};
use crate::value::Given;
use crate::wire;

use super::form::is_given;
use super::offered::reading;

pub(crate) use typed::{Fits, Index, Indexed, Rows};

/// Whether a request surely has no violation, for a small part of what [`check`](super::check) costs.
///
/// Notes are not looked for. False means that the check has to judge: of members that the page does not list, for example, only
/// it can tell.
pub fn is_fine(operation: &Operation, given: &Given<'_>) -> bool {
    fits_but_for_tables(operation, given) && fits_tables(operation, given, |_, _| ())
}

/// What [`check_and_complete`](super::check_and_complete) gives of a request that is surely fine, but for the notes; any other
/// comes back as it was, for the check to judge.
///
/// ```
/// use vidu_types::table::Operation;
/// use vidu_types::{Given, Verdict, check};
///
/// fn completed<'a>(operation: &Operation, given: Given<'a>) -> (Verdict, Given<'a>) {
///     match check::complete_if_fine(operation, given) {
///         Ok(completed) => (Verdict::default(), completed),
///         Err(given) => check::check_and_complete(operation, given),
///     }
/// }
/// ```
pub fn complete_if_fine<'a>(operation: &Operation, mut given: Given<'a>) -> Result<Given<'a>, Given<'a>> {
    let mut defaults = Vec::with_capacity(operation.fields.len());
    let mut defaulted = |column: Column, default| {
        if column.aspect == Aspect::Value {
            defaults.push((column.field, default));
        }
    };
    if !fits_but_for_tables(operation, &given) || !fits_tables(operation, &given, &mut defaulted) {
        return Err(given);
    }
    given.fields.resize(operation.fields.len(), None);
    for (field, default) in defaults {
        given.fields[field] = Some(default.into());
    }
    Ok(given)
}

fn fits_tables<'t>(operation: &'t Operation, given: &Given<'_>, mut defaulted: impl FnMut(Column, &'t Scalar)) -> bool {
    let mut relations = operation.relations.iter().filter(|relation| !relation.rows.is_empty());
    relations.all(|relation| settles(relation, |column| reading(operation, given, column), &mut defaulted))
}

fn fits_but_for_tables(operation: &Operation, given: &Given<'_>) -> bool {
    given.strays.is_empty()
        && given.extra.is_empty()
        && operation.fields.iter().enumerate().all(|(at, field)| value::fits(given.value(at), field))
        && operation.exclusive.iter().all(|exclusive| is_kept(exclusive, given))
        && value::are_alike(operation, given)
        && is_short_enough(operation, given)
}

fn is_kept(exclusive: &Exclusive, given: &Given<'_>) -> bool {
    let there = exclusive.fields.iter().filter(|field| is_given(given.value(**field))).count();
    match exclusive.many {
        Many::ExactlyOne => there == 1,
        Many::AtLeastOne => there >= 1,
        Many::AtMostOne => there <= 1,
    }
}

fn is_short_enough(operation: &Operation, given: &Given<'_>) -> bool {
    let Some(limit) = &operation.max_body else { return true };
    given.bytes.unwrap_or_else(|| wire::body(operation, given).length()) <= limit.wide
}
