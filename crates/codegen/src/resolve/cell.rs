//! Lists of values, as rows, fields and conditions have them: the default first, `?` where the page is silent, runs as text.

use super::vocabulary::Vocabulary;
use crate::code::Code;
use crate::reader::{Item, suggestion};
use crate::syntax::Value;
use crate::table::{Aspect, Cell, Choice, Field, FieldKind, Scalar};

/// What the values of a column are.
#[derive(Clone, Copy)]
pub enum ValueKind<'a> {
    /// Words of the set of this name.
    Word(&'a str),
    /// Characters.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// True and false.
    Boolean,
}

/// What the values of a field's column are; nothing if such a field cannot be a column.
pub fn value_kind(field: &Field, aspect: Aspect) -> Option<ValueKind<'_>> {
    match (aspect, &field.kind) {
        (Aspect::Count, FieldKind::Images | FieldKind::Texts | FieldKind::Records(_)) => Some(ValueKind::Integer),
        (Aspect::Given, _) => Some(ValueKind::Boolean),
        (Aspect::Value, FieldKind::Word(set)) => Some(ValueKind::Word(set)),
        (Aspect::Value, FieldKind::Text) => Some(ValueKind::Text),
        (Aspect::Value, FieldKind::Integer) => Some(ValueKind::Integer),
        (Aspect::Value, FieldKind::Number) => Some(ValueKind::Number),
        (Aspect::Value, FieldKind::Boolean) => Some(ValueKind::Boolean),
        _ => None,
    }
}

/// Reads a list of values whose first is the default, or `"?"` alone.
pub fn cell(item: Item<'_>, kind: ValueKind<'_>, vocabulary: &Vocabulary) -> Option<Cell> {
    if item.is_unsaid() {
        return Some(Cell { default: None, choices: Vec::new().into() });
    }
    let items = item.list()?;
    if items.is_empty() {
        item.fault(
            Code::EmptyList,
            "no value stands here",
            "list the values, or write `[\"?\"]` if the page is silent",
        );
        return None;
    }
    let open = items.iter().skip(1).any(Item::is_unsaid) || (items.len() == 1 && items[0].is_unsaid());
    let said: Vec<&Item<'_>> = items.iter().filter(|item| !item.is_unsaid()).collect();
    let read: Vec<Option<Choice>> = said.iter().map(|item| choice(item, kind, vocabulary)).collect();
    let choices: Vec<Choice> = read.into_iter().collect::<Option<_>>()?;
    check_doubles(&said, &choices);
    let default = if items[0].is_unsaid() { None } else { default_of(&said, &choices)? };
    Some(Cell { default, choices: if open { Vec::new() } else { choices }.into() })
}

/// Reads a list of values none of which is a default: of a required field, a count, a presence.
pub fn without_default(item: Item<'_>, kind: ValueKind<'_>, vocabulary: &Vocabulary) -> Option<Cell> {
    let items = item.list()?;
    let open = items.iter().any(Item::is_unsaid);
    let said: Vec<&Item<'_>> = items.iter().filter(|item| !item.is_unsaid()).collect();
    let read: Vec<Option<Choice>> = said.iter().map(|item| choice(item, kind, vocabulary)).collect();
    let choices: Vec<Choice> = read.into_iter().collect::<Option<_>>()?;
    check_doubles(&said, &choices);
    Some(Cell { default: None, choices: if open { Vec::new() } else { choices }.into() })
}

/// Reads the values of a condition.
pub fn choices(item: Item<'_>, kind: ValueKind<'_>, vocabulary: &Vocabulary) -> Option<Vec<Choice>> {
    let items = item.list()?;
    items.iter().map(|item| choice(item, kind, vocabulary)).collect()
}

