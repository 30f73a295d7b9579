//! Parameter blocks: a name on a line, its type on the next, perhaps `required` below, and sentences until the next name.

use super::line::Line;
use super::table::{self, is_name, is_type, requiredness};
use super::{Part, Row, clean, example, heading, request_line};

/// The head of a block.
struct Head {
    name: String,
    type_name: String,
    required: bool,
    default: Option<String>,
    used: usize,
}

/// Reads a block that begins at a line, and how many lines it takes.
pub fn at(lines: &[Line], at: usize, part: Part) -> Option<(Row, usize)> {
    let head = head(lines, at)?;
    let mut prose: Vec<String> = head.default.into_iter().collect();
    let mut used = head.used;
    while at + used < lines.len() && !ends(lines, at + used) {
        let text = clean(&lines[at + used].text);
        prose.extend((!text.is_empty()).then_some(text));
        used += 1;
    }
    let (prose, line) = (prose.join("\n"), lines[at].number);
    Some((
        Row { part, name: head.name, type_name: Some(head.type_name), required: Some(head.required), prose, line },
        used,
    ))
}

fn head(lines: &[Line], at: usize) -> Option<Head> {
    in_one_line(&lines[at].text).or_else(|| over_lines(lines, at))
}

/// `model string required`, whatever stands between them.
fn in_one_line(text: &str) -> Option<Head> {
    let text = clean(text.trim_start_matches(['-', '*', '+', '#', ' ']));
    let words: Vec<&str> =
        text.split([' ', '\t', '·', '(', ')', ',', ':', '|']).filter(|word| !word.is_empty()).collect();
    let (name, type_name, more) = match words[..] {
        [name, type_name] => (name, type_name, None),
        [name, type_name, more] => (name, type_name, Some(requiredness(more)?)),
        _ => return None,
    };
    (is_name(name) && is_type(type_name) && !is_type(name)).then(|| Head {
        name: name.to_owned(),
        type_name: type_name.to_owned(),
        required: more.unwrap_or(false),
        default: None,
        used: 1,
    })
}

fn over_lines(lines: &[Line], at: usize) -> Option<Head> {
    let said = lines[at..].iter().enumerate().map(|(offset, line)| (offset + 1, clean(&line.text)));
    let mut said = said.filter(|(_, text)| !text.is_empty()).take(5);
    let (_, name) = said.next()?;
    let (used, type_name) = said.next()?;
    if !is_name(&name) || !is_type(&type_name) || is_type(&name) {
        return None;
    }
    let mut head = Head { name, type_name, required: false, default: None, used };
    for (used, text) in said {
        let lower = text.to_lowercase();
        if lower == "required" || lower == "optional" {
            head.required = lower == "required";
        } else if lower.starts_with("default:") && text.split_whitespace().count() <= 2 {
            head.default = Some(text);
        } else {
            break;
        }
        head.used = used;
    }
    Some(head)
}

/// A line that ends a block: what follows is something else.
fn ends(lines: &[Line], at: usize) -> bool {
    let text = lines[at].text.trim();
    !text.is_empty()
        && (head(lines, at).is_some()
            || example::at(lines, at).is_some()
            || request_line::at(lines, at).is_some()
            || table::header(text).is_some()
            || heading::read(text).is_some())
}
