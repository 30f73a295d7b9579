//! Pictures as requests carry them: a URL, a data URI or an upload reference, and what can be known from the text alone.

pub(crate) mod base64;
pub(crate) mod cut;
mod data_uri;
mod dimensions;
mod encoder;
mod excerpt;
mod fault;
mod format;
mod proved;
mod reference;
#[cfg(test)]
pub(crate) mod samples;
mod url;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

pub use base64::PayloadFault;
pub use cut::Cut;
pub use data_uri::DataUri;
pub use dimensions::Dimensions;
pub use encoder::Encoder;
pub use excerpt::shortened;
pub use fault::{Fault, ImageError};
pub use format::Format;
use proved::Proved;
pub use reference::{ImageKind, Reference, read};
pub use url::Url;

/// A picture given to a vendor: a URL, a data URI, or an upload reference.
///
/// A clone shares the text, because a data URI can be 13 MB and one picture often goes into several requests.
///
/// The constructors refuse what no vendor could read, and what they found sound is not looked at again: neither by a
/// check, however many requests the picture goes into, nor when the body is written. `From` and `Deserialize` refuse
/// nothing: there the checker reports what is wrong, together with every other fault of the request. Limits of size and
/// format differ by page and are never checked here.
///
/// `Debug` and `Display` print a shortened form without the query string, because logs must hold neither megabytes nor
/// the signature of a signed URL; [`as_str`](Image::as_str) is the text itself.
///
/// ```
/// use vidu_types::Image;
///
/// let image = Image::url("https://cdn.example.com/cat.png?signature=secret")?;
/// assert_eq!(image.to_string(), "https://cdn.example.com/cat.png?..");
/// assert_eq!(image.as_str(), "https://cdn.example.com/cat.png?signature=secret");
///
/// let error = Image::url("ftp://cdn.example.com/cat.png").unwrap_err();
/// assert!(error.to_string().contains("give an http or https URL"));
/// # Ok::<(), vidu_types::image::ImageError>(())
/// ```
#[derive(Clone)]
pub struct Image {
    held: Arc<Held>,
}

struct Held {
    // A `str` in the `Arc` would copy a `String` once more; this takes over its buffer.
    text: String,
    proved: Option<Proved>,
}

impl Image {
    /// A picture that the vendor fetches: `http` or `https`, with a host, without user name, blanks or control characters.
    pub fn url(text: impl Into<String>) -> Result<Self, ImageError> {
        Self::of_kind(text.into(), ImageKind::Url)
    }

    /// A picture inside the request: a data URI with a content type and a payload in standard, padded base64.
    pub fn data_uri(text: impl Into<String>) -> Result<Self, ImageError> {
        Self::of_kind(text.into(), ImageKind::DataUri)
    }

    /// A picture that was uploaded before, by the reference that the upload answered.
    ///
    /// ```
    /// assert!(vidu_types::Image::upload("ssupload:?id=123").is_ok());
    /// ```
    pub fn upload(text: impl Into<String>) -> Result<Self, ImageError> {
        Self::of_kind(text.into(), ImageKind::Upload)
    }

