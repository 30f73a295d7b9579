//! What a request costs by the prices of its page, where that is certain.

use crate::relation::{self, Outcome};
use crate::table::{Aspect, Column, Condition, Operation, Price, Role};
use crate::value::Given;

use super::offered::Decisions;

/// What a task costs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cost {
    /// In the vendor's credits.
    pub credits: u64,
    /// Where the number is from.
    pub from: String,
    /// Whether no page gives it, so that it serves tests and no decision.
    pub made_up: bool,
}

/// What the request costs, with every default that the page states; nothing where the page leaves that open.
///
/// A request that the page does not offer has no price, and neither has one with members that the page does not list:
/// both may cost something else.
pub fn cost(operation: &Operation, given: &Given<'_>) -> Option<Cost> {
    let decisions = Decisions::of(operation, given);
    if !given.extra.is_empty() || !given.strays.is_empty() || decisions.refuse() {
        return None;
    }
    for price in operation.prices.iter() {
        match holds(&decisions, &price.when) {
            Some(true) => return of(operation, &decisions, price),
            Some(false) => {}
            // An earlier price may be the one, so a later one is not certain.
            None => return None,
        }
    }
    None
}

/// Whether all conditions hold; nothing where that depends on what nobody knows.
fn holds(decisions: &Decisions<'_>, conditions: &[Condition]) -> Option<bool> {
    let verdicts = conditions.iter().map(|condition| {
        let atom = decisions.effective(condition.column)?;
        Some(condition.choices.iter().any(|choice| relation::matches(choice, atom)))
    });
    let verdicts: Vec<Option<bool>> = verdicts.collect();
    if verdicts.contains(&Some(false)) {
        Some(false)
    } else {
        verdicts.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
    }
}

fn of(operation: &Operation, decisions: &Decisions<'_>, price: &Price) -> Option<Cost> {
    let seconds = if price.per_second == 0 { 0 } else { seconds(operation, decisions)? };
    let credits = price.per_second.checked_mul(seconds)?.checked_add(price.base)?;
    Some(Cost { credits: u64::try_from(credits).ok()?, from: price.from.to_string(), made_up: price.made_up })
}

fn seconds(operation: &Operation, decisions: &Decisions<'_>) -> Option<i64> {
    let field = operation.fields.iter().position(|field| field.role == Some(Role::Length))?;
    match decisions.effective(Column { field, aspect: Aspect::Value })? {
        relation::Atom::Integer(seconds) => Some(seconds),
        _ => None,
    }
}

impl Decisions<'_> {
    /// Whether something in the request is not offered.
    fn refuse(&self) -> bool {
        self.outcomes().any(|outcome| outcome == Outcome::Refused)
    }
}
