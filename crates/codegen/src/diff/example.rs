//! Example requests: the columns that matter as they are asked for, and beside them only what the page requires.

use serde_json::{Map, Value, json};

use super::Example;
use super::axis::{About, Key};
use crate::relation::{admits, atom};
use crate::table::{
    Aspect, Choice, Exclusive, Field, FieldKind, ImageForm, Many, Member, Operation, Record, Scalar, Shape, WordSet,
};

/// A request of a page with these columns; nothing if they contradict each other.
pub fn request(operation: &Operation, words: &[WordSet], given: &[(Key, Scalar)]) -> Option<Example> {
    let maker = Maker { operation, words, given };
    let mut values: Vec<Option<Value>> =
        operation.fields.iter().map(|field| maker.asked(field)).collect::<Option<_>>()?;
    for (at, field) in operation.fields.iter().enumerate() {
        if values[at].is_none() && field.required {
            values[at] = maker.required(at, field);
        }
    }
    for rule in operation.exclusive.iter() {
        maker.choose(rule, &mut values);
    }
    maker.close_gaps(&operation.body, &mut values);
    let given = given.iter().map(|(key, value)| (key.name(), value.clone())).collect();
    Some(Example { given, body: Value::Object(body(&operation.body, &values)) })
}

struct Maker<'a> {
    operation: &'a Operation,
    words: &'a [WordSet],
    given: &'a [(Key, Scalar)],
}

impl Maker<'_> {
    /// What the columns ask of a field: a value, an absent one, or nothing; the outer nothing is a contradiction.
    fn asked(&self, field: &Field) -> Option<Option<Value>> {
        let column = |about: About| {
            let found = self.given.iter().find(|(key, _)| key.field == field.name && key.about == about);
            found.map(|(_, value)| value)
        };
        let value = match (column(About::Value), column(About::Count), column(About::Given)) {
            (Some(value), ..) => Some(scalar(value)),
            (_, Some(Scalar::Integer(count)), _) if *count > 0 => Some(self.list(field, usize::try_from(*count).ok()?)),
            (_, None, Some(Scalar::Boolean(true))) => Some(self.sample(field)),
            _ => None,
        };
        let contradicts = column(About::Given) == Some(&Scalar::Boolean(value.is_none()));
        (!contradicts).then_some(value)
    }

    /// A value for a required field: of the rows that fit what is given, or a sample.
    fn required(&self, at: usize, field: &Field) -> Option<Value> {
        let is_column = |column: &crate::table::Column| column.field == at && column.aspect == Aspect::Value;
        for relation in self.operation.relations.iter() {
            let Some(column) = relation.columns.iter().position(is_column) else { continue };
            let fits = |row: &&crate::table::Row| {
                relation.columns.iter().zip(row.cells.iter()).all(|(column, cell)| {
                    let key = Key::of(self.operation, *column);
                    let value = self.given.iter().find(|(other, _)| *other == key).map(|(_, value)| value);
                    value.is_none_or(|value| admits(cell, atom(value)))
                })
            };
            let choice = relation.rows.iter().find(fits).and_then(|row| row.cells[column].choices.first());
            if let Some(choice) = choice {
                return Some(first(choice));
            }
        }
        Some(self.sample(field))
    }

    /// Gives the first of several fields of which one must be given.
    fn choose(&self, rule: &Exclusive, values: &mut [Option<Value>]) {
        let excluded = |field: &Field| {
            self.given.iter().any(|(key, value)| key.field == field.name && *value == Scalar::Boolean(false))
        };
        if rule.many == Many::AtMostOne || rule.fields.iter().any(|at| values[*at].is_some()) {
            return;
        }
        if let Some(at) = rule.fields.iter().find(|at| !excluded(&self.operation.fields[**at])) {
            values[*at] = Some(self.sample(&self.operation.fields[*at]));
        }
    }

    /// Gives what stands before something given in a list: there its position is all that tells it apart.
    fn close_gaps(&self, members: &[Member], values: &mut [Option<Value>]) {
        for member in members {
            match &member.shape {
                Shape::Object(members) => self.close_gaps(members, values),
                Shape::Elements(fields) => {
                    let last = fields.iter().rposition(|at| values[*at].is_some()).unwrap_or(0);
                    for at in &fields[..last] {
                        values[*at].get_or_insert_with(|| self.sample(&self.operation.fields[*at]));
                    }
                }
                Shape::Field(_) | Shape::Constant(_) | Shape::TaskId => {}
            }
        }
    }

    fn sample(&self, field: &Field) -> Value {
        match &field.kind {
            FieldKind::Text => text(field),
            FieldKind::Url => "https://example.com/file".into(),
            FieldKind::Integer => 1.into(),
            FieldKind::Number => 1.0.into(),
            FieldKind::Boolean => false.into(),
            FieldKind::Word(set) => self.word(set),
            FieldKind::Image => picture(field, 0),
            FieldKind::Images | FieldKind::Texts | FieldKind::Records(_) => {
                let least = field.count.map_or(1, |span| span.from.max(1));
                self.list(field, usize::try_from(least).unwrap_or(1))
            }
        }
    }

    fn list(&self, field: &Field, count: usize) -> Value {
        let one = |at: usize| match &field.kind {
            FieldKind::Records(record) => self.record(record),
            FieldKind::Texts => text(field),
            _ => picture(field, at),
        };
        (0..count.min(MANY)).map(one).collect()
    }

    fn record(&self, record: &Record) -> Value {
        let value = |field: &Field| field.required.then(|| self.sample(field));
        let values: Vec<Option<Value>> = record.fields.iter().map(value).collect();
        Value::Object(body(&record.body, &values))
    }

    fn word(&self, set: &str) -> Value {
        let set = self.words.iter().find(|other| other.name == set);
        set.and_then(|set| set.words.first()).map_or(Value::Null, |word| word.wire.as_ref().into())
    }
}

