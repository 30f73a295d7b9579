//! Lives of tasks: whatever is asked of a mock and however time moves, a task goes forward, ends once, and is charged once.

use std::cell::RefCell;
use std::time::Duration;

use arbitrary::Unstructured;
use tokio::runtime::Runtime;
use vidu_mock::MockServer;
use vidu_types::table::{Operation, OperationKind, Revision, Stage};
use vidu_types::{SPEC, Task, Timestamp, wire};

use super::answers::check_state;
use super::call::{Call, acme, creates};
use crate::space::Space;

thread_local! {
    static RUNTIME: Runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    static TAKEN: RefCell<Vec<(String, Vec<u8>)>> = const { RefCell::new(Vec::new()) };
}

/// The bytes choose a vendor, and then one command after the other.
pub fn holds(input: &[u8]) {
    let mut chance = Unstructured::new(input);
    // Bytes that do not suffice for another command end the life.
    let _ = RUNTIME.with(|runtime| runtime.block_on(live(&mut chance)));
}

async fn live(chance: &mut Unstructured<'_>) -> arbitrary::Result<()> {
    let creates: Vec<Call> = creates().collect();
    let call = *chance.choose(&creates)?;
    let spec = if call.revision.vendor == "acme" { acme() } else { &SPEC };
    let noon = Timestamp::from_rfc3339("2025-08-20T12:00:00Z").and_then(Timestamp::system_time).expect("a time");
    let server = MockServer::builder().held().seed(chance.arbitrary()?).begins(noon).spec(spec.clone());
    let mut world = World { server: server.start().await.expect("a mock"), call, seen: Vec::new() };
    for _ in 0..60 {
        world.command(chance).await?;
        world.check_ledger();
    }
    Ok(())
}

struct World {
    server: MockServer,
    call: Call,
    seen: Vec<Seen>,
}

/// What is known of a task.
struct Seen {
    id: String,
    last: Option<(String, Option<Stage>, usize)>,
}

const SCRIPTS: [&str; 12] = [
    "succeed",
    "fail",
    "after=3s",
    "slow=10",
    "drive=query; polls=2",
    "drive=step",
    "drive=step; steps=1",
    "state=limbo",
    "slow=0",
    "after=0s; fail",
    "speed=10",
    "drive=held",
];

impl World {
    async fn command(&mut self, chance: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        match chance.int_in_range(0..=12)? {
            0..=2 => self.submit(chance)?,
            3..=5 => self.pass(chance).await?,
            6..=8 => self.ask(chance, OperationKind::Query)?,
            9 => self.ask(chance, OperationKind::Cancel)?,
            10 => self.end(chance, |server, id| server.finish(id).is_ok())?,
            11 => self.end(chance, |server, id| server.cancel(id).is_ok())?,
            _ => self.step(chance).await?,
        }
        Ok(())
    }

