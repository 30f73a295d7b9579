//! Another document's paths and components taken into an export, each path with its own servers and keys.

use std::fmt;

use serde_json::{Map, Value, json};

/// Why two documents cannot be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The other is no OpenAPI 3 document.
    NotOpenApi(&'static str),
    /// Both have something else at this place.
    Both(String),
}

impl fmt::Display for Conflict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOpenApi(lacking) => write!(out, "this is no OpenAPI 3 document with paths: {lacking}"),
            Self::Both(place) => write!(out, "both documents have {place}, and they differ there"),
        }
    }
}

impl std::error::Error for Conflict {}

/// Takes the paths, components and tags of another document into an export.
///
/// What the other says once for all its calls (servers, security) is written to each of them.
pub fn merge(document: &mut Value, other: &Value) -> Result<(), Conflict> {
    if !other["openapi"].as_str().is_some_and(|version| version.starts_with("3.")) {
        return Err(Conflict::NotOpenApi("`openapi` is not 3.x"));
    }
    let paths = other["paths"].as_object().ok_or(Conflict::NotOpenApi("`paths` is no object"))?;
    let mut merged = document.clone();
    for (path, item) in paths {
        put(&mut merged["paths"], path, &settled(item, other), &format!("the path {path}"))?;
    }
    for (kind, components) in other["components"].as_object().into_iter().flatten() {
        for (name, component) in components.as_object().into_iter().flatten() {
            let of_kind = &mut merged["components"][kind];
            put(of_kind, name, component, &format!("components/{kind}/{name}"))?;
        }
    }
    let tags = other["tags"].as_array().into_iter().flatten().cloned();
    let all: Vec<Value> = merged["tags"].as_array().into_iter().flatten().cloned().chain(tags).collect();
    merged["tags"] = json!(all);
    *document = merged;
    Ok(())
}

fn put(members: &mut Value, name: &str, value: &Value, place: &str) -> Result<(), Conflict> {
    match members.get(name) {
        Some(there) if there != value => Err(Conflict::Both(place.to_owned())),
        _ => {
            members[name] = value.clone();
            Ok(())
        }
    }
}

/// A path with what its document says for all.
fn settled(item: &Value, document: &Value) -> Value {
    let mut item = item.clone();
    let Some(members) = item.as_object_mut() else { return item };
    for key in ["servers", "security"] {
        let Some(shared) = document.get(key) else { continue };
        if members.contains_key("servers") && key == "servers" {
            continue;
        }
        calls(members).filter(|call| call.get(key).is_none()).for_each(|call| call[key] = shared.clone());
    }
    item
}

/// The operations of a path, among what else stands there.
fn calls(item: &mut Map<String, Value>) -> impl Iterator<Item = &mut Value> {
    const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    item.iter_mut().filter(|(key, _)| METHODS.contains(&key.as_str())).map(|(_, call)| call)
}
