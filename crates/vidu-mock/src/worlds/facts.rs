//! What answers say: a task, an account, as facts at a moment.

use vidu_types::table::{Group, Slot, Stage, State};
use vidu_types::{Facts, Timestamp};

use crate::calls::results::{File, Links};
use crate::tasks::ids;
use crate::tasks::plan::{Outcome, Pass};
use crate::tasks::random::{Random, digest};
use crate::time::clock::{Clock, Moment};
use crate::worlds::ledger;
use crate::worlds::order::Task;
use crate::worlds::world::{Rules, World};

/// What facts are made with, beside the task.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The vendor and the server's timing.
    pub rules: Rules<'a>,
    /// Tells the date of a moment.
    pub clock: &'a Clock,
    /// Where results are.
    pub base: &'a str,
    /// Signs them.
    pub seed: u64,
}

impl<'a> Scene<'a> {
    /// The date of a moment.
    pub fn date(&self, moment: Moment) -> Timestamp {
        Timestamp::from(self.clock.date(moment))
    }

    /// The state that a pass leads to.
    pub fn state(&self, pass: Pass) -> Option<&'a State> {
        self.rules.revision.states.get(pass.state)
    }

    /// The word for a task's state: the vendor's, unless a script has another for it while it runs.
    pub fn word<'t>(&self, task: &'t Task, pass: Pass) -> &'t str
    where
        'a: 't,
    {
        let scripted = task.order.manner.state.as_deref().filter(|_| self.is_scripted(task, pass));
        scripted.or(self.state(pass).map(|state| &*state.word)).unwrap_or_default()
    }

    /// Whether a script has another word for a task's state.
    pub fn is_scripted(&self, task: &Task, pass: Pass) -> bool {
        task.order.manner.state.is_some() && self.state(pass).is_some_and(|state| state.stage == Stage::Running)
    }

    /// What there is to say of a task that has reached a state, at a moment.
    pub fn of_task(&self, task: &Task, pass: Pass, now: Moment) -> Facts {
        let stage = self.state(pass).map(|state| state.stage);
        let is_over = task.plan.is_over(now) && pass.at == task.plan.ends;
        let mut facts = Facts::new();
        facts.set(Slot::TaskId, &*task.id);
        facts.set(Slot::TaskState, self.word(task, pass));
        facts.set(Slot::TaskCreatedAt, self.date(task.plan.created));
        facts.set(Slot::TaskChangedAt, self.date(pass.at));
        facts.set(Slot::TaskProgress, task.plan.progress(now) as i64);
        facts.set(Slot::TaskEta, whole_seconds(task.plan.ends, now));
        facts.set(Slot::VideoDuration, i64::from(task.order.picture.seconds));
        if let Some(credits) = ledger::credits(task, now) {
            facts.set(Slot::TaskCredits, credits);
        }
        if let Some(payload) = &task.order.payload {
            facts.set(Slot::TaskPayload, &**payload);
        }
        if let Some(seed) = task.seed {
            facts.set(Slot::TaskSeed, seed);
        }
        if is_over {
            facts.set(Slot::TaskEndedAt, self.date(task.plan.ends));
            self.add_failure(&mut facts, &task.plan.outcome);
        }
        if stage == Some(Stage::Succeeded) {
            facts.push(Group::Video, self.of_video(task, now));
        }
        facts
    }

    /// What there is to say of an account at a moment.
    pub fn of_account(&self, world: &World, now: Moment, credits: i64) -> Facts {
        let (running, queued) = world.load(now);
        let mut balance = Facts::new();
        balance.set(Slot::BalanceRemaining, credits.saturating_sub(world.spent(now)));
        balance.set(Slot::BalanceConcurrency, self.rules.revision.task.concurrent.map_or(0, |limit| limit as i64));
        balance.set(Slot::BalanceRunning, running as i64);
        balance.set(Slot::BalanceQueued, queued as i64);
        let mut facts = Facts::new();
        facts.push(Group::Balance, balance);
        facts
    }

    fn add_failure(&self, facts: &mut Facts, outcome: &Outcome) {
        let code = match outcome {
            Outcome::Failed(code) => code.as_deref(),
            Outcome::Cancelled => self.rules.revision.task.cancelled_code.as_deref(),
            Outcome::Succeeded | Outcome::Stuck(_) => return,
        };
        let listed = self.rules.revision.errors.codes.iter().find(|listed| Some(&*listed.code) == code);
        facts.set(Slot::FailureMessage, listed.map_or("the task failed", |listed| sentence(&listed.message)));
        if let Some(code) = code {
            facts.set(Slot::FailureCode, code);
        }
    }

    fn of_video(&self, task: &Task, now: Moment) -> Facts {
        let rules = &self.rules.revision.task;
        let lifetime = rules.url_lifetime.unwrap_or(self.rules.timing.lifetime.as_secs());
        let expires = self.date(now).unix_seconds().saturating_add_unsigned(lifetime);
        let links = Links { base: self.base, seed: self.seed, expires };
        let link = |file| links.to(&self.rules.revision.vendor, &task.id, task.order.picture, file);
        let mut draws = Random::new(digest(task.id.as_bytes()), b"video");
        let mut video = Facts::new();
        video.set(Slot::VideoId, ids::draw(rules.id, &mut draws));
        video.set(Slot::VideoUrl, link(File::Video));
        video.set(Slot::VideoCoverUrl, link(File::Cover));
        video.set(Slot::VideoWatermarkedUrl, link(File::Watermarked));
        video.set(Slot::VideoDuration, i64::from(task.order.picture.seconds));
        video.set(Slot::VideoType, "mp4");
        video.set(Slot::VideoLifetime, i64::try_from(lifetime).unwrap_or(i64::MAX));
        video
    }
}

/// A vendor's text without the place for fields: a failed task has none to name.
fn sentence(message: &str) -> &str {
    message.split("{fields}").next().unwrap_or_default().trim_end_matches([':', ' '])
}

/// How many seconds until something, begun ones counted; none for what never happens.
fn whole_seconds(moment: Moment, now: Moment) -> i64 {
    if moment == Moment::NEVER {
        return 0;
    }
    i64::try_from(moment.since(now).as_millis().div_ceil(1000)).unwrap_or(i64::MAX)
}
