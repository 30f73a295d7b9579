//! The rules for pictures: form, format, size and shape, as far as the text of the request shows them.

use std::cmp::Ordering;

use crate::image::{DataUri, Dimensions, Format, Reference, shortened};
use crate::table::{Fault, FieldKind, ImageForm, ImageRules, Ratio, RatioSpan};
use crate::value::Value;
use crate::violation::NoteKind;

use super::finding::Findings;
use super::limits::within;
use super::place::{Place, Slot};
use super::sentence;

/// Every picture of a request by its field's rules, then those together that have a rule about several.
pub(super) fn pictures(slots: &[Slot<'_>], findings: &mut Findings<'_>) {
    let is_picture = |slot: &&Slot<'_>| matches!(slot.field.kind, FieldKind::Image | FieldKind::Images);
    let mut sizes = Vec::new();
    for slot in slots.iter().filter(is_picture) {
        let rules = slot.field.image.as_ref().unwrap_or(&NO_RULES);
        for (place, value) in slot.singles() {
            let reference = match value {
                Value::Text(text) => text.reference(),
                Value::Cut(cut) => cut.reference(),
                _ => continue,
            };
            // An empty picture of its own is an absent one; an empty element is a hole in the list.
            if !value.is_empty() || matches!(slot.value, Some(Value::List(_))) {
                let picture = Picture { place: &place, value, rules };
                let size = picture.check(reference, findings);
                sizes.extend(size.map(|size| Measured { place, size, alike: rules.alike }));
            }
        }
    }
    alike(&sizes, findings);
}

pub(super) const NO_RULES: ImageRules = ImageRules {
    forms: std::borrow::Cow::Borrowed(&[]),
    formats: std::borrow::Cow::Borrowed(&[]),
    ratio: None,
    least: None,
    max_bytes: None,
    max_decoded: None,
    alike: None,
};

/// One picture of a request and the rules for it.
struct Picture<'g> {
    place: &'g Place<'g>,
    value: &'g Value<'g>,
    rules: &'g ImageRules,
}

impl Picture<'_> {
    /// Its width and height, if they can be known.
    fn check(&self, reference: Reference<'_>, findings: &mut Findings<'_>) -> Option<Dimensions> {
        for fault in reference.faults() {
            self.refuse(Fault::ImageUnreadable, format!("it cannot be read: {fault}"), findings);
        }
        let form = form(&reference)?;
        if !self.rules.forms.is_empty() && !self.rules.forms.contains(&form) {
            let taken: Vec<_> = self.rules.forms.iter().map(|form| noun(*form).to_owned()).collect();
            let sentence = format!("it is {}; the page takes {}", noun(form), sentence::either(&taken));
            self.refuse(Fault::ImageUnreadable, sentence, findings);
            return None;
        }
        match reference {
            Reference::Data(uri) => self.data(uri, findings),
            _ => {
                self.unknown(form, findings);
                None
            }
        }
    }

    fn data(&self, uri: DataUri<'_>, findings: &mut Findings<'_>) -> Option<Dimensions> {
        self.label(uri, findings);
        if uri.is_base64() {
            self.bytes(uri, findings);
        }
        let format = self.format(uri, findings)?;
        match uri.dimensions() {
            Some(size) => self.size(size, findings),
            None if self.rules.least.is_some() || self.rules.ratio.is_some() => {
                let sentence =
                    format!("width and height of this {format} picture cannot be known here and are not checked");
                findings.note(self.place, NoteKind::CannotBeKnown, sentence);
            }
            None => {}
        }
        uri.dimensions()
    }

    /// What the head calls the picture.
    fn label(&self, uri: DataUri<'_>, findings: &mut Findings<'_>) {
        let Some(stated) = uri.content_type() else { return };
        let is_picture = stated.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("image/"));
        if stated.contains('/') && !is_picture {
            let shown = sentence::text(stated);
            let sentence = format!("its content type is {shown}; that of a picture belongs here, such as image/png");
            return self.refuse(Fault::ImageFormat, sentence, findings);
        }
        let Some(format) = uri.format().filter(|format| uri.labelled_format() != Some(*format)) else { return };
        let sentence = format!("it is labelled {} and its bytes are a {format} picture", sentence::text(stated));
        findings.note(self.place, NoteKind::Mislabelled, sentence);
    }

    fn bytes(&self, uri: DataUri<'_>, findings: &mut Findings<'_>) {
        let limits = [&self.rules.max_decoded, &self.rules.max_bytes].into_iter().flatten();
        let subject = "once decoded the picture has";
        let bytes = uri.decoded_len();
        for limit in limits {
            // One violation is enough for one size.
            if !within(self.place, subject, bytes, limit, Fault::ImageSize, findings) {
                return;
            }
        }
    }

    /// The format by the bytes, unless the page does not take it.
    fn format(&self, uri: DataUri<'_>, findings: &mut Findings<'_>) -> Option<Format> {
        let format = uri.format();
        let taken = |format: Format| self.rules.formats.iter().any(|name| Format::named(name) == Some(format));
        if self.rules.formats.is_empty() || format.is_some_and(taken) {
            return format;
        }
        let what = match format {
            Some(format) => format!("its bytes are a {format} picture"),
            // What cannot be decoded is reported already.
            None if uri.faults().next().is_some() => return None,
            None => "its bytes begin like no picture format known here".to_owned(),
        };
        let formats: Vec<_> = self.rules.formats.iter().map(ToString::to_string).collect();
        let sentence = format!("{what}; the page takes {}", sentence::list(&formats));
        findings.refuse(self.place, Fault::ImageFormat, sentence).allowed = formats;
        None
    }

    fn size(&self, size: Dimensions, findings: &mut Findings<'_>) {
        if let Some(least) = self.rules.least.filter(|least| size.width < least.width || size.height < least.height) {
            let sentence = format!("the picture is {size}; the page takes {}x{} at least", least.width, least.height);
            self.refuse(Fault::ImageSize, sentence, findings);
        }
        let Some(span) = self.rules.ratio else { return };
        let shape = |end: Ratio| compare(size, end);
        let pages = format!("the page takes shapes from {} to {}", ratio(span.from), ratio(span.to));
        match (shape(span.from), shape(span.to)) {
            (Ordering::Less, _) => {
                let sentence = format!("the picture is {size}, narrower than {}; {pages}", ratio(span.from));
                self.refuse(Fault::ImageSize, sentence, findings);
            }
            (_, Ordering::Greater) => {
                let sentence = format!("the picture is {size}, wider than {}; {pages}", ratio(span.to));
                self.refuse(Fault::ImageSize, sentence, findings);
            }
            // Pages say "less than 1:4 or 4:1", which leaves it open; the wider reading counts.
            (Ordering::Equal, _) | (_, Ordering::Equal) => {
                let sentence = format!("the picture is {size}; {pages} and does not say whether the ends count");
                findings.note(self.place, NoteKind::BothReadings, sentence);
            }
            _ => {}
        }
    }

    /// What the page limits and nobody can see in an address or a reference.
    fn unknown(&self, form: ImageForm, findings: &mut Findings<'_>) {
        let rules = self.rules;
        let is_measured = rules.least.is_some() || rules.ratio.is_some() || rules.alike.is_some();
        let unknown = [
            (!rules.formats.is_empty(), "format"),
            (rules.max_bytes.is_some(), "bytes"),
            (is_measured, "width"),
            (is_measured, "height"),
        ];
        let unknown: Vec<_> =
            unknown.into_iter().filter(|(is_limited, _)| *is_limited).map(|(_, what)| what.to_owned()).collect();
        if !unknown.is_empty() {
            let (unknown, behind) = (sentence::list(&unknown), noun(form));
            let sentence =
                format!("the rules for {unknown} are not checked: what is behind {behind} cannot be known here");
            findings.note(self.place, NoteKind::CannotBeKnown, sentence);
        }
    }

    fn refuse(&self, fault: Fault, sentence: impl AsRef<str>, findings: &mut Findings<'_>) {
        let given = match self.value {
            Value::Text(text) => Some(shortened(text).to_string()),
            Value::Cut(cut) => Some(cut.shortened().to_string()),
            _ => None,
        };
        findings.refuse(self.place, fault, sentence).given = given;
    }
}

