//! The fields of the request: which there are, what they hold, and what they may be.

use super::{Context, parameter, picture, plain, values};
use crate::drift::finding::{Breaks, Change, Direction, Finding, Kind};
use crate::drift::page::{Part, Row};
use crate::drift::propose::quoted;
use crate::drift::values::characters;
use crate::table::{Field, FieldKind, Member, Scalar, Shape};

/// Every difference in the request's fields.
pub fn compare(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let constants = constants(&context.operation.body, "");
    for row in context.rows(Part::Request) {
        let field = context.operation.fields.iter().find(|field| plain(&field.wire) == row.name);
        match field {
            Some(field) => findings.extend(of_field(context, field, row)),
            None if row_of_record(context, row) => {}
            None if context.operation.listing.is_some() => match parameter::of_row(context, row) {
                Some(parameter) => findings.extend(parameter::compare(parameter, row)),
                None => findings.push(parameter::new(row)),
            },
            None => match constants.iter().find(|(path, _)| *path == row.name) {
                Some((path, value)) => findings.extend(of_constant(path, value, row)),
                None if is_filled_in(context, row) => {}
                None => findings.push(new_field(context, row)),
            },
        }
    }
    if context.rows(Part::Request).next().is_some() {
        findings.extend(gone(context, &constants));
        findings.extend(parameter::gone(context));
    }
    findings.extend(values::models(context));
    findings
}

/// A row that explains a member of the objects in a list.
fn row_of_record(context: &Context<'_>, row: &Row) -> bool {
    context
        .operation
        .fields
        .iter()
        .any(|field| row.name.strip_prefix(plain(&field.wire)).is_some_and(|rest| rest.starts_with(['.', '['])))
}

/// A row on what stands in the path or in the query.
fn is_filled_in(context: &Context<'_>, row: &Row) -> bool {
    let operation = context.operation;
    operation.path.contains("{id}") && row.name.ends_with("id") || operation.id_parameter.as_deref() == Some(&row.name)
}

fn of_field(context: &Context<'_>, field: &Field, row: &Row) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(required(field, row));
    findings.extend(type_of(field, row));
    match &field.kind {
        FieldKind::Text | FieldKind::Url | FieldKind::Texts => findings.extend(length(context, field, row)),
        FieldKind::Image | FieldKind::Images => findings.extend(picture::compare(context, field, row)),
        FieldKind::Word(_) | FieldKind::Integer | FieldKind::Number | FieldKind::Boolean => {
            findings.extend(values::compare(context, field, row));
        }
        FieldKind::Records(_) => {}
    }
    findings
}

/// A finding about a field's row.
pub fn finding(field: &Field, kind: Kind, direction: Direction, row: &Row) -> Finding {
    let finding = Finding::new(&field.name, kind, direction, &format!("request.{}", row.name), row.line);
    finding.resting(format!("fields.{}", field.name))
}

fn required(field: &Field, row: &Row) -> Option<Finding> {
    let now = row.required.filter(|now| *now != field.required)?;
    let word = |required| Some(if required { "required" } else { "optional" }.to_owned());
    let name = field.name.to_string();
    let (direction, change) = if now {
        (Direction::Tightened, Change::Set { field: name, key: "required", value: "true".to_owned() })
    } else {
        (Direction::Loosened, Change::Unset { field: name, key: "required" })
    };
    let finding = finding(field, Kind::Required, direction, row).from_to(word(field.required), word(now));
    Some(finding.changing(change))
}

/// The JSON type that a page's word stands for.
pub fn class(type_name: &str) -> Option<&'static str> {
    let lower = type_name.to_lowercase();
    Some(match lower.as_str() {
        _ if lower.starts_with("array") || lower.starts_with("list") || lower.ends_with("[]") => "list",
        "string" | "text" | "str" => "text",
        "int" | "integer" | "long" => "integer",
        "float" | "double" | "number" => "number",
        "bool" | "boolean" => "boolean",
        "object" | "map" | "dict" => "object",
        _ => return None,
    })
}

