//! Tables: with bars or tabs between the cells, or with cells that ran together.

use super::line::Line;
use super::{Part, Row, clean};
use super::{example, heading, request_line};

/// The first row of a table: what its columns are.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    columns: Vec<Column>,
    layout: Layout,
}

/// How cells are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// By so many bars in a row.
    Bars(usize),
    /// By tabs.
    Tabs,
    /// Not at all: `modelStringRequiredThe model`.
    Together,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Code,
    Type,
    Required,
    Value,
    Default,
    Prose,
}

/// The titles of columns, the longer before those that they begin with.
const TITLES: [(&str, Column); 28] = [
    ("error code", Column::Code),
    ("errorcode", Column::Code),
    ("code", Column::Code),
    ("parameter name", Column::Name),
    ("parameters", Column::Name),
    ("parameter", Column::Name),
    ("field name", Column::Name),
    ("field", Column::Name),
    ("param", Column::Name),
    ("name", Column::Name),
    ("key", Column::Name),
    ("header", Column::Name),
    ("data type", Column::Type),
    ("type", Column::Type),
    ("http status", Column::Type),
    ("status code", Column::Type),
    ("status", Column::Type),
    ("required", Column::Required),
    ("mandatory", Column::Required),
    ("value", Column::Value),
    ("default value", Column::Default),
    ("default", Column::Default),
    ("description", Column::Prose),
    ("explanation", Column::Prose),
    ("meaning", Column::Prose),
    ("message", Column::Prose),
    ("notes", Column::Prose),
    ("remarks", Column::Prose),
];

impl Header {
    /// What a table is about if no heading says it.
    pub fn part(&self, before: &[Row]) -> Part {
        let has = |column| self.columns.contains(&column);
        match () {
            () if has(Column::Code) => Part::Error,
            () if has(Column::Value) && !has(Column::Type) => Part::Header,
            () if has(Column::Required) => Part::Request,
            () if before.iter().any(|row| row.part == Part::Request) => Part::Answer,
            () => Part::Request,
        }
    }
}

/// Reads the first row of a table.
pub fn header(text: &str) -> Option<Header> {
    let (cells, layout) = match text {
        _ if text.contains('|') => (bars(text), Layout::Bars(bars(text).len())),
        _ if text.contains('\t') => (text.split('\t').map(str::to_owned).collect(), Layout::Tabs),
        _ => return together(text),
    };
    let columns: Option<Vec<Column>> = cells.iter().map(|cell| column(&clean(cell))).collect();
    let columns = columns.filter(|columns| is_table(columns))?;
    Some(Header { columns, layout })
}

fn is_table(columns: &[Column]) -> bool {
    columns.len() >= 2
        && matches!(columns[0], Column::Name | Column::Code)
        && columns[1..].iter().any(|column| *column != Column::Name)
}

fn column(text: &str) -> Option<Column> {
    let lower = text.to_lowercase();
    TITLES.iter().find(|(title, _)| *title == lower.trim_end_matches(['?', '*'])).map(|(_, column)| *column)
}

fn together(text: &str) -> Option<Header> {
    let mut rest = text.to_lowercase();
    let mut columns = Vec::new();
    while !rest.is_empty() {
        let longest =
            TITLES.iter().filter(|(title, _)| rest.starts_with(title)).max_by_key(|(title, _)| title.len())?;
        columns.push(longest.1);
        rest = rest[longest.0.len()..].to_owned();
    }
    is_table(&columns).then_some(Header { columns, layout: Layout::Together })
}

/// Reads the rows below a header at a line, and how many lines the whole table takes.
pub fn rows(header: &Header, part: Part, lines: &[Line], at: usize) -> (Vec<Row>, usize) {
    let mut rows: Vec<Row> = Vec::new();
    let mut next = at + 1;
    while next < lines.len() {
        let text = lines[next].text.trim();
        let used = if text.is_empty() || is_rule(text) {
            1
        } else if ends(lines, next) {
            break;
        } else {
            match row(header, part, lines, next) {
                Some((row, used)) => {
                    rows.push(row);
                    used
                }
                None if header.layout == Layout::Together => {
                    let Some(last) = rows.last_mut() else { break };
                    last.prose.push('\n');
                    last.prose.push_str(&clean(text));
                    1
                }
                None => break,
            }
        };
        next += used;
    }
    (rows, next - at)
}

