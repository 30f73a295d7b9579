//! The configuration file of the program: flags by their names, where neither the command line nor a variable says more.

use std::path::PathBuf;

use clap::builder::OsStr;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use toml::{Table, Value};

/// The flag that names the file.
const FLAG: &str = "config";

/// What was asked for, the file included, or what is wrong with it.
///
/// What the file says stands where a default would, so a flag counts more, and so does a variable. What a given flag
/// excludes does not count either: `--speed 10` undoes `held = true`.
pub fn matches(command: Command) -> Result<ArgMatches, String> {
    // Only to find the file and what is given beside it: faults are told by the second reading.
    let given = command.clone().ignore_errors(true).get_matches();
    let Ok(Some(file)) = given.try_get_one::<PathBuf>(FLAG) else { return Ok(command.get_matches()) };
    let named = |why: String| format!("{}: {why}", file.display());
    let text = std::fs::read_to_string(file).map_err(|why| named(why.to_string()))?;
    let table: Table = toml::from_str(&text).map_err(|why| named(told(&text, &why)))?;
    with(command, &table, &given).map_err(named).map(Command::get_matches)
}

/// What is wrong with a file and where, without the line itself: keys stand in such files.
fn told(text: &str, why: &toml::de::Error) -> String {
    let before = why.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let (line, last) = (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default());
    format!("line {line}, column {}: {}", last.chars().count() + 1, why.message())
}

/// The command with a file's values as its defaults.
fn with(mut command: Command, table: &Table, given: &ArgMatches) -> Result<Command, String> {
    for (name, value) in table {
        let argument = flag(&command, name).ok_or_else(|| unknown(&command, name))?;
        let others: Vec<Arg> = excluded(&command, argument);
        if let Some(other) = others.iter().filter_map(Arg::get_long).find(|other| table.contains_key(*other)) {
            return Err(format!("`{name}` and `{other}` cannot both be; leave one out"));
        }
        let id = argument.get_id().clone();
        let values =
            texts(value).ok_or_else(|| format!("`{name}` is neither a text, a number, true nor a list of texts"))?;
        if !others.iter().any(|other| is_given(given, other)) {
            // The command wants texts that live as long as the program does, and these are few.
            let values = values.into_iter().map(|value| OsStr::from(&*value.leak()));
            command = command.mut_arg(id, |argument| argument.default_values(values));
        }
    }
    Ok(command)
}

fn flag<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    command.get_arguments().find(|argument| argument.get_long() == Some(name) && name != FLAG)
}

/// Those that cannot stand beside an argument, whichever of the two says so.
fn excluded(command: &Command, argument: &Arg) -> Vec<Arg> {
    let names =
        |one: &Arg, other: &Arg| command.get_arg_conflicts_with(one).iter().any(|it| it.get_id() == other.get_id());
    command.get_arguments().filter(|other| names(argument, other) || names(other, argument)).cloned().collect()
}

fn is_given(given: &ArgMatches, argument: &Arg) -> bool {
    let source = given.value_source(argument.get_id().as_str());
    matches!(source, Some(ValueSource::CommandLine | ValueSource::EnvVariable))
}

/// The values as a command line would have them.
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Integer(number) => Some(vec![number.to_string()]),
        Value::Float(number) => Some(vec![number.to_string()]),
        Value::Boolean(flag) => Some(vec![flag.to_string()]),
        Value::Array(list) => list.iter().map(|element| element.as_str().map(str::to_owned)).collect(),
        Value::Datetime(date) => Some(vec![date.to_string()]),
        Value::Table(_) => None,
    }
}

fn unknown(command: &Command, name: &str) -> String {
    let known: Vec<&str> = command.get_arguments().filter_map(Arg::get_long).filter(|known| *known != FLAG).collect();
    format!("there is no flag `{}`; there are {}", name.escape_debug(), known.join(", "))
}
