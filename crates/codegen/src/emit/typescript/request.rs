//! The type of a request: all members, and with them one of the combinations that the page's table has.

use super::node::Node;
use super::quoted;
use crate::emit::{text, tree};
use crate::table::{
    Aspect, Choice, Column, Exclusive, Field, FieldKind, Many, Member, Operation, Record, Relation, Scalar, Shape, Span,
};

/// The type.
pub fn emit(operation: &Operation) -> String {
    let mut base = Node::default();
    members(&mut base, "", &operation.body, &operation.fields, Some(operation));
    let tables = operation.relations.iter().filter(|relation| is_conditional(relation));
    let tables = tables.map(|relation| table(operation, relation));
    let exclusives = operation.exclusive.iter().map(|exclusive| self::exclusive(operation, exclusive));
    std::iter::once(base.text(0)).chain(tables).chain(exclusives).collect::<Vec<_>>().join(" & ")
}

/// Whether a relation says more than what a field's own type does.
fn is_conditional(relation: &Relation) -> bool {
    relation.columns.len() > 1 || relation.columns.iter().any(|column| column.aspect != Aspect::Value)
}

fn members(into: &mut Node, prefix: &str, body: &[Member], fields: &[Field], operation: Option<&Operation>) {
    for member in body {
        let path = format!("{prefix}{}", member.key);
        match &member.shape {
            Shape::Field(at) => {
                let field = &fields[*at];
                let own = operation.and_then(|operation| own_relation(operation, *at));
                into.put(&path, kind(field, own), !field.required, &about(field, operation, *at));
            }
            Shape::Elements(positions) => {
                let elements: Vec<String> = positions.iter().map(|at| kind(&fields[*at], None)).collect();
                let required = positions.iter().any(|at| fields[*at].required);
                let said: Vec<String> = positions.iter().map(|at| about(&fields[*at], operation, *at)).collect();
                into.put(&path, format!("readonly [{}]", elements.join(", ")), !required, &said.join("\n"));
            }
            Shape::Constant(value) => into.put(&path, literal(value), false, ""),
            Shape::TaskId => into.put(&path, "string".to_owned(), false, "The task's id."),
            Shape::Object(inner) => members(into, &format!("{path}."), inner, fields, operation),
        }
    }
}

/// The relation that has this field's value alone.
fn own_relation(operation: &Operation, field: usize) -> Option<&Relation> {
    text::relation_of(operation, field).filter(|relation| relation.columns.len() == 1)
}

/// What an editor shows beside a member.
fn about(field: &Field, operation: Option<&Operation>, at: usize) -> String {
    let mut said = vec![field.about.to_string()];
    match operation.and_then(|operation| text::relation_of(operation, at)) {
        Some(relation) if relation.columns.len() == 1 => {
            let default = relation.rows.first().and_then(|row| row.cells[0].default.as_ref());
            said.extend(default.map(|default| format!("Default: {}.", text::scalar(default))));
        }
        Some(_) if !field.required => said.push("Its default depends on the other members, see the table.".to_owned()),
        _ => {}
    }
    said.extend(text::limits(field));
    said.extend(field.note.as_ref().map(ToString::to_string));
    said.join("\n")
}

/// The type of a field's value, apart from what depends on other fields.
fn kind(field: &Field, own: Option<&Relation>) -> String {
    let list = |element: String| tuple(&element, field.count);
    match &field.kind {
        FieldKind::Images | FieldKind::Texts => list("string".to_owned()),
        FieldKind::Records(record) => list(self::record(record)),
        _ => match own.map(|relation| (relation, tree::open_rows(relation, &rows(relation), 0).is_empty())) {
            Some((relation, true)) => {
                let choices = relation.rows.iter().flat_map(|row| row.cells[0].choices.iter()).flat_map(tree::pieces);
                union(choices.collect())
            }
            _ => plain(&field.kind).to_owned(),
        },
    }
}

fn plain(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text | FieldKind::Url | FieldKind::Word(_) | FieldKind::Image => "string",
        FieldKind::Integer | FieldKind::Number => "number",
        FieldKind::Boolean => "boolean",
        FieldKind::Images | FieldKind::Texts | FieldKind::Records(_) => "readonly unknown[]",
    }
}

fn record(record: &Record) -> String {
    let mut node = Node::default();
    members(&mut node, "", &record.body, &record.fields, None);
    node.line()
}

/// A list of a few elements as a tuple of that many; a longer one is left to the limits.
fn tuple(element: &str, count: Option<Span>) -> String {
    const LONG: u64 = 16;
    match count.map(|count| (count.from, count.to)) {
        Some((from, Some(to))) if to <= LONG => {
            let elements = (0..to).map(|at| if at < from { element.to_owned() } else { format!("({element})?") });
            format!("readonly [{}]", elements.collect::<Vec<_>>().join(", "))
        }
        Some((from, None)) if from > 0 && from <= LONG => {
            let elements = vec![element; usize::try_from(from).unwrap_or(1)].join(", ");
            format!("readonly [{elements}, ...({element})[]]")
        }
        _ => format!("readonly ({element})[]"),
    }
}

fn rows(relation: &Relation) -> Vec<usize> {
    (0..relation.rows.len()).collect()
}