fn row(header: &Header, part: Part, lines: &[Line], at: usize) -> Option<(Row, usize)> {
    let (cells, used) = match header.layout {
        Layout::Bars(wanted) => cells_over_lines(wanted, lines, at)?,
        Layout::Tabs => (lines[at].text.contains('\t').then(|| split_tabs(&lines[at].text, header.columns.len()))?, 1),
        Layout::Together => (split_together(&header.columns, part, &lines[at].text)?, 1),
    };
    Some((of_cells(&header.columns, part, cells, lines[at].number)?, used))
}

fn of_cells(columns: &[Column], part: Part, cells: Vec<String>, line: usize) -> Option<Row> {
    let cell = |wanted: Column| {
        let found = columns.iter().zip(&cells).find(|(column, _)| **column == wanted);
        found.map(|(_, cell)| clean(cell)).filter(|cell| !cell.is_empty())
    };
    let name = cell(Column::Name).or_else(|| cell(Column::Code))?;
    let starred = name.ends_with('*');
    let name = name.trim_end_matches('*').trim();
    if !is_name(name) {
        return None;
    }
    let required = cell(Column::Required).and_then(|cell| requiredness(&cell)).or(starred.then_some(true));
    let default = cell(Column::Default).filter(|cell| cell != "-").map(|cell| format!("Default: {cell}."));
    let prose = [default, cell(Column::Value), cell(Column::Prose)];
    let prose = prose.into_iter().flatten().collect::<Vec<_>>().join("\n");
    Some(Row { part, name: name.to_owned(), type_name: cell(Column::Type), required, prose, line })
}

/// Whether a text can be the name of a parameter.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && text.len() <= 80
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-[]".contains(c))
}

/// Reads a word that says whether a parameter is required.
pub fn requiredness(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "required" | "yes" | "true" | "y" | "✓" | "✅" | "mandatory" => Some(true),
        "optional" | "no" | "false" | "n" | "✗" | "❌" | "-" | "not required" => Some(false),
        _ => None,
    }
}

/// A line that ends a table: what follows is something else.
fn ends(lines: &[Line], at: usize) -> bool {
    let text = &lines[at].text;
    example::at(lines, at).is_some()
        || request_line::at(lines, at).is_some()
        || header(text.trim()).is_some()
        || heading::read(text).is_some()
}

/// The line between the header and the rows.
fn is_rule(text: &str) -> bool {
    text.contains("--") && text.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ' | '+'))
}

/// The cells of a line between its bars; an escaped bar is none.
fn bars(text: &str) -> Vec<String> {
    let text = text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            c => cells.last_mut().expect("one at least").push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
}

/// The cells of a row that goes on over lines until its last bar.
fn cells_over_lines(wanted: usize, lines: &[Line], at: usize) -> Option<(Vec<String>, usize)> {
    let first = &lines[at].text;
    if !first.contains('|') {
        return None;
    }
    let closes = |text: &str| text.trim_end().ends_with('|');
    let mut text = first.clone();
    let mut used = 1;
    // A row that is not closed goes on until a bar stands alone; a line that is a row of its own ends the search.
    if !closes(first) {
        for (offset, line) in lines[at + 1..].iter().enumerate().take(40) {
            if line.text.trim() == "|" {
                let inner = lines[at + 1..at + 1 + offset].iter().map(|line| line.text.as_str());
                text = [first.as_str()].into_iter().chain(inner).collect::<Vec<_>>().join("\n");
                used = offset + 2;
                break;
            }
            if line.text.matches('|').count() >= wanted.saturating_sub(1).max(1) && !closes_only(&line.text) {
                break;
            }
            if closes_only(&line.text) {
                let inner = lines[at + 1..at + 2 + offset].iter().map(|line| line.text.as_str());
                text = [first.as_str()].into_iter().chain(inner).collect::<Vec<_>>().join("\n");
                used = offset + 2;
                break;
            }
            if line.text.trim().is_empty() || ends(lines, at + 1 + offset) {
                break;
            }
        }
    }
    Some((joined(bars(&text), wanted), used))
}

/// Whether the only bar of a line is its last character.
fn closes_only(text: &str) -> bool {
    text.trim_end().ends_with('|') && text.matches('|').count() == 1
}

/// Bars too many stand within the last cell.
fn joined(mut cells: Vec<String>, wanted: usize) -> Vec<String> {
    if cells.len() > wanted {
        let last = cells.split_off(wanted - 1).join("|");
        cells.push(last);
    }
    cells
}

fn split_tabs(text: &str, wanted: usize) -> Vec<String> {
    text.splitn(wanted, '\t').map(str::to_owned).collect()
}

