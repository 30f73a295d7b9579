//! Compares an answer with a template: the same members, each of the same value, or of the form that its template names.

use serde_json::Value;
use vidu_types::Timestamp;

/// Fails unless an answer has exactly the template's members. A text in angle brackets in the template names a form.
pub fn fits(place: &str, template: &Value, answer: &Value) {
    match (template, answer) {
        (Value::Object(template), Value::Object(answer)) => {
            let keys = |object: &serde_json::Map<String, Value>| {
                let mut keys: Vec<String> = object.keys().cloned().collect();
                keys.sort();
                keys
            };
            assert_eq!(keys(template), keys(answer), "{place}: its members");
            template.iter().for_each(|(key, value)| fits(&format!("{place}.{key}"), value, &answer[key]));
        }
        (Value::Array(template), Value::Array(answer)) => {
            assert_eq!(template.len(), answer.len(), "{place}: its elements");
            template.iter().zip(answer).for_each(|(template, answer)| fits(&format!("{place}[]"), template, answer));
        }
        (Value::String(form), answer) if form.starts_with('<') => {
            assert!(has_form(form, answer), "{place}: {answer} is no {form}");
        }
        (template, answer) => assert_eq!(template, answer, "{place}"),
    }
}

/// Every address in an answer.
pub fn urls(answer: &Value) -> Vec<String> {
    match answer {
        Value::Object(object) => object.values().flat_map(urls).collect(),
        Value::Array(list) => list.iter().flat_map(urls).collect(),
        Value::String(text) if text.starts_with("http") => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn has_form(form: &str, value: &Value) -> bool {
    let text = value.as_str();
    let recent = |seconds: i64| (1_700_000_000..5_000_000_000).contains(&seconds);
    match form {
        "<digits>" => text.is_some_and(|text| text.parse::<i64>().is_ok_and(|id| id > 0 && id.to_string() == text)),
        "<uuid>" => text.is_some_and(is_uuid),
        "<url>" => text.is_some_and(|text| text.starts_with("http://127.0.0.1:")),
        "<rfc 3339>" => text.is_some_and(|text| text.ends_with('Z') && Timestamp::from_rfc3339(text).is_some()),
        "<unix>" => value.as_i64().is_some_and(recent),
        "<unix ms>" => text.and_then(|text| text.parse::<i64>().ok()).is_some_and(|time| recent(time / 1000)),
        "<drawn>" => value.as_i64().is_some_and(|seed| seed > 0),
        "<text>" => text.is_some_and(|text| !text.is_empty()),
        _ => panic!("{form} is no form"),
    }
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|character| character == '-' || character.is_ascii_hexdigit())
}
