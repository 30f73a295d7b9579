//! From a row of the catalogue to the bytes of a body: changes, raw JSON, long texts and pictures.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json};
use toml::{Table, Value as Toml};

use super::pictures;

/// The base with a change, or with its members in the place of `BASE` in a text that is no table.
///
/// In the values of a change `{ json = ".." }` stands for this JSON text as it is, `{ absent = true }` takes a member away,
/// and `{ list = 8, of = ".." }` is a list. In texts `{1501 x ab}` is a repetition and `{png 640x480}` a picture in base64.
pub fn body(base: &Table, change: &Toml) -> Vec<u8> {
    let mut raw = Vec::new();
    let mut body = Json::Object(base.iter().map(|(key, value)| (key.clone(), json(value, &mut raw))).collect());
    let mut text = match change {
        Toml::Table(change) => {
            change.iter().for_each(|(key, value)| put(&mut body, key, value, &mut raw));
            body.to_string()
        }
        Toml::String(text) => {
            let members = body.to_string();
            expanded(text).replace("BASE", &members[1..members.len() - 1])
        }
        other => panic!("{other:?} is no change"),
    };
    for (nth, raw) in raw.iter().enumerate() {
        text = text.replace(&Json::from(mark(nth)).to_string(), raw);
    }
    text.into_bytes()
}

fn put(body: &mut Json, key: &str, value: &Toml, raw: &mut Vec<String>) {
    let members = body.as_object_mut().expect("an object");
    match (value, members.get(key)) {
        (Toml::Table(table), _) if table.contains_key("absent") => drop(members.remove(key)),
        (Toml::Table(table), Some(Json::Object(_))) if !is_special(table) => {
            table.iter().for_each(|(inner, value)| put(&mut members[key], inner, value, raw));
        }
        _ => drop(members.insert(key.to_owned(), json(value, raw))),
    }
}

fn is_special(table: &Table) -> bool {
    ["json", "list"].iter().any(|key| table.contains_key(*key))
}

fn json(value: &Toml, raw: &mut Vec<String>) -> Json {
    match value {
        Toml::String(text) => expanded(text).into(),
        Toml::Integer(number) => (*number).into(),
        Toml::Float(number) => (*number).into(),
        Toml::Boolean(truth) => (*truth).into(),
        Toml::Array(elements) => elements.iter().map(|element| json(element, raw)).collect(),
        Toml::Table(table) => object(table, raw),
        Toml::Datetime(time) => panic!("{time}: a time is a text in JSON"),
    }
}

fn object(table: &Table, raw: &mut Vec<String>) -> Json {
    match (table.get("json"), table.get("list"), table.get("of")) {
        (Some(Toml::String(text)), _, _) => {
            raw.push(expanded(text));
            mark(raw.len() - 1).into()
        }
        (_, Some(Toml::Integer(count)), Some(of)) => (0..*count).map(|_| json(of, raw)).collect(),
        _ => table.iter().map(|(key, value)| (key.clone(), json(value, raw))).collect::<Map<_, _>>().into(),
    }
}

/// Stands for raw JSON until all else is written.
fn mark(nth: usize) -> String {
    format!("raw JSON number {nth}.")
}

fn expanded(text: &str) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let special = after.split_once('}').and_then(|(inside, behind)| Some((special(inside)?, behind)));
        done += before;
        match special {
            Some((meant, behind)) => {
                done += &meant;
                rest = behind;
            }
            None => {
                done.push('{');
                rest = after;
            }
        }
    }
    done + rest
}

/// `1501 x ab`, or a picture: `png`, `png 127x128`, `png 640x480 9999999`.
fn special(inside: &str) -> Option<String> {
    if let Some((count, of)) = inside.split_once(" x ") {
        return Some(of.repeat(count.parse().ok()?));
    }
    let mut words = inside.split(' ');
    let format = words.next()?;
    let (width, height) = words.next().unwrap_or("640x480").split_once('x')?;
    let mut bytes = pictures::picture(format, width.parse().ok()?, height.parse().ok()?)?;
    if let Some(length) = words.next() {
        bytes.resize(length.parse().ok()?, 0);
    }
    Some(STANDARD.encode(bytes))
}
