//! Whether one text, address or picture is surely fine by what the page says of its field.

use std::cmp::Ordering;

use crate::check::picture::{NO_RULES, compare, form};
use crate::image::{self, DataUri, Dimensions, Format, Image, ImageKind, Reference};
use crate::table::{Field, FieldKind, ImageForm, ImageRules, Span};

// What is inlined here is where a field is known when a page's check is compiled: what the page says becomes a part of it.

/// A text, an address or a word.
#[inline]
pub(super) fn text(text: &str, field: &Field) -> bool {
    if text.is_empty() {
        return !field.required;
    }
    match field.kind {
        FieldKind::Text | FieldKind::Texts => has_characters(text, field.characters),
        FieldKind::Url => has_characters(text, field.characters) && is_address(text),
        _ => true,
    }
}

fn is_address(text: &str) -> bool {
    matches!(image::read(text), Reference::Url(_) | Reference::Unreadable(image::Fault::UserName))
}

/// No text has more characters than bytes, so that those of a short one need not be counted.
#[inline]
fn has_characters(text: &str, span: Option<Span>) -> bool {
    let Some(Span { from, to }) = span else { return true };
    let bytes = text.len() as u64;
    let is_surely_within = from <= 1 && to.is_none_or(|to| bytes <= to);
    is_surely_within || has_counted_characters(text, Span { from, to })
}

fn has_counted_characters(text: &str, span: Span) -> bool {
    contains(span, text.chars().count() as u64)
}

/// The elements of a list.
#[inline]
pub(super) fn count(number: usize, field: &Field) -> bool {
    (number > 0 || !field.required) && field.count.is_none_or(|span| contains(span, number as u64))
}

fn contains(span: Span, number: u64) -> bool {
    number >= span.from && span.to.is_none_or(|to| number <= to)
}

/// A picture by itself; several together are for the caller.
#[inline]
pub(super) fn image(image: &Image, field: &Field) -> bool {
    // What lies behind an address or a reference cannot be known here, so that its kind is all there is to judge.
    match image.sound_kind() {
        Some(ImageKind::Url) => takes(rules(field), ImageForm::Url),
        Some(ImageKind::Upload) => takes(rules(field), ImageForm::Upload),
        _ => picture(image.reference(), field),
    }
}

/// The same of what was read of a text.
pub(super) fn picture(reference: Reference<'_>, field: &Field) -> bool {
    let rules = rules(field);
    let Some(form) = form(&reference) else { return false };
    takes(rules, form)
        && match reference {
            Reference::Data(uri) => data(uri, rules),
            _ => true,
        }
}

#[inline]
fn rules(field: &Field) -> &ImageRules {
    field.image.as_ref().unwrap_or(&NO_RULES)
}

#[inline]
fn takes(rules: &ImageRules, form: ImageForm) -> bool {
    rules.forms.is_empty() || rules.forms.contains(&form)
}

/// Size and format first: they cost a look at the first bytes, and the payload a look at all.
fn data(uri: DataUri<'_>, rules: &ImageRules) -> bool {
    let mut limits = [&rules.max_decoded, &rules.max_bytes].into_iter().flatten();
    let bytes = uri.decoded_len();
    let is_taken = |format: Format| rules.formats.iter().any(|name| Format::named(name) == Some(format));
    let is_picture = |stated: &str| stated.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("image/"));
    uri.content_type().is_some_and(is_picture)
        && limits.all(|limit| bytes <= limit.wide)
        && (rules.formats.is_empty() || uri.format().is_some_and(is_taken))
        && uri.dimensions().is_none_or(|size| has_shape(size, rules))
        && uri.faults().next().is_none()
}

fn has_shape(size: Dimensions, rules: &ImageRules) -> bool {
    rules.least.is_none_or(|least| size.width >= least.width && size.height >= least.height)
        && rules.ratio.is_none_or(|span| {
            compare(size, span.from) != Ordering::Less && compare(size, span.to) != Ordering::Greater
        })
}