const TYPES: [&str; 30] = [
    "Array[String]",
    "Array[Object]",
    "Array[Int]",
    "Array",
    "List[String]",
    "List",
    "String",
    "Integer",
    "Int",
    "Boolean",
    "Bool",
    "Float",
    "Double",
    "Number",
    "Object",
    "array[string]",
    "array[object]",
    "array",
    "string[]",
    "object[]",
    "integer[]",
    "list",
    "string",
    "integer",
    "int",
    "boolean",
    "bool",
    "float",
    "number",
    "object",
];

/// Whether a word is the name of a type, and the name of a type at the beginning of a text.
pub fn is_type(text: &str) -> bool {
    TYPES.iter().any(|known| known.eq_ignore_ascii_case(text))
}

/// Cuts a line whose cells ran together; nothing if it begins no row.
fn split_together(columns: &[Column], part: Part, text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    let has = |column| columns.contains(&column);
    if has(Column::Type) && part != Part::Error {
        let cut = TYPES.iter().filter_map(|name| cut_at_type(text, name, has(Column::Required)));
        // A name that is as short as can be, and of types that begin alike the longest.
        let cells = cut.min_by_key(|cells| (cells[0].len(), std::cmp::Reverse(cells[1].len())))?;
        let required = has(Column::Required).then(|| cells[2].clone());
        let value_of = |column: &Column| match column {
            Column::Name | Column::Code => cells[0].clone(),
            Column::Type => cells[1].clone(),
            Column::Required => required.clone().unwrap_or_default(),
            Column::Prose => cells[3].clone(),
            Column::Value | Column::Default => String::new(),
        };
        return Some(columns.iter().map(value_of).collect());
    }
    let cells = if part == Part::Error { cut_error(text)? } else { cut_header(text)? };
    let value_of = |column: &Column| match column {
        Column::Name | Column::Code => cells[0].clone(),
        Column::Type => cells[1].clone(),
        Column::Prose => cells[2].clone(),
        _ => String::new(),
    };
    Some(columns.iter().map(value_of).collect())
}

/// `modelStringRequiredThe model` as name, type, requiredness and the rest.
fn cut_at_type(text: &str, name: &str, with_required: bool) -> Option<[String; 4]> {
    let at = text.match_indices(name).map(|(at, _)| at).find(|at| {
        let rest = &text[at + name.len()..];
        *at > 0 && is_name(&text[..*at]) && if with_required { required_word(rest).is_some() } else { begins(rest) }
    })?;
    let rest = &text[at + name.len()..];
    let word = if with_required { required_word(rest)? } else { "" };
    Some([text[..at].to_owned(), name.to_owned(), word.to_owned(), rest[word.len()..].to_owned()])
}

fn required_word(text: &str) -> Option<&'static str> {
    ["Required", "Optional", "Yes", "No"].into_iter().find(|word| text.starts_with(word))
}

/// Whether a description begins here: with a capital, a digit or nothing.
fn begins(text: &str) -> bool {
    text.is_empty() || text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c.is_whitespace())
}

/// `Content-Typeapplication/jsonThe format` as name, nothing and the rest: names of headers have capitals.
fn cut_header(text: &str) -> Option<[String; 3]> {
    let mut words = 0;
    let mut previous = '-';
    let end = text.char_indices().find(|(_, c)| {
        let new_word = previous == '-';
        let within = if new_word { c.is_ascii_uppercase() } else { c.is_ascii_lowercase() || *c == '-' };
        words += usize::from(new_word);
        previous = *c;
        !within
    });
    let known = ["Content-Type", "Authorization", "Accept"].into_iter().find(|name| text.starts_with(name));
    let end = known.map_or(end.map_or(text.len(), |(at, _)| at), str::len);
    let begins = text.starts_with(|c: char| c.is_ascii_uppercase()) && end >= 4 && !text[..end].contains(' ');
    let value = &text[end..];
    (begins && words > 0 && !value.is_empty() && !value.starts_with(' '))
        .then(|| [text[..end].to_owned(), String::new(), value.to_owned()])
}

/// `QuotaExceeded429Too many tasks` as code, status and the rest.
fn cut_error(text: &str) -> Option<[String; 3]> {
    let at = (1..text.len().saturating_sub(2)).find(|at| {
        text.get(*at..at + 3).is_some_and(|status| {
            matches!(status.as_bytes()[0], b'1'..=b'5') && status.bytes().all(|byte| byte.is_ascii_digit())
        })
    })?;
    let (name, rest) = text.split_at(at);
    is_name(name).then(|| [name.to_owned(), rest[..3].to_owned(), rest[3..].to_owned()])
}
