//! The one task that sends callbacks: as they fall due, or all in order when time is moved on by hand.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::callback::delivery::Delivery;
use crate::callback::post::{post, resolve};
use crate::callback::queue::Due;
use crate::time::clock::Pace;
use crate::time::patience::within;
use crate::time::timeline::Span;
use crate::worlds::engine::Engine;
use crate::worlds::history::History;
use crate::worlds::journal::Sent;

/// As many callbacks are under way at once.
const MOST: usize = 64;
/// However fast the clock runs, a receiver has this much real time.
const LEAST_TIMEOUT: Duration = Duration::from_secs(1);

/// A wish to move time on.
#[derive(Debug)]
pub struct Advance {
    /// How far.
    pub by: Duration,
    /// The world whose clock it is; nothing for all.
    pub world: Option<usize>,
    /// Who wants to know what happened.
    pub reply: oneshot::Sender<History>,
}

/// Sends what falls due until nobody can ask for anything any more.
pub async fn run(engine: Arc<Engine>, mut wishes: mpsc::UnboundedReceiver<Advance>) {
    let mut sender = Sender { engine, flying: JoinSet::new(), busy: HashSet::new(), parked: Vec::new() };
    loop {
        sender.launch();
        let next = sender.next_instant();
        tokio::select! {
            wish = wishes.recv() => match wish {
                // Nobody listens any more: then nobody misses the answer.
                Some(wish) => drop(wish.reply.send(sender.advance(wish.world, wish.by).await)),
                None => return,
            },
            Some(done) = sender.flying.join_next() => sender.land(done.ok()),
            () = sender.engine.wake.notified() => {}
            () = sleep_until(next) => {}
        }
    }
}

/// A task, by the positions of its world and its own.
type Place = (usize, usize);

struct Sender {
    engine: Arc<Engine>,
    flying: JoinSet<Place>,
    /// Tasks with a callback under way: the next one waits, so that a receiver never hears of the end first.
    busy: HashSet<Place>,
    parked: Vec<Due>,
}

impl Sender {
    /// Sends everything that is due now.
    fn launch(&mut self) {
        while self.flying.len() < MOST {
            let mut worlds = self.engine.worlds();
            let Some(due) = worlds.pop_now() else { return };
            if self.busy.contains(&(due.world, due.task)) {
                self.parked.push(due);
                continue;
            }
            let Some(delivery) = worlds.prepare(&self.engine.house, due) else { continue };
            drop(worlds);
            let place = (delivery.due.world, delivery.due.task);
            self.busy.insert(place);
            let engine = Arc::clone(&self.engine);
            self.flying.spawn(async move {
                let result = send(&engine, &delivery).await;
                engine.worlds().record(&engine.house, delivery, result);
                engine.changed.notify_waiters();
                place
            });
        }
    }

    fn land(&mut self, place: Option<Place>) {
        match place {
            Some(place) => drop(self.busy.remove(&place)),
            // It panicked, and with it went the name of the task: better twice at once than never again.
            None => self.busy.clear(),
        }
        let mut worlds = self.engine.worlds();
        self.parked.drain(..).for_each(|due| worlds.push(due));
    }

    fn next_instant(&self) -> Option<Instant> {
        if self.flying.len() >= MOST {
            return None;
        }
        self.engine.worlds().next_instant()
    }

    /// Moves time on, one due callback after another, and settles before it returns.
    async fn advance(&mut self, world: Option<usize>, by: Duration) -> History {
        while let Some(done) = self.flying.join_next().await {
            self.land(done.ok());
        }
        let spans = self.engine.worlds().spans(world, by);
        let mut events = Vec::new();
        while let Some(delivery) = self.take(&spans) {
            let result = send(&self.engine, &delivery).await;
            events.push(self.engine.worlds().record(&self.engine.house, delivery, result));
        }
        let mut worlds = self.engine.worlds();
        spans.iter().for_each(|span| worlds.reach(span.world, span.to));
        // The clocks have moved; should that not be written, the next answer says so.
        let _ = worlds.commit(&self.engine.house, None);
        worlds.history(&self.engine.house, &spans, events)
    }

    /// The next callback that is due on the way, its clock moved on to its time.
    fn take(&self, spans: &[Span]) -> Option<Delivery> {
        let mut worlds = self.engine.worlds();
        let delivery = worlds.take(&self.engine.house, spans)?;
        worlds.reach(Some(delivery.due.world), delivery.due.at);
        Some(delivery)
    }
}

/// Sends a callback that was made ready.
pub async fn send(engine: &Engine, delivery: &Delivery) -> Sent {
    let target = match &delivery.target {
        Ok(target) => target,
        Err(why) => return Sent::Undeliverable { why: why.clone() },
    };
    if let Some(receiver) = &engine.house.settings.receiver {
        return receiver.hand_over(target, delivery);
    }
    let limit = timeout(engine, delivery.due.world);
    let address = match within(limit, resolve(target, engine.house.settings.callback_allow)).await {
        Some(Ok(Ok(address))) => address,
        Some(Ok(Err(why))) => return Sent::Undeliverable { why },
        Some(Err(error)) => return Sent::Failed { why: error.to_string() },
        None => return Sent::Failed { why: "the name was not found in time".to_owned() },
    };
    let message = (&*delivery.headers, &*delivery.body);
    let authorities = &engine.house.settings.callback_authorities;
    if delivery.is_doubled {
        // What counts is how the second goes.
        let _ = within(limit, post(target, address, message, authorities)).await;
    }
    match within(limit, post(target, address, message, authorities)).await {
        Some(Ok(status)) if (200..300).contains(&status) => Sent::Delivered { status },
        Some(Ok(status)) => Sent::Refused { status },
        Some(Err(error)) => Sent::Failed { why: error.to_string() },
        None => Sent::Failed { why: "no answer in time".to_owned() },
    }
}

fn timeout(engine: &Engine, world: usize) -> Duration {
    let timeout = engine.house.settings.timing.callback_timeout;
    let pace = engine.worlds().clock_of(Some(world)).pace();
    match pace {
        Pace::Held => timeout,
        Pace::Real { speed } => timeout.min(timeout.div_f64(speed.max(1.0)).max(LEAST_TIMEOUT)),
    }
}

async fn sleep_until(instant: Option<Instant>) {
    match instant {
        Some(instant) => tokio::time::sleep_until(instant).await,
        None => std::future::pending().await,
    }
}
