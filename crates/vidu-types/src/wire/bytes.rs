//! Writes a body into memory: the same bytes as `serde_json`, with long texts copied at once where nothing in them is escaped.

use serde::Serialize;

use super::write::{Body, Node, Piece};
use crate::value::Value;

/// So many bytes are looked at together.
const BLOCK: usize = 4096;

impl Body<'_> {
    /// The body as it goes over the wire, without blanks.
    ///
    /// Memory is asked for once, because growing would copy a picture of megabytes again and again.
    pub fn to_vec(&self) -> Vec<u8> {
        let long: usize = self.given().fields.iter().flatten().map(long_text).sum();
        let mut bytes = Vec::with_capacity(long + 1024);
        object(&mut bytes, self.node());
        bytes
    }
}

fn long_text(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::List(elements) => elements.iter().map(long_text).sum(),
        _ => 0,
    }
}

fn object(bytes: &mut Vec<u8>, node: Node<'_>) {
    bytes.push(b'{');
    for (index, (key, piece)) in node.pieces().enumerate() {
        separate(bytes, index);
        text(bytes, key);
        bytes.push(b':');
        self::piece(bytes, &piece);
    }
    bytes.push(b'}');
}

fn piece(bytes: &mut Vec<u8>, piece: &Piece<'_>) {
    match piece {
        Piece::Value(Value::Text(given)) => text(bytes, given),
        Piece::Text(given) => text(bytes, given),
        Piece::Node(node) => object(bytes, *node),
        Piece::List(elements) => {
            bytes.push(b'[');
            for (index, element) in elements.iter().enumerate() {
                separate(bytes, index);
                self::piece(bytes, element);
            }
            bytes.push(b']');
        }
        Piece::Value(_) | Piece::Scalar(_) | Piece::Unlisted(_) => other(bytes, piece),
    }
}

fn separate(bytes: &mut Vec<u8>, index: usize) {
    if index > 0 {
        bytes.push(b',');
    }
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    if !is_plain(text.as_bytes()) {
        return other(bytes, text);
    }
    bytes.push(b'"');
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(b'"');
}

/// Whether JSON escapes nothing in it; a block is judged without a branch per byte.
fn is_plain(text: &[u8]) -> bool {
    let all_plain = |block: &[u8]| {
        block.iter().fold(true, |plain, &byte| plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\'))
    };
    text.chunks(BLOCK).all(all_plain)
}

fn other(bytes: &mut Vec<u8>, what: &(impl Serialize + ?Sized)) {
    // Memory takes everything, and no piece is a value that JSON does not have.
    let _ = serde_json::to_writer(bytes, what);
}
