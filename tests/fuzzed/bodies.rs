//! Request bodies: whole or in pieces they read the same, written again they are the same, and the verdict is that of the page's rows.

use serde_json::Value as Json;
use vidu_types::table::{Fault, Operation, OperationKind};
use vidu_types::wire::{self, Intake, Malformed, Taken};
use vidu_types::{Given, Request, Value, Verdict, check, novita, octopusx, umodelverse, vidu};

use super::call::{Call, named};
use super::oracle;

/// The first line names the call, `vidu/img2video`; the rest is the body. `<long>` in it stands for much base64.
pub fn holds(input: &[u8]) {
    if let Some((call, _, body)) = named(input) {
        check_body(call, &grown(body));
    }
}

/// More base64 than a body keeps of a picture, in whole groups of four.
fn grown(body: &[u8]) -> Vec<u8> {
    const MARK: &[u8] = b"<long>";
    let mut grown = Vec::with_capacity(body.len());
    let (mut rest, mut left) = (body, 2);
    while let Some(at) = rest.windows(MARK.len()).position(|window| window == MARK).filter(|_| left > 0) {
        grown.extend_from_slice(&rest[..at]);
        grown.extend(b"Ab3+/z9Q".iter().cycle().take(140_000));
        (rest, left) = (&rest[at + MARK.len()..], left - 1);
    }
    grown.extend_from_slice(rest);
    grown
}

/// Everything that must hold of a body, whatever it is; its verdict if it can be read.
pub fn check_body(call: Call, body: &[u8]) -> Option<Verdict> {
    let Call { revision, operation } = call;
    let read = wire::read(body, operation, &revision.quoted);
    for size in [1 + body.len() % 61, 4096] {
        same_in_pieces(call, body, &read, size);
    }
    let given = match read {
        Ok(given) => given,
        Err(malformed) => {
            let lines = body.split(|byte| *byte == b'\n').count();
            assert!(malformed.line <= lines, "the body has {lines} lines: {malformed}");
            return None;
        }
    };
    let verdict = check::check(operation, &given);
    same_when_written(call, &given);
    same_when_completed(operation, &given, &verdict);
    same_by_rows(call, body, &given, &verdict);
    same_when_typed(call, body, &given);
    Some(verdict)
}

/// However a body comes, it is the same body.
fn same_in_pieces(call: Call, body: &[u8], whole: &Result<Given<'_>, Malformed>, size: usize) {
    let taken = taken(body, size);
    assert_eq!(taken.length(), body.len() as u64);
    match (whole, wire::read_taken(&taken, call.operation, &call.revision.quoted)) {
        (_, Err(malformed)) if malformed.why.contains("escapes other than") => {}
        (Ok(whole), Ok(pieces)) => {
            assert_eq!(check::check(call.operation, whole), check::check(call.operation, &pieces), "by {size}");
        }
        // An escaped slash is taken in as a slash, and counts as one byte of the column.
        (Err(whole), Err(pieces)) if body.windows(2).any(|two| two == b"\\/") => assert_eq!(whole.why, pieces.why),
        (Err(whole), Err(pieces)) => assert_eq!(*whole, pieces, "by {size}"),
        (whole, pieces) => panic!("by {size}: {whole:?} and {pieces:?}"),
    }
}

fn taken(body: &[u8], size: usize) -> Taken {
    let mut intake = Intake::new();
    body.chunks(size).for_each(|piece| intake.push(piece));
    intake.finish()
}

/// What is written can be read, and then nothing changes any more; nothing changes at all where all was understood.
fn same_when_written(call: Call, given: &Given<'_>) {
    let Call { revision, operation } = call;
    let text = written(operation, given);
    if !has_exact_numbers(&text) {
        return;
    }
    assert_eq!(wire::body(operation, given).length(), text.len() as u64);
    assert_eq!(wire::body(operation, given).content().into_vec(), text.as_bytes());
    let again = wire::read(text.as_bytes(), operation, &revision.quoted).expect("what was written can be read");
    assert_eq!(written(operation, &again), text);
    let is_lossless = given.strays.is_empty() && given.fields.iter().flatten().all(is_writable);
    if is_lossless {
        assert_eq!(without_gaps(operation, &again), without_gaps(operation, given), "{text}");
    }
}

fn written(operation: &Operation, given: &Given<'_>) -> String {
    serde_json::to_string(&wire::body(operation, given)).expect("a body can be written")
}

fn is_writable(value: &Value<'_>) -> bool {
    match value {
        Value::List(list) => list.iter().all(is_writable),
        Value::Record(values) => values.iter().flatten().all(is_writable),
        Value::Wrong(_) => false,
        _ => true,
    }
}

