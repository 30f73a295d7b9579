//! What is printed: results on stdout, the rest on stderr, and nothing that a terminal would obey.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use serde_json::{Value, json};

use crate::status::{Fault, Status};

/// Where results and faults go, and in which form.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    json: bool,
    /// Whether somebody watches.
    terminal: bool,
}

impl Output {
    pub fn new(json: bool) -> Self {
        Self { json, terminal: !json && io::stderr().is_terminal() }
    }

    /// Prints a result in one of its two forms.
    pub fn result(&self, event: Value, text: impl Display) -> Result<(), Fault> {
        let line = if self.json { plain_json(&event) } else { plain(&text.to_string()) };
        let written = writeln!(io::stdout(), "{line}").and_then(|()| io::stdout().flush());
        written.map_err(|fault| {
            // What was bought must not be lost because nobody reads on.
            self.say(&line);
            Fault::new(Status::Local, format!("stdout: {fault}"))
        })
    }

    /// Tells something that is no result in itself: on stderr, or as an event.
    pub fn aside(&self, event: Value, text: impl Display) -> Result<(), Fault> {
        if self.json {
            return self.result(event, "");
        }
        self.say(text);
        Ok(())
    }

    /// Says something beside the results; with `--json` it is part of an event instead.
    pub fn say(&self, text: impl Display) {
        if !self.json {
            // A closed stderr is no reason to stop.
            let _ = writeln!(io::stderr(), "{}", plain(&text.to_string()));
        }
    }

    /// Tells why a command failed: on stderr, or as the last event.
    pub fn fault(&self, fault: &Fault) {
        if !self.json {
            return self.say(format_args!("vidu: {}", fault.message));
        }
        let mut event = json!({ "event": "fault", "status": fault.status as u8, "message": fault.message });
        if let (Some(event), Value::Object(details)) = (event.as_object_mut(), &fault.details) {
            event.extend(details.clone().into_iter().filter(|(_, value)| !value.is_null()));
        }
        let _ = writeln!(io::stdout(), "{}", plain_json(&event));
    }

    /// Writes over the line of progress, if somebody watches.
    pub fn progress(&self, text: impl Display) {
        if self.terminal {
            let _ = write!(io::stderr(), "\r\u{1b}[2K{}", plain(&text.to_string()));
            let _ = io::stderr().flush();
        }
    }

    /// Takes the line of progress away.
    pub fn progress_over(&self) {
        self.progress("");
        if self.terminal {
            let _ = write!(io::stderr(), "\r");
        }
    }
}

/// A bar of twenty steps for a part of a whole.
pub fn bar(part: f64) -> String {
    let full = (part.clamp(0.0, 1.0) * 20.0).round() as usize;
    format!("[{}{}] {:3.0} %", "#".repeat(full), " ".repeat(20 - full), part.clamp(0.0, 1.0) * 100.0)
}

/// A text of somebody else's without what a terminal obeys; line breaks stay.
fn plain(text: &str) -> String {
    text.chars().map(|one| if obeyed(one) && one != '\n' { '\u{FFFD}' } else { one }).collect()
}

/// JSON escapes only some of it by itself. What is left can stand within strings alone, so that its escape is JSON too.
fn plain_json(value: &Value) -> String {
    let text = value.to_string();
    if !text.contains(obeyed) {
        return text;
    }
    let escape = |one: char| if obeyed(one) { format!("\\u{:04x}", u32::from(one)) } else { one.to_string() };
    text.chars().map(escape).collect()
}

/// Control characters, and those that turn the direction of a line.
fn obeyed(one: char) -> bool {
    one.is_control() || matches!(one, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The same value without the bulk of its long texts, such as pictures.
pub fn shortened(value: Value) -> Value {
    match value {
        Value::String(text) if text.len() > 300 => {
            let head: String = text.chars().take(80).collect();
            format!("{head}.. ({} characters)", text.chars().count()).into()
        }
        Value::Array(list) => list.into_iter().map(shortened).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, shortened(value))).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_not_obeyed() {
        let text = "a\u{1b}[31mb\u{9b}c\u{202e}d\ne\tf";
        assert_eq!(plain(text), "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d\ne\u{FFFD}f");
        let json = plain_json(&json!({ "x": text }));
        assert!(!json.contains(obeyed), "{json}");
        assert_eq!(serde_json::from_str::<Value>(&json).expect("JSON"), json!({ "x": text }));
    }

    #[test]
    fn bars_and_bulk() {
        assert_eq!(bar(0.5), "[##########          ]  50 %");
        assert_eq!((bar(-1.0), bar(7.0)), (bar(0.0), bar(1.0)));
        let long = shortened(json!({ "a": ["x".repeat(400), "y"], "b": 1 }));
        assert_eq!(long, json!({ "a": [format!("{}.. (400 characters)", "x".repeat(80)), "y"], "b": 1 }));
    }
}