fn class_of(field: &Field) -> &'static str {
    match &field.kind {
        _ if field.wire.contains('[') => "list",
        FieldKind::Images | FieldKind::Texts | FieldKind::Records(_) => "list",
        FieldKind::Integer => "integer",
        FieldKind::Number => "number",
        FieldKind::Boolean => "boolean",
        _ => "text",
    }
}

fn type_of(field: &Field, row: &Row) -> Option<Finding> {
    let (was, now) = (class_of(field), class(row.type_name.as_deref()?)?);
    // A page that writes number for what counts in whole seconds says nothing else.
    (was != now && !(was == "integer" && now == "number")).then(|| {
        finding(field, Kind::Type, Direction::Changed, row).from_to(Some(was.to_owned()), Some(now.to_owned()))
    })
}

fn length(context: &Context<'_>, field: &Field, row: &Row) -> Vec<Finding> {
    let (was, now) = (field.characters, characters(&row.prose));
    let most = limit(context, field, row, "max_chars", was.and_then(|was| was.to), now.most);
    let least = was.map(|was| was.from).filter(|from| *from > 0);
    let least = limit(context, field, row, "min_chars", least, now.least);
    most.into_iter().chain(least).collect()
}

/// A limit that came, went or moved.
fn limit(
    context: &Context<'_>,
    field: &Field,
    row: &Row,
    key: &'static str,
    was: Option<u64>,
    now: Option<u64>,
) -> Option<Finding> {
    // A row that still has a number has a limit in words that were not understood.
    let unread = now.is_none() && row.prose.contains(|c: char| c.is_ascii_digit());
    if was == now || unread || now.is_none() && context.is_borrowed(&format!("fields.{}.{key}", field.name)) {
        return None;
    }
    let upper = key.starts_with("max");
    let direction = match (was, now) {
        (Some(was), Some(now)) if (now > was) == upper => Direction::Loosened,
        (Some(_), None) => Direction::Loosened,
        _ => Direction::Tightened,
    };
    let words = |limit: u64| format!("{} {limit} characters", if upper { "at most" } else { "at least" });
    let name = field.name.to_string();
    let change = match now {
        Some(now) => Change::Set { field: name, key, value: now.to_string() },
        None if upper => Change::Set { field: name, key, value: "\"?\"".to_owned() },
        None => Change::Unset { field: name, key },
    };
    Some(finding(field, Kind::Limit, direction, row).from_to(was.map(words), now.map(words)).changing(change))
}

/// What stands in the body whatever is asked for.
fn constants(members: &[Member], before: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for member in members {
        let path = if before.is_empty() { member.key.to_string() } else { format!("{before}.{}", member.key) };
        match &member.shape {
            Shape::Constant(Scalar::Text(text)) => found.push((path, text.to_string())),
            Shape::Constant(Scalar::Integer(value)) => found.push((path, value.to_string())),
            Shape::Constant(Scalar::Boolean(value)) => found.push((path, value.to_string())),
            Shape::TaskId => found.push((path, String::new())),
            Shape::Object(members) => found.extend(constants(members, &path)),
            _ => {}
        }
    }
    found
}

fn of_constant(path: &str, value: &str, row: &Row) -> Option<Finding> {
    (!row.prose.contains(value)).then(|| {
        let finding = Finding::new(path, Kind::Value, Direction::Changed, &format!("request.{path}"), row.line);
        finding.from_to(Some(value.to_owned()), Some(row.prose.clone())).resting("constants")
    })
}

