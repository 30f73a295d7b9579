//! Examples: commands and JSON documents, read as far as they can be; a bare word such as `random_number` is null.

use serde_json::{Map, Value};

use super::RequestLine;
use super::line::Line;
use super::request_line;

/// An example and what follows from it.
pub struct Found {
    /// The example.
    pub content: Content,
    /// Whether it is a command, not a bare document.
    pub is_command: bool,
    /// The request that a command makes.
    pub request: Option<RequestLine>,
    /// The method of that request.
    pub method: Option<String>,
    /// How many lines it takes.
    pub used: usize,
    /// What stands on its last line behind its end.
    pub rest: Option<String>,
}

/// What an example says.
pub struct Content {
    /// As it stands there.
    pub text: String,
    /// The document, if it could be read.
    pub value: Option<Value>,
    /// The headers of a command.
    pub headers: Vec<(String, String)>,
    /// Its first line.
    pub line: usize,
}

/// The most lines that an example takes: what is longer is no example, or not closed.
const LONGEST: usize = 400;

/// Reads an example that begins at a line.
pub fn at(lines: &[Line], at: usize) -> Option<Found> {
    let text = lines[at].text.trim_start();
    if text.starts_with("curl ") || text.starts_with("$ curl ") {
        return Some(command(&lines[at..]));
    }
    (text.starts_with('{') || text.starts_with("[{") || text == "[").then(|| document(&lines[at..]))
}

fn command(lines: &[Line]) -> Found {
    let mut text = String::new();
    let mut used = 0;
    let mut rest = None;
    for line in lines.iter().take(LONGEST) {
        used += 1;
        text.push_str(&line.text);
        text.push('\n');
        if !in_quotes(&text) && !line.text.trim_end().ends_with('\\') {
            rest = glued(&mut text);
            break;
        }
    }
    let words = words(&text);
    let value_of =
        |names: &[&str]| words.windows(2).find(|pair| names.contains(&pair[0].as_str())).map(|pair| &pair[1]);
    let body = value_of(&["-d", "--data", "--data-raw", "--data-binary", "--json"]);
    let headers = words.windows(2).filter(|pair| ["-H", "--header"].contains(&pair[0].as_str()));
    let headers = headers.filter_map(|pair| pair[1].split_once(':'));
    let headers: Vec<_> = headers.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
    let stated = value_of(&["-X", "--request"]).cloned();
    let method = stated.unwrap_or_else(|| if body.is_some() { "POST" } else { "GET" }.to_owned());
    let target = words.iter().skip(1).find(|word| word.starts_with("http")).map(String::as_str);
    let request = target.and_then(|target| request_line::of_target(target, lines[0].number));
    let request = request.map(|request| RequestLine { method: Some(method.clone()), ..request });
    let value = body.and_then(|body| read(body));
    let content = Content { value, headers, line: lines[0].number, text };
    Found { content, is_command: true, request, method: Some(method), used, rest }
}

/// Whether a single quote is open at the end.
fn in_quotes(text: &str) -> bool {
    text.matches('\'').count() % 2 == 1
}

/// Takes away what follows the last quote without a blank: it belongs to the next line of the page.
fn glued(text: &mut String) -> Option<String> {
    let end = text.rfind('\'')? + 1;
    let behind = &text[end..];
    let rest = behind.starts_with(char::is_alphabetic).then(|| behind.trim().to_owned());
    if rest.is_some() {
        text.truncate(end);
    }
    rest
}

/// The words of a command as a shell would split them.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"'), '\\') | (None, '\\') => match characters.next() {
                Some('\n') | None => {}
                Some(next) => word.get_or_insert_default().push(next),
            },
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn document(lines: &[Line]) -> Found {
    let mut text = String::new();
    let mut used = 0;
    let mut rest = None;
    for line in lines.iter().take(LONGEST) {
        used += 1;
        text.push_str(&line.text);
        if let Some(end) = closed(&text) {
            let behind = text[end..].trim().trim_end_matches(['`', ';']).to_owned();
            rest = (!behind.is_empty()).then_some(behind);
            text.truncate(end);
            break;
        }
        text.push('\n');
    }
    let content = Content { value: read(&text), headers: Vec::new(), line: lines[0].number, text };
    Found { content, is_command: false, request: None, method: None, used, rest }
}

/// Where the first document of a text ends.
fn closed(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Reads a document, forgiving what examples do: bare words, commas too many, comments.
pub fn read(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| {
        let mut reader = Lenient { rest: text.trim(), depth: 0 };
        let value = reader.value()?;
        reader.blank();
        reader.rest.is_empty().then_some(value)
    })
}

struct Lenient<'t> {
    rest: &'t str,
    depth: usize,
}

impl Lenient<'_> {
    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
        while let Some(comment) = self.rest.strip_prefix("//") {
            self.rest = comment.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
        }
    }

    fn takes(&mut self, c: char) -> bool {
        self.blank();
        let rest = self.rest.strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self) -> Option<Value> {
        self.blank();
        self.depth += 1;
        let value = match self.rest.chars().next()? {
            _ if self.depth > 64 => None,
            '{' => self.object(),
            '[' => self.list(),
            '"' => self.text().map(Value::String),
            _ => self.word(),
        };
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Option<Value> {
        let mut members = Map::new();
        self.takes('{');
        while !self.takes('}') {
            let key = self.text()?;
            if !self.takes(':') {
                return None;
            }
            members.insert(key, self.value()?);
            if !self.takes(',') && !self.rest.starts_with('}') {
                return None;
            }
        }
        Some(Value::Object(members))
    }

    fn list(&mut self) -> Option<Value> {
        let mut values = Vec::new();
        self.takes('[');
        while !self.takes(']') {
            values.push(self.value()?);
            if !self.takes(',') && !self.rest.starts_with(']') {
                return None;
            }
        }
        Some(Value::Array(values))
    }

    fn text(&mut self) -> Option<String> {
        self.blank();
        let mut end = None;
        let mut escaped = false;
        for (at, c) in self.rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    end = Some(at + 1);
                    break;
                }
                _ => {}
            }
        }
        let (text, rest) = self.rest.starts_with('"').then(|| self.rest.split_at_checked(end?))??;
        self.rest = rest;
        Some(serde_json::from_str(text).unwrap_or_else(|_| text.trim_matches('"').to_owned()))
    }

    fn word(&mut self) -> Option<Value> {
        let end = self.rest.find([',', '}', ']', '\n']).unwrap_or(self.rest.len());
        let word = self.rest[..end].trim();
        self.rest = &self.rest[end..];
        (!word.is_empty()).then(|| serde_json::from_str(word).unwrap_or(Value::Null))
    }
}
