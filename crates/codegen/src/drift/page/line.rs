//! Lines of text or Markdown, and text without markup.

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What stands there.
    pub text: String,
}

/// The lines of text or Markdown; the fences of code are left out.
pub fn lines(text: &str) -> Vec<Line> {
    let line = |(at, text): (usize, &str)| Line { number: at + 1, text: text.trim_end().replace('\u{FEFF}', "") };
    text.lines().enumerate().map(line).filter(|line| !line.text.trim_start().starts_with("```")).collect()
}

/// The text of a line without the marks of Markdown and HTML.
pub fn clean(text: &str) -> String {
    let text = without_tags(&decoded(text));
    let text = text.trim().trim_start_matches('#').trim();
    let text = without_links(text).replace("**", "").replace("__", "").replace('`', "");
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match (c, characters.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {}
            ('\u{A0}' | '\u{2007}' | '\u{202F}' | '\u{3000}', _) => out.push(' '),
            ('\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}', _) => {}
            ('\u{2018}' | '\u{2019}', _) => out.push('\''),
            ('\u{201C}' | '\u{201D}', _) => out.push('"'),
            ('\u{2010}'..='\u{2015}' | '\u{2212}', _) => out.push('-'),
            (c, _) => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// `[text](address)` becomes its text.
fn without_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let Some(open) = rest[..at].rfind('[') else { break };
        let Some(close) = rest[at..].find(')') else { break };
        out.push_str(&rest[..open]);
        out.push_str(&rest[open + 1..at]);
        rest = &rest[at + close + 1..];
    }
    out + rest
}

/// Tags whose names HTML has; `<token>` is a placeholder and stays.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let close = super::html::end_of_tag(&rest[open..]).map(|close| open + close);
        match close.filter(|close| super::html::tag(&rest[open..*close]).is_some()) {
            Some(close) => {
                out.push_str(if super::html::tag(&rest[open..close]).is_some_and(|tag| tag.breaks()) {
                    "\n"
                } else {
                    ""
                });
                rest = &rest[close..];
            }
            None => {
                out.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    out + rest
}

/// Entities as the characters that they stand for.
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    const NAMES: [(&str, char); 22] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("times", '×'),
        ("le", '≤'),
        ("ge", '≥'),
        ("ndash", '-'),
        ("mdash", '-'),
        ("bull", '•'),
        ("middot", '·'),
        ("hellip", '…'),
        ("lsquo", '\''),
        ("rsquo", '\''),
        ("ldquo", '"'),
        ("rdquo", '"'),
        ("lbrace", '{'),
        ("rbrace", '}'),
        ("vert", '|'),
        ("lowbar", '_'),
    ];
    let code = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
        Some(digits) => digits.parse().ok(),
        None => return NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
    };
    code.and_then(char::from_u32)
}
