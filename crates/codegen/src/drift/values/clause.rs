//! Clauses: for which models and lengths, which default, which values.

use super::shape::shape;
use super::token::{Token, tokens};
use crate::table::{Choice, Scalar};

/// What a row says for some models and lengths; for all of them where it names none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clause {
    /// The models.
    pub models: Vec<String>,
    /// The lengths in seconds.
    pub lengths: Vec<i64>,
    /// The default.
    pub default: Option<Scalar>,
    /// The values.
    pub options: Vec<Choice>,
}

/// The models that sentences may name.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Those that the vocabulary or the page knows.
    pub known: Vec<String>,
    /// Those that the page offers: what the name of a series stands for.
    pub offered: Vec<String>,
}

/// The values that are looked for.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// Models.
    Models,
    /// Words like these.
    Words(&'a [String]),
    /// Whole numbers, which are lengths in seconds or are not.
    Integers {
        /// Whether other lengths in the row are conditions.
        lengths: bool,
    },
    /// True and false.
    Booleans,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Nothing,
    Default,
    Options,
}

const OPTIONS: [&str; 24] = [
    "options",
    "option",
    "available",
    "accepted",
    "acceptable",
    "accepts",
    "accept",
    "supported",
    "supports",
    "support",
    "values",
    "value",
    "optional",
    "choices",
    "allowed",
    "valid",
    "possible",
    "between",
    "range",
    "ranges",
    "choose",
    "selectable",
    "offered",
    "enum",
];
const CONNECTING: [&str; 37] = [
    "is",
    "are",
    "to",
    "be",
    "for",
    "of",
    "the",
    "a",
    "an",
    "and",
    "or",
    "with",
    "include",
    "includes",
    "including",
    "following",
    "as",
    "seconds",
    "second",
    "s",
    "sec",
    "secs",
    "any",
    "one",
    "currently",
    "only",
    "also",
    "from",
    "can",
    "models",
    "model",
    "series",
    "duration",
    "resolution",
    "now",
    "either",
    "these",
];
const NO_VALUES: [&str; 20] = [
    "when", "if", "by", "in", "on", "at", "this", "that", "it", "which", "will", "not", "no", "depends", "depend",
    "vary", "varies", "based", "must", "see",
];

/// Reads the clauses of a row.
pub fn clauses(text: &str, wanted: Wanted<'_>, lexicon: &Lexicon) -> Vec<Clause> {
    let tokens = with_runs(tokens(text));
    let mut reading = Reading::new(&tokens, wanted, lexicon);
    while reading.at < tokens.len() {
        reading.step();
        reading.at += 1;
    }
    reading.clauses.retain(|clause| clause.default.is_some() || !clause.options.is_empty());
    reading.clauses
}

/// The models that a row offers.
pub fn model_words(text: &str, known: &[String]) -> Vec<String> {
    let lexicon = Lexicon { known: known.to_vec(), offered: Vec::new() };
    let mut words = Vec::new();
    for choice in clauses(text, Wanted::Models, &lexicon).into_iter().flat_map(|clause| clause.options) {
        if let Choice::Exactly(Scalar::Text(word)) = choice
            && !words.iter().any(|known| *known == word)
        {
            words.push(word.into_owned());
        }
    }
    words
}

/// The models that a text names; the name of a series stands for those that are offered.
pub fn models_named(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let tokens = tokens(text);
    let mut reading = Reading::new(&tokens, Wanted::Booleans, lexicon);
    let mut found: Vec<String> = Vec::new();
    while reading.at < tokens.len() {
        let models = reading.models();
        if let Some(last) = reading.clauses.last_mut() {
            last.models.extend(models.clone());
        }
        found.extend(models);
        reading.at += 1;
    }
    found.sort();
    found.dedup();
    found
}

/// `4 to 8` and `between 4 and 8` are runs, too.
fn with_runs(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    for token in tokens {
        if let Token::Number(to, unit) = &token
            && let [.., before, Token::Number(from, _), join] = &out[..]
            && (matches!(join.lower().as_str(), "to" | "through" | "until")
                || join.is('~')
                || join.is('-')
                || join.lower() == "and" && before.lower() == "between")
            && from < to
        {
            let run = Token::Run(*from, *to);
            let unit = (!unit.is_empty()).then(|| Token::Word(unit.clone()));
            out.truncate(out.len() - 2);
            out.push(run);
            out.extend(unit);
            continue;
        }
        out.push(token);
    }
    out
}

