//! What a vendor says once: key, hosts, states, tasks, submits, callbacks.

use super::Kind;
use super::notes::{
    ADDS, BREAKS_CALLER, BREAKS_READER, Effect, NEW_TO_READER, Notes, RENAMES, WORDS, list, plain, quoted, said,
};
use super::{errors, request};
use crate::table::{
    Authentication, Callback, CallbackState, Revision, Signature, State, StatusSpan, SubmitStatuses, TaskRules,
};

/// Notes every difference of two revisions apart from their pages.
pub fn compare(notes: &mut Notes, (old, new): (&Revision, &Revision)) {
    notes.changed((Kind::Prose, WORDS), "title", (&old.title, &new.title), quoted);
    notes.changed((Kind::Page, WORDS), "partial", (&old.partial, &new.partial), bool::to_string);
    notes.changed((Kind::Word, RENAMES), "environment", (&old.environment, &new.environment), quoted);
    notes.changed((Kind::Authentication, BREAKS_CALLER), "base_url", (&old.base_url, &new.base_url), quoted);
    notes.part("aliases", (old.base_url_aliases.as_ref(), new.base_url_aliases.as_ref()), |notes, old, new| {
        list(notes, "aliases", (old, new), taken(Kind::Authentication), quoted);
    });
    notes.part("takes_quoted", (old.quoted.as_ref(), new.quoted.as_ref()), |notes, old, new| {
        list(notes, "takes_quoted", (old, new), taken(Kind::Field), plain);
    });
    notes.part("key", (&old.authentication, &new.authentication), key);
    notes.part("states", (old.states.as_ref(), new.states.as_ref()), states);
    notes.part("task", (&old.task, &new.task), task);
    notes.part("submit", (&old.submit, &new.submit), submit);
    notes.part("errors", (&old.errors, &new.errors), errors::compare);
    notes.part("callback", (&old.callback, &new.callback), callback);
    let (unsaid, remarks) = ((&*old.unsaid, &*new.unsaid), (&*old.remarks, &*new.remarks));
    request::prose(notes, unsaid, remarks, (&old.borrowed, &new.borrowed));
}

/// What is taken no more breaks callers; what is taken too breaks nobody.
fn taken(kind: Kind) -> ((Kind, Effect), (Kind, Effect)) {
    ((kind, BREAKS_CALLER), (kind, ADDS))
}

fn key(notes: &mut Notes, old: &Authentication, new: &Authentication) {
    let breaks = (Kind::Authentication, BREAKS_CALLER);
    notes.changed(breaks, "key.header", (&old.header, &new.header), quoted);
    notes.changed(breaks, "key.send", (&old.send, &new.send), quoted);
    list(notes, "key.take", (&old.take, &new.take), taken(Kind::Authentication), quoted);
    let (gone, added) = taken(Kind::Authentication);
    list(notes, "key.refuse", (&old.refuse, &new.refuse), (added, gone), quoted);
}

fn states(notes: &mut Notes, old: &[State], new: &[State]) {
    let stage = |list: &[State], word: &str| list.iter().find(|state| state.word == word).map(|state| state.stage);
    for state in old.iter().filter(|state| stage(new, &state.word).is_none()) {
        let says = format!("the word {} is said no more; it meant {}", quoted(&state.word), plain(&state.stage));
        notes.add(Kind::State, BREAKS_READER, format!("states.{}", state.word), says);
    }
    for state in new {
        let (subject, word) = (format!("states.{}", state.word), quoted(&state.word));
        match stage(old, &state.word) {
            None => notes.add(
                Kind::State,
                NEW_TO_READER,
                subject,
                format!("the word {word} is new and means {}", plain(&state.stage)),
            ),
            Some(before) if before == state.stage => {}
            Some(before) => {
                let says = format!("the word {word} means {} instead of {}", plain(&state.stage), plain(&before));
                notes.add(Kind::State, BREAKS_READER, subject, says);
            }
        }
    }
}

fn task(notes: &mut Notes, old: &TaskRules, new: &TaskRules) {
    let style = |rules: &TaskRules| plain(&rules.id);
    notes.changed((Kind::Task, BREAKS_READER), "task.id", (&style(old), &style(new)), String::clone);
    let before = |rules: &TaskRules| rules.id_before_key;
    notes.changed((Kind::Error, WORDS), "task.id_before_key", (&before(old), &before(new)), bool::to_string);
    let shorter = new.url_lifetime.unwrap_or(0) < old.url_lifetime.unwrap_or(0);
    let effect = if shorter { BREAKS_READER } else { ADDS };
    notes.changed((Kind::Task, effect), "task.url_lifetime", (&old.url_lifetime, &new.url_lifetime), said);
    // Tasks beyond it wait and are not refused, so a lower number breaks nobody.
    notes.changed((Kind::Limit, ADDS), "task.concurrent", (&old.concurrent, &new.concurrent), said);
    list(notes, "task.cancellable", (&old.cancellable, &new.cancellable), taken(Kind::Task), plain);
    let effect = if old.cancelled_code.is_none() { ADDS } else { BREAKS_READER };
    notes.changed((Kind::Task, effect), "task.cancelled_code", (&old.cancelled_code, &new.cancelled_code), said);
}

