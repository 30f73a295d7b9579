//! Values: which models there are, and which values and defaults each model and length has.

use super::Context;
use super::request::finding;
use crate::drift::finding::{Breaks, Change, Context as Of, Direction, Finding, Kind, Said};
use crate::drift::page::{Part, Row};
use crate::drift::values::{Clause, Token, Wanted, clauses, tokens};
use crate::relation::{self, Atom};
use crate::table::{Aspect, Cell, Choice, Column, Field, FieldKind, Relation, Role, Scalar};

/// The models that came and went.
pub fn models(context: &Context<'_>) -> Vec<Finding> {
    let Some(field) = context.field_of(Role::Model) else { return Vec::new() };
    let Some(row) = context.row_of(field) else { return Vec::new() };
    let was = spec_models(context, field);
    let offered = &context.lexicon.offered;
    if offered.is_empty() {
        return Vec::new();
    }
    let new = offered.iter().filter(|model| !was.contains(model)).map(|model| {
        let said = said_of_model(context, model);
        let finding = finding(field, Kind::Model, Direction::Loosened, row).from_to(None, Some(model.clone()));
        finding.resting("accepts").changing(Change::AddModel { model: model.clone(), said })
    });
    let gone = was.iter().filter(|model| !offered.contains(model)).map(|model| {
        let finding = finding(field, Kind::Model, Direction::Tightened, row).from_to(Some(model.clone()), None);
        finding.resting("accepts").changing(Change::RemoveModel { model: model.clone() })
    });
    new.chain(gone).collect()
}

/// The models that the spec offers.
pub fn spec_models(context: &Context<'_>, field: &Field) -> Vec<String> {
    let Some((relation, column)) = context.relation(field) else { return Vec::new() };
    let text = |scalar: Scalar| if let Scalar::Text(text) = scalar { Some(text.into_owned()) } else { None };
    relation::values(relation, column).into_iter().filter_map(text).collect()
}

/// What the rows of the table's other columns say of a model.
fn said_of_model(context: &Context<'_>, model: &str) -> Vec<(String, Said)> {
    let mut said = Vec::new();
    for field in context.operation.fields.iter().filter(|field| field.role != Some(Role::Model)) {
        let Some(row) = context.row_of(field) else { continue };
        for clause in read(context, field, row).into_iter().filter(|clause| clause.models.iter().any(|of| of == model))
        {
            let Clause { lengths, default, options, .. } = clause;
            said.push((field.name.to_string(), Said { lengths, default, options }));
        }
    }
    said
}

/// What the page says of a field for a model and a length.
pub fn said_of(context: &Context<'_>, field: &str, of: &Of) -> Option<Said> {
    let field = context.operation.fields.iter().find(|known| known.name == field)?;
    let row = context.row_of(field)?;
    let clauses = read(context, field, row);
    let Clause { lengths, default, options, .. } = merged(clauses.iter().filter(|clause| applies(clause, of)))?;
    Some(Said { lengths, default, options })
}

/// The clauses of a field's row.
pub fn read(context: &Context<'_>, field: &Field, row: &Row) -> Vec<Clause> {
    let words = context.words(field);
    let wanted = match &field.kind {
        FieldKind::Word(_) => Wanted::Words(&words),
        FieldKind::Boolean => Wanted::Booleans,
        FieldKind::Integer => Wanted::Integers { lengths: field.role == Some(Role::Length) },
        _ => return Vec::new(),
    };
    clauses(&row.prose, wanted, &context.lexicon)
}

