//! Worlds made empty again, and told apart by those who ask for one.

use tokio::time::Instant;
use vidu_types::table::Spec;

use crate::admin::scope::CommandError;
use crate::callback::queue::Queue;
use crate::calls::judge::House;
use crate::calls::key::Key;
use crate::time::drive::Drives;
use crate::worlds::engine::{Engine, Worlds};
use crate::worlds::journal::Journal;

impl Worlds {
    /// Empties all worlds, or one.
    pub fn reset(&mut self, house: &House, world: Option<usize>) {
        let journal = || Journal::new(house.settings.journal);
        match world {
            Some(world) => {
                self.own.remove(&world);
                // What was due in it is dropped with it.
                drop(self.queue.split(world));
                if let Some(world) = self.list.get_mut(world) {
                    world.reset(journal());
                    self.drives.unset(&world.name);
                    let name = Some(&*world.name);
                    self.scripts.clear(name);
                    self.faults.clear(name);
                    self.rules.remove(name, None);
                }
            }
            None => {
                self.own.clear();
                self.queue = Queue::default();
                self.scripts.clear(None);
                self.faults.clear(None);
                self.rules.begin_anew(&house.settings.rules, Instant::now());
                self.drives = Drives { is_changed: true, ..Drives::given(house.settings.drive) };
                self.strangers = journal();
                self.list.iter_mut().for_each(|world| world.reset(journal()));
                self.set_pace(None, house.settings.pace);
            }
        }
    }
}

impl Engine {
    /// The position of a vendor's and a key's world, which is made if nobody has asked for it yet.
    pub fn world(&self, vendor: &str, key: &str) -> Result<usize, CommandError> {
        let mut current = self.house.spec.revisions.iter().enumerate().filter(|(_, revision)| revision.current);
        let Some((revision, _)) = current.find(|(_, revision)| revision.vendor == vendor) else {
            let there = vendors(&self.house.spec).join(", ");
            return Err(CommandError::NotFound(format!(
                "there is no vendor {}; there are {there}",
                vendor.escape_debug()
            )));
        };
        let key = Key::new(key).map_err(CommandError::Wrong)?;
        let most = self.house.settings.max_worlds;
        let full = || CommandError::NotPossible(format!("there are {most} worlds already, and no place for another"));
        self.worlds().enter(&self.house, revision, key).ok_or_else(full)
    }

    /// The position of the world that a text means: `vendor/NAME` as printed, or `vendor/KEY`.
    pub fn world_named(&self, text: &str) -> Result<usize, CommandError> {
        if let Some(position) = self.worlds().by_name.get(text) {
            return Ok(*position);
        }
        let Some((vendor, key)) = text.split_once('/') else {
            let there = vendors(&self.house.spec).join(", ");
            let why =
                format!("a world is a vendor and a key, `VENDOR/KEY`, or its printed name; the vendors are {there}");
            return Err(CommandError::Wrong(why));
        };
        if looks_printed(key) {
            let why = format!("no world has the name {}; GET /__admin/worlds lists them", text.escape_debug());
            return Err(CommandError::NotFound(why));
        }
        self.world(vendor, key)
    }
}

/// Whether a text is written as worlds are named, and so is hardly a key.
fn looks_printed(key: &str) -> bool {
    key.len() == 8 && key.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn vendors(spec: &Spec) -> Vec<&str> {
    spec.revisions.iter().filter(|revision| revision.current).map(|revision| &*revision.vendor).collect()
}
