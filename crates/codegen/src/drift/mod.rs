//! What a vendor's page says now, held against what the spec says it said.

pub mod page;
pub mod values;