/// Whether JSON's quick reader reads every number as it was written: of 17 digits it may be off by the last.
fn has_exact_numbers(text: &str) -> bool {
    fn is_exact(json: &Json, text: &str) -> bool {
        match json {
            Json::Number(number) => text.contains(&number.to_string()),
            Json::Array(list) => list.iter().all(|element| is_exact(element, text)),
            Json::Object(object) => object.values().all(|member| is_exact(member, text)),
            _ => true,
        }
    }
    serde_json::from_str(text).is_ok_and(|json| is_exact(&json, text))
}

/// The values, those of list elements in order: an absent element is not written, and those behind it move up.
fn without_gaps<'g>(operation: &Operation, given: &'g Given<'_>) -> Vec<(bool, Option<&'g Value<'g>>)> {
    let is_element = |position: usize| operation.fields[position].wire.contains('[');
    let mut values: Vec<_> = (0..operation.fields.len()).map(|at| (is_element(at), given.value(at))).collect();
    values.sort_by_key(|(is_element, value)| *is_element && value.is_none());
    values
}

/// Defaults are filled in once, and a request that passes passes with them.
fn same_when_completed(operation: &Operation, given: &Given<'_>, verdict: &Verdict) {
    let effective = check::effective(operation, given.clone());
    let (same, completed) = check::check_and_complete(operation, given.clone());
    assert_eq!((&same, &completed), (verdict, &effective));
    assert_eq!(check::effective(operation, effective.clone()), effective);
    if verdict.passes() {
        let again = check::check(operation, &Given { bytes: None, ..effective });
        let refused = again.violations.iter().find(|violation| violation.fault != Fault::BodyTooLarge);
        assert!(refused.is_none(), "with its defaults: {refused:?}");
    }
    for violation in &verdict.violations {
        assert!(!violation.message.is_empty() && violation.message.len() < 2000, "{violation}");
        assert!(!violation.message.chars().any(char::is_control), "{:?}", violation.message);
    }
}

/// What no row offers is refused, and what is refused as not offered has no row.
fn same_by_rows(call: Call, body: &[u8], given: &Given<'_>, verdict: &Verdict) {
    let Ok(json) = serde_json::from_slice::<Json>(body) else { return };
    let Some(is_offered) = oracle::is_offered(call.revision, call.operation, &json) else { return };
    let by_rows = |fault: Fault| matches!(fault, Fault::NotOffered | Fault::UnknownModel | Fault::Count);
    let refused = verdict.violations.iter().find(|violation| by_rows(violation.fault));
    assert!(is_offered || refused.is_some(), "no row has it, and it is not refused: {given:?}");
    let is_of_a_table = |violation: &&vidu_types::Violation| {
        matches!(violation.fault, Fault::NotOffered | Fault::UnknownModel) && violation.message.contains("not offered")
    };
    let refused = verdict.violations.iter().find(is_of_a_table);
    assert!(!is_offered || refused.is_none(), "a row has it, and it is refused: {refused:?}");
}

/// A body that the request's type can hold is the same body when the type writes it.
fn same_when_typed(call: Call, body: &[u8], given: &Given<'_>) {
    fn compare<R: Request + serde::de::DeserializeOwned>(body: &[u8], given: &Given<'_>) {
        let Ok(typed) = serde_json::from_slice::<R>(body) else { return };
        assert_eq!(typed.to_json().to_string(), written_value(R::operation(), given));
        // Its long pictures are parts of their own.
        let values = typed.given();
        let body = wire::body(R::operation(), &values);
        assert_eq!(body.content().into_vec(), serde_json::to_vec(&body).expect("a body can be written"));
        let is_limit = |violation: &&vidu_types::Violation| violation.fault != Fault::BodyTooLarge;
        let (one, other) = (typed.check(), check::check(R::operation(), given));
        let faults = |verdict: &Verdict| {
            let kept = verdict.violations.iter().filter(is_limit);
            kept.map(|violation| violation.message.clone()).collect::<Vec<_>>()
        };
        assert_eq!(faults(&one), faults(&other));
    }
    if call.operation.kind != OperationKind::Create {
        return;
    }
    match (&*call.revision.vendor, &*call.operation.name) {
        ("vidu", "img2video") => compare::<vidu::Img2Video>(body, given),
        ("vidu", "reference2video") => compare::<vidu::Reference2Video>(body, given),
        ("umodelverse", _) => compare::<umodelverse::Img2Video>(body, given),
        ("octopusx", _) => compare::<octopusx::Img2Video>(body, given),
        ("novita", _) => compare::<novita::Img2Video>(body, given),
        _ => {}
    }
}

fn written_value(operation: &Operation, given: &Given<'_>) -> String {
    serde_json::to_value(wire::body(operation, given)).expect("a body is JSON").to_string()
}
