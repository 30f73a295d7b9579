//! The faults' own endpoints: `POST`, `GET` and `DELETE /__admin/faults`, and `DELETE /__admin/faults/NUMBER`.

use serde_json::json;

use super::form;
use crate::admin::Wrong;
use crate::admin::endpoints::{Call, Outcome};
use crate::admin::handlers::good;
use crate::calls::exchange::Answer;

/// The faults that are set.
pub fn list(call: &Call<'_>) -> Outcome {
    good(json!({ "faults": call.scope.faults() }))
}

/// Sets a fault.
pub fn add(call: &Call<'_>) -> Outcome {
    let mut fault = form::read(call.request.body).map_err(Wrong::request)?;
    let scope = call.narrowed(fault.rule.world.take())?;
    let number = scope.fault(fault);
    let standing = scope.faults().into_iter().find(|standing| standing.number == number);
    Ok(Answer::json(201, standing.map_or_else(|| json!({ "number": number }), |standing| json!(standing))))
}

/// Takes all faults away.
pub fn clear(call: &Call<'_>) -> Outcome {
    call.scope.clear_faults();
    good(json!({ "faults": [] }))
}

/// Takes a fault away.
pub fn remove(call: &Call<'_>) -> Outcome {
    match call.id().parse() {
        Ok(number) if call.scope.clear_fault(number) => good(json!({ "removed": number })),
        _ => {
            let message = "there is no such fault; it may have hit for the last time or expired".to_owned();
            Err(Wrong { status: 404, message })
        }
    }
}
