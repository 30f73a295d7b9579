//! Requests made of a page's own words and then spoilt: what holds of bodies, and the mock takes exactly what passes.

use std::cell::RefCell;

use arbitrary::Unstructured;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;
use vidu_mock::{MockServer, Timing};
use vidu_types::{Verdict, error_body};

use super::bodies::check_body;
use super::call::{Call, acme, creates};
use super::oracle::plain;
use crate::space::Space;

/// The bytes choose a call, a point of its space, and what is put where.
pub fn holds(input: &[u8]) {
    let mut chance = Unstructured::new(input);
    if let Ok((call, body)) = request(&mut chance) {
        let body = body.to_string();
        if let Some(verdict) = check_body(call, body.as_bytes()) {
            same_in_the_mock(call, body.as_bytes(), &verdict);
        }
    }
}

fn request(chance: &mut Unstructured<'_>) -> arbitrary::Result<(Call, Value)> {
    let creates: Vec<Call> = creates().collect();
    let call = *chance.choose(&creates)?;
    let space = Space::of(call.operation);
    let mut body = space.body(chance.int_in_range(0..=space.size() - 1)?);
    for _ in 0..chance.int_in_range(0..=5)? {
        let path = path(chance, call)?;
        let value = value(chance, call, 0)?;
        put(&mut body, &path, value);
    }
    Ok((call, body))
}

/// The place of a field, of something within it, or of nothing that the page knows.
fn path(chance: &mut Unstructured<'_>, call: Call) -> arbitrary::Result<String> {
    let fields: Vec<&str> = call.operation.fields.iter().map(|field| field.wire.as_ref()).collect();
    let field = (*chance.choose(&fields)?).to_owned();
    Ok(match chance.int_in_range(0..=7)? {
        0 => format!("{field}[1]"),
        1 => format!("{field}[0].name"),
        2 => field.split_once('.').map_or("more", |(outer, _)| outer).to_owned(),
        3 => field.rsplit_once('.').map_or_else(|| "other".to_owned(), |(outer, _)| format!("{outer}.other")),
        _ => field,
    })
}

const PICTURES: [&str; 8] = [
    "https://cdn.example.com/first.png?sig=a",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAASwAAADICAIAAAA=",
    "data:image/jpeg;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAADICAIAAAA=",
    "data:image/gif;base64,R0lGODlhLAHIAAAAAA==",
    "data:image/png;base64,R0lGODlhAQABAAAAAA",
    "ssupload:?id=77",
    "first.png",
    "ftp://cdn.example.com/a",
];

fn value(chance: &mut Unstructured<'_>, call: Call, depth: usize) -> arbitrary::Result<Value> {
    Ok(match chance.int_in_range(0..=11)? {
        0 => Value::Null,
        1 => json!(chance.arbitrary::<bool>()?),
        2 => json!(chance.int_in_range(-2..=12)?),
        3 => json!(chance.arbitrary::<i64>()?),
        4 => json!(chance.arbitrary::<f64>()?),
        5 => json!(chance.int_in_range(-2..=12)?.to_string()),
        6 => json!("é".repeat(chance.int_in_range(0..=2100)?)),
        7 => json!(chance.arbitrary::<&str>()?),
        8 => json!(PICTURES[chance.int_in_range(0..=PICTURES.len() - 1)?]),
        9 if depth < 3 => list(chance, call, depth)?,
        10 if depth < 3 => object(chance, call, depth)?,
        _ => word(chance, call)?,
    })
}

fn list(chance: &mut Unstructured<'_>, call: Call, depth: usize) -> arbitrary::Result<Value> {
    let length = chance.int_in_range(0..=8)?;
    (0..length).map(|_| value(chance, call, depth + 1)).collect()
}

fn object(chance: &mut Unstructured<'_>, call: Call, depth: usize) -> arbitrary::Result<Value> {
    let mut object = Map::new();
    for _ in 0..chance.int_in_range(0..=3)? {
        let path = path(chance, call)?;
        let key = path.rsplit('.').next().unwrap_or_default().to_owned();
        object.insert(key, value(chance, call, depth + 1)?);
    }
    Ok(object.into())
}

/// A word of the page's tables.
fn word(chance: &mut Unstructured<'_>, call: Call) -> arbitrary::Result<Value> {
    let relations = call.operation.relations.iter();
    let columns = relations.flat_map(|relation| (0..relation.columns.len()).map(move |column| (relation, column)));
    let words: Vec<_> = columns.flat_map(|(relation, column)| vidu_types::relation::values(relation, column)).collect();
    chance.choose(&words).map(plain)
}

/// Puts a value at a place, whatever stands in the way.
fn put(body: &mut Value, path: &str, value: Value) {
    let mut place = body;
    for part in path.replace('[', ".").replace(']', "").split('.') {
        place = match part.parse::<usize>() {
            Ok(at) => {
                if !place.is_array() {
                    *place = json!([]);
                }
                let list = place.as_array_mut().expect("it was made one");
                list.resize(list.len().max(at + 1), Value::Null);
                &mut list[at]
            }
            Err(_) => {
                if !place.is_object() {
                    *place = json!({});
                }
                place.as_object_mut().expect("it was made one").entry(part).or_insert(Value::Null)
            }
        };
    }
    *place = value;
}

/// As many tasks a server has before another is started, and an account before another key is used.
const TASKS: usize = 5_000;
const TASKS_OF_A_KEY: usize = 50;

struct Mock {
    runtime: Runtime,
    servers: Option<[MockServer; 2]>,
    asked: usize,
}

thread_local! {
    static MOCK: RefCell<Mock> = RefCell::new(Mock {
        runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime"),
        servers: None,
        asked: TASKS,
    });
}

impl Mock {
    /// The server of the real vendors, or that of the made-up one.
    fn server(&mut self, is_made_up: bool) -> &MockServer {
        self.asked += 1;
        if self.asked > TASKS {
            (self.servers, self.asked) = (None, 0);
        }
        // Where a page does not limit the length of a video, one of a year is asked for too.
        let quick = || MockServer::builder().held().timing(Timing::at_once()).journal(0).credits(i64::MAX);
        let start = || {
            self.runtime.block_on(async {
                let real = quick().start().await.expect("a mock");
                [real, quick().spec(acme().clone()).start().await.expect("a mock")]
            })
        };
        &self.servers.get_or_insert_with(start)[usize::from(is_made_up)]
    }
}

/// Taken if and only if it passes, refused with the status and code of the first violation.
fn same_in_the_mock(call: Call, body: &[u8], verdict: &Verdict) {
    let Call { revision, operation } = call;
    let (status, code, answer) = MOCK.with_borrow_mut(|mock| {
        let key = format!("{}key-{}", revision.authentication.send, mock.asked / TASKS_OF_A_KEY);
        let headers = [(&*revision.authentication.header, &*key)];
        let reply = mock.server(revision.vendor == "acme").answer(&operation.method, &operation.path, &headers, body);
        let code = error_body::read(&revision.errors, reply.status, &reply.body).code;
        (reply.status, code, String::from_utf8_lossy(&reply.body).into_owned())
    });
    match verdict.violations.first() {
        None => assert_eq!(status, revision.submit.created, "{answer}"),
        Some(first) => {
            let listed = error_body::code_for(&revision.errors, first.fault).map(|code| &revision.errors.codes[code]);
            let listed = listed.expect("every fault has a code");
            assert_eq!((Some(status), code.as_deref()), (listed.status, Some(&*listed.code)), "{first}: {answer}");
        }
    }
}
