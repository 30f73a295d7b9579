//! What sets faults in process.

use tokio::time::Instant;

use super::{Fault, StandingFault};
use crate::mock_server::MockServer;

impl MockServer {
    /// Lets something go wrong on purpose, and gives the number by which it is taken away again.
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
        self.engine().worlds().faults.add(fault, Instant::now())
    }

    /// The faults that are set, in the order in which they were.
    pub fn faults(&self) -> Vec<StandingFault> {
        self.engine().worlds().faults.listed(Instant::now())
    }

    /// Takes a fault away; whether it was still there.
    pub fn clear_fault(&self, number: u64) -> bool {
        self.engine().worlds().faults.remove(number)
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.engine().worlds().faults.clear();
    }
}