struct Reading<'a> {
    tokens: &'a [Token],
    wanted: Wanted<'a>,
    lexicon: &'a Lexicon,
    at: usize,
    clauses: Vec<Clause>,
    mode: Mode,
    listed: usize,
    conditioned: bool,
}

impl<'a> Reading<'a> {
    fn new(tokens: &'a [Token], wanted: Wanted<'a>, lexicon: &'a Lexicon) -> Self {
        let clauses = vec![Clause::default()];
        Self { tokens, wanted, lexicon, at: 0, clauses, mode: Mode::Nothing, listed: 0, conditioned: false }
    }

    fn step(&mut self) {
        let token = &self.tokens[self.at];
        let word = token.lower();
        if self.condition() {
            self.mode = Mode::Nothing;
        } else if word.starts_with("default") {
            self.mode = Mode::Default;
        } else if self.mode == Mode::Nothing && self.enumerates() {
            let value = self.value();
            self.clause().options.extend(value);
        } else if self.mode != Mode::Default && OPTIONS.contains(&word.as_str()) {
            (self.mode, self.listed) = (Mode::Options, 0);
        } else if self.mode != Mode::Nothing && self.value().is_some() {
            self.take();
        } else if matches!((token, self.wanted), (Token::Run(..), Wanted::Integers { lengths: true })) {
            // A run of lengths is what there is, whatever word stands before it.
            self.mode = Mode::Options;
            self.take();
        } else {
            self.pass(token, &word);
        }
    }

    /// A token that is neither condition nor value: it may begin, continue or end a list.
    fn pass(&mut self, token: &Token, word: &str) {
        match token {
            Token::Bullet => {
                self.mode = Mode::Nothing;
                self.conditioned = false;
                self.clauses.push(Clause::default());
            }
            Token::Break if self.mode != Mode::Nothing && self.listed == 0 => {}
            Token::Mark(':') if self.conditioned && self.mode == Mode::Nothing => {
                (self.mode, self.listed) = (Mode::Options, 0);
            }
            Token::Mark('(') if self.mode == Mode::Options && self.listed > 0 => {
                let close = self.tokens[self.at..].iter().position(|token| token.is(')'));
                self.at += close.unwrap_or(0);
            }
            Token::Mark(',' | '/' | '、' | '(' | ')' | '"' | '\'' | ':' | '=' | '[' | ']' | '|' | '&') => {}
            Token::Word(_) if CONNECTING.contains(&word) => {}
            Token::Word(_) if self.mode == Mode::Default && OPTIONS.contains(&word) => {}
            _ => {
                self.mode = Mode::Nothing;
                self.conditioned &= !matches!(token, Token::Break | Token::Mark('.' | ';'));
            }
        }
    }

    fn take(&mut self) {
        let value = self.value();
        if self.mode == Mode::Options {
            self.listed += 1;
            let clause = self.clause();
            clause.options.extend(value.filter(|value| !clause.options.contains(value)));
        } else if let Some(Choice::Exactly(scalar)) = value {
            self.clause().default = Some(scalar);
            self.mode = Mode::Nothing;
        }
    }

    fn clause(&mut self) -> &mut Clause {
        if self.clauses.is_empty() {
            self.clauses.push(Clause::default());
        }
        let last = self.clauses.len() - 1;
        &mut self.clauses[last]
    }

    /// Reads a model or a length that the following values are said for.
    fn condition(&mut self) -> bool {
        let models = self.models();
        let lengths = if models.is_empty() { self.lengths() } else { Vec::new() };
        if models.is_empty() && lengths.is_empty() {
            return false;
        }
        let current = self.clause();
        if current.default.is_some() || !current.options.is_empty() {
            self.clauses.push(Clause::default());
        }
        let clause = self.clause();
        clause.models.extend(models);
        clause.lengths.extend(lengths);
        self.conditioned = true;
        true
    }

