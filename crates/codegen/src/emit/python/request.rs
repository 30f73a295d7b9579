//! Classes of a request: one for each model, with the values and defaults that this model has.

use super::class::{Attribute, Class, attribute_name, literal, quoted};
use super::tables;
use crate::emit::{name, text, tree};
use crate::relation::{admits, atom, values};
use crate::table::{Aspect, Choice, Field, FieldKind, Member, Operation, Record, Relation, Role, Scalar, Shape, Span};

/// The classes, and a name for any of them.
pub fn emit(name: &str, operation: &Operation) -> String {
    let Some((field, models)) = models(operation) else {
        return Writer::new(operation, None).text(&format!("{name}Request"));
    };
    let class = |model: &Scalar| format!("{name}{}Request", suffix(model));
    let classes: String =
        models.iter().map(|model| Writer::new(operation, Some((field, model))).text(&class(model))).collect();
    let names: Vec<String> = models.iter().map(class).collect();
    let union = match (&operation.fields[field].wire, &names[..]) {
        (_, [only]) => only.clone(),
        (wire, all) if !wire.contains(['.', '[']) && attribute_name(wire) == **wire => {
            format!("Annotated[Union[{}], Field(discriminator={})]", all.join(", "), quoted(wire))
        }
        (wire, all) => {
            let tagged = all.iter().zip(&models);
            let tagged = tagged.map(|(name, model)| format!("Annotated[{name}, Tag({})]", literal(model)));
            let of = format!("Discriminator(lambda value: _value_at(value, {}))", tables::path(wire));
            format!("Annotated[Union[{}], {of}]", tagged.collect::<Vec<_>>().join(", "))
        }
    };
    format!(
        "{classes}\n\n{name}Request = {union}\n{name}RequestAdapter: TypeAdapter[Any] = TypeAdapter({name}Request)\n"
    )
}

/// The field that names the model, and the models.
fn models(operation: &Operation) -> Option<(usize, Vec<Scalar>)> {
    operation.relations.iter().find_map(|relation| {
        let is_model =
            |field: usize| operation.fields[field].role == Some(Role::Model) && operation.fields[field].required;
        let at = relation.columns.iter().position(|one| one.aspect == Aspect::Value && is_model(one.field))?;
        let is_closed = tree::open_rows(relation, &all(relation), at).is_empty();
        is_closed.then(|| (relation.columns[at].field, values(relation, at)))
    })
}

/// `a2.5-pro` as `A2_5Pro`: a dot stays visible, so that 1.5 and 15 are two.
fn suffix(model: &Scalar) -> String {
    let text = literal(model).trim_matches('"').replace('.', "_dot_");
    name::pascal(&text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect::<String>())
        .replace("Dot", "_")
}

fn all(relation: &Relation) -> Vec<usize> {
    (0..relation.rows.len()).collect()
}

/// Writes the classes of one model.
struct Writer<'a> {
    operation: &'a Operation,
    /// The field that names the model, and the model as a literal.
    model: Option<(usize, String)>,
    /// Each relation with the rows that this model leaves.
    relations: Vec<(&'a Relation, Vec<usize>)>,
    classes: Vec<Class>,
}

