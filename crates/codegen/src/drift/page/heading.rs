//! Headings: which part of the call the following rows or examples are about.

use super::{Part, clean};

/// What a heading announces.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// The part that rows below it are of.
    pub part: Option<Part>,
    /// The part that an example below it is of.
    pub example: Option<Part>,
}

const WORDS: [&str; 27] = [
    "request",
    "response",
    "body",
    "header",
    "headers",
    "parameter",
    "parameters",
    "params",
    "input",
    "output",
    "example",
    "examples",
    "sample",
    "samples",
    "error",
    "errors",
    "code",
    "codes",
    "fields",
    "returns",
    "return",
    "query",
    "path",
    "answer",
    "authorizations",
    "authentication",
    "success",
];

/// Reads a heading: a line that Markdown marks as one, or a few words of which each is one that headings have.
pub fn read(text: &str) -> Option<Heading> {
    let marked = text.trim_start().starts_with('#');
    let clean = clean(text).trim_end_matches([':', '：']).to_lowercase();
    let words: Vec<&str> = clean.split_whitespace().filter(|word| *word != "the" && *word != "of").collect();
    let plain = !words.is_empty() && words.len() <= 4 && words.iter().all(|word| WORDS.contains(word));
    (marked || plain).then(|| meaning(&words))
}

fn meaning(words: &[&str]) -> Heading {
    let has = |some: &[&str]| words.iter().any(|word| some.contains(word));
    let part = if has(&["header", "headers", "authorizations", "authentication"]) {
        Some(Part::Header)
    } else if has(&["error", "errors", "codes"]) {
        Some(Part::Error)
    } else if has(&["response", "output", "returns", "return", "answer"]) {
        Some(Part::Answer)
    } else if has(&["request", "body", "input", "parameter", "parameters", "params", "fields", "query", "path"]) {
        Some(Part::Request)
    } else {
        None
    };
    if has(&["example", "examples", "sample", "samples"]) {
        Heading { part: None, example: part }
    } else {
        Heading { part, example: None }
    }
}
