//! What drives a task's time: a clock, queries, commands, or nothing at all because it is done at once.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;

use crate::time::clock::Pace;

/// What drives a task's time. It is set for the server, a world, an operation or a single task; the narrowest counts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Drive {
    /// Real time, this many times as fast. For an operation or a task of a world whose clock is held, its spans of time
    /// are so many times shorter and pass as that clock is moved.
    Real {
        /// How many seconds pass in one.
        speed: f64,
    },
    /// A hand: [`advance`](crate::Scope::advance), or
    /// [`advance_task`](crate::Scope::advance_task) for a task that alone is held.
    Held,
    /// Queries: each moves the task to its next state, or so far that it is done with the query of this number.
    EachQuery {
        /// How many queries it takes to be done; without it, one for each state.
        polls: Option<u32>,
    },
    /// Commands: as with queries, but it is [`step`](crate::Scope::step) that moves.
    EachCommand {
        /// How many steps it takes to be done; without it, one for each state.
        steps: Option<u32>,
    },
    /// Nothing: the task is done as soon as it is made.
    AtOnce,
}

/// The words for drives, as text has them.
const WORDS: &str = "real, held, query, step, once";

impl Drive {
    /// The drive with a name: `real`, `held`, `query`, `step` or `once`.
    pub fn of(word: &str) -> Result<Drive, String> {
        match word.trim() {
            "real" => Ok(Drive::Real { speed: 1.0 }),
            "held" => Ok(Drive::Held),
            "query" => Ok(Drive::EachQuery { polls: None }),
            "step" => Ok(Drive::EachCommand { steps: None }),
            "once" => Ok(Drive::AtOnce),
            other => Err(format!("`{}` drives nothing; there are {WORDS}", other.escape_debug())),
        }
    }

    /// The same, done after so many queries or steps, if it counts any.
    pub fn done_after(self, count: u32) -> Result<Drive, String> {
        match self {
            Drive::EachQuery { .. } => Ok(Drive::EachQuery { polls: Some(count) }),
            Drive::EachCommand { .. } => Ok(Drive::EachCommand { steps: Some(count) }),
            _ => Err("a number of polls or steps belongs to drive=query or drive=step".to_owned()),
        }
    }

    /// What drives the clock, if it is a clock that drives.
    pub fn pace(self) -> Option<Pace> {
        match self {
            Drive::Real { speed } => Some(Pace::Real { speed }),
            Drive::Held => Some(Pace::Held),
            Drive::EachQuery { .. } | Drive::EachCommand { .. } | Drive::AtOnce => None,
        }
    }

    /// Whether it can be: a speed is a number above zero.
    pub fn check(self) -> Result<Drive, String> {
        match self {
            Drive::Real { speed } if !(speed.is_finite() && speed > 0.0) => {
                Err(format!("a speed of {speed} is not possible; give a number above 0"))
            }
            drive => Ok(drive),
        }
    }
}

/// As a script has it.
impl fmt::Display for Drive {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Drive::Real { speed } => write!(formatter, "drive=real; speed={speed}"),
            Drive::Held => formatter.write_str("drive=held"),
            Drive::EachQuery { polls: None } => formatter.write_str("drive=query"),
            Drive::EachQuery { polls: Some(count) } => write!(formatter, "drive=query; polls={count}"),
            Drive::EachCommand { steps: None } => formatter.write_str("drive=step"),
            Drive::EachCommand { steps: Some(count) } => write!(formatter, "drive=step; steps={count}"),
            Drive::AtOnce => formatter.write_str("drive=once"),
        }
    }
}

/// What moves one task.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Motion {
    /// The clock of its world, its spans this many times as long.
    Clock(f64),
    /// Steps.
    Steps(Mover, Option<u32>),
}

/// Who makes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mover {
    /// A query.
    Query,
    /// A command.
    Command,
    /// A hand that moves this task's time.
    Hand,
}

/// Whose tasks are driven so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Whose {
    /// Everybody's.
    All,
    /// Those of a world, by its name in the journal or as `VENDOR/KEY`.
    World(String),
    /// Those of an operation, by vendor and name.
    Operation(String, String),
}

/// As many worlds and operations have a setting of their own at once.
const MOST: usize = 10_000;

