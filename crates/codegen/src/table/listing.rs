//! What a list of tasks can be asked for: parameters of the query by what they say, and how the pages go on.

use serde::{Deserialize, Serialize};

use super::{Format, List, Text};

/// How a list of tasks is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// In which order the tasks come; nothing if the page does not say.
    pub order: Option<Order>,
    /// The parameters of the query, in page order.
    pub parameters: List<Parameter>,
}

/// The order of a list of tasks, by when they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// The task that was made last comes first.
    NewestFirst,
    /// The task that was made first comes first.
    OldestFirst,
}

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// As it is written on the wire.
    pub name: Text,
    /// What it says.
    pub role: ParameterRole,
    /// How several values are given; nothing if the page does not say, or if there is one value at most.
    pub several: Option<Several>,
    /// How a time is written; nothing if the page does not say, or if it is no time.
    pub format: Option<Format>,
    /// The number of the first page.
    pub first: Option<u64>,
    /// What an absent one becomes: of a page's size so many tasks, of a beginning so many seconds before now.
    pub default: Option<u64>,
    /// The most tasks of a page.
    pub most: Option<u64>,
    /// What the page adds.
    pub note: Option<Text>,
    /// What the page does not say: the names of keys.
    pub unsaid: List<Text>,
}

/// What a parameter of a query says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ParameterRole {
    /// Only the tasks with these ids.
    TaskId,
    /// Only the tasks in these states.
    TaskState,
    /// Only the tasks that were made since.
    CreatedFrom,
    /// Only the tasks that were made until then.
    CreatedTo,
    /// Which page, by number.
    PageNumber,
    /// How many tasks a page has.
    PageSize,
    /// Which page, by the word that the page before gave.
    PageToken,
    /// Only some tasks, by something that no table holds.
    Filter,
}

/// How several values of a parameter are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Several {
    /// The parameter once for each.
    Repeated,
    /// The parameter once, the values with commas between them.
    Commas,
}
