//! JSON Schema (draft 2020-12) of a request as it is written: the relations become a tree of conditions.

use serde_json::{Map, Value, json};

use super::{name, tree};
use crate::table::{
    Aspect, Choice, Exclusive, Field, FieldKind, Many, Member, Operation, Record, Relation, Scalar, Shape, Span,
};

/// The schema of a request body.
///
/// What a schema cannot say is not in it: bytes and shapes of pictures, and that 4.0 is no integer.
pub fn emit(operation: &Operation) -> Value {
    let mut schema = request(operation);
    schema["$schema"] = json!(DIALECT);
    schema
}

/// The dialect that these schemas are written in.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The same as a part of another document, which names the dialect itself.
pub fn request(operation: &Operation) -> Value {
    let mut schema = Map::new();
    schema.insert("title".to_owned(), json!(name::title(operation)));
    schema.insert("description".to_owned(), json!(format!("{} Source: {}", operation.about, operation.page.url)));
    schema.append(&mut object(&operation.body, &operation.fields, Some(operation)));
    let places = Places { operation };
    let relations = operation.relations.iter().filter(|relation| !is_said_by_its_field(relation));
    let relations = relations.map(|relation| Tree { places: &places, relation }.schema());
    let exclusives = operation.exclusive.iter().map(|exclusive| places.exclusive(exclusive));
    let rules: Vec<Value> = relations.chain(exclusives).filter(|rule| !is_trivial(rule)).collect();
    if !rules.is_empty() {
        schema.insert("allOf".to_owned(), json!(rules));
    }
    Value::Object(schema)
}

/// An object with members; what the page does not list is not refused.
fn object(members: &[Member], fields: &[Field], operation: Option<&Operation>) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for member in members {
        let (schema, needed) = shape(&member.shape, fields, operation);
        properties.insert(member.key.to_string(), schema);
        if needed {
            required.push(member.key.to_string());
        }
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

/// The schema of a place, and whether something must stand there.
fn shape(shape: &Shape, fields: &[Field], operation: Option<&Operation>) -> (Value, bool) {
    match shape {
        Shape::Field(at) => {
            let mut schema = field(&fields[*at], default(operation, *at));
            if let (Some(Value::Object(offered)), Some(members)) = (offered(operation, *at), schema.as_object_mut()) {
                members.extend(offered);
            }
            (schema, fields[*at].required)
        }
        Shape::Constant(value) => (json!({ "const": plain(value) }), true),
        Shape::TaskId => (json!({ "type": "string" }), true),
        Shape::Object(members) => {
            let schema = object(members, fields, operation);
            let required = schema.contains_key("required");
            (Value::Object(schema), required)
        }
        Shape::Elements(positions) => {
            let mut items: Vec<Value> = positions.iter().map(|at| field(&fields[*at], None)).collect();
            let required = positions.iter().any(|at| fields[*at].required);
            let many = items.len();
            let mut schema = json!({ "type": "array", "minItems": if required { many } else { 0 }, "maxItems": many });
            // One place is one kind of element, which more programs can read than a list of places.
            if many == 1 {
                schema["items"] = items.remove(0);
            } else {
                schema["prefixItems"] = Value::Array(items);
            }
            (schema, required)
        }
    }
}

/// The schema of a field's value, apart from what depends on other fields.
fn field(field: &Field, default: Option<&Scalar>) -> Value {
    let mut schema = match &field.kind {
        FieldKind::Text | FieldKind::Url | FieldKind::Word(_) | FieldKind::Image => json!({ "type": "string" }),
        // No page says more of a number without a range, and a longer one is read by nobody.
        FieldKind::Integer => json!({ "type": "integer", "format": "int64" }),
        FieldKind::Number => json!({ "type": "number" }),
        FieldKind::Boolean => json!({ "type": "boolean" }),
        FieldKind::Images => json!({ "type": "array", "items": { "type": "string", "format": "uri" } }),
        FieldKind::Texts => json!({ "type": "array", "items": text_of(field.characters) }),
        FieldKind::Records(record) => json!({ "type": "array", "items": self::record(record) }),
    };
    let Value::Object(members) = &mut schema else { return schema };
    members.insert("description".to_owned(), json!(description(field)));
    // Pictures too: links, data URIs and upload references are all URIs.
    if matches!(field.kind, FieldKind::Url | FieldKind::Image) {
        members.insert("format".to_owned(), json!("uri"));
    }
    let is_text = members["type"] == "string";
    let (least, most) = if is_text { ("minLength", "maxLength") } else { ("minItems", "maxItems") };
    let span = if is_text { field.characters } else { field.count };
    let from =
        span.map_or(0, |span| span.from).max(u64::from(field.required && (is_text || members["type"] == "array")));
    if from > 0 {
        members.insert(least.to_owned(), json!(from));
    }
    if let Some(to) = span.and_then(|span| span.to) {
        members.insert(most.to_owned(), json!(to));
    }
    if let Some(default) = default {
        members.insert("default".to_owned(), plain(default));
    }
    schema
}

/// The schema of a text within a list.
fn text_of(characters: Option<Span>) -> Value {
    let mut schema = json!({ "type": "string" });
    if let Some(from) = characters.map(|span| span.from).filter(|from| *from > 0) {
        schema["minLength"] = json!(from);
    }
    if let Some(to) = characters.and_then(|span| span.to) {
        schema["maxLength"] = json!(to);
    }
    schema
}

fn record(record: &Record) -> Value {
    Value::Object(object(&record.body, &record.fields, None))
}

fn description(field: &Field) -> String {
    field.note.as_ref().map_or_else(|| field.about.to_string(), |note| format!("{} {note}", field.about))
}

/// Whether the schema of one field says all that a relation does.
fn is_said_by_its_field(relation: &Relation) -> bool {
    relation.columns.len() == 1 && relation.columns[0].aspect == Aspect::Value
}

/// What there is of a field, whatever the other fields are; nothing where the page leaves that open.
fn offered(operation: Option<&Operation>, at: usize) -> Option<Value> {
    let column = |column: &crate::table::Column| column.field == at && column.aspect == Aspect::Value;
    let (relation, column) = operation?.relations.iter().find_map(|relation| {
        let at = relation.columns.iter().position(column)?;
        Some((relation, at))
    })?;
    let rows: Vec<usize> = (0..relation.rows.len()).collect();
    let is_closed = tree::open_rows(relation, &rows, column).is_empty();
    let branches = tree::branches(relation, &rows, column);
    let all: Vec<Choice> = branches.into_iter().flat_map(|branch| branch.choices).collect();
    is_closed.then(|| membership(&all))
}

/// The default of a field that no other field changes.
fn default(operation: Option<&Operation>, at: usize) -> Option<&Scalar> {
    let alone = |relation: &&Relation| relation.columns.len() == 1 && relation.columns[0].field == at;
    operation?.relations.iter().find(alone)?.rows.first()?.cells.first()?.default.as_ref()
}

/// A value as JSON.
pub fn plain(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => json!(text),
        Scalar::Integer(number) => json!(number),
        Scalar::Number(number) => json!(number),
        Scalar::Boolean(value) => json!(value),
    }
}

