//! Legal requests and their answers, made from the tables alone.

use serde_json::{Map, Value, json};

use super::answer::constant;
use super::schema::plain;
use super::tree;
use crate::relation::{admits, atom, values};
use crate::table::{
    AnswerForm, AnswerMember, Aspect, Cell, Choice, EchoForm, ErrorCode, Errors, Field, FieldKind, Format, IdStyle,
    ImageForm, Many, Member, Operation, Record, Relation, Revision, Role, Scalar, Shape, Slot, SlotForm, Span, Stage,
};

/// A request: what each field holds, by its position, and the body that says so.
#[derive(Clone, Debug)]
pub struct Example {
    /// What sets it apart: a model, or the operation's name where there is none to choose.
    pub name: String,
    /// The body.
    pub body: Value,
    given: Vec<Option<Value>>,
}

/// A request for each model with what the page ties to it, and nothing that may be left out.
pub fn requests(operation: &Operation) -> Vec<Example> {
    let models = operation.relations.iter().find_map(|relation| {
        let is_model = |field: usize| operation.fields[field].role == Some(Role::Model);
        let at = relation.columns.iter().position(|one| one.aspect == Aspect::Value && is_model(one.field))?;
        Some((relation.columns[at].field, values(relation, at)))
    });
    let Some((field, models)) = models.filter(|(_, models)| !models.is_empty()) else {
        return vec![request(operation, operation.name.to_string(), None)];
    };
    let named = |model: &Scalar| plain(model).as_str().map_or_else(|| operation.name.to_string(), str::to_owned);
    models.iter().map(|model| request(operation, named(model), Some((field, model)))).collect()
}

fn request(operation: &Operation, name: String, model: Option<(usize, &Scalar)>) -> Example {
    let mut given: Vec<Option<Value>> = vec![None; operation.fields.len()];
    for relation in operation.relations.iter() {
        tied(operation, relation, model, &mut given);
    }
    for (field, value) in operation.fields.iter().zip(&mut given) {
        if field.required && value.is_none() {
            *value = Some(of_field(field, None));
        }
    }
    for exclusive in operation.exclusive.iter().filter(|one| one.many != Many::AtMostOne) {
        let is_open = exclusive.fields.iter().all(|field| given[*field].is_none());
        if let Some(first) = exclusive.fields.first().filter(|_| is_open) {
            given[*first] = Some(of_field(&operation.fields[*first], None));
        }
    }
    let body = object(&operation.body, &given);
    Example { name, body: body.unwrap_or_else(|| json!({})), given }
}

/// Gives what the first row for a model says, if the row ties columns together or they are required.
fn tied(operation: &Operation, relation: &Relation, model: Option<(usize, &Scalar)>, given: &mut [Option<Value>]) {
    let fits = |row: &&crate::table::Row| match model {
        Some((field, model)) => {
            let at = relation.columns.iter().position(|one| one.field == field && one.aspect == Aspect::Value);
            at.is_none_or(|at| admits(&row.cells[at], atom(model)))
        }
        None => true,
    };
    let Some(row) = relation.rows.iter().find(fits) else { return };
    for (column, cell) in relation.columns.iter().zip(row.cells.iter()) {
        let field = &operation.fields[column.field];
        if relation.columns.len() == 1 && !field.required {
            continue;
        }
        let chosen = model.filter(|(model, _)| *model == column.field).map(|(_, model)| model.clone());
        match (column.aspect, chosen.or_else(|| first(cell))) {
            (Aspect::Value, Some(value)) => given[column.field] = Some(plain(&value)),
            (Aspect::Given, Some(Scalar::Boolean(true))) => given[column.field] = Some(of_field(field, None)),
            (Aspect::Count, Some(Scalar::Integer(many))) if many > 0 => {
                given[column.field] = Some(of_field(field, u64::try_from(many).ok()));
            }
            _ => {}
        }
    }
}

/// The default of a cell, or else its first value.
fn first(cell: &Cell) -> Option<Scalar> {
    let value = |choice: &Choice| match tree::pieces(choice).first() {
        Some(Choice::Exactly(value)) => value.clone(),
        Some(Choice::Integers(from, _)) => Scalar::Integer(*from),
        Some(Choice::Numbers(from, _)) => Scalar::Number(*from),
        None => Scalar::Boolean(false),
    };
    cell.default.clone().or_else(|| cell.choices.first().map(value))
}

