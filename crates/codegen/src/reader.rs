//! Reading values of a file: each key is asked for by name and type, and what nobody asked for is a fault.

use crate::code::Code;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, File, Place, is_direction_control};
use crate::syntax::{Entry, Node, Parsed, Value};

/// The faults found so far; shared, because every reader adds to it.
pub type Faults = RefCell<Vec<Diagnostic>>;

/// A value that is being read.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    file: &'a Arc<File>,
    faults: &'a Faults,
    node: &'a Node,
}

/// A table that is being read.
pub struct Table<'a> {
    whole: Item<'a>,
    what: Cow<'static, str>,
    entries: &'a [Entry],
    asked: RefCell<Vec<&'static str>>,
    taken: Vec<Cell<bool>>,
}

/// A key that the spec's author chose, with its value.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    /// The key.
    pub key: &'a str,
    /// The key as something that a fault can point at.
    pub key_span: &'a std::ops::Range<usize>,
    /// The value.
    pub item: Item<'a>,
}

impl<'a> Item<'a> {
    /// A parsed file as one item.
    pub fn root(parsed: &'a Parsed, faults: &'a Faults) -> Self {
        Self { file: &parsed.file, faults, node: &parsed.root }
    }

    /// Where faults go.
    pub fn faults(&self) -> &'a Faults {
        self.faults
    }

    /// The value as written.
    pub fn value(&self) -> &'a Value {
        &self.node.value
    }

    /// Where the value stands.
    pub fn place(&self) -> Place {
        Place { file: self.file.clone(), span: self.node.span.clone() }
    }

    /// Reports a fault here.
    pub fn fault(&self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.faults.borrow_mut().push(Diagnostic::fault(code, &self.place(), message, help));
    }

    /// The value as text.
    pub fn text(&self) -> Option<&'a str> {
        match self.value() {
            Value::Text(text) => Some(text),
            _ => self.wrong("text in quotes"),
        }
    }

    /// The value as one line of prose or of a wire name: it must be safe to print, and may not be empty.
    pub fn line(&self) -> Option<&'a str> {
        let text = self.text()?;
        match unprintable(text) {
            None => Some(text),
            Some(why) => {
                self.fault(Code::UnprintableText, format!("this text {why}"), "write one line of visible characters");
                None
            }
        }
    }

    /// The value as a whole number.
    pub fn integer(&self) -> Option<i64> {
        match self.value() {
            Value::Integer(number) => Some(*number),
            _ => self.wrong("a whole number"),
        }
    }

    /// The value as a whole number that is not negative.
    pub fn natural(&self) -> Option<u64> {
        match self.value() {
            Value::Integer(number) if *number >= 0 => u64::try_from(*number).ok(),
            _ => self.wrong("a whole number from 0"),
        }
    }

    /// The value as true or false.
    pub fn boolean(&self) -> Option<bool> {
        match self.value() {
            Value::Boolean(value) => Some(*value),
            _ => self.wrong("true or false"),
        }
    }

    /// The elements of a list.
    pub fn list(&self) -> Option<Vec<Item<'a>>> {
        match self.value() {
            Value::List(nodes) => Some(nodes.iter().map(|node| Item { node, ..*self }).collect()),
            _ => self.wrong("a list in brackets"),
        }
    }

    /// The value as a table whose keys the language knows; `what` names it in messages.
    pub fn table(&self, what: impl Into<Cow<'static, str>>) -> Option<Table<'a>> {
        match self.value() {
            Value::Table(entries) => Some(Table::new(*self, what.into(), entries)),
            _ => self.wrong("a table of keys and values"),
        }
    }

    /// The entries of a table whose keys the author chose.
    pub fn entries(&self) -> Option<Vec<Named<'a>>> {
        match self.value() {
            Value::Table(entries) => Some(entries.iter().map(|entry| self.named(entry)).collect()),
            _ => self.wrong("a table of keys and values"),
        }
    }

    /// Whether the value is the text `?`: the page does not say.
    pub fn is_unsaid(&self) -> bool {
        matches!(self.value(), Value::Text(text) if text == "?")
    }

    /// The value as one of the words that the language knows here.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.fault(Code::UnknownWord, format!("`{text}` is not known here"), suggestion(text, &known));
        }
        found
    }

    /// Reports that something else belongs here.
    pub fn wrong<T>(&self, wanted: &str) -> Option<T> {
        self.fault(Code::WrongType, format!("{} stands here", kind(self.value())), format!("write {wanted}"));
        None
    }

    fn named(&self, entry: &'a Entry) -> Named<'a> {
        Named { key: &entry.key, key_span: &entry.key_span, item: Item { node: &entry.value, ..*self } }
    }
}

