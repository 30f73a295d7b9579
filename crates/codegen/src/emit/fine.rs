//! The quick check of a request type: a line for each field, and each table as bits.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::name::ident;
use crate::relation::{Atom, MOST_ROWS, atom, rows_with};
use crate::table::{Aspect, Choice, FieldKind, Operation, Relation, Spec};

/// The method, where every rule of the page stands at one field or in a table of words and numbers; elsewhere the request is
/// judged by its values.
pub fn method(spec: &Spec, operation: &Operation) -> Option<TokenStream> {
    if !is_plain(spec, operation) {
        return None;
    }
    let names: Vec<_> = operation.fields.iter().map(|field| ident(&field.name)).collect();
    let places = (0..names.len()).map(Literal::usize_unsuffixed);
    let tables = operation.relations.iter().filter(|relation| refuses_something(spec, operation, relation));
    let tables = tables.map(|relation| table(spec, operation, relation));
    Some(quote! {
        fn is_fine(&self) -> bool {
            let fields = &Self::operation().fields;
            self.extra.is_empty()
                #(&& self.#names.fits(&fields[#places]))*
                #(&& #tables)*
        }
    })
}

fn is_plain(spec: &Spec, operation: &Operation) -> bool {
    let fields = || operation.fields.iter();
    let relations = || operation.relations.iter();
    let mut columns = relations().flat_map(|relation| relation.columns.iter());
    operation.max_body.is_none()
        && operation.exclusive.is_empty()
        && fields().all(|field| !matches!(field.kind, FieldKind::Records(_)))
        && fields().all(|field| field.image.as_ref().is_none_or(|rules| rules.alike.is_none()))
        && relations().all(|relation| relation.rows.len() <= MOST_ROWS)
        && columns
            .all(|column| column.aspect == Aspect::Value && is_indexed(spec, &operation.fields[column.field].kind))
}

fn is_indexed(spec: &Spec, kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Word(set) => spec.words.iter().any(|known| known.name == *set),
        kind => matches!(kind, FieldKind::Integer | FieldKind::Number | FieldKind::Boolean),
    }
}

/// A table of one column that has anything, or both of false and true, refuses nothing.
fn refuses_something(spec: &Spec, operation: &Operation, relation: &Relation) -> bool {
    let [column] = &*relation.columns else { return relation.columns.len() > 1 && !relation.rows.is_empty() };
    let is_flag = operation.fields[column.field].kind == FieldKind::Boolean;
    let has_all = |words: Vec<u64>| words.iter().all(|rows| *rows == all(relation));
    let takes_all = is_flag && words(spec, operation, relation, 0).is_some_and(has_all);
    any(relation, 0) != all(relation) && !takes_all
}

/// `Rows::first(3).with(&self.model, &Index { .. }).is_some()`.
fn table(spec: &Spec, operation: &Operation, relation: &Relation) -> TokenStream {
    let number = Literal::usize_unsuffixed(relation.rows.len());
    let columns = (0..relation.columns.len()).map(|column| {
        let name = ident(&operation.fields[relation.columns[column].field].name);
        let index = index(spec, operation, relation, column);
        quote!(.with(&self.#name, &#index))
    });
    quote!(Rows::first(#number) #(#columns)* .is_some())
}

/// Only what there is: `Index { words: &[0b01, 0b11], absent: &[0b01, 0b10], ..Index::NONE }`.
fn index(spec: &Spec, operation: &Operation, relation: &Relation, column: usize) -> TokenStream {
    let bits = |rows: u64| bits(relation, rows);
    let words: Vec<_> = words(spec, operation, relation, column)
        .unwrap_or_default()
        .into_iter()
        .map(|rows| bits(rows).into_token_stream())
        .collect();
    let (integers, numbers) = runs(relation, column);
    let list = |name: &str, of: Vec<TokenStream>| {
        let name = ident(name);
        (!of.is_empty()).then(|| quote!(#name: &[#(#of),*],))
    };
    let lists = [list("words", words), list("integers", integers), list("numbers", numbers)];
    let lists = lists.into_iter().flatten();
    let any = Some(any(relation, column)).filter(|rows| *rows != 0).map(bits).map(|rows| quote!(any: #rows,));
    let absent = (0..relation.rows.len()).map(|row| bits(absent(relation, column, row)));
    quote!(Index { #(#lists)* #any absent: &[#(#absent),*], ..Index::NONE })
}

/// For each word of the set, or for false and true, the rows that have it.
fn words(spec: &Spec, operation: &Operation, relation: &Relation, column: usize) -> Option<Vec<u64>> {
    let rows = |value| rows_with(relation, all(relation), column, value);
    match &operation.fields[relation.columns[column].field].kind {
        FieldKind::Word(set) => {
            let set = spec.words.iter().find(|known| known.name == *set)?;
            Some(set.words.iter().map(|word| rows(Atom::Text(&word.wire))).collect())
        }
        FieldKind::Boolean => Some([false, true].map(|flag| rows(Atom::Boolean(flag))).to_vec()),
        _ => None,
    }
}

/// For each choice of numbers the rows that have it.
fn runs(relation: &Relation, column: usize) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (mut integers, mut numbers) = (Vec::new(), Vec::new());
    for choice in distinct(relation, column) {
        let has = |row: &usize| relation.rows[*row].cells[column].choices.contains(choice);
        let rows = (0..relation.rows.len()).filter(has).fold(0, |rows, row| rows | 1 << row);
        let rows = bits(relation, rows);
        match *choice {
            Choice::Integers(from, to) => integers.push(run(from, to, &rows)),
            Choice::Numbers(from, to) => numbers.push(quote!((#from, #to, #rows))),
            Choice::Exactly(ref value) => match atom(value) {
                Atom::Integer(number) => integers.push(run(number, number, &rows)),
                Atom::Number(number) => numbers.push(quote!((#number, #number, #rows))),
                Atom::Text(_) | Atom::Boolean(_) => {}
            },
        }
    }
    (integers, numbers)
}

fn run(from: i64, to: i64, rows: &Literal) -> TokenStream {
    let [from, to] = [from, to].map(Literal::i64_unsuffixed);
    quote!((#from, #to, #rows))
}

fn distinct(relation: &Relation, column: usize) -> Vec<&Choice> {
    let mut found: Vec<&Choice> = Vec::new();
    for choice in relation.rows.iter().flat_map(|row| row.cells[column].choices.iter()) {
        if !found.contains(&choice) {
            found.push(choice);
        }
    }
    found
}

/// What an absent value leaves, if this is the first row that is left.
fn absent(relation: &Relation, column: usize, row: usize) -> u64 {
    let default = relation.rows[row].cells[column].default.as_ref();
    default.map_or(all(relation), |default| rows_with(relation, all(relation), column, atom(default)))
}

/// The rows that have any value.
fn any(relation: &Relation, column: usize) -> u64 {
    let has_any = |row: &usize| relation.rows[*row].cells[column].choices.is_empty();
    (0..relation.rows.len()).filter(has_any).fold(0, |rows, row| rows | 1 << row)
}

fn all(relation: &Relation) -> u64 {
    (0..relation.rows.len()).fold(0, |rows, row| rows | 1 << row)
}

/// Rows as bits, the first row at the right: `0b011`.
fn bits(relation: &Relation, rows: u64) -> Literal {
    let width = relation.rows.len();
    format!("0b{rows:0width$b}").parse().expect("a number is a literal")
}