/// The values that a new field's row says, as the spec writes them.
pub fn said(context: &Context<'_>, row: &Row, kind: &str) -> String {
    let wanted = if kind == "boolean" { Wanted::Booleans } else { Wanted::Integers { lengths: false } };
    let clauses = clauses(&row.prose, wanted, &context.lexicon);
    let default = clauses.iter().find_map(|clause| clause.default.clone());
    let mut options: Vec<Choice> = clauses.into_iter().flat_map(|clause| clause.options).collect();
    if kind == "boolean" {
        options = [true, false].map(|value| Choice::Exactly(Scalar::Boolean(value))).into();
    }
    match (default, options.is_empty()) {
        (None, true) => "\"?\"".to_owned(),
        (default, _) => {
            let first = default.as_ref().map_or("\"?\"".to_owned(), super::super::propose::scalar);
            let rest =
                options.iter().filter(|choice| default.as_ref().is_none_or(|d| **choice != Choice::Exactly(d.clone())));
            let rest: Vec<String> = rest.map(super::super::propose::choice).collect();
            let rest = if rest.is_empty() { vec!["\"?\"".to_owned()] } else { rest };
            format!("[{first}, {}]", rest.join(", "))
        }
    }
}

/// What is different for some models and lengths.
#[derive(Clone, Debug, Default, PartialEq)]
struct Difference {
    added: Vec<Choice>,
    removed: Vec<Scalar>,
    default: Option<(Option<Scalar>, Option<Scalar>)>,
    stated: Option<(Vec<Choice>, Vec<Choice>)>,
}

/// Every difference in the values of a field.
pub fn compare(context: &Context<'_>, field: &Field, row: &Row) -> Vec<Finding> {
    if field.role == Some(Role::Model) {
        return Vec::new();
    }
    let open = open(context, field);
    let (relation, column) = context.relation(field).unwrap_or((&open, 0));
    let comparing = Comparing { context, field, row, relation, column };
    let clauses = read(context, field, row);
    let mut groups: Vec<(Difference, Vec<Of>)> = Vec::new();
    for (of, clause) in comparing.contexts(&clauses) {
        let difference = comparing.difference(&of, clause.as_ref());
        if difference == Difference::default() {
            continue;
        }
        match groups.iter_mut().find(|(known, _)| *known == difference) {
            Some((_, contexts)) => contexts.push(of),
            None => groups.push((difference, vec![of])),
        }
    }
    let mut findings: Vec<Finding> = groups.into_iter().flat_map(|(diff, of)| comparing.findings(diff, of)).collect();
    findings.extend(comparing.of_others(&clauses));
    findings
}

/// The relation of a field of which the spec says no value.
fn open(context: &Context<'_>, field: &Field) -> Relation {
    let at = context.operation.fields.iter().position(|known| known.name == field.name).unwrap_or(0);
    let cell = Cell { default: None, choices: Vec::new().into() };
    Relation {
        columns: vec![Column { field: at, aspect: Aspect::Value }].into(),
        rows: vec![crate::table::Row { cells: vec![cell].into() }].into(),
    }
}

struct Comparing<'a> {
    context: &'a Context<'a>,
    field: &'a Field,
    row: &'a Row,
    relation: &'a Relation,
    column: usize,
}