    fn headers<'h>(&self, key: &'h str, script: Option<&'h str>) -> Vec<(&'static str, &'h str)> {
        let script = script.map(|script| ("X-Vidu-Mock", script));
        [Some((&*self.call.revision.authentication.header, key)), script].into_iter().flatten().collect()
    }

    fn key(&self) -> String {
        format!("{}key-1", self.call.revision.authentication.send)
    }

    fn submit(&mut self, chance: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        let script = match chance.int_in_range(0..=3)? {
            0 => None,
            1 => Some(chance.arbitrary::<&str>()?.to_owned()),
            _ => Some((*chance.choose(&SCRIPTS)?).to_owned()),
        };
        let (key, Call { revision, operation }) = (self.key(), self.call);
        let headers = self.headers(&key, script.as_deref());
        let reply = self.server.answer(&operation.method, &operation.path, &headers, &sound(self.call));
        let is_wanted = script.as_deref().is_some_and(|script| script.contains("refuse"));
        assert!(reply.status < 500 || is_wanted, "{script:?}: {}", String::from_utf8_lossy(&reply.body));
        if reply.status != revision.submit.created {
            return Ok(());
        }
        let task = Task::read(revision, operation, &reply.body).expect("an answer with a task's id");
        assert!(self.seen.iter().all(|seen| seen.id != task.id), "{} is made twice", task.id);
        self.seen.push(Seen { id: task.id, last: None });
        Ok(())
    }

    async fn pass(&mut self, chance: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        let spans = [0, 1, 250, 1000, 3000, 10_000, 60_000, 4_000_000, 100_000_000];
        let span = match chance.int_in_range(0..=spans.len())? {
            at if at < spans.len() => Duration::from_millis(spans[at]),
            _ => Duration::from_nanos(chance.arbitrary()?),
        };
        let before = self.server.now();
        let events = self.server.advance(span).await;
        assert!(events.is_sorted_by_key(|event| event.at), "{events:?}");
        assert!(self.server.now() >= before);
        Ok(())
    }

    /// Queries or cancels a task as the vendor's page says, twice where nothing but time moves it.
    fn ask(&mut self, chance: &mut Unstructured<'_>, kind: OperationKind) -> arbitrary::Result<()> {
        let Some(at) = self.chosen(chance)? else { return Ok(()) };
        let revision = self.call.revision;
        let Some(operation) = revision.operations.iter().find(|operation| operation.kind == kind) else {
            return Ok(());
        };
        let (key, id) = (self.key(), self.seen[at].id.clone());
        let (path, body) = (path(operation, &id), body(operation, &id));
        let reply = self.server.answer(&operation.method, &path, &self.headers(&key, None), &body);
        assert!(reply.status < 500, "{} of {path}", reply.status);
        if kind == OperationKind::Query {
            let task = Task::read_known(revision, operation, &id, &reply.body).expect("an answer with a state");
            self.seen[at].goes_on(revision, &task);
            let view = self.server.task(&id).expect("the task");
            assert_eq!(view.state, task.state.word());
            assert!(task.state.stage().is_none() || view.ended == task.is_terminal(), "{view:?}");
        }
        Ok(())
    }

    fn end(&mut self, chance: &mut Unstructured<'_>, end: fn(&MockServer, &str) -> bool) -> arbitrary::Result<()> {
        let Some(at) = self.chosen(chance)? else { return Ok(()) };
        let id = &self.seen[at].id;
        let before = self.server.task(id).expect("the task");
        let is_done = end(&self.server, id);
        let after = self.server.task(id).expect("the task");
        assert!(after.ended == (before.ended || is_done), "{before:?} {after:?}");
        assert!(!before.ended || before.state == after.state, "{before:?} {after:?}");
        Ok(())
    }

    async fn step(&mut self, chance: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        let Some(at) = self.chosen(chance)? else { return Ok(()) };
        let id = &self.seen[at].id;
        let path = match chance.arbitrary()? {
            true => format!("/__admin/tasks/{id}/step"),
            false => format!("/__admin/tasks/{id}/advance"),
        };
        let reply = self.server.ask("POST", &path, &[], br#"{"seconds": 2}"#).await;
        assert!(reply.status < 500, "{}", reply.status);
        Ok(())
    }

    fn chosen(&self, chance: &mut Unstructured<'_>) -> arbitrary::Result<Option<usize>> {
        if self.seen.is_empty() {
            return Ok(None);
        }
        chance.int_in_range(0..=self.seen.len() - 1).map(Some)
    }

    /// Every task stands there once, and what was given back has no video.
    fn check_ledger(&self) {
        let charges = self.server.ledger();
        let mut tasks: Vec<&str> = charges.iter().map(|charge| charge.task.as_str()).collect();
        tasks.sort_unstable();
        let mut known: Vec<&str> = self.seen.iter().map(|seen| seen.id.as_str()).collect();
        known.sort_unstable();
        assert_eq!(tasks, known);
        for charge in charges.iter().filter(|charge| charge.refunded) {
            let view = self.server.task(&charge.task).expect("the task");
            let mut states = self.call.revision.states.iter();
            let has_video = states.any(|state| state.word == view.state && state.stage == Stage::Succeeded);
            assert!(view.ended && !has_video, "{view:?}");
        }
    }
}

impl Seen {
    /// A task goes from waiting to running to its end, and what has ended stays as it is.
    fn goes_on(&mut self, revision: &Revision, task: &Task) {
        check_state(revision, &task.state);
        assert_eq!(task.id, self.id);
        let now = (task.state.word().to_owned(), task.state.stage(), task.videos.len());
        if let Some(last) = &self.last {
            let rank = |stage: Option<Stage>| match stage {
                Some(Stage::Queued) => 0,
                Some(Stage::Running) | None => 1,
                Some(_) => 2,
            };
            assert!(rank(now.1) >= rank(last.1), "{now:?} after {last:?}");
            assert!(rank(last.1) < 2 || now == *last, "{now:?} after {last:?}");
        }
        self.last = Some(now);
    }
}

/// A body that the page takes, without an address to call.
pub fn sound(call: Call) -> Vec<u8> {
    TAKEN.with_borrow_mut(|taken| {
        if let Some((_, body)) = taken.iter().find(|(name, _)| *name == call.name()) {
            return body.clone();
        }
        let space = Space::of(call.operation);
        let bodies = (0..space.size()).map(|point| fitted(call, space.body(point)).to_string().into_bytes());
        let passes = |body: &Vec<u8>| {
            let given = wire::read(body, call.operation, &call.revision.quoted);
            given.is_ok_and(|given| vidu_types::check::check(call.operation, &given).passes())
        };
        let body = bodies.into_iter().find(passes).unwrap_or_else(|| panic!("{} takes no body", call.name()));
        taken.push((call.name(), body.clone()));
        body
    })
}

/// One page wants either of two fields, and one a second picture at its place.
fn fitted(call: Call, mut body: serde_json::Value) -> serde_json::Value {
    if call.operation.name == "dub" && call.revision.vendor == "acme" {
        body["speech"] = "Good evening".into();
    }
    body
}

/// Where a call about a task goes.
fn path(operation: &Operation, id: &str) -> String {
    let path = operation.path.replace("{id}", id);
    match &operation.id_parameter {
        Some(parameter) => format!("{path}?{parameter}={id}"),
        None => path,
    }
}

fn body(operation: &Operation, id: &str) -> Vec<u8> {
    let given = vidu_types::Given { fields: vec![None; operation.fields.len()], ..vidu_types::Given::default() };
    let written = serde_json::to_vec(&wire::body(operation, &given).of_task(id)).expect("a body");
    if operation.body.is_empty() { Vec::new() } else { written }
}
