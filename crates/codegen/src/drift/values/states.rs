//! Status words and how often a callback is sent again.

use super::token::{Token, tokens};

/// What a row says of a status word's callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    /// The word.
    pub word: String,
    /// How often a failed callback is sent again, if the row says.
    pub times: Option<i64>,
}

/// The words that a row lists: the first of each point, those in a list behind a colon, and known ones.
///
/// A saved page may have lost the blank behind a word, `failedtask failed`: of what a known word begins, the word counts.
pub fn listed_words(text: &str, known: &[String]) -> Vec<String> {
    let tokens = tokens(text);
    let mut words: Vec<String> = Vec::new();
    let mut add = |word: &str| {
        let found = known.iter().filter(|known| word.starts_with(known.as_str())).max_by_key(|known| known.len());
        let word = found.map_or(word, String::as_str).to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    };
    let has_points = tokens.windows(2).filter(|pair| pair[0] == Token::Bullet).count() > 1;
    if has_points {
        for pair in tokens.windows(2) {
            if let [Token::Bullet, Token::Word(word)] = pair {
                add(word);
            }
        }
        return words;
    }
    list_behind_colon(&tokens).iter().for_each(|word| add(word));
    words
}

/// `Possible values: a (..), b (..).`: words between commas, what stands in brackets left out.
fn list_behind_colon(tokens: &[Token]) -> Vec<String> {
    let Some(colon) = tokens.iter().position(|token| token.is(':')) else { return Vec::new() };
    let mut words = Vec::new();
    let mut depth = 0;
    for token in &tokens[colon + 1..] {
        match token {
            Token::Mark('(') => depth += 1,
            Token::Mark(')') => depth -= 1,
            _ if depth > 0 => {}
            Token::Word(word) if !matches!(word.as_str(), "and" | "or") => words.push(word.clone()),
            Token::Mark('.' | ';') => break,
            _ => {}
        }
    }
    words
}

/// Reads how often the callback of each status word is sent again.
pub fn retries(text: &str) -> Vec<Retry> {
    let tokens = tokens(text);
    let mut found: Vec<Retry> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word)
                if at > 0 && tokens[at - 1] == Token::Bullet && tokens.get(at + 1).is_some_and(|t| t.is(':')) =>
            {
                found.push(Retry { word: word.clone(), times: None });
            }
            token if tokens.get(at + 1).is_some_and(|next| matches!(next.lower().as_str(), "times" | "time")) => {
                let times = times_of(token);
                if let Some(last) = found.last_mut() {
                    last.times = times.or(last.times);
                }
            }
            _ => {}
        }
    }
    found
}

fn times_of(token: &Token) -> Option<i64> {
    match token {
        Token::Number(value, _) => Some(*value),
        token => number(&token.lower()),
    }
}

/// A number in words, from two: `one` and `no` are said of anything.
pub fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let word = word.to_lowercase();
    WORDS.iter().position(|known| *known == word).and_then(|at| i64::try_from(at + 2).ok())
}
