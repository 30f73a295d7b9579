//! Lists of tasks for programs without async.

use std::sync::Arc;

use vidu_types::{Task, Vendor};

use super::{Client, Error, Handle, Runtime, within_runtime};
use crate::{AmbiguousTasks, CallError, List, Missing, ReconcileError};

/// The tasks of a list: an iterator that blocks while it reads the next page.
#[must_use = "nothing is sent before it is asked"]
pub struct Tasks<V> {
    tasks: crate::Tasks<V>,
    runtime: Arc<Runtime>,
    refused: bool,
}

/// What came of looking for unknown submits in the vendor's list; see [`ListedTasks`](crate::ListedTasks).
#[derive(Debug)]
#[non_exhaustive]
pub struct ListedTasks<V: Vendor> {
    /// Submits that were unknown until now, and are recorded as these tasks.
    pub found: Vec<Handle<V>>,
    /// Tasks and submits that fit each other in more than one way. A person has to choose, with [`Client::assign`].
    pub ambiguous: Vec<AmbiguousTasks>,
    /// Submits that are as unknown as before, and why.
    pub missing: Vec<Missing>,
}

impl<V: Vendor> Client<V> {
    /// The account's tasks, for [`tasks`](Self::tasks); see [`Client::list`](crate::Client::list). Nothing is sent.
    pub fn list(&self) -> List<V> {
        self.client.list()
    }

    /// Reads a list that was asked for with [`list`](Self::list).
    pub fn tasks(&self, list: List<V>) -> Tasks<V> {
        Tasks { tasks: list.tasks(), runtime: Arc::clone(&self.runtime), refused: false }
    }

    /// Looks for all unknown submits in the vendor's list of tasks; see
    /// [`Client::reconcile_listed`](crate::Client::reconcile_listed).
    pub fn reconcile_listed(&self) -> Result<ListedTasks<V>, Error<ReconcileError>> {
        let crate::ListedTasks { found, ambiguous, missing } = self.runtime.run(self.client.reconcile_listed())?;
        let found = found.into_iter().map(|task| self.handle(task)).collect();
        Ok(ListedTasks { found, ambiguous, missing })
    }
}

/// Within an async program it ends with the fault that says so.
impl<V: Vendor> Iterator for Tasks<V> {
    type Item = Result<Task, Error<CallError>>;

    fn next(&mut self) -> Option<Self::Item> {
        if within_runtime() {
            let refused = !std::mem::replace(&mut self.refused, true);
            return refused.then_some(Err(Error::WithinRuntime));
        }
        let next = async { self.tasks.next().await.transpose() };
        self.runtime.run(next).transpose()
    }
}