impl<'a> Writer<'a> {
    fn new(operation: &'a Operation, model: Option<(usize, &Scalar)>) -> Self {
        let left = |relation: &'a Relation| {
            let column = model.and_then(|(field, model)| {
                let at = relation.columns.iter().position(|one| one.field == field && one.aspect == Aspect::Value)?;
                Some((at, model))
            });
            let fits =
                |row: &usize| column.is_none_or(|(at, model)| admits(&relation.rows[*row].cells[at], atom(model)));
            (relation, all(relation).into_iter().filter(fits).collect())
        };
        let relations = operation.relations.iter().map(left).collect();
        let model = model.map(|(field, model)| (field, literal(model)));
        Self { operation, model, relations, classes: Vec::new() }
    }

    fn text(mut self, name: &str) -> String {
        let about = format!("{}\nSource: {}", self.operation.about, self.operation.page.url);
        let operation = self.operation;
        let mut class = self.class(name, &operation.body, &operation.fields, true);
        class.about = about;
        class.lines.extend(self.lines());
        self.classes.push(class);
        self.classes.iter().map(Class::text).collect()
    }

    fn lines(&self) -> Vec<String> {
        let needed = |(relation, _): &&(&Relation, Vec<usize>)| !is_said_by_types(relation);
        let needed: Vec<(&Relation, Vec<usize>)> = self.relations.iter().filter(needed).cloned().collect();
        let tables = (!needed.is_empty()).then(|| tables::tables(self.operation, &needed));
        let exclusives = &self.operation.exclusive;
        let chosen = (!exclusives.is_empty()).then(|| tables::chosen(self.operation, exclusives));
        tables.into_iter().chain(chosen).collect()
    }

    fn class(&mut self, name: &str, body: &[Member], fields: &[Field], is_root: bool) -> Class {
        let mut attributes = Vec::new();
        for member in body {
            let inner = format!("{name}{}", name::pascal(&member.key));
            let (annotation, arguments, about) = match &member.shape {
                Shape::Field(at) => self.field(&inner, &fields[*at], is_root.then_some(*at)),
                Shape::Elements(positions) => elements(fields, positions),
                Shape::Constant(value) => {
                    let value = literal(value);
                    (format!("Literal[{value}]"), vec![format!("default={value}")], String::new())
                }
                Shape::TaskId => ("str".to_owned(), Vec::new(), "The task's id.".to_owned()),
                Shape::Object(members) => self.object(&inner, members, fields, is_root),
            };
            attributes.push(Attribute { key: member.key.to_string(), annotation, arguments, about });
        }
        let constants: Vec<String> = constants(body).into_iter().map(|key| quoted(&attribute_name(key))).collect();
        let constants = (!constants.is_empty()).then(|| constants.join(", "));
        let lines =
            constants.map(|all| format!("constants: ClassVar[Tuple[str, ...]] = ({all},)")).into_iter().collect();
        Class {
            name: name.to_owned(),
            base: "Request",
            about: "An object within a request.".to_owned(),
            attributes,
            lines,
        }
    }

    fn object(
        &mut self,
        name: &str,
        members: &[Member],
        fields: &[Field],
        is_root: bool,
    ) -> (String, Vec<String>, String) {
        let class = self.class(name, members, fields, is_root);
        self.classes.push(class);
        let arguments =
            if needs_something(members, fields) { Vec::new() } else { vec![format!("default_factory={name}")] };
        (name.to_owned(), arguments, String::new())
    }

    /// Annotation, arguments of `Field`, and what is said of a field.
    fn field(&mut self, name: &str, field: &Field, at: Option<usize>) -> (String, Vec<String>, String) {
        let column = at.and_then(|at| self.column(at));
        let annotation = match &field.kind {
            FieldKind::Images => list("str", field),
            FieldKind::Texts => list(&text_type(field.characters, 0), field),
            FieldKind::Records(record) => list(&self.record(name, record), field),
            FieldKind::Text | FieldKind::Url | FieldKind::Image | FieldKind::Word(_) if column.is_none() => {
                text_type(field.characters, u64::from(field.required))
            }
            kind => match column.as_ref().and_then(|(relation, rows, at)| literals(relation, rows, *at)) {
                Some(values) => literal_type(kind, &values),
                None => plain(kind).to_owned(),
            },
        };
        let about = about(field);
        if let Some((_, model)) = self.model.as_ref().filter(|(field, _)| Some(*field) == at) {
            return (format!("Literal[{model}]"), Vec::new(), about);
        }
        if field.required {
            return (annotation, Vec::new(), about);
        }
        match column.and_then(|(relation, rows, at)| default(relation, &rows, at)) {
            Some(default) => (annotation, vec![format!("default={}", literal(&default))], about),
            None => (format!("Optional[{annotation}]"), vec!["default=None".to_owned()], about),
        }
    }

    /// The relation in which a field's value is a column, its rows that are left, and where.
    fn column(&self, field: usize) -> Option<(&'a Relation, Vec<usize>, usize)> {
        self.relations.iter().find_map(|(relation, rows)| {
            let at = relation.columns.iter().position(|one| one.field == field && one.aspect == Aspect::Value)?;
            Some((*relation, rows.clone(), at))
        })
    }

    fn record(&mut self, name: &str, record: &Record) -> String {
        let class = self.class(name, &record.body, &record.fields, false);
        self.classes.push(class);
        name.to_owned()
    }
}

/// Whether annotations say all that a relation does: one column of values that can be listed.
fn is_said_by_types(relation: &Relation) -> bool {
    let rows = all(relation);
    let is_alone = relation.columns.len() == 1 && relation.columns[0].aspect == Aspect::Value;
    let is_open = || !tree::open_rows(relation, &rows, 0).is_empty();
    is_alone && (is_open() || literals(relation, &rows, 0).is_some())
}

