//! What is wrong with a spec: file, line, column, the line itself, and what would be right.

use crate::code::Code;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of a spec, as read.
#[derive(Debug)]
pub struct File {
    /// Where it is, as messages print it.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// A place in a file, as a range of bytes.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<File>,
    /// The bytes.
    pub span: Range<usize>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is generated from such a spec.
    Fault,
    /// Worth a look; it stops nothing.
    Remark,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the rule, `ambiguous-default`.
    pub code: Code,
    /// Where; nothing when a whole file or folder is missing.
    pub place: Option<Place>,
    /// What stands there and why that is wrong.
    pub message: String,
    /// What would be right.
    pub help: String,
}

/// Every fault of a spec at once.
#[derive(Clone, Debug)]
pub struct Report {
    /// The faults, in order of file and line.
    pub faults: Vec<Diagnostic>,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn fault(code: Code, place: &Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (place, message, help) = (Some(place.clone()), message.into(), help.into());
        Self { severity: Severity::Fault, code, place, message, help }
    }

    /// A fault of a file or folder that could not be read.
    pub fn unreadable(path: &Path, why: impl fmt::Display, help: impl Into<String>) -> Self {
        let message = format!("{}: {why}", path.display());
        Self { severity: Severity::Fault, code: Code::Unreadable, place: None, message, help: help.into() }
    }

    /// The finding as JSON: `code`, `severity` (`fault` or `remark`), `message`, `file`, `line`, `column`, `length`, `help`.
    ///
    /// Lines and columns count from 1, columns and length count characters; all four are null where there is no place.
    pub fn to_json(&self) -> serde_json::Value {
        let place = self.place.as_ref();
        let (line, column) = place.map(Place::line_and_column).unzip();
        let severity = match self.severity {
            Severity::Fault => "fault",
            Severity::Remark => "remark",
        };
        serde_json::json!({
            "code": self.code.name(),
            "severity": severity,
            "message": self.message,
            "file": place.map(|place| place.file.path.display().to_string()),
            "line": line,
            "column": column,
            "length": place.map(Place::width),
            "help": self.help,
        })
    }

    /// The same finding, as a remark.
    #[must_use]
    pub fn as_remark(mut self) -> Self {
        self.severity = Severity::Remark;
        self
    }
}

impl Place {
    /// Line and column of the beginning, both from 1; columns count characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let start = floor(&self.file.text, self.span.start);
        let before = &self.file.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The line of the beginning, without its end.
    fn line(&self) -> &str {
        let (line, _) = self.line_and_column();
        self.file.text.lines().nth(line - 1).unwrap_or("")
    }

    /// How many characters of the line the span covers; one at least.
    fn width(&self) -> usize {
        let (_, column) = self.line_and_column();
        let from = floor(&self.file.text, self.span.start);
        let to = floor(&self.file.text, self.span.end.max(from));
        let rest = self.line().chars().count().saturating_sub(column - 1);
        self.file.text[from..to].chars().count().min(rest).max(1)
    }
}

/// Prints `file:line:column: message`, the line with the place underlined, and what would be right.
impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Fault => "error",
            Severity::Remark => "note",
        };
        let Some(place) = &self.place else {
            return write!(out, "{word}[{}]: {}\n  = help: {}", self.code, visible(&self.message), self.help);
        };
        let (line, column) = place.line_and_column();
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        writeln!(out, "{word}[{}]: {}", self.code, visible(&self.message))?;
        writeln!(out, "{margin}--> {}:{line}:{column}", place.file.path.display())?;
        writeln!(out, "{margin} |\n{number} | {}", visible(place.line()))?;
        writeln!(out, "{margin} | {}{}", " ".repeat(column - 1), "^".repeat(place.width()))?;
        write!(out, "{margin} = help: {}", self.help)
    }
}

impl Report {
    /// Brings the findings into the order of files and lines.
    pub fn new(mut faults: Vec<Diagnostic>) -> Self {
        sort(&mut faults);
        Self { faults }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            writeln!(out, "{fault}\n")?;
        }
        let many = self.faults.len();
        write!(out, "{many} fault{} in the spec", if many == 1 { "" } else { "s" })
    }
}

impl std::error::Error for Report {}

/// Brings findings into the order of files and lines; what has no place comes first.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by_key(|finding| finding.place.as_ref().map(|place| (place.file.path.clone(), place.span.start)));
}

/// The nearest end of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The text with everything that a terminal would act upon made visible.
pub(crate) fn visible(text: &str) -> String {
    let show = |c: char| if c.is_control() || is_direction_control(c) { '\u{FFFD}' } else { c };
    text.chars().map(show).collect()
}

/// Whether a character changes the direction in which the text around it is shown.
pub fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