fn submit(notes: &mut Notes, old: &SubmitStatuses, new: &SubmitStatuses) {
    notes.changed((Kind::Task, BREAKS_READER), "submit.created", (&old.created, &new.created), u16::to_string);
    let mut runs: Vec<(u16, u16, [&str; 2])> = Vec::new();
    for status in 100..600 {
        let means = [meaning(old, status), meaning(new, status)];
        match runs.last_mut() {
            Some(run) if run.1 + 1 == status && run.2 == means => run.1 = status,
            _ => runs.push((status, status, means)),
        }
    }
    for (from, to, [old, new]) in runs.into_iter().filter(|(_, _, means)| means[0] != means[1]) {
        let which = if from == to { format!("status {from}") } else { format!("statuses {from} to {to}") };
        notes.add(Kind::Task, BREAKS_READER, "submit", format!("{which} of a submit: {new}; before: {old}"));
    }
}

fn meaning(rules: &SubmitStatuses, status: u16) -> &'static str {
    let within = |spans: &[StatusSpan]| spans.iter().any(|span| (span.from..=span.to).contains(&status));
    match (within(&rules.accepted), within(&rules.refused)) {
        (true, _) => "a task exists",
        (_, true) => "no task exists",
        _ => "whether a task exists is open",
    }
}

fn callback(notes: &mut Notes, old: &Option<Callback>, new: &Option<Callback>) {
    match (old, new) {
        (None, Some(_)) => notes.add(Kind::Callback, ADDS, "callback", "the vendor calls back now"),
        (Some(_), None) => notes.add(Kind::Callback, BREAKS_READER, "callback", "the vendor calls back no more"),
        (Some(old), Some(new)) => calls(notes, old, new),
        (None, None) => {}
    }
}

fn calls(notes: &mut Notes, old: &Callback, new: &Callback) {
    notes.changed((Kind::Callback, BREAKS_CALLER), "callback.field", (&old.field, &new.field), quoted);
    notes.changed((Kind::Callback, BREAKS_READER), "callback.body", (&old.body, &new.body), quoted);
    let retries =
        |list: &[CallbackState], word: &str| list.iter().find(|state| state.word == word).map(|one| one.retries);
    for state in old.states.iter().filter(|state| retries(&new.states, &state.word).is_none()) {
        let says = format!("there is no call on {} any more", quoted(&state.word));
        notes.add(Kind::Callback, BREAKS_READER, "callback.states", says);
    }
    for state in new.states.iter() {
        let subject = format!("callback.states.{}", state.word);
        match retries(&old.states, &state.word) {
            None => notes.add(
                Kind::Callback,
                NEW_TO_READER,
                subject,
                format!("there is a call on {} too", quoted(&state.word)),
            ),
            Some(before) => {
                let effect = if state.retries < before { BREAKS_READER } else { ADDS };
                if state.retries != before {
                    let says = format!(
                        "retries of a failed call on {}: {} instead of {before}",
                        quoted(&state.word),
                        state.retries
                    );
                    notes.add(Kind::Callback, effect, subject, says);
                }
            }
        }
    }
    notes.part("callback.signature", (&old.signature, &new.signature), signature);
}

fn signature(notes: &mut Notes, old: &Option<Signature>, new: &Option<Signature>) {
    let (Some(old), Some(new)) = (old, new) else {
        let (effect, says) =
            if new.is_some() { (ADDS, "calls are signed now") } else { (BREAKS_READER, "calls are signed no more") };
        return notes.add(Kind::Callback, effect, "callback.signature", says);
    };
    let texts = |one: &Signature| {
        [
            ("header", one.header.clone()),
            ("algorithm_header", one.algorithm_header.clone()),
            ("algorithm", one.algorithm.clone()),
            ("access_key_header", one.access_key_header.clone()),
            ("access_key", one.access_key.clone()),
            ("signed_headers_header", one.signed_headers_header.clone()),
            ("signed_headers", one.signed_headers.join(";").into()),
            ("nonce_header", one.nonce_header.clone()),
        ]
    };
    for ((key, old), (_, new)) in texts(old).iter().zip(&texts(new)) {
        notes.changed((Kind::Callback, BREAKS_READER), &format!("callback.signature.{key}"), (old, new), quoted);
    }
}
