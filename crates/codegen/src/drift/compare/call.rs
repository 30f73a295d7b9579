//! Request line, headers and the key.

use super::Context;
use crate::drift::finding::{Breaks, Change, Direction, Finding, Kind};
use crate::drift::page::{Part, Row};

/// Every difference in how the call is made.
pub fn compare(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = line(context);
    for row in context.rows(Part::Header) {
        findings.extend(header(context, row));
    }
    findings
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

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn header(context: &Context<'_>, row: &Row) -> Option<Finding> {
    let key = &context.revision.authentication;
    let key_of = |name: &str| format!("header.{name}");
    let finding = |direction| Finding::new(&row.name, Kind::Header, direction, &key_of(&row.name), row.line);
    if row.name.eq_ignore_ascii_case(&key.header) {
        let scheme = scheme(&row.prose)?;
        let known = key.take.iter().any(|take| take.trim() == scheme);
        return (!known).then(|| {
            let change = Change::Replace { path: "vendor.key.send".to_owned(), value: quoted(&format!("{scheme} ")) };
            let finding = finding(Direction::Changed).from_to(Some(key.send.trim().to_owned()), Some(scheme));
            finding.resting("vendor.key").changing(change)
        });
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
fn scheme(prose: &str) -> Option<String> {
    const SCHEMES: [&str; 6] = ["Token", "Bearer", "Basic", "Key", "Digest", "ApiKey"];
    let words = prose.split(|c: char| !c.is_alphanumeric()).filter(|word| SCHEMES.contains(word));
    words.map(str::to_owned).next()
}
