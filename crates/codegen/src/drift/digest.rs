//! Digests of rows: what is the same in text, Markdown and HTML has the same digest.

use super::page::{Example, Part, Prose, Row, Section};
use super::values::{Token, number, tokens};

/// The digests of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Of all that it says.
    pub text: String,
    /// Of its numbers, names and words of obligation: a change of wording alone leaves it.
    pub facts: String,
}

/// A row of a page, of whatever kind, with its digests.
#[derive(Clone, Debug)]
pub struct Digested {
    /// Part and name, `request.prompt`, `example.answer-1`.
    pub key: String,
    /// The digests.
    pub digest: Digest,
    /// The line of the page, from 1.
    pub line: usize,
    /// What the row says.
    pub prose: String,
}

/// Everything of a section that a spec can rest on.
pub fn section(section: &Section) -> Vec<Digested> {
    let mut found: Vec<Digested> = section.rows.iter().map(of_row).collect();
    found.extend(section.examples.iter().map(of_example));
    found.extend(section.prose.iter().filter(|prose| is_statement(&prose.text)).map(of_prose));
    numbered(&mut found);
    found
}

/// The name of a part, as keys begin.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Header => "header",
        Part::Request => "request",
        Part::Answer => "answer",
        Part::Error => "error",
    }
}

fn of_row(row: &Row) -> Digested {
    let type_name = row.type_name.as_deref().unwrap_or_default().to_lowercase();
    let required = if row.part == Part::Answer { None } else { row.required };
    let head = format!("{} {} {type_name} {required:?}", part(row.part), row.name);
    let digest = Digest {
        text: hash(&format!("{head} {}", normal(&row.prose))),
        facts: hash(&format!("{head} {}", facts(&row.prose))),
    };
    Digested { key: format!("{}.{}", part(row.part), row.name), digest, line: row.line, prose: row.prose.clone() }
}

fn of_example(example: &Example) -> Digested {
    let plain: String = example.text.chars().filter(|c| !c.is_whitespace() && *c != '\\').collect();
    let hash = hash(&plain);
    let digest = Digest { text: hash.clone(), facts: hash };
    let key = format!("example.{}", part(example.part));
    Digested { key, digest, line: example.line, prose: String::new() }
}

fn of_prose(prose: &Prose) -> Digested {
    let digest = Digest { text: hash(&normal(&prose.text)), facts: hash(&facts(&prose.text)) };
    Digested { key: "prose.line".to_owned(), digest, line: prose.line, prose: prose.text.clone() }
}

/// Examples and sentences are numbered; of rows with one name, the second and later ones.
fn numbered(found: &mut [Digested]) {
    let mut seen: Vec<(String, usize)> = Vec::new();
    for digested in found {
        let at = seen.iter().position(|(key, _)| *key == digested.key).unwrap_or_else(|| {
            seen.push((digested.key.clone(), 0));
            seen.len() - 1
        });
        seen[at].1 += 1;
        let is_row = !digested.key.starts_with("example.") && !digested.key.starts_with("prose.");
        if !is_row || seen[at].1 > 1 {
            digested.key = format!("{}-{}", digested.key, seen[at].1);
        }
    }
}

/// Whether a sentence outside of rows says something that a spec can rest on: titles and navigation do not.
fn is_statement(text: &str) -> bool {
    let is_point = matches!(tokens(text).first(), Some(Token::Bullet));
    let says = text.contains(|c: char| c.is_ascii_digit() || c == '_');
    let lower = text.to_lowercase();
    is_point || (text.split_whitespace().count() >= 7 && (says || lower.contains("image") || lower.contains("format")))
}

/// A text without blanks and marks of points.
fn normal(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, c) in characters.iter().copied().enumerate() {
        let before = at.checked_sub(1).map_or(' ', |at| characters[at]);
        let after = characters.get(at + 1).copied().unwrap_or(' ');
        let is_mark = before.is_whitespace() && !after.is_ascii_digit() && "-*+•·●◦".contains(c) || "•●◦".contains(c);
        if !c.is_whitespace() && !is_mark {
            out.push(c);
        }
    }
    out
}

/// The numbers, the names and the words of obligation of a text, in order.
fn facts(text: &str) -> String {
    const WORDS: [&str; 21] = [
        "not",
        "no",
        "never",
        "only",
        "must",
        "required",
        "optional",
        "ignore",
        "ignored",
        "ignores",
        "default",
        "defaults",
        "true",
        "false",
        "least",
        "less",
        "under",
        "more",
        "exceed",
        "deprecated",
        "cannot",
    ];
    let tokens = tokens(text);
    // 1500 characters are not 1500 words.
    let unit = |at: usize| tokens.get(at + 1).map(Token::lower).unwrap_or_default();
    let said = tokens.iter().enumerate().filter_map(|(at, token)| match token {
        Token::Number(value, of) if of.is_empty() => Some(format!("{value}{}", unit(at))),
        Token::Number(value, of) => Some(format!("{value}{}", of.to_lowercase())),
        Token::Run(from, to) => Some(format!("{from}-{to}")),
        Token::Word(word) if number(word).is_some() => number(word).map(|number| format!("{number}{}", unit(at))),
        Token::Word(word) if word.contains(|c: char| c.is_ascii_digit() || c == '_') => Some(word.clone()),
        Token::Word(word) if WORDS.contains(&word.to_lowercase().as_str()) => Some(word.to_lowercase()),
        _ => None,
    });
    said.collect::<Vec<_>>().join(" ")
}

/// FNV-1a of 64 bits: it tells changes, it does not guard against anyone.
fn hash(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}
