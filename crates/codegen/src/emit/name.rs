//! Names in generated code made of the spec's names; the spec has been checked, so each is an identifier.

use proc_macro2::{Ident, Span};

use crate::table::{Operation, Revision};

/// An identifier.
pub fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The module of a revision, `v2025_08`.
pub fn module(revision: &Revision) -> Ident {
    ident(&format!("v{}", revision.month.replace('-', "_")))
}

/// The constant of a revision, `ACME_2025_08`.
pub fn constant(revision: &Revision) -> Ident {
    ident(&format!("{}_{}", revision.vendor, revision.month.replace('-', "_")).to_uppercase())
}

/// The constant of a page, `ACME_2025_08_IMG2VIDEO`.
pub fn page_constant(revision: &Revision, operation: &Operation) -> Ident {
    ident(&format!("{}_{}", constant(revision), operation.name).to_uppercase())
}

/// The name of an operation as a type, `Img2Video` or `Query`.
pub fn title(operation: &Operation) -> String {
    if operation.type_name.is_empty() { pascal(&operation.name) } else { operation.type_name.to_string() }
}

/// The name of a vendor's operation where several vendors meet, `AcmeImg2Video`.
#[cfg(feature = "maintenance")]
pub fn full_title(revision: &Revision, operation: &Operation) -> String {
    format!("{}{}", pascal(&revision.vendor), title(operation))
}

/// `a_b` as `AB`, each part with a capital.
pub fn pascal(name: &str) -> String {
    let capital = |part: &str| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    name.split(['_', '-', '.']).map(capital).collect()
}
