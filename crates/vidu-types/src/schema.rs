//! JSON Schema of words and requests, behind the feature `schemars`: what the spec says, not what the Rust types say.

/// The schema of a request: the one that code generation wrote, with all its conditions.
macro_rules! request_schema {
    ($Request:ident, $title:literal, $schema:literal) => {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $Request {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Request).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                $title.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::schema::generated(include_str!(concat!(env!("OUT_DIR"), "/", $schema)))
            }
        }
    };
}

/// The schema of a set of words: text, with the known words as examples, because the set is open.
macro_rules! word_schema {
    ($Type:ident) => {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $Type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let known: Vec<&str> = Self::known().iter().map(|word| word.as_str()).collect();
                schemars::json_schema!({ "type": "string", "examples": known })
            }
        }
    };
}

pub(crate) use {request_schema, word_schema};

/// A generated schema, read; what code generation writes is always an object.
#[cfg(feature = "schemars")]
pub(crate) fn generated(text: &str) -> schemars::Schema {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    schemars::Schema::try_from(value).unwrap_or_default()
}
