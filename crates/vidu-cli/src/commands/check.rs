//! Checks a request offline: everything that is wrong with it, and the nearest one that is not.

use serde_json::{Value, json};
use vidu_client::{Draft, SubmitError, Vendor, Verdict};

use crate::fields::single;
use crate::output::{Output, shortened};
use crate::status::{Fault, Status};

/// Tells what the page says to a request.
pub fn check<V: Vendor>(draft: &Draft<V>, output: &Output) -> Result<Status, Fault> {
    let verdict = draft.check();
    let nearest = if verdict.passes() { None } else { nearest(draft, &verdict) };
    let (page, revision) = (&draft.operation().page, V::revision());
    let event = json!({
        "event": "checked", "vendor": revision.vendor, "revision": revision.month, "page": page.url,
        "operation": draft.operation().name, "passes": verdict.passes(),
        "violations": verdict.violations, "notes": verdict.notes,
        "effective": verdict.passes().then(|| shortened(draft.effective().to_json())),
        "nearest": nearest.as_ref().map(|draft| shortened(draft.to_json())),
    });
    output.result(event, explained(draft, &verdict, nearest.as_ref()))?;
    Ok(if verdict.passes() { Status::Done } else { Status::Invalid })
}

/// Why a request is not sent, with the nearest one that would be.
pub fn refusal<V: Vendor>(draft: &Draft<V>, refused: SubmitError) -> Fault {
    let is_invalid = matches!(refused, SubmitError::Invalid(_));
    let fault = Fault::from(refused);
    if !is_invalid {
        return fault;
    }
    let verdict = draft.check();
    let nearest = nearest(draft, &verdict);
    let message = explained(draft, &Verdict { notes: Vec::new(), ..verdict }, nearest.as_ref());
    Fault { message: format!("nothing was sent\n{message}"), ..fault }
}

fn explained<V: Vendor>(draft: &Draft<V>, verdict: &Verdict, nearest: Option<&Draft<V>>) -> String {
    let mut lines: Vec<String> = verdict.violations.iter().map(|violation| format!("refused: {violation}")).collect();
    lines.extend(verdict.notes.iter().map(|note| format!("note: {note}")));
    if let Some(nearest) = nearest {
        lines.push(format!("nearest: {}", shortened(nearest.to_json())));
    }
    if verdict.passes() {
        lines.push(format!("fine, with the page's defaults: {}", shortened(draft.effective().to_json())));
    }
    let (page, revision) = (&draft.operation().page, V::revision());
    lines.push(format!("page: {} ({}, read in {})", page.url, revision.title, page.read));
    lines.join("\n")
}

/// The request with all proposed changes, if they are enough: a picture or a prompt that is missing nobody can propose.
fn nearest<V: Vendor>(draft: &Draft<V>, verdict: &Verdict) -> Option<Draft<V>> {
    let mut next = draft.clone();
    for change in verdict.violations.iter().flat_map(|violation| &violation.nearest) {
        let field = draft.operation().fields.iter().find(|field| field.name == change.field)?;
        let value = if change.to == "absent" { Value::Null } else { single(&field.kind, &change.to) };
        next = next.set(&field.name, value).ok()?;
    }
    next.check().passes().then_some(next)
}
