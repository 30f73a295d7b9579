//! Reports what a page states about values that it does not offer: a remark, because the page really says so.

use super::{Subject, show};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::table::{Choice, Condition, StatedOnly};

/// One remark for each entry of `also_stated`.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let entries = subject.operation.stated_only.iter().zip(&subject.places.stated_only);
    entries.map(|(entry, place)| finding(subject, entry, place)).collect()
}

fn finding(subject: &Subject<'_>, entry: &StatedOnly, place: &crate::diagnostic::Place) -> Diagnostic {
    let field = |condition: &Condition| &subject.operation.fields[condition.column.field].name;
    let values = |condition: &Condition| condition.choices.iter().map(shown).collect::<Vec<_>>().join(", ");
    let parts: Vec<String> = entry.cells.iter().map(|cell| format!("{} {}", field(cell), values(cell))).collect();
    let message = format!("the page states {} and does not offer it: {}", parts.join(" with "), entry.why);
    Diagnostic::fault(
        Code::StatedOnly,
        place,
        message,
        "nothing needs to be done; requests with these values are refused",
    )
    .as_remark()
}

fn shown(choice: &Choice) -> String {
    match choice {
        Choice::Exactly(value) => show(value),
        Choice::Integers(from, to) => format!("{from} to {to}"),
        Choice::Numbers(from, to) => format!("{from} to {to}"),
    }
}