/// A value that keeps a field's own limits, with so many elements if it is a list.
fn of_field(field: &Field, count: Option<u64>) -> Value {
    let many = count.unwrap_or_else(|| field.count.map_or(1, |count| count.from.max(1)));
    let list = |one: Value| Value::Array((0..many).map(|_| one.clone()).collect());
    match &field.kind {
        FieldKind::Text => json!(sentence(field.characters)),
        FieldKind::Texts => list(json!(sentence(field.characters))),
        FieldKind::Url => json!("https://example.com/hook"),
        FieldKind::Integer => json!(1),
        FieldKind::Number => json!(1.0),
        FieldKind::Boolean => json!(false),
        FieldKind::Word(_) => json!("word"),
        FieldKind::Image => json!(picture(field)),
        FieldKind::Images => list(json!(picture(field))),
        FieldKind::Records(record) => list(self::record(record)),
    }
}

fn record(record: &Record) -> Value {
    let given: Vec<Option<Value>> =
        record.fields.iter().map(|field| field.required.then(|| of_field(field, None))).collect();
    object(&record.body, &given).unwrap_or_else(|| json!({}))
}

fn sentence(characters: Option<Span>) -> String {
    let (from, to) = characters.map_or((0, None), |span| (span.from, span.to));
    let to = to.and_then(|to| usize::try_from(to).ok()).unwrap_or(usize::MAX);
    let least = usize::try_from(from).unwrap_or(0);
    let sentence = "A lighthouse at dusk. ".chars().cycle().take(least.max(21));
    sentence.take(to).collect::<String>().trim_end().to_owned()
}

/// A linked picture where that is taken, else the smallest PNG there is.
fn picture(field: &Field) -> String {
    let forms = field.image.as_ref().map(|rules| &rules.forms[..]).unwrap_or_default();
    let format = field.image.as_ref().and_then(|rules| rules.formats.first());
    if forms.is_empty() || forms.contains(&ImageForm::Url) {
        return format!("https://example.com/picture.{}", format.map_or("png", |format| format));
    }
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
        .to_owned()
}

/// The body along its tree; nothing where nothing of it is given.
fn object(members: &[Member], given: &[Option<Value>]) -> Option<Value> {
    let member = |member: &Member| Some((member.key.to_string(), shape(&member.shape, given)?));
    let members: Map<String, Value> = members.iter().filter_map(member).collect();
    (!members.is_empty()).then_some(Value::Object(members))
}

fn shape(shape: &Shape, given: &[Option<Value>]) -> Option<Value> {
    match shape {
        Shape::Field(at) => given[*at].clone(),
        Shape::Constant(value) => Some(plain(value)),
        Shape::TaskId => None,
        Shape::Object(members) => object(members, given),
        Shape::Elements(fields) => {
            let elements: Vec<Value> = fields.iter().filter_map(|field| given[*field].clone()).collect();
            (!elements.is_empty()).then_some(Value::Array(elements))
        }
    }
}

/// A task id as the vendor's look.
pub fn task_id(style: IdStyle) -> &'static str {
    match style {
        IdStyle::Digits => "868000000000000001",
        IdStyle::Uuid => "0c5e9f6a-3d51-4c57-9a4e-2f6f1f0f7a11",
        IdStyle::Hex => "0c5e9f6a3d514c579a4e2f6f1f0f7a11",
        IdStyle::Token => "task-0c5e9f6a3d51",
    }
}

/// The answer to a call that went well; of a task at this stage.
pub fn answer(revision: &Revision, operation: &Operation, request: Option<&Example>, stage: Stage) -> Value {
    let word = revision.states.iter().find(|state| state.stage == stage).or_else(|| revision.states.first());
    let word = word.map(|state| state.word.to_string()).unwrap_or_default();
    let fact = |slot: Slot| match slot {
        Slot::TaskId => Some(json!(task_id(revision.task.id))),
        Slot::TaskState => Some(json!(word)),
        other => of_task(other, stage),
    };
    let echo = |field: usize| effective(operation, request?, field);
    Answer { fact: &fact, echo: &echo, stage: Some(stage) }.object(&operation.answer)
}

/// What a field was when it took effect.
fn effective(operation: &Operation, request: &Example, field: usize) -> Option<Value> {
    let alone = |relation: &&Relation| relation.columns.len() == 1 && relation.columns[0].field == field;
    let default = || {
        let relation = operation.relations.iter().find(alone)?;
        tree::default(relation, &[0], 0).map(plain)
    };
    request.given[field].clone().or_else(default)
}