fn is_trivial(schema: &Value) -> bool {
    *schema == Value::Bool(true)
}

/// Where fields stand in the body.
struct Places<'a> {
    operation: &'a Operation,
}

impl Places<'_> {
    fn path(&self, field: usize) -> Vec<&str> {
        self.operation.fields[field].wire.split('.').collect()
    }

    /// A schema of the body that says something about one field; `present` demands that it is there.
    fn at(&self, field: usize, schema: Value, present: bool) -> Value {
        self.path(field).iter().rev().fold(schema, |inner, segment| {
            let (key, index) = segment.split_once('[').map_or((*segment, None), |(key, index)| (key, Some(index)));
            let inner = match index.and_then(|index| index.trim_end_matches(']').parse::<usize>().ok()) {
                Some(index) => json!({ "prefixItems": vec![Value::Bool(true); index].into_iter().chain([inner]).collect::<Vec<_>>() }),
                None => inner,
            };
            let mut object = Map::new();
            object.insert("properties".to_owned(), json!({ key: inner }));
            if present {
                object.insert("required".to_owned(), json!([key]));
            }
            Value::Object(object)
        })
    }

    fn exclusive(&self, exclusive: &Exclusive) -> Value {
        let given: Vec<Value> = exclusive.fields.iter().map(|field| self.at(*field, Value::Bool(true), true)).collect();
        let none = json!({ "not": { "anyOf": given } });
        match exclusive.many {
            Many::ExactlyOne => json!({ "oneOf": given }),
            Many::AtLeastOne => json!({ "anyOf": given }),
            Many::AtMostOne => json!({ "oneOf": given.into_iter().chain([none]).collect::<Vec<_>>() }),
        }
    }
}

/// A relation as a tree of conditions: at each column the values lead to the rows that have them, absence to the default's.
struct Tree<'a> {
    places: &'a Places<'a>,
    relation: &'a Relation,
}

