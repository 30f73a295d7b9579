//! Limits: spans, bytes, ratios and sizes as the spec writes them, and the rules for pictures.

use crate::code::Code;
use crate::reader::{Item, Table};
use crate::syntax::Value;
use crate::table::{ByteLimit, ImageForm, ImageRules, Ratio, RatioSpan, Size, Span};

/// Reads what a field's line says about pictures.
pub fn rules(table: &Table<'_>) -> ImageRules {
    let forms = [("url", ImageForm::Url), ("base64", ImageForm::Base64), ("upload", ImageForm::Upload)];
    let forms: Vec<ImageForm> = said_list(table, "forms").iter().filter_map(|item| item.word(&forms)).collect();
    let formats: Vec<_> = said_list(table, "formats").iter().filter_map(|item| item.line()).collect();
    ImageRules {
        forms: forms.into(),
        formats: formats.into_iter().map(|format| format.to_owned().into()).collect(),
        ratio: table.said("ratio").and_then(ratio_span),
        least: table.said("least").and_then(size),
        max_bytes: table.said("max_bytes").and_then(bytes),
        max_decoded: table.said("max_decoded").and_then(bytes),
        alike: table.optional("alike").and_then(ratio_span),
    }
}

fn said_list<'a>(table: &Table<'a>, key: &'static str) -> Vec<Item<'a>> {
    table.said(key).and_then(|item| item.list()).unwrap_or_default()
}

/// `7`, `"1 to 7"`.
pub fn span(item: Item<'_>) -> Option<Span> {
    let read = match item.value() {
        Value::Integer(number) => u64::try_from(*number).ok().map(|n| Span { from: n, to: Some(n) }),
        Value::Text(text) => text.split_once(" to ").and_then(|(from, to)| {
            Some(Span { from: from.parse().ok()?, to: Some(to.parse().ok()?) })
                .filter(|span| Some(span.from) <= span.to)
        }),
        _ => None,
    };
    if read.is_none() {
        item.fault(Code::WrongType, "this is no span", "write a whole number, or \"1 to 7\", the smaller end first");
    }
    read
}

/// `"50MB"`, `"<10MB"`: a megabyte may be 1,000,000 or 1,048,576 bytes, and the page does not say which.
pub fn bytes(item: Item<'_>) -> Option<ByteLimit> {
    let text = item.text()?;
    let (below, number) = text.strip_prefix('<').map_or((false, text), |rest| (true, rest));
    let units = [("KB", 1), ("MB", 2), ("GB", 3)];
    let read = units.iter().find_map(|(unit, power)| {
        let number: u64 = number.strip_suffix(unit)?.trim().parse().ok()?;
        let limit = |base: u64| base.checked_pow(*power)?.checked_mul(number)?.checked_sub(u64::from(below));
        Some(ByteLimit { written: text.to_owned().into(), narrow: limit(1000)?, wide: limit(1024)? })
    });
    if read.is_none() {
        item.fault(
            Code::WrongType,
            format!("`{text}` is no limit on bytes"),
            "write \"50MB\", or \"<10MB\" if the limit itself is too much",
        );
    }
    read
}

/// `"1:4 to 4:1"`.
fn ratio_span(item: Item<'_>) -> Option<RatioSpan> {
    let text = item.text()?;
    let ratio = |text: &str| {
        let (of, to) = text.split_once(':')?;
        Some(Ratio { of: of.parse().ok()?, to: to.parse().ok().filter(|to| *to > 0)? })
    };
    let value = |ratio: Ratio| f64::from(ratio.of) / f64::from(ratio.to);
    let read = text.split_once(" to ").and_then(|(from, to)| Some(RatioSpan { from: ratio(from)?, to: ratio(to)? }));
    let read = read.filter(|span| value(span.from) <= value(span.to));
    if read.is_none() {
        item.fault(
            Code::WrongType,
            format!("`{text}` is no span of ratios"),
            "write \"1:4 to 4:1\", the narrower one first",
        );
    }
    read
}

/// `"128x128"`.
fn size(item: Item<'_>) -> Option<Size> {
    let text = item.text()?;
    let read = text.split_once('x').and_then(|(w, h)| Some(Size { width: w.parse().ok()?, height: h.parse().ok()? }));
    if read.is_none() {
        item.fault(Code::WrongType, format!("`{text}` is no size"), "write \"128x128\", width first");
    }
    read
}
