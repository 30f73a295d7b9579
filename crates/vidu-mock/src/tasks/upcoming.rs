//! Scripts for the next tasks, whoever makes them or in one world, each used once.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::tasks::rule::as_text;
use crate::tasks::script::Script;
use crate::worlds::apart::Apart;

/// As many wait for all worlds, and as many for each; of more the oldest are forgotten.
pub const MOST: usize = 1000;

/// The scripts that wait for a task.
#[derive(Debug, Default)]
pub struct Upcoming {
    lists: Apart<VecDeque<Script>>,
    /// Whose list changed since this was last emptied.
    changed: BTreeSet<Option<Box<str>>>,
}

/// A script as a log keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept(#[serde(with = "as_text")] Script);

impl Upcoming {
    /// Lets a script wait for the next task of anybody, or in one world.
    pub fn add(&mut self, world: Option<&str>, script: Script) {
        let list = self.lists.of(world);
        if list.len() >= MOST {
            list.pop_front();
        }
        list.push_back(script);
        self.changed.insert(world.map(Into::into));
    }

    /// The script that has waited longest for a task in a world; the world's own come first.
    pub fn take(&mut self, world: &str) -> Option<Script> {
        if self.lists.is_empty(VecDeque::is_empty) {
            return None;
        }
        let lists: Vec<_> = self.lists.counting(world).collect();
        let place = lists.iter().rposition(|list| !list.is_empty())?;
        let script = lists.into_iter().nth(place)?.pop_front();
        self.changed.insert((place > 0).then(|| world.into()));
        script
    }

    /// Forgets all of everybody, or of one world.
    pub fn clear(&mut self, world: Option<&str>) {
        self.changed.extend(self.lists.within(world).map(|(name, _)| name.map(Into::into)));
        self.lists.within_mut(world).for_each(VecDeque::clear);
        self.lists.shed(VecDeque::is_empty);
    }

    /// The lists that changed since this was last asked, whole.
    pub fn changes(&mut self) -> Vec<(Option<Box<str>>, Vec<Kept>)> {
        let changed = std::mem::take(&mut self.changed);
        changed.into_iter().map(|world| (world.clone(), self.kept_of(world.as_deref()))).collect()
    }

    /// Forgets what changed, where there is no log.
    pub fn forget_changes(&mut self) {
        self.changed.clear();
    }

    /// All lists that have anything.
    pub fn kept(&self) -> Vec<(Option<Box<str>>, Vec<Kept>)> {
        let all = self.lists.within(None).filter(|(_, list)| !list.is_empty());
        all.map(|(world, _)| (world.map(Into::into), self.kept_of(world))).collect()
    }

    /// Puts a list of an earlier process to its place.
    pub fn put_back(&mut self, world: Option<&str>, list: Vec<Kept>) {
        *self.lists.of(world) = list.into_iter().map(|Kept(script)| script).collect();
    }

    fn kept_of(&self, world: Option<&str>) -> Vec<Kept> {
        let list = self.lists.within(world).find(|(name, _)| *name == world);
        list.map_or_else(Vec::new, |(_, list)| list.iter().cloned().map(Kept).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_used_once_and_a_world_s_own_come_first() {
        let mut upcoming = Upcoming::default();
        upcoming.add(None, Script::fail_with("1"));
        upcoming.add(Some("w"), Script::fail_with("2"));
        upcoming.add(None, Script::fail_with("3"));
        let mut other = Upcoming::default();
        upcoming.changes().into_iter().for_each(|(world, list)| other.put_back(world.as_deref(), list));
        for upcoming in [&mut upcoming, &mut other] {
            let mut take = |world: &str| upcoming.take(world).map(|script| script.to_string());
            assert_eq!(take("w").as_deref(), Some("fail=2"));
            assert_eq!(take("w").as_deref(), Some("fail=1"));
            assert_eq!(take("v").as_deref(), Some("fail=3"));
            assert_eq!(take("w"), None);
        }
        assert!(upcoming.kept().is_empty());
    }

    #[test]
    fn the_newest_are_kept() {
        let mut upcoming = Upcoming::default();
        (0..MOST + 5).for_each(|number| upcoming.add(None, Script::fail_with(number.to_string())));
        assert_eq!(upcoming.take("w"), Some(Script::fail_with("5")));
        upcoming.clear(None);
        assert_eq!(upcoming.take("w"), None);
    }
}
