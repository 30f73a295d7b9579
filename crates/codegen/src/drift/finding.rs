//! What a comparison found: where, of which kind, in which direction, and whom it breaks.

use crate::table::{Choice, Scalar};

/// A difference between a page and its spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The field's name in the spec, or the page's name for what the spec does not have.
    pub field: String,
    /// Of which kind.
    pub kind: Kind,
    /// Whether more or less is accepted now.
    pub direction: Direction,
    /// Whom it breaks.
    pub breaks: Breaks,
    /// What the spec says; nothing if it does not say.
    pub was: Option<String>,
    /// What the page says; nothing if it does not say.
    pub now: Option<String>,
    /// For which models and lengths, `for a1, 8 s`; empty for all.
    pub scope: String,
    /// The row of the page, `request.prompt`.
    pub row: String,
    /// The line of the page, from 1; 0 for what is no longer there.
    pub line: usize,
    /// The keys of the spec that it concerns.
    pub rests: Vec<String>,
    /// Where those stand, `spec/acme/2026-01/img2video.toml:12 fields.prompt`.
    pub spec: Vec<String>,
    /// What the spec should say.
    pub(crate) changes: Vec<Change>,
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The request line, or the host.
    Call,
    /// A header, or the scheme of the key.
    Header,
    /// A field of the request as a whole.
    Field,
    /// A member of the answer as a whole.
    Member,
    /// Whether a field is required.
    Required,
    /// The JSON type.
    Type,
    /// A model.
    Model,
    /// A value that is offered.
    Value,
    /// The value that an absent field takes.
    Default,
    /// A number that bounds something.
    Limit,
    /// A form or a format of pictures.
    Format,
    /// A status word.
    State,
    /// How often a callback is sent again.
    Retries,
    /// An error code.
    Error,
    /// An example.
    Example,
    /// A row whose numbers, names and words of obligation are the same.
    Wording,
    /// A row that changed in a way that cannot be read.
    Unread,
}

/// Whether more or less is accepted than the spec says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More.
    Loosened,
    /// Less.
    Tightened,
    /// Something else.
    Changed,
}

/// Whom a change breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breaks {
    /// Who sends requests as the spec allows them.
    Caller,
    /// Who reads answers as the spec promises them.
    Reader,
    /// Perhaps somebody: a person must read it.
    Unknown,
    /// Nobody.
    Harmless,
}

/// An edit of the spec, by meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A key of a field's line becomes this.
    Set { field: String, key: &'static str, value: String },
    /// A key of a field's line goes.
    Unset { field: String, key: &'static str },
    /// A new line in `[fields]`.
    AddField { line: String },
    /// A line of `[fields]` goes.
    RemoveField { field: String },
    /// A value of the table, or of a field's own list, comes; for these models and lengths.
    AddValues { field: String, values: Vec<Choice>, of: Vec<Context> },
    /// A value goes.
    RemoveValues { field: String, values: Vec<Scalar>, of: Vec<Context> },
    /// Another value is the default; nothing where the page no longer says one.
    SetDefault { field: String, default: Option<Scalar>, of: Vec<Context> },
    /// A model comes, with what the page says for it.
    AddModel { model: String, said: Vec<(String, Said)> },
    /// A model goes.
    RemoveModel { model: String },
    /// A line of `[answer]` goes.
    RemoveMember { key: String },
    /// Another key of the page or of the vendor's file becomes this.
    Replace { path: String, value: String },
    /// A new line in a table of the vendor's file.
    AddLine { table: &'static str, line: String },
    /// A line of a page or of the vendor's file goes.
    RemoveLine { path: String },
}

/// What a page says of a field, for some lengths.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The lengths; empty for all.
    pub lengths: Vec<i64>,
    /// The default.
    pub default: Option<Scalar>,
    /// The values.
    pub options: Vec<Choice>,
}

/// A model and a length that a row speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The model; nothing for any.
    pub model: Option<String>,
    /// The length in seconds; nothing for any.
    pub length: Option<i64>,
}

