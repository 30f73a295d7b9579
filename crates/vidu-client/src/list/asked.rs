//! What a list is asked for, and how its pages go on: steps without IO, by the table of the vendor's page.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use vidu_types::table::{Format, Listing, Order, Parameter, ParameterRole, Revision, Several, Stage};
use vidu_types::{Task, TaskPage, Timestamp};

/// Which tasks are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    pub(crate) ids: Vec<String>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) from: Option<SystemTime>,
    pub(crate) to: Option<SystemTime>,
    pub(crate) page_size: Option<u64>,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Place {
    First,
    Token(String),
    Number(u64),
}

/// What comes after a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Next {
    Page(Place),
    /// This was the last, or all that come after are of no interest.
    Over,
    /// There may be more, and the vendor's page does not say how it is asked for.
    Unsaid,
    /// The vendor gave the word of this same page: it would go round for ever.
    Circle,
}

/// The parameters of the query: what the page says well enough; all of it is looked at in the answer too.
pub(crate) fn parameters(
    revision: &Revision,
    listing: &Listing,
    asked: &Asked,
    place: &Place,
) -> Vec<(String, String)> {
    let mut given = Vec::new();
    for parameter in listing.parameters.iter() {
        for value in values(revision, parameter, asked, place) {
            given.push((parameter.name.to_string(), value));
        }
    }
    given
}

fn values(revision: &Revision, parameter: &Parameter, asked: &Asked, place: &Place) -> Vec<String> {
    let one = |value: Option<String>| value.into_iter().collect();
    match parameter.role {
        ParameterRole::TaskId => several(parameter, asked.ids.clone()),
        ParameterRole::TaskState => several(parameter, words(revision, &asked.stages)),
        ParameterRole::CreatedFrom => one(asked.from.and_then(|time| written(parameter, time))),
        // A second later, because one that counts parts of a second would leave out the last.
        ParameterRole::CreatedTo => one(asked.to.and_then(|time| written(parameter, time + Duration::from_secs(1)))),
        ParameterRole::PageSize => one(size(parameter, asked).map(|size| size.to_string())),
        ParameterRole::PageToken => match place {
            Place::Token(token) => vec![token.clone()],
            Place::First | Place::Number(_) => Vec::new(),
        },
        ParameterRole::PageNumber => match place {
            Place::Number(number) => vec![number.to_string()],
            Place::First | Place::Token(_) => Vec::new(),
        },
        ParameterRole::Filter => Vec::new(),
    }
}

/// Several values are left out where the page does not say how they are given.
fn several(parameter: &Parameter, values: Vec<String>) -> Vec<String> {
    match parameter.several {
        Some(Several::Repeated) => values,
        Some(Several::Commas) if !values.is_empty() && !values.iter().any(|value| value.contains(',')) => {
            vec![values.join(",")]
        }
        None if values.len() == 1 => values,
        _ => Vec::new(),
    }
}

/// The vendor's words for these stages; one without a word for cancelled tasks calls them failed.
fn words(revision: &Revision, stages: &[Stage]) -> Vec<String> {
    let has = |stage| revision.states.iter().any(|state| state.stage == stage);
    let called_failed = stages.contains(&Stage::Cancelled) && !has(Stage::Cancelled);
    let wanted = |stage: Stage| stages.contains(&stage) || called_failed && stage == Stage::Failed;
    revision.states.iter().filter(|state| wanted(state.stage)).map(|state| state.word.to_string()).collect()
}

fn written(parameter: &Parameter, time: SystemTime) -> Option<String> {
    let time = Timestamp::from_unix_seconds(seconds(time));
    match parameter.format? {
        Format::Rfc3339 => Some(time.rfc3339()),
        Format::UnixSeconds => Some(time.unix_seconds().to_string()),
        Format::UnixMillisText => Some(time.unix_millis().to_string()),
        Format::Text | Format::Integer | Format::Number => None,
    }
}

fn size(parameter: &Parameter, asked: &Asked) -> Option<u64> {
    asked.page_size.map(|size| size.clamp(1, parameter.most.unwrap_or(MOST)))
}

/// No more is asked for where the page does not say how many there may be.
const MOST: u64 = 100;

/// Whether a task is one that is wanted: vendors are known to overlook parameters, and some are not sent.
pub(crate) fn fits(asked: &Asked, task: &Task) -> bool {
    let made = task.created_at.map(Timestamp::unix_seconds);
    let in_time = |made: i64| {
        asked.from.is_none_or(|from| made >= seconds(from)) && asked.to.is_none_or(|to| made <= seconds(to))
    };
    (asked.ids.is_empty() || asked.ids.contains(&task.id))
        && (asked.stages.is_empty() || task.state.stage().is_some_and(|stage| asked.stages.contains(&stage)))
        && made.is_none_or(in_time)
}

