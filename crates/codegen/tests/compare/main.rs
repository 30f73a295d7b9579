//! Tests of what those who maintain a spec are told: findings, their explanations, and comparisons.

mod claims;
mod codes;
mod cost;
mod edits;
mod every_key;
mod folder;
mod operands;
mod printed;
mod several;
mod tree;