impl Kind {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Header => "header",
            Self::Field => "field",
            Self::Member => "member",
            Self::Required => "required",
            Self::Type => "type",
            Self::Model => "model",
            Self::Value => "value",
            Self::Default => "default",
            Self::Limit => "limit",
            Self::Format => "format",
            Self::State => "state",
            Self::Retries => "retries",
            Self::Error => "error",
            Self::Example => "example",
            Self::Wording => "wording",
            Self::Unread => "unread",
        }
    }
}

impl Direction {
    /// The word for programs and people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Loosened => "loosened",
            Self::Tightened => "tightened",
            Self::Changed => "changed",
        }
    }

    /// Whom a change of what is accepted breaks.
    pub fn breaks(self) -> Breaks {
        match self {
            Self::Loosened => Breaks::Harmless,
            Self::Tightened | Self::Changed => Breaks::Caller,
        }
    }
}

impl Breaks {
    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Caller => "breaks callers",
            Self::Reader => "breaks readers",
            Self::Unknown => "to be judged by a person",
            Self::Harmless => "harmless",
        }
    }

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Reader => "reader",
            Self::Unknown => "unknown",
            Self::Harmless => "harmless",
        }
    }
}

impl Finding {
    /// A finding about a row of the page.
    pub fn new(field: &str, kind: Kind, direction: Direction, row: &str, line: usize) -> Self {
        Self {
            field: field.to_owned(),
            kind,
            direction,
            breaks: direction.breaks(),
            was: None,
            now: None,
            scope: String::new(),
            row: row.to_owned(),
            line,
            rests: Vec::new(),
            spec: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// With what the spec says and what the page says.
    #[must_use]
    pub fn from_to(mut self, was: Option<String>, now: Option<String>) -> Self {
        (self.was, self.now) = (was, now);
        self
    }

    /// With whom it breaks, where the direction alone does not tell.
    #[must_use]
    pub fn breaking(mut self, breaks: Breaks) -> Self {
        self.breaks = breaks;
        self
    }

    /// With a key of the spec that it concerns.
    #[must_use]
    pub fn resting(mut self, path: impl Into<String>) -> Self {
        self.rests.push(path.into());
        self
    }

    /// With an edit of the spec.
    #[must_use]
    pub(crate) fn changing(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// Whether an edit of the spec is proposed for it.
    pub fn has_edit(&self) -> bool {
        !self.changes.is_empty()
    }

    /// What changed, in one sentence.
    pub fn sentence(&self) -> String {
        let (field, scope) = (&self.field, &self.scope);
        let scope = if scope.is_empty() { String::new() } else { format!(" {scope}") };
        match (self.kind, &self.was, &self.now) {
            (Kind::Wording, ..) => format!("`{field}` is worded differently; its numbers and names are the same"),
            (Kind::Unread, None, Some(_)) => format!("`{field}` is new, and what it says cannot be read here"),
            (Kind::Unread, Some(_), None) => format!("`{field}` is gone; what rests on it must be checked by hand"),
            (Kind::Unread, ..) => {
                format!("`{field}` changed in its numbers, names or obligations; no value that differs could be read")
            }

            (Kind::Example, Some(_), None) => format!("`{field}` is gone"),
            (Kind::Example, None, _) => format!("`{field}` is new"),
            (Kind::Example, ..) => format!("`{field}` changed"),
            (kind, None, Some(now)) => format!("{} of `{field}`{scope}: {now} is new", kind.word()),
            (kind, Some(was), None) => format!("{} of `{field}`{scope}: {was} is gone", kind.word()),
            (kind, Some(was), Some(now)) => format!("{} of `{field}`{scope}: {was} became {now}", kind.word()),
            (kind, None, None) => format!("{} of `{field}`{scope} changed", kind.word()),
        }
    }
}
