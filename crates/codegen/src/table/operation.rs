//! One page: a request and its answer.

use serde::{Deserialize, Serialize};

use super::{
    AnswerMember, Borrowed, ByteLimit, Exclusive, Field, Ignored, List, Listing, Member, Price, Relation, StatedOnly,
    Text,
};

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OperationKind {
    /// Makes a task.
    Create,
    /// Reads a task.
    Query,
    /// Stops a task.
    Cancel,
    /// Reads what the account has left.
    Credits,
    /// Reads many tasks, page by page.
    List,
}

/// One page: a request and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Its name in the vocabulary.
    pub name: Text,
    /// The Rust type of its request, if it makes a task; empty otherwise.
    pub type_name: Text,
    /// What it is for.
    pub kind: OperationKind,
    /// What it does.
    pub about: Text,
    /// Where it is documented.
    pub page: Page,
    /// The HTTP method.
    pub method: Text,
    /// The path; `{id}` stands for a task id.
    pub path: Text,
    /// The query parameter that holds a task id.
    pub id_parameter: Option<Text>,
    /// How a list of tasks is asked for, if it is one.
    pub listing: Option<Listing>,
    /// The headers that the page asks for, beside the key's.
    pub headers: List<Header>,
    /// The fields of the request, in page order.
    pub fields: List<Field>,
    /// The request body as a tree over the fields.
    pub body: List<Member>,
    /// The most bytes of a whole body, where a page says.
    pub max_body: Option<ByteLimit>,
    /// What is accepted: the page's table first, then one relation for each field that stands alone.
    pub relations: List<Relation>,
    /// What the page states about values that it does not offer.
    pub stated_only: List<StatedOnly>,
    /// Fields without effect in some circumstances: taken, not refused.
    pub ignored: List<Ignored>,
    /// Fields of which one, at least one or at most one is given.
    pub exclusive: List<Exclusive>,
    /// The good answer.
    pub answer: List<AnswerMember>,
    /// What a task costs, where known.
    pub prices: List<Price>,
    /// What was taken from another page or a later state of this one.
    pub borrowed: List<Borrowed>,
    /// What the page does not say.
    pub unsaid: List<Text>,
    /// What the page says that no table holds.
    pub remarks: List<Text>,
}

/// Where an operation is documented.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its address, or the site's where the page's own is not known.
    pub url: Text,
    /// Its heading.
    pub title: Text,
    /// The month that it was read.
    pub read: Text,
}

/// A header that a page asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Its name.
    pub name: Text,
    /// Its value.
    pub value: Text,
}
