//! What becomes of a task: its plan, and what tests ask for.

pub mod fate;
pub mod ids;
pub mod plan;
pub mod random;
pub mod rule;
pub mod rules;
pub mod script;
pub mod task_view;
pub mod upcoming;