/// The body of an error with this code.
pub fn error(errors: &Errors, code: &ErrorCode) -> Value {
    let fact = |slot: Slot| match slot {
        Slot::ErrorCode => Some(json!(code.code)),
        Slot::ErrorClass => code.class.as_ref().map(|class| json!(class)),
        Slot::ErrorMessage => Some(json!(code.message.replace("{fields}", "duration"))),
        Slot::ErrorStatus => code.status.map(|status| json!(status)),
        Slot::ErrorTrace => Some(json!("0c5e9f6a3d514c57")),
        _ => None,
    };
    let members = errors.envelopes.get(code.envelope).map(|one| &one.members[..]).unwrap_or_default();
    Answer { fact: &fact, echo: &|_| None, stage: None }.object(members)
}

/// Where the values of an answer are from.
struct Answer<'a> {
    fact: &'a dyn Fn(Slot) -> Option<Value>,
    echo: &'a dyn Fn(usize) -> Option<Value>,
    stage: Option<Stage>,
}

impl Answer<'_> {
    fn object(&self, members: &[AnswerMember]) -> Value {
        let is_there = |member: &&AnswerMember| {
            member.stages.is_empty() || self.stage.is_some_and(|stage| member.stages.contains(&stage))
        };
        let members = members.iter().filter(is_there);
        Value::Object(members.filter_map(|member| Some((member.key.to_string(), self.form(&member.form)?))).collect())
    }

    fn form(&self, form: &AnswerForm) -> Option<Value> {
        match form {
            AnswerForm::Slot(form) => self.slot(form),
            AnswerForm::Echo(form) => self.echoed(form),
            AnswerForm::Constant(json) => Some(constant(json)),
            AnswerForm::Object(members) => {
                Some(self.object(members)).filter(|object| object.as_object().is_some_and(|object| !object.is_empty()))
            }
            AnswerForm::Elements(forms) => {
                Some(Value::Array(forms.iter().filter_map(|form| self.form(form)).collect()))
            }
            AnswerForm::Each(_, members) => Some(json!([self.object(members)])),
            AnswerForm::EachValue(_, form) => Some(Value::Array(self.slot(form).into_iter().collect())),
        }
    }

    fn slot(&self, form: &SlotForm) -> Option<Value> {
        let written = |value: Value| match (form.format, value.as_i64()) {
            (Format::Rfc3339, _) => json!("2026-01-01T12:00:00Z"),
            (Format::UnixSeconds, _) => json!(1_767_268_800),
            (Format::UnixMillisText, _) => json!("1767268800000"),
            (Format::Text, Some(number)) => json!(number.to_string()),
            (Format::Integer | Format::Number, None) => json!(0),
            _ => value,
        };
        (self.fact)(form.slot).map(written).or_else(|| form.otherwise.as_deref().map(constant))
    }

    fn echoed(&self, form: &EchoForm) -> Option<Value> {
        (self.echo)(form.field).or_else(|| form.otherwise.as_deref().map(constant))
    }
}

/// What is told of a task at a stage, of its video, and of the account.
fn of_task(slot: Slot, stage: Stage) -> Option<Value> {
    let is_done = stage == Stage::Succeeded;
    match slot {
        Slot::TaskEndedAt | Slot::TaskCredits | Slot::VideoDuration if !is_done => None,
        Slot::TaskPayload | Slot::FailureCode | Slot::FailureMessage => None,
        Slot::VideoUrl | Slot::VideoWatermarkedUrl => Some(json!("https://example.com/video.mp4")),
        Slot::VideoCoverUrl => Some(json!("https://example.com/cover.jpg")),
        Slot::VideoType => Some(json!("mp4")),
        Slot::VideoLifetime => Some(json!("3600")),
        Slot::TaskProgress => Some(json!(if is_done { 100 } else { 0 })),
        Slot::TaskEta => Some(json!(0)),
        Slot::VideoDuration => Some(json!(5)),
        Slot::VideoId | Slot::PackageId | Slot::RequestId => Some(json!("868000000000000002")),
        Slot::BalanceKind | Slot::PackageKind => Some(json!("metered")),
        Slot::PageNext => Some(json!("cGFnZS0y")),
        Slot::PackageName => Some(json!("Starter")),
        _ => Some(json!(1)),
    }
}
