//! How a request carries the key: every way that the vendor takes, the one to send first.

use serde_json::{Map, Value, json};

use crate::emit::name;
use crate::table::Revision;

/// The schemes by name.
pub fn schemes(revision: &Revision) -> Map<String, Value> {
    prefixes(revision).iter().map(|prefix| (scheme_name(revision, prefix), scheme(revision, prefix))).collect()
}

/// Any one of them is enough.
pub fn alternatives(revision: &Revision) -> Value {
    prefixes(revision).iter().map(|prefix| json!({ scheme_name(revision, prefix): [] })).collect()
}

/// What stands before the key, the one to send first.
fn prefixes(revision: &Revision) -> Vec<&str> {
    let scheme = &revision.authentication;
    let others = scheme.take.iter().filter(|prefix| **prefix != scheme.send);
    std::iter::once(&*scheme.send).chain(others.map(|prefix| &**prefix)).collect()
}

/// OpenAPI names two prefixes of its own; for any other the key is sent together with what stands before it.
fn scheme(revision: &Revision, prefix: &str) -> Value {
    let header = &revision.authentication.header;
    let word = prefix.trim();
    if header.eq_ignore_ascii_case("authorization") && word.eq_ignore_ascii_case("bearer") {
        return json!({ "type": "http", "scheme": "bearer", "description": format!("{} API key", revision.title) });
    }
    let description = if word.is_empty() {
        "The bare API key.".to_owned()
    } else {
        format!("`{word}`, a space and the API key, as in `{prefix}KEY`.")
    };
    json!({ "type": "apiKey", "in": "header", "name": header, "description": description })
}

fn scheme_name(revision: &Revision, prefix: &str) -> String {
    let word: String = prefix.chars().filter(char::is_ascii_alphanumeric).collect();
    let word = if word.is_empty() { "Bare".to_owned() } else { name::pascal(&word) };
    format!("{}{word}Key", name::pascal(&revision.vendor))
}
