//! A callback that is due, made ready to be sent: address, headers and body.

use std::time::SystemTime;

use vidu_types::answer;
use vidu_types::table::OperationKind;
use vidu_types::{Timestamp, table::Slot};

use crate::clock::Moment;
use crate::engine::Worlds;
use crate::event::{Event, Happening};
use crate::fault::Hit;
use crate::ids;
use crate::journal::{Called, Record, Sent};
use crate::judge::House;
use crate::post::Target;
use crate::queue::{self, Due};
use crate::signature;

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
    /// Takes out the next callback that is due by a moment; what belongs to a plan that was changed is passed over.
    pub fn take(&mut self, house: &House, until: Moment) -> Option<Delivery> {
        loop {
            let due = self.queue.pop(until)?;
            if let Some(delivery) = self.prepare(house, due) {
                return Some(delivery);
            }
        }
    }

    /// Notes how a delivery went and puts the next attempt into the queue, if one is left.
    pub fn record(&mut self, house: &House, delivery: Delivery, result: Sent) -> Event {
        let Delivery { due, called, world, .. } = delivery;
        let now = self.now().max(due.at);
        let called = Called { result: result.clone(), ..called };
        let at = Timestamp::from(self.clock.date(due.at));
        let (task, state, url, attempt) =
            (called.task.clone(), called.state.clone(), called.url.clone(), called.attempt);
        self.note(Some(due.world), due.at, Record::Callback(called));
        if matches!(result, Sent::Refused { .. } | Sent::Failed { .. })
            && let Some(next) = queue::again(due, now, &house.settings.timing)
        {
            self.queue.push(next);
        }
        Event { at, world, task, state, what: Happening::Called { url, attempt, result } }
    }

    /// The states that tasks took on after one moment and no later than another, in order.
    pub fn entered(&self, house: &House, from: Moment, to: Moment) -> Vec<Event> {
        let mut events = Vec::new();
        for world in &self.list {
            let Some(revision) = house.spec.revisions.get(world.revision) else { continue };
            let passes = world.passes(from, to, &revision.states);
            events.extend(passes.map(|(task, pass)| Event {
                at: Timestamp::from(self.clock.date(pass.at)),
                world: world.name.clone(),
                task: task.id.to_string(),
                state: revision.states.get(pass.state).map_or_else(String::new, |state| state.word.to_string()),
                what: Happening::Entered,
            }));
        }
        events.sort_by_key(|event| event.at);
        events
    }

    /// Makes a callback ready; nothing if it belongs to a plan that was changed.
    pub fn prepare(&mut self, house: &House, due: Due) -> Option<Delivery> {
        let world = self.list.get(due.world)?;
        if world.task(due.task)?.version != due.version {
            return None;
        }
        let (hit, moved) = self.strike_callback(house, &due);
        if let Some(at) = moved {
            self.queue.push(Due { at, ..due });
            return None;
        }
        let world = self.list.get_mut(due.world)?;
        if due.attempt == 1 {
            world.note_called(due.task);
        }
        let mut draws = world.draws();
        let world = self.list.get(due.world)?;
        let task = world.task(due.task)?;
        let revision = house.spec.revisions.get(world.revision)?;
        let scene = self.scene(house, revision, due.world);
        let (callback, state) = (revision.callback.as_ref()?, scene.state(due.pass)?);
        let claimed = hit.as_ref().map_or(due.pass, |hit| hit.claimed(due.pass, revision));
        let mut facts = scene.of_task(task, claimed, due.pass.at);
        facts.set(Slot::RequestId, ids::uuid(&mut draws));
        let query = revision.operations.iter().find(|operation| operation.name == callback.body);
        let query = query.or_else(|| revision.operations.iter().find(|other| other.kind == OperationKind::Query))?;
        let body = answer::write(&query.answer, scene.state(claimed).map(|state| state.stage), &facts, &[])
            .to_string()
            .into_bytes();
        let url = task.order.callback.clone()?.into_string();
        let is = |test: fn(&Hit) -> bool| hit.as_ref().is_some_and(test);
        let lost = is(Hit::is_lost).then(|| "lost on its way, as a fault was set".to_owned());
        let target = Target::of(&url).and_then(|target| lost.map_or(Ok(target), Err));
        let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        if let (Some(signature), Ok(target)) = (&callback.signature, &target) {
            // While time is moved on, the clock is still at what was sent before.
            let sent = self.now().max(due.at);
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
}
