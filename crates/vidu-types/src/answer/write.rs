//! Writes an answer from facts, as the vendor would.

use serde_json::{Map, Value};

use crate::table::{AnswerForm, AnswerMember, EchoForm, Group, SlotForm, Stage};

use super::{Fact, Facts, convert, group_of};

/// The answer that these members describe, filled with these facts.
///
/// The stage is that of the vendor's status word: where a cancelled task is called failed, its answer is a failed task's.
/// A member that is there in some stages only is left out in all others, and in an answer without a stage. A fact that
/// was not stated becomes what the table says for that case, or is left out; so is an object of which nothing is left.
/// `echo` has the request's fields in the order of the operation, as they took effect. A fact about one entry of a group
/// that stands outside of the group's list is that of the first entry.
pub fn write(members: &[AnswerMember], stage: Option<Stage>, facts: &Facts, echo: &[Option<Value>]) -> Value {
    Value::Object(Writer { stage, echo }.object(members, facts))
}

/// What stays the same for the whole answer.
struct Writer<'a> {
    stage: Option<Stage>,
    echo: &'a [Option<Value>],
}

impl Writer<'_> {
    fn object(&self, members: &[AnswerMember], facts: &Facts) -> Map<String, Value> {
        let present = members.iter().filter(|member| self.is_present(member));
        let written = present.filter_map(|member| Some((member.key.to_string(), self.form(&member.form, facts)?)));
        written.collect()
    }

    fn is_present(&self, member: &AnswerMember) -> bool {
        member.stages.is_empty() || self.stage.is_some_and(|stage| member.stages.contains(&stage))
    }

    fn form(&self, form: &AnswerForm, facts: &Facts) -> Option<Value> {
        match form {
            AnswerForm::Slot(form) => slot(form, facts),
            AnswerForm::Echo(form) => self.echo(form),
            AnswerForm::Constant(json) => Some(constant(json)),
            AnswerForm::Object(members) => {
                let object = self.object(members, facts);
                (!object.is_empty()).then_some(Value::Object(object))
            }
            AnswerForm::Elements(forms) => Some(forms.iter().filter_map(|form| self.form(form, facts)).collect()),
            AnswerForm::Each(group, members) => {
                Some(facts.group(*group).iter().map(|entry| Value::Object(self.object(members, entry))).collect())
            }
            AnswerForm::EachValue(group, form) => {
                Some(facts.group(*group).iter().filter_map(|entry| slot(form, entry)).collect())
            }
        }
    }

    fn echo(&self, form: &EchoForm) -> Option<Value> {
        let given = self.echo.get(form.field).cloned().flatten();
        given.or_else(|| form.otherwise.as_deref().map(constant))
    }
}

fn slot(form: &SlotForm, facts: &Facts) -> Option<Value> {
    let first = |group: Group| facts.group(group).first().and_then(|entry| entry.slot(form.slot));
    let fact: Option<&Fact> = facts.slot(form.slot).or_else(|| group_of(form.slot).and_then(first));
    match fact {
        Some(fact) => Some(convert::to_json(fact, form.format)),
        None => form.otherwise.as_deref().map(constant),
    }
}

/// The table's JSON text; a text that is no JSON stands for itself.
fn constant(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| json.into())
}
