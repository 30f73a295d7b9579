//! Classes of an answer, from its plain JSON Schema.

use serde_json::Value;

use super::class::{Attribute, Class};
use crate::emit::name;

/// The class of an answer, behind those of the objects within it.
pub fn emit(name: &str, about: &str, schema: &Value) -> String {
    let mut classes = Vec::new();
    object(name, about, schema, &mut classes);
    classes.iter().map(Class::text).collect()
}

fn object(name: &str, about: &str, schema: &Value, classes: &mut Vec<Class>) {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut attributes = Vec::new();
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        let annotation = annotation(&format!("{name}{}", name::pascal(key)), inner, classes);
        let is_required = required.contains(&key.as_str());
        attributes.push(Attribute {
            key: key.clone(),
            annotation: if is_required { annotation } else { format!("Optional[{annotation}]") },
            arguments: if is_required { Vec::new() } else { vec!["default=None".to_owned()] },
            about: inner["description"].as_str().unwrap_or_default().to_owned(),
        });
    }
    classes.push(Class {
        name: name.to_owned(),
        base: "Answer",
        about: about.to_owned(),
        attributes,
        lines: Vec::new(),
    });
}

fn annotation(name: &str, schema: &Value, classes: &mut Vec<Class>) -> String {
    match &schema["type"] {
        Value::Array(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| of_kind(name, kind, schema, classes)).collect();
            format!("Union[{}]", kinds.join(", "))
        }
        kind => of_kind(name, kind, schema, classes),
    }
}

fn of_kind(name: &str, kind: &Value, schema: &Value, classes: &mut Vec<Class>) -> String {
    match kind.as_str() {
        Some("string") => "str".to_owned(),
        Some("boolean") => "bool".to_owned(),
        Some("integer") => "int".to_owned(),
        Some("number") => "float".to_owned(),
        Some("null") => "None".to_owned(),
        Some("array") if schema.get("items").is_some() => {
            format!("List[{}]", annotation(name, &schema["items"], classes))
        }
        Some("array") => "List[Any]".to_owned(),
        Some("object") if schema.get("properties").is_some() => {
            object(name, "An object within an answer.", schema, classes);
            name.to_owned()
        }
        Some("object") => "Dict[str, Any]".to_owned(),
        _ => "Any".to_owned(),
    }
}
