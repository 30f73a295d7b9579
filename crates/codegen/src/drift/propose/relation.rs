//! The table of what is accepted, with what a page changed in it.

use super::super::compare::members;
use super::super::finding::{Change, Context as Of, Said};
use super::text;
use crate::relation::{admits, atom};
use crate::table::{Aspect, Cell, Choice, Field, Operation, Relation, Role, Scalar};

/// A table that is being edited: each row has one model and, where a change asks for it, one length.
pub struct Editing<'a> {
    fields: &'a [Field],
    columns: Vec<(usize, Aspect)>,
    rows: Vec<Vec<Cell>>,
    model: Option<usize>,
    length: Option<usize>,
    /// What the page says of a column for a model and a length.
    said: &'a dyn Fn(&str, &Of) -> Option<Said>,
}

impl<'a> Editing<'a> {
    /// Begins with what the spec has.
    pub fn of(operation: &'a Operation, relation: &Relation, said: &'a dyn Fn(&str, &Of) -> Option<Said>) -> Self {
        let columns: Vec<(usize, Aspect)> =
            relation.columns.iter().map(|column| (column.field, column.aspect)).collect();
        let with_role = |role| {
            columns
                .iter()
                .position(|(field, aspect)| operation.fields[*field].role == Some(role) && *aspect == Aspect::Value)
        };
        let (model, length) = (with_role(Role::Model), with_role(Role::Length));
        let rows = relation.rows.iter().map(|row| row.cells.to_vec()).collect();
        let mut editing = Self { fields: &operation.fields, columns, rows, model, length, said };
        editing.split(model);
        editing.split(length);
        editing
    }

