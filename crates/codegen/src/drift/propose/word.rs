//! The Rust names of new words, made like those of the words that look alike.

use crate::drift::values::shape;

/// The Rust name of a new word of a set whose words, with their names, are known.
pub fn variant(word: &str, known: &[(&str, &str)]) -> String {
    let alike = known.iter().filter(|(wire, _)| shape(wire) == shape(word) && stem(wire) == stem(word));
    let name = alike.filter_map(|(wire, name)| with_numbers_of(word, wire, name)).next();
    let name = name.unwrap_or_else(|| in_capitals(word, known));
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("Word{name}") }
}

/// `16:9` is `Ratio16x9`, so that `4:3` is `Ratio4x3`.
fn with_numbers_of(word: &str, wire: &str, name: &str) -> Option<String> {
    if words(word) != words(wire) || numbers(wire) != numbers(name) || numbers(wire).is_empty() {
        return None;
    }
    let mut numbers = numbers(word).into_iter();
    let mut out = String::new();
    let mut within = false;
    for c in name.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !within {
            out.push_str(&numbers.next()?);
        }
        within = c.is_ascii_digit();
    }
    Some(out)
}

/// The word in camel case, its first letters in the capitals of the words that begin like it.
fn in_capitals(word: &str, known: &[(&str, &str)]) -> String {
    let length = stem(word).chars().count();
    let alike = known.iter().find(|(wire, _)| length > 0 && stem(wire) == stem(word));
    let capitals: Vec<char> = alike.map(|(_, name)| name.chars().take(length).collect()).unwrap_or_default();
    let mut out = String::new();
    let mut upper = true;
    for (at, c) in word.chars().enumerate() {
        match capitals.get(at) {
            Some(known) if known.eq_ignore_ascii_case(&c) => out.push(*known),
            _ if !c.is_ascii_alphanumeric() => {}
            _ if upper || out.ends_with(|c: char| c.is_ascii_digit()) => out.push(c.to_ascii_uppercase()),
            _ => out.push(c),
        }
        upper = !c.is_ascii_alphanumeric();
    }
    out
}

fn stem(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphabetic()).collect()
}

fn numbers(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_words_are_named_like_their_likes() {
        let known = [("16:9", "Ratio16x9"), ("360p", "P360"), ("auto", "Auto"), ("acmeq1", "AcmeQ1"), ("b-2", "B2")];
        let check = |word: &str, wanted: &str| assert_eq!(variant(word, &known), wanted, "{word}");
        check("4:3", "Ratio4x3");
        check("540p", "P540");
        check("huge", "Huge");
        check("acmeq4", "AcmeQ4");
        check("acmeq4-pro", "AcmeQ4Pro");
        check("c2.5-fast", "C25Fast");
        check("4:3:2", "Word432");
    }
}
