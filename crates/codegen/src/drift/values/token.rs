//! Sentences as tokens: words, numbers, runs of numbers, and what stands between them.

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A word, a name or a value such as `720p` or `16:9`.
    Word(String),
    /// A number with what follows it without a blank: `5s`, `1500`, `50MB`.
    Number(i64, String),
    /// `1-10`.
    Run(i64, i64),
    /// The mark of a point of a list.
    Bullet,
    /// The end of a line.
    Break,
    /// Any other mark.
    Mark(char),
}

impl Token {
    /// The token as a word in lower case; empty if it is none.
    pub fn lower(&self) -> String {
        match self {
            Self::Word(word) => word.to_lowercase(),
            _ => String::new(),
        }
    }

    /// Whether this is the mark.
    pub fn is(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }
}

/// Cuts a text into tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let c = characters[at];
        if is_bullet(&characters, at) {
            tokens.push(Token::Bullet);
        } else if c == '\n' {
            tokens.push(Token::Break);
        } else if is_inner(c) {
            let end = end_of_word(&characters, at);
            push_word(&characters[at..end].iter().collect::<String>(), &mut tokens);
            at = end;
            continue;
        } else if !c.is_whitespace() {
            tokens.push(Token::Mark(c));
        }
        at += 1;
    }
    tokens
}

/// A dash or a dot that begins a point: after a blank, and not before a number unless a blank stands between.
fn is_bullet(text: &[char], at: usize) -> bool {
    let after_blank = at == 0 || text[at - 1].is_whitespace();
    let next = text.get(at + 1).copied().unwrap_or(' ');
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let between = || {
        digit(text[..at].iter().rev().find(|c| !c.is_whitespace()))
            && digit(text[at + 1..].iter().find(|c| !c.is_whitespace()))
    };
    match text[at] {
        '•' | '·' | '●' | '◦' => true,
        // `128 * 128` and `4 - 8` have no point in them.
        '-' | '*' | '+' if between() => false,
        '-' | '*' | '+' => {
            after_blank && (next.is_whitespace() || (at == 0 || text[at - 1] == '\n') && !next.is_ascii_digit())
        }
        _ => false,
    }
}

fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where a word ends: dots, dashes and colons are part of it only between what they join.
fn end_of_word(text: &[char], from: usize) -> usize {
    let mut end = from;
    while end < text.len() {
        let c = text[end];
        let (before, after) = (text[end.saturating_sub(1)], text.get(end + 1).copied().unwrap_or(' '));
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        let joins = match c {
            '-' => is_inner(after),
            '.' => is_inner(after) && (before.is_uppercase() || !after.is_uppercase()),
            ':' => digits && end > from,
            ',' => digits && is_thousands(text, from, end),
            c => is_inner(c),
        };
        if !joins {
            break;
        }
        end += 1;
    }
    end.max(from + 1)
}

/// `1,500`: one to three digits before the comma, exactly three behind it.
fn is_thousands(text: &[char], from: usize, comma: usize) -> bool {
    let behind = text[comma + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let before = &text[from..comma];
    behind == 3 && before.iter().all(|c| c.is_ascii_digit() || *c == ',') && (1..=7).contains(&before.len())
}

fn push_word(word: &str, tokens: &mut Vec<Token>) {
    if let Some((from, to)) = word.split_once('-')
        && let Some((from, _)) = number(from).filter(|(_, unit)| unit.len() <= 1)
        && let Some((to, unit)) = number(to)
    {
        tokens.push(Token::Run(from, to));
        tokens.extend((!unit.is_empty()).then_some(Token::Word(unit)));
        return;
    }
    tokens.push(match number(word) {
        Some((value, unit)) => Token::Number(value, unit),
        None => Token::Word(word.to_owned()),
    });
}

/// A whole number and the letters behind it.
fn number(word: &str) -> Option<(i64, String)> {
    let digits = word.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(word.len());
    let unit = &word[digits..];
    let value = word[..digits].replace(',', "").parse().ok()?;
    unit.chars().all(char::is_alphabetic).then(|| (value, unit.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_runs() {
        let check = |text: &str, wanted: &str| assert_eq!(format!("{:?}", tokens(text)), wanted, "{text}");
        let word = |text: &str| format!("Word({text:?})");
        check("", "[]");
        check("m2.0, m1", &format!("[{}, Mark(','), {}]", word("m2.0"), word("m1")));
        check("1,500 to 2", &format!("[Number(1500, \"\"), {}, Number(2, \"\")]", word("to")));
        check("4,8", "[Number(4, \"\"), Mark(','), Number(8, \"\")]");
        check("1-10s", &format!("[Run(1, 10), {}]", word("s")));
        check("- 4s: 16:9.", &format!("[Bullet, Number(4, \"s\"), Mark(':'), {}, Mark('.')]", word("16:9")));
        check("-Takes", &format!("[Bullet, {}]", word("Takes")));
        check("video.For", &format!("[{}, Mark('.'), {}]", word("video"), word("For")));
        check("720p/1080p", "[Number(720, \"p\"), Mark('/'), Number(1080, \"p\")]");
    }
}
