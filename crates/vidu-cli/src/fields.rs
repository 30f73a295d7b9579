//! A flag for every field that any page has, and how its text becomes a value of the request.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use serde_json::Value;
use vidu_client::table::{Field, FieldKind, OperationKind};
use vidu_client::{Client, Draft, Image, SPEC, Vendor};

use crate::arguments;
use crate::status::{Fault, Status};

/// What was given for fields by their own flags, in the order of the spec.
#[derive(Clone, Debug, Default)]
pub struct FieldFlags {
    given: Vec<(&'static str, Vec<String>)>,
}

/// Flags of the program's own, which a field of the same name leaves alone: `--set` serves for it.
const OWN: &[&str] = &[
    "vendor",
    "revision",
    "base-url",
    "allow-http",
    "key-file",
    "key",
    "proxy",
    "root-certificate",
    "journal",
    "json",
    "body",
    "set",
    "extra",
    "unchecked",
    "retry-for",
    "budget",
    "assume",
    "wait",
    "timeout",
    "every",
    "download",
    "help",
    "version",
    "operation",
];

impl Args for FieldFlags {
    fn augment_args(command: Command) -> Command {
        flagged().fold(command, |command, field| command.arg(flag(field)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for FieldFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let values =
            |name: &'static str| matches.get_many::<String>(name).map(|values| (name, values.cloned().collect()));
        Ok(Self { given: flagged().filter_map(|field| values(&field.name)).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Each field once: a name means the same at every vendor.
fn flagged() -> impl Iterator<Item = &'static Field> {
    let operations = SPEC.revisions.iter().flat_map(|revision| revision.operations.iter());
    let fields =
        operations.filter(|operation| operation.kind == OperationKind::Create).flat_map(|one| one.fields.iter());
    let mut found: Vec<&'static Field> = Vec::new();
    for field in fields {
        if !found.iter().any(|known| known.name == field.name) && !OWN.contains(&long(field).as_str()) {
            found.push(field);
        }
    }
    found.into_iter()
}

fn long(field: &Field) -> String {
    field.name.replace('_', "-")
}

fn flag(field: &'static Field) -> Arg {
    let arg = Arg::new(&*field.name).long(long(field)).help(&*field.about).help_heading("Fields");
    match field.kind {
        FieldKind::Boolean => {
            arg.num_args(0..=1).require_equals(true).default_missing_value("true").value_name("true|false")
        }
        FieldKind::Integer | FieldKind::Number => arg.allow_negative_numbers(true).value_name("NUMBER"),
        FieldKind::Image => arg.value_name("URL|FILE"),
        FieldKind::Images => arg.value_name("URL|FILE").action(ArgAction::Append),
        FieldKind::Texts => arg.value_name("TEXT").action(ArgAction::Append),
        FieldKind::Records(_) => arg.value_name("JSON").action(ArgAction::Append),
        FieldKind::Word(_) => arg.value_name("WORD"),
        FieldKind::Url => arg.value_name("URL"),
        FieldKind::Text => arg.value_name("TEXT"),
    }
}

/// Makes the request that the arguments describe.
pub async fn draft<V: Vendor>(arguments: &arguments::Draft) -> Result<Draft<V>, Fault> {
    let mut draft = begun::<V>(arguments)?;
    for (name, texts) in &arguments.fields.given {
        draft = set(draft, name, texts).await?;
    }
    for (name, text) in &arguments.set {
        draft = set(draft, name, std::slice::from_ref(text)).await?;
    }
    let extra = |draft: Draft<V>, (path, text): &(String, String)| draft.extra(path, loose(text));
    Ok(arguments.extra.iter().fold(draft, extra))
}

fn begun<V: Vendor>(arguments: &arguments::Draft) -> Result<Draft<V>, Fault> {
    let Some(file) = &arguments.body else {
        return Draft::new(&arguments.operation).map_err(|fault| Fault::new(Status::Usage, fault));
    };
    let bytes = if file == Path::new("-") {
        std::io::read_to_string(std::io::stdin()).map(Into::into)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.map_err(|fault| Fault::new(Status::Local, format!("{}: {fault}", file.display())))?;
    Draft::read(&arguments.operation, &bytes).map_err(|fault| Fault::new(Status::Usage, fault))
}

async fn set<V: Vendor>(draft: Draft<V>, name: &str, texts: &[String]) -> Result<Draft<V>, Fault> {
    let field = draft.operation().fields.iter().find(|field| field.name == name);
    let value = match field {
        Some(field) => value::<V>(&field.kind, texts).await?,
        None => Value::Null,
    };
    draft.set(name, value).map_err(|fault| Fault::new(Status::Usage, fault))
}

async fn value<V: Vendor>(kind: &FieldKind, texts: &[String]) -> Result<Value, Fault> {
    let mut values = Vec::new();
    for text in texts {
        values.push(match kind {
            FieldKind::Image | FieldKind::Images => Value::from(image::<V>(text).await?),
            FieldKind::Records(_) => loose(text),
            kind => single(kind, text),
        });
    }
    Ok(match kind {
        FieldKind::Images | FieldKind::Texts | FieldKind::Records(_) => Value::from(values),
        _ => values.pop().unwrap_or_default(),
    })
}

/// A text that does not fit stays a text: the check says what belongs there.
pub fn single(kind: &FieldKind, text: &str) -> Value {
    let text_itself = || Value::from(text);
    match kind {
        FieldKind::Integer => text.parse::<i64>().map_or_else(|_| text_itself(), Value::from),
        FieldKind::Number => text.parse::<f64>().map_or_else(|_| text_itself(), Value::from),
        FieldKind::Boolean => text.parse::<bool>().map_or_else(|_| text_itself(), Value::from),
        _ => text_itself(),
    }
}

/// JSON, or else the text itself.
fn loose(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// The text of a picture: as it is if a vendor could read it, else the file of that name.
async fn image<V: Vendor>(text: &str) -> Result<String, Fault> {
    let is_file = Path::new(text).is_file();
    if text.parse::<Image>().is_ok() || (text.contains(':') && !is_file) {
        return Ok(text.to_owned());
    }
    let image = Client::<V>::image_file(text).await.map_err(|fault| Fault::new(Status::Local, fault))?;
    Ok(image.as_str().to_owned())
}
