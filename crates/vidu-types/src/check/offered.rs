//! What is offered together: every relation of the page walked over the request, and what the walks say.

use std::cell::OnceCell;

use crate::relation::{self, Atom, Outcome, Reading, Step, Walk};
use crate::table::{Aspect, Choice, Column, Fault, Operation, Relation, Role};
use crate::value::{Given, Value};
use crate::violation::{Change, NoteKind, Reason};

use super::finding::Findings;
use super::form::is_given;
use super::place::Place;
use super::sentence;

/// Every relation of a page, walked over a request.
pub(super) struct Decisions<'g> {
    pub(super) operation: &'g Operation,
    pub(super) given: &'g Given<'g>,
    decided: Vec<Decided<'g>>,
}

/// A relation, what the request has in its columns, and the walk over it.
struct Decided<'g> {
    operation: &'g Operation,
    relation: &'g Relation,
    readings: Vec<Reading<'g>>,
    verdicts: Vec<relation::Verdict<'g>>,
    /// What explains the verdicts, made when somebody has to be told.
    walk: OnceCell<Walk<'g>>,
}

impl<'g> Decisions<'g> {
    pub(super) fn of(operation: &'g Operation, given: &'g Given<'g>) -> Self {
        let decide = |relation| Decided::of(operation, given, relation);
        let decided = operation.relations.iter().filter(|relation| !relation.rows.is_empty()).map(decide).collect();
        Self { operation, given, decided }
    }

    /// The defaults of absent fields, by the position of the field.
    pub(super) fn defaults(&self) -> impl Iterator<Item = (usize, Value<'static>)> {
        self.decided.iter().flat_map(|decided| {
            decided.columns().filter_map(|(_, column, verdict)| match verdict.outcome {
                Outcome::Defaulted(default) if column.aspect == Aspect::Value => Some((column.field, default.into())),
                _ => None,
            })
        })
    }

    /// What the request has in a column once the defaults are filled in.
    pub(super) fn effective(&self, column: Column) -> Option<Atom<'_>> {
        let default = || {
            let mut same = self.decided.iter().flat_map(Decided::columns).filter(|(_, other, _)| *other == column);
            same.find_map(|(_, _, verdict)| match verdict.outcome {
                Outcome::Defaulted(default) => Some(relation::atom(default)),
                _ => None,
            })
        };
        match reading(self.operation, self.given, column) {
            Reading::Known(atom) => Some(atom),
            Reading::Absent => default(),
            Reading::Undecided => None,
        }
    }

    /// The verdicts at every column of every relation.
    pub(super) fn outcomes(&self) -> impl Iterator<Item = Outcome<'_>> {
        self.decided.iter().flat_map(Decided::columns).map(|(_, _, verdict)| verdict.outcome)
    }

    /// What the page does not offer, and what it does not say.
    pub(super) fn report(&self, findings: &mut Findings<'_>) {
        for decided in &self.decided {
            let nearest = decided.nearest();
            for (index, column, verdict) in decided.columns() {
                let Reading::Known(atom) = decided.readings[index] else { continue };
                match verdict.outcome {
                    Outcome::Refused => decided.refuse(index, column, atom, &nearest, findings),
                    _ if decided.is_unsaid(index, verdict) => decided.note(index, column, atom, findings),
                    _ => {}
                }
            }
        }
    }
}

impl<'g> Decided<'g> {
    fn of(operation: &'g Operation, given: &'g Given<'g>, relation: &'g Relation) -> Self {
        let mut readings: Vec<_> = relation.columns.iter().map(|column| reading(operation, given, *column)).collect();
        let mut verdicts = verdicts(relation, &readings);
        let refused = verdicts.iter().position(|verdict| verdict.outcome == Outcome::Refused);
        let after = refused.map_or(readings.len(), |refused| refused + 1);
        // With a model that nobody knows, or with none, the page states no default for what depends on it.
        for reading in readings[after..].iter_mut().filter(|reading| matches!(reading, Reading::Absent)) {
            *reading = Reading::Undecided;
        }
        if refused.is_some() {
            verdicts = self::verdicts(relation, &readings);
        }
        Self { operation, relation, readings, verdicts, walk: OnceCell::new() }
    }

    fn columns(&self) -> impl Iterator<Item = (usize, Column, relation::Verdict<'g>)> {
        let columns = self.relation.columns.iter().copied().zip(self.verdicts.iter().copied());
        columns.enumerate().map(|(index, (column, verdict))| (index, column, verdict))
    }