/// What comes after a page; `page` is as the vendor gave it.
pub(crate) fn next(listing: &Listing, asked: &Asked, place: &Place, page: &TaskPage) -> Next {
    if is_past(listing, asked, page) {
        return Next::Over;
    }
    let parameter = |role| listing.parameters.iter().find(|parameter| parameter.role == role);
    let token = page.next.as_ref().filter(|_| parameter(ParameterRole::PageToken).is_some());
    match (place, token) {
        (Place::Token(before), Some(token)) if before == token => return Next::Circle,
        (Place::First | Place::Token(_), Some(token)) => return Next::Page(Place::Token(token.clone())),
        (Place::Token(_), None) => return Next::Over,
        // Also a vendor that knows tokens may give none before it is asked for one: a full page is no last one.
        (Place::First | Place::Number(_), _) => {}
    }
    let entries = (page.tasks.len() + page.nameless) as u64;
    let sized = parameter(ParameterRole::PageSize);
    let whole = sized.and_then(|sized| size(sized, asked).or(sized.default)).unwrap_or(1);
    let Some(number) = parameter(ParameterRole::PageNumber) else { return Next::Over };
    match (entries < whole, place, number.first) {
        (true, ..) => Next::Over,
        (false, Place::Number(number), _) => Next::Page(Place::Number(number + 1)),
        (false, _, Some(first)) => Next::Page(Place::Number(first + 1)),
        (false, _, None) => Next::Unsaid,
    }
}

/// Whether all that come after a page were made at times of no interest.
fn is_past(listing: &Listing, asked: &Asked, page: &TaskPage) -> bool {
    let last = page.tasks.last().and_then(|task| task.created_at).map(Timestamp::unix_seconds);
    let Some(last) = last else { return false };
    match listing.order {
        Some(Order::NewestFirst) => asked.from.is_some_and(|from| last < seconds(from)),
        Some(Order::OldestFirst) => asked.to.is_some_and(|to| last > seconds(to)),
        None => false,
    }
}

