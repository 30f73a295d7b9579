//! Limits on the length of a text.

use super::token::{Token, tokens};

/// The least and the most characters, where a row says them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    /// At least.
    pub least: Option<u64>,
    /// At most.
    pub most: Option<u64>,
}

/// Reads how many characters a text may have.
pub fn characters(text: &str) -> Characters {
    let tokens = tokens(text);
    let mut found = Characters::default();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(Token::lower).unwrap_or_default();
        match token {
            Token::Number(value, unit) if is_unit(unit) || unit.is_empty() && is_unit(&next) => {
                let before: Vec<String> = tokens[at.saturating_sub(4)..at].iter().map(Token::lower).collect();
                let least = before.iter().any(|word| matches!(word.as_str(), "least" | "minimum" | "min"));
                let side = if least { &mut found.least } else { &mut found.most };
                *side = u64::try_from(*value).ok();
            }
            Token::Run(from, to) if is_unit(&next) => {
                (found.least, found.most) = (u64::try_from(*from).ok(), u64::try_from(*to).ok());
            }
            _ => {}
        }
    }
    found
}

fn is_unit(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "character" | "characters" | "chars" | "char")
}
