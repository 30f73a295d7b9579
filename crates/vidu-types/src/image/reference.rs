//! Tells a URL, a data URI and an upload reference apart, and says what is wrong with a text that is none of them.

use super::base64::{Decoded, looks_like_base64};
use super::{DataUri, Fault, Format, Url};

/// What can be known of a picture from its text alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reference<'a> {
    /// A sound http or https URL; what lies behind it cannot be known here.
    Url(Url<'a>),
    /// A data URI, perhaps with [faults](DataUri::faults).
    Data(DataUri<'a>),
    /// The id of an upload: `123` of `ssupload:?id=123`.
    Upload(&'a str),
    /// None of these, and why not.
    Unreadable(Fault),
}

/// The ways to give a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageKind {
    /// An http or https URL.
    Url,
    /// A data URI, sound or not.
    DataUri,
    /// A reference that an upload answered.
    Upload,
    /// None of these.
    Unreadable,
}

/// Reads what can be known of a picture from its text.
///
/// It looks at the head only and copies nothing; a look at all of a payload is a method of [`DataUri`], so that who
/// wants only the kind does not pay for 13 MB.
///
/// ```
/// use vidu_types::image::{Format, Reference, read};
///
/// let Reference::Data(uri) = read("data:image/JPEG;base64,R0lGODlhAQABAAAAAA==") else { panic!() };
/// assert_eq!(uri.labelled_format(), Some(Format::Jpeg));
/// assert_eq!(uri.format(), Some(Format::Gif));
/// ```
pub fn read(text: &str) -> Reference<'_> {
    // As most are written.
    if let Some(rest) = text.strip_prefix("https:") {
        return Url::read(text, rest).map_or_else(Reference::Unreadable, Reference::Url);
    }
    let Some((scheme, rest)) = split_scheme(text) else { return Reference::Unreadable(without_scheme(text)) };
    let is = |known: &str| scheme.eq_ignore_ascii_case(known);
    let reference = if is("https") || is("http") {
        Url::read(text, rest).map(Reference::Url)
    } else if is("data") {
        DataUri::read(text, rest).map(Reference::Data).ok_or(Fault::Comma)
    } else if is("ssupload") {
        upload_id(text, rest).map(Reference::Upload)
    } else if rest.starts_with(|first: char| first.is_ascii_digit()) {
        // `localhost:80/cat.png` lacks its scheme.
        Err(Fault::NoScheme)
    } else {
        Err(Fault::Scheme)
    };
    reference.unwrap_or_else(Reference::Unreadable)
}

impl Reference<'_> {
    /// Which of the ways to give a picture this is.
    pub fn kind(&self) -> ImageKind {
        match self {
            Self::Url(_) => ImageKind::Url,
            Self::Data(_) => ImageKind::DataUri,
            Self::Upload(_) => ImageKind::Upload,
            Self::Unreadable(_) => ImageKind::Unreadable,
        }
    }

    /// Everything that is wrong with it whatever page it is meant for; nothing for a sound reference.
    pub fn faults(&self) -> impl Iterator<Item = Fault> + use<> {
        let (fault, data) = match self {
            Self::Url(_) | Self::Upload(_) => (None, None),
            Self::Data(uri) => (None, Some(uri.faults())),
            Self::Unreadable(fault) => (Some(*fault), None),
        };
        fault.into_iter().chain(data.into_iter().flatten())
    }

    /// Why it cannot stand where one kind is wanted.
    pub(super) fn refusal(&self, wanted: ImageKind) -> Option<Fault> {
        match self.kind() {
            ImageKind::Unreadable => self.faults().next(),
            given if given == wanted => self.faults().next(),
            given => Some(Fault::Kind { given, wanted }),
        }
    }
}

