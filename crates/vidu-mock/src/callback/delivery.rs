//! A callback that is due, made ready to be sent: address, headers and body.

use std::time::SystemTime;

use vidu_types::answer;
use vidu_types::table::{OperationKind, Revision, Stage};
use vidu_types::{Facts, Timestamp, table::Slot};

use crate::callback::post::Target;
use crate::callback::queue::{self, Due};
use crate::callback::signature;
use crate::calls::judge::House;
use crate::fault::Hit;
use crate::tasks::ids;
use crate::tasks::random::Random;
use crate::time::timeline::Span;
use crate::worlds::engine::Worlds;
use crate::worlds::event::{Event, Happening};
use crate::worlds::journal::{Called, Record, Sent};
use crate::worlds::state::Item;
use crate::worlds::text::Text;

/// A callback that is due.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its place in the queue.
    pub due: Due,
    /// Where it goes, or why it cannot.
    pub target: Result<Target, String>,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
    /// Whether it is sent twice.
    pub is_doubled: bool,
    world: String,
    called: Called,
}

impl Worlds {
    /// Takes out the next callback that is due on the way; what belongs to a plan that was changed is passed over.
    pub fn take(&mut self, house: &House, spans: &[Span]) -> Option<Delivery> {
        loop {
            let due = self.pop_within(spans)?;
            if let Some(delivery) = self.prepare(house, due) {
                return Some(delivery);
            }
        }
    }

    /// Notes how a delivery went and puts the next attempt into the queue, if one is left.
    pub fn record(&mut self, house: &House, delivery: Delivery, result: Sent) -> Event {
        let Delivery { due, mut called, world, .. } = delivery;
        let secret = self.list.get(due.world).and_then(|world| world.key.hidden());
        secret.iter().for_each(|secret| secret.hide(&mut called.url));
        if !self.list.get(due.world).is_some_and(|world| world.is_of_now(due.task, due.version)) {
            // The world was made empty meanwhile: nobody shall find anything of its past.
            let (Called { task, state, url, attempt, .. }, at) = (called, Timestamp::from(self.clock.date(due.at)));
            let what = Happening::Called { url, attempt, result };
            return Event { at, world: world.into(), task: task.into(), state: state.into(), what };
        }
        let now = self.now_of(Some(due.world)).max(due.at);
        let called = Called { result: result.clone(), ..called };
        let at = Timestamp::from(self.clock.date(due.at));
        let place = due.clone();
        let (task, state) = (Text::from(&*called.task), Text::from(&*called.state));
        let (url, attempt) = (called.url.clone(), called.attempt);
        self.note(Some(due.world), due.at, Record::Callback(called));
        if matches!(result, Sent::Refused { .. } | Sent::Failed { .. })
            && let Some(next) = queue::again(due, now, &house.settings.timing)
        {
            self.keep(|| Item::Due(next.clone()));
            self.push(next);
        }
        self.list.get_mut(place.world).into_iter().for_each(|world| world.changed.push(place.task));
        // Attempts that a test asked for were never in the queue.
        if place.attempt > 1 && place.number > 0 {
            self.keep(|| Item::Done(place.clone()));
        }
        // Whoever reads the state later finds the callback unsent and sends it again: better twice than never.
        let _ = self.commit(house, Some(place.world));
        Event { at, world: world.into(), task, state, what: Happening::Called { url, attempt, result } }
    }

    /// Makes a callback ready; nothing if it belongs to a plan that was changed.
    pub fn prepare(&mut self, house: &House, due: Due) -> Option<Delivery> {
        let (hit, mut draws) = self.admit(house, &due)?;
        let world = self.list.get(due.world)?;
        let task = world.task(due.task)?;
        let revision = house.spec.revisions.get(world.revision)?;
        let scene = self.scene(house, revision, due.world);
        let (callback, state) = (revision.callback.as_ref()?, scene.state(due.pass)?);
        let claimed = hit.as_ref().map_or(due.pass, |hit| hit.claimed(due.pass, revision));
        let mut facts = scene.of_task(task, claimed, due.pass.at);
        facts.set(Slot::RequestId, ids::uuid(&mut draws));
        let stage = scene.state(claimed).map(|state| state.stage);
        let body = written(revision, &callback.body, stage, &facts)?;
        let url = task.order.callback.clone()?.into_string();
        let is = |test: fn(&Hit) -> bool| hit.as_ref().is_some_and(test);
        let lost = is(Hit::is_lost).then(|| "lost on its way, as a fault was set".to_owned());
        let target = Target::of(&url).and_then(|target| lost.map_or(Ok(target), Err));
        let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        if let (Some(signature), Ok(target)) = (&callback.signature, &target) {
            // While time is moved on, the clock is still at what was sent before.
            let sent = self.now_of(Some(due.world)).max(due.at);
            let date = Timestamp::from(house.settings.begins.map_or_else(SystemTime::now, |_| self.clock.date(sent)));
            let nonce = ids::uuid(&mut draws);
            let key = if is(Hit::is_forged) { world.key.forged() } else { world.key.clone() };
            headers.extend(signature::headers(signature, target, &key, &date.http_date(), &nonce));
        }
        let (task, state) = (task.id.to_string(), state.word.to_string());
        let result = Sent::Undeliverable { why: String::new() };
        let injected = hit.as_ref().map(Hit::name);
        let called = Called { task, state, url, attempt: due.attempt, injected, result };
        let is_doubled = is(Hit::is_doubled);
        Some(Delivery { due, target, headers, body, is_doubled, world: world.name.clone(), called })
    }

    /// What hits a callback and the draws for it; nothing if it is not to be sent now, or never.
    fn admit(&mut self, house: &House, due: &Due) -> Option<(Option<Hit>, Random)> {
        if self.list.get(due.world)?.task(due.task)?.version != due.version {
            return None;
        }
        let (hit, moved) = self.strike_callback(house, due);
        if let Some(at) = moved {
            self.push(Due { at, ..due.clone() });
            return None;
        }
        let world = self.list.get_mut(due.world)?;
        if due.attempt == 1 {
            world.note_called(due.task);
        }
        Some((hit, world.draws()))
    }
}

/// The body of a callback: what the operation of this name answers, or the vendor's first query.
fn written(revision: &Revision, operation: &str, stage: Option<Stage>, facts: &Facts) -> Option<Vec<u8>> {
    let operations = || revision.operations.iter();
    let named = operations().find(|candidate| candidate.name == operation);
    let query = named.or_else(|| operations().find(|other| other.kind == OperationKind::Query))?;
    Some(answer::write_body::<()>(&query.answer, stage, facts, &[]))
}