fn new_field(context: &Context<'_>, row: &Row) -> Finding {
    let required = row.required == Some(true);
    let direction = if required { Direction::Tightened } else { Direction::Loosened };
    let finding = Finding::new(&row.name, Kind::Field, direction, &format!("request.{}", row.name), row.line);
    let kind = row.type_name.clone().unwrap_or_else(|| "no type said".to_owned());
    let now = format!("{} ({kind}, {})", row.name, if required { "required" } else { "optional" });
    let finding = finding.from_to(None, Some(now)).resting("fields");
    match line_of(context, row) {
        Some(line) => finding.changing(Change::AddField { line }),
        None => finding,
    }
}

/// The line that a new field would have in the spec.
fn line_of(context: &Context<'_>, row: &Row) -> Option<String> {
    let last = row.name.rsplit('.').next().unwrap_or(&row.name);
    let name = name_of(context, row)?;
    let (kind, limits) = match class(row.type_name.as_deref()?)? {
        "text" => {
            let most = characters(&row.prose).most.map_or("\"?\"".to_owned(), |most| most.to_string());
            ("text", format!("max_chars = {most}"))
        }
        "integer" => ("integer", format!("values = {}", values::said(context, row, "integer"))),
        "number" => ("number", "values = \"?\"".to_owned()),
        "boolean" => ("boolean", format!("values = {}", values::said(context, row, "boolean"))),
        _ => return None,
    };
    let wire = if name == row.name { String::new() } else { format!("wire = {}, ", quoted(&row.name)) };
    let required = if row.required == Some(true) { "required = true, " } else { "" };
    // A set of words cannot be told from text, and the vocabulary may know the name already.
    let known = context.spec.revisions.iter().flat_map(|revision| revision.operations.iter());
    let known = known.flat_map(|operation| operation.fields.iter()).any(|field| field.name == name);
    let what =
        if known { String::new() } else { format!("type = {kind:?}, about = \"What the page calls `{last}`.\", ") };
    Some(format!("{name} = {{ {what}{wire}{required}{limits} }}"))
}

/// What a new field is called: by the last part of its path, or by all of it where another field of the page has that
/// name; nothing if it has no name that a spec can use.
fn name_of(context: &Context<'_>, row: &Row) -> Option<String> {
    let named = |path: &str| path.to_lowercase().replace(['-', '.'], "_");
    let last = |path: &str| named(path.rsplit('.').next().unwrap_or(path));
    let is_there = |wire: &str| context.rows(Part::Request).any(|other| other.name == plain(wire));
    let is_known =
        |name: &str| context.operation.fields.iter().any(|field| field.name == name && is_there(&field.wire));
    let others = || context.rows(Part::Request).filter(|other| other.name != row.name);
    let name = last(&row.name);
    let is_taken = is_known(&name) || others().any(|other| last(&other.name) == name);
    let name = if is_taken { named(&row.name) } else { name };
    let is_usable = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_usable && !is_known(&name)).then_some(name)
}

fn gone(context: &Context<'_>, constants: &[(String, String)]) -> Vec<Finding> {
    let has = |wire: &str| context.rows(Part::Request).any(|row| row.name == plain(wire));
    let fields = context.operation.fields.iter().filter(|field| !has(&field.wire));
    let fields = fields.filter(|field| !context.is_borrowed(&format!("fields.{}", field.name)));
    let mut findings: Vec<Finding> = fields.map(gone_field).collect();
    for (path, value) in constants.iter().filter(|(path, value)| !has(path) && !value.is_empty()) {
        let finding = Finding::new(path, Kind::Field, Direction::Changed, &format!("request.{path}"), 0);
        findings.push(finding.from_to(Some(format!("{path} = {value}")), None).resting("constants"));
    }
    findings
}

fn gone_field(field: &Field) -> Finding {
    let row = format!("request.{}", plain(&field.wire));
    let finding = Finding::new(&field.name, Kind::Field, Direction::Tightened, &row, 0).breaking(Breaks::Caller);
    let change = Change::RemoveField { field: field.name.to_string() };
    finding
        .from_to(Some(plain(&field.wire).to_owned()), None)
        .resting(format!("fields.{}", field.name))
        .changing(change)
}