/// An example with more elements would show nothing more.
const MANY: usize = 1000;

fn text(field: &Field) -> Value {
    const TEXT: &str = "a cat walks";
    let fits = field.characters.is_none_or(|span| span.from <= 11 && span.to.is_none_or(|to| to >= 11));
    let least = field.characters.map_or(1, |span| span.from.max(1));
    if fits { TEXT.into() } else { "a".repeat(usize::try_from(least).unwrap_or(1).min(MANY * 10)).into() }
}

fn picture(field: &Field, at: usize) -> Value {
    let forms = field.image.as_ref().map(|rules| rules.forms.as_ref()).unwrap_or_default();
    match forms.is_empty() || forms.contains(&ImageForm::Url) {
        true => format!("https://example.com/{}.png", at + 1).into(),
        false => "data:image/png;base64,iVBORw0KGgo=".into(),
    }
}

/// A scalar as JSON.
pub fn scalar(value: &Scalar) -> Value {
    match value {
        Scalar::Text(text) => json!(text),
        Scalar::Integer(number) => json!(number),
        Scalar::Number(number) => json!(number),
        Scalar::Boolean(value) => json!(value),
    }
}

fn first(choice: &Choice) -> Value {
    match choice {
        Choice::Exactly(value) => scalar(value),
        Choice::Integers(from, _) => json!(from),
        Choice::Numbers(from, _) => json!(from),
    }
}

fn body(members: &[Member], values: &[Option<Value>]) -> Map<String, Value> {
    let member = |member: &Member| {
        let value = match &member.shape {
            Shape::Field(at) => values[*at].clone(),
            Shape::Elements(fields) => {
                let elements: Vec<Value> = fields.iter().filter_map(|at| values[*at].clone()).collect();
                (!elements.is_empty()).then(|| elements.into())
            }
            Shape::Object(members) => Some(Value::Object(body(members, values))).filter(|body| *body != json!({})),
            Shape::Constant(value) => Some(scalar(value)),
            Shape::TaskId => Some("1".into()),
        };
        Some((member.key.to_string(), value?))
    };
    members.iter().filter_map(member).collect()
}