impl Comparing<'_> {
    /// The models and lengths that the spec tells apart for this field, each with what the page says for it.
    fn contexts(&self, clauses: &[Clause]) -> Vec<(Of, Option<Clause>)> {
        let models = match self.context.field_of(Role::Model).filter(|_| self.depends_on_models(clauses)) {
            Some(field) => {
                let mut models = spec_models(self.context, field);
                let offered = &self.context.lexicon.offered;
                models.retain(|model| offered.is_empty() || offered.contains(model));
                models.into_iter().map(Some).collect()
            }
            None => vec![None],
        };
        let mut found = Vec::new();
        for model in models {
            for length in self.lengths(model.as_deref()) {
                let of = Of { model: model.clone(), length };
                let clause = merged(clauses.iter().filter(|clause| applies(clause, &of)));
                found.push((of, clause));
            }
        }
        found
    }

    fn depends_on_models(&self, clauses: &[Clause]) -> bool {
        self.column_of(Role::Model).is_some() || clauses.iter().any(|clause| !clause.models.is_empty())
    }

    /// The column of the field with a role, if it stands before this one.
    fn column_of(&self, role: Role) -> Option<usize> {
        let fields = &self.context.operation.fields;
        let found = self.relation.columns.iter().position(|column| fields[column.field].role == Some(role));
        found.filter(|column| *column < self.column)
    }

    /// The lengths that spec and page have in common for a model; what only one has is the length's own finding.
    fn lengths(&self, model: Option<&str>) -> Vec<Option<i64>> {
        let Some(column) = self.column_of(Role::Length) else { return vec![None] };
        let rows = self.relation.rows.iter().filter(|row| match (model, self.column_of(Role::Model)) {
            (Some(model), Some(at)) => relation::admits(&row.cells[at], Atom::Text(model)),
            _ => true,
        });
        let choices = rows.flat_map(|row| row.cells[column].choices.iter());
        let lengths: Vec<i64> = choices.flat_map(integers).collect();
        if lengths.is_empty() {
            return vec![None];
        }
        let said = self.lengths_of_page(model);
        lengths.into_iter().filter(|length| said.is_empty() || said.contains(length)).map(Some).collect()
    }

    fn lengths_of_page(&self, model: Option<&str>) -> Vec<i64> {
        let length = self.context.field_of(Role::Length);
        let Some((field, row)) = length.and_then(|field| Some((field, self.context.row_of(field)?))) else {
            return Vec::new();
        };
        let of = Of { model: model.map(str::to_owned), length: None };
        let clauses = read(self.context, field, row);
        clauses
            .iter()
            .filter(|clause| applies(clause, &of))
            .flat_map(|clause| clause.options.iter().flat_map(integers))
            .collect()
    }

    /// What the spec says for a model and a length.
    fn spec(&self, of: &Of) -> (Option<Scalar>, Vec<Choice>) {
        let given: Vec<Option<Atom<'_>>> = (0..self.relation.columns.len())
            .map(|column| match (&of.model, of.length) {
                (Some(model), _) if self.column_of(Role::Model) == Some(column) => Some(Atom::Text(model)),
                (_, Some(length)) if self.column_of(Role::Length) == Some(column) => Some(Atom::Integer(length)),
                _ => None,
            })
            .collect();
        let walk = relation::walk(self.relation, &given);
        let step = &walk.steps[self.column];
        (step.default.cloned(), step.choices.iter().map(|choice| (*choice).clone()).collect())
    }

    fn difference(&self, of: &Of, clause: Option<&Clause>) -> Difference {
        let (default, choices) = self.spec(of);
        let none = Clause::default();
        let clause = clause.unwrap_or(&none);
        let mut found = Difference::default();
        let is_flag = matches!(self.field.kind, FieldKind::Boolean);
        let stays = default == clause.default || self.is_borrowed() || self.field.required;
        // A flag has two values whether or not a page lists them; a page that lists nothing of an open field is silent.
        if !is_flag
            && choices.is_empty() != clause.options.is_empty()
            && !(clause.options.is_empty() && self.is_borrowed())
        {
            found.stated = Some((choices.clone(), clause.options.clone()));
        } else if !is_flag && !clause.options.is_empty() {
            let missing = |from: &[Choice], of: &[Choice]| -> Vec<Scalar> {
                let of: Vec<Scalar> = of.iter().flat_map(members).collect();
                from.iter().flat_map(members).filter(|value| !of.contains(value)).collect()
            };
            found.added = missing(&clause.options, &choices).into_iter().map(Choice::Exactly).collect();
            found.removed = missing(&choices, &clause.options);
        }
        let unsaid = clause.default.is_none() && found.stated.as_ref().is_some_and(|(_, now)| now.is_empty());
        if !stays && !unsaid {
            found.default = Some((default, clause.default.clone()));
        }
        found
    }

    /// Whether the row still has numbers or some of the values: then they are not gone, they are said in a way that was not
    /// understood.
    fn still_names(&self, choices: &[Choice]) -> bool {
        let words: Vec<String> =
            choices.iter().flat_map(members).map(|value| super::super::propose::plain(&value)).collect();
        tokens(&self.row.prose).iter().any(|token| match token {
            Token::Number(..) | Token::Run(..) => true,
            Token::Word(word) => words.contains(word),
            _ => false,
        })
    }

    fn is_borrowed(&self) -> bool {
        self.context.is_borrowed(&format!("fields.{}.values", self.field.name))
    }

    fn findings(&self, difference: Difference, of: Vec<Of>) -> Vec<Finding> {
        let name = self.field.name.to_string();
        let mut findings = Vec::new();
        let new = |kind, direction| {
            let mut finding = finding(self.field, kind, direction, self.row);
            finding.scope = scope(&of);
            if self.relation.columns.len() > 1 {
                finding.rests.push("accepts".to_owned());
            }
            finding
        };
        if !difference.added.is_empty() {
            let change = Change::AddValues { field: name.clone(), values: difference.added.clone(), of: of.clone() };
            let found = new(Kind::Value, Direction::Loosened).from_to(None, Some(listed(&difference.added)));
            findings.push(found.changing(change));
        }
        if !difference.removed.is_empty() {
            let words: Vec<Choice> = difference.removed.iter().cloned().map(Choice::Exactly).collect();
            let change = Change::RemoveValues { field: name.clone(), values: difference.removed, of: of.clone() };
            let found = new(Kind::Value, Direction::Tightened).from_to(Some(listed(&words)), None);
            findings.push(found.changing(change));
        }
        if let Some((was, now)) = difference.stated.filter(|(was, now)| !now.is_empty() || !self.still_names(was)) {
            let direction = if was.is_empty() { Direction::Tightened } else { Direction::Loosened };
            let words = |choices: &[Choice]| (!choices.is_empty()).then(|| listed(choices));
            let found = new(Kind::Value, direction).from_to(words(&was), words(&now));
            let values = if now.is_empty() { Vec::new() } else { now };
            findings.push(found.changing(Change::AddValues { field: name.clone(), values, of: of.clone() }));
        }
        if let Some((was, now)) = difference.default {
            let words = |value: &Option<Scalar>| value.as_ref().map(super::super::propose::plain);
            let found = new(Kind::Default, Direction::Changed).from_to(words(&was), words(&now));
            let breaks = if was.is_none() { Breaks::Harmless } else { Breaks::Caller };
            findings.push(found.breaking(breaks).changing(Change::SetDefault {
                field: name,
                default: now,
                of: of.clone(),
            }));
        }
        findings
    }

    /// What the row says of models that the spec does not offer, where the spec has not noted it.
    fn of_others(&self, clauses: &[Clause]) -> Vec<Finding> {
        let Some(model) = self.context.field_of(Role::Model) else { return Vec::new() };
        let spec = spec_models(self.context, model);
        let mut findings = Vec::new();
        for clause in clauses {
            for name in clause.models.iter().filter(|name| !spec.contains(name)) {
                let offered = self.context.lexicon.offered.contains(name);
                if !offered && !self.is_noted(name, &clause.options) {
                    let mut found = finding(self.field, Kind::Value, Direction::Changed, self.row);
                    found.scope = format!("for {name}, which the page does not offer");
                    let found = found.from_to(None, Some(listed(&clause.options))).breaking(Breaks::Harmless);
                    findings.push(found.resting("also_stated"));
                }
            }
        }
        findings
    }

    /// Whether the spec has what the page states of a model that it does not offer.
    fn is_noted(&self, model: &str, options: &[Choice]) -> bool {
        let fields = &self.context.operation.fields;
        let has = |choices: &[Choice], value: &Scalar| {
            choices.iter().any(|choice| relation::matches(choice, relation::atom(value)))
        };
        self.context.operation.stated_only.iter().any(|stated| {
            let cell = |name: &str| stated.cells.iter().find(|cell| fields[cell.column.field].name == name);
            let model_cell = stated.cells.iter().find(|cell| fields[cell.column.field].role == Some(Role::Model));
            let of_model = model_cell.is_some_and(|cell| has(&cell.choices, &Scalar::Text(model.to_owned().into())));
            let values: Vec<Scalar> = options.iter().flat_map(members).collect();
            of_model
                && cell(&self.field.name).is_some_and(|cell| {
                    values.iter().all(|value| has(&cell.choices, value))
                        && cell.choices.iter().flat_map(members).all(|value| values.contains(&value))
                })
        })
    }
}

