//! A page against itself: what it says twice and not alike.

use serde_json::Value;

use super::compare::Context;
use super::page::{Example, Part, Row};
use super::values::{Token, tokens};
use crate::table::{Role, Scalar};

/// Two places of a page that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// A line of the page, from 1.
    pub line: usize,
    /// What stands there and what stands elsewhere.
    pub message: String,
}

/// Every contradiction within a call's part of a page.
pub fn lint(context: &Context<'_>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for example in &context.section.examples {
        found.extend(types(context, example));
        found.extend(missing(context, example));
    }
    found.extend(context.section.rows.iter().filter_map(|row| named(context, row)));
    found.extend(models(context));
    found.extend(context.section.rows.iter().filter_map(breaks_off));
    found.extend(defaults(context));
    found.extend(scheme(context));
    found.sort_by_key(|contradiction| contradiction.line);
    found
}

fn contradiction(line: usize, message: String) -> Contradiction {
    Contradiction { line, message }
}

/// What stands in a document at a row's name.
fn at<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    name.split('.').try_fold(value, |value, key| value.get(key.split('[').next().unwrap_or(key)))
}

/// The table says one type and the example sends another.
fn types(context: &Context<'_>, example: &Example) -> Vec<Contradiction> {
    let Some(value) = &example.value else { return Vec::new() };
    let mut found = Vec::new();
    for row in context.rows(example.part) {
        let class = row.type_name.as_deref().and_then(super::compare::class);
        let (Some(class), Some(value)) = (class, at(value, &row.name)) else { continue };
        let shown = shown(value);
        let fits = shown.is_none_or(|shown| shown == class || class == "number" && shown == "integer");
        if !fits && !is_template(value) {
            let stated = row.type_name.as_deref().unwrap_or_default();
            found.push(contradiction(
                example.line,
                format!(
                    "`{}` is {stated} in line {}, and the example has {value}, which is {}",
                    row.name,
                    row.line,
                    shown.unwrap_or_default()
                ),
            ));
        }
    }
    found
}

fn shown(value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    })
}

/// `<string>` stands for a value, and is none.
fn is_template(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with(['<', '{']) || text.contains("your_"))
}

/// The table has what the example lacks, or the other way round.
fn missing(context: &Context<'_>, example: &Example) -> Vec<Contradiction> {
    let Some(value) = &example.value else { return Vec::new() };
    let mut found = Vec::new();
    for row in context.rows(example.part) {
        let wanted = match example.part {
            Part::Request => row.required == Some(true),
            _ => !speaks_of_failure(row),
        };
        if wanted && at(value, &row.name).is_none() {
            let message = format!("`{}` of line {} is not in the example", row.name, row.line);
            found.push(contradiction(example.line, message));
        }
    }
    let keys = value.as_object().into_iter().flat_map(|members| members.keys());
    let has =
        |key: &&String| context.rows(example.part).any(|row| row.name.split(['.', '[']).next() == Some(key.as_str()));
    if context.rows(example.part).next().is_some() {
        for key in keys.filter(|key| !has(key)) {
            found.push(contradiction(example.line, format!("the example has `{key}`, which no row describes")));
        }
    }
    found
}

fn speaks_of_failure(row: &Row) -> bool {
    let text = format!("{} {}", row.name, row.prose).to_lowercase();
    ["err", "fail", "went wrong"].iter().any(|word| text.contains(word))
}

/// A sentence names, in quotes, a key that no row and no example has.
fn named(context: &Context<'_>, row: &Row) -> Option<Contradiction> {
    let quoted: Vec<&str> = row.prose.split('"').skip(1).step_by(2).collect();
    let is_key = |text: &&&str| {
        text.len() > 1
            && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            && text.chars().any(char::is_alphabetic)
    };
    let known = |name: &str| context.section.rows.iter().any(|row| row.name.rsplit('.').next() == Some(name));
    let name = quoted.iter().filter(is_key).find(|name| !known(name))?;
    let answers: Vec<&str> = context.rows(Part::Answer).map(|row| row.name.as_str()).collect();
    if answers.is_empty() {
        return None;
    }
    let state = context.rows(Part::Answer).find(|answer| shares_words(&row.prose, &answer.prose));
    let instead = state.map(|row| format!("; line {} calls what has the same words `{}`", row.line, row.name));
    let message =
        format!("`{}` speaks of \"{name}\", which the answer does not have{}", row.name, instead.unwrap_or_default());
    Some(contradiction(row.line, message))
}

/// Whether two rows list some of the same words as points.
fn shares_words(one: &str, other: &str) -> bool {
    let points = |text: &str| -> Vec<String> {
        let tokens = tokens(text);
        let pairs = tokens.windows(2).filter(|pair| pair[0] == Token::Bullet);
        pairs.map(|pair| pair[1].lower()).filter(|word| word.len() > 3).collect()
    };
    let other = points(other);
    points(one).iter().filter(|word| other.contains(word)).count() >= 2
}

/// A row or a sentence speaks of models that the model's own row does not offer.
fn models(context: &Context<'_>) -> Vec<Contradiction> {
    let lexicon = &context.lexicon;
    let Some(row) = context.field_of(Role::Model).and_then(|field| context.row_of(field)) else { return Vec::new() };
    if lexicon.offered.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let others = context.rows(Part::Request).filter(|other| other.name != row.name);
    let texts = others.map(|row| (row.line, format!("`{}`", row.name), row.prose.as_str()));
    let prose = context.section.prose.iter().map(|prose| (prose.line, "a sentence".to_owned(), prose.text.as_str()));
    for (line, what, text) in texts.chain(prose) {
        let named = super::compare::models_named(context, text);
        let strange: Vec<String> = named.into_iter().filter(|name| !lexicon.offered.contains(name)).collect();
        if !strange.is_empty() {
            let message = format!("{what} speaks of {}, which line {} does not offer", strange.join(", "), row.line);
            found.push(contradiction(line, message));
        }
    }
    found
}

/// A bracket that is never closed at the end of a row.
fn breaks_off(row: &Row) -> Option<Contradiction> {
    let open = row.prose.matches('(').count();
    let closed = row.prose.matches(')').count();
    (open > closed).then(|| contradiction(row.line, format!("`{}` breaks off: a bracket is open at its end", row.name)))
}

/// A default that is not among the values beside it.
fn defaults(context: &Context<'_>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for field in context.operation.fields.iter() {
        let Some(row) = context.row_of(field) else { continue };
        for clause in super::compare::read(context, field, row) {
            let Some(default) = &clause.default else { continue };
            let options: Vec<Scalar> = clause.options.iter().flat_map(super::compare::members).collect();
            if !options.is_empty() && !options.contains(default) {
                let default = super::propose::plain(default);
                let message =
                    format!("`{}` has the default {default}, which is not among the values beside it", row.name);
                found.push(contradiction(row.line, message));
            }
        }
    }
    found
}

/// The header's row names one scheme for the key, and an example sends another.
fn scheme(context: &Context<'_>) -> Vec<Contradiction> {
    let key = &context.revision.authentication.header;
    let row = context.rows(Part::Header).find(|row| row.name.eq_ignore_ascii_case(key));
    let Some((row, stated)) = row.and_then(|row| Some((row, super::compare::scheme(&row.prose)?))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for example in &context.section.examples {
        let sent = example.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        let sent = sent.and_then(|(_, value)| super::compare::scheme(value));
        if let Some(sent) = sent.filter(|sent| *sent != stated) {
            let message = format!("the example sends the key as {sent}, and line {} says {stated}", row.line);
            found.push(contradiction(example.line, message));
        }
    }
    found
}