/// What was set for whom, beside what a task's own script says.
#[derive(Clone, Debug, Default)]
pub struct Drives {
    /// For everybody.
    pub server: Option<Drive>,
    /// By name of the world.
    pub worlds: HashMap<String, Drive>,
    /// By vendor and operation.
    pub operations: HashMap<(String, String), Drive>,
    /// What the server was started with.
    pub given: Option<Drive>,
    /// Whether anything was set since this was last looked at.
    pub is_changed: bool,
}

/// A setting as a log keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept(Whose, #[serde(with = "as_text")] Option<Drive>);

impl Drives {
    /// Sets what drives the tasks of everybody, of a world, or of an operation; nothing leaves it to what is wider.
    pub fn set(&mut self, whose: Whose, drive: Option<Drive>) -> Result<(), String> {
        if drive.is_some() && whose != Whose::All && self.worlds.len() + self.operations.len() >= MOST {
            return Err(format!("there are {MOST} settings already; take some back, with null, before you make more"));
        }
        self.is_changed = true;
        match (whose, drive) {
            (Whose::All, drive) => self.server = drive,
            (Whose::World(name), Some(drive)) => drop(self.worlds.insert(name, drive)),
            (Whose::World(name), None) => drop(self.worlds.remove(&name)),
            (Whose::Operation(vendor, name), Some(drive)) => drop(self.operations.insert((vendor, name), drive)),
            (Whose::Operation(vendor, name), None) => drop(self.operations.remove(&(vendor, name))),
        }
        Ok(())
    }

    /// All that is set, the widest first.
    pub fn all(&self) -> Vec<(Whose, Drive)> {
        let server = self.server.map(|drive| (Whose::All, drive));
        let worlds = self.worlds.iter().map(|(name, drive)| (Whose::World(name.clone()), *drive));
        let named = |((vendor, name), drive): (&(String, String), &Drive)| {
            (Whose::Operation(vendor.clone(), name.clone()), *drive)
        };
        let mut own: Vec<(Whose, Drive)> = worlds.chain(self.operations.iter().map(named)).collect();
        own.sort_by(|(one, _), (other, _)| one.cmp(other));
        server.into_iter().chain(own).collect()
    }

    /// What a server is started with.
    pub fn given(drive: Option<Drive>) -> Drives {
        Drives { server: drive, given: drive, ..Drives::default() }
    }

    /// All that was set since the server was started; what it was started with, the next start says again.
    pub fn kept(&self) -> Vec<Kept> {
        let own = self.all().into_iter().filter(|(whose, _)| *whose != Whose::All);
        let server = (self.server != self.given).then_some(Kept(Whose::All, self.server));
        server.into_iter().chain(own.map(|(whose, drive)| Kept(whose, Some(drive)))).collect()
    }

    /// Puts what was set in an earlier process to its place.
    pub fn put_back(&mut self, kept: Vec<Kept>) -> Result<(), String> {
        *self = Drives::given(self.given);
        kept.into_iter().try_for_each(|Kept(whose, drive)| self.set(whose, drive))?;
        self.is_changed = false;
        Ok(())
    }

    /// Leaves it for a world to what is wider.
    pub fn unset(&mut self, world: &str) {
        self.is_changed |= self.worlds.remove(world).is_some();
    }

    /// What moves a task of a world with this pace, if its script says nothing narrower.
    pub fn motion(&self, own: Option<Drive>, world: &str, operation: (&str, &str), pace: Pace) -> Motion {
        let of_operation = || self.operations.get(&(operation.0.to_owned(), operation.1.to_owned())).copied();
        let of_operation = || if self.operations.is_empty() { None } else { of_operation() };
        if let Some(narrow) = own.or_else(of_operation) {
            return narrow_motion(narrow, pace);
        }
        match self.worlds.get(world).copied().or(self.server) {
            // The world's clock has that pace already.
            None | Some(Drive::Real { .. } | Drive::Held) => Motion::Clock(1.0),
            Some(other) => narrow_motion(other, pace),
        }
    }
}

fn narrow_motion(drive: Drive, pace: Pace) -> Motion {
    match (drive, pace) {
        (Drive::Real { speed }, Pace::Real { speed: around }) => Motion::Clock(around / speed),
        (Drive::Real { speed }, Pace::Held) => Motion::Clock(1.0 / speed),
        (Drive::Held, Pace::Held) => Motion::Clock(1.0),
        (Drive::Held, Pace::Real { .. }) => Motion::Steps(Mover::Hand, None),
        (Drive::EachQuery { polls }, _) => Motion::Steps(Mover::Query, polls),
        (Drive::EachCommand { steps }, _) => Motion::Steps(Mover::Command, steps),
        (Drive::AtOnce, _) => Motion::Clock(0.0),
    }
}

