//! Whose clock shows what.

use tokio::time::Instant;

use crate::clock::{Clock, Moment};
use crate::engine::Worlds;

impl Worlds {
    /// The clock that a world goes by.
    pub fn clock_of(&self, _world: Option<usize>) -> &Clock {
        &self.clock
    }

    /// The time in a world.
    pub fn now_of(&self, world: Option<usize>) -> Moment {
        self.clock_of(world).now(Instant::now())
    }
}
