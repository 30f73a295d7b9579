//! Worlds: a vendor and a key each, with tasks, journal and ledger, and what happens in them.

pub mod account;
pub mod agenda;
pub mod apart;
pub mod brief;
pub mod engine;
pub mod event;
pub mod events;
pub mod facts;
pub mod history;
pub mod journal;
pub mod ledger;
pub mod listing;
pub mod order;
pub mod places;
pub mod reset;
pub mod serve;
pub mod state;
pub mod text;
pub mod world;
