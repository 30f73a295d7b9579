//! Whose clock shows what.

use crate::clock::{Clock, Moment, Pace};
use crate::engine::Worlds;

impl Worlds {
    /// The clock of a world.
    pub fn clock_of(&self, _world: usize) -> &Clock {
        &self.clock
    }

    /// The time of a world.
    pub fn now_in(&self, world: usize) -> Moment {
        self.clock_of(world).now(tokio::time::Instant::now())
    }

    /// The pace of a world's clock.
    pub fn pace_in(&self, world: usize) -> Pace {
        self.clock_of(world).pace()
    }
}
