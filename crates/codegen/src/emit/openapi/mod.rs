//! OpenAPI 3.1: the vendors' operations with their conditional rules, errors, callbacks, keys and legal examples.

use serde_json::{Map, Value, json};

use super::bundle;
use crate::table::Revision;

mod callback;
mod errors;
mod merge;
mod operation;
mod security;

pub use merge::{Conflict, merge};

/// The document. Where several vendors stand in it, each path names its own servers.
///
/// Two vendors that serve the same call cannot stand in one document: [`shared_calls`] says which.
pub fn emit(revisions: &[&Revision]) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": info(revisions),
        "jsonSchemaDialect": super::schema::DIALECT,
        "tags": revisions.iter().map(|revision| tag(revision)).collect::<Vec<_>>(),
        "paths": paths(revisions),
        "components": {
            "schemas": schemas(revisions),
            "responses": revisions.iter().flat_map(|one| errors::responses(one)).collect::<Map<_, _>>(),
            "securitySchemes": revisions.iter().flat_map(|one| security::schemes(one)).collect::<Map<_, _>>(),
        },
    });
    if let [revision] = revisions {
        document["servers"] = servers(revision);
        document["security"] = security::alternatives(revision);
    }
    document
}

/// The calls that more than one of the revisions serves.
pub fn shared_calls(revisions: &[&Revision]) -> Vec<String> {
    let calls = |revision: &&Revision| -> Vec<String> {
        revision.operations.iter().map(|page| format!("{} {}", page.method, page.path)).collect()
    };
    let mut seen: Vec<String> = Vec::new();
    let mut shared = Vec::new();
    for call in revisions.iter().flat_map(calls) {
        if seen.contains(&call) { shared.push(call) } else { seen.push(call) }
    }
    shared
}

fn info(revisions: &[&Revision]) -> Value {
    let titles: Vec<&str> = revisions.iter().map(|revision| &*revision.title).collect();
    let month = revisions.iter().map(|revision| &*revision.month).max().unwrap_or_default();
    json!({
        "title": titles.join(", "),
        "version": month,
        "description": "Written by vidu-codegen from tables of what the vendors' pages say. What a page does not say is left open here.",
    })
}

fn tag(revision: &Revision) -> Value {
    let lines = |title: &str, lines: &[crate::table::Text]| {
        let lines: String = lines.iter().map(|line| format!("\n- {}", super::text::prose(line))).collect();
        if lines.is_empty() { lines } else { format!("\n\n{title}:\n{lines}") }
    };
    let about = format!(
        "{} as of {}.{}{}",
        revision.title,
        revision.month,
        lines("Not stated", &revision.unsaid),
        lines("Remarks", &revision.remarks)
    );
    json!({ "name": revision.title, "description": about })
}

fn paths(revisions: &[&Revision]) -> Map<String, Value> {
    let is_alone = revisions.len() == 1;
    let mut paths = Map::new();
    for revision in revisions {
        for page in revision.operations.iter() {
            let item = paths.entry(page.path.to_string()).or_insert_with(|| json!({}));
            item[page.method.to_lowercase()] = operation::emit(revision, page);
            if !is_alone {
                item[page.method.to_lowercase()]["servers"] = servers(revision);
            }
        }
    }
    paths
}

fn servers(revision: &Revision) -> Value {
    let urls = std::iter::once(&revision.base_url).chain(revision.base_url_aliases.iter());
    urls.map(|url| json!({ "url": url, "description": revision.title })).collect()
}

fn schemas(revisions: &[&Revision]) -> Map<String, Value> {
    let errors = revisions.iter().flat_map(|revision| errors::schemas(revision));
    bundle::definitions(revisions).into_iter().chain(errors).collect()
}
