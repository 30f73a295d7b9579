//! Cleans text of others before it enters an error: no control characters, no query strings, not too long.

/// At most `most` characters, without characters that a terminal obeys.
pub(crate) fn printable(text: &str, most: usize) -> String {
    let mut shown: String =
        text.chars().take(most).map(|character| if obeyed(character) { '\u{FFFD}' } else { character }).collect();
    if text.chars().nth(most).is_some() {
        shown.push_str("..");
    }
    shown
}

/// A URL without its query, which is where signatures stand.
pub(crate) fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}

/// Cuts the query off every URL within a text.
pub(crate) fn without_queries(text: &str) -> String {
    let words = text.split_inclusive(|character: char| character.is_whitespace() || "()<>\"'".contains(character));
    words.map(cut_query).collect()
}

fn cut_query(word: &str) -> String {
    match word.find("://").and_then(|scheme| word[scheme..].find('?').map(|query| scheme + query)) {
        Some(query) => {
            let end =
                word.trim_end_matches(|character: char| character.is_whitespace() || "()<>\"'".contains(character));
            format!("{}?..{}", &word[..query], &word[end.len()..])
        }
        None => word.to_owned(),
    }
}

/// Control characters, and those that turn the direction of a line.
fn obeyed(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_not_obeyed() {
        let cases = [
            ("plain", 9, "plain"),
            ("a\u{1b}[31mb", 9, "a\u{FFFD}[31mb"),
            ("a\u{202E}b", 9, "a\u{FFFD}b"),
            ("abcdef", 3, "abc.."),
            ("猫猫猫", 2, "猫猫.."),
        ];
        for (text, most, shown) in cases {
            assert_eq!(printable(text, most), shown, "{text:?}");
        }
    }

    #[test]
    fn signatures_are_cut_off() {
        let cases = [
            ("no url", "no url"),
            ("error for url (https://a.example/b?sig=1)", "error for url (https://a.example/b?..)"),
            ("https://a.example/b?x=http://c?d then", "https://a.example/b?.. then"),
            ("what? http://a/b", "what? http://a/b"),
        ];
        for (text, cut) in cases {
            assert_eq!(without_queries(text), cut, "{text}");
        }
        assert_eq!(without_query("https://a.example/b?sig=1#c"), "https://a.example/b");
    }
}
