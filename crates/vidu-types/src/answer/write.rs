//! Writes an answer from facts, as the vendor would: the members in the order of the page.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use crate::table::{AnswerForm, AnswerMember, EchoForm, Format, Group, SlotForm, Stage};

use super::{Fact, Facts, convert, group_of};

/// The answer that these members describe, filled with these facts.
///
/// The stage is that of the vendor's status word: where a cancelled task is called failed, its answer is a failed task's.
/// A member that is there in some stages only is left out in all others, and in an answer without a stage. A fact that
/// was not stated becomes what the table says for that case, or is left out; so is an object of which nothing is left.
/// `echo` has the request's fields in the order of the operation, as they took effect. A fact about one entry of a group
/// that stands outside of the group's list is that of the first entry.
pub fn write(members: &[AnswerMember], stage: Option<Stage>, facts: &Facts, echo: &[Option<Value>]) -> Value {
    // Its only failures are keys that are no texts, and here they are.
    serde_json::to_value(Object { stage, echo, members, facts }).unwrap_or_default()
}

/// The same as the bytes of a body, which keep the order of the page.
pub fn write_body<E: Serialize>(
    members: &[AnswerMember],
    stage: Option<Stage>,
    facts: &Facts,
    echo: &[Option<E>],
) -> Vec<u8> {
    let mut body = Vec::with_capacity(USUAL);
    match serde_json::to_writer(&mut body, &Object { stage, echo, members, facts }) {
        Ok(()) => body,
        Err(_) => Vec::new(),
    }
}

/// Few answers are longer.
const USUAL: usize = 1024;

/// Members with the facts that fill them.
struct Object<'a, E> {
    stage: Option<Stage>,
    echo: &'a [Option<E>],
    members: &'a [AnswerMember],
    facts: &'a Facts,
}

/// What stands at one place of the answer.
enum Part<'a, E> {
    Text(&'a str),
    Fact(&'a Fact, Format),
    Constant(&'a str),
    Echo(&'a E),
    Object(Object<'a, E>),
    List(Vec<Part<'a, E>>),
}

impl<E> Clone for Object<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Object<'_, E> {}

impl<'a, E> Object<'a, E> {
    fn parts(self) -> impl Iterator<Item = (&'a str, Part<'a, E>)> {
        let present = self.members.iter().filter(move |member| self.is_present(member));
        present.filter_map(move |member| Some((&*member.key, self.part(&member.form)?)))
    }

    fn is_present(&self, member: &AnswerMember) -> bool {
        member.stages.is_empty() || self.stage.is_some_and(|stage| member.stages.contains(&stage))
    }

    fn part(self, form: &'a AnswerForm) -> Option<Part<'a, E>> {
        match form {
            AnswerForm::Slot(form) => slot(form, self.facts),
            AnswerForm::Echo(form) => self.echo(form),
            AnswerForm::Constant(json) => Some(Part::Constant(json)),
            AnswerForm::Object(members) => {
                let inner = Object { members, ..self };
                inner.parts().next().is_some().then_some(Part::Object(inner))
            }
            AnswerForm::Elements(forms) => Some(Part::List(forms.iter().filter_map(|form| self.part(form)).collect())),
            AnswerForm::Each(group, members) => {
                let entries = self.facts.group(*group).iter();
                Some(Part::List(entries.map(|facts| Part::Object(self.entry(members, facts))).collect()))
            }
            AnswerForm::EachValue(group, form) => {
                Some(Part::List(self.facts.group(*group).iter().filter_map(|entry| slot(form, entry)).collect()))
            }
        }
    }

    /// An entry of a list; a task in a list is in a stage of its own.
    fn entry(self, members: &'a [AnswerMember], facts: &'a Facts) -> Self {
        Object { stage: facts.stage().or(self.stage), members, facts, ..self }
    }

    fn echo(self, form: &'a EchoForm) -> Option<Part<'a, E>> {
        let given = self.echo.get(form.field).and_then(Option::as_ref);
        given.map(Part::Echo).or_else(|| form.otherwise.as_deref().map(Part::Constant))
    }
}

impl<E: Serialize> Serialize for Object<'_, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.parts().try_for_each(|(key, part)| map.serialize_entry(key, &part))?;
        map.end()
    }
}

impl<E: Serialize> Serialize for Part<'_, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Part::Text(text) => serializer.serialize_str(text),
            Part::Fact(fact, format) => convert::to_json(fact, *format).serialize(serializer),
            Part::Constant(json) => constant(json).serialize(serializer),
            Part::Echo(value) => value.serialize(serializer),
            Part::Object(object) => object.serialize(serializer),
            Part::List(parts) => {
                let mut list = serializer.serialize_seq(Some(parts.len()))?;
                parts.iter().try_for_each(|part| list.serialize_element(part))?;
                list.end()
            }
        }
    }
}

fn slot<'a, E>(form: &'a SlotForm, facts: &'a Facts) -> Option<Part<'a, E>> {
    let first = |group: Group| facts.group(group).first().and_then(|entry| entry.slot(form.slot));
    match facts.slot(form.slot).or_else(|| group_of(form.slot).and_then(first)) {
        Some(Fact::Text(text)) if form.format == Format::Text => Some(Part::Text(text)),
        Some(fact) => Some(Part::Fact(fact, form.format)),
        None => form.otherwise.as_deref().map(Part::Constant),
    }
}

/// The table's JSON text; a text that is no JSON stands for itself.
fn constant(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| json.into())
}
