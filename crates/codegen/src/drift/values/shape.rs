//! What a word looks like: by it a new word of a kind is known that nobody has listed yet.

/// Letters as `a`, numbers as `0`, runs of either as one.
pub fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        let kind = if c.is_ascii_digit() {
            '0'
        } else if c.is_alphabetic() {
            'a'
        } else {
            c
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    shape
}