    fn models(&self) -> Vec<String> {
        if matches!(self.wanted, Wanted::Models) {
            return Vec::new();
        }
        let Token::Word(word) = &self.tokens[self.at] else { return Vec::new() };
        let shortened = self.clauses.last().and_then(|clause| clause.models.last()).filter(|_| {
            self.at > 0 && self.tokens[self.at - 1].is('/') && word.starts_with(|c: char| c.is_ascii_digit())
        });
        if let Some(full) = shortened {
            let stem: String = full.chars().take_while(|c| c.is_alphabetic()).collect();
            return vec![format!("{stem}{word}")];
        }
        let series = self.tokens.get(self.at + 1).is_some_and(|next| next.lower() == "series");
        if self.lexicon.known.contains(word) && !series {
            return vec![word.clone()];
        }
        let within = |list: &[String]| -> Vec<String> {
            let begins = |model: &&String| model.starts_with(word.as_str());
            list.iter().filter(begins).cloned().collect()
        };
        if !word.contains(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        match within(&self.lexicon.offered) {
            offered if !offered.is_empty() => offered,
            _ if !within(&self.lexicon.known).is_empty() || self.lexicon.resembles(word) => vec![word.clone()],
            _ => Vec::new(),
        }
    }

    /// A length is a condition of every other field: `5s`, `(1-10 seconds)`.
    fn lengths(&self) -> Vec<i64> {
        if matches!(self.wanted, Wanted::Integers { lengths: true }) {
            return Vec::new();
        }
        let next = self.tokens.get(self.at + 1).map(Token::lower).unwrap_or_default();
        let is_unit = |unit: &str| matches!(unit, "s" | "sec" | "secs" | "second" | "seconds");
        match &self.tokens[self.at] {
            Token::Number(value, unit) if is_unit(unit) || unit.is_empty() && is_unit(&next) => vec![*value],
            Token::Run(from, to) if is_unit(&next) && to - from < 600 => (*from..=*to).collect(),
            _ => Vec::new(),
        }
    }

    /// The value at the position, if it is one that is looked for.
    fn value(&self) -> Option<Choice> {
        let token = &self.tokens[self.at];
        let text = match token {
            Token::Word(word) => word.clone(),
            Token::Number(value, unit) => format!("{value}{unit}"),
            Token::Run(from, to) => {
                return matches!(self.wanted, Wanted::Integers { .. }).then_some(Choice::Integers(*from, *to));
            }
            _ => return None,
        };
        let scalar = match self.wanted {
            Wanted::Models => {
                (self.lexicon.known.contains(&text) || is_model(&text)).then(|| Scalar::Text(text.into()))
            }
            Wanted::Words(known) => is_word_like(&text, known).then(|| Scalar::Text(text.into())),
            Wanted::Booleans => match text.to_lowercase().as_str() {
                "true" => Some(Scalar::Boolean(true)),
                "false" => Some(Scalar::Boolean(false)),
                _ => None,
            },
            Wanted::Integers { .. } => match token {
                Token::Number(value, unit) if unit.is_empty() || unit.starts_with('s') => Some(Scalar::Integer(*value)),
                _ => None,
            },
        };
        scalar.map(Choice::Exactly)
    }

    /// `1: top left; 2: top right`: a value at the beginning of a sentence, and a colon.
    fn enumerates(&self) -> bool {
        let ends = |token: &Token| matches!(token, Token::Break | Token::Bullet | Token::Mark('.' | ';'));
        self.tokens.get(self.at + 1).is_some_and(|next| next.is(':'))
            && (self.at == 0 || ends(&self.tokens[self.at - 1]))
            && self.value().is_some_and(|value| !self.clauses.iter().any(|clause| clause.options.contains(&value)))
    }
}

impl Lexicon {
    /// Whether a word looks like one of the models: it begins like one and has a digit.
    fn resembles(&self, word: &str) -> bool {
        let stem = |text: &str| text.chars().take_while(|c| c.is_alphabetic()).take(4).collect::<String>();
        is_model(word) && self.known.iter().any(|known| stem(known).len() >= 3 && stem(known) == stem(word))
    }
}

/// Whether a word can be the name of a model: letters, then a digit somewhere.
fn is_model(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
}

/// Whether a word is one of a set or looks like its words: digits as they have digits, small letters as they have.
fn is_word_like(word: &str, known: &[String]) -> bool {
    if known.iter().any(|known| known == word) {
        return true;
    }
    let is_common = |word: &str| {
        [&OPTIONS[..], &CONNECTING, &NO_VALUES].iter().any(|words| words.contains(&word)) || word.starts_with("default")
    };
    !is_common(&word.to_lowercase())
        && known.iter().any(|known| shape(known) == shape(word))
        && (word.contains(|c: char| c.is_ascii_digit()) || word.chars().all(|c| c.is_lowercase() || "_-".contains(c)))
}
