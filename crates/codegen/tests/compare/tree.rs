//! A file of a spec as a tree that a test can change anywhere and write again.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    List(Vec<Tree>),
    Table(Vec<(String, Tree)>),
}

impl Tree {
    pub fn read(text: &str) -> Self {
        table(DeTable::parse(text).expect("a file of a sound spec").get_ref())
    }

    /// The file's text: every key of the file on a line of its own.
    pub fn write(&self) -> String {
        let Self::Table(entries) = self else { panic!("a file is a table") };
        entries.iter().map(|(key, value)| format!("{} = {}\n", quoted(key), value.inline())).collect()
    }

    fn inline(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => format!("{number:?}"),
            Self::Boolean(value) => value.to_string(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::inline).collect::<Vec<_>>().join(", ")),
            Self::Table(entries) => {
                let entry = |(key, value): &(String, Self)| format!("{} = {}", quoted(key), value.inline());
                format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The tree with one change, for every change of every value: each with a name.
    pub fn changed(&self) -> Vec<(String, Self)> {
        let mut found: Vec<(String, Self)> = self.own_changes();
        match self {
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    found.extend(item.changed().into_iter().map(|(name, item)| {
                        let mut items = items.clone();
                        items[at] = item;
                        (format!("{at}.{name}"), Self::List(items))
                    }));
                }
            }
            Self::Table(entries) => {
                for (at, (key, value)) in entries.iter().enumerate() {
                    found.extend(value.changed().into_iter().map(|(name, value)| {
                        let mut entries = entries.clone();
                        entries[at].1 = value;
                        (format!("{key}.{name}"), Self::Table(entries))
                    }));
                }
            }
            _ => {}
        }
        found
    }

    fn own_changes(&self) -> Vec<(String, Self)> {
        let named = |name: &str, tree: Self| (name.to_owned(), tree);
        match self {
            Self::Text(text) if text == "?" => {
                vec![
                    named("5", Self::Integer(5)),
                    named("said", Self::Text("9MB".into())),
                    named("list", Self::List(vec![Self::Integer(1)])),
                ]
            }
            Self::Text(text) => {
                let counted = counted_up(text).map(|text| named("counted up", Self::Text(text)));
                let changes = [named("longer", Self::Text(format!("{text}x"))), named("?", Self::Text("?".into()))];
                counted.into_iter().chain(changes).collect()
            }
            Self::Integer(number) => vec![named("+1", Self::Integer(number + 1)), named("?", Self::Text("?".into()))],
            Self::Number(number) => vec![named("+1", Self::Number(number + 1.0))],
            Self::Boolean(value) => vec![named("not", Self::Boolean(!value))],
            Self::List(items) => {
                without_and_swapped(items).into_iter().map(|(name, list)| (name, Self::List(list))).collect()
            }
            Self::Table(entries) => {
                without_and_swapped(entries).into_iter().map(|(name, list)| (name, Self::Table(list))).collect()
            }
        }
    }
}

/// A list without each of its elements, and with each two neighbours swapped.
fn without_and_swapped<T: Clone>(items: &[T]) -> Vec<(String, Vec<T>)> {
    let without = (0..items.len()).map(|at| {
        let mut items = items.to_vec();
        items.remove(at);
        (format!("without {at}"), items)
    });
    let swapped = (1..items.len()).map(|at| {
        let mut items = items.to_vec();
        items.swap(at - 1, at);
        (format!("{} and {at} swapped", at - 1), items)
    });
    without.chain(swapped).collect()
}

/// The first number in a text, one higher: `"1 to 10"` becomes `"2 to 10"`.
fn counted_up(text: &str) -> Option<String> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let to = text[from..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |many| from + many);
    let number: u64 = text[from..to].parse().ok()?;
    Some(format!("{}{}{}", &text[..from], number + 1, &text[to..]))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn table(table: &DeTable<'_>) -> Tree {
    let mut entries: Vec<(usize, String, Tree)> =
        table.iter().map(|(key, value)| (key.span().start, key.get_ref().to_string(), self::value(value))).collect();
    entries.sort_by_key(|(start, ..)| *start);
    Tree::Table(entries.into_iter().map(|(_, key, value)| (key, value)).collect())
}

fn value(value: &Spanned<DeValue<'_>>) -> Tree {
    match value.get_ref() {
        DeValue::String(text) => Tree::Text(text.to_string()),
        DeValue::Integer(number) => {
            Tree::Integer(i64::from_str_radix(number.as_str(), number.radix()).expect("a number"))
        }
        DeValue::Float(number) => Tree::Number(number.as_str().parse().expect("a number")),
        DeValue::Boolean(value) => Tree::Boolean(*value),
        DeValue::Array(values) => Tree::List(values.iter().map(self::value).collect()),
        DeValue::Table(entries) => table(entries),
        DeValue::Datetime(_) => panic!("a spec has no dates"),
    }
}
