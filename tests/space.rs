//! The whole finite space of a page: every word, number and flag of its tables, each also absent, and one value that is not offered.

use serde_json::{Map, Value, json};
use vidu_types::relation::values;
use vidu_types::table::{Aspect, FieldKind, Operation, Scalar};

/// One axis: a place in the body, and what may stand there; nothing for absent.
struct Axis {
    wire: String,
    values: Vec<Option<Value>>,
}

/// Every body of a page, with everything required that has no finite set of values filled in.
pub struct Space {
    base: Value,
    axes: Vec<Axis>,
}

impl Space {
    pub fn of(operation: &Operation) -> Self {
        let mut base = Value::Object(Map::new());
        let mut axes = Vec::new();
        for (at, field) in operation.fields.iter().enumerate() {
            if let Some(values) = finite(operation, at) {
                axes.push(Axis { wire: field.wire.to_string(), values });
            } else if field.required {
                put(&mut base, &field.wire, example(&field.kind));
            }
        }
        constants(&operation.body, "", &mut base);
        Self { base, axes }
    }

    pub fn size(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    pub fn body(&self, mut index: usize) -> Value {
        let mut body = self.base.clone();
        for axis in &self.axes {
            if let Some(value) = &axis.values[index % axis.values.len()] {
                put(&mut body, &axis.wire, value.clone());
            }
            index /= axis.values.len();
        }
        body
    }
}

/// The values of a field whose set is finite: absent, each one of the tables, and one that no table has.
fn finite(operation: &Operation, field: usize) -> Option<Vec<Option<Value>>> {
    let column = |column: &vidu_types::table::Column| column.field == field && column.aspect == Aspect::Value;
    let found = operation.relations.iter().find_map(|relation| {
        let at = relation.columns.iter().position(column)?;
        Some(values(relation, at).iter().map(plain).collect::<Vec<_>>())
    })?;
    let outside = match &operation.fields[field].kind {
        FieldKind::Word(_) => Some(json!("nowhere-offered")),
        FieldKind::Integer => Some(json!(97)),
        _ => None,
    };
    let known = if found.is_empty() { vec![json!(1)] } else { found };
    Some(std::iter::once(None).chain(known.into_iter().chain(outside).map(Some)).collect())
}

fn plain(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => json!(text),
        Scalar::Integer(number) => json!(number),
        Scalar::Number(number) => json!(number),
        Scalar::Boolean(value) => json!(value),
    }
}

fn example(kind: &FieldKind) -> Value {
    let picture = json!("https://cdn.example.com/first-frame.png");
    match kind {
        FieldKind::Image => picture,
        FieldKind::Images => json!([picture, picture]),
        _ => json!("A lighthouse at dusk, the sea calm."),
    }
}

fn constants(members: &[vidu_types::table::Member], prefix: &str, base: &mut Value) {
    use vidu_types::table::Shape;
    for member in members {
        let path = format!("{prefix}{}", member.key);
        match &member.shape {
            Shape::Constant(value) => put(base, &path, plain(value)),
            Shape::Object(members) => constants(members, &format!("{path}."), base),
            _ => {}
        }
    }
}

/// Puts a value at a place such as `parameters.duration` or `images[0]`.
pub fn put(body: &mut Value, wire: &str, value: Value) {
    let pointer = format!("/{}", wire.replace('[', ".").replace(']', "").replace('.', "/"));
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer begins with a slash");
    if !parent.is_empty() && body.pointer(parent).is_none() {
        let empty = if key.parse::<usize>().is_ok() { json!([]) } else { json!({}) };
        put(body, &parent[1..].replace('/', "."), empty);
    }
    match body.pointer_mut(parent).expect("the parent was made") {
        Value::Array(list) => list.push(value),
        Value::Object(object) => drop(object.insert(key.to_owned(), value)),
        other => panic!("{wire}: {other} is no place"),
    }
}
