//! HTML as lines: rows of tables with bars between their cells, points of lists with dashes, code as it stands.

use super::line::{Line, decoded};

/// A tag that HTML knows.
pub struct Tag {
    name: String,
    closes: bool,
}

const INLINE: [&str; 24] = [
    "a", "abbr", "b", "button", "code", "em", "font", "i", "img", "input", "kbd", "label", "mark", "path", "s",
    "small", "span", "strong", "sub", "sup", "svg", "tt", "u", "wbr",
];
const BLOCK: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "li",
    "title",
    "figcaption",
];
const TABLE: [&str; 9] = ["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"];
const SILENT: [&str; 6] = ["script", "style", "head", "noscript", "template", "svg"];

impl Tag {
    /// Whether the text before and the text behind stand on different lines.
    pub fn breaks(&self) -> bool {
        BLOCK.contains(&self.name.as_str()) || TABLE.contains(&self.name.as_str())
    }
}

/// Reads `<name ..>`, if HTML has such a tag; names are the same in either case.
pub fn tag(text: &str) -> Option<Tag> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let rest = &inner[name.len()..];
    let ends = rest.is_empty() || rest.starts_with([' ', '/', '\n', '\t', '\r']);
    let known = [&INLINE[..], &BLOCK, &TABLE, &SILENT].iter().any(|names| names.contains(&name.as_str()));
    (known && ends).then_some(Tag { name, closes })
}

/// Where a tag that begins a text ends: before the next one begins, or it is none.
pub fn end_of_tag(text: &str) -> Option<usize> {
    let found = text.get(1..)?.find(['<', '>'])? + 1;
    text[found..].starts_with('>').then_some(found + 1)
}

/// Whether a page is HTML rather than text with some tags in it.
pub fn is_html(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<!doctype html", "<html", "<body", "<table", "<div"].iter().any(|tag| lower.contains(tag))
}

/// The lines of a page, with the numbers of the lines that they begin on.
pub fn lines(text: &str) -> Vec<Line> {
    let lower = text.to_ascii_lowercase();
    let mut writing = Writing { line: 1, begun: 1, ..Writing::default() };
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        writing.text(&rest[..open]);
        rest = &rest[open..];
        if rest.starts_with("<!") {
            let end = if rest.starts_with("<!--") { "-->" } else { ">" };
            let used = rest.find(end).map_or(rest.len(), |at| at + end.len());
            writing.line += rest[..used].matches('\n').count();
            rest = &rest[used..];
            continue;
        }
        let close = end_of_tag(rest);
        match close.and_then(|close| Some((tag(&rest[..close])?, close))) {
            Some((tag, close)) => {
                writing.line += rest[..close].matches('\n').count();
                let behind = &lower[text.len() - rest.len() + close..];
                rest = writing.tag(&tag, &rest[close..], behind);
            }
            None => {
                writing.text("<");
                rest = &rest[1..];
            }
        }
    }
    writing.text(rest);
    writing.end_line();
    writing.lines
}

#[derive(Default)]
struct Writing {
    lines: Vec<Line>,
    current: String,
    line: usize,
    begun: usize,
    code: usize,
    cells: usize,
    closed: bool,
}

impl Writing {
    fn text(&mut self, text: &str) {
        self.closed &= text.is_empty();
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                self.line += 1;
                if self.code > 0 && self.cells == 0 { self.end_line() } else { self.blank() }
            }
            let part = decoded(part.trim_end_matches('\r'));
            if self.code > 0 && self.cells == 0 {
                self.current.push_str(&part);
                continue;
            }
            let part = if self.cells > 0 { part.replace('|', "\\|") } else { part };
            if part.starts_with(char::is_whitespace) {
                self.blank();
            }
            self.current.push_str(&part.split_whitespace().collect::<Vec<_>>().join(" "));
            if part.ends_with(char::is_whitespace) {
                self.blank();
            }
        }
    }

    fn blank(&mut self) {
        if !self.current.is_empty() && !self.current.ends_with(' ') {
            self.current.push(' ');
        }
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.current).trim_end().to_owned();
        if !text.is_empty() {
            self.lines.push(Line { number: self.begun, text });
        }
        self.begun = self.line;
    }

    /// Writes what a tag means and returns what is left to read.
    fn tag<'t>(&mut self, tag: &Tag, rest: &'t str, lower: &str) -> &'t str {
        let name = tag.name.as_str();
        if SILENT.contains(&name) && !tag.closes {
            return self.skip(name, rest, lower);
        }
        match name {
            "td" | "th" if tag.closes => self.current.push_str(" | "),
            "td" | "th" => self.cells += 1,
            "tr" if tag.closes => {
                self.cells = 0;
                self.end_line();
            }
            "tr" => self.end_line(),
            // A cell is one line, whatever stands in it: a table's row must not fall apart.
            "li" if !tag.closes && self.cells > 0 => self.current.push_str(" - "),
            _ if self.cells > 0 && tag.breaks() && name != "table" => self.blank(),
            "li" if !tag.closes => {
                self.end_line();
                self.current.push_str("- ");
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !tag.closes => {
                self.end_line();
                self.current.push_str("# ");
            }
            "pre" => {
                self.end_line();
                self.code = if tag.closes { self.code.saturating_sub(1) } else { self.code + 1 };
            }
            // Two of them side by side are two words: a name and its type.
            "span" | "code" if !tag.closes && self.code == 0 && self.closed => self.blank(),
            _ if tag.breaks() => self.end_line(),
            _ => {}
        }
        self.closed = tag.closes;
        rest
    }

    fn skip<'t>(&mut self, name: &str, rest: &'t str, lower: &str) -> &'t str {
        let end = format!("</{name}");
        let found = lower.find(&end);
        let after = found.and_then(|at| rest[at..].find('>').map(|close| at + close + 1)).unwrap_or(rest.len());
        self.line += rest[..after].matches('\n').count();
        &rest[after..]
    }
}
