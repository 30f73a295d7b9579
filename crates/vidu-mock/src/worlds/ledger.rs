//! What an account was billed for: a reading of its tasks, so that it can never disagree with them.

use serde::Serialize;
use vidu_types::table::Revision;

use crate::time::clock::Moment;
use crate::worlds::order::Task;
use crate::worlds::world::World;

/// What one task costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// The world, which is a vendor and a key.
    pub world: String,
    /// The task.
    pub task: String,
    /// What was asked for, by the name of the operation.
    pub operation: String,
    /// The number of the request in the journal that made it.
    pub request: u64,
    /// What it costs; nothing where neither a page nor the spec gives a price.
    pub credits: Option<i64>,
    /// Whether no page gives the price.
    pub made_up: bool,
    /// Whether it was given back, because the task ended without a video.
    pub refunded: bool,
}

/// Every charge of a world as it stands at a moment, in order.
pub fn charges(world: &World, revision: &Revision, now: Moment) -> impl Iterator<Item = Charge> {
    let operation =
        |task: &Task| revision.operations.get(task.order.operation).map(|operation| operation.name.to_string());
    world.tasks().map(move |task| Charge {
        world: world.name.clone(),
        task: task.id.to_string(),
        operation: operation(task).unwrap_or_default(),
        request: task.order.request,
        credits: task.order.price.map(|price| price.credits),
        made_up: task.order.price.is_some_and(|price| price.made_up),
        refunded: is_refunded(task, now),
    })
}

/// What a task costs at a moment: its price, or none of it once it ended without a video.
pub fn credits(task: &Task, now: Moment) -> Option<i64> {
    let price = task.order.price?.credits;
    Some(if is_refunded(task, now) { 0 } else { price })
}

fn is_refunded(task: &Task, now: Moment) -> bool {
    task.plan.refunded().is_some_and(|at| at <= now)
}
