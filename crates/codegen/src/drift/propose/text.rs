//! Values as TOML and as people read them.

use crate::table::{Choice, Scalar};

/// A value as TOML.
pub fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => quoted(text),
        value => plain(value),
    }
}

/// A value as people read it.
pub fn plain(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => text.to_string(),
        Scalar::Integer(value) => value.to_string(),
        Scalar::Number(value) => format!("{value:?}"),
        Scalar::Boolean(value) => value.to_string(),
    }
}

/// A value or a run as TOML.
pub fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Exactly(value) => scalar(value),
        Choice::Integers(from, to) => format!("\"{from} to {to}\""),
        Choice::Numbers(from, to) => format!("\"{from:?} to {to:?}\""),
    }
}

/// Text as TOML: what a page says is data, and must not end the text that it stands in.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || crate::diagnostic::is_direction_control(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A key as TOML.
pub fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { name.to_owned() } else { quoted(name) }
}
