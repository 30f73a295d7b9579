//! Tests of what those who maintain a spec are told: findings, their explanations, and comparisons.

mod codes;
mod folder;
