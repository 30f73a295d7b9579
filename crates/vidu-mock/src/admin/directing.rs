//! What directs tasks in process: scripts, rules, steps, and what drives whom.

use std::time::Duration;

use crate::admin::direct;
use crate::mock_server::MockServer;
use crate::tasks::rule::{Rule, Standing};
use crate::time::drive::{Drive, Mover, Whose};
use crate::worlds::event::Event;

impl MockServer {
    /// Adds a rule and gives the number to delete it by, or says why it can never count.
    pub fn add_rule(&self, rule: Rule) -> Result<u64, String> {
        let engine = self.engine();
        rule.check(&engine.house.spec)?;
        engine.worlds().rules.add(rule)
    }

    /// The rules that stand, in the order in which they were added, and how often each counted.
    pub fn rules(&self) -> Vec<Standing> {
        self.engine().worlds().rules.list().to_vec()
    }

    /// Deletes the rule with a number and tells whether there was one.
    pub fn remove_rule(&self, id: u64) -> bool {
        self.engine().worlds().rules.remove(Some(id)) > 0
    }

    /// Deletes all rules.
    pub fn clear_rules(&self) {
        self.engine().worlds().rules.remove(None);
    }

    /// Sets what drives tasks that are made from now on, or leaves it to what is wider; or says why that cannot be. The
    /// clock of all or of a world goes on at once at the pace that is set for it, for the tasks of before too.
    pub fn drive(&self, whose: Whose, drive: Option<Drive>) -> Result<(), String> {
        direct::drive(self.engine(), whose, drive)
    }

    /// Moves the time of a task that alone is held ([`Drive::Held`] in a world whose clock runs), sends what falls due by
    /// that, and tells what happened; or says why it cannot be moved so.
    pub async fn advance_task(&self, task: &str, by: Duration) -> Result<Vec<Event>, String> {
        direct::step(self.engine(), self.wishes(), None, task, Mover::Hand, by).await
    }

    /// Moves a task that commands drive to its next state, sends what falls due by that, and tells what happened; or says
    /// why it cannot be moved so.
    pub async fn step(&self, task: &str) -> Result<Vec<Event>, String> {
        direct::step(self.engine(), self.wishes(), None, task, Mover::Command, Duration::ZERO).await
    }
}