    fn step(&self, index: usize) -> &Step<'g> {
        &self.walk.get_or_init(|| walk(self.relation, &self.readings)).steps[index]
    }

    fn refuse(&self, index: usize, column: Column, atom: Atom<'_>, nearest: &[Change], findings: &mut Findings<'_>) {
        let step = self.step(index);
        let field = &self.operation.fields[column.field];
        let place = Place::of_field(self.operation, column.field);
        let reasons = self.reasons(step);
        let sentence = refusal(column.aspect, atom, &step.choices, &with(&reasons));
        let sentence = format!("{sentence}{}", defaults(&reasons));
        let violation = findings.refuse(&place, self.fault(index, column.aspect, atom), sentence);
        violation.given = Some(shown(column.aspect, atom));
        violation.because = reasons.into_iter().map(|reason| reason.data).collect();
        violation.allowed = match column.aspect {
            Aspect::Given => Vec::new(),
            Aspect::Value | Aspect::Count => sentence::choices(&step.choices),
        };
        if !field.required && column.aspect == Aspect::Value {
            violation.default = step.default.map(|default| sentence::value(relation::atom(default)));
        }
        violation.nearest = nearest.to_vec();
    }

    fn fault(&self, index: usize, aspect: Aspect, atom: Atom<'_>) -> Fault {
        match (aspect, atom) {
            (Aspect::Count, _) => Fault::Count,
            (Aspect::Given, Atom::Boolean(false)) => Fault::Missing,
            (Aspect::Given, _) => Fault::NotOffered,
            (Aspect::Value, _) if self.is_model(index) && !self.has_anywhere(index, atom) => Fault::UnknownModel,
            (Aspect::Value, _) => Fault::NotOffered,
        }
    }

    fn is_model(&self, index: usize) -> bool {
        let field = &self.operation.fields[self.relation.columns[index].field];
        field.role == Some(Role::Model)
    }

    fn has_anywhere(&self, index: usize, atom: Atom<'_>) -> bool {
        self.relation.rows.iter().any(|row| relation::admits(&row.cells[index], atom))
    }

    /// Whether the page is silent here while it lists what there is elsewhere in the same column.
    fn is_unsaid(&self, index: usize, verdict: relation::Verdict<'_>) -> bool {
        let earlier_fit = || self.verdicts[..index].iter().all(|earlier| earlier.outcome != Outcome::Refused);
        let listed_elsewhere = || self.relation.rows.iter().any(|row| !row.cells[index].choices.is_empty());
        !verdict.is_stated && earlier_fit() && listed_elsewhere()
    }

    fn note(&self, index: usize, column: Column, atom: Atom<'_>, findings: &mut Findings<'_>) {
        let place = Place::of_field(self.operation, column.field);
        let reasons = self.reasons(self.step(index));
        let given = shown(column.aspect, atom);
        let defaults = defaults(&reasons);
        let reasons = with(&reasons);
        let sentence = format!("{given} is not checked, as the page does not say what there is{reasons}{defaults}");
        findings.note(&place, NoteKind::NotStated, sentence);
    }

    /// The earlier columns that narrow a step, with what they hold.
    fn reasons(&self, step: &Step<'_>) -> Vec<Phrase> {
        step.because.iter().filter_map(|earlier| self.reason(*earlier)).collect()
    }

    fn reason(&self, index: usize) -> Option<Phrase> {
        let column = self.relation.columns[index];
        let (atom, is_default) = match (self.readings[index], self.verdicts[index].outcome) {
            (Reading::Known(atom), _) => (atom, false),
            (Reading::Absent, Outcome::Defaulted(default)) => (relation::atom(default), true),
            _ => return None,
        };
        let field = self.operation.fields[column.field].name.to_string();
        let value = shown(column.aspect, atom);
        let words = match (column.aspect, atom) {
            (Aspect::Value, _) => format!("{field} {value}"),
            (Aspect::Count, Atom::Integer(1)) => format!("1 {}", field.strip_suffix('s').unwrap_or(&field)),
            (Aspect::Count, _) => format!("{value} {field}"),
            (Aspect::Given, Atom::Boolean(false)) => format!("no {field}"),
            (Aspect::Given, _) => format!("{field} given"),
        };
        Some(Phrase { words, is_default, data: Reason { field, value } })
    }

    fn nearest(&self) -> Vec<Change> {
        if self.verdicts.iter().all(|verdict| verdict.outcome != Outcome::Refused) {
            return Vec::new();
        }
        let atoms: Vec<_> = self.readings.iter().copied().map(known).collect();
        let edits = relation::nearest(self.relation, &atoms);
        edits.iter().map(|edit| self.change(self.relation.columns[edit.column], relation::atom(&edit.to))).collect()
    }

    fn change(&self, column: Column, to: Atom<'_>) -> Change {
        let place = Place::of_field(self.operation, column.field);
        Change { field: place.field.into_owned(), wire: place.wire.into_owned(), to: shown(column.aspect, to) }
    }
}

