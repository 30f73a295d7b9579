//! `vocabulary.toml`: operations, words and fields, each named, typed and described once.

use crate::code::Code;
use std::collections::{BTreeMap, BTreeSet};

use super::name;
use crate::reader::{Item, Named, Table, suggestion};
use crate::table::{FieldKind, OperationKind, Record, Role, Word, WordSet};

/// The shared words.
#[derive(Default)]
pub struct Vocabulary {
    /// Operations by name.
    pub operations: BTreeMap<String, OperationWord>,
    /// The sets of words.
    pub words: Vec<WordSet>,
    /// Fields by name.
    pub fields: BTreeMap<String, FieldWord>,
    /// Operations and fields that could not be read: reported once, not again wherever they are used.
    pub broken: BTreeSet<String>,
}

/// What an operation's name means.
pub struct OperationWord {
    /// Its Rust type, if it makes a task.
    pub type_name: String,
    /// What it is for.
    pub kind: OperationKind,
    /// What it does.
    pub about: String,
}

/// What a field's name means.
#[derive(Clone)]
pub struct FieldWord {
    /// What it holds.
    pub kind: FieldKind,
    /// What it is for.
    pub about: String,
    /// What it is to those who know no vendor.
    pub role: Option<Role>,
}

impl Vocabulary {
    /// A set of words by name.
    pub fn set(&self, name: &str) -> Option<&WordSet> {
        self.words.iter().find(|set| set.name == name)
    }
}

/// Reads the vocabulary.
pub fn read(root: Item<'_>) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    let Some(table) = root.table("the vocabulary") else { return vocabulary };
    for named in entries(&table, "operations") {
        match (name::field(&named), operation(named.item)) {
            (Some(name), Some(word)) => drop(vocabulary.operations.insert(name.to_owned(), word)),
            _ => drop(vocabulary.broken.insert(named.key.to_owned())),
        }
    }
    for named in entries(&table, "words") {
        vocabulary.words.extend(name::field(&named).and_then(|name| word_set(name, named.item)));
    }
    for named in entries(&table, "fields") {
        match (name::field(&named), described(&named, &vocabulary)) {
            (Some(name), Some(word)) => drop(vocabulary.fields.insert(name.to_owned(), word)),
            _ => drop(vocabulary.broken.insert(named.key.to_owned())),
        }
    }
    table.finish();
    vocabulary
}

fn entries<'a>(table: &Table<'a>, key: &'static str) -> Vec<Named<'a>> {
    table.required(key).and_then(|item| item.entries()).unwrap_or_default()
}

fn operation(item: Item<'_>) -> Option<OperationWord> {
    let kinds = [
        ("create", OperationKind::Create),
        ("query", OperationKind::Query),
        ("cancel", OperationKind::Cancel),
        ("credits", OperationKind::Credits),
        ("list", OperationKind::List),
    ];
    let table = item.table("an operation of the vocabulary")?;
    let kind = table.required("kind").and_then(|item| item.word(&kinds));
    // Only what makes a task is a type of its own: the others are calls of the client.
    let type_name = match kind {
        Some(OperationKind::Create) => table.required("type").and_then(name::type_name),
        _ => Some(""),
    };
    let about = table.line("about");
    table.finish();
    Some(OperationWord { type_name: type_name?.to_owned(), kind: kind?, about: about?.to_owned() })
}

fn word_set(name: &str, item: Item<'_>) -> Option<WordSet> {
    let table = item.table("a set of words")?;
    let type_name = table.required("type").and_then(name::type_name);
    let about = table.line("about");
    let mut words: Vec<Word> = Vec::new();
    for named in entries(&table, "words") {
        // A word with a bad Rust name stays a word: its uses are not wrong.
        let Some(wire) = named.line() else { continue };
        let variant = name::type_name(named.item).unwrap_or_default();
        if words.iter().any(|word| !variant.is_empty() && word.variant == variant) {
            let message = format!("two words of `{name}` have the Rust name `{variant}`");
            named.item.fault(Code::DuplicateName, message, "give each word a name of its own");
        }
        words.push(Word { wire: wire.to_owned().into(), variant: variant.to_owned().into() });
    }
    table.finish();
    let (type_name, about) = (type_name?.to_owned().into(), about?.to_owned().into());
    Some(WordSet { name: name.to_owned().into(), type_name, about, words: words.into() })
}

fn described(named: &Named<'_>, vocabulary: &Vocabulary) -> Option<FieldWord> {
    let table = named.item.table("a field of the vocabulary")?;
    let word = field(&table, vocabulary);
    table.finish();
    word
}

/// Reads `type`, `about` and, for records, `record`: in the vocabulary or in the line of a page that brings a new field.
pub fn field(table: &Table<'_>, vocabulary: &Vocabulary) -> Option<FieldWord> {
    let kind = table.required("type").and_then(|item| kind(item, vocabulary));
    let about = table.line("about");
    let roles = [
        ("model", Role::Model),
        ("length", Role::Length),
        ("pass-through", Role::PassThrough),
        ("first-frame", Role::FirstFrame),
    ];
    let role = table.optional("role").and_then(|item| item.word(&roles));
    let mut kind = kind?;
    if let FieldKind::Records(record) = &mut kind {
        record.type_name = table.required("record").and_then(name::type_name)?.to_owned().into();
    }
    Some(FieldWord { kind, about: about?.to_owned(), role })
}

fn kind(item: Item<'_>, vocabulary: &Vocabulary) -> Option<FieldKind> {
    let empty = Record { type_name: "".into(), fields: Vec::new().into(), body: Vec::new().into() };
    let known = [
        ("text", FieldKind::Text),
        ("url", FieldKind::Url),
        ("integer", FieldKind::Integer),
        ("number", FieldKind::Number),
        ("boolean", FieldKind::Boolean),
        ("image", FieldKind::Image),
        ("list of image", FieldKind::Images),
        ("list of text", FieldKind::Texts),
        ("list of records", FieldKind::Records(empty)),
    ];
    let text = item.text()?;
    if let Some((_, kind)) = known.iter().find(|(word, _)| *word == text) {
        return Some(kind.clone());
    }
    if vocabulary.set(text).is_some() {
        return Some(FieldKind::Word(text.to_owned().into()));
    }
    let sets = vocabulary.words.iter().map(|set| set.name.as_ref());
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).chain(sets).collect();
    item.fault(Code::UnknownWord, format!("there is no type `{text}`"), suggestion(text, &words));
    None
}
