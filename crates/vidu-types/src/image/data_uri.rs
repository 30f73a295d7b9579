//! Looks into a data URI: what its head states, whether its payload is sound, and what picture the payload begins.

use std::fmt;

use super::base64::{self, Decoded, PayloadFault};
use super::cut::Hole;
use super::reference::blank;
use super::{Dimensions, Fault, Format, shortened};

/// A data URI, `data:image/png;base64,iVBORw0..`, borrowed and not decoded.
///
/// What the head states and what the payload is are asked for separately, because they need not agree: clients label
/// PNG bytes as `image/jpeg`, and vendors look at the bytes.
#[derive(Clone, Copy)]
pub struct DataUri<'a> {
    text: &'a str,
    head: &'a str,
    payload: &'a str,
    /// What is not in the payload any more, by position in it.
    hole: Option<Hole>,
    /// Whether it was found to have no fault.
    is_sound: bool,
}

impl<'a> DataUri<'a> {
    /// The content type as written, in whatever case; `None` if the head states none.
    pub fn content_type(&self) -> Option<&'a str> {
        let first = self.words().next()?;
        let stated = !first.is_empty() && !first.contains('=') && !is_base64_mark(first);
        stated.then_some(first)
    }

    /// The format that the content type names, which need not be that of the bytes.
    pub fn labelled_format(&self) -> Option<Format> {
        Format::named(self.content_type()?)
    }

    /// Whether the head says `;base64`, in any case and among any other parameters.
    pub fn is_base64(&self) -> bool {
        self.words().any(is_base64_mark)
    }

    /// What follows the comma, as far as it was kept.
    pub fn payload(&self) -> &'a str {
        self.payload
    }

    /// How many bytes the payload decodes to, computed from its length and padding: exact if the payload has no fault.
    pub fn decoded_len(&self) -> u64 {
        base64::decoded_len(self.payload, self.hole.map_or(0, |hole| hole.length))
    }

    /// What makes the payload undecodable: one pass over all of it, a millisecond or two for 13 MB,
    /// unless its [`Image`](super::Image) was found sound before.
    ///
    /// ```
    /// use vidu_types::image::{PayloadFault, Reference, read};
    ///
    /// let Reference::Data(uri) = read("data:image/png;base64,iVBO-w==") else { panic!() };
    /// assert_eq!(uri.payload_fault(), Some(PayloadFault::Character { character: '-', position: 4 }));
    /// ```
    pub fn payload_fault(&self) -> Option<PayloadFault> {
        if self.is_sound { None } else { base64::fault(self.payload, self.hole) }
    }

    /// Everything that is wrong with head and payload, whatever page it is meant for.
    pub fn faults(&self) -> impl Iterator<Item = Fault> + use<> {
        if self.is_sound {
            return [None; 3].into_iter().flatten();
        }
        // A payload that is not said to be base64 cannot be wrong base64.
        let payload = if self.is_base64() { self.payload_fault().map(Fault::Payload) } else { Some(Fault::NotBase64) };
        let head_length = self.text.len() - self.payload.len();
        [blank(&self.text[..head_length]), self.content_type_fault(), payload].into_iter().flatten()
    }

    /// The format of the payload by its first bytes; `None` if they are like no format known here.
    pub fn format(&self) -> Option<Format> {
        Format::of(self.decoded())
    }

    /// Width and height by the header of the payload, decoding a few bytes of it.
    ///
    /// `None` for what is cut off, says zero, or is of a format that keeps them deep inside (tiff, heic, avif). They are
    /// those of the stored picture: a camera's note that it be turned by 90 degrees is not applied.
    pub fn dimensions(&self) -> Option<Dimensions> {
        Dimensions::read(self.format()?, self.decoded())
    }

    /// Reads `rest`, which is what follows the colon of the scheme in `text`; `None` without a comma.
    pub(super) fn read(text: &'a str, rest: &'a str) -> Option<Self> {
        let (head, payload) = rest.split_once(',')?;
        Some(Self { text, head, payload, hole: None, is_sound: false })
    }

    /// What was read before and found to have no fault.
    pub(super) fn sound(text: &'a str, payload: &'a str) -> Option<Self> {
        let head = text.get(text.find(':')? + 1..text.len().checked_sub(payload.len() + 1)?)?;
        Some(Self { text, head, payload, hole: None, is_sound: true })
    }

    /// Whether it was found to have no fault when its picture was made; another one may have none either.
    pub(crate) fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// The same with something let go of it, at a position in its text.
    pub(super) fn with_hole(uri: Self, hole: Hole) -> Self {
        let before = uri.text.len() - uri.payload.len();
        Self { hole: Some(Hole { at: hole.at.saturating_sub(before), ..hole }), ..uri }
    }

    fn decoded(&self) -> Decoded<'a> {
        Decoded(self.hole.and_then(|hole| self.payload.get(..hole.at)).unwrap_or(self.payload))
    }

    fn words(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.head.split(';').map(str::trim)
    }

    fn content_type_fault(&self) -> Option<Fault> {
        match self.content_type() {
            None => Some(Fault::NoContentType),
            Some(stated) if is_type_and_subtype(stated) => None,
            Some(_) => Some(Fault::ContentType),
        }
    }
}

