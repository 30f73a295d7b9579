//! A class as it is printed, and what texts, values and names look like in Python.

use crate::table::Scalar;

/// A class.
#[derive(Clone, Debug, Default)]
pub struct Class {
    pub name: String,
    pub base: &'static str,
    pub about: String,
    pub attributes: Vec<Attribute>,
    /// Further lines of its body, without indentation.
    pub lines: Vec<String>,
}

/// An attribute of a class.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The key in the body.
    pub key: String,
    pub annotation: String,
    /// The arguments of `Field`, such as `default=None`.
    pub arguments: Vec<String>,
    pub about: String,
}

impl Class {
    pub fn text(&self) -> String {
        let mut out = format!("\n\nclass {}({}):\n    {}\n", self.name, self.base, docstring(&self.about));
        for attribute in &self.attributes {
            out += &attribute.text();
        }
        for line in &self.lines {
            out += &format!("\n    {line}\n");
        }
        out
    }
}

impl Attribute {
    fn text(&self) -> String {
        let name = attribute_name(&self.key);
        let alias = (name != self.key).then(|| format!("alias={}", quoted(&self.key)));
        let arguments: Vec<String> = self.arguments.iter().cloned().chain(alias).collect();
        let field = match &arguments[..] {
            [] => String::new(),
            [default] if default.starts_with("default=") => format!(" = {}", &default["default=".len()..]),
            all => format!(" = Field({})", all.join(", ")),
        };
        let about = if self.about.is_empty() { String::new() } else { format!("    {}\n", docstring(&self.about)) };
        format!("\n    {name}: {}{field}\n{about}", self.annotation)
    }
}

/// A text as a literal: what JSON escapes, Python reads the same.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A docstring, of which nothing can get out.
fn docstring(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"\"\"{}\"\"\"", text.replace('\n', "\n\n    "))
}

/// A value as a literal.
pub fn literal(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => quoted(text),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Number(number) => format!("{number:?}"),
        Scalar::Boolean(true) => "True".to_owned(),
        Scalar::Boolean(false) => "False".to_owned(),
    }
}

/// The attribute for a key: another name where the key is none in Python, or one that models have already.
pub fn attribute_name(key: &str) -> String {
    const TAKEN: [&str; 50] = [
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
        "copy",
        "dict",
        "json",
        "schema",
        "construct",
        "validate",
        "fields",
        "tables",
        "chosen",
        "constants",
        "body",
        "model_config",
        "model_fields",
        "model_dump",
        "model_copy",
    ];
    let name: String = key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let name = if name.starts_with(|c: char| c.is_ascii_digit() || c == '_') { format!("at{name}") } else { name };
    if TAKEN.contains(&name.as_str()) { format!("{name}_") } else { name }
}
