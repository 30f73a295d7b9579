//! What is accepted together: relations, and the rules that are written like their rows.

use serde::{Deserialize, Serialize};

use super::{List, Scalar, Text};

/// A list of combinations that exist: a request fits if one row fits it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// The columns, in the order in which they are decided.
    pub columns: List<Column>,
    /// The rows, each with a cell for every column.
    pub rows: List<Row>,
}

/// A column: a field, or something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The field, as a position in the operation's fields.
    pub field: usize,
    /// What of it.
    pub aspect: Aspect,
}

/// What of a field a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aspect {
    /// Its value.
    Value,
    /// How many elements it has; none when it is absent.
    Count,
    /// Whether it is given.
    Given,
}

/// One row of a relation: every combination of its cells exists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The cells, in the order of the columns.
    pub cells: List<Cell>,
}

/// The values that stand in a row for a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What an absent value becomes; nothing where the page does not say.
    pub default: Option<Scalar>,
    /// What there is; empty where the page does not say, and then anything is.
    pub choices: List<Choice>,
}

/// A value or a run of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Choice {
    /// This one.
    Exactly(Scalar),
    /// Whole numbers, both ends included.
    Integers(i64, i64),
    /// Numbers, both ends included.
    Numbers(f64, f64),
}

/// What a page states about values that it does not offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatedOnly {
    /// Column and values, as written.
    pub cells: List<Condition>,
    /// Why it is not among the rows.
    pub why: Text,
}

/// A column has one of these values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// The column.
    pub column: Column,
    /// The values.
    pub choices: List<Choice>,
}

/// A field without effect when all conditions hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ignored {
    /// The field, as a position in the operation's fields.
    pub field: usize,
    /// When.
    pub when: List<Condition>,
    /// What the page says.
    pub why: Text,
}

/// Fields that are chosen among.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exclusive {
    /// The fields, as positions in the operation's fields.
    pub fields: List<usize>,
    /// How many of them.
    pub many: Many,
}

/// How many of several fields are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Many {
    /// One and no more.
    ExactlyOne,
    /// One or more.
    AtLeastOne,
    /// One or none.
    AtMostOne,
}

/// What a task costs when all conditions hold: `base + per_second * duration`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// When; the first price whose conditions hold counts.
    pub when: List<Condition>,
    /// Credits for a task.
    pub base: i64,
    /// Credits for each second.
    pub per_second: i64,
    /// Where the number is from.
    pub from: Text,
    /// Whether no page gives it.
    pub made_up: bool,
}
