//! What can be wrong with the text of a picture on every page of every vendor, and how to say so.

use std::fmt;

use super::data_uri::head;
use super::{Format, ImageKind, PayloadFault, shortened};

/// As many bytes of a file as a message shows.
const SHOWN_BYTES: usize = 8;

/// What is wrong with the text of a picture, whatever page it is meant for.
///
/// `Display` says why it is refused and what to give instead, without repeating the text: "its scheme is not one that
/// vendors read; give an http or https URL, ..".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// There is no text.
    Empty,
    /// A path, a file name or a host without `https:`.
    NoScheme,
    /// `file:`, `ftp:` and other schemes that vendors do not read.
    Scheme,
    /// Base64 without the head of a data URI.
    BareBase64 {
        /// The format of the bytes, if they can be told.
        format: Option<Format>,
    },
    /// White space or a control character.
    Blank {
        /// The first such character.
        character: char,
        /// Where it stands, in characters counted from 0.
        position: usize,
    },
    /// A URL without a host.
    NoHost,
    /// A URL whose host is no name and no address.
    Host,
    /// A URL whose port is no number up to 65535.
    Port,
    /// A URL with a user name or password.
    UserName,
    /// An upload reference without an id.
    UploadId,
    /// A data URI without a comma, hence without a payload.
    Comma,
    /// A data URI that states no content type; pages demand "an appropriate content type string".
    NoContentType,
    /// A data URI whose content type is not of the form `image/png`.
    ContentType,
    /// A data URI that does not say `;base64`.
    NotBase64,
    /// A data URI whose payload cannot be decoded.
    Payload(PayloadFault),
    /// Sound, but not of the kind that was asked for.
    Kind {
        /// What it is.
        given: ImageKind,
        /// What was asked for.
        wanted: ImageKind,
    },
    /// Bytes of no picture format known here.
    UnknownBytes,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let any_kind = "give an http or https URL, a data URI such as `data:image/png;base64,...` or an upload reference such as `ssupload:?id=123`";
        let any_head = "begin it with for instance `data:image/png;base64,`";
        let (reason, remedy) = match *self {
            Self::Empty => ("it is empty", any_kind),
            Self::NoScheme => ("it has no scheme such as `https:`, and a vendor cannot read local files", any_kind),
            Self::Scheme => ("its scheme is not one that vendors read", any_kind),
            Self::BareBase64 { format } => return bare_base64(format.unwrap_or(Format::Png), formatter),
            Self::Blank { character, position } => return blank(character, position, formatter),
            Self::NoHost => ("it names no host", "give a URL such as `https://host/path`"),
            Self::Host => (
                "its host is neither a name nor an address",
                "give a host of letters, digits, `-` and dots, or an IP address",
            ),
            Self::Port => ("its port is no number", "give one from 0 to 65535 or none"),
            Self::UserName => (
                "it carries a user name or password, which would leak into logs",
                "give the URL without what stands before the `@`",
            ),
            Self::UploadId => ("it has no id", "give what the upload answered, such as `ssupload:?id=123`"),
            Self::Comma => ("it has no comma between head and payload", any_head),
            Self::NoContentType => ("it states no content type", any_head),
            Self::ContentType => ("its content type is not of the form `image/png`", any_head),
            Self::NotBase64 => {
                ("it is not marked as base64", "encode the payload so and write `;base64` before the comma")
            }
            Self::Payload(fault) => return fault.fmt(formatter),
            Self::Kind { given, wanted } => return other_kind(given, wanted, formatter),
            Self::UnknownBytes => (
                "its bytes begin like no picture format known here",
                "give a png, jpeg, webp, gif, bmp, tiff, heic or avif file",
            ),
        };
        write!(formatter, "{reason}; {remedy}")
    }
}

/// A refused picture: what was given, shortened and without secrets, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageError {
    given: Box<str>,
    fault: Fault,
}

impl ImageError {
    /// What is wrong, for programs.
    pub fn fault(&self) -> Fault {
        self.fault
    }

    pub(super) fn of_text(text: &str, fault: Fault) -> Self {
        Self { given: shortened(text).to_string().into(), fault }
    }

    /// Only a file that begins like no known format is refused, so there is one fault.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let shown: Vec<String> = bytes.iter().take(SHOWN_BYTES).map(|byte| format!("{byte:02x}")).collect();
        let more = if bytes.len() > SHOWN_BYTES { ".." } else { "" };
        let given = format!("{}{more} ({} bytes)", shown.join(" "), bytes.len());
        Self { given: given.trim_start().into(), fault: Fault::UnknownBytes }
    }
}

impl fmt::Display for ImageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the picture `{}` is refused: {}", self.given, self.fault)
    }
}

impl std::error::Error for ImageError {}

fn bare_base64(format: Format, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(formatter, "it is base64 without the head of a data URI; begin it with `{}`", head(format))
}

fn blank(character: char, position: usize, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let remedy = "give it without white space and control characters (a blank in a URL is `%20`)";
    write!(formatter, "it has {character:?} at position {position}; {remedy}")
}

fn other_kind(given: ImageKind, wanted: ImageKind, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(formatter, "it is {}; give {} here", noun(given), noun(wanted))
}

const fn noun(kind: ImageKind) -> &'static str {
    match kind {
        ImageKind::Url => "an http or https URL",
        ImageKind::DataUri => "a data URI",
        ImageKind::Upload => "an upload reference",
        ImageKind::Unreadable => "nothing readable",
    }
}
