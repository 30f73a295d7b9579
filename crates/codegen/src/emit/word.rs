//! What documents call fields, slots and states, in a word.

use crate::table::{Field, FieldKind, Slot, Stage};

/// What a field holds, in a word.
pub fn kind(field: &Field) -> String {
    match &field.kind {
        FieldKind::Text => "text".to_owned(),
        FieldKind::Url => "URL".to_owned(),
        FieldKind::Integer => "integer".to_owned(),
        FieldKind::Number => "number".to_owned(),
        FieldKind::Boolean => "boolean".to_owned(),
        FieldKind::Word(_) => "word".to_owned(),
        FieldKind::Image => "image".to_owned(),
        FieldKind::Images => "list of images".to_owned(),
        FieldKind::Texts => "list of texts".to_owned(),
        FieldKind::Records(record) => format!("list of {}", record.type_name),
    }
}

/// `TaskCreatedAt` as "task created at".
pub fn slot(slot: Slot) -> String {
    let mut words = String::new();
    for c in format!("{slot:?}").chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// What a status word means, in a word.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Queued => "queued",
        Stage::Running => "running",
        Stage::Succeeded => "succeeded",
        Stage::Failed => "failed",
        Stage::Cancelled => "cancelled",
        Stage::Expired => "expired",
    }
}