    /// The bytes of a picture file as a data URI; the content type follows from the bytes, not from a file name.
    ///
    /// ```
    /// let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00";
    /// assert_eq!(vidu_types::Image::from_bytes(gif)?.as_str(), "data:image/gif;base64,R0lGODlhAQABAAAAAA==");
    /// # Ok::<(), vidu_types::image::ImageError>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ImageError> {
        let format = Format::sniff(bytes).ok_or_else(|| ImageError::of_bytes(bytes))?;
        let head = data_uri::head(format);
        Ok(Self::encoded(base64::encode_after(&head, bytes), head.len()))
    }

    /// Whatever it is: for a vendor that takes more than its pages say; the checker still reports what looks wrong.
    pub fn unchecked(text: impl Into<String>) -> Self {
        Self::held(text.into(), None)
    }

    /// The text as it goes over the wire, in full.
    pub fn as_str(&self) -> &str {
        &self.held.text
    }

    /// Which of the ways to give a picture this is.
    pub fn kind(&self) -> ImageKind {
        self.reference().kind()
    }

    /// What can be known from the text: same as [`read`] on [`as_str`](Image::as_str), without a look at what was found
    /// sound before.
    pub fn reference(&self) -> Reference<'_> {
        match self.held.proved {
            Some(proved) => proved.reference(&self.held.text),
            None => read(&self.held.text),
        }
    }

    /// Which of the ways this is, if a constructor found it sound.
    #[inline]
    pub(crate) fn sound_kind(&self) -> Option<ImageKind> {
        self.held.proved.map(|proved| proved.kind)
    }

    fn of_kind(text: String, wanted: ImageKind) -> Result<Self, ImageError> {
        Self::sound(text, |reference| reference.refusal(wanted))
    }

    fn sound(text: String, fault: impl Fn(&Reference<'_>) -> Option<Fault>) -> Result<Self, ImageError> {
        let reference = read(&text);
        match fault(&reference) {
            Some(fault) => Err(ImageError::of_text(&text, fault)),
            None => {
                let proved = Proved::of(&text, &reference);
                Ok(Self::held(text, proved))
            }
        }
    }

    /// A data URI whose head, of so many bytes, was written here, as was the base64 behind it.
    fn encoded(text: String, head: usize) -> Self {
        let proved = Proved::encoded(&text, head);
        Self::held(text, Some(proved))
    }

    fn held(text: String, proved: Option<Proved>) -> Self {
        Self { held: Arc::new(Held { text, proved }) }
    }
}

/// By the text alone, whatever was found of it.
impl PartialEq for Image {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Image {}

impl Hash for Image {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// Takes any text, as [`Image::unchecked`] does.
impl From<&str> for Image {
    fn from(text: &str) -> Self {
        Self::unchecked(text)
    }
}

/// Takes any text, as [`Image::unchecked`] does, without copying it.
impl From<String> for Image {
    fn from(text: String) -> Self {
        Self::unchecked(text)
    }
}

/// Takes a sound reference of any kind and refuses the rest: for texts that people type.
impl FromStr for Image {
    type Err = ImageError;

    fn from_str(text: &str) -> Result<Self, ImageError> {
        Self::sound(text.to_owned(), |reference| reference.faults().next())
    }
}

impl AsRef<str> for Image {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Image {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        shortened(self.as_str()).fmt(formatter)
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Image({self})")
    }
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Image {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(AnyText)
    }
}

/// Copies a borrowed text once and takes an owned one over.
struct AnyText;

impl Visitor<'_> for AnyText {
    type Value = Image;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a picture as a string: a URL, a data URI or an upload reference")
    }