/// The values of a column as they stand in `Literal`, if all of them can.
fn literals(relation: &Relation, rows: &[usize], column: usize) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for choice in rows.iter().flat_map(|row| relation.rows[*row].cells[column].choices.iter()).flat_map(tree::pieces) {
        let Choice::Exactly(value @ (Scalar::Text(_) | Scalar::Integer(_) | Scalar::Boolean(_))) = choice else {
            return None;
        };
        let value = literal(&value);
        if !found.contains(&value) {
            found.push(value);
        }
    }
    let is_closed = tree::open_rows(relation, rows, column).is_empty();
    (is_closed && !found.is_empty()).then(|| found.join(", "))
}

/// The default that a column has whatever stands in the columns before it.
fn default(relation: &Relation, rows: &[usize], column: usize) -> Option<Scalar> {
    let default = tree::default(relation, rows, column)?;
    let is_same = |row: &usize| relation.rows[*row].cells[column].default.as_ref() == Some(default);
    rows.iter().all(is_same).then(|| default.clone())
}

/// One of these values; to Python 5.0 is 5 and 1 is True, so their kind is said too.
fn literal_type(kind: &FieldKind, values: &str) -> String {
    match kind {
        FieldKind::Boolean if values.contains(", ") => "bool".to_owned(),
        FieldKind::Boolean => format!("Annotated[Literal[{values}], Truth]"),
        FieldKind::Integer => format!("Annotated[Literal[{values}], Whole]"),
        _ => format!("Literal[{values}]"),
    }
}

/// The keys of what is sent although nobody gives it: constants, and objects that hold some.
fn constants(members: &[Member]) -> Vec<&str> {
    let is_constant = |member: &&Member| match &member.shape {
        Shape::Constant(_) => true,
        Shape::Object(inner) => !constants(inner).is_empty(),
        _ => false,
    };
    members.iter().filter(is_constant).map(|member| &*member.key).collect()
}

fn needs_something(members: &[Member], fields: &[Field]) -> bool {
    members.iter().any(|member| match &member.shape {
        Shape::Field(at) => fields[*at].required,
        Shape::Elements(positions) => positions.iter().any(|at| fields[*at].required),
        Shape::Object(inner) => needs_something(inner, fields),
        Shape::Constant(_) => false,
        Shape::TaskId => true,
    })
}

fn elements(fields: &[Field], positions: &[usize]) -> (String, Vec<String>, String) {
    let many = positions.len();
    let annotation =
        format!("Annotated[List[Annotated[str, Field(min_length=1)]], Field(min_length={many}, max_length={many})]");
    let about: Vec<String> = positions.iter().map(|at| about(&fields[*at])).collect();
    if positions.iter().any(|at| fields[*at].required) {
        return (annotation, Vec::new(), about.join("\n"));
    }
    (format!("Optional[{annotation}]"), vec!["default=None".to_owned()], about.join("\n"))
}

fn about(field: &Field) -> String {
    let limits = text::limits(field);
    let note = field.note.as_ref().map(ToString::to_string);
    std::iter::once(field.about.to_string()).chain(limits).chain(note).collect::<Vec<_>>().join("\n")
}

fn list(element: &str, field: &Field) -> String {
    bounded(&format!("List[{element}]"), field.count, u64::from(field.required))
}

fn text_type(characters: Option<Span>, least: u64) -> String {
    bounded("str", characters, least)
}

/// A type with its least and most length.
fn bounded(annotation: &str, span: Option<Span>, least: u64) -> String {
    let from = span.map_or(0, |span| span.from).max(least);
    let from = (from > 0).then(|| format!("min_length={from}"));
    let to = span.and_then(|span| span.to).map(|to| format!("max_length={to}"));
    let bounds: Vec<String> = from.into_iter().chain(to).collect();
    if bounds.is_empty() {
        annotation.to_owned()
    } else {
        format!("Annotated[{annotation}, Field({})]", bounds.join(", "))
    }
}

fn plain(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text | FieldKind::Url | FieldKind::Word(_) | FieldKind::Image => "str",
        FieldKind::Integer => "int",
        FieldKind::Number => "float",
        FieldKind::Boolean => "bool",
        FieldKind::Images | FieldKind::Texts | FieldKind::Records(_) => "List[Any]",
    }
}
