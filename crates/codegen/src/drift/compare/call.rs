//! Request line, headers and the key.

use super::Context;
use crate::drift::digest;
use crate::drift::finding::{Breaks, Change, Direction, Finding, Kind};
use crate::drift::page::{Part, Row};
use crate::drift::propose::quoted;

/// Every difference in how the call is made.
pub fn compare(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = line(context);
    for row in context.rows(Part::Header) {
        findings.extend(header(context, row));
    }
    findings.extend(key_of_examples(context));
    findings
}

/// A page without a row on the key shows in its commands how the key is sent.
fn key_of_examples(context: &Context<'_>) -> Option<Finding> {
    let key = &context.revision.authentication;
    let is_key = |name: &str| name.eq_ignore_ascii_case(&key.header);
    if context.rows(Part::Header).any(|row| is_key(&row.name)) {
        return None;
    }
    let known = |scheme: &str| key.take.iter().any(|take| take.trim() == scheme);
    context.section.examples.iter().find_map(|example| {
        let (_, sent) = example.headers.iter().find(|(name, _)| is_key(name))?;
        let scheme = scheme(sent).filter(|scheme| !known(scheme))?;
        let at = digest::section(context.section).into_iter().find(|row| row.line == example.line);
        let row = at.map_or_else(String::new, |row| row.key);
        let finding = Finding::new(&key.header, Kind::Header, Direction::Changed, &row, example.line);
        Some(changed_scheme(context, finding, scheme))
    })
}

fn changed_scheme(context: &Context<'_>, finding: Finding, scheme: String) -> Finding {
    let key = &context.revision.authentication;
    let send = format!("{scheme} ");
    let take: Vec<&str> = [send.as_str()].into_iter().chain(key.take.iter().map(AsRef::as_ref)).collect();
    let take = Change::Replace { path: "vendor.key.take".to_owned(), value: format!("{take:?}") };
    let send = Change::Replace { path: "vendor.key.send".to_owned(), value: quoted(&send) };
    let was = Some(key.send.trim().to_owned()).filter(|was| !was.is_empty());
    finding.from_to(was, Some(scheme)).resting("vendor.key").changing(send).changing(take)
}

fn line(context: &Context<'_>) -> Vec<Finding> {
    let Some(request) = &context.section.request else { return Vec::new() };
    let (operation, revision) = (context.operation, context.revision);
    let changed = |was: &str, now: &str| {
        let finding = Finding::new("request", Kind::Call, Direction::Changed, "request", request.line);
        finding.from_to(Some(was.to_owned()), Some(now.to_owned())).breaking(Breaks::Caller)
    };
    let mut findings = Vec::new();
    let method = request.method.as_deref().unwrap_or(&operation.method);
    if method != operation.method || !same_path(&operation.path, &request.path) {
        let was = format!("{} {}", operation.method, operation.path);
        let now = format!("{method} {}", request.path);
        let change = Change::Replace { path: "request".to_owned(), value: quoted(&now) };
        findings.push(changed(&was, &now).resting("request").changing(change));
    }
    let hosts = || revision.base_url_aliases.iter().chain([&revision.base_url]);
    if let Some(host) = &request.host
        && !hosts().any(|known| known.starts_with(host.as_str()))
    {
        let change = Change::Replace { path: "vendor.base_url".to_owned(), value: quoted(host) };
        findings.push(changed(&revision.base_url, host).resting("vendor.base_url").changing(change));
    }
    findings
}

/// Whether two paths are the same but for the names of what is filled in.
pub fn same_path(spec: &str, page: &str) -> bool {
    let filled = |segment: &str| segment.starts_with(['{', '<', ':']) || segment.starts_with("your_");
    let page: Vec<&str> = page.split('/').collect();
    let spec: Vec<&str> = spec.split('/').collect();
    spec.len() == page.len()
        && spec.iter().zip(&page).all(|(spec, page)| spec == page || *spec == "{id}" && filled(page))
}

fn header(context: &Context<'_>, row: &Row) -> Option<Finding> {
    let key = &context.revision.authentication;
    let key_of = |name: &str| format!("header.{name}");
    let finding = |direction| Finding::new(&row.name, Kind::Header, direction, &key_of(&row.name), row.line);
    if row.name.eq_ignore_ascii_case(&key.header) {
        let scheme = scheme(&row.prose)?;
        let known = key.take.iter().any(|take| take.trim() == scheme);
        return (!known).then(|| changed_scheme(context, finding(Direction::Changed), scheme));
    }
    let known = context.operation.headers.iter().find(|header| header.name.eq_ignore_ascii_case(&row.name));
    match known {
        Some(header) if row.prose.contains(header.value.as_ref()) => None,
        Some(header) => {
            let now = row.prose.split_whitespace().find(|word| word.contains('/')).unwrap_or(&row.prose);
            let finding = finding(Direction::Changed).from_to(Some(header.value.to_string()), Some(now.to_owned()));
            Some(finding.resting("headers"))
        }
        None if row.required == Some(false) => Some(finding(Direction::Loosened).from_to(None, Some(row.name.clone()))),
        None => Some(finding(Direction::Tightened).from_to(None, Some(row.name.clone())).resting("headers")),
    }
}

/// The scheme of a key: a known one that the row names.
pub fn scheme(prose: &str) -> Option<String> {
    const SCHEMES: [&str; 6] = ["Token", "Bearer", "Basic", "Key", "Digest", "ApiKey"];
    let words = prose.split(|c: char| !c.is_alphanumeric()).filter(|word| SCHEMES.contains(word));
    words.map(str::to_owned).next()
}
