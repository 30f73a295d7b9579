//! The tables as Rust constants: one for each word set, page and revision, and `SPEC`, which holds them all.

use proc_macro2::TokenStream;
use quote::quote;

use super::constant::expression;
use super::name::{constant, page_constant};
use crate::table::{Operation, Revision, Spec};

/// The whole of `tables.rs`.
pub fn emit(spec: &Spec) -> TokenStream {
    let words = expression(&spec.words);
    let pages =
        spec.revisions.iter().flat_map(|revision| revision.operations.iter().map(move |one| page(revision, one)));
    let revisions = spec.revisions.iter().map(self::revision);
    let names = spec.revisions.iter().map(constant);
    quote! {
        use std::borrow::Cow;
        use crate::table::*;

        #(#pages)*
        #(#revisions)*

        /// Everything that the spec states, as this crate was built with it.
        pub static SPEC: Spec = Spec { words: #words, revisions: Cow::Borrowed(&[#(#names),*]) };
    }
}

fn page(revision: &Revision, operation: &Operation) -> TokenStream {
    let name = page_constant(revision, operation);
    let value = expression(operation);
    quote!(const #name: Operation = #value;)
}

/// The revision's own constant names the pages' constants, so that each stands once.
fn revision(revision: &Revision) -> TokenStream {
    let name = constant(revision);
    let pages = revision.operations.iter().map(|operation| page_constant(revision, operation));
    let value = expression(&Revision { operations: Vec::new().into(), ..revision.clone() });
    quote! {
        const #name: Revision = Revision { operations: Cow::Borrowed(&[#(#pages),*]), ..#value };
    }
}