impl Tree<'_> {
    fn schema(&self) -> Value {
        self.from((0..self.relation.rows.len()).collect(), 0)
    }

    /// What holds at a column and after it, when these rows are left.
    fn from(&self, rows: Vec<usize>, column: usize) -> Value {
        if column == self.relation.columns.len() {
            return Value::Bool(true);
        }
        let mut rules = Vec::new();
        let open = !tree::open_rows(self.relation, &rows, column).is_empty();
        let branches = tree::branches(self.relation, &rows, column);
        if !open {
            let all: Vec<Choice> = branches.iter().flat_map(|branch| branch.choices.iter().cloned()).collect();
            rules.push(self.when(column, membership(&all), false));
        }
        let mut leads: Vec<(Value, Value)> = Vec::new();
        for branch in &branches {
            leads.push((
                self.when(column, membership(&branch.choices), true),
                self.from(branch.rows.clone(), column + 1),
            ));
        }
        leads.extend(self.of_other_values(&rows, column, &branches));
        if self.can_be_absent(column) {
            let absent = self.from(tree::rows_of_default(self.relation, &rows, column), column + 1);
            let not_there = json!({ "not": self.when(column, Value::Bool(true), true) });
            leads.push((not_there, absent));
        }
        rules.extend(conditions(leads));
        all_of(rules)
    }

    /// A value that no row names fits the rows that take any; nothing where those are all rows or none.
    fn of_other_values(&self, rows: &[usize], column: usize, branches: &[tree::Branch]) -> Option<(Value, Value)> {
        let open = tree::open_rows(self.relation, rows, column);
        if open.is_empty() || open.len() == rows.len() {
            return None;
        }
        let named: Vec<Choice> = branches.iter().flat_map(|branch| branch.choices.iter().cloned()).collect();
        let other = self.when(column, json!({ "not": membership(&named) }), true);
        Some((other, self.from(open, column + 1)))
    }

    fn can_be_absent(&self, column: usize) -> bool {
        let column = self.relation.columns[column];
        column.aspect == Aspect::Value && !self.places.operation.fields[column.field].required
    }

    fn when(&self, column: usize, values: Value, present: bool) -> Value {
        let column = self.relation.columns[column];
        match column.aspect {
            Aspect::Value => self.places.at(column.field, values, present),
            Aspect::Count => self.places.at(column.field, counts(&values), present),
            Aspect::Given if values == json!({ "enum": [false] }) => {
                json!({ "not": self.places.at(column.field, Value::Bool(true), true) })
            }
            Aspect::Given if values == json!({ "enum": [true] }) => {
                self.places.at(column.field, Value::Bool(true), true)
            }
            Aspect::Given => Value::Bool(true),
        }
    }
}

/// The value is one of these; of booleans both are no rule.
fn membership(choices: &[Choice]) -> Value {
    let has = |value: bool| choices.contains(&Choice::Exactly(Scalar::Boolean(value)));
    if has(true) && has(false) {
        return Value::Bool(true);
    }
    let exact: Vec<Value> = choices
        .iter()
        .filter_map(|choice| if let Choice::Exactly(value) = choice { Some(plain(value)) } else { None })
        .collect();
    let runs = choices.iter().filter_map(|choice| match choice {
        Choice::Exactly(_) => None,
        Choice::Integers(from, to) => Some(json!({ "type": "integer", "minimum": from, "maximum": to })),
        Choice::Numbers(from, to) => Some(json!({ "type": "number", "minimum": from, "maximum": to })),
    });
    let exact = (!exact.is_empty()).then(|| json!({ "enum": exact }));
    let mut any: Vec<Value> = exact.into_iter().chain(runs).collect();
    if any.len() == 1 { any.remove(0) } else { json!({ "anyOf": any }) }
}

/// The list has one of these numbers of elements.
fn counts(values: &Value) -> Value {
    let count = |number: &Value| json!({ "minItems": number, "maxItems": number });
    match (values.get("enum").and_then(Value::as_array), values.get("minimum"), values.get("maximum")) {
        (Some(numbers), ..) => json!({ "anyOf": numbers.iter().map(count).collect::<Vec<_>>() }),
        (None, Some(least), Some(most)) => json!({ "minItems": least, "maxItems": most }),
        _ => Value::Bool(true),
    }
}

/// `if` this `then` that; nothing where all lead to the same.
fn conditions(leads: Vec<(Value, Value)>) -> Vec<Value> {
    let Some(first) = leads.first().map(|(_, then)| then.clone()) else { return Vec::new() };
    if leads.iter().all(|(_, then)| *then == first) {
        return vec![first];
    }
    let rule =
        |(when, then): (Value, Value)| if is_trivial(&then) { then } else { json!({ "if": when, "then": then }) };
    leads.into_iter().map(rule).collect()
}

fn all_of(rules: Vec<Value>) -> Value {
    let mut rules: Vec<Value> = rules.into_iter().filter(|rule| !is_trivial(rule)).collect();
    match rules.len() {
        0 => Value::Bool(true),
        1 => rules.remove(0),
        _ => json!({ "allOf": rules }),
    }
}
