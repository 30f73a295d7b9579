//! What sentences say about pictures.

use super::token::{Token, tokens};

/// The rules for pictures, where sentences say them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// How many, from and to.
    pub count: Option<(u64, u64)>,
    /// In the order of the page, in small letters.
    pub formats: Vec<String>,
    /// Least and most width to height, as written.
    pub ratio: Option<(String, String)>,
    /// Least width and height.
    pub least: Option<(u64, u64)>,
    /// The most bytes of any picture.
    pub max_bytes: Option<Amount>,
    /// The most bytes inside a data URI.
    pub max_decoded: Option<Amount>,
    /// Whether addresses are named.
    pub url: bool,
    /// Whether base64 is named as a form of giving a picture.
    pub base64: bool,
}

/// A number of bytes as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub number: i64,
    /// Of what, in capitals.
    pub unit: String,
    /// Whether the number itself is too much.
    pub excluded: bool,
}

impl Amount {
    /// As the spec writes it, `<10MB`.
    pub fn written(&self) -> String {
        format!("{}{}{}", if self.excluded { "<" } else { "" }, self.number, self.unit)
    }

    /// For comparisons, in kilobytes.
    pub fn kilobytes(&self) -> i64 {
        let factor = match self.unit.as_str() {
            "GB" => 1_000_000,
            "MB" => 1000,
            _ => 1,
        };
        self.number.saturating_mul(factor)
    }
}

const FORMATS: [&str; 11] = ["png", "jpeg", "jpg", "webp", "gif", "bmp", "heic", "heif", "avif", "tiff", "svg"];

/// Reads what a text says about pictures.
pub fn picture(text: &str) -> Picture {
    let mut picture = Picture::default();
    // An example of a data URI says nothing of what is taken.
    let text: Vec<&str> = text.split_inclusive(char::is_whitespace).filter(|word| !word.starts_with("data:")).collect();
    let tokens = tokens(&text.concat());
    for clause in tokens.split(|token| matches!(token, Token::Bullet | Token::Break | Token::Mark('.' | ';'))) {
        picture.read(clause);
    }
    picture
}

impl Picture {
    fn read(&mut self, clause: &[Token]) {
        let words: Vec<String> = clause.iter().map(Token::lower).collect();
        let decodes = words.iter().any(|word| word.starts_with("decod"));
        for at in 0..clause.len() {
            self.count = self.count.or_else(|| count(clause, &words, at));
            self.least = self.least.or_else(|| size(clause, at));
            if let Some(amount) = amount(clause, &words, at) {
                let side = if decodes { &mut self.max_decoded } else { &mut self.max_bytes };
                side.get_or_insert(amount);
            }
            let of_type = at > 1 && clause[at - 1].is('/') && words[at - 2] == "image";
            if FORMATS.contains(&words[at].as_str()) && !of_type && !self.formats.contains(&words[at]) {
                self.formats.push(words[at].clone());
            }
            self.url |= matches!(words[at].as_str(), "url" | "urls");
            self.base64 |= words[at] == "base64" && !decodes;
        }
        let ratios: Vec<&String> = words.iter().filter(|word| is_ratio(word)).collect();
        if let [from, to, ..] = ratios[..] {
            self.ratio.get_or_insert((from.clone(), to.clone()));
        }
    }
}

fn is_ratio(word: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    word.split_once(':').is_some_and(|(a, b)| number(a) && number(b))
}

/// `1 image`, `1 to 7 images`, `up to 7 images`.
fn count(clause: &[Token], words: &[String], at: usize) -> Option<(u64, u64)> {
    let noun = |at: usize| {
        words.get(at).is_some_and(|word| matches!(word.as_str(), "image" | "images" | "picture" | "pictures"))
    };
    let natural = |value: &i64| u64::try_from(*value).ok();
    match &clause[at] {
        Token::Run(from, to) if noun(at + 1) => Some((natural(from)?, natural(to)?)),
        Token::Number(to, unit) if unit.is_empty() && noun(at + 1) => {
            let before = |back: usize| at.checked_sub(back).map(|at| &clause[at]);
            match (before(2), before(1).map(Token::lower).as_deref()) {
                (Some(Token::Number(from, _)), Some("to" | "and" | "or")) => Some((natural(from)?, natural(to)?)),
                (_, Some("to" | "most" | "maximum" | "than" | "exceed")) => Some((1, natural(to)?)),
                _ => Some((natural(to)?, natural(to)?)),
            }
        }
        _ => None,
    }
}

/// `128x128`, `128 × 128`.
fn size(clause: &[Token], at: usize) -> Option<(u64, u64)> {
    let natural = |text: &str| text.parse().ok();
    match &clause[at] {
        Token::Word(word) => {
            let (width, height) = word.split_once(['x', 'X'])?;
            Some((natural(width)?, natural(height.trim_end_matches("px"))?))
        }
        Token::Number(width, unit) if unit.is_empty() || unit == "px" => {
            let times = clause.get(at + 1)?;
            let Token::Number(height, _) = clause.get(at + 2)? else { return None };
            let times = times.is('×') || times.is('*') || times.lower() == "x";
            if times { Some((u64::try_from(*width).ok()?, u64::try_from(*height).ok()?)) } else { None }
        }
        _ => None,
    }
}

/// `50MB`, `50 MB`; excluded when a word before it says less or under.
fn amount(clause: &[Token], words: &[String], at: usize) -> Option<Amount> {
    let Token::Number(number, unit) = &clause[at] else { return None };
    let next = words.get(at + 1).map(String::as_str).unwrap_or_default();
    let unit = if unit.is_empty() { next } else { unit }.to_uppercase();
    let unit = match unit.as_str() {
        "KB" | "MB" | "GB" => unit,
        "MIB" | "M" => "MB".to_owned(),
        _ => return None,
    };
    let before: Vec<&str> = words[at.saturating_sub(2)..at].iter().map(String::as_str).collect();
    let excluded = matches!(before[..], [.., "under" | "below"] | [.., "less" | "smaller", "than"])
        || at > 0 && clause[at - 1].is('<');
    Some(Amount { number: *number, unit, excluded })
}