/// Whether a clause speaks of a model and a length.
fn applies(clause: &Clause, of: &Of) -> bool {
    let model = of.model.as_ref().is_none_or(|model| clause.models.is_empty() || clause.models.contains(model));
    let length = of.length.is_none_or(|length| clause.lengths.is_empty() || clause.lengths.contains(&length));
    model && length && (of.model.is_some() || clause.models.is_empty())
}

/// Several clauses on one model and length as one.
fn merged<'c>(clauses: impl Iterator<Item = &'c Clause>) -> Option<Clause> {
    clauses.cloned().reduce(|mut all, clause| {
        all.default = all.default.or(clause.default);
        all.options.extend(clause.options);
        all
    })
}

fn integers(choice: &Choice) -> Vec<i64> {
    let integer = |scalar: Scalar| if let Scalar::Integer(value) = scalar { Some(value) } else { None };
    members(choice).into_iter().filter_map(integer).collect()
}

/// The values of a choice; of a long run only the ends.
pub fn members(choice: &Choice) -> Vec<Scalar> {
    match choice {
        Choice::Exactly(scalar) => vec![scalar.clone()],
        Choice::Integers(from, to) if to.saturating_sub(*from) < 64 => (*from..=*to).map(Scalar::Integer).collect(),
        Choice::Integers(from, to) => vec![Scalar::Integer(*from), Scalar::Integer(*to)],
        Choice::Numbers(from, to) => vec![Scalar::Number(*from), Scalar::Number(*to)],
    }
}