/// A reason, in words and as data.
struct Phrase {
    words: String,
    is_default: bool,
    data: Reason,
}

fn known(reading: Reading<'_>) -> Option<Atom<'_>> {
    match reading {
        Reading::Known(atom) => Some(atom),
        Reading::Absent | Reading::Undecided => None,
    }
}

/// What is undecided must take no default and narrow nothing: no row has a number that is none.
fn to_walk(reading: Reading<'_>) -> Option<Atom<'_>> {
    match reading {
        Reading::Undecided => Some(Atom::Number(f64::NAN)),
        known_or_absent => known(known_or_absent),
    }
}

fn verdicts<'g>(relation: &'g Relation, readings: &[Reading<'_>]) -> Vec<relation::Verdict<'g>> {
    relation::verdicts(relation, readings.iter().copied().map(to_walk))
}

fn walk<'g>(relation: &'g Relation, readings: &[Reading<'_>]) -> Walk<'g> {
    let atoms: Vec<_> = readings.iter().copied().map(to_walk).collect();
    relation::walk(relation, &atoms)
}

/// What a request has in a column. Undecided is what is missing though required or of a wrong type, and later what is absent
/// after a value that no row has: no reason for anything.
#[inline(always)] // the walk over a table in one piece takes a fifth fewer instructions
pub(super) fn reading<'g>(operation: &Operation, given: &'g Given<'_>, column: Column) -> Reading<'g> {
    let value = given.value(column.field);
    let required = operation.fields.get(column.field).is_some_and(|field| field.required);
    match (column.aspect, value) {
        (_, value) if required && !is_given(value) => Reading::Undecided,
        (Aspect::Given, value) => Reading::Known(Atom::Boolean(is_given(value))),
        (_, Some(Value::Wrong(_) | Value::Record(_))) => Reading::Undecided,
        (Aspect::Count, value) => Reading::Known(Atom::Integer(count(value))),
        (Aspect::Value, None) => Reading::Absent,
        (Aspect::Value, Some(Value::Text(text))) => Reading::Known(Atom::Text(text)),
        (Aspect::Value, Some(Value::Integer(number))) => Reading::Known(Atom::Integer(*number)),
        (Aspect::Value, Some(Value::Number(number))) if number.is_finite() => Reading::Known(Atom::Number(*number)),
        (Aspect::Value, Some(Value::Boolean(flag))) => Reading::Known(Atom::Boolean(*flag)),
        (Aspect::Value, Some(Value::List(_) | Value::Number(_) | Value::Cut(_))) => Reading::Undecided,
    }
}

fn count(value: Option<&Value<'_>>) -> i64 {
    match value {
        None => 0,
        Some(Value::List(list)) => i64::try_from(list.len()).unwrap_or(i64::MAX),
        Some(_) => 1,
    }
}

fn shown(aspect: Aspect, atom: Atom<'_>) -> String {
    match (aspect, atom) {
        (Aspect::Given, Atom::Boolean(true)) => "given".to_owned(),
        (Aspect::Given, Atom::Boolean(false)) => "absent".to_owned(),
        (_, atom) => sentence::value(atom),
    }
}

fn with(reasons: &[Phrase]) -> String {
    let words: Vec<_> = reasons.iter().map(|reason| reason.words.clone()).collect();
    if words.is_empty() { String::new() } else { format!(" with {}", sentence::list(&words)) }
}

/// Which reasons nobody gave: a default stands for what is absent.
fn defaults(reasons: &[Phrase]) -> String {
    let words: Vec<_> = reasons.iter().filter(|reason| reason.is_default).map(|reason| reason.words.clone()).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => format!(" ({one} is the default)"),
        more => format!(" ({} are the defaults)", sentence::list(more)),
    }
}

fn refusal(aspect: Aspect, atom: Atom<'_>, choices: &[&Choice], with: &str) -> String {
    let value = sentence::value(atom);
    let takes = || sentence::list(&sentence::choices(choices));
    match (aspect, atom) {
        (Aspect::Value, _) => format!("{value} is not offered{with}; {}", sentence::there_is(choices)),
        (Aspect::Count, Atom::Integer(1)) => format!("1 is given; the page takes {}{with}", takes()),
        (Aspect::Count, _) => format!("{value} are given; the page takes {}{with}", takes()),
        (Aspect::Given, Atom::Boolean(false)) => format!("it is missing, and the page requires it{with}"),
        (Aspect::Given, _) => format!("it is given, and the page does not take it{with}"),
    }
}
