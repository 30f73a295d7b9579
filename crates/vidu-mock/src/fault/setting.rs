//! What sets faults in process.

use tokio::time::Instant;

use super::{Fault, StandingFault};
use crate::admin::scope::Scope;

impl Scope {
    /// Lets something go wrong on purpose, for all or in this world, and gives the number by which it is taken away again.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// use vidu_mock::{Fault, MockServer};
    ///
    /// let server = MockServer::start().await;
    /// server.fault(Fault::server_error(503).operation("query").times(2));
    /// assert_eq!(server.faults()[0].hits, 0);
    /// # });
    /// ```
    pub fn fault(&self, fault: Fault) -> u64 {
        self.added_fault(fault).number
    }

    /// The same with what is set, also if it is gone again at once.
    pub(crate) fn added_fault(&self, mut fault: Fault) -> StandingFault {
        if let Some(name) = self.name() {
            fault.rule.world = Some(name);
        }
        let standing = self.engine().worlds().faults.add(fault, Instant::now());
        self.touched();
        standing
    }

    /// The faults that are set, in the order in which they were.
    pub fn faults(&self) -> Vec<StandingFault> {
        let name = self.name();
        self.engine().worlds().faults.listed(name.as_deref(), Instant::now())
    }

    /// Takes a fault away; whether it was still there.
    pub fn clear_fault(&self, number: u64) -> bool {
        let name = self.name();
        let was_there = self.engine().worlds().faults.remove(name.as_deref(), number);
        self.touched();
        was_there
    }

    /// Takes all faults away, or those of this world.
    pub fn clear_faults(&self) {
        let name = self.name();
        self.engine().worlds().faults.clear(name.as_deref());
        self.touched();
    }
}