impl<'a> Named<'a> {
    /// Where the key stands.
    pub fn key_place(&self) -> Place {
        Place { file: self.item.file.clone(), span: self.key_span.clone() }
    }

    /// Reports a fault at the key.
    pub fn fault(&self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.item.faults.borrow_mut().push(Diagnostic::fault(code, &self.key_place(), message, help));
    }

    /// The key, if it is safe to print.
    pub fn line(&self) -> Option<&'a str> {
        match unprintable(self.key) {
            None => Some(self.key),
            Some(why) => {
                self.fault(Code::UnprintableText, format!("this key {why}"), "write one line of visible characters");
                None
            }
        }
    }
}

impl<'a> Table<'a> {
    fn new(whole: Item<'a>, what: Cow<'static, str>, entries: &'a [Entry]) -> Self {
        let taken = entries.iter().map(|_| Cell::new(false)).collect();
        Self { whole, what, entries, asked: RefCell::default(), taken }
    }

    /// The value of a key that may be absent.
    pub fn optional(&self, key: &'static str) -> Option<Item<'a>> {
        self.asked.borrow_mut().push(key);
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        self.taken[at].set(true);
        Some(Item { node: &self.entries[at].value, ..self.whole })
    }

    /// The value of a key that must be there.
    pub fn required(&self, key: &'static str) -> Option<Item<'a>> {
        let found = self.optional(key);
        if found.is_none() {
            self.whole.fault(Code::MissingKey, format!("{} has no `{key}`", self.what), format!("add `{key} = ..`"));
        }
        found
    }

    /// A line of text that must be there.
    pub fn line(&self, key: &'static str) -> Option<&'a str> {
        self.required(key)?.line()
    }

    /// A list of lines that may be absent.
    pub fn lines(&self, key: &'static str) -> Vec<String> {
        let items = self.optional(key).and_then(|item| item.list()).unwrap_or_default();
        items.iter().filter_map(|item| item.line()).map(str::to_owned).collect()
    }

    /// The value of a key that must be there, and is nothing where the page does not say.
    pub fn said(&self, key: &'static str) -> Option<Item<'a>> {
        let item = self.optional(key);
        if item.is_none() {
            let message = format!("{} does not say `{key}`", self.what);
            self.whole.fault(
                Code::MissingKey,
                message,
                format!("add `{key} = ..`, or `{key} = \"?\"` if the page is silent"),
            );
        }
        item.filter(|item| !item.is_unsaid())
    }

    /// Whether a key is there and `true`.
    pub fn flag(&self, key: &'static str) -> bool {
        self.optional(key).and_then(|item| item.boolean()).unwrap_or(false)
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for (entry, taken) in self.entries.iter().zip(&self.taken) {
            if !taken.get() {
                let message = format!("{} has no key `{}`", self.what, entry.key);
                self.whole.named(entry).fault(Code::UnknownKey, message, suggestion(&entry.key, &asked));
            }
        }
    }
}

/// What an author may have meant: the nearest known word, or all of them.
pub fn suggestion(given: &str, known: &[&str]) -> String {
    let near = known.iter().map(|word| (distance(given, word), *word)).min();
    match near {
        None => "nothing can stand here".to_owned(),
        Some((steps, word)) if steps <= 2.max(word.len() / 4) => format!("write `{word}`"),
        Some(_) => format!("known are {}", known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// How many letters must be added, taken away or changed to come from one word to the other.
pub fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, a) in from.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], line + 1);
        for (column, b) in to.iter().enumerate() {
            let change = corner + usize::from(a != *b);
            corner = row[column + 1];
            row[column + 1] = change.min(row[column] + 1).min(corner + 1);
        }
    }
    row[to.len()]
}

fn unprintable(text: &str) -> Option<&'static str> {
    match text {
        "" => Some("is empty"),
        text if text.chars().any(is_direction_control) => Some("changes the direction of writing"),
        text if text.chars().any(char::is_control) => Some("has a control character or a line break"),
        text if text.trim() != text => Some("begins or ends with a blank"),
        _ => None,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "text",
        Value::Integer(_) => "a whole number",
        Value::Number(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::List(_) => "a list",
        Value::Table(_) => "a table",
        Value::Other(what) => what,
    }
}