/// The first value; of a run there is none to begin with, and beside a run it must lie within one.
fn default_of(items: &[&Item<'_>], choices: &[Choice]) -> Option<Option<Scalar>> {
    let (first, others) = choices.split_first()?;
    let Choice::Exactly(default) = first else {
        items[0].fault(
            Code::IllegalDefault,
            "a run cannot be the default",
            "put the default before the run, or `\"?\"` if the page states none",
        );
        return None;
    };
    let is_run = |choice: &Choice| !matches!(choice, Choice::Exactly(_));
    let mut runs = others.iter().filter(|choice| is_run(choice)).peekable();
    let value = crate::relation::atom(default);
    if runs.peek().is_some() && !others.iter().any(|choice| crate::relation::matches(choice, value)) {
        let message = format!("the default {} lies outside of what is offered", show(default));
        items[0].fault(
            Code::IllegalDefault,
            message,
            "put a value of the run first, or list this one once more among the others",
        );
        return None;
    }
    Some(Some(default.clone()))
}

/// A value that stands twice is dead the second time, unless the first is the default before a run.
fn check_doubles(items: &[&Item<'_>], choices: &[Choice]) {
    for (at, choice) in choices.iter().enumerate() {
        let covers = |earlier: &Choice| match choice {
            Choice::Exactly(value) => crate::relation::matches(earlier, crate::relation::atom(value)),
            run => earlier == run,
        };
        let default_again = |earlier: usize| earlier == 0 && choices.len() > 2 && choices.iter().any(is_run);
        if let Some(earlier) = (0..at).find(|earlier| covers(&choices[*earlier]) && !default_again(*earlier)) {
            let message = format!("this value stands at position {} already", earlier + 1);
            items[at].fault(Code::DeadValue, message, "leave it out");
        }
    }
}

fn is_run(choice: &Choice) -> bool {
    !matches!(choice, Choice::Exactly(_))
}

fn choice(item: &Item<'_>, kind: ValueKind<'_>, vocabulary: &Vocabulary) -> Option<Choice> {
    match (kind, item.value()) {
        (ValueKind::Word(set), Value::Text(text)) => word(item, set, text, vocabulary),
        (ValueKind::Text, Value::Text(text)) => Some(Choice::Exactly(Scalar::Text(text.clone().into()))),
        (ValueKind::Integer, Value::Integer(number)) => Some(Choice::Exactly(Scalar::Integer(*number))),
        (ValueKind::Number, Value::Number(number)) => Some(Choice::Exactly(Scalar::Number(*number))),
        (ValueKind::Number, Value::Integer(number)) => Some(Choice::Exactly(Scalar::Number(*number as f64))),
        (ValueKind::Boolean, Value::Boolean(value)) => Some(Choice::Exactly(Scalar::Boolean(*value))),
        (ValueKind::Integer | ValueKind::Number, Value::Text(text)) => run(item, kind, text),
        (ValueKind::Integer, _) => item.wrong("a whole number, or a run such as \"1 to 10\""),
        (ValueKind::Number, _) => item.wrong("a number, or a run such as \"0.5 to 2\""),
        (ValueKind::Boolean, _) => item.wrong("true or false"),
        (ValueKind::Word(_) | ValueKind::Text, _) => item.wrong("text in quotes"),
    }
}

fn word(item: &Item<'_>, set: &str, text: &str, vocabulary: &Vocabulary) -> Option<Choice> {
    let words = vocabulary.set(set)?.words.iter().map(|word| word.wire.as_ref()).collect::<Vec<_>>();
    if !words.contains(&text) {
        let help = format!("{}, or add it to [words.{set}] of vocabulary.toml", suggestion(text, &words));
        item.fault(Code::UnknownWord, format!("`{text}` is no word of `{set}`"), help);
        return None;
    }
    Some(Choice::Exactly(Scalar::Text(text.to_owned().into())))
}

fn run(item: &Item<'_>, kind: ValueKind<'_>, text: &str) -> Option<Choice> {
    let ends = text.split_once(" to ");
    let integers = || ends.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    let numbers = || ends.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    let found = match kind {
        ValueKind::Integer => integers().filter(|(a, b): &(i64, i64)| a <= b).map(|(a, b)| Choice::Integers(a, b)),
        _ => numbers().filter(|(a, b): &(f64, f64)| a <= b).map(|(a, b)| Choice::Numbers(a, b)),
    };
    if found.is_none() {
        item.fault(
            Code::WrongType,
            format!("`{text}` is neither a number nor a run"),
            "write 5 without quotes, or \"1 to 10\", the smaller end first",
        );
    }
    found
}

/// A scalar as a message shows it.
pub fn show(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => text.to_string(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
    }
}
