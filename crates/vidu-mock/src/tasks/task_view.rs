//! A task as the admin surface shows it.

use serde::Serialize;
use vidu_types::Timestamp;

use crate::calls::judge::House;
use crate::time::clock::Moment;
use crate::worlds::engine::Worlds;
use crate::worlds::ledger;

/// A task as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TaskView {
    /// Its id.
    pub id: String,
    /// Its world, by printed name.
    pub world: String,
    /// What made it, as `vendor/month/operation`.
    pub operation: String,
    /// The state that it is in, in the vendor's word.
    pub state: String,
    /// Whether it has ended.
    pub ended: bool,
    /// How far it is, in percent.
    pub progress: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it begins; nothing if it never does.
    pub begins_at: Option<Timestamp>,
    /// When it ends; nothing if it never does.
    pub ends_at: Option<Timestamp>,
    /// What it costs as it stands; nothing where no price is known.
    pub credits: Option<i64>,
    /// The text that it carries.
    pub payload: Option<String>,
    /// The address to call.
    pub callback: Option<String>,
    /// The number of the request in the journal that made it.
    pub request: u64,
}

impl TaskView {
    /// The task at a position of the world at a position, as it stands now.
    pub(crate) fn of(worlds: &Worlds, house: &House, world: usize, position: usize) -> Option<TaskView> {
        let of = worlds.list.get(world)?;
        let (task, revision) = (of.task(position)?, house.spec.revisions.get(of.revision)?);
        let now = worlds.now_of(Some(world));
        let pass = task.plan.at(now, &revision.states)?;
        let name = revision.operations.get(task.order.operation).map_or("", |operation| &*operation.name);
        let date = |moment: Moment| Timestamp::from(worlds.clock.date(moment));
        let ever = |moment: Moment| (moment != Moment::NEVER).then(|| date(moment));
        let secret = of.key.hidden();
        let open = |text: &Option<Box<str>>| {
            let mut text = text.as_deref()?.to_owned();
            secret.iter().for_each(|secret| secret.hide(&mut text));
            Some(text)
        };
        Some(TaskView {
            id: task.id.to_string(),
            world: of.name.clone(),
            operation: format!("{}/{}/{name}", revision.vendor, revision.month),
            state: worlds.scene(house, revision, world).word(task, pass).to_owned(),
            ended: task.plan.is_over(now),
            progress: task.plan.progress(now),
            created_at: date(task.plan.created),
            begins_at: ever(task.plan.begins),
            ends_at: ever(task.plan.ends),
            credits: ledger::credits(task, now),
            payload: open(&task.order.payload),
            callback: open(&task.order.callback),
            request: task.order.request,
        })
    }
}
