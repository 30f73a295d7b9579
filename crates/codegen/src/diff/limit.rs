//! Limits: narrower ones break callers, wider ones do not; one that is said for the first time is narrower than none.

use std::cmp::Ordering;

use super::Kind;
use super::notes::{ADDS, BREAKS_CALLER, Effect, Notes, key, list, plain, quoted};
use crate::table::{ByteLimit, ImageRules, Ratio, RatioSpan, Size, Span};

/// Which way a limit moved.
fn moved(narrower: bool) -> Effect {
    if narrower { BREAKS_CALLER } else { ADDS }
}

fn note<T: PartialEq>(
    notes: &mut Notes,
    subject: &str,
    (old, new): (&Option<T>, &Option<T>),
    narrower: bool,
    show: impl Fn(&T) -> String,
) {
    if old != new {
        let show = |value: &Option<T>| value.as_ref().map_or("not said".to_owned(), &show);
        let says = format!("{} is {} instead of {}", key(subject), show(new), show(old));
        notes.add(Kind::Limit, moved(narrower), subject, says);
    }
}

/// Compares two spans, of characters or elements.
pub fn span(notes: &mut Notes, subject: &str, (unit, old, new): (&str, &Option<Span>, &Option<Span>)) {
    let whole = Span { from: 0, to: None };
    let (before, after) = (old.unwrap_or(whole), new.unwrap_or(whole));
    let narrower = after.from > before.from || after.to.unwrap_or(u64::MAX) < before.to.unwrap_or(u64::MAX);
    let show = |span: &Span| match (span.from, span.to) {
        (0, Some(to)) => format!("at most {to} {unit}"),
        (from, Some(to)) if from == to => format!("exactly {to} {unit}"),
        (from, Some(to)) => format!("{from} to {to} {unit}"),
        (from, None) => format!("at least {from} {unit}"),
    };
    if old != new {
        let show = |span: &Option<Span>| span.as_ref().map_or(format!("any number of {unit}"), show);
        let field = subject.rsplit_once('.').map_or(subject, |(field, _)| field);
        let says = format!("{} takes {} instead of {}", key(field), show(new), show(old));
        notes.add(Kind::Limit, moved(narrower), subject, says);
    }
}

/// Compares two limits on bytes.
pub fn bytes(notes: &mut Notes, subject: &str, (old, new): (&Option<ByteLimit>, &Option<ByteLimit>)) {
    let most = |limit: &Option<ByteLimit>| limit.as_ref().map_or(u64::MAX, |limit| limit.wide);
    note(notes, subject, (old, new), most(new) < most(old), |limit| limit.written.to_string());
}

/// Compares two sets of rules for pictures.
pub fn image(notes: &mut Notes, subject: &str, (old, new): (&ImageRules, &ImageRules)) {
    let of = |key: &str| format!("{subject}.{key}");
    let form = |form: &_| plain(form);
    choices(notes, &of("forms"), (&old.forms, &new.forms), form);
    choices(notes, &of("formats"), (&old.formats, &new.formats), quoted);
    ratio(notes, &of("ratio"), (&old.ratio, &new.ratio));
    let (least, most) = (Size { width: 0, height: 0 }, |size: &Option<Size>| *size);
    let (before, after) = (most(&old.least).unwrap_or(least), most(&new.least).unwrap_or(least));
    let narrower = after.width > before.width || after.height > before.height;
    note(notes, &of("least"), (&old.least, &new.least), narrower, |size| format!("{}x{}", size.width, size.height));
    bytes(notes, &of("max_bytes"), (&old.max_bytes, &new.max_bytes));
    bytes(notes, &of("max_decoded"), (&old.max_decoded, &new.max_decoded));
    ratio(notes, &of("alike"), (&old.alike, &new.alike));
}

/// Compares two lists of what is taken; an empty one means that the page does not say.
fn choices<T: Clone + PartialEq + std::fmt::Debug>(
    notes: &mut Notes,
    subject: &str,
    (old, new): (&[T], &[T]),
    show: impl Fn(&T) -> String,
) {
    if old == new {
        return;
    }
    let shown = |list: &[T]| list.iter().map(&show).collect::<Vec<_>>().join(", ");
    match (old, new) {
        ([], new) => notes.add(
            Kind::Limit,
            moved(true),
            subject,
            format!("{} is {} instead of not said", key(subject), shown(new)),
        ),
        (old, []) => notes.add(
            Kind::Limit,
            moved(false),
            subject,
            format!("{} is not said instead of {}", key(subject), shown(old)),
        ),
        _ => list(notes, subject, (old, new), ((Kind::Limit, moved(true)), (Kind::Limit, moved(false))), show),
    }
}

fn ratio(notes: &mut Notes, subject: &str, (old, new): (&Option<RatioSpan>, &Option<RatioSpan>)) {
    let narrower = match (old, new) {
        (None, _) => true,
        (_, None) => false,
        (Some(old), Some(new)) => {
            order(new.from, old.from) == Ordering::Greater || order(new.to, old.to) == Ordering::Less
        }
    };
    note(notes, subject, (old, new), narrower, |span| {
        format!("{}:{} to {}:{}", span.from.of, span.from.to, span.to.of, span.to.to)
    });
}

fn order(a: Ratio, b: Ratio) -> Ordering {
    (u64::from(a.of) * u64::from(b.to)).cmp(&(u64::from(b.of) * u64::from(a.to)))
}
