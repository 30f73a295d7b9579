//! Which tasks a request for a list wants, and which page of them: a function of its query and the vendor's table.

use vidu_types::Timestamp;
use vidu_types::table::{Fault, Format, Listing, Order, Parameter, ParameterRole, Revision, Several};

use crate::calls::exchange::Request;
use crate::calls::refusal::Refusal;
use crate::settings::Unlisted;
use crate::tasks::ids;

/// As many tasks a page has of which the vendor says nothing.
const USUAL: u64 = 20;
/// More no page has.
const MOST: u64 = 1000;

/// What a request for a list asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only the tasks with these ids.
    pub ids: Option<Vec<String>>,
    /// Only the tasks in states of these words.
    pub words: Option<Vec<String>>,
    /// Only the tasks that were made then or later.
    pub from: Option<Timestamp>,
    /// Only the tasks that were made so many seconds before now or later, unless a beginning is given.
    pub since: Option<u64>,
    /// Only the tasks that were made then or earlier.
    pub to: Option<Timestamp>,
    /// How many at most.
    pub size: usize,
    /// How many pages come before.
    pub pages_before: u64,
    /// The word that the page before gave.
    pub token: Option<String>,
    /// Whether the oldest come first; else the newest do, as also where the vendor does not say.
    pub oldest_first: bool,
}

/// Reads a query.
pub fn read(
    request: &Request<'_>,
    revision: &Revision,
    listing: &Listing,
    unlisted: Unlisted,
) -> Result<Selection, Refusal> {
    let mut selection = Selection { oldest_first: listing.order == Some(Order::OldestFirst), ..Selection::default() };
    let mut size = USUAL;
    for parameter in listing.parameters.iter() {
        let given = given(request, parameter);
        let number = |least: u64, most: u64| number(parameter, &given, least, most);
        match parameter.role {
            ParameterRole::TaskId => selection.ids = all(given, |id| id_of(parameter, revision, id))?,
            ParameterRole::TaskState => selection.words = all(given, |word| word_of(parameter, revision, word))?,
            ParameterRole::CreatedFrom => {
                selection.from = time(parameter, &given)?;
                selection.since = parameter.default.filter(|_| selection.from.is_none());
            }
            ParameterRole::CreatedTo => selection.to = time(parameter, &given)?,
            ParameterRole::PageSize => {
                size = number(1, parameter.most.unwrap_or(MOST))?.or(parameter.default).unwrap_or(USUAL);
            }
            ParameterRole::PageNumber => {
                let first = parameter.first.unwrap_or(1);
                selection.pages_before = number(first, u64::MAX)?.map_or(0, |page| page - first);
            }
            ParameterRole::PageToken => selection.token = given.into_iter().next(),
            // What it selects by, no table says: everything fits.
            ParameterRole::Filter => {}
        }
    }
    if unlisted == Unlisted::Refuse {
        check_listed(request, listing)?;
    }
    // Whoever names tasks wants them, however old they are.
    selection.since = selection.since.filter(|_| selection.ids.is_none());
    selection.size = usize::try_from(size.min(MOST)).unwrap_or(usize::MAX);
    Ok(selection)
}