/// The first character that no reference may hold, with its position in characters.
pub(super) fn blank(text: &str) -> Option<Fault> {
    // Most texts have none, which takes no look at each character.
    if is_graphic(text.as_bytes()) {
        return None;
    }
    let mut characters = text.chars().enumerate();
    let (position, character) =
        characters.find(|(_, character)| character.is_whitespace() || character.is_control())?;
    Some(Fault::Blank { character, position })
}

/// Whether all of it is ASCII that leaves a mark: sixteen bytes at a time, the last of which may be looked at twice.
fn is_graphic(text: &[u8]) -> bool {
    let all = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & byte.is_ascii_graphic());
    let Some(last) = text.last_chunk::<16>() else { return all(text) };
    text.as_chunks::<16>().0.iter().all(|bytes| all(bytes)) && all(last)
}

fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let goes_on = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let end = text.bytes().position(|byte| !goes_on(byte))?;
    let (scheme, rest) = text.split_at(end);
    let rest = rest.strip_prefix(':')?;
    // `C:\cat.png` is a path.
    (end > 1 && scheme.starts_with(|first: char| first.is_ascii_alphabetic())).then_some((scheme, rest))
}

fn upload_id<'a>(text: &str, rest: &'a str) -> Result<&'a str, Fault> {
    let id = rest.strip_prefix("?id=").and_then(|id| id.split('&').next()).filter(|id| !id.is_empty());
    match blank(text) {
        Some(fault) => Err(fault),
        None => id.ok_or(Fault::UploadId),
    }
}

fn without_scheme(text: &str) -> Fault {
    if text.is_empty() {
        return Fault::Empty;
    }
    let outer_blank = text.starts_with(char::is_whitespace).then(|| blank(text)).flatten();
    outer_blank.or_else(|| bare_base64(text)).unwrap_or(Fault::NoScheme)
}

