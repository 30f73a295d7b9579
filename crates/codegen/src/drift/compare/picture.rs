//! Pictures: how many, which forms and formats, which shapes and sizes.

use super::Context;
use super::request::finding;
use crate::drift::finding::{Change, Direction, Finding, Kind};
use crate::drift::page::Row;
use crate::drift::values::{Picture, picture};
use crate::table::{ByteLimit, Field, FieldKind, ImageForm, RatioSpan};

/// Every difference in the rules for a field's pictures.
pub fn compare(context: &Context<'_>, field: &Field, row: &Row) -> Vec<Finding> {
    let pages = Pages { context, field, row, said: said(context, row) };
    let mut findings = Vec::new();
    findings.extend(pages.count());
    findings.extend(pages.formats());
    findings.extend(pages.forms());
    findings.extend(pages.ratio());
    findings.extend(pages.least());
    findings.extend(pages.bytes("max_bytes"));
    findings.extend(pages.bytes("max_decoded"));
    findings
}

/// What the row says, and what the sentences outside of rows add.
fn said(context: &Context<'_>, row: &Row) -> Picture {
    let mut said = picture(&row.prose);
    let prose = context.section.prose.iter().filter(|prose| is_about(&prose.text));
    let more = picture(&prose.map(|prose| prose.text.as_str()).collect::<Vec<_>>().join("\n"));
    if said.formats.is_empty() {
        said.formats = more.formats;
    }
    said.ratio = said.ratio.or(more.ratio);
    said.least = said.least.or(more.least);
    said.max_bytes = said.max_bytes.or(more.max_bytes);
    said.max_decoded = said.max_decoded.or(more.max_decoded);
    said
}

/// Whether a sentence is about pictures.
pub fn is_about(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("image") || lower.contains("picture")
}

struct Pages<'a> {
    context: &'a Context<'a>,
    field: &'a Field,
    row: &'a Row,
    said: Picture,
}

