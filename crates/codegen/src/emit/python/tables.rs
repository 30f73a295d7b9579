//! Relations as Python data, for what no annotation can say.

use super::class::{attribute_name, literal, quoted};
use crate::table::{Aspect, Choice, Exclusive, Many, Operation, Relation};

/// Relations, of each the rows that are left, as the value of `tables`.
pub fn tables(operation: &Operation, relations: &[(&Relation, Vec<usize>)]) -> String {
    let tables: Vec<String> = relations.iter().map(|(relation, rows)| table(operation, relation, rows)).collect();
    format!("tables: ClassVar[Tuple[Table, ...]] = ({},)", tables.join(", "))
}

fn table(operation: &Operation, relation: &Relation, rows: &[usize]) -> String {
    let columns = relation.columns.iter().map(|column| {
        let aspect = match column.aspect {
            Aspect::Value => "value",
            Aspect::Count => "count",
            Aspect::Given => "given",
        };
        format!("({}, {})", path(&operation.fields[column.field].wire), quoted(aspect))
    });
    let columns: Vec<String> = columns.collect();
    let row = |row: &usize| {
        let cells: Vec<String> = relation.rows[*row].cells.iter().map(cell).collect();
        format!("\n        ({},),", cells.join(", "))
    };
    format!("Table(({},), ({}\n    ))", columns.join(", "), rows.iter().map(row).collect::<String>())
}

fn cell(cell: &crate::table::Cell) -> String {
    let default = cell.default.as_ref().map_or_else(|| "None".to_owned(), literal);
    let choice = |choice: &Choice| match choice {
        Choice::Exactly(value) => literal(value),
        Choice::Integers(from, to) => format!("({from}, {to})"),
        Choice::Numbers(from, to) => format!("({from:?}, {to:?})"),
    };
    let choices: Vec<String> = cell.choices.iter().map(choice).collect();
    let choices = if choices.is_empty() { "None".to_owned() } else { format!("({},)", choices.join(", ")) };
    format!("Cell({default}, {choices})")
}

/// Exclusives as the value of `chosen`.
pub fn chosen(operation: &Operation, exclusives: &[Exclusive]) -> String {
    let one = |exclusive: &Exclusive| {
        let paths: Vec<String> = exclusive.fields.iter().map(|at| path(&operation.fields[*at].wire)).collect();
        let (least, most) = match exclusive.many {
            Many::ExactlyOne => (1, 1),
            Many::AtLeastOne => (1, exclusive.fields.len()),
            Many::AtMostOne => (0, 1),
        };
        format!("Choice(({},), {least}, {most})", paths.join(", "))
    };
    let all: Vec<String> = exclusives.iter().map(one).collect();
    format!("chosen: ClassVar[Tuple[Choice, ...]] = ({},)", all.join(", "))
}

/// `input.images[0]` as `("input", "images", 0,)`, each step an attribute.
pub fn path(wire: &str) -> String {
    let step = |step: &str| match step.split_once('[') {
        Some((key, index)) => format!("{}, {}", quoted(&attribute_name(key)), index.trim_end_matches(']')),
        None => quoted(&attribute_name(step)),
    };
    let steps: Vec<String> = wire.split('.').map(step).collect();
    format!("({},)", steps.join(", "))
}
