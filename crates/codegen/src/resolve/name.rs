//! Names that become Rust: each must be one that a person could have written, and may not hide what is there already.

use crate::code::Code;
use crate::reader::{Item, Named};
use crate::syntax::RevisionFolder;

/// What every request type has already.
const TAKEN_METHODS: &[&str] = &[
    "new",
    "extra",
    "given",
    "from_given",
    "check",
    "cost",
    "effective",
    "operation",
    "to_json",
    "clone",
    "fmt",
    "eq",
    "serialize",
    "deserialize",
    "into",
    "try_into",
    "borrow",
    "to_owned",
];
/// What the generated code and the crate root have already.
const TAKEN_TYPES: &[&str] = &[
    "Api",
    "Image",
    "Value",
    "Given",
    "Extra",
    "Request",
    "Vendor",
    "Word",
    "Task",
    "State",
    "Video",
    "Failure",
    "Cost",
    "Credits",
    "Draft",
    "Verdict",
    "Violation",
    "Violations",
    "Note",
    "Self",
    "Option",
    "Vec",
    "String",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Client",
    "Timestamp",
    "Unknown",
];
/// The modules of the crate root, and crates that paths could mean.
const TAKEN_MODULES: &[&str] = &[
    "image",
    "table",
    "relation",
    "value",
    "word",
    "wire",
    "request",
    "held",
    "check",
    "draft",
    "violation",
    "answer",
    "task",
    "time",
    "credits",
    "error_body",
    "callback",
    "schema",
    "store",
    "generated",
    "std",
    "core",
    "alloc",
    "serde",
    "serde_json",
];

/// A name in lower case, such as a field's.
pub fn field<'a>(named: &Named<'a>) -> Option<&'a str> {
    let fine = is_snake(named.key) && !TAKEN_METHODS.contains(&named.key);
    if !fine {
        let help = "begin with a lower-case letter, go on with those, digits and `_`, and avoid Rust's words and `new`, `check`, `extra` ..";
        named.fault(Code::BadName, format!("`{}` cannot be the name of a field", named.key), help);
    }
    fine.then_some(named.key)
}

/// A name in camel case: a type or a variant.
pub fn type_name<'a>(item: Item<'a>) -> Option<&'a str> {
    let name = item.text()?;
    let fine = is_camel(name) && !TAKEN_TYPES.contains(&name);
    if !fine {
        let help = "begin with an upper-case letter, go on with letters and digits, and avoid names that Rust or the crate has already";
        item.fault(Code::BadName, format!("`{name}` cannot be the name of a Rust type or variant"), help);
    }
    fine.then_some(name)
}

/// The names of the two folders of a revision.
pub fn check_folder(folder: &RevisionFolder, rules: &Item<'_>) {
    if !is_snake(&folder.vendor) || TAKEN_MODULES.contains(&folder.vendor.as_str()) {
        let message = format!("`{}` cannot be the name of a vendor's folder", folder.vendor);
        rules.fault(Code::BadName, message, "it becomes a Rust module: lower-case letters, digits and `_`");
    }
    if !is_month(&folder.month) {
        let message = format!("`{}` cannot be the name of a revision's folder", folder.month);
        rules.fault(Code::BadName, message, "name it after the month in which the pages were read, `2025-08`");
    }
}

/// Whether a text is a year and a month.
pub fn is_month(text: &str) -> bool {
    let digits = |part: &str, many| part.len() == many && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('-')
        .is_some_and(|(year, month)| digits(year, 4) && digits(month, 2) && matches!(month.parse::<u8>(), Ok(1..=12)))
}

fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && is_identifier(name)
}

fn is_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && is_identifier(name)
}

/// Whether Rust takes the text as a name: `type` and `_` are none.
fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}