/// Whole seconds since 1970: finer than that many vendors do not tell times.
pub(crate) fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// From when on the list tells of tasks if it is asked for these and read to its end; nothing if nobody knows.
pub(crate) fn begins(listing: &Listing, asked: &Asked, now: SystemTime) -> Option<SystemTime> {
    let from = listing.parameters.iter().find(|parameter| parameter.role == ParameterRole::CreatedFrom);
    let Some(parameter) = from else { return Some(UNIX_EPOCH) };
    match (asked.from, parameter.format) {
        (Some(from), Some(_)) => Some(from),
        _ => now.checked_sub(Duration::from_secs(parameter.default?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Acme, operation_of, parameter};
    use vidu_types::Vendor;
    use vidu_types::table::OperationKind;

    fn listing(order: Option<Order>, parameters: Vec<Parameter>) -> Listing {
        Listing { order, parameters: parameters.into() }
    }

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn wanted() -> Asked {
        Asked {
            ids: vec!["7".into(), "8".into()],
            stages: vec![Stage::Running, Stage::Cancelled],
            from: Some(at(1_900_000_000)),
            to: Some(at(1_900_000_060)),
            page_size: Some(500),
        }
    }

    /// What is sent, `name=value` each.
    fn check(parameter: Parameter, asked: &Asked, place: &Place, expected: &str) {
        let listing = listing(None, vec![parameter]);
        let sent = parameters(Acme::revision(), &listing, asked, place);
        let sent: Vec<String> = sent.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(sent.join("&"), expected, "{:?}", listing.parameters);
    }

    #[test]
    fn what_the_page_says_well_enough_is_sent() {
        use ParameterRole::*;
        let (wanted, first) = (wanted(), Place::First);
        let several = |role, several| Parameter { several, ..parameter("p", role) };
        let timed = |role, format| Parameter { format, ..parameter("p", role) };
        check(several(TaskId, Some(Several::Repeated)), &wanted, &first, "p=7&p=8");
        check(several(TaskId, Some(Several::Commas)), &wanted, &first, "p=7,8");
        check(several(TaskId, None), &wanted, &first, "");
        check(several(TaskId, None), &Asked { ids: vec!["7".into()], ..Asked::default() }, &first, "p=7");
        check(several(TaskState, Some(Several::Commas)), &wanted, &first, "p=making,broken");
        check(several(TaskState, Some(Several::Commas)), &Asked::default(), &first, "");
        check(timed(CreatedFrom, Some(Format::UnixSeconds)), &wanted, &first, "p=1900000000");
        check(timed(CreatedTo, Some(Format::UnixMillisText)), &wanted, &first, "p=1900000061000");
        check(timed(CreatedFrom, Some(Format::Rfc3339)), &wanted, &first, "p=2030-03-17T17:46:40.000000Z");
        check(timed(CreatedFrom, None), &wanted, &first, "");
        check(parameter("p", PageSize), &wanted, &first, "p=100");
        check(Parameter { most: Some(30), ..parameter("p", PageSize) }, &wanted, &first, "p=30");
        check(parameter("p", PageSize), &Asked::default(), &first, "");
        check(parameter("p", PageToken), &wanted, &first, "");
        check(parameter("p", PageToken), &wanted, &Place::Token("a".into()), "p=a");
        check(parameter("p", PageNumber), &wanted, &first, "");
        check(parameter("p", PageNumber), &wanted, &Place::Number(3), "p=3");
        check(parameter("p", Filter), &wanted, &first, "");
    }

    /// A page with a task for each of these seconds.
    fn page(seconds: &[i64], next: Option<&str>) -> TaskPage {
        let operation = operation_of(Acme::revision(), OperationKind::List);
        let tasks: Vec<_> = seconds.iter().map(|at| serde_json::json!({ "task": "7", "made": at })).collect();
        let body = serde_json::json!({ "tasks": tasks, "cursor": next }).to_string();
        TaskPage::read(Acme::revision(), operation, body.as_bytes()).expect("a page")
    }

    #[test]
    fn pages_go_on_as_the_vendor_says() {
        use ParameterRole::*;
        let (token, any) = (vec![parameter("t", PageToken)], Asked::default());
        let sized = Parameter { default: Some(2), ..parameter("s", PageSize) };
        let numbered = |first| vec![Parameter { first, ..parameter("n", PageNumber) }, sized.clone()];
        let (to_token, to_number) =
            (|text: &str| Next::Page(Place::Token(text.into())), |number| Next::Page(Place::Number(number)));
        let two = || page(&[20, 10], None);
        let both = || [token.clone(), numbered(Some(0))].concat();
        for (parameters, place, page, expected) in [
            (token.clone(), Place::First, page(&[20], Some("a")), to_token("a")),
            (token.clone(), Place::Token("a".into()), page(&[20], Some("b")), to_token("b")),
            (token.clone(), Place::Token("a".into()), page(&[20], Some("a")), Next::Circle),
            (token.clone(), Place::Token("a".into()), two(), Next::Over),
            (numbered(Some(0)), Place::First, two(), to_number(1)),
            (numbered(Some(1)), Place::First, two(), to_number(2)),
            (numbered(Some(1)), Place::Number(2), two(), to_number(3)),
            (numbered(Some(1)), Place::Number(2), page(&[20], None), Next::Over),
            (numbered(None), Place::First, two(), Next::Unsaid),
            (both(), Place::First, page(&[20, 10], Some("a")), to_token("a")),
            (both(), Place::Token("a".into()), two(), Next::Over),
            (both(), Place::First, two(), to_number(1)),
            (both(), Place::Number(1), page(&[20, 10], Some("a")), to_number(2)),
            (both(), Place::First, page(&[20], None), Next::Over),
            (vec![Parameter { first: Some(1), ..parameter("n", PageNumber) }], Place::First, two(), to_number(2)),
            (vec![], Place::First, two(), Next::Over),
        ] {
            let listing = listing(None, parameters);
            assert_eq!(next(&listing, &any, &place, &page), expected, "{place:?} {listing:?}");
        }
    }

    #[test]
    fn what_is_of_other_times_ends_an_ordered_list() {
        let token = || vec![parameter("t", ParameterRole::PageToken)];
        let asked = Asked { from: Some(at(20)), to: Some(at(40)), ..Asked::default() };
        for (order, last, expected) in [
            (Some(Order::NewestFirst), 20, false),
            (Some(Order::NewestFirst), 19, true),
            (Some(Order::OldestFirst), 19, false),
            (Some(Order::OldestFirst), 41, true),
            (None, 19, false),
        ] {
            let told = next(&listing(order, token()), &asked, &Place::First, &page(&[30, last], Some("a")));
            assert_eq!(told == Next::Over, expected, "{order:?} {last}");
        }
    }

    #[test]
    fn the_answer_is_looked_at_too() {
        let task = page(&[30], None).tasks.remove(0);
        let any = Asked::default();
        for (asked, expected) in [
            (any.clone(), true),
            (Asked { ids: vec!["8".into()], ..any.clone() }, false),
            (Asked { ids: vec!["8".into(), "7".into()], ..any.clone() }, true),
            (Asked { stages: vec![Stage::Running], ..any.clone() }, false),
            (Asked { from: Some(at(30) + Duration::from_millis(900)), ..any.clone() }, true),
            (Asked { from: Some(at(31)), ..any.clone() }, false),
            (Asked { to: Some(at(29)), ..any }, false),
        ] {
            assert_eq!(fits(&asked, &task), expected, "{asked:?}");
        }
    }

    #[test]
    fn how_far_a_list_reaches_back() {
        let asked = Asked { from: Some(at(1000)), ..Asked::default() };
        let from = |format, default| vec![Parameter { format, default, ..parameter("f", ParameterRole::CreatedFrom) }];
        for (parameters, expected) in [
            (vec![], Some(UNIX_EPOCH)),
            (from(Some(Format::UnixSeconds), Some(60)), Some(at(1000))),
            (from(None, Some(60)), Some(at(9940))),
            (from(None, None), None),
        ] {
            assert_eq!(begins(&listing(None, parameters), &asked, at(10_000)), expected);
        }
    }
}
