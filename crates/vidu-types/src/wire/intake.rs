//! Takes in a body as it comes and lets go of the middle of each long picture, so that ten megabytes need a few kilobytes.

use std::ops::Deref;

use memchr::{memchr, memchr2};

use crate::image::base64::standard_run;
use crate::image::cut::Hole;
use crate::image::{self, Reference};

/// As many bytes of a picture are kept if they tell its width and height, as most do.
const ENOUGH: usize = 8 * 1024;

/// As many are kept at most: in some files notes of cameras and colour profiles stand before width and height.
const MOST: usize = 128 * 1024;

/// A body on its way in.
///
/// ```
/// use vidu_types::wire::Intake;
///
/// let mut intake = Intake::new();
/// for piece in [r#"{"images":["data:image/png;base"#, r#"64,iVBORw0K"]}"#] {
///     intake.push(piece.as_bytes());
/// }
/// assert_eq!(intake.finish().length(), 45);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Intake {
    taken: Taken,
    at: At,
    /// Whether the last byte was a backslash within a text.
    is_escaped: bool,
    is_whole: bool,
}

/// A body that was taken in: its bytes, but for the middle of long pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    kept: Vec<u8>,
    pub(super) holes: Vec<Hole>,
    length: u64,
    /// Whether something was let go of a text that turned out to be written in a way that hides it.
    pub(super) is_hidden: bool,
}

/// Where in the JSON the body has got to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    /// Between texts.
    #[default]
    Outside,
    /// In a text that begins at this position of what is kept.
    Text(usize),
    /// In a text of which nothing may be let go any more.
    Rest,
    /// In base64 that is let go.
    Hole,
    /// In what follows base64 that was let go.
    Tail,
}

impl Intake {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same for a body of which nothing may be let go.
    pub fn whole() -> Self {
        Self { is_whole: true, ..Self::default() }
    }

    /// Takes in what comes next.
    pub fn push(&mut self, piece: &[u8]) {
        self.taken.length += piece.len() as u64;
        // At once, because what comes in small parts would be moved again and again.
        self.taken.kept.reserve(piece.len().min(2 * ENOUGH));
        if self.is_whole {
            return self.taken.kept.extend_from_slice(piece);
        }
        let mut rest = piece;
        while !rest.is_empty() {
            let used = match self.at {
                _ if self.is_escaped => self.escaped(rest[0]),
                At::Outside => self.outside(rest),
                At::Text(begin) => self.text(begin, rest),
                At::Rest | At::Tail => self.rest(rest),
                At::Hole => self.hole(rest),
            };
            rest = &rest[used..];
        }
    }

    /// What was taken in.
    pub fn finish(mut self) -> Taken {
        if self.is_escaped {
            self.taken.kept.push(b'\\'); // it was waiting for what follows it
        }
        self.taken
    }

    fn outside(&mut self, rest: &[u8]) -> usize {
        let quote = memchr(b'"', rest);
        let used = quote.map_or(rest.len(), |quote| quote + 1);
        self.taken.kept.extend_from_slice(&rest[..used]);
        if quote.is_some() {
            self.at = At::Text(self.taken.kept.len());
        }
        used
    }

    /// In a text that may be a picture: of what is kept of one nothing is asked yet.
    fn text(&mut self, begin: usize, rest: &[u8]) -> usize {
        let kept = self.taken.kept.len() - begin;
        let limit = if kept < ENOUGH { ENOUGH } else { MOST };
        let room = limit.saturating_sub(kept);
        let used = self.rest(&rest[..rest.len().min(room)]);
        if used == room && self.at == At::Text(begin) && !self.is_escaped {
            let text = &self.taken.kept[begin..];
            self.at = match is_picture(text) {
                true if limit == MOST || tells_size(text) => self.open(begin),
                true => At::Text(begin),
                false => At::Rest,
            };
        }
        used
    }

    fn open(&mut self, begin: usize) -> At {
        self.taken.holes.push(Hole { at: self.taken.kept.len(), length: 0 });
        // A text whose beginning has an escape is not the same text in the body as in memory.
        self.taken.is_hidden |= self.taken.kept[begin..].contains(&b'\\');
        At::Hole
    }

    fn rest(&mut self, rest: &[u8]) -> usize {
        let end = memchr2(b'"', b'\\', rest);
        self.taken.kept.extend_from_slice(&rest[..end.unwrap_or(rest.len())]);
        let Some(end) = end else { return rest.len() };
        self.ordinary(rest[end]);
        end + 1
    }

    fn hole(&mut self, rest: &[u8]) -> usize {
        let run = standard_run(rest);
        if let Some(hole) = self.taken.holes.last_mut() {
            hole.length += run as u64;
        }
        let Some(byte) = rest.get(run) else { return run };
        if *byte == b'\\' {
            self.is_escaped = true;
        } else {
            self.at = At::Tail;
            self.ordinary(*byte);
        }
        run + 1
    }

    /// A byte of a text that is no base64.
    fn ordinary(&mut self, byte: u8) {
        match byte {
            b'\\' => self.is_escaped = true,
            b'"' => {
                self.taken.kept.push(byte);
                self.at = At::Outside;
            }
            _ => self.taken.kept.push(byte),
        }
    }

    /// The byte after a backslash. Some programs write every slash of their base64 with one, which means the same.
    fn escaped(&mut self, byte: u8) -> usize {
        self.is_escaped = false;
        match (self.at, byte) {
            (At::Hole, b'/') => self.taken.holes.last_mut().into_iter().for_each(|hole| hole.length += 1),
            (_, b'/') => self.taken.kept.push(b'/'),
            (at, _) => {
                self.taken.is_hidden |= matches!(at, At::Hole | At::Tail);
                self.taken.kept.extend_from_slice(&[b'\\', byte]);
                self.at = if at == At::Tail { At::Tail } else { At::Rest };
            }
        }
        1
    }
}

impl Taken {
    /// A body that is there at once and of which nothing is let go.
    pub fn whole(body: Vec<u8>) -> Self {
        Self { length: body.len() as u64, kept: body, ..Self::default() }
    }

    /// How many bytes the body had.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// What was let go within a text that is borrowed from this body, by position in the text.
    pub(super) fn hole_in(&self, text: &str) -> Option<Hole> {
        let begin = (text.as_ptr() as usize).checked_sub(self.kept.as_ptr() as usize)?;
        let hole = self.holes.iter().find(|hole| (begin..=begin + text.len()).contains(&hole.at))?;
        Some(Hole { at: hole.at - begin, ..*hole })
    }
}

/// The bytes that were kept.
impl Deref for Taken {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.kept
    }
}

impl From<&[u8]> for Taken {
    fn from(body: &[u8]) -> Self {
        let mut intake = Intake::new();
        intake.push(body);
        intake.finish()
    }
}

/// Whether the beginning of a data URI tells width and height.
fn tells_size(text: &[u8]) -> bool {
    let reference = std::str::from_utf8(text).map(image::read);
    matches!(reference, Ok(Reference::Data(uri)) if uri.dimensions().is_some())
}

/// Whether a text begins like a data URI with its payload begun.
fn is_picture(text: &[u8]) -> bool {
    let head = &text[..text.len().min(512)];
    head.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"data:")) && head.contains(&b',')
}
