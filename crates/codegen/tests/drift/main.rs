//! Pages that changed: what is read of them, what is said of the change, and what is proposed.

mod changes;
mod command;
mod forms;
mod lists;
mod pinned;