    /// Makes a row for each value of a column; the default's row comes first.
    fn split(&mut self, column: Option<usize>) {
        let Some(column) = column else { return };
        let rows = std::mem::take(&mut self.rows);
        for row in rows {
            let cell = &row[column];
            let mut values: Vec<Scalar> = cell.choices.iter().flat_map(members).collect();
            let is_long = cell
                .choices
                .iter()
                .any(|choice| matches!(choice, Choice::Integers(from, to) if to.saturating_sub(*from) >= 64));
            if values.is_empty() || is_long {
                self.rows.push(row);
                continue;
            }
            if let Some(at) = cell.default.as_ref().and_then(|default| values.iter().position(|value| value == default))
            {
                let default = values.remove(at);
                values.insert(0, default);
            }
            let defaulted = cell.default.is_some();
            let mut seen: Vec<Scalar> = Vec::new();
            for value in values {
                if !seen.contains(&value) {
                    let mut row = row.clone();
                    row[column] = one(&value, defaulted);
                    self.rows.push(row);
                    seen.push(value);
                }
            }
        }
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|(field, aspect)| self.fields[*field].name == name && *aspect == Aspect::Value)
    }

    /// Makes a change, if it concerns the table.
    pub fn apply(&mut self, change: &Change) -> bool {
        match change {
            Change::AddModel { model, said } => self.add_model(model, said),
            Change::RemoveModel { model } => self.remove_model(model),
            Change::RemoveField { field } => self.remove_column(field),
            Change::AddValues { field, values, of } => {
                self.on(field, |editing, column| editing.add(column, values, of))
            }
            Change::RemoveValues { field, values, of } => {
                self.on(field, |editing, column| editing.remove(column, values, of))
            }
            Change::SetDefault { field, default, of } => {
                self.on(field, |editing, column| editing.set_default(column, default.as_ref(), of))
            }
            _ => false,
        }
    }

    fn on(&mut self, field: &str, edit: impl FnOnce(&mut Self, usize)) -> bool {
        let column = self.column(field);
        if let Some(column) = column {
            edit(self, column);
        }
        column.is_some()
    }

    fn concerns(&self, row: &[Cell], of: &[Of], column: usize) -> bool {
        of.iter().any(|of| {
            let model = of.model.as_ref().zip(self.model);
            let length = of.length.zip(self.length.filter(|length| *length != column));
            model.is_none_or(|(model, at)| has(&row[at], &Scalar::Text(model.clone().into())))
                && length
                    .is_none_or(|(length, at)| row[at].choices.is_empty() || has(&row[at], &Scalar::Integer(length)))
        })
    }

    fn add(&mut self, column: usize, values: &[Choice], of: &[Of]) {
        if Some(column) == self.length
            && self.rows.iter().any(|row| !row[column].choices.is_empty())
            && !values.is_empty()
        {
            return self.add_lengths(column, values, of);
        }
        for at in 0..self.rows.len() {
            if self.concerns(&self.rows[at], of, column) {
                let mut choices = self.rows[at][column].choices.to_vec();
                choices.extend(values.iter().filter(|value| !choices.contains(value)).cloned().collect::<Vec<_>>());
                let kept = if values.is_empty() { Vec::new() } else { choices };
                self.rows[at][column].choices = kept.into();
                if values.is_empty() {
                    self.rows[at][column].default = None;
                }
            }
        }
        self.split(self.length.filter(|length| *length == column));
    }

    /// A new length is a new row for each model, with what the page says of it.
    fn add_lengths(&mut self, column: usize, values: &[Choice], of: &[Of]) {
        let mut models: Vec<Option<Scalar>> = Vec::new();
        for row in &self.rows {
            let model = self.model.and_then(|at| row[at].choices.iter().flat_map(members).next());
            if self.concerns(row, of, column) && !models.contains(&model) {
                models.push(model);
            }
        }
        for model in models {
            let of_model = |editing: &Self, row: &Vec<Cell>| {
                editing.model.zip(model.as_ref()).is_none_or(|(at, model)| has(&row[at], model))
            };
            let Some(last) = self.rows.iter().rposition(|row| of_model(self, row)) else { continue };
            let mut new = Vec::new();
            for value in values.iter().flat_map(members) {
                let mut row = self.rows[last].clone();
                let defaulted = row[column].default.is_some();
                row[column] = if row[column].choices.is_empty() { row[column].clone() } else { one(&value, defaulted) };
                self.fill(&mut row, model.as_ref(), &value);
                new.push(row);
            }
            self.rows.splice(last + 1..last + 1, new);
        }
    }

    /// The columns beside the length, as the page says them for it; what it does not say is not said.
    fn fill(&self, row: &mut [Cell], model: Option<&Scalar>, length: &Scalar) {
        let model = model.map(text::plain);
        let Scalar::Integer(length) = length else { return };
        let of = Of { model, length: Some(*length) };
        for (at, (field, _)) in self.columns.iter().enumerate() {
            if Some(at) == self.model || Some(at) == self.length {
                continue;
            }
            row[at] = match (self.said)(&self.fields[*field].name, &of) {
                Some(said) => Cell { default: said.default, choices: said.options.into() },
                None => Cell { default: None, choices: Vec::new().into() },
            };
        }
    }

    fn remove(&mut self, column: usize, values: &[Scalar], of: &[Of]) {
        let mut kept = Vec::new();
        for mut row in std::mem::take(&mut self.rows) {
            if self.concerns(&row, of, column) {
                let left: Vec<Choice> = row[column]
                    .choices
                    .iter()
                    .flat_map(members)
                    .filter(|value| !values.contains(value))
                    .map(Choice::Exactly)
                    .collect();
                if left.is_empty() {
                    continue;
                }
                if row[column].default.as_ref().is_some_and(|default| values.contains(default)) {
                    row[column].default = left.first().and_then(|choice| members(choice).into_iter().next());
                }
                row[column].choices = left.into();
            }
            kept.push(row);
        }
        self.rows = kept;
    }

    fn set_default(&mut self, column: usize, default: Option<&Scalar>, of: &[Of]) {
        if Some(column) == self.length
            && default.is_some_and(|value| {
                self.rows.iter().any(|row| has(&row[column], value) && !row[column].choices.is_empty())
            })
        {
            return self.bring_forward(column, default, of);
        }
        for at in 0..self.rows.len() {
            if self.concerns(&self.rows[at], of, column) {
                self.rows[at][column].default = default.cloned();
            }
        }
    }

    /// The default length of a model is that of its first row.
    fn bring_forward(&mut self, column: usize, default: Option<&Scalar>, of: &[Of]) {
        let Some(default) = default else { return };
        let mut at = 0;
        while at < self.rows.len() {
            if self.concerns(&self.rows[at], of, column)
                && has(&self.rows[at][column], default)
                && !self.rows[at][column].choices.is_empty()
            {
                let mut row = self.rows.remove(at);
                row[column] = one(default, true);
                let same = |other: &Vec<Cell>| self.model.is_none_or(|model| other[model] == row[model]);
                let first = self.rows[..at].iter().position(same).unwrap_or(at);
                self.rows.insert(first, row);
            }
            at += 1;
        }
    }

    fn add_model(&mut self, model: &str, said: &[(String, Said)]) -> bool {
        let Some(column) = self.model else { return false };
        let name = |at: usize| self.fields[self.columns[at].0].name.to_string();
        let of_column = |at: usize, length: Option<i64>| {
            let fits = |(field, said): &&(String, Said)| {
                *field == name(at)
                    && length.is_none_or(|length| said.lengths.is_empty() || said.lengths.contains(&length))
            };
            said.iter().find(fits).map(|(_, said)| said)
        };
        let of_length = self.length.and_then(|at| of_column(at, None));
        let mut lengths: Vec<Scalar> =
            of_length.map(|said| said.options.iter().flat_map(members).collect()).unwrap_or_default();
        if let Some(default) = of_length.and_then(|said| said.default.clone()) {
            lengths.retain(|length| *length != default);
            lengths.insert(0, default);
        }
        let lengths: Vec<Option<Scalar>> =
            if lengths.is_empty() { vec![None] } else { lengths.into_iter().map(Some).collect() };
        for length in lengths {
            let seconds = length
                .as_ref()
                .and_then(|length| if let Scalar::Integer(value) = length { Some(*value) } else { None });
            let cell = |at: usize| match &length {
                _ if at == column => {
                    Cell { default: None, choices: vec![Choice::Exactly(Scalar::Text(model.to_owned().into()))].into() }
                }
                Some(length) if Some(at) == self.length => {
                    one(length, of_length.is_some_and(|said| said.default.is_some()))
                }
                _ => of_column(at, seconds).map_or(Cell { default: None, choices: Vec::new().into() }, |said| Cell {
                    default: said.default.clone(),
                    choices: said.options.clone().into(),
                }),
            };
            let row = (0..self.columns.len()).map(cell).collect();
            self.rows.push(row);
        }
        true
    }

    fn remove_model(&mut self, model: &str) -> bool {
        let Some(column) = self.model else { return false };
        let model = Scalar::Text(model.to_owned().into());
        self.rows.retain(|row| !has(&row[column], &model) || row[column].choices.is_empty());
        true
    }

    fn remove_column(&mut self, field: &str) -> bool {
        let Some(column) = self.column(field) else { return false };
        self.columns.remove(column);
        self.rows.iter_mut().for_each(|row| drop(row.remove(column)));
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for row in std::mem::take(&mut self.rows) {
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        self.rows = rows;
        let moved = |at: Option<usize>| at.filter(|at| *at != column).map(|at| at - usize::from(at > column));
        (self.model, self.length) = (moved(self.model), moved(self.length));
        true
    }

    /// The table as TOML, rows that say the same joined again.
    pub fn written(mut self) -> String {
        self.join(self.length);
        self.join(self.model);
        let lines = self.rows.iter().map(|row| format!("  {{ {} }},\n", self.row(row)));
        format!("[\n{}]", lines.collect::<String>())
    }

    /// Joins rows that differ in one column alone.
    fn join(&mut self, column: Option<usize>) {
        let Some(column) = column else { return };
        let mut joined: Vec<Vec<Cell>> = Vec::new();
        for row in std::mem::take(&mut self.rows) {
            let same = |other: &&mut Vec<Cell>| {
                (0..row.len()).all(|at| at == column || other[at] == row[at])
                    && !other[column].choices.is_empty()
                    && !row[column].choices.is_empty()
            };
            match joined.iter_mut().find(same) {
                Some(other) => {
                    let mut choices = other[column].choices.to_vec();
                    choices.extend(
                        row[column]
                            .choices
                            .iter()
                            .filter(|choice| !choices.contains(choice))
                            .cloned()
                            .collect::<Vec<_>>(),
                    );
                    other[column].choices = choices.into();
                }
                None => joined.push(row),
            }
        }
        self.rows = joined;
    }

    fn row(&self, row: &[Cell]) -> String {
        let cells = row.iter().zip(&self.columns).map(|(cell, (field, aspect))| {
            let field = &self.fields[*field];
            let name = match aspect {
                Aspect::Value => text::key(&field.name),
                Aspect::Count => format!("\"{}.count\"", field.name),
                Aspect::Given => format!("\"{}.given\"", field.name),
            };
            let has_default = *aspect == Aspect::Value && !field.required;
            let list = if has_default { list(cell) } else { plain_list(cell) };
            format!("{name} = {list}")
        });
        cells.collect::<Vec<_>>().join(", ")
    }
}

