//! Writes a body into memory: the same bytes as `serde_json`, with long texts copied at once where nothing in them is escaped,
//! and long pictures not at all.

use serde::Serialize;

use super::content::Content;
use super::write::{Body, Node, Piece};
use crate::image::base64::standard_run;
use crate::image::{Image, Reference};
use crate::text::Text;
use crate::value::Value;

/// So many bytes are looked at together.
const BLOCK: usize = 4096;

/// A picture of so many characters is worth a part of its own.
const LONG: usize = 16 * 1024;

impl Body<'_> {
    /// The body as it goes over the wire, without blanks.
    ///
    /// Pictures of a [`Request`](crate::Request) that are longer than some kilobytes are parts of it that are shared with the
    /// request. For the rest memory is asked for once, because growing would copy a long text again and again.
    pub fn content(&self) -> Content {
        let long: usize = self.given().fields.iter().flatten().map(long_text).sum();
        let mut content = Content::with_capacity(long + 1024);
        object(&mut content, self.node());
        content
    }
}

fn long_text(value: &Value<'_>) -> usize {
    match value {
        Value::Text(Text::Shared(image)) if image.as_str().len() >= LONG => 0,
        Value::Text(text) => text.len(),
        Value::List(elements) => elements.iter().map(long_text).sum(),
        _ => 0,
    }
}

fn object(content: &mut Content, node: Node<'_>) {
    content.end().push(b'{');
    for (index, (key, piece)) in node.pieces().enumerate() {
        separate(content, index);
        text(content, key);
        content.end().push(b':');
        self::piece(content, &piece);
    }
    content.end().push(b'}');
}

fn piece(content: &mut Content, piece: &Piece<'_>) {
    match piece {
        Piece::Value(Value::Text(Text::Shared(image))) if is_long(image) => {
            content.end().push(b'"');
            content.push(image.clone());
            content.end().push(b'"');
        }
        Piece::Value(Value::Text(given)) => text(content, given),
        Piece::Text(given) => text(content, given),
        Piece::Node(node) => object(content, *node),
        Piece::List(elements) => {
            content.end().push(b'[');
            for (index, element) in elements.iter().enumerate() {
                separate(content, index);
                self::piece(content, element);
            }
            content.end().push(b']');
        }
        Piece::Value(_) | Piece::Scalar(_) | Piece::Unlisted(_) => other(content, piece),
    }
}

fn separate(content: &mut Content, index: usize) {
    if index > 0 {
        content.end().push(b',');
    }
}

fn text(content: &mut Content, text: &str) {
    if !is_plain(text.as_bytes()) {
        return other(content, text);
    }
    let bytes = content.end();
    bytes.push(b'"');
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(b'"');
}

/// Whether a picture's text is worth a part of its own and can be one; base64 is judged faster than any text.
fn is_long(image: &Image) -> bool {
    let text = image.as_str().as_bytes();
    if text.len() < LONG {
        return false;
    }
    match image.reference() {
        Reference::Data(uri) => {
            let (head, payload) = text.split_at(text.len() - uri.payload().len());
            is_plain(head) && (uri.is_sound() || is_plain(&payload[standard_run(payload)..]))
        }
        _ => is_plain(text),
    }
}

/// Whether JSON escapes nothing in it; a block is judged without a branch per byte.
fn is_plain(text: &[u8]) -> bool {
    let all_plain = |block: &[u8]| {
        block.iter().fold(true, |plain, &byte| plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\'))
    };
    text.chunks(BLOCK).all(all_plain)
}

fn other(content: &mut Content, what: &(impl Serialize + ?Sized)) {
    // Memory takes everything, and no piece is a value that JSON does not have.
    let _ = serde_json::to_writer(content.end(), what);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Animate, Subject};
    use crate::request::Request;
    use crate::wire::{Part, body};

    /// A text that begins as a data URI and is so long, with another end.
    fn picture(length: usize, end: &str) -> Image {
        let head = "data:image/png;base64,";
        Image::unchecked(format!("{head}{}{end}", "A".repeat(length - head.len() - end.len())))
    }

    /// The pictures that are no copies, by where their texts begin.
    fn shared(content: Content) -> Vec<*const u8> {
        let place = |part| match part {
            Part::Picture(image) => Some(image.as_str().as_ptr()),
            Part::Written(_) => None,
        };
        content.into_parts().filter_map(place).collect()
    }

    #[test]
    fn long_pictures_are_no_copies() {
        let cases = [
            (picture(LONG - 1, "="), false),
            (picture(LONG, "="), true),
            (picture(LONG, "=="), true),
            (picture(LONG, " no base64 but plain \u{732b}"), true),
            (picture(LONG, "\""), false),
            (picture(LONG, "\n"), false),
            (Image::unchecked(format!("data:\\{}", "A".repeat(LONG))), false),
            (Image::unchecked(format!("https://a.example/{}", "a".repeat(LONG))), true),
            (Image::unchecked(format!("data:image/png;base64,{}\u{732b}", "A".repeat(LONG))), true),
            (Image::unchecked(""), false),
            // Found sound before, which a quotation mark in the head is too.
            (Image::data_uri(format!("data:image/png;base64,{}", "A".repeat(LONG))).unwrap(), true),
            (Image::data_uri(format!("data:image/png;a=\"b\";base64,{}", "A".repeat(LONG))).unwrap(), false),
        ];
        for (image, is_shared) in cases {
            let request = Animate::new("a1", image.clone());
            let given = request.given();
            let content = body(Animate::operation(), &given).content();
            let written = serde_json::to_vec(&request).unwrap();
            assert_eq!((content.length(), content.clone().into_vec()), (written.len() as u64, written), "{image}");
            assert_eq!(content.parts().count(), if is_shared { 3 } else { 1 }, "{image}");
            assert_eq!(shared(content), if is_shared { vec![image.as_str().as_ptr()] } else { Vec::new() }, "{image}");
        }
    }

    #[test]
    fn pictures_within_lists_and_objects_neither() {
        let pictures = [picture(LONG, "="), picture(3 * LONG, "a"), picture(LONG, "+")];
        let mut request = Animate::new("a1", pictures[0].clone());
        let subject = |pictures: &[Image]| Subject { pictures: Some(pictures.to_vec()), ..Subject::default() };
        request.subjects = Some(vec![subject(&pictures[1..]), subject(&pictures[..1])]);
        let given = request.given();
        let content = body(Animate::operation(), &given).content();
        assert_eq!(content.clone().into_vec(), serde_json::to_vec(&request).unwrap());
        let mut expected: Vec<_> = pictures.iter().chain(&pictures[..1]).map(|image| image.as_str().as_ptr()).collect();
        let mut found = shared(content);
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected);
    }
}
