//! The Rust types: word sets, and for each revision a module with its marker and its requests.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::fine;
use super::name::{ident, module};
use super::text::{self, code, prose};
use crate::table::{Field, FieldKind, List, Operation, OperationKind, Record, Revision, Spec, Word, WordSet};

/// The whole of `types.rs`.
pub fn emit(spec: &Spec) -> TokenStream {
    let words = spec.words.iter().map(word_set);
    let vendors: BTreeSet<&str> = spec.revisions.iter().map(|revision| revision.vendor.as_ref()).collect();
    let modules = vendors.iter().map(|vendor| vendor_module(spec, vendor));
    let lines = vendors.iter().map(|vendor| vendor_line(spec, vendor));
    quote! {
        use crate::word::{UnknownWord, Word, word_form};

        #(#words)*
        #(#modules)*

        /// Calls a macro with every vendor's module, its revisions' modules, and the current one of them.
        #[macro_export]
        macro_rules! each_vendor {
            ($with:ident) => { $with! { #(#lines)* } };
        }
    }
}

fn vendor_line(spec: &Spec, vendor: &str) -> TokenStream {
    let name = ident(vendor);
    let modules = of_vendor(spec, vendor).map(|(_, revision)| module(revision));
    let current =
        of_vendor(spec, vendor).filter(|(_, revision)| revision.current).map(|(_, revision)| module(revision));
    quote!(#name (#(#modules)*) current #(#current)*;)
}

fn of_vendor<'a>(spec: &'a Spec, vendor: &'a str) -> impl Iterator<Item = (usize, &'a Revision)> {
    spec.revisions.iter().enumerate().filter(move |(_, revision)| revision.vendor == vendor)
}

fn word_set(set: &WordSet) -> TokenStream {
    let type_name = ident(&set.type_name);
    let name = set.name.as_ref();
    let docs = docs(&[prose(&set.about)]);
    let variants: Vec<_> = set.words.iter().map(|word| ident(&word.variant)).collect();
    let wires: Vec<&str> = set.words.iter().map(|word| word.wire.as_ref()).collect();
    let positions = (0..variants.len()).map(Literal::usize_unsuffixed);
    let variant_docs = set.words.iter().map(|word: &Word| self::docs(&[format!("{}.", code(&word.wire))]));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #type_name {
            #(#variant_docs #variants,)*
            /// A word that the vocabulary does not have.
            Unknown(UnknownWord),
        }

        impl Word for #type_name {
            const SET: &'static str = #name;
            const KNOWN: &'static [Self] = &[#(Self::#variants),*];

            fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::Unknown(word) => word.as_str(),
                }
            }

            fn position(&self) -> usize {
                match self {
                    #(Self::#variants => #positions,)*
                    Self::Unknown(_) => usize::MAX,
                }
            }

            fn unknown(word: UnknownWord) -> Self {
                Self::Unknown(word)
            }
        }

        word_form!(#type_name);
    }
}

fn vendor_module(spec: &Spec, vendor: &str) -> TokenStream {
    let name = ident(vendor);
    let revisions = of_vendor(spec, vendor).map(|(at, revision)| revision_module(spec, at, revision));
    let current =
        of_vendor(spec, vendor).filter(|(_, revision)| revision.current).map(|(_, revision)| module(revision));
    let title = of_vendor(spec, vendor).last().map(|(_, revision)| prose(&revision.title)).unwrap_or_default();
    let about = docs(&[format!("{title}: its current revision, and all revisions by month.")]);
    quote! {
        #about
        pub mod #name {
            #(pub use #current::*;)*
            #(#revisions)*
        }
    }
}

fn revision_module(spec: &Spec, at: usize, revision: &Revision) -> TokenStream {
    let name = module(revision);
    let at = Literal::usize_unsuffixed(at);
    let creates = revision.operations.iter().enumerate().filter(|(_, one)| one.kind == OperationKind::Create);
    let requests = creates.clone().map(|(position, operation)| request(spec, revision, position, operation));
    let records = records(creates.flat_map(|(_, operation)| operation.fields.iter()));
    let records = records.into_iter().map(|record| self::record(spec, record));
    let about = docs(&[format!("The pages of {} as of {}.", prose(&revision.title), revision.month)]);
    quote! {
        #about
        pub mod #name {
            use crate::generated::*;
            use crate::form::*;

            /// Stands for this revision in the types of calls.
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum Api {}

            impl Vendor for Api {
                fn revision() -> &'static Revision {
                    &SPEC.revisions[#at]
                }
            }

            #(#requests)*
            #(#records)*
        }
    }
}

