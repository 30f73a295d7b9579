//! The request line: in one line, scattered over many, or as a bare address below a word such as "Endpoint".

use super::RequestLine;
use super::clean;
use super::line::Line;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Reads a request line that begins at a line, and how many lines it takes.
pub fn at(lines: &[Line], at: usize) -> Option<(RequestLine, usize)> {
    let text = clean(&lines[at].text);
    let number = lines[at].number;
    if let Some((method, target)) = text.split_once(char::is_whitespace)
        && METHODS.contains(&method)
    {
        let line = of_target(target.trim(), number)?;
        return Some((RequestLine { method: Some(method.to_owned()), ..line }, 1));
    }
    if METHODS.contains(&text.as_str()) {
        return scattered(lines, at, &text);
    }
    let announced = previous(lines, at).is_some_and(|before| announces(&before));
    let line = if announced { of_target(&text, number)? } else { return None };
    Some((line, 1))
}

/// An address or a path as a request line without method.
pub fn of_target(target: &str, line: usize) -> Option<RequestLine> {
    let plain = !target.contains(char::is_whitespace) && !target.contains(['"', '\'', '(', ')', ',']);
    let (host, rest) = match target.find("://") {
        Some(at) if target.starts_with("http") => {
            let end = target[at + 3..].find('/').map_or(target.len(), |slash| at + 3 + slash);
            (Some(target[..end].to_owned()), &target[end..])
        }
        _ => (None, target),
    };
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    let query = query.and_then(|query| query.split(['=', '&']).next()).map(str::to_owned);
    let path = path.trim_end_matches(['.', ',']);
    (plain && path.starts_with('/') && path.len() > 1).then(|| RequestLine {
        method: None,
        host,
        path: path.to_owned(),
        query,
        line,
    })
}

/// The method on a line of its own, and the path in pieces below it.
fn scattered(lines: &[Line], at: usize, method: &str) -> Option<(RequestLine, usize)> {
    let pieces: Vec<(usize, String)> = lines[at + 1..]
        .iter()
        .enumerate()
        .map(|(offset, line)| (offset + 2, clean(&line.text)))
        .filter(|(_, text)| !text.is_empty())
        .take(40)
        .collect();
    let mut target = String::new();
    let mut used = 0;
    let mut next = 0;
    while let Some((after, piece)) = pieces.get(next) {
        let segment = pieces.get(next + 1).filter(|(_, text)| is_segment(text));
        if target.is_empty() && of_target(piece, 0).is_some() {
            (target, used) = (piece.clone(), *after);
            break;
        } else if target.is_empty() && piece.starts_with("http") && !piece.contains(char::is_whitespace) {
            (target, used, next) = (piece.trim_end_matches('/').to_owned(), *after, next + 1);
        } else if let Some((after, segment)) = segment.filter(|_| piece == "/") {
            target = format!("{target}/{segment}");
            (used, next) = (*after, next + 2);
        } else {
            break;
        }
    }
    let line = of_target(&target, lines[at].number)?;
    Some((RequestLine { method: Some(method.to_owned()), ..line }, used))
}

fn is_segment(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-{}<>:".contains(c))
}

fn previous(lines: &[Line], at: usize) -> Option<String> {
    lines[..at].iter().rev().map(|line| clean(&line.text)).find(|text| !text.is_empty())
}

/// Whether a line is a word or two that say that an address follows.
fn announces(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split_whitespace().count() <= 3
        && ["endpoint", "url", "address", "path"].iter().any(|word| lower.contains(word))
}