/// The values of a parameter; empty ones say nothing.
fn given(request: &Request<'_>, parameter: &Parameter) -> Vec<String> {
    let values = request.parameters().filter(|(name, _)| *name == parameter.name).map(|(_, value)| value);
    let is_list = matches!(parameter.role, ParameterRole::TaskId | ParameterRole::TaskState);
    // Where the page does not say how several are given, both usual ways are taken.
    let parts = |value: String| match is_list && parameter.several != Some(Several::Repeated) {
        true => value.split(',').map(str::to_owned).collect(),
        false => vec![value],
    };
    values.flat_map(parts).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

fn all(given: Vec<String>, check: impl Fn(&str) -> Result<(), Refusal>) -> Result<Option<Vec<String>>, Refusal> {
    given.iter().try_for_each(|value| check(value))?;
    Ok(Some(given).filter(|given| !given.is_empty()))
}

fn id_of(parameter: &Parameter, revision: &Revision, id: &str) -> Result<(), Refusal> {
    let wrong = || refused(Fault::MalformedId, parameter, id, "has not the form of a task id");
    if ids::fits(revision.task.id, id) { Ok(()) } else { Err(wrong()) }
}

fn word_of(parameter: &Parameter, revision: &Revision, word: &str) -> Result<(), Refusal> {
    let words: Vec<&str> = revision.states.iter().map(|state| &*state.word).collect();
    let wrong = || refused(Fault::NotOffered, parameter, word, &format!("is none of {}", words.join(", ")));
    if words.contains(&word) { Ok(()) } else { Err(wrong()) }
}

fn number(parameter: &Parameter, given: &[String], least: u64, most: u64) -> Result<Option<u64>, Refusal> {
    let Some(text) = given.first() else { return Ok(None) };
    let Ok(number) = text.parse::<u64>() else {
        return Err(refused(Fault::WrongType, parameter, text, "is no whole number"));
    };
    let range =
        if most == u64::MAX { format!("is less than {least}") } else { format!("is not from {least} to {most}") };
    let fits = (least..=most).contains(&number);
    if fits { Ok(Some(number)) } else { Err(refused(Fault::NotOffered, parameter, text, &range)) }
}

/// Where the page does not say how a time is written, the usual forms are taken.
fn time(parameter: &Parameter, given: &[String]) -> Result<Option<Timestamp>, Refusal> {
    let Some(text) = given.first() else { return Ok(None) };
    let rfc3339 = || Timestamp::from_rfc3339(text);
    let seconds = || text.parse().ok().map(Timestamp::from_unix_seconds);
    let millis = || text.parse().ok().map(Timestamp::from_unix_millis);
    let read = match parameter.format {
        Some(Format::Rfc3339) => rfc3339(),
        Some(Format::UnixSeconds) => seconds(),
        Some(Format::UnixMillisText) => millis(),
        _ if text.len() > 11 => rfc3339().or_else(millis),
        _ => rfc3339().or_else(seconds),
    };
    read.map(Some).ok_or_else(|| refused(Fault::WrongType, parameter, text, "is no time in the form of the page"))
}

fn check_listed(request: &Request<'_>, listing: &Listing) -> Result<(), Refusal> {
    let is_listed = |name: &str| listing.parameters.iter().any(|parameter| parameter.name == name);
    let stray = request.parameters().map(|(name, _)| name).find(|name| !name.is_empty() && !is_listed(name));
    let wrong = |name: String| {
        Err(Refusal::new(Fault::Unwanted, format!("the page lists no parameter `{}`", name.escape_debug())))
    };
    stray.map_or(Ok(()), wrong)
}

fn refused(fault: Fault, parameter: &Parameter, given: &str, why: &str) -> Refusal {
    Refusal::new(fault, format!("{}: `{}` {why}", parameter.name, given.escape_debug()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme;
    use crate::calls::incoming::Whole;

    fn check(query: &str, unlisted: Unlisted) -> Result<Selection, Refusal> {
        let revision = acme::acme();
        let listing = revision.operations.iter().find_map(|operation| operation.listing.clone()).expect("a list");
        let request =
            Request { method: "GET", path: "/", query, headers: &[], body: &Whole::default(), oversized: false };
        read(&request, &revision, &listing, unlisted)
    }

    #[test]
    fn each_parameter_says_what_its_role_says() {
        let usual = Selection { size: 2, since: Some(86_400), ..Selection::default() };
        let at = |seconds| Some(Timestamp::from_unix_seconds(seconds));
        let ids = |ids: &[&str]| Some(ids.iter().map(|id| id.to_string()).collect::<Vec<_>>());
        for (query, expected) in [
            ("", usual.clone()),
            ("count=3&x=y&tag=z", Selection { size: 3, ..usual.clone() }),
            ("count=&after=", usual.clone()),
            ("ids=1&ids=2%33", Selection { ids: ids(&["1", "23"]), since: None, ..usual.clone() }),
            ("state=done,broken", Selection { words: ids(&["done", "broken"]), ..usual.clone() }),
            ("state=done&state=broken", Selection { words: ids(&["done", "broken"]), ..usual.clone() }),
            ("from=2030-03-17T17:46:40Z", Selection { from: at(1_900_000_000), since: None, ..usual.clone() }),
            ("to=1900000000", Selection { to: at(1_900_000_000), ..usual.clone() }),
            ("to=1900000000000", Selection { to: at(1_900_000_000), ..usual.clone() }),
            ("to=2030-03-17T17%3A46%3A40Z", Selection { to: at(1_900_000_000), ..usual.clone() }),
            ("page=1&after=t", Selection { pages_before: 0, token: Some("t".into()), ..usual.clone() }),
            ("page=4", Selection { pages_before: 3, ..usual.clone() }),
        ] {
            assert_eq!(check(query, Unlisted::Take), Ok(expected), "{query}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (query, fault, why) in [
            ("ids=a", Fault::MalformedId, "ids: `a` has not the form of a task id"),
            ("ids=1,2", Fault::MalformedId, "ids: `1,2` has not the form of a task id"),
            ("state=gone", Fault::NotOffered, "state: `gone` is none of made, waiting, drawing, done, broken"),
            ("from=1900000000", Fault::WrongType, "from: `1900000000` is no time in the form of the page"),
            ("to=soon", Fault::WrongType, "to: `soon` is no time in the form of the page"),
            ("count=0", Fault::NotOffered, "count: `0` is not from 1 to 3"),
            ("count=4", Fault::NotOffered, "count: `4` is not from 1 to 3"),
            ("count=two", Fault::WrongType, "count: `two` is no whole number"),
            ("page=0", Fault::NotOffered, "page: `0` is less than 1"),
            ("x=y", Fault::Unwanted, "the page lists no parameter `x`"),
        ] {
            let refusal = check(query, Unlisted::Refuse).expect_err(query);
            assert_eq!((refusal.fault, &*refusal.details), (Some(fault), &[why.to_owned()][..]), "{query}");
        }
        assert!(check("x=y", Unlisted::Take).is_ok());
    }
}
