//! What is set for all worlds together, and for each apart: nothing that one test sets is in another's way.

use std::collections::HashMap;

/// Something for all worlds and something for each, by its name.
#[derive(Clone, Debug, Default)]
pub struct Apart<T> {
    all: T,
    own: HashMap<Box<str>, T>,
}

impl<T: Default> Apart<T> {
    /// What is set for all, or for one world.
    pub fn of(&mut self, world: Option<&str>) -> &mut T {
        match world {
            None => &mut self.all,
            Some(name) => self.own.entry(name.into()).or_default(),
        }
    }

    /// What counts in a world: what is set for all, and what is set for it.
    pub fn counting(&mut self, world: &str) -> impl Iterator<Item = &mut T> {
        std::iter::once(&mut self.all).chain(self.own.get_mut(world))
    }

    /// Everything, or what is set for one world alone.
    pub fn within(&self, world: Option<&str>) -> impl Iterator<Item = (Option<&str>, &T)> {
        let all = world.is_none().then_some((None, &self.all));
        let own = self.own.iter().filter(move |(name, _)| world.is_none_or(|world| world == &***name));
        all.into_iter().chain(own.map(|(name, own)| (Some(&**name), own)))
    }

    /// The same, to be changed.
    pub fn within_mut(&mut self, world: Option<&str>) -> impl Iterator<Item = &mut T> {
        let all = world.is_none().then_some(&mut self.all);
        let own = self.own.iter_mut().filter(move |(name, _)| world.is_none_or(|world| world == &***name));
        all.into_iter().chain(own.map(|(_, own)| own))
    }

    /// Forgets worlds for which nothing is set any more.
    pub fn shed(&mut self, is_empty: impl Fn(&T) -> bool) {
        self.own.retain(|_, own| !is_empty(own));
    }

    /// Whether nothing is set for anybody.
    pub fn is_empty(&self, is_empty: impl Fn(&T) -> bool) -> bool {
        is_empty(&self.all) && self.own.values().all(is_empty)
    }
}