impl Pages<'_> {
    /// A finding of one aspect, if what was and what is differ.
    fn aspect(
        &self,
        key: &'static str,
        kind: Kind,
        was: Option<String>,
        now: Option<String>,
        direction: Direction,
    ) -> Option<Finding> {
        let borrowed = self.context.is_borrowed(&format!("fields.{}.{key}", self.field.name));
        if was == now || now.is_none() && (borrowed || self.still_names(key)) {
            return None;
        }
        let direction = match (&was, &now) {
            (None, Some(_)) => Direction::Tightened,
            (Some(_), None) => Direction::Loosened,
            _ => direction,
        };
        let value = now.as_ref().map_or("\"?\"".to_owned(), |now| format!("{now:?}"));
        let change = Change::Set { field: self.field.name.to_string(), key, value };
        Some(finding(self.field, kind, direction, self.row).from_to(was, now).changing(change))
    }

    /// Whether the row, or a sentence on pictures, still speaks of what a key is about: then it was not understood.
    fn still_names(&self, key: &str) -> bool {
        let words: &[&str] = match key {
            "count" => &["image", "picture"],
            "least" => &["pixel", "px"],
            "ratio" => &["ratio", "width to height"],
            "max_bytes" | "max_decoded" => &["mb", "kb", "gb", "byte"],
            _ => &[],
        };
        let prose = self.context.section.prose.iter().map(|prose| prose.text.as_str()).filter(|text| is_about(text));
        let mut texts = prose.chain([self.row.prose.as_str()]).map(str::to_lowercase);
        texts.any(|text| text.contains(|c: char| c.is_ascii_digit()) && words.iter().any(|word| text.contains(word)))
    }

    fn count(&self) -> Option<Finding> {
        let words = |(from, to): (u64, u64)| if from == to { format!("{to}") } else { format!("{from} to {to}") };
        let was = match self.field.kind {
            FieldKind::Images => self.field.count.and_then(|count| Some((count.from, count.to?))),
            _ if self.field.wire.contains('[') => Some((1, 1)),
            _ => return None,
        };
        let now = self.said.count;
        let direction = match (was, now) {
            (Some((from, to)), Some((now_from, now_to))) if now_to >= to && now_from <= from => Direction::Loosened,
            (Some((from, to)), Some((now_from, now_to))) if now_to <= to && now_from >= from => Direction::Tightened,
            _ => Direction::Changed,
        };
        let mut finding = self.aspect("count", Kind::Limit, was.map(words), now.map(words), direction)?;
        if matches!(self.field.kind, FieldKind::Image) {
            // One picture is a type, not a number: a list of them is another field.
            finding.changes.clear();
        } else if let Some((from, to)) = now
            && from == to
        {
            finding.changes =
                vec![Change::Set { field: self.field.name.to_string(), key: "count", value: to.to_string() }];
        }
        Some(finding)
    }

    fn formats(&self) -> Vec<Finding> {
        let was: Vec<String> = self.rules().formats.iter().map(|format| format.to_lowercase()).collect();
        let now = &self.said.formats;
        if now.is_empty() || was.is_empty() && now.is_empty() {
            return self.unsaid("formats", (!was.is_empty()).then(|| was.join(", "))).into_iter().collect();
        }
        let value = format!("{now:?}");
        self.come_and_gone("formats", &was, now, &value)
    }

    fn forms(&self) -> Vec<Finding> {
        let was: Vec<String> = [(ImageForm::Url, "url"), (ImageForm::Base64, "base64")]
            .into_iter()
            .filter(|(form, _)| self.rules().forms.contains(form))
            .map(|(_, word)| word.to_owned())
            .collect();
        let now: Vec<String> = [(self.said.url, "url"), (self.said.base64, "base64")]
            .into_iter()
            .filter(|(said, _)| *said)
            .map(|(_, word)| word.to_owned())
            .collect();
        if now.is_empty() {
            return self.unsaid("forms", (!was.is_empty()).then(|| was.join(", "))).into_iter().collect();
        }
        let upload = self.rules().forms.contains(&ImageForm::Upload).then(|| "upload".to_owned());
        let value = format!("{:?}", now.iter().cloned().chain(upload).collect::<Vec<_>>());
        self.come_and_gone("forms", &was, &now, &value)
    }

    /// Words that came and words that went; the edit is the whole list.
    fn come_and_gone(&self, key: &'static str, was: &[String], now: &[String], value: &str) -> Vec<Finding> {
        let missing = |from: &[String], of: &[String]| from.iter().filter(|word| !of.contains(word)).cloned().collect();
        let (new, gone): (Vec<String>, Vec<String>) = (missing(now, was), missing(was, now));
        let change = || Change::Set { field: self.field.name.to_string(), key, value: value.to_owned() };
        let mut findings = Vec::new();
        for (words, direction) in [(new, Direction::Loosened), (gone, Direction::Tightened)] {
            if !words.is_empty() {
                let words = Some(words.join(", "));
                let (was, now) = if direction == Direction::Loosened { (None, words) } else { (words, None) };
                let found = finding(self.field, Kind::Format, direction, self.row);
                findings.push(found.from_to(was, now).changing(change()));
            }
        }
        findings
    }

    fn unsaid(&self, key: &'static str, was: Option<String>) -> Option<Finding> {
        self.aspect(key, Kind::Format, was, None, Direction::Loosened)
    }

    fn ratio(&self) -> Option<Finding> {
        let words =
            |ratio: &RatioSpan| format!("{}:{} to {}:{}", ratio.from.of, ratio.from.to, ratio.to.of, ratio.to.to);
        let was = self.rules().ratio.as_ref();
        let now = self.said.ratio.as_ref().map(|(from, to)| format!("{from} to {to}"));
        let span =
            |text: &str| text.split_once(':').and_then(|(a, b)| Some(a.parse::<f64>().ok()? / b.parse::<f64>().ok()?));
        let direction = match (was, &self.said.ratio) {
            (Some(was), Some((from, to))) => {
                let (was_from, was_to) =
                    (f64::from(was.from.of) / f64::from(was.from.to), f64::from(was.to.of) / f64::from(was.to.to));
                match (span(from), span(to)) {
                    (Some(from), Some(to)) if from <= was_from && to >= was_to => Direction::Loosened,
                    (Some(from), Some(to)) if from >= was_from && to <= was_to => Direction::Tightened,
                    _ => Direction::Changed,
                }
            }
            _ => Direction::Changed,
        };
        self.aspect("ratio", Kind::Limit, was.map(words), now, direction)
    }

    fn least(&self) -> Option<Finding> {
        let was = self.rules().least.map(|least| (u64::from(least.width), u64::from(least.height)));
        let now = self.said.least;
        let words = |(width, height): (u64, u64)| format!("{width}x{height}");
        let looser = was.zip(now).is_some_and(|(was, now)| now.0 <= was.0 && now.1 <= was.1);
        let direction = if looser { Direction::Loosened } else { Direction::Tightened };
        self.aspect("least", Kind::Limit, was.map(words), now.map(words), direction)
    }

    fn bytes(&self, key: &'static str) -> Option<Finding> {
        let (was, now) = match key {
            "max_bytes" => (&self.rules().max_bytes, &self.said.max_bytes),
            _ => (&self.rules().max_decoded, &self.said.max_decoded),
        };
        let kilobytes = |limit: &ByteLimit| i64::try_from(limit.narrow.div_ceil(1000)).unwrap_or(i64::MAX);
        let looser = match (was, now) {
            (Some(was), Some(now)) if kilobytes(was) == now.kilobytes() => !now.excluded,
            (Some(was), Some(now)) => now.kilobytes() > kilobytes(was),
            _ => false,
        };
        let direction = if looser { Direction::Loosened } else { Direction::Tightened };
        let words = |limit: &ByteLimit| limit.written.replace(' ', "");
        self.aspect(key, Kind::Limit, was.as_ref().map(words), now.as_ref().map(|now| now.written()), direction)
    }

    fn rules(&self) -> &crate::table::ImageRules {
        self.field.image.as_ref().expect("fields of pictures have rules")
    }
}
