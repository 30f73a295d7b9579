//! The table of what is accepted, and what is written like its rows: values stated only, ignored fields, prices.

use super::cell;
use super::field::Stated;
use super::vocabulary::Vocabulary;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place};
use crate::reader::{Faults, Item, Named, suggestion};
use crate::relation::{admits, atom};
use crate::table::{
    Aspect, Cell, Choice, Column, Condition, Exclusive, Field, Ignored, Many, Price, Relation, Row, Scalar, StatedOnly,
};

/// What columns are looked up in.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    /// The fields of the page.
    pub stated: &'a [Stated],
    /// The shared words.
    pub vocabulary: &'a Vocabulary,
    /// Where faults go.
    pub faults: &'a Faults,
}

/// The names of the fields whose values are columns of the table.
pub fn column_names<'a>(rows: &[Item<'a>]) -> Vec<&'a str> {
    let mut names = Vec::new();
    for named in rows.iter().filter_map(|row| row.entries()).flatten() {
        if !names.contains(&named.key) {
            names.push(named.key);
        }
    }
    names
}

/// Reads the rows of `accepts`; the order of the first row's columns is the order in which they are decided.
pub fn relation(rows: &[Item<'_>], fields: Fields<'_>) -> Option<(Relation, Vec<Place>)> {
    let first: Vec<Named<'_>> = rows.first()?.entries()?;
    let columns: Vec<(&str, Column)> =
        first.iter().filter_map(|named| Some((named.key, fields.column(named)?))).collect();
    let mut relation =
        Relation { columns: columns.iter().map(|(_, column)| *column).collect(), rows: Vec::new().into() };
    let mut places = Vec::new();
    for row in rows {
        if let Some(read) = self::row(row, &columns, fields) {
            relation.rows.to_mut().push(read);
            places.push(row.place());
        }
    }
    Some((relation, places)).filter(|_| !columns.is_empty())
}

fn row(item: &Item<'_>, columns: &[(&str, Column)], fields: Fields<'_>) -> Option<Row> {
    let entries = item.entries()?;
    for named in entries.iter().filter(|named| !columns.iter().any(|(key, _)| *key == named.key)) {
        let help = "give every row the same columns; a row that does not care lists every value, or `[\"?\"]`";
        named.fault(Code::MissingColumn, format!("the first row has no column `{}`", named.key), help);
    }
    let mut cells = Vec::new();
    for (key, column) in columns {
        let found = entries.iter().find(|named| named.key == *key);
        if found.is_none() {
            item.fault(
                Code::MissingColumn,
                format!("this row has no column `{key}`"),
                "add it; write `[\"?\"]` if the page is silent",
            );
        }
        cells.push(found.and_then(|named| fields.cell(named, *column)));
    }
    let cells: Option<Vec<Cell>> = cells.into_iter().collect();
    Some(Row { cells: cells?.into() })
}

/// A relation of one column for each field whose values stand in its own line only.
pub fn lone(stated: &[Stated], table: Option<&Relation>) -> Vec<Relation> {
    let column = |field| Column { field, aspect: Aspect::Value };
    let in_table = |at| table.is_some_and(|table| table.columns.contains(&column(at)));
    let relation = |(at, stated): (usize, &Stated)| {
        let cell = stated.values.clone().filter(|cell| !cell.choices.is_empty() || cell.default.is_some())?;
        let row = Row { cells: vec![cell].into() };
        (!in_table(at)).then(|| Relation { columns: vec![column(at)].into(), rows: vec![row].into() })
    };
    stated.iter().enumerate().filter_map(relation).collect()
}

/// Reads `also_stated`.
pub fn stated_only(item: Item<'_>, fields: Fields<'_>) -> Option<StatedOnly> {
    let table = item.table("an entry of `also_stated`")?;
    let why = table.line("why")?;
    Some(StatedOnly { cells: fields.conditions(item, &["why"])?.into(), why: why.to_owned().into() })
}

/// Reads `ignored`.
pub fn ignored(item: Item<'_>, fields: Fields<'_>) -> Option<Ignored> {
    let table = item.table("an entry of `ignored`")?;
    let field = table.required("field").and_then(|item| fields.position(&item));
    let when = table.required("when").and_then(|item| fields.conditions(item, &[]));
    let why = table.line("why");
    table.finish();
    Some(Ignored { field: field?, when: when?.into(), why: why?.to_owned().into() })
}

/// Reads a list of fields of which some must be given.
pub fn exclusive(item: Item<'_>, many: Many, fields: Fields<'_>) -> Option<Exclusive> {
    let positions: Option<Vec<usize>> = item.list()?.iter().map(|item| fields.position(item)).collect();
    Some(Exclusive { fields: positions?.into(), many })
}

/// Reads `prices`.
pub fn price(item: Item<'_>, fields: Fields<'_>) -> Option<Price> {
    let table = item.table("a price")?;
    let base = table.required("credits").and_then(|item| item.integer());
    let per_second = table.optional("per_second").map_or(Some(0), |item| item.integer());
    let made_up = table.flag("made_up");
    let from = table.line("from");
    let when = fields.conditions(item, &["credits", "per_second", "made_up", "from"]);
    Some(Price { when: when?.into(), base: base?, per_second: per_second?, from: from?.to_owned().into(), made_up })
}

impl Fields<'_> {
    /// The conditions of a table, apart from the keys that say something else.
    fn conditions(self, item: Item<'_>, others: &[&str]) -> Option<Vec<Condition>> {
        let columns = item.entries()?.into_iter().filter(|named| !others.contains(&named.key));
        let condition = |named: Named<'_>| {
            let column = self.column(&named)?;
            let kind = cell::value_kind(&self.stated[column.field].field, column.aspect)?;
            Some(Condition { column, choices: cell::choices(named.item, kind, self.vocabulary)?.into() })
        };
        columns.map(condition).collect::<Vec<_>>().into_iter().collect()
    }

    /// The position of the field that a value names.
    fn position(self, item: &Item<'_>) -> Option<usize> {
        let name = item.text()?;
        let found = self.stated.iter().position(|stated| stated.field.name == name);
        if found.is_none() {
            item.fault(
                Code::UnknownWord,
                format!("`{name}` is no field of this page"),
                suggestion(name, &self.names()),
            );
        }
        found
    }

    /// The column that a key names: `duration`, `images.count`, `audio.given`.
    fn column(self, named: &Named<'_>) -> Option<Column> {
        let (name, aspect) = match named.key.rsplit_once('.') {
            Some((name, "count")) => (name, Aspect::Count),
            Some((name, "given")) => (name, Aspect::Given),
            _ => (named.key, Aspect::Value),
        };
        let Some(field) = self.stated.iter().position(|stated| stated.field.name == name) else {
            let help = suggestion(name, &self.names());
            named.fault(Code::UnknownWord, format!("`{name}` is no field of this page"), help);
            return None;
        };
        if cell::value_kind(&self.stated[field].field, aspect).is_none() {
            let help = "a column is a word, a number or a flag, `x.count` of a list, or `x.given`";
            named.fault(Code::BadColumn, format!("`{}` cannot be a column", named.key), help);
            return None;
        }
        Some(Column { field, aspect })
    }

    fn cell(self, named: &Named<'_>, column: Column) -> Option<Cell> {
        let field: &Field = &self.stated[column.field].field;
        let has_default = !field.required && column.aspect == Aspect::Value;
        let read = if has_default { cell::cell } else { cell::without_default };
        read(named.item, cell::value_kind(field, column.aspect)?, self.vocabulary)
    }

    fn fault(self, code: Code, place: &Place, message: String, help: &str) {
        self.faults.borrow_mut().push(Diagnostic::fault(code, place, message, help));
    }

    fn names(&self) -> Vec<&str> {
        self.stated.iter().map(|stated| stated.field.name.as_ref()).collect()
    }
}

