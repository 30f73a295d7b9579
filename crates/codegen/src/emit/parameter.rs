//! Parameters of a list's query in words, and as JSON Schema.

use serde_json::{Value, json};

use super::text::{code, prose};
use crate::table::{Format, Operation, Order, Parameter, ParameterRole, Several, Text};

/// All parameters of an operation's query beside a task's id.
pub fn all(operation: &Operation) -> &[Parameter] {
    operation.listing.as_ref().map_or(&[], |listing| &listing.parameters)
}

/// In which order a list is, as a sentence.
pub fn order(operation: &Operation) -> Option<&'static str> {
    let listing = operation.listing.as_ref()?;
    Some(match listing.order {
        Some(Order::NewestFirst) => "The task that was made last comes first.",
        Some(Order::OldestFirst) => "The task that was made first comes first.",
        None => "The order of the tasks is not stated.",
    })
}

/// What is known of a parameter, in sentences.
pub fn known(parameter: &Parameter) -> String {
    let mut known = vec![about(parameter.role).to_owned()];
    known.extend(parameter.several.map(|several| match several {
        Several::Repeated => "Several are given by repeating the parameter.".to_owned(),
        Several::Commas => "Several are given with commas between them.".to_owned(),
    }));
    known.extend(parameter.first.map(|first| format!("The first page is {first}.")));
    known.extend(parameter.default.map(|default| match parameter.role {
        ParameterRole::CreatedFrom => format!("Without it, {}.", before(default)),
        _ => format!("Without it, {default}."),
    }));
    known.extend(parameter.most.map(|most| format!("At most {most}.")));
    known.extend(parameter.note.as_deref().map(prose));
    let unsaid: Vec<&str> = parameter.unsaid.iter().map(words).collect();
    known.extend((!unsaid.is_empty()).then(|| format!("Not stated: {}.", unsaid.join(", "))));
    known.join(" ")
}

/// What a parameter holds, in a word.
pub fn kind(parameter: &Parameter) -> &'static str {
    match (parameter.role, parameter.format) {
        (ParameterRole::PageNumber | ParameterRole::PageSize, _) => "integer",
        (_, Some(Format::Rfc3339)) => "time (RFC 3339)",
        (_, Some(Format::UnixSeconds)) => "time (seconds since 1970)",
        (_, Some(Format::UnixMillisText)) => "time (milliseconds since 1970)",
        (ParameterRole::CreatedFrom | ParameterRole::CreatedTo, _) => "time",
        _ => "text",
    }
}

/// The parameter in OpenAPI.
pub fn open_api(parameter: &Parameter) -> Value {
    let mut written = json!({
        "name": parameter.name, "in": "query", "required": false,
        "description": known(parameter), "schema": schema(parameter),
    });
    if is_list(parameter.role) {
        written["style"] = json!("form");
        // Where the page does not say it, that several are given by repetition is the usual way, as it is in OpenAPI.
        written["explode"] = json!(parameter.several != Some(Several::Commas));
    }
    written
}

fn schema(parameter: &Parameter) -> Value {
    let text = json!({ "type": "string" });
    match (parameter.role, parameter.format) {
        (role, _) if is_list(role) => json!({ "type": "array", "items": text }),
        (ParameterRole::PageNumber, _) => json!({ "type": "integer", "minimum": parameter.first.unwrap_or(0) }),
        (ParameterRole::PageSize, _) => {
            let mut schema = json!({ "type": "integer", "minimum": 1 });
            parameter.most.into_iter().for_each(|most| schema["maximum"] = json!(most));
            parameter.default.into_iter().for_each(|default| schema["default"] = json!(default));
            schema
        }
        (_, Some(Format::Rfc3339)) => json!({ "type": "string", "format": "date-time" }),
        (_, Some(Format::UnixSeconds)) => json!({ "type": "integer" }),
        _ => text,
    }
}

const fn is_list(role: ParameterRole) -> bool {
    matches!(role, ParameterRole::TaskId | ParameterRole::TaskState | ParameterRole::Filter)
}

const fn about(role: ParameterRole) -> &'static str {
    match role {
        ParameterRole::TaskId => "Only the tasks with these ids.",
        ParameterRole::TaskState => "Only the tasks in these states.",
        ParameterRole::CreatedFrom => "Only the tasks that were made since.",
        ParameterRole::CreatedTo => "Only the tasks that were made until then.",
        ParameterRole::PageNumber => "The number of the page.",
        ParameterRole::PageSize => "How many tasks a page has.",
        ParameterRole::PageToken => "The page, by the word that the page before gave.",
        ParameterRole::Filter => "Only some tasks.",
    }
}

/// Seconds before now, in days where they are whole.
fn before(seconds: u64) -> String {
    const DAY: u64 = 86_400;
    match seconds {
        DAY => "one day before now".to_owned(),
        _ if seconds.is_multiple_of(DAY) => format!("{} days before now", seconds / DAY),
        _ => format!("{seconds} seconds before now"),
    }
}

fn words(key: &Text) -> &str {
    match &**key {
        "several" => "how several are given",
        "format" => "how the time is written",
        "first" => "the number of the first page",
        "default" => "what it is without it",
        "most" => "the most",
        other => other,
    }
}

/// A row of the reference page.
pub fn row(parameter: &Parameter) -> Vec<String> {
    vec![code(&parameter.name), kind(parameter).to_owned(), known(parameter)]
}
