//! Answers: which fact stands where, in which form and in which stages.

use super::Kind;
use super::notes::{ADDS, BREAKS_READER, Notes, WORDS, plain, quoted};
use crate::table::{AnswerForm, AnswerMember, Field, SlotForm, Stage};

/// A place of an answer with what stands there.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    path: String,
    says: String,
    otherwise: Option<String>,
    stages: Vec<Stage>,
}

/// The places of an answer, each with its whole path.
pub fn leaves(members: &[AnswerMember], fields: &[Field]) -> Vec<Leaf> {
    let mut found = Vec::new();
    for member in members {
        collect(&member.form, (member.key.to_string(), &member.stages), fields, &mut found);
    }
    found
}

fn collect(form: &AnswerForm, (path, stages): (String, &[Stage]), fields: &[Field], found: &mut Vec<Leaf>) {
    let mut leaf = |says: String, otherwise: Option<String>| {
        found.push(Leaf { path: path.clone(), says, otherwise, stages: stages.to_vec() });
    };
    let slot = |form: &SlotForm| format!("the {} as {}", plain(&form.slot), plain(&form.format));
    match form {
        AnswerForm::Slot(form) => leaf(slot(form), form.otherwise.as_ref().map(ToString::to_string)),
        AnswerForm::Echo(echo) => {
            let says = format!("the request's {}", quoted(&fields[echo.field].name));
            leaf(says, echo.otherwise.as_ref().map(ToString::to_string));
        }
        AnswerForm::Constant(json) => leaf(format!("always {}", quoted(json)), None),
        AnswerForm::EachValue(group, form) => leaf(
            format!("a list, for each {} {}", plain(group), slot(form)),
            form.otherwise.as_ref().map(ToString::to_string),
        ),
        AnswerForm::Object(members) => below(members, &format!("{path}."), stages, fields, found),
        AnswerForm::Each(group, members) => {
            leaf(format!("a list, an object for each {}", plain(group)), None);
            below(members, &format!("{path}[]."), stages, fields, found);
        }
        AnswerForm::Elements(forms) => {
            for (at, form) in forms.iter().enumerate() {
                collect(form, (format!("{path}[{at}]"), stages), fields, found);
            }
        }
    }
}

fn below(members: &[AnswerMember], under: &str, stages: &[Stage], fields: &[Field], found: &mut Vec<Leaf>) {
    for member in members {
        let own = if member.stages.is_empty() { stages } else { &member.stages };
        collect(&member.form, (format!("{under}{}", member.key), own), fields, found);
    }
}

/// Notes the places that are new, gone or hold something else; `kind` says whose answer it is.
pub fn compare(notes: &mut Notes, under: &str, kind: Kind, (old, new): (&[Leaf], &[Leaf])) {
    for leaf in old.iter().filter(|leaf| !new.iter().any(|other| other.path == leaf.path)) {
        let says = format!("{} is in the answer no more: {}", quoted(&leaf.path), leaf.says);
        notes.add(kind, BREAKS_READER, format!("{under}.{}", leaf.path), says);
    }
    for leaf in new {
        match old.iter().find(|other| other.path == leaf.path) {
            None => notes.add(
                kind,
                ADDS,
                format!("{under}.{}", leaf.path),
                format!("{} is new in the answer: {}", quoted(&leaf.path), leaf.says),
            ),
            Some(before) => self::leaf(notes, &format!("{under}.{}", leaf.path), kind, (before, leaf)),
        }
    }
}

fn leaf(notes: &mut Notes, subject: &str, kind: Kind, (old, new): (&Leaf, &Leaf)) {
    let path = quoted(&new.path);
    if old.says != new.says {
        notes.add(kind, BREAKS_READER, subject, format!("{path} is {} instead of {}", new.says, old.says));
    }
    if old.stages != new.stages {
        let gone = missing(&new.stages, &old.stages);
        let effect = if gone.is_empty() { ADDS } else { BREAKS_READER };
        let effect = if gone.is_empty() && missing(&old.stages, &new.stages).is_empty() { WORDS } else { effect };
        notes.add(
            kind,
            effect,
            subject,
            format!("{path} is there {} instead of {}", shown(&new.stages), shown(&old.stages)),
        );
    }
    if old.otherwise != new.otherwise {
        // What was always there may be missing now, or means nothing in another way; what is new there harms nobody.
        let effect = if old.otherwise.is_none() { ADDS } else { BREAKS_READER };
        let otherwise = |leaf: &Leaf| leaf.otherwise.as_ref().map_or("left out".to_owned(), quoted);
        let says = format!("{path} without such a fact is {} instead of {}", otherwise(new), otherwise(old));
        notes.add(kind, effect, subject, says);
    }
}

const ALL: [Stage; 6] =
    [Stage::Queued, Stage::Running, Stage::Succeeded, Stage::Failed, Stage::Cancelled, Stage::Expired];

/// The stages of the second that the first lacks; an empty list stands for all.
fn missing(there: &[Stage], wanted: &[Stage]) -> Vec<Stage> {
    let all = |stages: &[Stage]| if stages.is_empty() { ALL.to_vec() } else { stages.to_vec() };
    all(wanted).into_iter().filter(|stage| !all(there).contains(stage)).collect()
}

fn shown(stages: &[Stage]) -> String {
    let names: Vec<String> = stages.iter().map(plain).collect();
    if names.is_empty() { "in every stage".to_owned() } else { format!("when {}", names.join(", ")) }
}
