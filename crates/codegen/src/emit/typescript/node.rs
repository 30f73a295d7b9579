//! Object types as trees, so that places such as `input.prompt` and `input.size` share their parent.

use serde_json::Value;

use super::{comment, quoted};

/// What stands at a key.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// The members, in order; of a leaf none.
    pub members: Vec<(String, Node)>,
    /// The type of a leaf.
    pub leaf: String,
    /// Whether it may be absent; of an object, whether all of it may.
    pub optional: bool,
    /// What is said of it.
    pub about: String,
}

impl Node {
    /// Puts a leaf at a place such as `input.images[0]`; a list is one place.
    pub fn put(&mut self, wire: &str, leaf: String, optional: bool, about: &str) {
        let (key, rest) = wire.split_once('.').map_or((wire, None), |(key, rest)| (key, Some(rest)));
        let at = self.members.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            self.members.push((key.to_owned(), Node { optional: true, ..Node::default() }));
            self.members.len() - 1
        });
        let inner = &mut self.members[at].1;
        inner.optional &= optional;
        match rest {
            Some(rest) => inner.put(rest, leaf, optional, about),
            None => (inner.leaf, inner.about) = (leaf, about.to_owned()),
        }
    }

    /// The object type over several lines.
    pub fn text(&self, depth: usize) -> String {
        let indent = "  ".repeat(depth + 1);
        let member = |(key, node): &(String, Node)| {
            let about = if node.about.is_empty() { String::new() } else { comment(&node.about, &indent) };
            format!("{about}{indent}{}{}: {};\n", key_of(key), mark(node), node.inner(depth + 1))
        };
        format!("{{\n{}{}}}", self.members.iter().map(member).collect::<String>(), "  ".repeat(depth))
    }

    fn inner(&self, depth: usize) -> String {
        if self.members.is_empty() { self.leaf.clone() } else { self.text(depth) }
    }

    /// The object type on one line, without comments.
    pub fn line(&self) -> String {
        let member = |(key, node): &(String, Node)| {
            let inner = if node.members.is_empty() { node.leaf.clone() } else { node.line() };
            format!("{}{}: {inner}", key_of(key), mark(node))
        };
        format!("{{ {} }}", self.members.iter().map(member).collect::<Vec<_>>().join("; "))
    }
}

fn mark(node: &Node) -> &'static str {
    if node.optional { "?" } else { "" }
}

/// A key, in quotes where it is no name.
fn key_of(key: &str) -> String {
    let is_name =
        key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !key.starts_with(|c: char| c.is_ascii_digit());
    if is_name { key.to_owned() } else { quoted(key) }
}

/// The type that a plain JSON Schema describes: types, members and what is required, no conditions.
pub fn of_schema(schema: &Value, depth: usize) -> String {
    match &schema["type"] {
        Value::Array(types) => {
            let one = |kind: &Value| of_kind(kind.as_str().unwrap_or_default(), schema, depth);
            types.iter().map(one).collect::<Vec<_>>().join(" | ")
        }
        kind => of_kind(kind.as_str().unwrap_or_default(), schema, depth),
    }
}

fn of_kind(kind: &str, schema: &Value, depth: usize) -> String {
    match kind {
        "string" | "boolean" | "null" => kind.to_owned(),
        "integer" | "number" => "number".to_owned(),
        "array" if schema.get("items").is_some() => format!("({})[]", of_schema(&schema["items"], depth)),
        "array" => "unknown[]".to_owned(),
        "object" => object(schema, depth),
        _ => "unknown".to_owned(),
    }
}

fn object(schema: &Value, depth: usize) -> String {
    let Some(properties) = schema["properties"].as_object().filter(|members| !members.is_empty()) else {
        return "Record<string, unknown>".to_owned();
    };
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let member = |(key, inner): (&String, &Value)| {
        let node = Node {
            leaf: of_schema(inner, depth + 1),
            optional: !required.contains(&key.as_str()),
            about: inner["description"].as_str().unwrap_or_default().to_owned(),
            ..Node::default()
        };
        (key.clone(), node)
    };
    Node { members: properties.iter().map(member).collect(), ..Node::default() }.text(depth)
}