fn one(value: &Scalar, defaulted: bool) -> Cell {
    Cell { default: defaulted.then(|| value.clone()), choices: vec![Choice::Exactly(value.clone())].into() }
}

fn has(cell: &Cell, value: &Scalar) -> bool {
    admits(cell, atom(value))
}

/// A cell of a column without default.
fn plain_list(cell: &Cell) -> String {
    if cell.choices.is_empty() {
        return "[\"?\"]".to_owned();
    }
    format!("[{}]", cell.choices.iter().map(text::choice).collect::<Vec<_>>().join(", "))
}

/// A cell as the spec writes it: the default first, `?` for what is not said, consecutive numbers as runs.
pub fn list(cell: &Cell) -> String {
    let first = cell.default.as_ref().map_or("\"?\"".to_owned(), text::scalar);
    let compact = compacted(&cell.choices);
    let is_default =
        |choice: &&Choice| cell.default.as_ref().is_some_and(|default| **choice == Choice::Exactly(default.clone()));
    let rest: Vec<String> = compact.iter().filter(|choice| !is_default(choice)).map(text::choice).collect();
    match (cell.choices.is_empty(), rest.is_empty()) {
        (true, _) if cell.default.is_none() => "[\"?\"]".to_owned(),
        (true, _) => format!("[{first}, \"?\"]"),
        (false, true) => format!("[{first}]"),
        (false, false) => format!("[{first}, {}]", rest.join(", ")),
    }
}

/// Four or more numbers in a row as a run.
fn compacted(choices: &[Choice]) -> Vec<Choice> {
    let integer =
        |choice: &Choice| if let Choice::Exactly(Scalar::Integer(value)) = choice { Some(*value) } else { None };
    let Some(mut values) = choices.iter().map(integer).collect::<Option<Vec<i64>>>() else { return choices.to_vec() };
    values.sort_unstable();
    values.dedup();
    match (values.first(), values.last()) {
        (Some(first), Some(last)) if values.len() >= 4 && i64::try_from(values.len()) == Ok(last - first + 1) => {
            vec![Choice::Integers(*first, *last)]
        }
        _ => choices.to_vec(),
    }
}
