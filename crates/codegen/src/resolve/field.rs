//! The fields of a page: one line each, every aspect either said or marked as not said.

use super::cell::{self, ValueKind};
use super::path::{Branch, Tree, insert_at};
use super::vocabulary::{self, FieldWord, Vocabulary};
use super::{image, name};
use crate::code::Code;
use crate::diagnostic::Place;
use crate::reader::{Item, Named, Table, suggestion};
use crate::syntax::Value;
use crate::table::{Aspect, Cell, Field, FieldKind, ImageRules, Member, Random, Record, Shape, Span};

/// A field as a page states it.
pub struct Stated {
    /// The field.
    pub field: Field,
    /// The values that its own line lists.
    pub values: Option<Cell>,
    /// Its line.
    pub place: Place,
}

/// Reads `[fields]`; `columns` are the fields that the table of what is accepted has.
pub fn read(item: Item<'_>, vocabulary: &Vocabulary, columns: &[&str]) -> (Vec<Stated>, Tree<Shape>) {
    let mut stated: Vec<Stated> = Vec::new();
    let mut body = Tree::default();
    for named in item.entries().unwrap_or_default() {
        let Some(table) = named.item.table(format!("field `{}`", named.key.escape_debug())) else { continue };
        let line = Line { named, table: &table, vocabulary };
        // A line that could not be read was reported: what it leaves unread would be noise.
        let Some(found) = line.read(columns.contains(&named.key)) else { continue };
        insert_at(&mut body, &named, &found.field.wire, Shape::Field(stated.len()));
        stated.push(found);
        table.finish();
    }
    (stated, body)
}

/// A tree of members as the tables have it.
pub fn members(tree: Tree<Shape>) -> Vec<Member> {
    let member = |(key, branch): (String, Branch<Shape>)| Member { key: key.into(), shape: shape(branch) };
    tree.into_members().into_iter().map(member).collect()
}

fn shape(branch: Branch<Shape>) -> Shape {
    match branch {
        Branch::Leaf(shape) => shape,
        Branch::Object(tree) => Shape::Object(members(tree).into()),
        Branch::Elements(shapes) => {
            let field = |shape| if let Shape::Field(at) = shape { Some(at) } else { None };
            Shape::Elements(shapes.into_iter().filter_map(field).collect())
        }
    }
}

/// One line of `[fields]`.
struct Line<'a> {
    named: Named<'a>,
    table: &'a Table<'a>,
    vocabulary: &'a Vocabulary,
}

