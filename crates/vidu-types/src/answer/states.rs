//! Whether an answer says something at all.

use crate::table::{AnswerForm, AnswerMember, Slot};

/// Whether a member of an answer, however deep, is this fact.
pub fn states(members: &[AnswerMember], slot: Slot) -> bool {
    members.iter().any(|member| says(&member.form, slot))
}

fn says(form: &AnswerForm, slot: Slot) -> bool {
    match form {
        AnswerForm::Slot(form) | AnswerForm::EachValue(_, form) => form.slot == slot,
        AnswerForm::Object(members) | AnswerForm::Each(_, members) => states(members, slot),
        AnswerForm::Elements(forms) => forms.iter().any(|form| says(form, slot)),
        AnswerForm::Echo(_) | AnswerForm::Constant(_) => false,
    }
}