/// A drive as a script has it.
mod as_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use super::Drive;
    use crate::tasks::script::Script;

    pub fn serialize<S: Serializer>(drive: &Option<Drive>, serializer: S) -> Result<S::Ok, S::Error> {
        drive.map(|drive| drive.to_string()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Drive>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        Ok(text.parse::<Script>().map_err(D::Error::custom)?.drive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_counts() {
        let drives = Drives {
            server: Some(Drive::AtOnce),
            worlds: [("w".to_owned(), Drive::EachQuery { polls: Some(2) })].into(),
            operations: [(("acme".to_owned(), "paint".to_owned()), Drive::EachCommand { steps: None })].into(),
            ..Drives::default()
        };
        let real = Pace::Real { speed: 4.0 };
        for (own, world, operation, pace, expected) in [
            (None, "v", "draw", real, Motion::Clock(0.0)),
            (None, "w", "draw", real, Motion::Steps(Mover::Query, Some(2))),
            (None, "w", "paint", real, Motion::Steps(Mover::Command, None)),
            (Some(Drive::Real { speed: 2.0 }), "w", "paint", real, Motion::Clock(2.0)),
            (Some(Drive::Real { speed: 2.0 }), "w", "paint", Pace::Held, Motion::Clock(0.5)),
            (Some(Drive::Held), "w", "paint", real, Motion::Steps(Mover::Hand, None)),
            (Some(Drive::Held), "w", "paint", Pace::Held, Motion::Clock(1.0)),
        ] {
            assert_eq!(drives.motion(own, world, ("acme", operation), pace), expected, "{own:?} {world} {operation}");
        }
        assert_eq!(Drives::default().motion(None, "w", ("acme", "paint"), real), Motion::Clock(1.0));
    }

    #[test]
    fn what_was_set_is_kept_and_what_was_given_is_given_again() {
        let mut first = Drives::given(Some(Drive::AtOnce));
        first.set(Whose::World("w".into()), Some(Drive::EachQuery { polls: Some(2) })).unwrap();
        let mut second = Drives::given(Some(Drive::Held));
        let written = serde_json::to_string(&first.kept()).unwrap();
        second.put_back(serde_json::from_str(&written).unwrap()).unwrap();
        assert_eq!((second.server, second.worlds == first.worlds), (Some(Drive::Held), true));
        first.set(Whose::All, None).unwrap();
        second.put_back(first.kept()).unwrap();
        assert_eq!((second.server, second.all().len()), (None, 1));
    }

    #[test]
    fn as_many_are_set_as_there_is_room_for() {
        let world = |number: usize| Whose::World(number.to_string());
        let operation = |number: usize| Whose::Operation("acme".to_owned(), number.to_string());
        let mut drives = Drives::default();
        for number in 0..MOST / 2 {
            drives.set(world(number), Some(Drive::Held)).expect("room");
            drives.set(operation(number), Some(Drive::Held)).expect("room");
        }
        for one_more in [world(MOST), operation(MOST)] {
            let refused = drives.set(one_more, Some(Drive::Held)).expect_err("no room");
            assert!(refused.starts_with("there are 10000 settings already; take some back"), "{refused}");
        }
        drives.set(Whose::All, Some(Drive::Held)).expect("one is for everybody");
        drives.set(world(0), None).expect("taken back");
        drives.set(world(MOST), Some(Drive::Held)).expect("room again");
    }

    #[test]
    fn what_is_unset_is_a_change_if_it_was_set() {
        let mut drives = Drives { worlds: [("w".to_owned(), Drive::Held)].into(), ..Drives::default() };
        for (world, is_changed, left) in [("v", false, 1), ("w", true, 0), ("w", true, 0)] {
            drives.unset(world);
            assert_eq!((drives.is_changed, drives.worlds.len()), (is_changed, left), "{world}");
        }
    }

    #[test]
    fn words_are_drives() {
        for word in WORDS.split(", ") {
            assert!(Drive::of(word).is_ok_and(|drive| drive.to_string().starts_with(&format!("drive={word}"))));
        }
        assert!(Drive::of("slow").is_err() && Drive::Held.done_after(2).is_err());
        assert!(Drive::Real { speed: 0.0 }.check().is_err());
    }
}
