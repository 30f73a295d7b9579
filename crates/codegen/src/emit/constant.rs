//! Prints any table value as a Rust constant expression: the other serializer of what JSON carries at run time.

use std::fmt;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use serde::ser::{self, Impossible, Serialize};

/// A table value as an expression; texts and lists are borrowed, names are those of the table types.
///
/// Only table types are printed, and those have no maps, bytes or tuples: for such a value the expression does not compile.
pub fn expression(value: &impl Serialize) -> TokenStream {
    value.serialize(Printer).unwrap_or_else(|Unprintable(why)| quote!(compile_error!(#why)))
}

struct Printer;

/// Something that no table has.
#[derive(Debug)]
struct Unprintable(String);

impl fmt::Display for Unprintable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unprintable {}

impl ser::Error for Unprintable {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self(why.to_string())
    }
}

type Printed = Result<TokenStream, Unprintable>;

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn unprintable(what: &str) -> Printed {
    Err(Unprintable(format!("a table has no {what}")))
}

/// Elements, members or arguments that are being printed.
struct Parts {
    head: TokenStream,
    parts: Vec<TokenStream>,
}

impl Parts {
    fn new(head: TokenStream) -> Result<Self, Unprintable> {
        Ok(Self { head, parts: Vec::new() })
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unprintable> {
        self.parts.push(value.serialize(Printer)?);
        Ok(())
    }

    fn push_named<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Unprintable> {
        let (name, value) = (ident(name), value.serialize(Printer)?);
        self.parts.push(quote!(#name: #value));
        Ok(())
    }
}

impl ser::SerializeSeq for Parts {
    type Ok = TokenStream;
    type Error = Unprintable;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unprintable> {
        self.push(value)
    }
    fn end(self) -> Printed {
        let parts = self.parts;
        Ok(quote!(Cow::Borrowed(&[#(#parts),*])))
    }
}

impl ser::SerializeTupleVariant for Parts {
    type Ok = TokenStream;
    type Error = Unprintable;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unprintable> {
        self.push(value)
    }
    fn end(self) -> Printed {
        let Self { head, parts } = self;
        Ok(quote!(#head(#(#parts),*)))
    }
}

impl ser::SerializeStruct for Parts {
    type Ok = TokenStream;
    type Error = Unprintable;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Unprintable> {
        self.push_named(name, value)
    }
    fn end(self) -> Printed {
        let Self { head, parts } = self;
        Ok(quote!(#head { #(#parts),* }))
    }
}

impl ser::SerializeStructVariant for Parts {
    type Ok = TokenStream;
    type Error = Unprintable;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Unprintable> {
        self.push_named(name, value)
    }
    fn end(self) -> Printed {
        ser::SerializeStruct::end(self)
    }
}

/// Prints numbers without a suffix, so that one line serves all widths.
macro_rules! numbers {
    ($($method:ident $type:ty: $literal:ident,)*) => {$(
        fn $method(self, value: $type) -> Printed {
            let value = Literal::$literal(value);
            Ok(quote!(#value))
        }
    )*};
}

impl ser::Serializer for Printer {
    type Ok = TokenStream;
    type Error = Unprintable;
    type SerializeSeq = Parts;
    type SerializeTuple = Impossible<TokenStream, Unprintable>;
    type SerializeTupleStruct = Impossible<TokenStream, Unprintable>;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Impossible<TokenStream, Unprintable>;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    numbers! {
        serialize_i8 i8: i8_unsuffixed,
        serialize_i16 i16: i16_unsuffixed,
        serialize_i32 i32: i32_unsuffixed,
        serialize_i64 i64: i64_unsuffixed,
        serialize_u8 u8: u8_unsuffixed,
        serialize_u16 u16: u16_unsuffixed,
        serialize_u32 u32: u32_unsuffixed,
        serialize_u64 u64: u64_unsuffixed,
        serialize_f32 f32: f32_unsuffixed,
        serialize_f64 f64: f64_unsuffixed,
    }

    fn serialize_bool(self, value: bool) -> Printed {
        Ok(quote!(#value))
    }
    fn serialize_char(self, value: char) -> Printed {
        Ok(quote!(#value))
    }
    fn serialize_str(self, value: &str) -> Printed {
        Ok(quote!(Cow::Borrowed(#value)))
    }
    fn serialize_bytes(self, _: &[u8]) -> Printed {
        unprintable("bytes")
    }
    fn serialize_none(self) -> Printed {
        Ok(quote!(None))
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Printed {
        let value = value.serialize(Printer)?;
        Ok(quote!(Some(#value)))
    }
    fn serialize_unit(self) -> Printed {
        unprintable("unit")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Printed {
        unprintable("unit struct")
    }
    fn serialize_unit_variant(self, name: &'static str, _: u32, variant: &'static str) -> Printed {
        let (name, variant) = (ident(name), ident(variant));
        Ok(quote!(#name::#variant))
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Printed {
        let (name, value) = (ident(name), value.serialize(Printer)?);
        Ok(quote!(#name(#value)))
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Printed {
        let (name, variant, value) = (ident(name), ident(variant), value.serialize(Printer)?);
        Ok(quote!(#name::#variant(#value)))
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Parts, Unprintable> {
        Parts::new(TokenStream::new())
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unprintable> {
        Err(Unprintable("a table has no tuple".to_owned()))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Unprintable> {
        Err(Unprintable("a table has no tuple struct".to_owned()))
    }
    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Unprintable> {
        let (name, variant) = (ident(name), ident(variant));
        Parts::new(quote!(#name::#variant))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unprintable> {
        Err(Unprintable("a table has no map".to_owned()))
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts, Unprintable> {
        let name = ident(name);
        Parts::new(quote!(#name))
    }
    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Unprintable> {
        let (name, variant) = (ident(name), ident(variant));
        Parts::new(quote!(#name::#variant))
    }
}
