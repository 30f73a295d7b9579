//! Error bodies, codes, and which code answers what; equal codes are paired first: several may have one name.

use super::Kind;
use super::answer;
use super::notes::{ADDS, BREAKS_READER, NEW_TO_READER, Notes, WORDS, quoted, said};
use crate::table::{Envelope, ErrorCode, Errors};

/// Notes every difference of two sets of errors.
pub fn compare(notes: &mut Notes, old: &Errors, new: &Errors) {
    notes.part("errors.envelopes", (old.envelopes.as_ref(), new.envelopes.as_ref()), envelopes);
    let pairs = pairs(old, new);
    let paired = |side: usize, at: usize| pairs.iter().any(|pair| [pair.0, pair.1][side] == at);
    for (_, code) in old.codes.iter().enumerate().filter(|(at, _)| !paired(0, *at)) {
        notes.add(Kind::Error, ADDS, subject(code), format!("the error {} is listed no more", shown(code)));
    }
    for (_, code) in new.codes.iter().enumerate().filter(|(at, _)| !paired(1, *at)) {
        notes.add(Kind::Error, NEW_TO_READER, subject(code), format!("the error {} is new", shown(code)));
    }
    for (before, after) in &pairs {
        self::code(notes, (old, &old.codes[*before]), (new, &new.codes[*after]));
    }
    if !pairs.is_sorted_by_key(|pair| pair.1) {
        notes.other("errors.codes");
    }
    faults(notes, (old, new), &pairs);
}

fn subject(code: &ErrorCode) -> String {
    format!("errors.codes.{}", code.code)
}

fn shown(code: &ErrorCode) -> String {
    let status = code.status.map(|status| format!(" ({status})")).unwrap_or_default();
    format!("{}{status}", quoted(&code.code))
}

fn envelopes(notes: &mut Notes, old: &[Envelope], new: &[Envelope]) {
    let named = |list: &[Envelope], name: &str| list.iter().find(|one| one.name == name).cloned();
    for one in old.iter().filter(|one| named(new, &one.name).is_none()) {
        let says = format!("there are error bodies of the form {} no more", quoted(&one.name));
        notes.add(Kind::Error, ADDS, format!("errors.envelopes.{}", one.name), says);
    }
    for one in new {
        let subject = format!("errors.envelopes.{}", one.name);
        match named(old, &one.name) {
            None => notes.add(
                Kind::Error,
                NEW_TO_READER,
                subject,
                format!("there are error bodies of the form {} too", quoted(&one.name)),
            ),
            Some(before) => notes.part(&subject, (&before, one), |notes, old, new| {
                let leaves = |one: &Envelope| answer::leaves(&one.members, &[]);
                answer::compare(notes, &subject, Kind::Error, (&leaves(old), &leaves(new)));
            }),
        }
    }
}

/// Which code of one side is which of the other, by position: equal ones first, then those that share most.
fn pairs(old: &Errors, new: &Errors) -> Vec<(usize, usize)> {
    type Alike = fn((&Errors, &ErrorCode), (&Errors, &ErrorCode)) -> bool;
    let rounds: [Alike; 4] = [
        |(a, x), (b, y)| same(a, x, b, y),
        |(_, x), (_, y)| x.code == y.code && x.message == y.message,
        |(_, x), (_, y)| x.code == y.code && x.status == y.status,
        |(_, x), (_, y)| x.code == y.code,
    ];
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for alike in rounds {
        for (at, code) in old.codes.iter().enumerate() {
            if pairs.iter().any(|pair| pair.0 == at) {
                continue;
            }
            let free = |other: &usize| !pairs.iter().any(|pair| pair.1 == *other);
            let found = (0..new.codes.len()).filter(free).find(|other| alike((old, code), (new, &new.codes[*other])));
            pairs.extend(found.map(|other| (at, other)));
        }
    }
    pairs.sort_unstable();
    pairs
}

fn same(a: &Errors, x: &ErrorCode, b: &Errors, y: &ErrorCode) -> bool {
    envelope(a, x) == envelope(b, y) && ErrorCode { envelope: 0, ..x.clone() } == ErrorCode { envelope: 0, ..y.clone() }
}

fn envelope(errors: &Errors, code: &ErrorCode) -> String {
    errors.envelopes.get(code.envelope).map(|one| one.name.to_string()).unwrap_or_default()
}

fn code(notes: &mut Notes, (a, old): (&Errors, &ErrorCode), (b, new): (&Errors, &ErrorCode)) {
    let of = |what: &str| format!("{}.{what}", subject(new));
    let breaks = (Kind::Error, BREAKS_READER);
    notes.changed(breaks, &of("status"), (&old.status, &new.status), said);
    notes.changed(breaks, &of("class"), (&old.class, &new.class), said);
    notes.changed(breaks, &of("envelope"), (&envelope(a, old), &envelope(b, new)), quoted);
    notes.changed((Kind::Error, WORDS), &of("message"), (&old.message, &new.message), quoted);
    let effect = if new.of_task { NEW_TO_READER } else { ADDS };
    notes.changed((Kind::Error, effect), &of("of_task"), (&old.of_task, &new.of_task), bool::to_string);
}

/// Which code answers which fault, by the codes' pairs: a code that only changed its text is the same one.
fn faults(notes: &mut Notes, (old, new): (&Errors, &Errors), pairs: &[(usize, usize)]) {
    let before = notes.changes.len();
    let counterpart = |code: usize| pairs.iter().find(|pair| pair.0 == code).map(|pair| pair.1);
    for fault in old.faults.iter() {
        let name = format!("{:?}", fault.fault);
        let subject = format!("errors.when.{}", snake(&name));
        let code = &old.codes[fault.code];
        match new.faults.iter().find(|other| other.fault == fault.fault) {
            None => notes.add(
                Kind::Error,
                BREAKS_READER,
                subject,
                format!("nothing is said of how {} is answered; it was {}", words(&name), shown(code)),
            ),
            Some(after) if counterpart(fault.code) == Some(after.code) => {}
            Some(after) => {
                let says = format!(
                    "{} is answered with {} instead of {}",
                    words(&name),
                    shown(&new.codes[after.code]),
                    shown(code)
                );
                notes.add(Kind::Error, BREAKS_READER, subject, says);
            }
        }
    }
    for fault in new.faults.iter().filter(|fault| !old.faults.iter().any(|other| other.fault == fault.fault)) {
        let name = format!("{:?}", fault.fault);
        let says = format!("{} is answered with {}", words(&name), shown(&new.codes[fault.code]));
        notes.add(Kind::Error, ADDS, format!("errors.when.{}", snake(&name)), says);
    }
    let order = |errors: &Errors| errors.faults.iter().map(|one| one.fault).collect::<Vec<_>>();
    if notes.changes.len() == before && order(old) != order(new) {
        notes.other("errors.when");
    }
}

/// `UnknownTask` as `unknown_task`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

fn words(name: &str) -> String {
    format!("the fault {}", quoted(&snake(name)))
}