    fn visit_str<E>(self, text: &str) -> Result<Image, E> {
        Ok(Image::unchecked(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Image, E> {
        Ok(Image::unchecked(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Constructor = fn(&'static str) -> Result<Image, ImageError>;

    #[test]
    fn each_constructor_takes_its_own_kind_only() {
        let url = "https://a.example/b.png";
        let data = "data:image/png;base64,AAAA";
        let upload = "ssupload:?id=123";
        let constructors: [(Constructor, &str); 3] =
            [(Image::url, url), (Image::data_uri, data), (Image::upload, upload)];
        for (constructor, own) in constructors {
            for text in [url, data, upload, "cat.png", ""] {
                assert_eq!(constructor(text).is_ok(), text == own, "{text:?}");
            }
        }
        for text in [url, data, upload] {
            assert_eq!(text.parse::<Image>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn errors_say_what_why_and_what_instead() {
        let both = "give an http or https URL, a data URI such as `data:image/png;base64,...` or an upload reference such as `ssupload:?id=123`";
        let cases = [
            ("", format!("the picture `` is refused: it is empty; {both}")),
            ("cat.png", format!("the picture `cat.png` is refused: it has no scheme such as `https:`, and a vendor cannot read local files; {both}")),
            ("ftp://a/b?key=secret", format!("the picture `ftp://a/b?..` is refused: its scheme is not one that vendors read; {both}")),
            ("https://me:secret@a/b", "the picture `https://..` is refused: it carries a user name or password, which would leak into logs; give the URL without what stands before the `@`".into()),
            ("https://a/b\nc", "the picture `https://a/b\\nc` is refused: it has '\\n' at position 11; give it without white space and control characters (a blank in a URL is `%20`)".into()),
            ("data:image/png;base64,AA-A", "the picture `data:image/png;base64,AA-A` is refused: its payload has '-' at 2: this is URL-safe base64; the standard alphabet with `+` and `/` is wanted".into()),
            ("data:;base64,AAAA", "the picture `data:;base64,AAAA` is refused: it states no content type; begin it with for instance `data:image/png;base64,`".into()),
        ];
        for (text, message) in cases {
            assert_eq!(text.parse::<Image>().unwrap_err().to_string(), message);
        }
        let message = Image::url("data:image/png;base64,AAAA").unwrap_err().to_string();
        assert_eq!(
            message,
            "the picture `data:image/png;base64,AAAA` is refused: it is a data URI; give an http or https URL here"
        );
        let message = Image::from_bytes(b"%PDF-1.7\n...").unwrap_err().to_string();
        assert_eq!(
            message,
            "the picture `25 50 44 46 2d 31 2e 37.. (12 bytes)` is refused: its bytes begin like no picture format known here; give a png, jpeg, webp, gif, bmp, tiff, heic or avif file"
        );
    }

    #[test]
    fn bytes_become_a_sound_data_uri() {
        for (bytes, format, dimensions) in samples::pictures() {
            let image = Image::from_bytes(&bytes).unwrap();
            let Reference::Data(uri) = image.reference() else { panic!("{image}") };
            assert_eq!(uri.faults().next(), None, "{image}");
            assert_eq!(uri.labelled_format(), Some(format), "{image}");
            assert_eq!(uri.decoded_len(), bytes.len() as u64, "{image}");
            assert_eq!(uri.dimensions(), dimensions, "{image}");
        }
        assert!(Image::from_bytes(b"").is_err());
    }

    #[test]
    fn json_takes_any_string_and_gives_it_back() {
        for text in ["https://a/b", "", "cat.png", "line\nbreak \u{1F431}", "data:;base64,-"] {
            let json = serde_json::to_string(text).unwrap();
            let image: Image = serde_json::from_str(&json).unwrap();
            assert_eq!(image.as_str(), text);
            assert_eq!(serde_json::to_string(&image).unwrap(), json);
            assert_eq!(serde_json::from_value::<Image>(text.into()).unwrap(), image);
            assert_eq!(serde_json::from_reader::<_, Image>(json.as_bytes()).unwrap(), Image::from(text));
        }
        let error = serde_json::from_str::<Image>("5").unwrap_err().to_string();
        assert!(error.contains("expected a picture as a string"), "{error}");
    }

    #[test]
    fn printing_is_short_and_a_clone_shares() {
        let image = Image::unchecked(format!("data:image/png;base64,{}", "A".repeat(10_000_000)));
        let shown = "data:image/png;base64,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.. (10000022 characters)";
        assert_eq!(image.to_string(), shown);
        assert_eq!(format!("{image:?}"), format!("Image({shown})"));
        assert_eq!(format!("{:?}", image.reference()), format!("Data(DataUri({shown}))"));
        assert!(Arc::ptr_eq(&image.held, &image.clone().held));
        let url = Image::unchecked("https://a/b?key=secret");
        assert_eq!(format!("{:?}", url.reference()), "Url(Url(https://a/b?..))");
    }
}
