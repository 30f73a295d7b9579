//! What types cannot say of a request: lengths, long counts, whole numbers and runs of numbers.

use serde_json::{Value, json};

use crate::emit::{text, tree};
use crate::table::{Choice, Field, FieldKind, Operation, Span};

/// The limits as data, and the function that holds a request against them.
pub fn emit(name: &str, operation: &Operation) -> String {
    let fields = operation.fields.iter().enumerate();
    let limits = fields.flat_map(|(at, field)| of_field(&field.wire, field, run(operation, at)));
    let lines: String = limits.map(|limit| format!("  {limit},\n")).collect();
    format!(
        "\n/** What types cannot say of a {name}Request. */\n\
         export const {name}Limits: readonly Limit[] = [\n{lines}];\n\n\
         /** What is wrong with a request although its type is right; nothing if it is fine. */\n\
         export function check{name}(request: {name}Request): Problem[] {{\n  return problems(request, {name}Limits);\n}}\n"
    )
}

fn of_field(at: &str, field: &Field, run: Option<[f64; 2]>) -> Vec<Value> {
    let span = |span: Option<Span>, least: u64| {
        let (from, to) = span.map_or((0, None), |span| (span.from, span.to));
        let from = from.max(least);
        (from > 0 || to.is_some()).then(|| json!([from, to]))
    };
    let least = u64::from(field.required);
    let one = |key: &str, at: String, value: Option<Value>| value.map(|value| json!({ "at": at, key: value }));
    let mut limits = Vec::new();
    match &field.kind {
        FieldKind::Text | FieldKind::Url | FieldKind::Word(_) | FieldKind::Image => {
            limits.extend(one("characters", at.to_owned(), span(field.characters, least)));
        }
        FieldKind::Images | FieldKind::Texts => {
            limits.extend(one("elements", at.to_owned(), span(field.count, least)));
            limits.extend(one("characters", format!("{at}[]"), span(field.characters, 0)));
        }
        FieldKind::Records(record) => {
            limits.extend(one("elements", at.to_owned(), span(field.count, least)));
            let inner = |field: &Field| of_field(&format!("{at}[].{}", field.wire), field, None);
            limits.extend(record.fields.iter().flat_map(inner));
        }
        FieldKind::Integer => limits.push(json!({ "at": at, "integer": true })),
        FieldKind::Number | FieldKind::Boolean => {}
    }
    limits.extend(run.and_then(|run| one("value", at.to_owned(), Some(json!(run)))));
    limits
}

/// From and to of a field whose values are a run that is too long for a type.
fn run(operation: &Operation, field: usize) -> Option<[f64; 2]> {
    let relation = text::relation_of(operation, field).filter(|relation| relation.columns.len() == 1)?;
    let choices = relation.rows.iter().flat_map(|row| row.cells[0].choices.iter()).flat_map(tree::pieces);
    let spans: Vec<[f64; 2]> = choices.filter_map(|choice| span(&choice)).collect();
    let is_open = relation.rows.iter().any(|row| row.cells[0].choices.is_empty());
    let is_run = spans.iter().any(|[from, to]| from != to);
    let from = spans.iter().map(|span| span[0]).min_by(f64::total_cmp)?;
    let to = spans.iter().map(|span| span[1]).max_by(f64::total_cmp)?;
    (is_run && !is_open).then_some([from, to])
}

fn span(choice: &Choice) -> Option<[f64; 2]> {
    match choice {
        Choice::Exactly(crate::table::Scalar::Integer(n)) => Some([*n as f64, *n as f64]),
        Choice::Exactly(crate::table::Scalar::Number(n)) => Some([*n, *n]),
        Choice::Exactly(_) => None,
        Choice::Integers(from, to) => Some([*from as f64, *to as f64]),
        Choice::Numbers(from, to) => Some([*from, *to]),
    }
}