impl Line<'_> {
    fn read(&self, is_column: bool) -> Option<Stated> {
        let name = name::field(&self.named)?;
        let FieldWord { kind, about, role } = self.word()?;
        let kind = self.with_fields(kind)?;
        let wire = self.table.optional("wire").map_or(Some(name), |item| item.line())?;
        let field = Field {
            name: name.to_owned().into(),
            wire: wire.to_owned().into(),
            role,
            required: self.table.flag("required"),
            characters: self.characters(&kind),
            count: self.count(&kind),
            image: self.image(&kind),
            random: self.table.optional("random").and_then(random),
            about: about.into(),
            note: self.table.optional("note").and_then(|item| item.line()).map(|note| note.to_owned().into()),
            unsaid: self.unsaid(),
            kind,
        };
        let values = self.values(&field, is_column);
        Some(Stated { values, field, place: self.named.key_place() })
    }

    /// The vocabulary's word for the field, or what the line itself says of a field that is new there.
    fn word(&self) -> Option<FieldWord> {
        if let Some(word) = self.vocabulary.fields.get(self.named.key) {
            return Some(word.clone());
        }
        if self.vocabulary.broken.contains(self.named.key) {
            return None;
        }
        if self.table.optional("type").is_some() {
            return vocabulary::field(self.table, self.vocabulary);
        }
        let known: Vec<&str> = self.vocabulary.fields.keys().map(String::as_str).collect();
        let help =
            format!("{}; or say here what is new, `type = \"..\", about = \"..\"`", suggestion(self.named.key, &known));
        self.named.fault(Code::UnknownWord, format!("`{}` is no field of the vocabulary", self.named.key), help);
        None
    }

    /// Records have fields of their own.
    fn with_fields(&self, kind: FieldKind) -> Option<FieldKind> {
        let FieldKind::Records(record) = kind else { return Some(kind) };
        let (stated, body) = read(self.table.required("fields")?, self.vocabulary, &[]);
        for stated in &stated {
            if stated.values.as_ref().is_some_and(|cell| !cell.choices.is_empty())
                || matches!(stated.field.kind, FieldKind::Records(_))
            {
                let message = format!("`{}` is within a record, where values cannot be listed", stated.field.name);
                self.named.fault(Code::NotSupported, message, "write `values = \"?\"` and say the values in a note");
            }
        }
        let fields = stated.into_iter().map(|stated| stated.field).collect();
        Some(FieldKind::Records(Record { type_name: record.type_name, fields, body: members(body).into() }))
    }

    fn characters(&self, kind: &FieldKind) -> Option<Span> {
        if !matches!(kind, FieldKind::Text | FieldKind::Url | FieldKind::Texts) {
            return None;
        }
        let from = self.table.optional("min_chars").and_then(|item| item.natural()).unwrap_or(0);
        let to = self.table.said("max_chars").and_then(|item| item.natural());
        (to.is_some() || from > 0).then_some(Span { from, to })
    }

    fn count(&self, kind: &FieldKind) -> Option<Span> {
        let counted = matches!(kind, FieldKind::Images | FieldKind::Texts | FieldKind::Records(_));
        if counted { self.table.said("count").and_then(image::span) } else { None }
    }

    fn image(&self, kind: &FieldKind) -> Option<ImageRules> {
        matches!(kind, FieldKind::Image | FieldKind::Images).then(|| image::rules(self.table))
    }

    fn values(&self, field: &Field, is_column: bool) -> Option<Cell> {
        let kind: ValueKind<'_> = match field.kind {
            FieldKind::Text => None,
            _ => cell::value_kind(field, Aspect::Value),
        }?;
        let item = match is_column {
            true => self.table.optional("values")?,
            false => self.stated_values()?,
        };
        let read = if field.required { cell::without_default } else { cell::cell };
        read(item, kind, self.vocabulary)
    }

    fn stated_values(&self) -> Option<Item<'_>> {
        let item = self.table.optional("values");
        if item.is_none() {
            let message = format!("`{}` is no column of `accepts`, and its line does not say `values`", self.named.key);
            self.named.fault(
                Code::MissingKey,
                message,
                "add `values = [..]`, the default first, or `values = \"?\"` if the page is silent",
            );
        }
        item
    }

    /// The keys of the line whose value is `?`.
    fn unsaid(&self) -> crate::table::List<crate::table::Text> {
        let entries = self.named.item.entries().unwrap_or_default();
        let default = |named: &Named<'_>| match named.item.value() {
            Value::List(nodes) => {
                nodes.first().is_some_and(|node| matches!(&node.value, Value::Text(text) if text == "?"))
            }
            _ => false,
        };
        let said = |named: &Named<'_>| match named.key {
            key if named.item.is_unsaid() => Some(key.to_owned().into()),
            "values" if default(named) => Some("default".into()),
            _ => None,
        };
        entries.iter().filter_map(said).collect()
    }
}

/// `["absent", 0]`: when the vendor draws a value by chance.
fn random(item: Item<'_>) -> Option<Random> {
    let mut random = Random { absent: false, at: Vec::new().into() };
    for item in item.list()? {
        match item.value() {
            Value::Text(text) if text == "absent" => random.absent = true,
            Value::Integer(number) => random.at.to_mut().push(*number),
            _ => return item.wrong("\"absent\" or a whole number"),
        }
    }
    Some(random)
}