/// The record types of fields, each once.
fn records<'a>(fields: impl Iterator<Item = &'a Field>) -> Vec<&'a Record> {
    let mut found: Vec<&Record> = Vec::new();
    for field in fields {
        if let FieldKind::Records(record) = &field.kind
            && !found.iter().any(|other| other.type_name == record.type_name)
        {
            found.push(record);
        }
    }
    found
}

fn request(spec: &Spec, revision: &Revision, position: usize, operation: &Operation) -> TokenStream {
    let name = ident(&operation.type_name);
    let shape = Shape { spec, fields: &operation.fields, extra: Extra::Kept };
    let (body, inherent) = (shape.body(&name, request_docs(operation)), shape.inherent(&name, operation));
    let fields = shape.names();
    let position = Literal::usize_unsuffixed(position);
    let title = format!("{} {} {}", revision.vendor, revision.month, operation.type_name);
    let file = schema_file(revision, operation);
    let is_fine = fine::method(spec, operation);
    quote! {
        #body
        #inherent

        impl Request for #name {
            type Vendor = Api;
            const POSITION: usize = #position;

            fn given(&self) -> Given<'_> {
                Given::of([#(self.#fields.to_value()),*], &self.extra)
            }

            fn from_given(given: Given<'_>) -> Result<Self, Unreadable> {
                let mut take = given.take(Self::operation())?;
                Ok(Self { #(#fields: take.next()?,)* extra: take.extra() })
            }

            #is_fine
        }

        request_form!(#name, #title, #file);
    }
}

fn record(spec: &Spec, record: &Record) -> TokenStream {
    let name = ident(&record.type_name);
    let shape = Shape { spec, fields: &record.fields, extra: Extra::None };
    let docs = docs(&[format!("One of a list of {}.", record.type_name)]);
    let (body, fields) = (shape.body(&name, docs), shape.names());
    let (constructor, setters) = (shape.constructor(), shape.setters(None));
    quote! {
        #body

        impl #name {
            #constructor
            #(#setters)*
        }

        impl RecordForm for #name {
            fn to_values(&self) -> Vec<Option<Value<'_>>> {
                vec![#(self.#fields.to_value()),*]
            }

            fn from_values(values: Vec<Option<Value<'_>>>) -> Result<Self, Unreadable> {
                let mut take = Take::of_record(values);
                Ok(Self { #(#fields: take.next()?),* })
            }
        }
    }
}

/// Where the JSON Schema of a request is written, below the folder of the generated files.
pub fn schema_file(revision: &Revision, operation: &Operation) -> String {
    format!("schema/{}/{}/{}.json", revision.vendor, revision.month, operation.name)
}

/// Whether a struct keeps members that the page does not list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extra {
    Kept,
    None,
}

/// Fields that become the members of a struct.
struct Shape<'a> {
    spec: &'a Spec,
    fields: &'a List<Field>,
    extra: Extra,
}

impl Shape<'_> {
    fn names(&self) -> Vec<proc_macro2::Ident> {
        self.fields.iter().map(|field| ident(&field.name)).collect()
    }

    fn body(&self, name: &proc_macro2::Ident, about: TokenStream) -> TokenStream {
        let member = |field: &Field| {
            let (docs, name, held) = (docs(&field_lines(field)), ident(&field.name), self.held(field));
            let held = if field.required { held } else { quote!(Option<#held>) };
            quote!(#docs pub #name: #held,)
        };
        let members = self.fields.iter().map(member);
        let extra = (self.extra == Extra::Kept).then(|| {
            quote! {
                /// Members that the page does not list, as they stand in the body.
                pub extra: Extra,
            }
        });
        quote! {
            #about
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub struct #name {
                #(#members)*
                #extra
            }
        }
    }

    fn inherent(&self, name: &proc_macro2::Ident, operation: &Operation) -> TokenStream {
        let (constructor, setters) = (self.constructor(), self.setters(Some(operation)));
        quote! {
            impl #name {
                #constructor
                #(#setters)*

                /// Adds a member that the page does not list, at its path in the body: `a.b` stands within the object `a`.
                ///
                /// It is sent as it stands; the check notes it, and refuses it at the place of a listed field.
                #[must_use]
                pub fn extra(mut self, path: &str, value: impl Into<serde_json::Value>) -> Self {
                    crate::value::put(&mut self.extra, path, value);
                    self
                }
            }
        }
    }

    fn constructor(&self) -> TokenStream {
        let required = || self.fields.iter().filter(|field| field.required);
        let optional: Vec<_> =
            self.fields.iter().filter(|field| !field.required).map(|field| ident(&field.name)).collect();
        let names: Vec<_> = required().map(|field| ident(&field.name)).collect();
        let arguments = required().map(|field| self.argument(field));
        let values = required().map(conversion);
        let many = if names.is_empty() { "Without any field" } else { "With the required fields" };
        let about = docs(&[format!("{many}; every other is absent.")]);
        let extra = (self.extra == Extra::Kept).then(|| quote!(extra: Extra::new()));
        quote! {
            #about
            pub fn new(#(#names: #arguments),*) -> Self {
                Self { #(#names: #values,)* #(#optional: None,)* #extra }
            }
        }
    }

    fn setters(&self, operation: Option<&Operation>) -> Vec<TokenStream> {
        let setter = |(at, field): (usize, &Field)| {
            let (name, argument, value) = (ident(&field.name), self.argument(field), conversion(field));
            let docs = docs(&setter_lines(operation, at, field));
            quote! {
                #docs
                #[must_use]
                pub fn #name(mut self, #name: #argument) -> Self {
                    self.#name = Some(#value);
                    self
                }
            }
        };
        self.fields.iter().enumerate().filter(|(_, field)| !field.required).map(setter).collect()
    }

    /// The Rust type that holds a field's value.
    fn held(&self, field: &Field) -> TokenStream {
        match &field.kind {
            FieldKind::Text | FieldKind::Url => quote!(String),
            FieldKind::Integer => quote!(i64),
            FieldKind::Number => quote!(f64),
            FieldKind::Boolean => quote!(bool),
            FieldKind::Word(set) => self.word(set),
            FieldKind::Image => quote!(Image),
            FieldKind::Images => quote!(Vec<Image>),
            FieldKind::Texts => quote!(Vec<String>),
            FieldKind::Records(record) => {
                let name = ident(&record.type_name);
                quote!(Vec<#name>)
            }
        }
    }

    /// What a caller passes for a field.
    fn argument(&self, field: &Field) -> TokenStream {
        match &field.kind {
            FieldKind::Integer | FieldKind::Number | FieldKind::Boolean => self.held(field),
            FieldKind::Images => quote!(impl IntoIterator<Item = impl Into<Image>>),
            FieldKind::Texts => quote!(impl IntoIterator<Item = impl Into<String>>),
            FieldKind::Records(record) => {
                let name = ident(&record.type_name);
                quote!(impl IntoIterator<Item = #name>)
            }
            _ => {
                let held = self.held(field);
                quote!(impl Into<#held>)
            }
        }
    }

    fn word(&self, set: &str) -> TokenStream {
        let found = self.spec.words.iter().find(|one| one.name == set).map(|set| ident(&set.type_name));
        found.map_or_else(|| quote!(String), |name| quote!(#name))
    }
}

/// How a field's value is made of what a caller passes.
fn conversion(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    match &field.kind {
        FieldKind::Integer | FieldKind::Number | FieldKind::Boolean => quote!(#name),
        FieldKind::Images | FieldKind::Texts => quote!(#name.into_iter().map(Into::into).collect()),
        FieldKind::Records(_) => quote!(#name.into_iter().collect()),
        _ => quote!(#name.into()),
    }
}

fn request_docs(operation: &Operation) -> TokenStream {
    let mut lines = vec![prose(&operation.about), String::new()];
    lines.push(format!("{} {}", code(&operation.method), code(&operation.path)));
    for relation in operation.relations.iter().filter(|relation| relation.columns.len() > 1) {
        lines.push(String::new());
        lines.extend(text::table(operation, relation));
        lines.push(String::new());
        lines.push(
            "A row allows every combination of its cells; bold is the default, given the columns before it.".to_owned(),
        );
    }
    lines.push(String::new());
    lines.push(format!("Source: <{}>, read in {}.", operation.page.url, operation.page.read));
    docs(&lines)
}

fn field_lines(field: &Field) -> Vec<String> {
    let mut lines = vec![prose(&field.about)];
    let more: Vec<String> = text::limits(field).into_iter().chain(field.note.as_deref().map(prose)).collect();
    if !more.is_empty() {
        lines.extend([String::new(), more.join(" ")]);
    }
    if !field.unsaid.is_empty() {
        lines.extend([String::new(), format!("The page does not state: {}.", text::unsaid(field))]);
    }
    lines
}

fn setter_lines(operation: Option<&Operation>, at: usize, field: &Field) -> Vec<String> {
    let mut lines = vec![prose(&field.about)];
    let values = operation.and_then(|operation| match text::relation_of(operation, at) {
        Some(relation) if relation.columns.len() == 1 => Some(text::cell(&relation.rows[0].cells[0])),
        Some(_) => Some("see the table of the request".to_owned()),
        None => None,
    });
    lines.extend(values.into_iter().flat_map(|values| [String::new(), format!("Values: {values}.")]));
    lines
}

/// Documentation, a line each; a blank keeps the text off the slashes and can never make it an indented block.
fn docs(lines: &[String]) -> TokenStream {
    let lines =
        lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {}", line.trim_start()) });
    quote!(#(#[doc = #lines])*)
}
