//! Good requests of a vendor, found by its tables alone: every operation that makes a task, every model.

use std::fmt::Write as _;

use vidu_types::table::{FieldKind, Operation, OperationKind, Role};
use vidu_types::{Draft, SPEC, Vendor};

use crate::book::MARK;
use crate::schedule::Order;

/// Where callbacks go; nobody looks the name up.
const HOOK: &str = "http://receiver.example/hook?of=simulation";
/// A picture that nobody fetches.
const PICTURE: &str = "https://pictures.example.com/a.png";
/// The field that says in words what is to be seen.
const PROMPT: &str = "prompt";

/// The requests of a vendor that its pages take.
pub struct Catalogue<V> {
    operations: Vec<(&'static Operation, Vec<Draft<V>>)>,
}

impl<V: Vendor> Catalogue<V> {
    /// Tries all models of all operations.
    ///
    /// # Panics
    ///
    /// If an operation takes none of them: then nothing of it would be simulated.
    pub fn new() -> Self {
        let creates = V::revision().operations.iter().filter(|operation| operation.kind == OperationKind::Create);
        let operations: Vec<_> = creates.map(|operation| (operation, drafts(operation))).collect();
        for (operation, drafts) in &operations {
            assert!(!drafts.is_empty(), "no request of {} passes the check", operation.name);
        }
        Self { operations }
    }

    /// The request of an order; its prompt says whose life it is.
    pub fn request(&self, order: &Order, life: usize) -> Draft<V> {
        let named = self.operations.iter().find(|(operation, _)| operation.name == order.operation);
        let (operation, drafts) = named.unwrap_or(&self.operations[0]);
        let mut prompt = format!("{MARK}{life};");
        if !order.script.is_empty() {
            // Writing to a text cannot fail.
            let _ = write!(prompt, " [[mock: {}]]", order.script);
        }
        let mut draft = set(drafts[order.model % drafts.len()].clone(), PROMPT, prompt);
        let passed = operation.fields.iter().find(|field| field.role == Some(Role::PassThrough));
        if let (Some(field), Some(payload)) = (passed, &order.payload) {
            draft = set(draft, &field.name, payload.as_str());
        }
        match &V::revision().callback {
            Some(callback) if order.callback => set(draft, &callback.field, HOOK),
            _ => draft,
        }
    }
}

fn drafts<V: Vendor>(operation: &'static Operation) -> Vec<Draft<V>> {
    let Ok(mut draft) = Draft::<V>::new(&operation.name) else { return Vec::new() };
    draft = set(draft, PROMPT, "a cat");
    for field in operation.fields.iter().filter(|field| field.required) {
        draft = match &field.kind {
            FieldKind::Image => set(draft, &field.name, PICTURE),
            FieldKind::Images => set(draft, &field.name, [PICTURE].as_slice()),
            _ => draft,
        };
    }
    let model = operation.fields.iter().find(|field| field.role == Some(Role::Model) && field.required);
    let Some(field) = model else { return vec![draft] };
    let FieldKind::Word(name) = &field.kind else { return vec![draft] };
    let words = SPEC.words.iter().filter(|set| set.name == *name).flat_map(|set| set.words.iter());
    let with = words.map(|word| set(draft.clone(), &field.name, &*word.wire));
    with.filter(|draft| draft.check().violations.is_empty()).collect()
}

/// The draft with a field; one that the page does not have is left out.
fn set<V: Vendor>(draft: Draft<V>, field: &str, value: impl Into<serde_json::Value>) -> Draft<V> {
    draft.clone().set(field, value).unwrap_or(draft)
}
