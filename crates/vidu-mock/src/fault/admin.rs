//! The faults' own endpoints: `POST`, `GET` and `DELETE /__admin/faults`, and `DELETE /__admin/faults/NUMBER`.

use serde_json::json;
use vidu_types::table::Spec;

use super::{Fault, Rule, form};
use crate::admin::Wrong;
use crate::admin::endpoints::{Call, Outcome};
use crate::admin::handlers::good;
use crate::calls::exchange::Answer;
use crate::tasks::rule::listed;

/// The faults that are set.
pub fn list(call: &Call<'_>) -> Outcome {
    good(json!({ "faults": call.scope.faults() }))
}

/// Sets a fault.
pub fn add(call: &Call<'_>) -> Outcome {
    let mut fault = form::read(call.request.body).map_err(Wrong::request)?;
    known(&fault, &call.scope.engine().house.spec).map_err(Wrong::request)?;
    let scope = call.narrowed(fault.rule.world.take())?;
    Ok(Answer::json(201, json!(scope.added_fault(fault))))
}

/// Takes all faults away.
pub fn clear(call: &Call<'_>) -> Outcome {
    call.scope.clear_faults();
    good(json!({ "faults": [] }))
}

/// Takes a fault away.
pub fn remove(call: &Call<'_>) -> Outcome {
    let number = call.number()?;
    if call.scope.clear_fault(number) {
        return good(json!({ "removed": number }));
    }
    let message = format!("there is no fault {number}; it may have hit for the last time or expired");
    Err(Wrong { status: 404, message })
}

/// Whether there are a vendor and an operation that a fault could hit, or which there are.
fn known(fault: &Fault, spec: &Spec) -> Result<(), String> {
    let Rule { vendor, operation, .. } = &fault.rule;
    let current = || spec.revisions.iter().filter(|revision| revision.current);
    let meant = || current().filter(|revision| vendor.as_deref().is_none_or(|vendor| revision.vendor == vendor));
    if let (Some(vendor), None) = (vendor, meant().next()) {
        let there = listed(current().map(|revision| &*revision.vendor));
        return Err(format!("there is no vendor {}; there are {there}", vendor.escape_debug()));
    }
    let names = || meant().flat_map(|revision| revision.operations.iter()).map(|operation| &*operation.name);
    match operation.as_deref().filter(|wanted| !names().any(|name| name == *wanted)) {
        None => Ok(()),
        Some(wanted) => Err(format!("there is no operation {}; there are {}", wanted.escape_debug(), listed(names()))),
    }
}