/// A field that lists its values and is a column too: each of its values has a row, and no row has another.
pub fn check_stated_values(relation: Option<&Relation>, rows: &[Place], fields: Fields<'_>) {
    let Some(relation) = relation else { return };
    for (at, column) in relation.columns.iter().enumerate().filter(|(_, column)| column.aspect == Aspect::Value) {
        let stated = &fields.stated[column.field];
        let Some(values) = stated.values.as_ref().filter(|cell| !cell.choices.is_empty()) else { continue };
        for value in values.choices.iter().filter_map(exact) {
            if !relation.rows.iter().any(|row| admits(&row.cells[at], atom(value))) {
                let message = format!("{} {} has no row in `accepts`", stated.field.name, cell::show(value));
                fields.fault(
                    Code::WithoutRow,
                    &stated.place,
                    message,
                    "add a row that says what goes with it; `[\"?\"]` where the page is silent",
                );
            }
        }
        for (row, place) in relation.rows.iter().zip(rows) {
            for value in row.cells[at].choices.iter().filter_map(exact).filter(|value| !admits(values, atom(value))) {
                let message =
                    format!("{} {} is not among the values of its field", stated.field.name, cell::show(value));
                fields.fault(
                    Code::DeadValue,
                    place,
                    message,
                    "add it to the field's `values`, or move the row to `also_stated`",
                );
            }
        }
    }
}

fn exact(choice: &Choice) -> Option<&Scalar> {
    match choice {
        Choice::Exactly(value) => Some(value),
        _ => None,
    }
}