fn union(choices: Vec<Choice>) -> String {
    let mut types: Vec<String> = Vec::new();
    for choice in choices {
        let one = match choice {
            Choice::Exactly(value) => literal(&value),
            Choice::Integers(..) | Choice::Numbers(..) => "number".to_owned(),
        };
        if !types.contains(&one) {
            types.push(one);
        }
    }
    // A number beside a run that holds it says nothing of its own.
    if types.iter().any(|one| one == "number") { "number".to_owned() } else { types.join(" | ") }
}

fn literal(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => quoted(text),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
    }
}

/// The combinations of a table: one object type for each way through it.
fn table(operation: &Operation, relation: &Relation) -> String {
    let ways = ways(operation, relation, rows(relation), 0);
    let line = |way: &Vec<Cell>| {
        let mut node = Node::default();
        for (column, cell) in relation.columns.iter().zip(way) {
            let (leaf, optional) = cell.member(operation, *column);
            node.put(&operation.fields[column.field].wire, leaf, optional, "");
        }
        format!("\n  | {}", node.line())
    };
    format!("({}\n)", ways.iter().map(line).collect::<String>())
}

/// What stands in a column on one way through a table.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    /// One of these.
    These { choices: Vec<Choice>, optional: bool },
    /// Any value.
    Any { optional: bool },
    /// Nothing.
    Absent,
}

impl Cell {
    /// The type of the member that the column is about, and whether it may be absent.
    fn member(&self, operation: &Operation, column: Column) -> (String, bool) {
        let field = &operation.fields[column.field];
        match (self, column.aspect) {
            (Self::Absent, _) => ("never".to_owned(), true),
            (Self::Any { optional }, Aspect::Value) => (plain(&field.kind).to_owned(), *optional),
            (Self::These { choices, optional }, Aspect::Value) => (union(choices.clone()), *optional),
            (Self::These { choices, .. }, Aspect::Given) => match choices[..] {
                [Choice::Exactly(Scalar::Boolean(true))] => ("unknown".to_owned(), false),
                [Choice::Exactly(Scalar::Boolean(false))] => ("never".to_owned(), true),
                _ => ("unknown".to_owned(), true),
            },
            (Self::These { choices, .. }, Aspect::Count) => (lengths(choices), counts_none(choices)),
            (Self::Any { .. }, _) => ("unknown".to_owned(), true),
        }
    }
}

/// Tuples of these lengths.
fn lengths(choices: &[Choice]) -> String {
    let length = |choice: &Choice| match choice {
        Choice::Exactly(Scalar::Integer(many)) => {
            format!("readonly [{}]", vec!["unknown"; usize::try_from(*many).unwrap_or(0)].join(", "))
        }
        _ => "readonly unknown[]".to_owned(),
    };
    choices.iter().map(length).collect::<Vec<_>>().join(" | ")
}

/// An absent list has no elements.
fn counts_none(choices: &[Choice]) -> bool {
    choices.contains(&Choice::Exactly(Scalar::Integer(0)))
}

/// Every way through a table from a column on, when these rows are left.
fn ways(operation: &Operation, relation: &Relation, rows: Vec<usize>, column: usize) -> Vec<Vec<Cell>> {
    let Some(at) = relation.columns.get(column) else { return vec![Vec::new()] };
    let can_be_absent = at.aspect == Aspect::Value && !operation.fields[at.field].required;
    let mut absent = can_be_absent.then(|| tree::rows_of_default(relation, &rows, column));
    let mut firsts: Vec<(Cell, Vec<usize>)> = Vec::new();
    let open = tree::open_rows(relation, &rows, column);
    if !open.is_empty() {
        let optional = absent.take_if(|absent| *absent == open).is_some();
        firsts.push((Cell::Any { optional }, open));
    }
    for branch in tree::branches(relation, &rows, column) {
        let optional = absent.take_if(|absent| *absent == branch.rows).is_some();
        firsts.push((Cell::These { choices: branch.choices, optional }, branch.rows));
    }
    firsts.extend(absent.map(|rows| (Cell::Absent, rows)));
    let after = |(cell, rows): (Cell, Vec<usize>)| {
        let rest = ways(operation, relation, rows, column + 1);
        rest.into_iter().map(move |way| std::iter::once(cell.clone()).chain(way).collect())
    };
    firsts.into_iter().flat_map(after).collect()
}

/// Which of several fields may be given together.
fn exclusive(operation: &Operation, exclusive: &Exclusive) -> String {
    let chosen = |chosen: &usize| {
        let mut node = Node::default();
        for field in exclusive.fields.iter() {
            let wire = &operation.fields[*field].wire;
            match (field == chosen, exclusive.many) {
                (true, _) => node.put(wire, "unknown".to_owned(), exclusive.many == Many::AtMostOne, ""),
                (false, Many::AtLeastOne) => node.put(wire, "unknown".to_owned(), true, ""),
                (false, _) => node.put(wire, "never".to_owned(), true, ""),
            }
        }
        format!("\n  | {}", node.line())
    };
    format!("({}\n)", exclusive.fields.iter().map(chosen).collect::<String>())
}
