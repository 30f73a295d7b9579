//! The mock and the validator agree on every point of the finite space of every page: taken if and only if it passes, refused with the code of the first violation.

use serde_json::Value;
use vidu_mock::{MockServer, Timing};
use vidu_types::error_body;
use vidu_types::relation::values;
use vidu_types::table::{Aspect, FieldKind, Operation, Revision};
use vidu_types::{Verdict, check, wire};

use crate::space::Space;
use crate::tables::pages;

/// A page with more points than this is not asked for all of them; see [`points`].
const MANY: usize = 50_000;

/// The points of a page that are asked for, by their index in its [`Space`].
///
/// All of them, if they are not too many. Of a larger page: every combination of the fields that one table ties together
/// (model, duration and resolution), and with each of these every value of any one and any two other fields. Those others
/// each stand in a table of their own, which judges them whatever the rest hold. So a wrong verdict shows with one of them
/// already, a wrong order of two refusals with two, and three bring nothing that two do not. (The validator itself is
/// asked for all of them, where it is compared with the schema.)
pub fn points(operation: &Operation) -> Vec<usize> {
    spread(operation, MANY, Together::Two)
}

/// Fewer, for tools that look at some thousands a second, where [`points`] would be many.
///
/// Of a larger page every combination of the tied fields, and with each of these every value of any one other field. The
/// exports hold each table by itself (a rule of `allOf`, a part of an intersection, a field of a model), and refuse when
/// one of them does, so that two wrong values show nothing that one of them alone does not. `VIDU_WHOLE_SPACE=1` asks for
/// all points of every page.
pub fn few_points(operation: &Operation) -> Vec<usize> {
    if std::env::var_os("VIDU_WHOLE_SPACE").is_some() {
        return (0..Space::of(operation).size()).collect();
    }
    spread(operation, FEW, Together::One)
}

/// A page with more points than this is a large one to slow tools.
const FEW: usize = 15_000;

/// How many of the fields that stand alone differ from absence in one point of a large page.
#[derive(Clone, Copy, PartialEq)]
enum Together {
    One,
    Two,
}

fn spread(operation: &Operation, many: usize, together: Together) -> Vec<usize> {
    let axes = axes(operation);
    let size: usize = axes.iter().map(|axis| axis.size).product();
    assert_eq!(size, Space::of(operation).size(), "{}: these are the axes of its space", operation.name);
    if size <= many {
        return (0..size).collect();
    }
    let tied: Vec<&Axis> = axes.iter().filter(|axis| axis.is_tied).collect();
    let free: Vec<&Axis> = axes.iter().filter(|axis| !axis.is_tied).collect();
    assert!(tied.iter().all(|axis| axis.relation == tied[0].relation), "one table ties fields together");
    let core = tied.iter().fold(vec![0], |points, axis| crossed(&points, axis, 0));
    let mut found = core.clone();
    for (nth, first) in free.iter().enumerate() {
        let one = crossed(&core, first, 1);
        if together == Together::Two {
            free[nth + 1..].iter().for_each(|second| found.extend(crossed(&one, second, 1)));
        }
        found.extend(one);
    }
    found
}

/// An axis of a [`Space`].
struct Axis {
    /// How far apart two neighbours on it are in the index.
    stride: usize,
    size: usize,
    relation: usize,
    /// Whether its relation has other columns.
    is_tied: bool,
}

fn axes(operation: &Operation) -> Vec<Axis> {
    let mut stride = 1;
    let mut axes = Vec::new();
    for field in 0..operation.fields.len() {
        let place = operation.relations.iter().enumerate().find_map(|(number, relation)| {
            let column = relation.columns.iter().position(|one| one.field == field && one.aspect == Aspect::Value)?;
            Some((number, relation, column))
        });
        let Some((number, relation, column)) = place else { continue };
        let outside = matches!(operation.fields[field].kind, FieldKind::Word(_) | FieldKind::Integer);
        let size = 1 + values(relation, column).len().max(1) + usize::from(outside);
        axes.push(Axis { stride, size, relation: number, is_tied: relation.columns.len() > 1 });
        stride *= size;
    }
    axes
}

/// Every point with every value of an axis from a position on.
fn crossed(points: &[usize], axis: &Axis, from: usize) -> Vec<usize> {
    let along = |point: usize| (from..axis.size).map(move |position| point + position * axis.stride);
    points.iter().copied().flat_map(along).collect()
}

pub fn verdict(revision: &Revision, operation: &Operation, body: &Value) -> Verdict {
    let bytes = serde_json::to_vec(body).expect("JSON can be written");
    let given = wire::read(&bytes, operation, &revision.quoted).expect("the body is an object");
    check::check(operation, &given)
}

/// The status and the code that a verdict leads to.
fn expected(revision: &Revision, verdict: &Verdict) -> (u16, String) {
    let Some(first) = verdict.violations.first() else { return (revision.submit.created, String::new()) };
    let code = error_body::code_for(&revision.errors, first.fault).expect("every fault has a code");
    let listed = &revision.errors.codes[code];
    (listed.status.expect("these pages state every status"), listed.code.to_string())
}

/// What the mock answers, over no socket but through all else.
fn answered(
    server: &MockServer,
    revision: &Revision,
    operation: &Operation,
    key: &str,
    body: &Value,
) -> (u16, String, String) {
    let key = format!("{}{key}", revision.authentication.send);
    let headers = [(&*revision.authentication.header, &*key)];
    let reply = server.answer(&operation.method, &operation.path, &headers, body.to_string().as_bytes());
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    let code = match reply.status {
        200 => String::new(),
        status => error_body::read(&revision.errors, status, &reply.body).code.unwrap_or_default(),
    };
    (reply.status, code, text)
}

/// Compares every n-th of a page's points, so that two threads share the work; a world has few tasks, a server few worlds.
fn differences(revision: &Revision, operation: &Operation, points: &[usize], from: usize) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let space = Space::of(operation);
    let mine: Vec<usize> = points.iter().copied().skip(from).step_by(2).collect();
    let mut found = Vec::new();
    for (number, some) in mine.chunks(10_000).enumerate() {
        let timing = Timing::at_once();
        let server = runtime.block_on(MockServer::builder().held().timing(timing).journal(0).start()).expect("a mock");
        for (nth, point) in some.iter().enumerate() {
            let body = space.body(*point);
            let verdict = verdict(revision, operation, &body);
            let (status, code) = expected(revision, &verdict);
            let answer = answered(&server, revision, operation, &format!("{number}-{}", nth / 50), &body);
            let names_all = verdict.violations.iter().all(|violation| answer.2.contains(&escaped(&violation.message)));
            if (answer.0, &answer.1) != (status, &code) || !names_all {
                found.push(format!(
                    "{} {}: {body}: expected {status} {code}, got {answer:?}",
                    revision.vendor, operation.name
                ));
            }
        }
        if found.len() > 5 {
            break;
        }
    }
    found
}

/// As it stands within a JSON text.
fn escaped(message: &str) -> String {
    let quoted = Value::from(message).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[test]
fn mock_and_validator_agree_everywhere() {
    for (revision, operation) in pages() {
        let points = points(operation);
        let found: Vec<String> = std::thread::scope(|scope| {
            let half = |from| {
                scope.spawn({
                    let points = &points;
                    move || differences(revision, operation, points, from)
                })
            };
            [half(0), half(1)].into_iter().flat_map(|half| half.join().expect("a thread ends")).collect()
        });
        assert!(found.is_empty(), "of {} points these differ:\n{}", points.len(), found.join("\n"));
    }
}
