//! A call as its page says it, held against its spec: values first, then the rows that no value explains.

mod answer;
mod call;
mod parameter;
mod picture;
mod request;
mod rows;
mod values;

use super::finding::Finding;
use super::page::{Part, Row, Section};
use super::values::{Lexicon, model_words};
use crate::resolve::rows::Pin;
use crate::table::{Field, FieldKind, Operation, Relation, Revision, Role, Spec};

/// What is compared.
pub struct Context<'a> {
    /// The tables.
    pub spec: &'a Spec,
    /// The vendor and the month.
    pub revision: &'a Revision,
    /// The call.
    pub operation: &'a Operation,
    /// The page's section on the call.
    pub section: &'a Section,
    /// The models.
    pub lexicon: Lexicon,
}

impl<'a> Context<'a> {
    /// Makes ready to compare a section with an operation.
    pub fn new(spec: &'a Spec, revision: &'a Revision, operation: &'a Operation, section: &'a Section) -> Self {
        let mut context = Self { spec, revision, operation, section, lexicon: Lexicon::default() };
        let Some(model) = context.field_of(Role::Model) else { return context };
        let known = context.words(model);
        let row = context.row_of(model);
        let offered = row.map(|row| model_words(&row.prose, &known)).unwrap_or_default();
        let more = offered.iter().filter(|word| !known.contains(word)).cloned().collect::<Vec<_>>();
        context.lexicon = Lexicon { known: known.into_iter().chain(more).collect(), offered };
        context
    }

    /// The field with a role.
    pub fn field_of(&self, role: Role) -> Option<&'a Field> {
        self.operation.fields.iter().find(|field| field.role == Some(role))
    }

    /// The words of the field's set.
    pub fn words(&self, field: &Field) -> Vec<String> {
        let FieldKind::Word(set) = &field.kind else { return Vec::new() };
        let set = self.spec.words.iter().find(|known| known.name == *set);
        set.map(|set| set.words.iter().map(|word| word.wire.to_string()).collect()).unwrap_or_default()
    }

    /// The row of the page on a field.
    pub fn row_of(&self, field: &Field) -> Option<&'a Row> {
        self.rows(Part::Request).find(|row| row.name == plain(&field.wire))
    }

    /// The rows of a part.
    pub fn rows(&self, part: Part) -> impl Iterator<Item = &'a Row> + use<'a> {
        self.section.rows.iter().filter(move |row| row.part == part)
    }

    /// The relation that has a field's values, and the field's column in it.
    pub fn relation(&self, field: &Field) -> Option<(&'a Relation, usize)> {
        let at = self.operation.fields.iter().position(|known| known.name == field.name)?;
        self.operation.relations.iter().find_map(|relation| {
            let column = relation
                .columns
                .iter()
                .position(|column| column.field == at && column.aspect == crate::table::Aspect::Value)?;
            Some((relation, column))
        })
    }

    /// Whether another page gave what a key of the spec says.
    pub fn is_borrowed(&self, path: &str) -> bool {
        let borrowed = self.operation.borrowed.iter().chain(self.revision.borrowed.iter());
        let mut of = borrowed.map(|borrowed| borrowed.of.as_ref());
        of.any(|of| of == path || path.strip_prefix(of).is_some_and(|rest| rest.starts_with('.')))
    }
}

/// A place in the body as pages name it: without the position in a list.
pub fn plain(wire: &str) -> &str {
    wire.split('[').next().unwrap_or(wire)
}

/// Every difference between a call's page and its spec.
pub use call::{same_path, scheme};
pub use request::class;
pub use values::{members, models_named, read, said_of};

pub fn compare(context: &Context<'_>, pins: &[Pin]) -> Vec<Finding> {
    let mut findings = call::compare(context);
    findings.extend(request::compare(context));
    findings.extend(answer::compare(context));
    let more = rows::compare(context, pins, &findings);
    findings.extend(more);
    findings
}