/// A picture whose width and height are known.
struct Measured<'g> {
    place: Place<'g>,
    size: Dimensions,
    alike: Option<RatioSpan>,
}

/// How far pictures that have the rule differ in shape, in one list or in fields of their own: each is compared with the first.
fn alike(sizes: &[Measured<'_>], findings: &mut Findings<'_>) {
    for later in sizes {
        let Some(span) = later.alike else { continue };
        let Some(first) = sizes.iter().find(|first| first.alike.is_some()) else { continue };
        if is_alike(first.size, later.size, span) {
            continue;
        }
        let (other, span) = (&first.place.wire, format!("{} to {}", ratio(span.from), ratio(span.to)));
        let sentence = format!(
            "the picture is {} and that of {other} {}; the page takes shapes that differ by {span} at most",
            later.size, first.size
        );
        findings.refuse(&later.place, Fault::ImageSize, sentence);
    }
}

/// Whether the shape of one divided by that of the other is within the span, the ends included.
pub(super) fn is_alike(first: Dimensions, later: Dimensions, span: RatioSpan) -> bool {
    let upper = u128::from(first.width) * u128::from(later.height);
    let lower = u128::from(first.height) * u128::from(later.width);
    upper * u128::from(span.from.to) >= lower * u128::from(span.from.of)
        && upper * u128::from(span.to.to) <= lower * u128::from(span.to.of)
}

/// Width divided by height, compared with a fraction.
pub(super) fn compare(size: Dimensions, ratio: Ratio) -> Ordering {
    let shape = u64::from(size.width) * u64::from(ratio.to);
    shape.cmp(&(u64::from(size.height) * u64::from(ratio.of)))
}

fn ratio(ratio: Ratio) -> String {
    format!("{}:{}", ratio.of, ratio.to)
}

pub(super) fn form(reference: &Reference<'_>) -> Option<ImageForm> {
    match reference {
        Reference::Url(_) => Some(ImageForm::Url),
        Reference::Data(_) => Some(ImageForm::Base64),
        Reference::Upload(_) => Some(ImageForm::Upload),
        Reference::Unreadable(_) => None,
    }
}

fn noun(form: ImageForm) -> &'static str {
    match form {
        ImageForm::Url => "an http or https URL",
        ImageForm::Base64 => "a data URI",
        ImageForm::Upload => "an upload reference",
    }
}