fn listed(choices: &[Choice]) -> String {
    choices.iter().map(|choice| super::super::propose::choice(choice).replace('"', "")).collect::<Vec<_>>().join(", ")
}

/// `for a1 and a2, 8 s`, `for a1 with 4 s, a2 with 8 s`.
fn scope(of: &[Of]) -> String {
    let mut models: Vec<String> = of.iter().filter_map(|of| of.model.clone()).collect();
    models.dedup();
    let mut lengths: Vec<i64> = of.iter().filter_map(|of| of.length).collect();
    lengths.sort_unstable();
    lengths.dedup();
    let lengths = match lengths[..] {
        [] => String::new(),
        [one] => format!("{one} s"),
        [first, .., last] if last - first + 1 == i64::try_from(lengths.len()).unwrap_or(0) => {
            format!("{first} to {last} s")
        }
        _ => format!("{} s", lengths.iter().map(i64::to_string).collect::<Vec<_>>().join(" or ")),
    };
    match (models.is_empty(), lengths.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("for {lengths}"),
        (false, true) => format!("for {}", models.join(", ")),
        (false, false) => format!("for {} with {lengths}", models.join(", ")),
    }
}

/// The models that a text names, the short form `2.0/1.5` and the names of series included.
pub fn models_named(context: &Context<'_>, text: &str) -> Vec<String> {
    crate::drift::values::models_named(text, &context.lexicon)
}

/// Whether any row says something about a model.
pub fn rows_naming(context: &Context<'_>, model: &str) -> Vec<String> {
    let rows = context.rows(Part::Request).filter(|row| row.prose.contains(model));
    rows.map(|row| format!("request.{}", row.name)).collect()
}
