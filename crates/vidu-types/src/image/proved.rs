//! What was found of a sound reference when its picture was made, so that nobody reads it again.

use super::{DataUri, ImageKind, Reference, Url, read};

/// That a text is a sound reference, and where the part of it stands that says which: host, payload or id.
#[derive(Clone, Copy)]
pub(super) struct Proved {
    pub(super) kind: ImageKind,
    start: usize,
    end: usize,
}

impl Proved {
    /// What was read of a text, in which the caller found no fault.
    pub(super) fn of(text: &str, reference: &Reference<'_>) -> Option<Self> {
        let (start, part) = match reference {
            Reference::Url(url) => (text.find(':')? + "://".len(), url.host()),
            Reference::Data(uri) => (text.len() - uri.payload().len(), uri.payload()),
            Reference::Upload(id) => ("ssupload:?id=".len(), *id),
            Reference::Unreadable(_) => return None,
        };
        Some(Self { kind: reference.kind(), start, end: start + part.len() })
    }

    /// A data URI that was encoded here, behind a head of so many bytes.
    pub(super) fn encoded(text: &str, head: usize) -> Self {
        Self { kind: ImageKind::DataUri, start: head, end: text.len() }
    }

    /// The same as reading the text again.
    pub(super) fn reference(self, text: &str) -> Reference<'_> {
        let Some(part) = text.get(self.start..self.end) else { return read(text) };
        match self.kind {
            ImageKind::Url => Reference::Url(Url::sound(text, part)),
            ImageKind::DataUri => DataUri::sound(text, part).map_or_else(|| read(text), Reference::Data),
            ImageKind::Upload => Reference::Upload(part),
            ImageKind::Unreadable => read(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::{Encoder, Image, samples};

    /// A picture whose making looked at its text, and the same text looked at now.
    fn both(image: &Image) -> (Reference<'_>, Reference<'_>) {
        let proved = image.held.proved.unwrap_or_else(|| panic!("{image}"));
        // What is not there would be read again.
        assert!(image.as_str().get(proved.start..proved.end).is_some(), "{image}");
        (image.reference(), read(image.as_str()))
    }

    fn parts<'a>(reference: &Reference<'a>) -> [Option<&'a str>; 2] {
        match reference {
            Reference::Url(url) => [Some(url.as_str()), Some(url.host())],
            Reference::Data(uri) => [uri.content_type(), Some(uri.payload())],
            Reference::Upload(id) => [Some(id), None],
            Reference::Unreadable(_) => [None, None],
        }
    }

    #[test]
    fn what_was_read_is_what_would_be_read() {
        let texts = [
            "https://cdn.example.com/cat.png?a=1:2#b",
            "HTTP://a",
            "https://a.example:8443?b",
            "http://[2001:db8::1]:80/b",
            "https://127.0.0.1/b.png",
            "https://bücher.example/b.png",
            "data:image/png;base64,AAAA",
            "DATA:image/JPEG;name=a.jpg;Base64,AAA=",
            "ssupload:?id=123",
            "SSUpload:?id=123&x=1",
        ];
        for text in texts {
            let image: Image = text.parse().unwrap();
            let (proved, read) = both(&image);
            assert_eq!((proved, parts(&proved)), (read, parts(&read)), "{text}");
            assert_eq!((proved.faults().count(), read.faults().count()), (0, 0), "{text}");
        }
    }

    #[test]
    fn what_was_encoded_here_is_what_would_be_read() {
        for (bytes, format, _) in samples::pictures() {
            let images = [Image::from_bytes(&bytes).unwrap(), Encoder::begin(&bytes, 0).unwrap().finish()];
            for image in &images {
                let (Reference::Data(proved), Reference::Data(read)) = both(image) else { panic!("{image}") };
                assert_eq!(parts(&Reference::Data(proved)), parts(&Reference::Data(read)), "{format}");
                assert_eq!((proved.labelled_format(), proved.is_base64()), (Some(format), true), "{format}");
                assert_eq!((proved.format(), proved.dimensions()), (read.format(), read.dimensions()), "{format}");
                assert_eq!((proved.decoded_len(), read.payload_fault()), (bytes.len() as u64, None), "{format}");
            }
        }
    }

    /// A text with a fault keeps it, however its picture was made.
    #[test]
    fn nothing_is_proved_of_what_is_wrong() {
        for text in ["https://user@a.example/b", "data:image/png;base64,A_AA", "data:,", "cat.png", ""] {
            let image = Image::unchecked(text);
            assert!(image.held.proved.is_none() && image.reference().faults().next().is_some(), "{text}");
            let made = [Image::url(text), Image::data_uri(text), Image::upload(text), text.parse()];
            assert!(made.iter().all(Result::is_err), "{text}");
        }
    }
}
