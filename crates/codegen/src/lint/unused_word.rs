//! Guards the vocabulary: a word that no page offers is a remark, because a page that offered it may have gone.

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::resolve::Resolved;
use crate::table::{Choice, Field, FieldKind, Operation, Scalar};

/// Words that stand in no table, condition or list of values of any page.
pub fn check(resolved: &Resolved) -> Vec<Diagnostic> {
    let operations = || resolved.spec.revisions.iter().flat_map(|revision| revision.operations.iter());
    let mut findings = Vec::new();
    for set in resolved.spec.words.iter() {
        for word in
            set.words.iter().filter(|word| !operations().any(|operation| uses(operation, &set.name, &word.wire)))
        {
            let message = format!("no page offers `{}` of `{}`", word.wire, set.name);
            let help = "leave it out of the vocabulary, or keep it for callers who send it unchecked";
            let place = resolved.vocabulary.clone();
            findings.extend(place.map(|place| Diagnostic::fault(Code::UnusedWord, &place, message, help).as_remark()));
        }
    }
    findings
}

fn uses(operation: &Operation, set: &str, word: &str) -> bool {
    let is_of_set = |field: &Field| matches!(&field.kind, FieldKind::Word(name) if name == set);
    let is_word = |choice: &Choice| matches!(choice, Choice::Exactly(Scalar::Text(text)) if text == word);
    let in_tables = operation.relations.iter().any(|relation| {
        relation.columns.iter().enumerate().any(|(at, column)| {
            is_of_set(&operation.fields[column.field])
                && relation.rows.iter().any(|row| row.cells[at].choices.iter().any(is_word))
        })
    });
    let in_notes = operation
        .stated_only
        .iter()
        .flat_map(|entry| entry.cells.iter())
        .any(|cell| is_of_set(&operation.fields[cell.column.field]) && cell.choices.iter().any(is_word));
    in_tables || in_notes
}
