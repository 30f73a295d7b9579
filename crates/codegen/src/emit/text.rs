//! Words for people, shared by rustdoc and the reference pages: values, limits, and prose made safe for Markdown.

use crate::table::{
    Aspect, ByteLimit, Cell, Choice, Column, Field, ImageForm, ImageRules, Operation, RatioSpan, Relation, Scalar, Span,
};

/// Prose of a page as Markdown text: nothing in it can become markup, only its code spans stay.
pub fn prose(text: &str) -> String {
    let balanced = text.matches('`').count().is_multiple_of(2);
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for c in text.chars() {
        in_code ^= balanced && c == '`';
        let plain = in_code || (balanced && c == '`') || !"\\`*_[]<>#|~!&".contains(c);
        let pipe_in_code = in_code && c == '|';
        if !plain || pipe_in_code {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A value of a page as a code span.
pub fn code(text: &str) -> String {
    let plain = text.replace('|', "\\|");
    if !text.contains('`') {
        return format!("`{plain}`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {plain} {fence}")
}

/// A value.
pub fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => code(text),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
    }
}

/// A value or a run of them.
pub fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Exactly(value) => scalar(value),
        Choice::Integers(from, to) => format!("{from} to {to}"),
        Choice::Numbers(from, to) => format!("{from} to {to}"),
    }
}

/// The values of a cell, its default in bold; a default that stands before its own run is not repeated.
pub fn cell(cell: &Cell) -> String {
    let default = cell.default.as_ref().map(|default| format!("**{}**", scalar(default)));
    let is_default = |one: &&Choice| !matches!(one, Choice::Exactly(value) if Some(value) == cell.default.as_ref());
    let others = cell.choices.iter().filter(is_default).map(choice);
    let mut parts: Vec<String> = default.into_iter().chain(others).collect();
    if cell.choices.is_empty() {
        parts.push("not stated".to_owned());
    }
    parts.join(", ")
}

/// What a page does not say of a field, in words.
pub fn unsaid(field: &Field) -> String {
    let words = |aspect: &str| match aspect {
        "max_chars" => "maximum length".to_owned(),
        "values" => "values and default".to_owned(),
        "least" => "least size in pixels".to_owned(),
        "max_bytes" => "maximum bytes".to_owned(),
        "max_decoded" => "maximum bytes inside a data URI".to_owned(),
        "count" => "number of elements".to_owned(),
        other => other.to_owned(),
    };
    field.unsaid.iter().map(|aspect| words(aspect)).collect::<Vec<_>>().join(", ")
}

/// The name of a column: `duration`, `images.count`.
pub fn column(operation: &Operation, column: Column) -> String {
    let name = &operation.fields[column.field].name;
    match column.aspect {
        Aspect::Value => code(name),
        Aspect::Count => format!("number of {}", code(name)),
        Aspect::Given => format!("{} given", code(name)),
    }
}

/// A relation as a Markdown table.
pub fn table(operation: &Operation, relation: &Relation) -> Vec<String> {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let head = relation.columns.iter().map(|one| column(operation, *one)).collect();
    let rule = relation.columns.iter().map(|_| "---".to_owned()).collect();
    let rows = relation.rows.iter().map(|row| line(row.cells.iter().map(cell).collect()));
    [line(head), line(rule)].into_iter().chain(rows).collect()
}

/// The limits of a field, one sentence each.
pub fn limits(field: &Field) -> Vec<String> {
    let mut limits = Vec::new();
    limits.extend(field.characters.map(|span| format!("{} characters.", self::span(span))));
    limits.extend(field.count.map(|span| format!("{} elements.", self::span(span))));
    limits.extend(field.image.as_ref().map(image).unwrap_or_default());
    if let Some(random) = &field.random {
        let absent = random.absent.then(|| "absent".to_owned());
        let at = random.at.iter().map(i64::to_string);
        let when: Vec<String> = absent.into_iter().chain(at).collect();
        limits.push(format!("Drawn by chance when {}.", when.join(" or ")));
    }
    limits
}

fn span(span: Span) -> String {
    match (span.from, span.to) {
        (0, Some(to)) => format!("At most {to}"),
        (from, Some(to)) if from == to => format!("Exactly {from}"),
        (from, Some(to)) => format!("{from} to {to}"),
        (from, None) => format!("At least {from}"),
    }
}

fn image(rules: &ImageRules) -> Vec<String> {
    let forms: Vec<&str> = rules.forms.iter().map(|form| form_name(*form)).collect();
    let limit = |limit: &ByteLimit| match limit.written.strip_prefix('<') {
        Some(text) => format!("less than {text}"),
        None => format!("at most {}", limit.written),
    };
    let mut said = Vec::new();
    said.extend((!forms.is_empty()).then(|| format!("Given as {}.", forms.join(", "))));
    said.extend((!rules.formats.is_empty()).then(|| format!("Formats: {}.", rules.formats.join(", "))));
    said.extend(rules.ratio.map(|span| format!("Width to height from {}.", ratio(span))));
    said.extend(rules.least.map(|least| format!("At least {} x {} pixels.", least.width, least.height)));
    said.extend(rules.max_bytes.as_ref().map(|bytes| format!("Size: {}.", limit(bytes))));
    said.extend(rules.max_decoded.as_ref().map(|bytes| format!("Inside a data URI, decoded: {}.", limit(bytes))));
    said.extend(rules.alike.map(|span| format!("The shapes of the pictures differ by {}.", ratio(span))));
    said
}

fn form_name(form: ImageForm) -> &'static str {
    match form {
        ImageForm::Url => "URL",
        ImageForm::Base64 => "data URI in base64",
        ImageForm::Upload => "upload reference",
    }
}

fn ratio(span: RatioSpan) -> String {
    format!("{}:{} to {}:{}", span.from.of, span.from.to, span.to.of, span.to.to)
}

/// The relation in which a field's value is a column, if any.
pub fn relation_of(operation: &Operation, field: usize) -> Option<&Relation> {
    let is_column = |column: &Column| column.field == field && column.aspect == Aspect::Value;
    operation.relations.iter().find(|relation| relation.columns.iter().any(is_column))
}