/// Base64 that lost the head of its data URI, or only the `data:` of it.
fn bare_base64(text: &str) -> Option<Fault> {
    let payload = match text.split_once(',') {
        Some((head, payload)) if head.to_ascii_lowercase().ends_with("base64") => payload,
        _ => text,
    };
    let format = Format::of(Decoded(payload));
    (format.is_some() || payload.len() < text.len() || looks_like_base64(payload))
        .then_some(Fault::BareBase64 { format })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::samples;
    use proptest::prelude::*;

    #[test]
    fn kinds() {
        let cases = [
            ("HTTPS://a.example/b.png", ImageKind::Url),
            ("http://a", ImageKind::Url),
            ("DATA:image/png;BASE64,AAAA", ImageKind::DataUri),
            ("data:,", ImageKind::DataUri),
            ("ssupload:?id=123", ImageKind::Upload),
            ("SSUpload:?id=a-b_c", ImageKind::Upload),
            ("cat.png", ImageKind::Unreadable),
        ];
        for (text, kind) in cases {
            assert_eq!(read(text).kind(), kind, "{text}");
        }
        assert_eq!(read("ssupload:?id=123"), Reference::Upload("123"));
        assert_eq!(read("ssupload:?id=123&x=1"), Reference::Upload("123"));
    }

    #[test]
    fn unreadable_texts() {
        let long = "QUJD".repeat(20);
        let png = samples::base64(&samples::png(1, 1));
        let headless = format!("image/png;base64,{png}");
        let cases = [
            ("", Fault::Empty),
            (" ", Fault::Blank { character: ' ', position: 0 }),
            ("\thttps://a/b", Fault::Blank { character: '\t', position: 0 }),
            ("cat.png", Fault::NoScheme),
            ("./images/cat.png", Fault::NoScheme),
            ("/images/cat", Fault::NoScheme),
            ("C:\\cat.png", Fault::NoScheme),
            ("//a.example/cat.png", Fault::NoScheme),
            ("localhost:3000/cat.png", Fault::NoScheme),
            ("a.example/cat.png", Fault::NoScheme),
            (":", Fault::NoScheme),
            ("file:///cat.png", Fault::Scheme),
            ("ftp://a.example/cat.png", Fault::Scheme),
            ("blob:https://a.example/1", Fault::Scheme),
            ("/9j/4AAQSkZJRgABAQ", Fault::BareBase64 { format: Some(Format::Jpeg) }),
            (&png, Fault::BareBase64 { format: Some(Format::Png) }),
            (&headless, Fault::BareBase64 { format: Some(Format::Png) }),
            (&long, Fault::BareBase64 { format: None }),
            ("base64,AAAA", Fault::BareBase64 { format: None }),
            ("data:image/png;base64", Fault::Comma),
            ("data:image/png;base64iVBORw0KGgo=", Fault::Comma),
            ("data:", Fault::Comma),
            ("ssupload:", Fault::UploadId),
            ("ssupload:?id=", Fault::UploadId),
            ("ssupload:?id=&x=1", Fault::UploadId),
            ("ssupload:123", Fault::UploadId),
            ("https:80", Fault::NoHost),
            ("data:80", Fault::Comma),
            ("ssupload:?id=1 2", Fault::Blank { character: ' ', position: 14 }),
        ];
        for (text, fault) in cases {
            assert_eq!(read(text), Reference::Unreadable(fault), "{text}");
            assert_eq!(read(text).faults().collect::<Vec<_>>(), [fault], "{text}");
        }
    }

    #[test]
    fn a_blank_is_found_wherever_it_stands() {
        for length in 0..50 {
            assert_eq!(blank(&"a".repeat(length)), None, "{length}");
            for (place, character) in
                (0..length).flat_map(|place| [' ', '\u{7f}', '\u{3000}'].map(|what| (place, what)))
            {
                let text = format!("{}{character}{}", "a".repeat(place), "~".repeat(length - place));
                assert_eq!(blank(&text), Some(Fault::Blank { character, position: place }), "{text:?}");
            }
        }
    }

    fn visit_everything(text: &str) {
        let reference = read(text);
        let image = crate::image::Image::unchecked(text);
        let mut words = format!("{reference:?} {image} {image:?}");
        words.extend(reference.faults().map(|fault| fault.to_string()));
        words.extend(text.parse::<crate::image::Image>().map_err(|error| error.to_string()).err());
        assert!(!words.chars().any(char::is_control));
        if let Reference::Data(uri) = reference {
            let seen = (uri.format(), uri.dimensions(), uri.decoded_len(), uri.labelled_format());
            assert!(uri.dimensions().is_none_or(|size| size.width > 0 && size.height > 0), "{seen:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            visit_everything(&text);
        }

        #[test]
        fn any_text_after_a_known_head_is_read_without_panic(
            head in prop::sample::select(vec!["data:", "data:image/png;base64,", "https://", "http://[", "https://a:", "ssupload:?id="]),
            tail in any::<String>(),
        ) {
            visit_everything(&format!("{head}{tail}"));
        }

        #[test]
        fn mutilated_data_uris_are_read_without_panic(
            sample in prop::sample::select(samples::pictures()),
            cut in any::<prop::sample::Index>(),
            place in any::<prop::sample::Index>(),
            byte in any::<u8>(),
            character in any::<char>(),
        ) {
            let mut bytes = sample.0;
            let place = place.index(bytes.len());
            bytes[place] = byte;
            let whole = format!("data:image/png;base64,{}", samples::base64(&bytes));
            let cut = cut.index(whole.len());
            visit_everything(&whole);
            visit_everything(&whole[..cut]);
            visit_everything(&format!("{}{character}{}", &whole[..cut], &whole[cut..]));
        }

        #[test]
        fn any_bytes_after_a_known_signature_are_read_without_panic(
            sample in prop::sample::select(samples::pictures()),
            kept in 0..32_usize,
            tail in prop::collection::vec(any::<u8>(), 0..64),
        ) {
            let mut bytes = sample.0;
            bytes.truncate(kept);
            bytes.extend(tail);
            visit_everything(&format!("data:image/png;base64,{}", samples::base64(&bytes)));
        }
    }
}