/// By what it says, whoever read it.
impl PartialEq for DataUri<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.text, self.hole) == (other.text, other.hole)
    }
}

impl Eq for DataUri<'_> {}

impl fmt::Debug for DataUri<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DataUri({})", shortened(self.text))
    }
}

/// The head of a data URI of a format, with the comma.
pub(super) fn head(format: Format) -> String {
    format!("data:{};base64,", format.content_type())
}

fn is_base64_mark(word: &str) -> bool {
    word.eq_ignore_ascii_case("base64")
}

fn is_type_and_subtype(stated: &str) -> bool {
    let is_token = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'/');
    stated.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::{Reference, read, samples};

    fn uri(text: &str) -> DataUri<'_> {
        let Reference::Data(uri) = read(text) else { panic!("{text}") };
        uri
    }

    #[test]
    fn heads() {
        let cases = [
            ("data:image/png;base64,AAAA", Some("image/png"), true),
            ("DATA:image/JPEG;Base64,AAAA", Some("image/JPEG"), true),
            ("data:image/png;charset=utf-8;name=a.png;base64,AAAA", Some("image/png"), true),
            ("data:image/png;base64;name=a.png,AAAA", Some("image/png"), true),
            ("data:image/png,AAAA", Some("image/png"), false),
            ("data:image/png;base64url,AAAA", Some("image/png"), false),
            ("data:;base64,AAAA", None, true),
            ("data:base64,AAAA", None, true),
            ("data:charset=utf-8;base64,AAAA", None, true),
            ("data:,", None, false),
            ("data:png;base64,AAAA", Some("png"), true),
        ];
        for (text, content_type, is_base64) in cases {
            assert_eq!((uri(text).content_type(), uri(text).is_base64()), (content_type, is_base64), "{text}");
        }
    }

    #[test]
    fn all_faults_at_once() {
        let character = |character, position| Fault::Payload(PayloadFault::Character { character, position });
        let cases: [(&str, &[Fault]); 10] = [
            ("data:image/png;base64,AAAA", &[]),
            ("data:text/plain;base64,AAAA", &[]),
            ("data:image/png;base64,", &[Fault::Payload(PayloadFault::Empty)]),
            ("data:image/png,%89PNG", &[Fault::NotBase64]),
            ("data:;base64,AAAA", &[Fault::NoContentType]),
            ("data:png;base64,AAAA", &[Fault::ContentType]),
            ("data:image/;base64,AAAA", &[Fault::ContentType]),
            ("data:,", &[Fault::NoContentType, Fault::NotBase64]),
            ("data:;base64,A_AA", &[Fault::NoContentType, character('_', 1)]),
            ("data:image/png; base64,AAA\n", &[Fault::Blank { character: ' ', position: 15 }, character('\n', 3)]),
        ];
        for (text, faults) in cases {
            assert_eq!(uri(text).faults().collect::<Vec<_>>(), faults, "{text}");
            assert_eq!(read(text).faults().collect::<Vec<_>>(), faults, "{text}");
        }
    }

    #[test]
    fn label_and_bytes_may_differ() {
        let text = format!("data:image/JPG;base64,{}", samples::base64(&samples::png(640, 480)));
        assert_eq!(uri(&text).labelled_format(), Some(Format::Jpeg));
        assert_eq!(uri(&text).format(), Some(Format::Png));
        assert_eq!(uri(&text).dimensions(), Some(Dimensions { width: 640, height: 480 }));
    }

    #[test]
    fn the_picture_is_seen_though_the_payload_is_cut_off() {
        let whole = format!("data:image/png;base64,{}", samples::base64(&samples::png(640, 480)));
        let cut = &whole[..whole.len() - 7];
        assert_eq!(uri(cut).payload_fault(), Some(PayloadFault::Length));
        assert_eq!(uri(cut).dimensions(), Some(Dimensions { width: 640, height: 480 }));
    }
}
