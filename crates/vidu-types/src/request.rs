//! What every request type can do, whichever vendor's it is.

use std::fmt::Debug;

use crate::check::{self, Cost};
use crate::held::Unreadable;
use crate::table::{Operation, Revision};
use crate::value::Given;
use crate::violation::Verdict;
use crate::wire;

/// A vendor's pages as they stood in one month, as a type.
pub trait Vendor: Send + Sync + 'static {
    /// What the pages state.
    fn revision() -> &'static Revision;
}

/// A request as one page of one vendor describes it.
///
/// Its JSON is the wire's JSON, both ways. Code generation writes the types and says where their fields stand;
/// everything else follows from the page's tables.
pub trait Request: Sized + Clone + Debug + Send + Sync + 'static {
    /// Whose request it is.
    type Vendor: Vendor;

    /// The page's position among the revision's operations.
    const POSITION: usize;

    /// The values of its fields, in page order.
    fn given(&self) -> Given<'_>;

    /// The same from values, or why this type has no place for them.
    fn from_given(given: Given<'_>) -> Result<Self, Unreadable>;

    /// What the page states.
    fn operation() -> &'static Operation {
        &Self::Vendor::revision().operations[Self::POSITION]
    }

    /// Everything in it that the page does not offer, and what else there is to know about it.
    fn check(&self) -> Verdict {
        check::check(Self::operation(), &self.given())
    }

    /// Whether it surely has no violation, for a small part of what [`check`](Self::check) costs.
    ///
    /// Notes are not looked for; false means that the check has to judge. Of most pages' requests it takes no allocation.
    fn is_fine(&self) -> bool {
        check::is_fine(Self::operation(), &self.given())
    }

    /// What the task will cost, where the page leaves no doubt.
    fn cost(&self) -> Option<Cost> {
        check::cost(Self::operation(), &self.given())
    }

    /// The request with every default that the page states, given what is there.
    ///
    /// A field stays absent if the page states no default for it.
    fn effective(&self) -> Self {
        Self::from_given(check::effective(Self::operation(), self.given())).unwrap_or_else(|_| self.clone())
    }

    /// The body as it goes over the wire.
    fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(wire::body(Self::operation(), &self.given())).unwrap_or_default()
    }
}
