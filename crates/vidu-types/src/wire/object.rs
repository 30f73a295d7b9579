//! A JSON object as a body has it: a list of members, most often short and in the order in which they are asked for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::json::Json;

/// In an object of more members a key is looked up, so that the time for many stays that of their number.
const FEW: usize = 16;

/// A JSON object; every key once.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Object<'a> {
    members: Vec<(Cow<'a, str>, Json<'a>)>,
    /// The keys, if there are more than a few.
    keys: BTreeSet<Cow<'a, str>>,
    /// Where the member stands that is most likely taken next.
    next: usize,
}

impl<'a> Object<'a> {
    /// Nothing in it.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Whether it has a member of this name.
    pub(super) fn has(&self, key: &str) -> bool {
        if self.members.len() > FEW { self.keys.contains(key) } else { self.members.iter().any(|(one, _)| one == key) }
    }

    /// Adds a member of a name that it does not have.
    pub(super) fn push(&mut self, key: Cow<'a, str>, value: Json<'a>) {
        if self.members.is_empty() {
            self.members.reserve(FEW);
        }
        self.members.push((key, value));
        match self.members.len() {
            few if few <= FEW => {}
            number if number == FEW + 1 => self.keys = self.members.iter().map(|(key, _)| key.clone()).collect(),
            _ => self.keys.extend(self.members.last().map(|(key, _)| key.clone())),
        }
    }

    /// Gives a member another value; it is added if it is not there.
    pub(super) fn set(&mut self, key: Cow<'a, str>, value: Json<'a>) {
        match self.members.iter_mut().find(|(one, _)| *one == key) {
            Some((_, old)) => *old = value,
            None => self.push(key, value),
        }
    }

    /// The value of a member.
    pub(crate) fn member(&self, key: &str) -> Option<&Json<'a>> {
        self.members.iter().find(|(one, _)| one == key).map(|(_, value)| value)
    }

    /// Takes the value of a member, which is `null` from then on.
    pub(super) fn take(&mut self, key: &str) -> Option<Json<'a>> {
        let is_wanted = |(_, (one, _)): &(usize, &(Cow<'a, str>, Json<'a>))| one == key;
        let mut from_here = self.members.iter().enumerate().skip(self.next);
        let (at, _) = from_here.find(is_wanted).or_else(|| self.members.iter().enumerate().find(is_wanted))?;
        self.next = at + 1;
        Some(std::mem::replace(&mut self.members[at].1, Json::Null))
    }

    /// The members, in the order of the body.
    pub(super) fn members(&self) -> impl Iterator<Item = (&Cow<'a, str>, &Json<'a>)> {
        self.members.iter().map(|(key, value)| (key, value))
    }

    /// The same, owned.
    pub(super) fn into_members(self) -> impl Iterator<Item = (Cow<'a, str>, Json<'a>)> {
        self.members.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However many there are and in whatever order they are asked for.
    #[test]
    fn members_are_found_and_taken_once() {
        for number in [0, 1, FEW - 1, FEW, FEW + 1, FEW + 2, 100] {
            let mut object = Object::new();
            for at in 0..number {
                assert!(!object.has(&at.to_string()));
                object.push(at.to_string().into(), Json::Integer(at as i64));
                assert!(object.has(&at.to_string()) && object.has("0"));
            }
            assert_eq!((object.has("x"), object.take("x")), (false, None));
            let backwards = (0..number).rev();
            let mixed = (0..number).filter(|at| at % 3 == 0).chain((0..number).filter(|at| at % 3 != 0));
            for at in if number % 2 == 0 { backwards.collect::<Vec<_>>() } else { mixed.collect() } {
                assert_eq!(object.take(&at.to_string()), Some(Json::Integer(at as i64)), "{at} of {number}");
                assert_eq!(object.take(&at.to_string()), Some(Json::Null));
            }
            assert_eq!(object.members().count(), number);
            assert!(object.into_members().all(|(_, value)| value == Json::Null));
        }
    }
}
