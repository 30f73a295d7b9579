//! Bad inputs and odd but good ones as data (`catalogue/*.toml`), each judged by the validator and by the mock.

mod pictures;
mod text;

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use toml::{Table, Value as Toml};
use vidu_mock::{MockServer, Timing};
use vidu_types::table::{Operation, OperationKind, Revision};
use vidu_types::{check, error_body, wire};

use crate::folder::project;
use crate::tables::pages;

/// A file of the catalogue: one operation of a vendor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    vendor: String,
    operation: String,
    /// A body that passes; each row changes it.
    base: Table,
    /// Status and code of the mock's answer, by the first fault of a row.
    answers: BTreeMap<String, String>,
    /// A change, and the faults to be found with their places in the body, in order.
    refused: Vec<(Toml, String)>,
    /// A change, and why it is fine.
    passes: Vec<(Toml, String)>,
}

/// Keys, paths and ids: what goes wrong before a body is looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calls {
    /// Method and path, a header or nothing, a body, and status and code of the mock's answer.
    calls: Vec<(String, String, String, String)>,
}

fn sheets() -> Vec<(String, Sheet)> {
    let folder = project().join("tests/catalogue");
    let mut files: Vec<_> = fs::read_dir(folder).expect("the catalogue").map(|entry| entry.expect("a file")).collect();
    files.sort_by_key(fs::DirEntry::file_name);
    let is_sheet = |name: &String| name.ends_with(".toml") && name != "calls.toml";
    let named = files.iter().map(|file| file.file_name().to_string_lossy().into_owned()).filter(is_sheet);
    named.map(|name| (name.clone(), read(&name))).collect()
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = project().join("tests/catalogue").join(name);
    let text = fs::read_to_string(&path).expect("a file of the catalogue");
    toml::from_str(&text).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// What the validator says of a body: its faults with their places, separated by commas.
fn judged(revision: &Revision, operation: &Operation, body: &[u8]) -> String {
    let Ok(given) = wire::read(body, operation, &revision.quoted) else { return "MalformedBody".to_owned() };
    let violations = check::check(operation, &given).violations;
    violations.iter().map(|one| format!("{:?} {}", one.fault, one.wire)).collect::<Vec<_>>().join(", ")
}

/// Status and code of what the mock answers.
fn answered(server: &MockServer, revision: &Revision, line: (&str, &str), header: (&str, &str), body: &[u8]) -> String {
    let headers = [header];
    let reply = server.answer(line.0, line.1, if header.0.is_empty() { &[] } else { &headers }, body);
    match reply.status {
        200 => "200".to_owned(),
        status => {
            let code = error_body::read(&revision.errors, status, &reply.body).code.unwrap_or_default();
            format!("{status} {code}").trim_end().to_owned()
        }
    }
}

/// What judges the rows of a sheet.
struct Bench<'a> {
    server: &'a MockServer,
    revision: &'a Revision,
    operation: &'a Operation,
    sheet: &'a Sheet,
}

impl Bench<'_> {
    /// The differences between a row and what validator and mock say.
    fn row(&self, change: &Toml, expected: &str) -> Option<String> {
        let body = text::body(&self.sheet.base, change);
        let key = format!("{}catalogue", self.revision.authentication.send);
        let line = (&*self.operation.method, &*self.operation.path);
        let found = judged(self.revision, self.operation, &body);
        let answer = answered(self.server, self.revision, line, (&self.revision.authentication.header, &key), &body);
        let first = expected.split([' ', ',']).next().unwrap_or_default();
        let promised =
            if expected.is_empty() { Some("200") } else { self.sheet.answers.get(first).map(String::as_str) };
        let is_so = found == expected && Some(&*answer) == promised;
        let change = || serde_json::to_string(change).expect("a change is plain data");
        (!is_so).then(|| format!("{}\n    expected {expected}: {promised:?}\n    got      {found}: {answer}", change()))
    }
}

async fn server() -> MockServer {
    MockServer::builder().held().timing(Timing::at_once()).journal(0).start().await.expect("a mock")
}

fn page(name: &str, sheet: &Sheet) -> (&'static Revision, &'static Operation) {
    let mut all = pages();
    let found = all.find(|(revision, one)| *revision.vendor == sheet.vendor && *one.name == sheet.operation);
    let (revision, operation) = found.unwrap_or_else(|| panic!("{name}: no such page"));
    assert_eq!(operation.kind, OperationKind::Create, "{name}");
    (revision, operation)
}

/// The rows of all sheets: what differs, how many are refused and how many pass.
async fn differences() -> (Vec<String>, usize, usize) {
    let (mut found, mut refused, mut passed) = (Vec::new(), 0, 0);
    for (name, sheet) in sheets() {
        let (revision, operation) = page(&name, &sheet);
        let server = server().await;
        let bench = Bench { server: &server, revision, operation, sheet: &sheet };
        let bad = sheet.refused.iter().filter_map(|(change, faults)| bench.row(change, faults));
        found.extend(bad.map(|difference| format!("{name}: {difference}")));
        found.extend(server.ledger().iter().map(|charge| format!("{name}: a refused row was billed: {charge:?}")));
        let odd = sheet.passes.iter().filter_map(|(change, why)| Some(format!("{} ({why})", bench.row(change, "")?)));
        found.extend(odd.map(|difference| format!("{name}: {difference}")));
        let paid_back = server.ledger().into_iter().filter(|charge| charge.credits.is_some_and(|credits| credits < 0));
        found.extend(paid_back.map(|charge| format!("{name}: a task that pays: {charge:?}")));
        refused += sheet.refused.len();
        passed += sheet.passes.len();
    }
    (found, refused, passed)
}

#[tokio::test]
async fn bad_inputs_are_refused_and_odd_ones_pass() {
    let (found, refused, passed) = differences().await;
    assert!(found.is_empty(), "{} rows differ:\n{}", found.len(), found.join("\n"));
    assert!(refused >= 600 && passed >= 150, "{refused} refused and {passed} passing rows");
}

/// Each row says something that no other row of its sheet says.
#[test]
fn no_row_stands_twice() {
    let mut found = Vec::new();
    for (name, sheet) in sheets() {
        let rows = sheet.refused.iter().chain(&sheet.passes).map(|(change, _)| text::body(&sheet.base, change));
        let mut bodies: Vec<Vec<u8>> = rows.collect();
        bodies.sort();
        let twice = bodies.windows(2).filter(|two| two[0] == two[1]);
        found.extend(twice.map(|two| format!("{name}: {}", String::from_utf8_lossy(&two[0]))));
    }
    assert_eq!(found, [""; 0]);
}

#[tokio::test]
async fn bad_calls_are_refused_in_the_vendors_words() {
    let server = server().await;
    let Calls { calls } = read("calls.toml");
    let mut found = Vec::new();
    for (line, header, body, expected) in &calls {
        let (vendor, line) = line.split_once(": ").expect("a vendor");
        let revision = pages().map(|(revision, _)| revision).find(|one| *one.vendor == *vendor);
        let (method, path) = line.split_once(' ').expect("a method and a path");
        let header = header.split_once(": ").unwrap_or_default();
        let answer = answered(&server, revision.expect("a vendor"), (method, path), header, body.as_bytes());
        if answer != *expected {
            found.push(format!("{vendor}: {line} with {header:?} {body}: expected {expected}, got {answer}"));
        }
    }
    assert!(found.is_empty(), "of {} calls these differ:\n{}", calls.len(), found.join("\n"));
    assert!(calls.len() >= 50 && server.ledger().is_empty(), "{} calls", calls.len());
}
