//! What is made of the tables: one file an output, each a pure function of the tables.
